//! An address as the operator's own systems write it.

use serde::{Deserialize, Serialize};

use crate::folding;

/// Every part is optional; an empty text counts as absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Address {
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

/// A property's number within its municipality.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cadastre {
    pub gardsnummer: u32,
    pub bruksnummer: u32,
    pub festenummer: u32,
    pub undernummer: u32,
}

impl Address {
    /// Whether there is anything to look for.
    pub fn is_empty(&self) -> bool {
        self.street_name.trim().is_empty() && self.cadastre.is_none() && self.insa.trim().is_empty()
    }

    /// House number and letter, also when both were written in the number's field (`12 b`).
    pub fn house(&self) -> Option<(u32, String)> {
        let compact: String = self.street_nr.chars().filter(|c| !c.is_whitespace()).collect();
        let digits: String = compact.chars().take_while(char::is_ascii_digit).collect();
        let rest = &compact[digits.len()..];
        let letter = if self.street_nr_suffix.trim().is_empty() {
            rest
        } else {
            self.street_nr_suffix.trim()
        };
        Some((digits.parse().ok()?, letter.to_uppercase()))
    }

    pub fn street_key(&self) -> String {
        folding::key(&self.street_name)
    }

    /// For an answer to people: `Prøveveien 7A`.
    pub fn line(&self) -> String {
        match self.cadastre {
            Some(Cadastre {
                gardsnummer,
                bruksnummer,
                ..
            }) if self.street_name.trim().is_empty() => {
                format!("{gardsnummer}/{bruksnummer}")
            }
            _ => format!("{} {}{}", self.street_name, self.street_nr, self.street_nr_suffix)
                .trim()
                .to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ADR-7
    #[test]
    fn a_letter_may_stand_in_either_field() {
        let house = |number: &str, letter: &str| {
            Address {
                street_nr: number.into(),
                street_nr_suffix: letter.into(),
                ..Address::default()
            }
            .house()
        };
        assert_eq!(house("12", "b"), Some((12, "B".to_owned())));
        assert_eq!(house("12 b", ""), Some((12, "B".to_owned())));
        assert_eq!(house("12", ""), Some((12, String::new())));
        assert_eq!(house("", "B"), None);
    }
}
