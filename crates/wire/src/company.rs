//! The user's own company: its contacts, its account, and the mails that it has had.

use domain::{
    access::Access,
    account::{MailLanguage, ServiceHours},
    moment::Moment,
};
use serde::{Deserialize, Serialize};

/// A contact of the partner. Its version is the `ETag`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactView {
    /// The UUID that the browser gave it.
    pub id: String,
    pub version: i64,
    pub name: String,
    /// Digits, foreign numbers with a leading `+`.
    pub phone: String,
    /// Empty when there is none.
    pub email: String,
    /// Empty when there is none.
    pub group_email: String,
    pub every_change: bool,
    /// Empty for nobody, `everyone` for all who have no contact of their own, or the user name of a colleague (NOT-1).
    pub orders_of: String,
    pub changed_at: Moment,
    /// Display name of the user who changed it last.
    pub changed_by: String,
}

/// The partner's contacts, by name, and what a contact may be chosen for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contacts {
    pub items: Vec<ContactView>,
    pub colleagues: Vec<Colleague>,
}

/// A user of the same company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    pub user_name: String,
    pub display_name: String,
    pub access: Access,
}

/// The answer to a saved contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactSaved {
    pub id: String,
    pub version: i64,
}

/// The partner's account. Its version is the `ETag`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountView {
    pub version: i64,
    pub company: String,
    pub organisation_number: String,
    /// Empty when there is none.
    pub quotes_email: String,
    /// Of every mail to this partner.
    pub language: MailLanguage,
    pub service_hours: ServiceHours,
    pub users: Vec<Colleague>,
}

/// The answer to a changed account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountSaved {
    pub version: i64,
}

/// A mail that was written to a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailView {
    pub id: String,
    /// `1-20418`
    pub order: Option<String>,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub written_at: Moment,
    pub state: MailState,
    /// The partner; only for the operator's users.
    pub company: Option<String>,
}

/// How far a mail has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MailState {
    /// It is still to be handed over, and was tried so often.
    Waiting { attempts: u32 },
    /// The mail server has taken it.
    Sent { at: Moment },
    /// The mail server knows no such recipient.
    Refused { at: Moment },
    /// There is no mail server: it can be read here.
    Kept,
}
