//! ADR: where the product is installed.

use serde::{Deserialize, Serialize};

use crate::postcode;

pub mod house_number;
mod parse;
pub mod po_box;
pub mod search;
pub mod typed;
pub mod unit;

pub use parse::{Parsed, parse};

/// The installation address as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressDraft {
    /// The user has said that there is no street address: opens the other two kinds (ADR-1).
    pub no_street_address: bool,
    /// `street`, `cadastre` or `insa`; empty means `street`.
    pub kind: String,
    /// Id of the register hit that was chosen (ADR-6).
    pub register_id: String,
    /// The user has confirmed that the address is not in the register (ADR-6).
    pub not_in_register: bool,
    pub street: String,
    /// With its letter: `12B`.
    pub house_number: String,
    pub entrance: String,
    pub floor: String,
    /// `H0101` where the register knows the units, free text elsewhere (ADR-4).
    pub unit: String,
    pub postcode: String,
    pub place: String,
    /// Gårdsnummer.
    pub farm_number: String,
    /// Bruksnummer.
    pub title_number: String,
    /// Festenummer.
    pub lease_number: String,
    /// Undernummer.
    pub section_number: String,
    /// Name or four-digit number of the municipality.
    pub municipality: String,
    pub insa: String,
    /// A phone or circuit number that is at the place already (ADR-5).
    pub existing_number: String,
    pub large_area: bool,
}

/// An address as the address register has it, recorded by the backend when it was shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterAddress {
    pub id: String,
    /// As the register writes it: `Kirkeveien 64B`.
    pub text: String,
    pub street: String,
    /// With its letter: `64B`; empty for a cadastral address.
    pub house_number: String,
    pub postcode: String,
    pub place: String,
    pub municipality_number: String,
    pub municipality: String,
    pub farm_number: String,
    pub title_number: String,
    pub lease_number: String,
    pub section_number: String,
    /// The dwellings that the register knows here, as `H0101`; one must be chosen when there are several (ADR-4).
    pub units: Vec<String>,
    /// True for a property without a street address.
    pub cadastral: bool,
    pub latitude: f64,
    pub longitude: f64,
}

/// The installation address, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    pub place: Place,
    pub entrance: Option<String>,
    pub floor: Option<String>,
    pub unit: Option<String>,
    /// The register's id; none when the user has confirmed that the register lacks it: manual handling (ADR-6).
    pub register_id: Option<String>,
    pub existing_number: Option<String>,
    pub large_area: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Place {
    Street {
        street: String,
        house_number: String,
        postcode: String,
        place: String,
    },
    Cadastre {
        farm_number: u32,
        title_number: u32,
        lease_number: Option<u32>,
        section_number: Option<u32>,
        municipality: String,
    },
    Insa {
        signature: String,
    },
}

impl AddressDraft {
    pub fn kind(&self) -> Option<AddressKind> {
        match self.kind.trim() {
            "" | "street" => Some(AddressKind::Street),
            "cadastre" => Some(AddressKind::Cadastre),
            "insa" => Some(AddressKind::Insa),
            _ => None,
        }
    }

    /// Postcode and place as they are meant: `0665 OSLO` in the first of the two fields is both, unless the second says
    /// another place. What is no postcode stays as it was typed.
    pub fn postcode_and_place(&self) -> (String, String) {
        let place = evenly_spaced(&self.place);
        match postcode::split(&self.postcode) {
            Some((code, "")) => (code, place),
            Some((code, behind)) if place.is_empty() => (code, evenly_spaced(behind)),
            Some((code, behind)) if search::matches(&place, behind) => (code, place),
            Some(_) | None => (evenly_spaced(&self.postcode), place),
        }
    }

    /// Whether what is typed is this address of the register, however it is written.
    pub fn is_at(&self, hit: &RegisterAddress) -> bool {
        let same_number = |typed: &str, registered: &str| {
            let typed = typed.trim().trim_start_matches('0');
            typed == registered.trim().trim_start_matches('0')
        };
        match self.kind() {
            Some(AddressKind::Street) => {
                !hit.cadastral
                    && search::matches(&self.street, &hit.street)
                    && house_number::tidied(&self.house_number) == house_number::tidied(&hit.house_number)
                    && self.postcode_and_place().0 == hit.postcode
            }
            Some(AddressKind::Cadastre) => {
                same_number(&self.farm_number, &hit.farm_number)
                    && same_number(&self.title_number, &hit.title_number)
                    && same_number(&self.lease_number, &hit.lease_number)
                    && same_number(&self.section_number, &hit.section_number)
                    && (search::matches(&self.municipality, &hit.municipality)
                        || self.municipality.trim() == hit.municipality_number)
            }
            Some(AddressKind::Insa) | None => false,
        }
    }

