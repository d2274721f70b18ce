//! What a demonstration tells of itself: its users, and its clock, which can be set forward. Nothing of it is there in production.

use domain::{catalogue::Name, moment::Moment};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdvanceClock {
    /// At most one year.
    pub seconds: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockView {
    pub now: Moment,
}

/// Somebody whom a visitor can log in as. The password is not told: it is printed where the demonstration is started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemonstrationUser {
    pub user_name: String,
    pub display_name: String,
    pub company: String,
    /// What this user may do, in a few words.
    pub may: Name,
}
