//! The lines in service, made from the register the same way every time.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::authorities::PARTNER;
use crate::behaviour::{self, Access, Existing, LETTERS};
use crate::register::making::scatter;
use crate::register::{Place, Register};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    Pstn,
    Isdn,
    AdslShared,
    AdslFull,
    OaShared,
    OaFull,
    Shdsl,
    OnlineAdsl,
}

/// Who has the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Operator {
    pub id: &'static str,
    pub name: &'static str,
}

const JARA: Operator = Operator {
    id: "jara",
    name: "Jara",
};
const FJORDNETT: Operator = Operator {
    id: "fjordnett",
    name: "Fjordnett",
};
const POLARLINJE: Operator = Operator {
    id: "polarlinje",
    name: "Polarlinje",
};
const NORDAVIND: Operator = Operator {
    id: PARTNER.id,
    name: PARTNER.name,
};

#[derive(Debug, Clone)]
pub struct Line {
    pub kind: Kind,
    pub operator: Operator,
    /// The subscription's number, or the number of the carrier line.
    pub phone: Option<String>,
    pub circuit: String,
    pub owner: String,
    /// Index in the register.
    pub place: usize,
}

/// All lines, and the ways to one of them.
pub struct Lines {
    all: Vec<Line>,
    by_phone: HashMap<String, usize>,
    by_circuit: HashMap<String, usize>,
    by_place: HashMap<usize, Vec<usize>>,
}

impl Lines {
    pub fn make(register: &Register) -> Self {
        let all: Vec<Line> = register
            .places
            .iter()
            .enumerate()
            .flat_map(|(index, place)| lines_at(index, place))
            .collect();
        let mut lines = Self {
            by_phone: HashMap::new(),
            by_circuit: HashMap::with_capacity(all.len()),
            by_place: HashMap::new(),
            all,
        };
        for (index, line) in lines.all.iter().enumerate() {
            // The telephone line comes before what it carries, and answers to the number.
            if let Some(phone) = &line.phone {
                lines.by_phone.entry(phone.clone()).or_insert(index);
            }
            lines.by_circuit.insert(line.circuit.clone(), index);
            lines.by_place.entry(line.place).or_default().push(index);
        }
        lines
    }

    pub fn by_phone(&self, phone: &str) -> Option<&Line> {
        let compact: String = phone.chars().filter(|c| !c.is_whitespace()).collect();
        let national = compact
            .strip_prefix("+47")
            .or_else(|| compact.strip_prefix("0047"))
            .unwrap_or(&compact);
        self.all.get(*self.by_phone.get(national)?)
    }

    pub fn by_circuit(&self, circuit: &str) -> Option<&Line> {
        let compact: String = circuit.chars().filter(|c| !c.is_whitespace()).collect();
        self.all.get(*self.by_circuit.get(&compact.to_uppercase())?)
    }

    pub fn at(&self, place: usize) -> impl Iterator<Item = &Line> {
        self.by_place
            .get(&place)
            .into_iter()
            .flatten()
            .filter_map(|index| self.all.get(*index))
    }
}

impl Line {
    pub fn id(&self) -> String {
        format!("L-{}", self.circuit)
    }

    pub fn view(&self, register: &Register) -> Value {
        let mut view = json!({
            "id": self.id(),
            "kind": self.kind,
            "operator": self.operator,
            "circuitNumber": self.circuit,
            "ownerName": self.owner,
            "since": format!("20{:02}-{:02}-{:02}", 3 + scatter(&[&self.circuit]) % 12, 1 + scatter(&[&self.owner]) % 12, 1 + scatter(&[&self.circuit, "d"]) % 28),
        });
        if let Some(fields) = view.as_object_mut() {
            if let Some(phone) = &self.phone {
                fields.insert("phoneNumber".to_owned(), json!(phone));
            }
            if let Some(place) = register.places.get(self.place) {
                fields.insert("address".to_owned(), json!(place.address()));
            }
        }
        view
    }
}

