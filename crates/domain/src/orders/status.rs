//! The status model of order lines and headers: one table, used by buttons, writes and tests.

use serde::{Deserialize, Serialize};

/// Where an order line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LineStatus {
    New,
    InProgress,
    Committed,
    Duplicate,
    Incomplete,
    CustomerUpdate,
    Rejected,
    Registered,
    Ordered,
    Design,
    Ready,
    FieldService,
    Test,
    Delivery,
    Finished,
    Closed,
    Cancelled,
    CancelledA,
}

/// The most important status of an order's lines (STA-1); computed, never set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HeaderStatus {
    Incomplete,
    Rejected,
    CustomerUpdate,
    New,
    Duplicate,
    InProgress,
    Committed,
    Registered,
    InProcess,
    Finished,
    Closed,
    CancelledA,
    Cancelled,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Actor {
    /// The partner's user.
    Partner,
    /// The operator's user.
    Operator,
    /// A rule, a timer, or a message from a partner system.
    System,
}

/// Whose turn it is (STA-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Turn {
    Partner,
    Operator,
    Nobody,
}

/// What moves a line from one status to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Action {
    Submit,
    Expire,
    Cancel,
    Accept,
    Reject,
    RequestInformation,
    MarkDuplicate,
    CustomerUpdate,
    Register,
    Start,
    Design,
    Ready,
    SetInstallationDate,
    Test,
    Deliver,
    Finish,
    Close,
    /// Submit of a reopened line (CHG-1).
    Resubmit,
}
