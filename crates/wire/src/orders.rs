//! Orders in lists and as cases.

use domain::{
    access_check::AccessCheck,
    address::RegisterAddress,
    appointment::Appointment,
    attachments::Attachment,
    catalogue::AccessKind,
    changes::ChangeKind,
    customer::CompanyFact,
    finding::{Finding, Params},
    moment::Moment,
    money::Ore,
    numbers::NumberReservation,
    orders::{
        OrderType, OrderedLine,
        duplicate::LiveLine,
        reopen::{FieldChange, Sent},
        status::{Action, HeaderStatus, LineStatus, OrderKind, Turn},
    },
    subscriptions::Subscription,
    terminations::RunOn,
};
use serde::{Deserialize, Serialize};
use time::Date;

/// `1-20418`, as the order is shown and addressed.
pub fn order_name(id: i64) -> String {
    format!("1-{id}")
}

/// The number in an order's name; none when it is no such name.
pub fn order_id(name: &str) -> Option<i64> {
    let digits = name.strip_prefix("1-")?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
        return None;
    }
    digits.parse().ok()
}

/// A row of the order list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderSummary {
    /// `1-20418`
    pub id: String,
    #[serde(default)]
    pub kind: OrderKind,
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
    /// Of an order that is Incomplete, what customer service asks for in its own words (STA-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// An order as its page shows it. Its version is the `ETag`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderView {
    pub id: String,
    pub version: i64,
    pub company: Option<String>,
    #[serde(default)]
    pub kind: OrderKind,
    /// What the order changes or ends, as it was when the order was sent.
    #[serde(default)]
    pub subscription: Option<Subscription>,
    /// What a change changes.
    #[serde(default)]
    pub change: Option<ChangeView>,
    /// What a switch takes over, and by whose word.
    #[serde(default)]
    pub switch: Option<SwitchView>,
    /// How long the subscription runs on after a termination (TRM-3).
    #[serde(default)]
    pub run_on: Option<RunOn>,
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
    pub details: OrderedLine,
    /// The partner has marked it as seen that the line ended badly: it no longer hides the others in the header.
    #[serde(default)]
    pub seen: bool,
    /// Every action that a user of this side could ever take, with the reason where it is closed now.
    pub actions: Vec<ActionState>,
    /// The way from sent to finished.
    pub timeline: Vec<Milestone>,
}

/// What a change changes, and what the subscription is once it is carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeView {
    pub what: ChangeKind,
    pub becomes: Subscription,
}

/// What a switch takes over from whom (ISP-2, ISP-3), and by whose authority (ISP-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SwitchView {
    /// Product code of what the customer has.
    pub product_from: String,
    pub access: AccessKind,
    pub losing_operator: String,
    /// Of the existing subscription, for shared access.
    pub number: Option<String>,
    pub authority: String,
    /// Who gave the authority. The end user stands with the line, and may be somebody else.
    pub current_owner: String,
    /// Codes of the work past the interface (BOK-5).
    pub extra_work: Vec<String>,
    /// Product code of what it is to be changed to once the switch is Closed (ISP-1).
    pub afterwards: Option<String>,
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
    /// What a change of the sent order has changed, field by field (CHG-1).
    #[serde(default)]
    pub changes: Vec<FieldChange>,
}

/// CHG-1: an order as it was sent, for a form to change it. Its revision is the `ETag`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentOrder {
    pub id: String,
    /// Counts what was sent: 1, and one more with each change. It is another than the order's version, which also counts
    /// what happens to the order.
    pub revision: i64,
    #[serde(flatten)]
    pub sent: Sent,
    /// What is known of each line, in the order of the draft's.
    pub lines: Vec<SentLine>,
    /// What it changes or ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription: Option<Subscription>,
}

/// What the backend has recorded of a line that was sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentLine {
    pub register_address: Option<RegisterAddress>,
    pub company: Option<CompanyFact>,
    /// However old.
    pub access_check: Option<AccessCheck>,
    pub appointment: Option<Appointment>,
    pub reservation: Option<NumberReservation>,
    /// The files that the line has.
    pub attachments: Vec<Attachment>,
}

/// A user's action on a line, or on every line of an order that it may be done to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLineAction {
    /// As [`Action`] is written on the wire; `mark_seen` and `mark_unseen` for a line that ended badly.
    pub action: String,
    pub reason: String,
    pub comment: String,
}

/// CAN-4: what cancelling a whole order would do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderCancellationView {
    /// Of the order that was looked at.
    pub version: i64,
    pub cancelled: Vec<LineCancellation>,
    /// Those that may not be cancelled. What has ended is neither.
    pub stay: Vec<LineStays>,
    /// Of all that would be cancelled.
    pub fees: Ore,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineCancellation {
    /// From 1.
    pub line: u32,
    pub status: LineStatus,
    pub fee: Ore,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineStays {
    /// From 1.
    pub line: u32,
    pub status: LineStatus,
    pub reason: Reason,
}

/// What the partner's last orders had in each reference, for REF-2.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferenceHabitsView {
    pub project_reference: Vec<String>,
    pub customer_invoice_ref: Vec<String>,
    pub customer_order_ref: Vec<String>,
}

/// ORD-5: the live orders that a line of a draft would repeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineRepeats {
    /// From 1.
    pub line: u32,
    pub orders: Vec<LiveLine>,
}

/// The answer to a submitted order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderCreated {
    pub id: String,
    pub version: i64,
}