fn lines_at(index: usize, place: &Place) -> Vec<Line> {
    let case = place.case();
    if case.house == 0 {
        return ordinary(index, place).into_iter().collect();
    }
    let letter = LETTERS
        .iter()
        .position(|letter| *letter == place.letter)
        .unwrap_or_default();
    let number = case.behaviour.number;
    let owner = |salt: &str| person(&[&place.letter, &number.to_string(), salt]);
    let telephone = |phone: String, circuit: String, salt: &str| Line {
        kind: Kind::Pstn,
        operator: JARA,
        phone: Some(phone),
        circuit,
        owner: owner(salt),
        place: index,
    };
    let mut lines = Vec::new();
    if case.behaviour.existing != Existing::Nothing {
        lines.push(telephone(
            behaviour::phone_of(number, letter),
            behaviour::circuit_of(number, letter),
            "",
        ));
    }
    if case.behaviour.access == Access::SeveralHits {
        // Numbers above those of the houses: 61 and 62 for the second and third line of number 6.
        for (extra, salt) in [(number * 10 + 1, "second"), (number * 10 + 2, "third")] {
            lines.push(telephone(
                behaviour::phone_of(extra, letter),
                behaviour::circuit_of(extra, letter),
                salt,
            ));
        }
    }
    let broadband = match case.behaviour.existing {
        Existing::Telephone | Existing::Nothing => None,
        Existing::AdslShared => Some((Kind::AdslShared, FJORDNETT)),
        Existing::OperatorAccessFull => Some((Kind::OaFull, POLARLINJE)),
        Existing::OperatorAccessShared => Some((Kind::OaShared, FJORDNETT)),
        Existing::OnlineAdsl => Some((Kind::OnlineAdsl, POLARLINJE)),
        Existing::Shdsl => Some((Kind::Shdsl, FJORDNETT)),
        Existing::OwnAdsl => Some((Kind::AdslFull, NORDAVIND)),
    };
    if let Some((kind, operator)) = broadband {
        let on_carrier = matches!(kind, Kind::AdslShared | Kind::OaShared | Kind::OnlineAdsl);
        lines.push(Line {
            kind,
            operator,
            phone: on_carrier.then(|| behaviour::phone_of(number, letter)),
            circuit: format!("JX20{letter:02}{number:02}"),
            owner: owner(""),
            place: index,
        });
    }
    lines
}

/// Two of three ordinary addresses have a telephone, some of those ISDN; none has broadband, so that everything is green there.
fn ordinary(index: usize, place: &Place) -> Option<Line> {
    if index.is_multiple_of(3) {
        return None;
    }
    Some(Line {
        kind: if index.is_multiple_of(7) {
            Kind::Isdn
        } else {
            Kind::Pstn
        },
        operator: JARA,
        phone: Some(format!("{}{:06}", place.phone_area, 800_000 + index)),
        circuit: format!("JX{:06}", 300_000 + index),
        owner: person(&[&place.postcode, &index.to_string()]),
        place: index,
    })
}

const FIRST_NAMES: [&str; 24] = [
    "Solveig", "Torkel", "Ragnhild", "Eivind", "Aud", "Sindre", "Marit", "Håkon", "Ingrid", "Pål", "Åse",
    "Gjermund", "Turid", "Øystein", "Liv", "Steinar", "Berit", "Vegard", "Synnøve", "Kåre", "Guro", "Arve",
    "Jorunn", "Trygve",
];
const LAST_NAMES: [&str; 24] = [
    "Bakkemo",
    "Fjærvik",
    "Granhøy",
    "Havnerud",
    "Kvistad",
    "Lunderøy",
    "Myrvangen",
    "Nesbrekke",
    "Ospelund",
    "Rognmo",
    "Skogtrø",
    "Tangerås",
    "Ulvøyen",
    "Vikebråten",
    "Øverlund",
    "Åmodtli",
    "Bjørnestøl",
    "Dalskog",
    "Elvestrøm",
    "Furuheimli",
    "Grønnås",
    "Holtebakk",
    "Isbrekke",
    "Kråkenes",
];

/// An invented person.
fn person(seed: &[&str]) -> String {
    let hash = scatter(seed);
    let pick = |names: &[&'static str; 24], bits: u32| {
        usize::try_from(bits % 24)
            .ok()
            .and_then(|index| names.get(index).copied())
            .unwrap_or_default()
    };
    format!("{} {}", pick(&FIRST_NAMES, hash), pick(&LAST_NAMES, hash >> 8))
}
