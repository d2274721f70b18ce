//! Errors as RFC 9457 `application/problem+json`.

use domain::finding::Finding;
use serde::{Deserialize, Serialize};

pub const MEDIA_TYPE: &str = "application/problem+json";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `https://jara.example/problems/<code>`: a name, not a page.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// What went wrong, for the program: `session.required`, `order.not_found`, `draft.invalid`, …
    /// The text for the user is found under `problem.<code>`.
    pub code: String,
    pub request_id: String,
    /// The fields at fault (422), each with its message.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Finding>,
    /// The current state of the case (409) or its current version (412).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<serde_json::Value>,
    /// Seconds until it makes sense to try again (429, 503).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}
