//! What is typed in the fields of a line, as everybody writes it: what a field shows once it has been left. What
//! cannot be read stays as it was typed, so that its error speaks of what the user sees.

use time::Date;

use crate::{
    address::{evenly_spaced, house_number, unit},
    date::{self, Era},
    organisation_number, phone,
};

use super::LineDraft;

/// The field has been left: it is tidied, and what belongs into other fields goes there where nothing stands yet.
/// `field` is that of the line, as in the paths of findings.
pub fn leave(line: &mut LineDraft, field: &str, today: Date) {
    match field {
        "address.street" => line.address.spread_street(),
        "address.postcode" => {
            (line.address.postcode, line.address.place) = line.address.postcode_and_place();
        }
        "end_user.date_of_birth" => {
            let typed = &mut line.end_user.date_of_birth;
            if let Ok(born) = date::parse(typed, today, Era::Past) {
                *typed = date::format(born);
            }
        }
        _ => {}
    }
    tidy(line, field);
}

/// The field alone; the others stay as they are, because they may come next, as in a paste.
pub fn tidy(line: &mut LineDraft, field: &str) {
    let LineDraft {
        end_user,
        address,
        contact,
        ..
    } = line;
    let (typed, tidied): (&mut String, fn(&str) -> String) = match field {
        "end_user.first_name" => (&mut end_user.first_name, evenly_spaced),
        "end_user.last_name" => (&mut end_user.last_name, evenly_spaced),
        "end_user.company_name" => (&mut end_user.company_name, evenly_spaced),
        "end_user.date_of_birth" => (&mut end_user.date_of_birth, evenly_spaced),
        "end_user.organisation_number" => (&mut end_user.organisation_number, organisation_number::tidied),
        "address.street" => (&mut address.street, evenly_spaced),
        "address.house_number" => (&mut address.house_number, house_number_shown),
        "address.entrance" => (&mut address.entrance, evenly_spaced),
        "address.floor" => (&mut address.floor, evenly_spaced),
        "address.unit" => (&mut address.unit, unit::tidied),
        "address.postcode" => (&mut address.postcode, postcode_shown),
        "address.place" => (&mut address.place, evenly_spaced),
        "address.farm_number" => (&mut address.farm_number, evenly_spaced),
        "address.title_number" => (&mut address.title_number, evenly_spaced),
        "address.lease_number" => (&mut address.lease_number, evenly_spaced),
        "address.section_number" => (&mut address.section_number, evenly_spaced),
        "address.municipality" => (&mut address.municipality, evenly_spaced),
        "address.insa" => (&mut address.insa, evenly_spaced),
        "address.existing_number" => (&mut address.existing_number, evenly_spaced),
        "contact.name" => (&mut contact.name, evenly_spaced),
        "contact.phone" => (&mut contact.phone, phone_shown),
        "contact.second_phone" => (&mut contact.second_phone, phone_shown),
        // Choices, ticks, and what the backend gives.
        _ => return,
    };
    let shown = tidied(typed);
    if *typed != shown {
        *typed = shown;
    }
}

fn house_number_shown(typed: &str) -> String {
    let tidied = house_number::tidied(typed);
    if house_number::is_valid(&tidied) {
        tidied
    } else {
        evenly_spaced(typed)
    }
}

fn postcode_shown(typed: &str) -> String {
    match crate::postcode::split(typed) {
        Some((code, "")) => code,
        Some(_) | None => evenly_spaced(typed),
    }
}

/// CON-2: spaces and the country code of our own go.
fn phone_shown(typed: &str) -> String {
    let tidied = phone::tidied(typed);
    if tidied.chars().all(|c| c.is_ascii_digit() || c == '+') {
        tidied
    } else {
        typed.to_owned()
    }
}
