//! CUS and CON: the end customer and the contact person.

use serde::{Deserialize, Serialize};
use time::Date;

mod contact;
mod end_user;

pub use contact::parse_contact;
pub(crate) use contact::tidy_contact;
pub use end_user::parse_end_user;

/// The end user as typed ("User 1").
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndUserDraft {
    /// `private` or `company`.
    pub kind: String,
    pub first_name: String,
    pub last_name: String,
    pub date_of_birth: String,
    pub company_name: String,
    pub organisation_number: String,
}

/// The contact person as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactDraft {
    pub name: String,
    pub phone: String,
    pub second_phone: String,
}

/// What the company register says of an organisation number (CUS-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CompanyFact {
    Active {
        name: String,
    },
    Bankrupt {
        name: String,
    },
    WindingUp {
        name: String,
    },
    Deleted,
    Unknown,
    /// The register did not answer: nothing can be said, which must not hinder a right order.
    RegisterAway,
}

/// The end user, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EndUser {
    Private {
        first_name: String,
        last_name: String,
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        date_of_birth: Date,
    },
    Company {
        name: String,
        organisation_number: String,
    },
}

/// The contact person, checked; numbers are digits, foreign ones with a leading `+`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub name: String,
    pub phone: String,
    pub second_phone: Option<String>,
}

impl EndUser {
    /// The same person or company, however the name is cased (ORD-5).
    pub fn is_the_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Private {
                    first_name,
                    last_name,
                    date_of_birth,
                },
                Self::Private {
                    first_name: other_first,
                    last_name: other_last,
                    date_of_birth: other_born,
                },
            ) => {
                date_of_birth == other_born
                    && first_name.to_lowercase() == other_first.to_lowercase()
                    && last_name.to_lowercase() == other_last.to_lowercase()
            }
            (
                Self::Company {
                    organisation_number, ..
                },
                Self::Company {
                    organisation_number: other,
                    ..
                },
            ) => organisation_number == other,
            (Self::Private { .. }, Self::Company { .. }) | (Self::Company { .. }, Self::Private { .. }) => {
                false
            }
        }
    }

    /// As it is shown in lists.
    pub fn full_name(&self) -> String {
        match self {
            Self::Private {
                first_name,
                last_name,
                ..
            } => format!("{first_name} {last_name}"),
            Self::Company { name, .. } => name.clone(),
        }
    }
}
