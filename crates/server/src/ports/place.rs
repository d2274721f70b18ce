//! A place as the operator's own systems write it (TM Forum's `GeographicAddress`).

use domain::address::{Address, AddressDraft, Place, RegisterAddress, search::matches};
use serde::{Deserialize, Serialize};

/// Empty fields are left out; the other side matches by what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PartnerPlace {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street_nr: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street_nr_suffix: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub entrance: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub floor: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub municipality_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cadastre: Option<Cadastre>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub insa: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cadastre {
    pub gardsnummer: u32,
    pub bruksnummer: u32,
    pub festenummer: u32,
    pub undernummer: u32,
}

impl PartnerPlace {
    /// From what is typed; what the register said of the chosen hit goes before it (ADR-6).
    pub fn of_draft(draft: &AddressDraft, register: Option<&RegisterAddress>) -> Self {
        let mut place = match register {
            Some(address) => Self::of_register(address),
            None => Self::as_typed(draft),
        };
        place.unit = draft.unit.trim().to_owned();
        place.entrance = draft.entrance.trim().to_owned();
        place.floor = draft.floor.trim().to_owned();
        place
    }

    /// From a checked address.
    pub fn of_address(address: &Address) -> Self {
        let mut place = match &address.place {
            Place::Street {
                street,
                house_number,
                postcode,
                place,
            } => {
                let (street_nr, street_nr_suffix) = split_house_number(house_number);
                Self {
                    street_name: street.clone(),
                    street_nr,
                    street_nr_suffix,
                    postcode: postcode.clone(),
                    city: place.clone(),
                    ..Self::default()
                }
            }
            Place::Cadastre {
                farm_number,
                title_number,
                lease_number,
                section_number,
                municipality,
            } => {
                let (municipality_number, city) = municipality_as_number_or_name(municipality);
                Self {
                    municipality_number,
                    city,
                    cadastre: Some(Cadastre {
                        gardsnummer: *farm_number,
                        bruksnummer: *title_number,
                        festenummer: lease_number.unwrap_or_default(),
                        undernummer: section_number.unwrap_or_default(),
                    }),
                    ..Self::default()
                }
            }
            Place::Insa { signature } => Self {
                insa: signature.clone(),
                ..Self::default()
            },
        };
        place.unit = address.unit.clone().unwrap_or_default();
        place.entrance = address.entrance.clone().unwrap_or_default();
        place.floor = address.floor.clone().unwrap_or_default();
        place
    }

    fn of_register(address: &RegisterAddress) -> Self {
        let (street_nr, street_nr_suffix) = split_house_number(&address.house_number);
        let number = |text: &str| text.trim().parse::<u32>().unwrap_or_default();
        let cadastre = address.cadastral.then(|| Cadastre {
            gardsnummer: number(&address.farm_number),
            bruksnummer: number(&address.title_number),
            festenummer: number(&address.lease_number),
            undernummer: number(&address.section_number),
        });
        Self {
            street_name: address.street.clone(),
            street_nr,
            street_nr_suffix,
            postcode: address.postcode.clone(),
            city: address.place.clone(),
            municipality_number: address.municipality_number.clone(),
            cadastre,
            ..Self::default()
        }
    }

    fn as_typed(draft: &AddressDraft) -> Self {
        let number = |text: &str| text.trim().parse::<u32>().unwrap_or_default();
        match draft.kind.trim() {
            "insa" => Self {
                insa: draft.insa.trim().to_owned(),
                ..Self::default()
            },
            "cadastre" => {
                let (municipality_number, city) = municipality_as_number_or_name(&draft.municipality);
                Self {
                    municipality_number,
                    city,
                    cadastre: Some(Cadastre {
                        gardsnummer: number(&draft.farm_number),
                        bruksnummer: number(&draft.title_number),
                        festenummer: number(&draft.lease_number),
                        undernummer: number(&draft.section_number),
                    }),
                    ..Self::default()
                }
            }
            _ => {
                let (street_nr, street_nr_suffix) = split_house_number(&draft.house_number);
                Self {
                    street_name: draft.street.trim().to_owned(),
                    street_nr,
                    street_nr_suffix,
                    postcode: draft.postcode.trim().to_owned(),
                    city: draft.place.trim().to_owned(),
                    ..Self::default()
                }
            }
        }
    }

