//! The status model of quote lines and headers: one table, used by buttons, writes and tests.

use serde::{Deserialize, Serialize};

use crate::turn::Turn;

mod action;
mod header;
mod transition;

pub use action::QuoteAction;
pub use header::{QuoteHeader, header};
pub use transition::{QuoteRefusal, QuoteTransitionContext, can, transition};

/// Where a quote line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum QuoteLineStatus {
    /// Made, no price asked.
    New,
    /// Received for manual handling.
    Received,
    /// Being priced by hand.
    InProcess,
    /// Lacks something that the partner can add.
    Incomplete,
    /// The partner has added it.
    CustomerUpdate,
    /// Priced; can be ordered until the offer expires.
    Completed,
    /// Closed by the partner.
    CustomerClosed,
    /// Ended by either side.
    Cancelled,
    /// The offer is past its validity (QUO-9).
    Expired,
}

/// The status of a quote, computed from its lines; never set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum QuoteStatus {
    New,
    Received,
    InProcess,
    Incomplete,
    CustomerUpdate,
    Completed,
    Cancelled,
}

impl QuoteLineStatus {
    pub const ALL: [Self; 9] = [
        Self::New,
        Self::Received,
        Self::InProcess,
        Self::Incomplete,
        Self::CustomerUpdate,
        Self::Completed,
        Self::CustomerClosed,
        Self::Cancelled,
        Self::Expired,
    ];

    /// The name that users have learnt, the same in both languages.
    pub fn shown_as(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Received => "Received",
            Self::InProcess => "In Process",
            Self::Incomplete => "Incomplete",
            Self::CustomerUpdate => "Customer Update",
            Self::Completed => "Completed",
            Self::CustomerClosed => "Customer Closed",
            Self::Cancelled => "Cancelled",
            Self::Expired => "Expired",
        }
    }

    /// As it is written on the wire and in the database; its texts stand under `status.quote_line.<this>.…`.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Received => "received",
            Self::InProcess => "in_process",
            Self::Incomplete => "incomplete",
            Self::CustomerUpdate => "customer_update",
            Self::Completed => "completed",
            Self::CustomerClosed => "customer_closed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whose turn it is (STA-2). A line that has been ordered waits for nobody here: see [`header`].
    pub fn turn(self) -> Turn {
        match self {
            Self::New | Self::Incomplete | Self::Completed | Self::Expired => Turn::Partner,
            Self::Received | Self::InProcess | Self::CustomerUpdate => Turn::Operator,
            Self::CustomerClosed | Self::Cancelled => Turn::Nobody,
        }
    }

    /// Nothing leads on from here. An expired offer is not final: it can be priced again (QUO-9).
    pub fn is_final(self) -> bool {
        match self {
            Self::CustomerClosed | Self::Cancelled => true,
            Self::New
            | Self::Received
            | Self::InProcess
            | Self::Incomplete
            | Self::CustomerUpdate
            | Self::Completed
            | Self::Expired => false,
        }
    }
}

impl QuoteStatus {
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::Received,
        Self::InProcess,
        Self::Incomplete,
        Self::CustomerUpdate,
        Self::Completed,
        Self::Cancelled,
    ];

    /// The name that users have learnt, the same in both languages.
    pub fn shown_as(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Received => "Received",
            Self::InProcess => "In Process",
            Self::Incomplete => "Incomplete",
            Self::CustomerUpdate => "Customer Update",
            Self::Completed => "Completed",
            Self::Cancelled => "Cancelled",
        }
    }

    /// As it is written on the wire and in the database; its texts stand under `status.quote.<this>.…`.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Received => "received",
            Self::InProcess => "in_process",
            Self::Incomplete => "incomplete",
            Self::CustomerUpdate => "customer_update",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}
