//! Orders in lists and as cases.

use domain::{
    finding::{Finding, Params},
    moment::Moment,
    money::Ore,
    orders::{
        NewLine, OrderType,
        status::{Action, HeaderStatus, LineStatus, Turn},
    },
};
use serde::{Deserialize, Serialize};
use time::Date;

/// A row of the order list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderSummary {
    /// `1-20418`
    pub id: String,
    pub customer_order_id: Option<String>,
    pub customer_order_ref: Option<String>,
    pub end_user: String,
    pub product: String,
    /// Street and number or the like, postcode and place.
    pub place: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub requested_date: Date,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub agreed_date: Option<Date>,
    pub status: HeaderStatus,
    pub turn: Turn,
    pub turn_since: Moment,
    pub created_at: Moment,
    pub lines: u32,
    /// The partner; only for the operator's users.
    pub company: Option<String>,
}

/// An order as its page shows it. Its version is the `ETag`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderView {
    pub id: String,
    pub version: i64,
    pub company: Option<String>,
    pub order_type: OrderType,
    pub product: String,
    pub catalogue_version: String,
    pub attributes: std::collections::BTreeMap<String, String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub requested_date: Date,
    pub project_reference: Option<String>,
    pub customer_invoice_ref: Option<String>,
    pub customer_order_ref: Option<String>,
    pub setup_price: Ore,
    pub monthly_rent: Ore,
    pub manual_handling: bool,
    pub status: HeaderStatus,
    pub turn: Turn,
    pub turn_since: Moment,
    pub created_at: Moment,
    pub created_by: String,
    pub warnings: Vec<Finding>,
    pub lines: Vec<OrderLineView>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLineView {
    /// From 1.
    pub number: u32,
    pub status: LineStatus,
    pub turn: Turn,
    pub since: Moment,
    pub status_description: Option<String>,
    pub comment: Option<String>,
    pub reason: Option<Reason>,
    pub customer_order_id: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub agreed_date: Option<Date>,
    pub appointment: Option<domain::appointment::Slot>,
    /// Last day on which a change is free (ORD-7).
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub change_deadline: Option<Date>,
    /// What a cancellation would cost now (CAN-2).
    pub cancellation_fee: Ore,
    pub details: NewLine,
    /// Every action that a user of this side could ever take, with the reason where it is closed now.
    pub actions: Vec<ActionState>,
    /// The way from sent to finished.
    pub timeline: Vec<Milestone>,
}

/// A reason with a code from a list, whose to-do is found under `reason.<code>` (STA-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    pub code: String,
    #[serde(default)]
    pub params: Params,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionState {
    pub action: Action,
    /// None: it may be done now.
    pub closed: Option<Reason>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Milestone {
    pub status: LineStatus,
    /// When it was reached.
    pub done_at: Option<Moment>,
    /// When it is expected.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub expected: Option<Date>,
    pub current: bool,
}

/// One entry of the history, which cannot be edited (AUD-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    pub at: Moment,
    /// Display name of the user, or of the system that acted.
    pub who: String,
    pub line: Option<u32>,
    /// None when the entry is about something else than a status.
    pub action: Option<Action>,
    pub from: Option<LineStatus>,
    pub to: Option<LineStatus>,
    pub reason: Option<Reason>,
    pub comment: Option<String>,
}

/// A user's action on a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLineAction {
    /// As [`Action`] is written on the wire.
    pub action: String,
    pub reason: String,
    pub comment: String,
}

/// What the partner's last orders had in each reference, for REF-2.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferenceHabitsView {
    pub project_reference: Vec<String>,
    pub customer_invoice_ref: Vec<String>,
    pub customer_order_ref: Vec<String>,
}

/// The answer to a submitted order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderCreated {
    pub id: String,
    pub version: i64,
}
