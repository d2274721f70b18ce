//! ISP-4: the current subscriber's consent, as NRDB has it.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    access_check::ExistingLine,
    address::evenly_spaced,
    finding::{Finding, Path, codes},
};

/// What NRDB said of a reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AuthorityAnswer {
    Unknown,
    /// NRDB did not answer: it has to be asked again.
    Away,
    Found {
        standing: AuthorityStanding,
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        expires: Date,
        /// Whether it is given to the partner that asks.
        given_to_us: bool,
        given_by: String,
        /// Who owns the subscription that is to be taken over.
        owner: String,
        /// The broadband that it is given for, so that nobody has to type what NRDB knows.
        line: Option<ExistingLine>,
    },
}

/// Whether an authority can still be used, beside its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AuthorityStanding {
    Given,
    /// Another switch was made with it.
    Used,
    /// The one who gave it has taken it back.
    Withdrawn,
}

/// The backend's record of having asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorityRecord {
    /// As it was asked about.
    pub reference: String,
    pub answer: AuthorityAnswer,
}

/// Reference and giver of an authority that holds; what is wrong with it is said.
pub(super) fn check(
    typed: &str,
    record: Option<&AuthorityRecord>,
    today: Date,
    findings: &mut Vec<Finding>,
) -> Option<(String, String)> {
    let switch = Path::of("switch");
    let wrong = |code| Finding::new(code, switch.field("authority"));
    let reference = key(typed);
    if reference.is_empty() {
        findings.push(wrong(codes::AUTHORITY_MISSING));
        return None;
    }
    let Some(record) = record.filter(|record| key(&record.reference) == reference) else {
        findings.push(wrong(codes::AUTHORITY_NOT_CHECKED));
        return None;
    };
    let before = findings.len();
    match &record.answer {
        AuthorityAnswer::Unknown => findings.push(wrong(codes::AUTHORITY_UNKNOWN)),
        AuthorityAnswer::Away => findings.push(wrong(codes::AUTHORITY_AWAY)),
        AuthorityAnswer::Found {
            standing,
            expires,
            given_to_us,
            given_by,
            owner,
            line: _,
        } => {
            match standing {
                AuthorityStanding::Given => {}
                AuthorityStanding::Used => findings.push(wrong(codes::AUTHORITY_USED)),
                AuthorityStanding::Withdrawn => findings.push(wrong(codes::AUTHORITY_WITHDRAWN)),
            }
            // It holds on the day on which it expires.
            if *expires < today {
                findings.push(wrong(codes::AUTHORITY_EXPIRED).with("expires", *expires));
            }
            if !given_to_us {
                findings.push(wrong(codes::AUTHORITY_OTHER_PARTNER));
            }
            if !same_name(given_by, owner) {
                findings.push(wrong(codes::AUTHORITY_NOT_THE_OWNER).with("given_by", given_by.as_str()));
            }
            if findings.len() == before {
                return Some((reference, evenly_spaced(given_by)));
            }
        }
    }
    None
}

/// A reference as it is compared and asked about, however it was typed.
pub fn key(reference: &str) -> String {
    evenly_spaced(reference).to_uppercase()
}

pub(crate) fn same_name(one: &str, other: &str) -> bool {
    evenly_spaced(one).to_lowercase() == evenly_spaced(other).to_lowercase()
}
