//! KAP: can it be delivered? What Kapaks said, for which product and place, and for how long it holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

mod decision;
mod subject;

pub use decision::{Change, State, WithoutBooking, check, decide, is_switchable, rival_line};
pub use subject::number_key;

/// The colour of the light, with the reason for a yellow one, because the two lead to different ways (KAP-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Light {
    Green,
    /// Kapaks or a system behind it failed: no booking, may submit.
    YellowFault,
    /// Kapaks cannot say for sure: should book, may submit.
    YellowUncertain,
    Red,
}

/// What a check was asked for. A result is bound to it (KAP-5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subject {
    pub product: String,
    /// The speed as chosen, empty where the product has none.
    pub speed: String,
    /// The place as [`crate::address::AddressDraft::place_key`] writes it.
    pub place: String,
    /// The phone or circuit number that was searched for instead of the address, else empty (KAP-2).
    pub number: String,
}

/// A product that is green at the same place although the wanted one is red (KAP-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alternative {
    pub product: String,
    pub attributes: BTreeMap<String, String>,
}

/// One of the lines or places that Kapaks found (KAP-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    pub id: String,
    /// What to tell the hits apart by: address with unit, or line.
    pub description: String,
    pub line_number: Option<String>,
    pub light: Light,
    /// Kapaks' own words, as they came.
    pub reason: Option<String>,
    pub best_speed: Option<String>,
    pub alternatives: Vec<Alternative>,
    /// The line of the number that was searched for is at another place than the order's: what Kapaks says of it says
    /// nothing of that (KAP-5).
    #[serde(default)]
    pub elsewhere: bool,
}

/// A broadband line that the end user's place has already (GRD-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExistingLine {
    /// Name of the operator that has the customer.
    pub operator: String,
    /// True when that operator is the partner that asks: then it is a change, not a switch.
    pub own: bool,
    /// Product code of the catalogue.
    pub product: String,
    pub number: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CheckOutcome {
    /// Kapaks answered with at least one hit.
    Answered { hits: Vec<Hit> },
    /// Kapaks knows neither the place nor the number.
    NothingFound,
    /// No answer in time; `attempt` counts the time-outs for this subject within 24 hours (KAP-4).
    TimedOut { attempt: u32 },
    /// Kapaks answered with a fault of its own: as yellow for a system fault.
    SystemFault,
}

/// A check as the backend recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessCheck {
    pub id: String,
    pub subject: Subject,
    pub asked_at: Moment,
    /// 24 hours after `asked_at` (KAP-5).
    pub valid_until: Moment,
    pub outcome: CheckOutcome,
    pub existing_lines: Vec<ExistingLine>,
    /// False where NRDB did not say what is there: then no line is no answer (ISP-2).
    #[serde(default = "yes")]
    pub lines_known: bool,
}

/// Checks that were recorded before it was told apart.
fn yes() -> bool {
    true
}
