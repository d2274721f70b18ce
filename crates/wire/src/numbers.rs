//! Telephone numbers that are free, and reserving them (NUM-2).

use domain::numbers::Series;
use serde::{Deserialize, Serialize};

/// Asks which numbers are free at the place of a check. In a body: a path stands in logs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewNumberSearch {
    pub check: String,
    /// The hit that was picked.
    pub hit: String,
    /// `basic` or `primary` of ISDN; empty for PSTN.
    pub access: String,
    /// How many in a row (NUM-3).
    pub count: u16,
}

/// What is free now. Nothing is held by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FreeNumbers {
    pub series: Vec<Series>,
}

/// Reserves numbers for 20 minutes (NUM-2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewNumberReservation {
    pub check: String,
    /// The hit that was picked.
    pub hit: String,
    /// `basic` or `primary` of ISDN; empty for PSTN.
    pub access: String,
    /// The first number of the row.
    pub first: String,
    /// How many in a row (NUM-3).
    pub count: u16,
    /// Numbers that are held already and are given back for these; empty when there are none.
    pub instead_of: String,
}
