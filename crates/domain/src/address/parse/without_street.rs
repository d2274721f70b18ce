//! ADR-1: places without a street address, by the cadastre or by the operator's own signature.

use crate::{address::Place, finding::codes};

use super::Check;

impl Check<'_> {
    pub(super) fn cadastre(&mut self) -> Option<Place> {
        let farm_number = self.cadastre_number("farm_number", &self.draft.farm_number);
        if self.draft.farm_number.trim().is_empty() {
            self.wrong("farm_number", codes::FARM_NUMBER_MISSING);
        }
        let title_number = self.cadastre_number("title_number", &self.draft.title_number);
        if self.draft.title_number.trim().is_empty() {
            self.wrong("title_number", codes::TITLE_NUMBER_MISSING);
        }
        let lease_number = self.cadastre_number("lease_number", &self.draft.lease_number);
        let section_number = self.cadastre_number("section_number", &self.draft.section_number);
        let municipality = self.free("municipality", &self.draft.municipality, 60);
        match &municipality {
            None if self.draft.municipality.trim().is_empty() => {
                self.wrong("municipality", codes::MUNICIPALITY_MISSING);
            }
            None => {}
            Some(typed) => {
                let letters = typed.chars().any(char::is_alphabetic);
                let number = typed.chars().count() == 4 && typed.chars().all(|c| c.is_ascii_digit());
                if !letters && !number {
                    self.wrong("municipality", codes::MUNICIPALITY_FORMAT);
                }
            }
        }
        Some(Place::Cadastre {
            farm_number: farm_number?,
            title_number: title_number?,
            // The register writes 0 where there is none.
            lease_number: lease_number.filter(|number| *number > 0),
            section_number: section_number.filter(|number| *number > 0),
            municipality: municipality?,
        })
    }

    /// A whole number of at most six digits; farm and title numbers begin at 1.
    fn cadastre_number(&mut self, field: &str, typed: &str) -> Option<u32> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.is_empty() {
            return None;
        }
        let readable = digits.chars().count() <= 6 && digits.chars().all(|c| c.is_ascii_digit());
        let number: Option<u32> = if readable { digits.parse().ok() } else { None };
        let least = u32::from(matches!(field, "farm_number" | "title_number"));
        let number = number.filter(|number| *number >= least);
        if number.is_none() {
            self.wrong(field, codes::CADASTRE_NUMBER_INVALID);
        }
        number
    }

    pub(super) fn insa(&mut self) -> Option<Place> {
        let signature = self
            .draft
            .insa
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_uppercase();
        if signature.is_empty() {
            self.wrong("insa", codes::INSA_MISSING);
            return None;
        }
        let length = signature.chars().count();
        let readable = signature
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_'));
        if !readable || !(3..=30).contains(&length) || !signature.chars().any(char::is_alphanumeric) {
            self.wrong("insa", codes::INSA_INVALID);
            return None;
        }
        Some(Place::Insa { signature })
    }
}
