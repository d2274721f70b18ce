//! CUS: who the product is for.

use time::Date;

use crate::{
    address::evenly_spaced,
    date::{self, DateError, Era},
    finding::{Code, Finding, Path, codes},
    identity_number,
    organisation_number::OrganisationNumber,
    text,
};

use super::{CompanyFact, EndUser, EndUserDraft};

const LONGEST_NAME: usize = 100;

/// Checks the end user. `path` is that of the end user itself, as `lines[0].end_user`.
pub fn parse_end_user(
    draft: &EndUserDraft,
    path: &Path<'_>,
    today: Date,
    company: Option<&CompanyFact>,
    findings: &mut Vec<Finding>,
) -> Option<EndUser> {
    match draft.kind.trim() {
        "private" => private(draft, path, today, findings),
        "company" => company_customer(draft, path, company, findings),
        "" => {
            findings.push(Finding::new(codes::END_USER_KIND_MISSING, path.field("kind")));
            None
        }
        _ => {
            findings.push(Finding::new(codes::END_USER_KIND_UNKNOWN, path.field("kind")));
            None
        }
    }
}

fn private(
    draft: &EndUserDraft,
    path: &Path<'_>,
    today: Date,
    findings: &mut Vec<Finding>,
) -> Option<EndUser> {
    let first = name(
        &draft.first_name,
        &path.field("first_name"),
        codes::FIRST_NAME_MISSING,
        "CUS-1",
        findings,
    );
    let last = name(
        &draft.last_name,
        &path.field("last_name"),
        codes::LAST_NAME_MISSING,
        "CUS-1",
        findings,
    );
    let born = date_of_birth(
        &draft.date_of_birth,
        &path.field("date_of_birth"),
        today,
        findings,
    );
    Some(EndUser::Private {
        first_name: first?,
        last_name: last?,
        date_of_birth: born?,
    })
}

fn date_of_birth(typed: &str, path: &Path<'_>, today: Date, findings: &mut Vec<Finding>) -> Option<Date> {
    let wrong = |code: Code| Finding::new(code, path);
    if identity_number::is_in(typed) {
        findings.push(wrong(codes::IDENTITY_NUMBER));
        return None;
    }
    if typed.trim().is_empty() {
        findings.push(wrong(codes::DATE_OF_BIRTH_MISSING));
        return None;
    }
    let born = match date::parse(typed, today, Era::Past) {
        Ok(born) => born,
        Err(error) => {
            findings.push(wrong(match error {
                DateError::Unreadable => codes::DATE_OF_BIRTH_UNREADABLE,
                DateError::NoSuchDay => codes::DATE_OF_BIRTH_NO_SUCH_DAY,
                DateError::YearMissing => codes::DATE_OF_BIRTH_YEAR_MISSING,
            }));
            return None;
        }
    };
    if born > today {
        findings.push(wrong(codes::DATE_OF_BIRTH_IN_THE_FUTURE).with("date", born));
        return None;
    }
    if born.year() < 1900 {
        findings.push(wrong(codes::DATE_OF_BIRTH_BEFORE_1900).with("date", born));
        return None;
    }
    let age = date::whole_years(born, today);
    if age < 18 {
        findings.push(wrong(codes::DATE_OF_BIRTH_UNDER_18).with("age", i64::from(age)));
    }
    Some(born)
}

fn company_customer(
    draft: &EndUserDraft,
    path: &Path<'_>,
    company: Option<&CompanyFact>,
    findings: &mut Vec<Finding>,
) -> Option<EndUser> {
    let number_path = path.field("organisation_number");
    let number = if identity_number::is_in(&draft.organisation_number) {
        findings.push(Finding::new(codes::IDENTITY_NUMBER, number_path));
        None
    } else {
        OrganisationNumber::parse(&draft.organisation_number)
            .map_err(|error| findings.push(Finding::new(error.code(), number_path)))
            .ok()
    };
    // What the register says counts only for a number that can exist: the fact belongs to that number.
    let fact = company.filter(|_| number.is_some());
    let name_path = path.field("company_name");
    let registered = fact.and_then(registered_name);
    let typed = evenly_spaced(&draft.company_name);
    let name = if typed.is_empty() {
        let mut missing = Finding::new(codes::COMPANY_NAME_MISSING, name_path);
        missing.suggestion = registered.map(str::to_owned);
        findings.push(missing);
        None
    } else {
        if let Some(registered) = registered
            && registered.to_lowercase() != typed.to_lowercase()
        {
            let differs = Finding::new(codes::COMPANY_NAME_DIFFERS, name_path).with("name", registered);
            findings.push(differs.suggesting(registered));
        }
        name(&typed, &name_path, codes::COMPANY_NAME_MISSING, "CUS-2", findings)
    };
    let standing = fact.and_then(standing);
    if let Some(code) = standing {
        findings.push(Finding::new(code, number_path));
        if code.severity == crate::finding::Severity::Error {
            return None;
        }
    }
    Some(EndUser::Company {
        name: name?,
        organisation_number: number?.as_str().to_owned(),
    })
}

fn registered_name(fact: &CompanyFact) -> Option<&str> {
    match fact {
        CompanyFact::Active { name } | CompanyFact::Bankrupt { name } | CompanyFact::WindingUp { name } => {
            Some(name)
        }
        CompanyFact::Deleted | CompanyFact::Unknown | CompanyFact::RegisterAway => None,
    }
}

fn standing(fact: &CompanyFact) -> Option<Code> {
    match fact {
        CompanyFact::Active { .. } => None,
        CompanyFact::Bankrupt { .. } => Some(codes::ORGANISATION_NUMBER_BANKRUPT),
        CompanyFact::WindingUp { .. } => Some(codes::ORGANISATION_NUMBER_WINDING_UP),
        CompanyFact::Deleted => Some(codes::ORGANISATION_NUMBER_DELETED),
        CompanyFact::Unknown => Some(codes::ORGANISATION_NUMBER_UNKNOWN),
        CompanyFact::RegisterAway => Some(codes::ORGANISATION_NUMBER_NOT_CHECKED),
    }
}

/// A name of any kind: there, with a letter in it, of bounded length, and no identity number.
pub(super) fn name(
    typed: &str,
    path: &Path<'_>,
    missing: Code,
    rule: &str,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let name = evenly_spaced(typed);
    let fault = if name.is_empty() {
        Some(Finding::new(missing, path))
    } else if identity_number::is_in(&name) {
        Some(Finding::new(codes::IDENTITY_NUMBER, path))
    } else if let Some(fault) = text::fault(&name, path, LONGEST_NAME) {
        Some(fault.under(rule))
    } else if !name.chars().any(char::is_alphabetic) && rule != "CUS-2" {
        Some(Finding::new(codes::NAME_WITHOUT_LETTERS, path).under(rule))
    } else {
        None
    };
    match fault {
        Some(fault) => {
            findings.push(fault);
            None
        }
        None => Some(name),
    }
}