    /// Whether both are the same place as far as they say it: spellings that make no difference make none here (ADR-7), and
    /// what only one of them names is no difference.
    pub fn may_be(&self, other: &Self) -> bool {
        let same = |one: &str, other: &str| one.is_empty() || other.is_empty() || matches(one, other);
        let same_cadastre = match (self.cadastre, other.cadastre) {
            (Some(one), Some(other)) => one == other,
            (_, _) => true,
        };
        // A house without a letter is another one than its neighbour with one.
        let same_house = self.street_nr.is_empty()
            || other.street_nr.is_empty()
            || (matches(&self.street_nr, &other.street_nr)
                && matches(&self.street_nr_suffix, &other.street_nr_suffix));
        same_cadastre
            && same_house
            && same(&self.street_name, &other.street_name)
            && same(&self.postcode, &other.postcode)
            && same(&self.municipality_number, &other.municipality_number)
            && same(&self.unit, &other.unit)
            && same(&self.insa, &other.insa)
    }

    /// In one line, to tell hits apart: `Prøveveien 1B, H0201, 0665 OSLO`.
    pub fn one_line(&self) -> String {
        let mut first = self.street_name.clone();
        if !self.street_nr.is_empty() {
            first = format!("{first} {}{}", self.street_nr, self.street_nr_suffix);
        }
        if first.trim().is_empty()
            && let Some(cadastre) = self.cadastre
        {
            first = format!("{}/{}", cadastre.gardsnummer, cadastre.bruksnummer);
        }
        let town = format!("{} {}", self.postcode, self.city);
        [
            first.trim(),
            self.entrance.trim(),
            self.floor.trim(),
            self.unit.trim(),
            town.trim(),
            self.insa.trim(),
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
    }
}

/// `12 b` → (`12`, `B`). What does not begin with a digit is all number, for the other side to refuse.
pub fn split_house_number(typed: &str) -> (String, String) {
    let typed = typed.trim();
    let digits = typed.find(|c: char| !c.is_ascii_digit()).unwrap_or(typed.len());
    let (number, letter) = typed.split_at(digits);
    if number.is_empty() {
        return (typed.to_owned(), String::new());
    }
    (number.to_owned(), letter.trim().to_uppercase())
}

/// Four digits are a municipality's number, anything else its name.
fn municipality_as_number_or_name(typed: &str) -> (String, String) {
    let typed = typed.trim();
    if typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        (typed.to_owned(), String::new())
    } else {
        (String::new(), typed.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_number_is_split_from_its_letter_however_it_is_typed() {
        for (typed, number, letter) in [
            ("12", "12", ""),
            ("12B", "12", "B"),
            (" 12 b ", "12", "B"),
            ("", "", ""),
            ("B", "B", ""),
        ] {
            assert_eq!(
                split_house_number(typed),
                (number.to_owned(), letter.to_owned()),
                "{typed}"
            );
        }
    }

    #[test]
    fn the_registers_hit_goes_before_what_is_typed_but_the_unit_is_the_users() {
        let draft = AddressDraft {
            street: "kirkevn".into(),
            house_number: "12b".into(),
            unit: "H0201".into(),
            ..AddressDraft::default()
        };
        let hit = RegisterAddress {
            street: "Kirkeveien".into(),
            house_number: "12B".into(),
            postcode: "0266".into(),
            place: "OSLO".into(),
            municipality_number: "0301".into(),
            ..RegisterAddress::default()
        };
        let place = PartnerPlace::of_draft(&draft, Some(&hit));
        assert_eq!(place.one_line(), "Kirkeveien 12B, H0201, 0266 OSLO");
        assert_eq!(place.municipality_number, "0301");
        assert_eq!(
            PartnerPlace::of_draft(&draft, None).one_line(),
            "kirkevn 12B, H0201"
        );
    }

    /// ADR-7, KAP-5
    #[test]
    fn the_same_place_in_another_spelling_is_the_same_place() {
        let place = |street: &str, number: &str, suffix: &str, unit: &str| PartnerPlace {
            street_name: street.into(),
            street_nr: number.into(),
            street_nr_suffix: suffix.into(),
            unit: unit.into(),
            postcode: "0665".into(),
            ..PartnerPlace::default()
        };
        let here = place("Prøveveien", "1", "B", "H0201");
        for (other, same) in [
            (place("Prøvevegen", "1", "b", "H0201"), true),
            (place("Prøveveien", "1", "B", ""), true),
            (place("Prøveveien", "1", "", "H0201"), false),
            (place("Prøveveien", "5", "B", "H0201"), false),
            (place("Prøveveien", "1", "B", "H0202"), false),
            (place("Kirkeveien", "1", "B", "H0201"), false),
            (PartnerPlace::default(), true),
        ] {
            assert_eq!(here.may_be(&other), same, "{}", other.one_line());
        }
    }

    #[test]
    fn empty_fields_are_left_out() {
        let place = PartnerPlace {
            street_name: "Prøveveien".into(),
            ..PartnerPlace::default()
        };
        assert_eq!(
            serde_json::to_string(&place).unwrap(),
            r#"{"streetName":"Prøveveien"}"#
        );
    }
}
