//! CON: whom the technician can reach.

use crate::{
    address::{evenly_spaced, typed::show},
    finding::{Finding, Path, codes},
    phone::{self, Phone, PhoneError, PhoneKind, suggestion},
};

use super::{Contact, ContactDraft, end_user::name};

/// Checks the contact person. `path` is that of the contact itself, as `lines[0].contact`; with a `visit` a second
/// number is asked for (CON-4).
pub fn parse_contact(
    draft: &ContactDraft,
    path: &Path<'_>,
    visit: bool,
    findings: &mut Vec<Finding>,
) -> Option<Contact> {
    let name_path = path.field("name");
    let name = name(
        &draft.name,
        &name_path,
        codes::CONTACT_NAME_MISSING,
        "CON-1",
        findings,
    );
    // A single initial is not a name that a technician can ask for.
    let words = |name: &str| {
        name.split(' ')
            .filter(|word| word.chars().any(char::is_alphabetic))
            .count()
    };
    if name.as_deref().is_some_and(|name| words(name) < 2) {
        findings.push(Finding::new(codes::CONTACT_NAME_ONE_WORD, name_path));
        return numbers(draft, path, visit, findings).and(None);
    }
    let (phone, second_phone) = numbers(draft, path, visit, findings)?;
    Some(Contact {
        name: name?,
        phone,
        second_phone,
    })
}

fn numbers(
    draft: &ContactDraft,
    path: &Path<'_>,
    visit: bool,
    findings: &mut Vec<Finding>,
) -> Option<(String, Option<String>)> {
    let first = number(&draft.phone, &path.field("phone"), findings);
    let second_path = path.field("second_phone");
    if draft.second_phone.trim().is_empty() {
        if visit {
            findings.push(Finding::new(codes::SECOND_PHONE_MISSING, second_path));
        }
        return Some((first?, None));
    }
    let second = number(&draft.second_phone, &second_path, findings);
    if second.is_some() && first == second {
        findings.push(Finding::new(codes::SECOND_PHONE_SAME, second_path));
        return None;
    }
    Some((first?, Some(second?)))
}

fn number(typed: &str, path: &Path<'_>, findings: &mut Vec<Finding>) -> Option<String> {
    match Phone::parse(typed) {
        Ok(phone) => {
            match phone.kind() {
                PhoneKind::Mobile => {}
                PhoneKind::Fixed => findings.push(Finding::new(codes::PHONE_FIXED, path)),
                PhoneKind::Foreign => findings.push(Finding::new(codes::PHONE_FOREIGN, path)),
            }
            Some(phone.as_str().to_owned())
        }
        Err(error) => {
            let mut wrong = Finding::new(error.code(), path);
            if matches!(error, PhoneError::TooFewDigits | PhoneError::TooManyDigits) {
                let digits = typed.chars().filter(char::is_ascii_digit).count();
                wrong = wrong.with("count", i64::try_from(digits).unwrap_or(i64::MAX));
            }
            wrong.suggestion = suggestion(typed);
            findings.push(wrong);
            None
        }
    }
}

/// A field of the contact person as it shows once it has been left; `field` is that of the contact, as `phone`.
pub(crate) fn tidy_contact(draft: &mut ContactDraft, field: &str) {
    match field {
        "name" => show(&mut draft.name, evenly_spaced),
        "phone" => show(&mut draft.phone, phone_shown),
        "second_phone" => show(&mut draft.second_phone, phone_shown),
        _ => {}
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
