//! CON-2: phone numbers of contact persons.

use crate::finding::{Code, codes};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    Mobile,
    Fixed,
    Foreign,
}

/// A number that a person can be called at. Norwegian ones are eight digits, foreign ones begin with `+`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    number: String,
    kind: PhoneKind,
}

impl Phone {
    pub fn as_str(&self) -> &str {
        &self.number
    }

    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    pub fn parse(typed: &str) -> Result<Self, PhoneError> {
        let number = tidied(typed);
        if number.is_empty() {
            return Err(PhoneError::Missing);
        }
        if several(typed, &number) {
            return Err(PhoneError::Several);
        }
        if number.chars().any(char::is_alphabetic) {
            return Err(PhoneError::Letters);
        }
        if let Some(foreign) = number.strip_prefix('+')
            && digits_only(foreign)
        {
            return Self::foreign(foreign);
        }
        if !digits_only(&number) {
            return Err(PhoneError::Characters);
        }
        Self::norwegian(number)
    }

    fn foreign(digits: &str) -> Result<Self, PhoneError> {
        // Country codes never begin with 0, and 47 was taken off before.
        if digits.starts_with('0') || !(8..=15).contains(&digits.len()) {
            return Err(PhoneError::ForeignLength);
        }
        Ok(Self {
            number: format!("+{digits}"),
            kind: PhoneKind::Foreign,
        })
    }

    fn norwegian(number: String) -> Result<Self, PhoneError> {
        let mut digits = number.chars();
        let first = digits.next().unwrap_or('0');
        let second = digits.next().unwrap_or('0');
        match number.len() {
            8 => {}
            5 if first == '0' => return Err(PhoneError::FiveDigits),
            12 if first == '5' && second == '8' => return Err(PhoneError::Machine12),
            0..8 => return Err(PhoneError::TooFewDigits),
            _ if first == '0' && second == '0' => return Err(PhoneError::ForeignWithoutPlus),
            _ => return Err(PhoneError::TooManyDigits),
        }
        match (first, second) {
            ('4' | '9', _) => Ok(Self {
                number,
                kind: PhoneKind::Mobile,
            }),
            ('5', '8') => Err(PhoneError::Machine58),
            ('5', '9') => Err(PhoneError::Machine59),
            ('2' | '3' | '5' | '6' | '7', _) => Ok(Self {
                number,
                kind: PhoneKind::Fixed,
            }),
            ('8', _) => Err(PhoneError::Special8),
            _ => Err(PhoneError::NotInUse),
        }
    }
}

/// Why a number cannot be used; each has a text of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhoneError {
    Missing,
    Letters,
    /// Something else than digits: brackets, hyphens, a `+` inside.
    Characters,
    /// Two numbers in one field.
    Several,
    TooFewDigits,
    TooManyDigits,
    /// 0xxxx: a company's number.
    FiveDigits,
    /// 58 and ten more digits: a machine.
    Machine12,
    /// Eight digits beginning with 58, which are kept for machines.
    Machine58,
    /// Eight digits beginning with 59: a machine.
    Machine59,
    /// Free-phone, shared-cost and premium numbers.
    Special8,
    /// Eight digits beginning with 0 or 1.
    NotInUse,
    /// `0046…` instead of `+46…`.
    ForeignWithoutPlus,
    ForeignLength,
}

impl PhoneError {
    pub fn code(self) -> Code {
        match self {
            Self::Missing => codes::PHONE_MISSING,
            Self::Letters => codes::PHONE_LETTERS,
            Self::Characters => codes::PHONE_CHARACTERS,
            Self::Several => codes::PHONE_SEVERAL,
            Self::TooFewDigits => codes::PHONE_TOO_FEW_DIGITS,
            Self::TooManyDigits => codes::PHONE_TOO_MANY_DIGITS,
            Self::FiveDigits => codes::PHONE_FIVE_DIGITS,
            Self::Machine12 => codes::PHONE_MACHINE_12,
            Self::Machine58 => codes::PHONE_MACHINE_58,
            Self::Machine59 => codes::PHONE_MACHINE_59,
            Self::Special8 => codes::PHONE_SPECIAL_8,
            Self::NotInUse => codes::PHONE_NOT_IN_USE,
            Self::ForeignWithoutPlus => codes::PHONE_FOREIGN_WITHOUT_PLUS,
            Self::ForeignLength => codes::PHONE_FOREIGN_LENGTH,
        }
    }
}

/// What the field shows once it is left, and even while typing: without spaces and without Norway's own prefix.
pub fn tidied(typed: &str) -> String {
    let mut joined = String::with_capacity(typed.len());
    for c in typed.chars().filter(|c| !is_space(*c)) {
        joined.push(c);
    }
    let rest = joined.strip_prefix("+47").or_else(|| joined.strip_prefix("0047"));
    match rest.map(str::len) {
        Some(length) => joined.split_off(joined.len() - length),
        None => joined,
    }
}

/// The number that was probably meant, to be offered with one click.
pub fn suggestion(typed: &str) -> Option<String> {
    let number = tidied(typed);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let candidate = match Phone::parse(typed) {
        Err(PhoneError::Characters) => {
            let first = number.chars().find(|c| c.is_ascii_digit() || *c == '+');
            let plus = if first == Some('+') { "+" } else { "" };
            tidied(&format!("{plus}{digits}"))
        }
        Err(PhoneError::ForeignWithoutPlus) => tidied(&format!("+{}", digits.strip_prefix("00")?)),
        Err(PhoneError::TooManyDigits) => digits.strip_prefix("47")?.to_owned(),
        _ => return None,
    };
    Phone::parse(&candidate).ok().map(|phone| phone.number)
}

fn digits_only(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// Also the no-break and thin spaces that come along when a number is pasted, and invisible marks of direction.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Two numbers in one field: a separator or a word between digits, or exactly two numbers' digits.
fn several(typed: &str, tidied: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let two_in_a_row = !tidied.starts_with('+') && digits(tidied) == 16;
    if nothing_separates(typed) {
        return two_in_a_row;
    }
    let parts: Vec<String> = typed
        .to_lowercase()
        .split(|c: char| {
            !(c.is_alphanumeric() || is_space(c)) || c.is_alphabetic() || matches!(c, '\n' | '\r')
        })
        .map(|part| part.chars().filter(char::is_ascii_digit).collect())
        .filter(|digits: &String| digits.len() >= 5)
        .collect();
    parts.len() >= 2 || two_in_a_row || separated(typed)
}

/// Digits and spaces alone, but for a `+` before them, as nearly all numbers are typed: nothing in it could stand
/// between two numbers.
fn nothing_separates(typed: &str) -> bool {
    let number = typed.trim_start_matches(is_space);
    let digits = number.strip_prefix('+').unwrap_or(number);
    digits
        .chars()
        .all(|c| c.is_ascii_digit() || (is_space(c) && !matches!(c, '\n' | '\r')))
}

/// A separator of the rule with something on both sides of it: `22 33 44 55 / 56`.
fn separated(typed: &str) -> bool {
    let lower = typed.to_lowercase();
    let has_digit = |part: &str| part.chars().any(|c| c.is_ascii_digit());
    let by_sign = lower
        .split(['/', ',', ';', '&', '|', '\n', '\r'])
        .filter(|part| has_digit(part))
        .count()
        >= 2;
    let by_word = ["eller", "or", "og", "and"].iter().any(|word| {
        let mut parts = lower.split(*word);
        parts.next().is_some_and(has_digit) && parts.any(has_digit)
    });
    by_sign || by_word
}
