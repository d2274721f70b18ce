//! What is wrong with a draft, where, and what would make it right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{catalogue::Name, moment::Moment, money::Ore};

pub mod codes;
mod path;

pub use codes::Code;
pub use path::{Path, line_field};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Severity {
    /// Stops Submit.
    Error,
    /// Is shown, must not stop Submit, and is stored with the order when the user goes on.
    Warning,
    /// Advice that is not stored.
    Hint,
}

/// A value inside a message. The language decides how a date or an amount is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Param {
    Text(String),
    Number(i64),
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    Date(Date),
    Moment(Moment),
    Money(Ore),
    /// A name that the catalogue keeps in both languages.
    Name(Name),
    /// A word that is itself a text, found under `term.<this>`: a public holiday, a status, a field.
    Term(String),
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Param {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for Param {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Moment> for Param {
    fn from(moment: Moment) -> Self {
        Self::Moment(moment)
    }
}

impl From<Ore> for Param {
    fn from(amount: Ore) -> Self {
        Self::Money(amount)
    }
}

impl From<&Name> for Param {
    fn from(name: &Name) -> Self {
        Self::Name(name.clone())
    }
}

pub type Params = BTreeMap<String, Param>;

/// One error, warning or hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    pub severity: Severity,
    /// The field, as `lines[0].address.postcode`; empty when the draft as a whole is meant.
    pub path: String,
    /// What is wrong, as `address.postcode.unknown`; the text is found under `error.<code>`.
    pub code: String,
    /// The rule, as `ADR-3`.
    pub rule: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: Params,
    /// A value that would be right in this field, offered with one click (DAT-6, ADR-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

impl Finding {
    /// What the code says is wrong, at this field. Severity and rule stand beside the code.
    pub fn new(code: Code, path: impl Into<String>) -> Self {
        Self {
            severity: code.severity,
            path: path.into(),
            code: code.name.to_owned(),
            rule: code.rule.to_owned(),
            params: Params::new(),
            suggestion: None,
        }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Param>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    #[must_use]
    pub fn suggesting(mut self, value: impl Into<String>) -> Self {
        self.suggestion = Some(value.into());
        self
    }

    /// For what is wrong in the same way under several rules, as a text that is too long.
    #[must_use]
    pub fn under(mut self, rule: &str) -> Self {
        rule.clone_into(&mut self.rule);
        self
    }

    pub fn is(&self, code: Code) -> bool {
        self.code == code.name
    }
}

/// What parsing a draft came to: the valid thing exactly where there is no error, and everything that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict<T> {
    pub valid: Option<T>,
    pub findings: Vec<Finding>,
}

impl<T> Verdict<T> {
    /// `make` is given the warnings, which are stored with what the user goes on with.
    pub(crate) fn of(findings: Vec<Finding>, make: impl FnOnce(Vec<Finding>) -> Option<T>) -> Self {
        let has = |severity| move |finding: &&Finding| finding.severity == severity;
        let valid = if findings.iter().any(|finding| has(Severity::Error)(&finding)) {
            None
        } else {
            make(findings.iter().filter(has(Severity::Warning)).cloned().collect())
        };
        Self { valid, findings }
    }
}
