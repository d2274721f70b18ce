//! What is wrong with a draft, where, and what would make it right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{moment::Moment, money::Ore};

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
