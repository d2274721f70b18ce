//! The installation address as people write it, and phone numbers in groups.

use domain::address::{Address, Place};
use texts::Key;

use crate::language::{Lang, params, words};

/// "Kirkeveien 64B, 0364 OSLO".
pub fn place(lang: Lang, address: &Address) -> String {
    match &address.place {
        Place::Street {
            street,
            house_number,
            postcode,
            place,
        } => {
            format!("{street} {house_number}, {postcode}\u{a0}{place}")
        }
        Place::Cadastre {
            farm_number,
            title_number,
            lease_number,
            section_number,
            municipality,
        } => {
            let number = |number: u32| words(number.to_string());
            let mut parts = vec![lang.fill(
                Key::OrderCadastre,
                &params([("farm", number(*farm_number)), ("title", number(*title_number))]),
            )];
            parts.extend(
                lease_number.map(|lease| lang.fill(Key::OrderLease, &params([("number", number(lease))]))),
            );
            parts.extend(
                section_number
                    .map(|section| lang.fill(Key::OrderSection, &params([("number", number(section))]))),
            );
            parts.push(municipality.clone());
            parts.join(", ")
        }
        Place::Insa { signature } => lang.fill(
            Key::OrderInsa,
            &params([("signature", words(signature.as_str()))]),
        ),
    }
}

/// `912 34 567` for mobiles, `21 90 00 01` for others; foreign numbers as they are.
pub fn phone(number: &str) -> String {
    if number.len() != 8 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    if number.starts_with(['4', '9']) {
        format!("{} {} {}", &number[..3], &number[3..5], &number[5..])
    } else {
        format!(
            "{} {} {} {}",
            &number[..2],
            &number[2..4],
            &number[4..6],
            &number[6..]
        )
    }
}

/// `310 000 014`.
pub fn organisation_number(number: &str) -> String {
    if number.len() == 9 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{} {} {}", &number[..3], &number[3..6], &number[6..])
    } else {
        number.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_in_the_groups_that_people_read_aloud() {
        assert_eq!(phone("91234567"), "912 34 567");
        assert_eq!(phone("21900001"), "21 90 00 01");
        assert_eq!(phone("+4687654321"), "+4687654321");
        assert_eq!(organisation_number("310000014"), "310 000 014");
        assert_eq!(organisation_number("31000"), "31000");
    }
}