    /// What was typed into the street's field and belongs into others goes there, where nothing stands yet:
    /// `Kirkeveien 12 B`, `Kirkeveien 12B, 0266 Oslo, Norge`.
    pub(crate) fn spread_street(&mut self) {
        if self.kind() != Some(AddressKind::Street) {
            return;
        }
        let mut parts: Vec<&str> = self.street.split(',').map(str::trim).collect();
        parts.retain(|part| !part.is_empty());
        if parts.len() > 1 && parts.last().is_some_and(|last| is_country(last)) {
            parts.pop();
        }
        let is_free = self.postcode.trim().is_empty() && self.place.trim().is_empty();
        let (street, behind) = match parts.as_slice() {
            [street] => ((*street).to_owned(), None),
            [street, behind] if is_free => ((*street).to_owned(), postcode::split(behind)),
            _ => return,
        };
        if parts.len() == 2 {
            let Some((code, place)) = behind else { return };
            place.clone_into(&mut self.place);
            self.postcode = code;
        }
        self.street = street;
        let (typed, number_there) = (&self.street, house_number::tidied(&self.house_number));
        if let Some((street, number)) = house_number::split_off(typed)
            && !po_box::is_po_box(typed)
            && street.chars().any(char::is_alphabetic)
            && (number_there.is_empty() || number_there == number)
        {
            (self.street, self.house_number) = (street, number);
        }
    }

    /// The place in one line, the same however it is spaced and in whatever case: what a check is bound to (KAP-5).
    /// Empty while there is no place to ask about. Another apartment is another place; entrance and floor only help
    /// to find it.
    pub fn place_key(&self) -> String {
        let (unit, house_number) = (unit::tidied(&self.unit), house_number::tidied(&self.house_number));
        let (postcode, _) = self.postcode_and_place();
        let (kind, parts): (_, &[&str]) = match self.kind() {
            Some(AddressKind::Street) => ("street", &[&self.street, &house_number, &postcode, &unit]),
            Some(AddressKind::Cadastre) => (
                "cadastre",
                &[
                    &self.farm_number,
                    &self.title_number,
                    &self.lease_number,
                    &self.section_number,
                    &self.municipality,
                    &unit,
                ],
            ),
            Some(AddressKind::Insa) => ("insa", &[&self.insa, &unit]),
            None => return String::new(),
        };
        if parts.iter().all(|part| part.trim().is_empty()) {
            return String::new();
        }
        let mut key = kind.to_owned();
        for part in parts {
            key.push('|');
            for (at, word) in part.split_whitespace().enumerate() {
                if at > 0 {
                    key.push(' ');
                }
                key.push_str(word);
            }
        }
        key.to_lowercase()
    }
}

impl Address {
    /// Street and number or the like, apartment, postcode and place.
    pub fn in_one_line(&self) -> String {
        match &self.place {
            Place::Street {
                street,
                house_number,
                postcode,
                place,
            } => {
                let unit = self.unit.as_deref().map(|unit| format!(" {unit}"));
                let unit = unit.unwrap_or_default();
                format!("{street} {house_number}{unit}, {postcode} {place}")
            }
            Place::Cadastre {
                farm_number,
                title_number,
                lease_number,
                section_number,
                municipality,
            } => {
                let rest = [lease_number, section_number].into_iter().flatten();
                let rest: String = rest.map(|number| format!("/{number}")).collect();
                format!("{farm_number}/{title_number}{rest}, {municipality}")
            }
            Place::Insa { signature } => signature.clone(),
        }
    }
}

/// Which of the three an address is (ADR-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    Street,
    Cadastre,
    Insa,
}

/// All addresses are in this country, whose name ends what is copied from elsewhere.
pub(crate) fn is_country(word: &str) -> bool {
    ["norge", "noreg", "norway"]
        .iter()
        .any(|name| word.eq_ignore_ascii_case(name))
}

/// Without spaces at the ends, and with one between words.
pub(crate) fn evenly_spaced(text: &str) -> String {
    let trimmed = text.trim();
    // Nearly everything is typed evenly, and is taken as it stands.
    if is_even(trimmed.as_bytes()) {
        return trimmed.to_owned();
    }
    let mut even = String::with_capacity(trimmed.len());
    for word in text.split_whitespace() {
        if !even.is_empty() {
            even.push(' ');
        }
        even.push_str(word);
    }
    even
}

/// Plain letters and the like, and nowhere two spaces or another kind of space. Sure where it says yes.
fn is_even(text: &[u8]) -> bool {
    let mut before = b' ';
    text.iter().all(|byte| {
        let even = byte.is_ascii_graphic() || (*byte == b' ' && before != b' ');
        before = *byte;
        even
    })
}
