//! Keyset pages.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Ask for the next page with `after=` this; none on the last page.
    pub next: Option<String>,
    /// How many match in all; an estimate when `total_is_estimate`.
    pub total: u64,
    pub total_is_estimate: bool,
}

/// A saved view of a list: its filters, sort and columns as the address of the list has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    pub id: String,
    /// `orders`
    pub list: String,
    pub name: String,
    /// The query string of the list's address, without `?`.
    pub query: String,
    /// Seen by all users of the company.
    pub shared: bool,
    pub own: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewView {
    pub list: String,
    pub name: String,
    pub query: String,
    pub shared: bool,
}
