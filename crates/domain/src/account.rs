//! The partner's account: where mail about quotes goes, in which language we write, and what the agreement says.

use serde::{Deserialize, Serialize};

use crate::{
    contacts::address,
    email::EmailAddress,
    finding::{Finding, Path, Verdict, codes},
};

/// What the partner may set of its account, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountDraft {
    /// QUO-8: e-mail about quotes goes to the account.
    pub quotes_email: String,
    /// `nb` or `en`: the language of every mail to this partner.
    pub language: String,
}

/// The same, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub quotes_email: Option<EmailAddress>,
    pub language: MailLanguage,
}

/// The languages that mail is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MailLanguage {
    #[default]
    Nb,
    En,
}

impl MailLanguage {
    pub const ALL: [Self; 2] = [Self::Nb, Self::En];

    pub fn code(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::En => "en",
        }
    }
}

/// The hours in which the agreement promises work on faults. The operator sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ServiceHours {
    /// Working days, 8 to 16.
    #[default]
    Office,
    /// Every day, 7 to 23.
    Extended,
    /// Always.
    RoundTheClock,
}

/// Checks what the partner sets.
pub fn parse(draft: &AccountDraft) -> Verdict<Account> {
    let mut findings = Vec::new();
    let quotes_email = address(&draft.quotes_email, &Path::of("quotes_email"), &mut findings);
    let typed = draft.language.trim();
    let language = MailLanguage::ALL
        .into_iter()
        .find(|language| language.code() == typed);
    if language.is_none() {
        findings.push(Finding::new(codes::MAIL_LANGUAGE_UNKNOWN, Path::of("language")));
    }
    Verdict::of(findings, |_| {
        Some(Account {
            quotes_email: quotes_email?,
            language: language?,
        })
    })
}
