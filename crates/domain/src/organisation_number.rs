//! CUS-2: organisation numbers.

use crate::finding::{Code, codes};

/// Nine digits whose check digit is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationNumber(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationNumberError {
    Missing,
    Characters,
    Length,
    CheckDigit,
}

impl OrganisationNumberError {
    pub fn code(self) -> Code {
        match self {
            Self::Missing => codes::ORGANISATION_NUMBER_MISSING,
            Self::Characters => codes::ORGANISATION_NUMBER_CHARACTERS,
            Self::Length => codes::ORGANISATION_NUMBER_LENGTH,
            Self::CheckDigit => codes::ORGANISATION_NUMBER_CHECK_DIGIT,
        }
    }
}

impl OrganisationNumber {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Spaces are accepted and removed.
    pub fn parse(typed: &str) -> Result<Self, OrganisationNumberError> {
        let number = tidied(typed);
        if number.is_empty() {
            return Err(OrganisationNumberError::Missing);
        }
        if !number.chars().all(|c| c.is_ascii_digit()) {
            return Err(OrganisationNumberError::Characters);
        }
        if number.len() != 9 {
            return Err(OrganisationNumberError::Length);
        }
        if check_digit_is_right(&number) {
            Ok(Self(number))
        } else {
            Err(OrganisationNumberError::CheckDigit)
        }
    }
}

/// What the field shows once it is left: without spaces, and without what is written around the digits on letters and
/// invoices, as in `NO 310 001 007 MVA` and `Org.nr. 310.001.007`.
pub fn tidied(typed: &str) -> String {
    let joined: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let capitals = joined.to_ascii_uppercase();
    let bare = [
        "ORG.NR.:", "ORG.NR.", "ORG.NR:", "ORGNR:", "ORGNR.", "ORGNR", "NO",
    ]
    .iter()
    .find_map(|before| capitals.strip_prefix(before))
    .unwrap_or(&capitals);
    let digits = bare.strip_suffix("MVA").unwrap_or(bare).replace('.', "");
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits
    } else {
        joined
    }
}

/// Modulus 11. Remainder 0 gives the check digit 0; remainder 1 would need a check digit of two digits, so such
/// numbers are never given out.
fn check_digit_is_right(number: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 2, 7, 6, 5, 4, 3, 2];
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, first)) = digits.split_last() else {
        return false;
    };
    let sum: u32 = first
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    match sum % 11 {
        0 => *check == 0,
        1 => false,
        remainder => *check == 11 - remainder,
    }
}
