//! NOT-1: the partner's contacts, and which orders they are told of.

use serde::{Deserialize, Serialize};

use crate::{
    email::{self, EmailAddress},
    finding::{Finding, Path, Verdict, codes},
    phone::{self, Phone},
    text,
};

/// A contact of the partner as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartnerContactDraft {
    pub name: String,
    pub phone: String,
    pub email: String,
    /// A person's or that of the partner's customer service: where mail about orders goes.
    pub group_email: String,
    /// The box "Email notification on status update".
    pub every_change: bool,
    /// Whose orders it is the contact of: empty for none, `everyone`, or the user name of a colleague.
    pub orders_of: String,
}

/// A contact, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerContact {
    pub name: String,
    pub phone: String,
    pub email: Option<EmailAddress>,
    pub group_email: Option<EmailAddress>,
    pub every_change: bool,
    pub orders_of: OrdersOf,
}

/// Whose orders a contact is told of (NOT-1). Each order has one contact: its orderer's own, else the one of everybody
/// who has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrdersOf {
    #[default]
    Nobody,
    Everyone,
    /// By user name.
    User(String),
}

/// The word of [`PartnerContactDraft::orders_of`] for all who have no contact of their own. A colleague of that very user
/// name would come first.
pub const EVERYONE: &str = "everyone";

impl OrdersOf {
    pub fn code(&self) -> &str {
        match self {
            Self::Nobody => "",
            Self::Everyone => EVERYONE,
            Self::User(user_name) => user_name,
        }
    }
}

/// Another contact of the same partner that is told of orders already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub orders_of: OrdersOf,
    /// Of the other contact.
    pub name: String,
}

/// What a contact is checked against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The user names of the partner's own users.
    pub colleagues: Vec<String>,
    /// The partner's other contacts that are told of orders.
    pub taken: Vec<Taken>,
}

/// As long as a full name and a department may be.
const LONGEST_NAME: usize = 100;

/// Checks a contact, and finds everything that is wrong at once.
pub fn parse(draft: &PartnerContactDraft, around: &Around) -> Verdict<PartnerContact> {
    let mut findings = Vec::new();
    let name = name(&draft.name, &mut findings);
    let phone = number(&draft.phone, &mut findings);
    let email = address(&draft.email, &Path::of("email"), &mut findings);
    let group_email = address(&draft.group_email, &Path::of("group_email"), &mut findings);
    let orders_of = orders_of(&draft.orders_of, around, &mut findings);
    let told = draft.every_change || orders_of.as_ref().is_some_and(|of| *of != OrdersOf::Nobody);
    if told && draft.group_email.trim().is_empty() {
        findings.push(Finding::new(codes::GROUP_EMAIL_MISSING, Path::of("group_email")));
    }
    Verdict::of(findings, |_| {
        Some(PartnerContact {
            name: name?,
            phone: phone?,
            email: email?,
            group_email: group_email?,
            every_change: draft.every_change,
            orders_of: orders_of?,
        })
    })
}

fn name(typed: &str, findings: &mut Vec<Finding>) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let path = Path::of("name");
    let wrong = if name.is_empty() {
        Some(Finding::new(codes::PARTNER_CONTACT_NAME_MISSING, path))
    } else {
        text::fault(&name, &path, LONGEST_NAME).map(|fault| fault.under("NOT-1"))
    };
    match wrong {
        Some(wrong) => {
            findings.push(wrong);
            None
        }
        None => Some(name),
    }
}

/// CON-2: the same rules as for whom the technician calls. No technician does here, so a fixed or a foreign number is as good
/// as any.
fn number(typed: &str, findings: &mut Vec<Finding>) -> Option<String> {
    let path = Path::of("phone");
    match Phone::parse(typed) {
        Ok(phone) => Some(phone.as_str().to_owned()),
        Err(error) => {
            let digits = typed.chars().filter(char::is_ascii_digit).count();
            let mut wrong =
                Finding::new(error.code(), path).with("count", i64::try_from(digits).unwrap_or(i64::MAX));
            wrong.suggestion = phone::suggestion(typed);
            findings.push(wrong);
            None
        }
    }
}

/// An address that may be left out: none when it is, nothing at all when it is wrong.
pub(crate) fn address(
    typed: &str,
    path: &Path<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Option<EmailAddress>> {
    if typed.trim().is_empty() {
        return Some(None);
    }
    match EmailAddress::parse(typed) {
        Ok(address) => Some(Some(address)),
        Err(error) => {
            let mut wrong = Finding::new(error.code(), path);
            wrong.suggestion = email::suggestion(typed);
            findings.push(wrong);
            None
        }
    }
}

fn orders_of(typed: &str, around: &Around, findings: &mut Vec<Finding>) -> Option<OrdersOf> {
    let path = Path::of("orders_of");
    let wanted = match typed.trim() {
        "" => return Some(OrdersOf::Nobody),
        name if around.colleagues.iter().any(|colleague| colleague == name) => {
            OrdersOf::User(name.to_owned())
        }
        EVERYONE => OrdersOf::Everyone,
        _ => {
            findings.push(Finding::new(codes::ORDERS_OF_UNKNOWN, path));
            return None;
        }
    };
    if let Some(other) = around.taken.iter().find(|other| other.orders_of == wanted) {
        findings.push(Finding::new(codes::ORDERS_OF_TAKEN, path).with("name", other.name.as_str()));
        return None;
    }
    Some(wanted)
}
