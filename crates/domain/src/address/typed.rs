//! What is typed in the fields of an address, as everybody writes it: what a field shows once it has been left. What
//! cannot be read stays as it was typed, so that its error speaks of what the user sees.

use super::{AddressDraft, evenly_spaced, house_number, unit};

/// The field has been left: it is tidied, and what belongs into other fields goes there where nothing stands yet.
/// `field` is that of the address, as `postcode`.
pub fn leave(address: &mut AddressDraft, field: &str) {
    match field {
        "street" => address.spread_street(),
        "postcode" => (address.postcode, address.place) = address.postcode_and_place(),
        _ => {}
    }
    tidy(address, field);
}

/// The field alone; the others stay as they are, because they may come next, as in a paste.
pub fn tidy(address: &mut AddressDraft, field: &str) {
    let (typed, tidied): (&mut String, fn(&str) -> String) = match field {
        "street" => (&mut address.street, evenly_spaced),
        "house_number" => (&mut address.house_number, house_number_shown),
        "entrance" => (&mut address.entrance, evenly_spaced),
        "floor" => (&mut address.floor, evenly_spaced),
        "unit" => (&mut address.unit, unit::tidied),
        "postcode" => (&mut address.postcode, postcode_shown),
        "place" => (&mut address.place, evenly_spaced),
        "farm_number" => (&mut address.farm_number, evenly_spaced),
        "title_number" => (&mut address.title_number, evenly_spaced),
        "lease_number" => (&mut address.lease_number, evenly_spaced),
        "section_number" => (&mut address.section_number, evenly_spaced),
        "municipality" => (&mut address.municipality, evenly_spaced),
        "insa" => (&mut address.insa, evenly_spaced),
        "existing_number" => (&mut address.existing_number, evenly_spaced),
        // Choices, ticks, and what the backend gives.
        _ => return,
    };
    show(typed, tidied);
}

/// Writes nothing where nothing changes.
pub(crate) fn show(typed: &mut String, tidied: fn(&str) -> String) {
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
