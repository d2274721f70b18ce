//! What is typed in the fields of a line, as everybody writes it: what a field shows once it has been left. What
//! cannot be read stays as it was typed, so that its error speaks of what the user sees.

use time::Date;

use crate::{
    address::{
        AddressDraft, evenly_spaced,
        typed::{self, show},
    },
    customer,
    date::{self, Era},
    organisation_number,
};

use super::LineDraft;

/// The field has been left: it is tidied, and what belongs into other fields goes there where nothing stands yet.
/// `field` is that of the line, as in the paths of findings.
pub fn leave(line: &mut LineDraft, field: &str, today: Date) {
    if let Some((address, field)) = of_address(line, field) {
        typed::leave(address, field);
        return;
    }
    if field == "end_user.date_of_birth" {
        let typed = &mut line.end_user.date_of_birth;
        if let Ok(born) = date::parse(typed, today, Era::Past) {
            *typed = date::format(born);
        }
    }
    tidy(line, field);
}

/// The field alone; the others stay as they are, because they may come next, as in a paste.
pub fn tidy(line: &mut LineDraft, field: &str) {
    if let Some((address, field)) = of_address(line, field) {
        typed::tidy(address, field);
        return;
    }
    if let Some(field) = field.strip_prefix("contact.") {
        customer::tidy_contact(&mut line.contact, field);
        return;
    }
    let end_user = &mut line.end_user;
    let (typed, tidied): (&mut String, fn(&str) -> String) = match field {
        "end_user.first_name" => (&mut end_user.first_name, evenly_spaced),
        "end_user.last_name" => (&mut end_user.last_name, evenly_spaced),
        "end_user.company_name" => (&mut end_user.company_name, evenly_spaced),
        "end_user.date_of_birth" => (&mut end_user.date_of_birth, evenly_spaced),
        "end_user.organisation_number" => (&mut end_user.organisation_number, organisation_number::tidied),
        // Choices, ticks, and what the backend gives.
        _ => return,
    };
    show(typed, tidied);
}

/// The address that the field is of, and which of its fields.
fn of_address<'a, 'f>(line: &'a mut LineDraft, field: &'f str) -> Option<(&'a mut AddressDraft, &'f str)> {
    match field.split_once('.')? {
        ("address", field) => Some((&mut line.address, field)),
        ("address_b", field) => Some((&mut line.address_b, field)),
        _ => None,
    }
}
