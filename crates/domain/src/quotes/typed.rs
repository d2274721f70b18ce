//! What is typed in the fields of a quote, as everybody writes it: what a field shows once it has been left.

use crate::{
    address::{AddressDraft, evenly_spaced, typed},
    customer,
    finding::line_field,
};

use super::QuoteDraft;

/// The field has been left: it is tidied, and what belongs into other fields goes there where nothing stands yet. `path`
/// is that of findings, as `lines[0].address_a.postcode`.
pub fn leave(draft: &mut QuoteDraft, path: &str) {
    if let Some((address, field)) = of_address(draft, path) {
        typed::leave(address, field);
    } else if path == "reference" {
        typed::show(&mut draft.reference, evenly_spaced);
    } else if let Some(field) = path.strip_prefix("contact.") {
        customer::tidy_contact(&mut draft.contact, field);
    }
}

/// The address that the field is of, and which of its fields.
fn of_address<'a, 'p>(draft: &'a mut QuoteDraft, path: &'p str) -> Option<(&'a mut AddressDraft, &'p str)> {
    let (at, field) = line_field(path)?;
    let line = draft.lines.get_mut(at)?;
    match field.split_once('.')? {
        ("address_a", field) => Some((&mut line.address_a, field)),
        ("address_b", field) => Some((&mut line.address_b, field)),
        _ => None,
    }
}
