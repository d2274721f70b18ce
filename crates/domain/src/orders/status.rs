//! The status model of order lines and headers: one table, used by buttons, writes and tests.

use serde::{Deserialize, Serialize};

mod action;
mod header;
mod kind;
mod timeline;
mod transition;

pub use action::Action;
pub use header::{counts, header_status, may_be_marked_seen};
pub use kind::OrderKind;
pub use timeline::{
    Expected, delivery_expected, delivery_steps, expected_date, next_expected, step_expected,
};
pub use transition::{Refusal, TransitionContext, can, transition};

pub use crate::turn::{Actor, Turn};

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

impl LineStatus {
    pub const ALL: [Self; 18] = [
        Self::New,
        Self::InProgress,
        Self::Committed,
        Self::Duplicate,
        Self::Incomplete,
        Self::CustomerUpdate,
        Self::Rejected,
        Self::Registered,
        Self::Ordered,
        Self::Design,
        Self::Ready,
        Self::FieldService,
        Self::Test,
        Self::Delivery,
        Self::Finished,
        Self::Closed,
        Self::Cancelled,
        Self::CancelledA,
    ];

    /// The name that users have learnt, the same in both languages.
    pub fn shown_as(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::InProgress => "In Progress",
            Self::Committed => "Committed",
            Self::Duplicate => "Duplicate",
            Self::Incomplete => "Incomplete",
            Self::CustomerUpdate => "Customer Update",
            Self::Rejected => "Rejected",
            Self::Registered => "Registered",
            Self::Ordered => "Ordered (O)",
            Self::Design => "Design (D)",
            Self::Ready => "Ready (R)",
            Self::FieldService => "Field Service (M)",
            Self::Test => "Test (T)",
            Self::Delivery => "Delivery (L)",
            Self::Finished => "Finished (F)",
            Self::Closed => "Closed",
            Self::Cancelled => "Cancelled",
            Self::CancelledA => "Cancelled (A)",
        }
    }

    /// As it is written on the wire and in the database; its texts stand under `status.line.<this>.…`.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::Committed => "committed",
            Self::Duplicate => "duplicate",
            Self::Incomplete => "incomplete",
            Self::CustomerUpdate => "customer_update",
            Self::Rejected => "rejected",
            Self::Registered => "registered",
            Self::Ordered => "ordered",
            Self::Design => "design",
            Self::Ready => "ready",
            Self::FieldService => "field_service",
            Self::Test => "test",
            Self::Delivery => "delivery",
            Self::Finished => "finished",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::CancelledA => "cancelled_a",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    pub fn turn(self) -> Turn {
        match self {
            Self::New | Self::Incomplete => Turn::Partner,
            Self::InProgress
            | Self::Committed
            | Self::CustomerUpdate
            | Self::Registered
            | Self::Ordered
            | Self::Design
            | Self::Ready
            | Self::FieldService
            | Self::Test
            | Self::Delivery => Turn::Operator,
            Self::Duplicate
            | Self::Rejected
            | Self::Finished
            | Self::Closed
            | Self::Cancelled
            | Self::CancelledA => Turn::Nobody,
        }
    }

    /// Nothing leads on from here; "order again" copies it into a new draft.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::Rejected | Self::Duplicate | Self::Cancelled | Self::CancelledA | Self::Closed
        )
    }

    /// Final, and nothing was delivered: what was held for the line is for others (BOK-4, NUM-5).
    pub fn has_come_to_nothing(self) -> bool {
        match self {
            Self::Rejected | Self::Duplicate | Self::Cancelled | Self::CancelledA => true,
            Self::New
            | Self::InProgress
            | Self::Committed
            | Self::Incomplete
            | Self::CustomerUpdate
            | Self::Registered
            | Self::Ordered
            | Self::Design
            | Self::Ready
            | Self::FieldService
            | Self::Test
            | Self::Delivery
            | Self::Finished
            | Self::Closed => false,
        }
    }
}

impl HeaderStatus {
    /// In the order of importance (STA-1).
    pub const ALL: [Self; 13] = [
        Self::Incomplete,
        Self::Rejected,
        Self::CustomerUpdate,
        Self::New,
        Self::Duplicate,
        Self::InProgress,
        Self::Committed,
        Self::Registered,
        Self::InProcess,
        Self::Finished,
        Self::Closed,
        Self::CancelledA,
        Self::Cancelled,
    ];

    pub fn shown_as(self) -> &'static str {
        match self {
            Self::Incomplete => "Incomplete",
            Self::Rejected => "Rejected",
            Self::CustomerUpdate => "Customer Update",
            Self::New => "New",
            Self::Duplicate => "Duplicate",
            Self::InProgress => "In Progress",
            Self::Committed => "Committed",
            Self::Registered => "Registered",
            Self::InProcess => "In Process",
            Self::Finished => "Finished",
            Self::Closed => "Closed",
            Self::CancelledA => "Cancelled (A)",
            Self::Cancelled => "Cancelled",
        }
    }

    /// As it is written on the wire and in the database. Its texts are those of the line status of the same name; only
    /// In Process has its own, under `status.header.in_process.…`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Rejected => "rejected",
            Self::CustomerUpdate => "customer_update",
            Self::New => "new",
            Self::Duplicate => "duplicate",
            Self::InProgress => "in_progress",
            Self::Committed => "committed",
            Self::Registered => "registered",
            Self::InProcess => "in_process",
            Self::Finished => "finished",
            Self::Closed => "closed",
            Self::CancelledA => "cancelled_a",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    pub fn turn(self) -> Turn {
        match self {
            Self::Incomplete | Self::New => Turn::Partner,
            Self::CustomerUpdate
            | Self::InProgress
            | Self::Committed
            | Self::Registered
            | Self::InProcess => Turn::Operator,
            Self::Rejected
            | Self::Duplicate
            | Self::Finished
            | Self::Closed
            | Self::CancelledA
            | Self::Cancelled => Turn::Nobody,
        }
    }
}
