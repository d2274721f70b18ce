//! What can be done to an order line.

use serde::{Deserialize, Serialize};

use super::Actor;

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
    /// From Ordered, Design or Ready straight to Test, where no visit is needed.
    SkipVisit,
    Test,
    Deliver,
    Finish,
    Close,
    /// Submit of a reopened line (CHG-1).
    Resubmit,
}

impl Action {
    pub const ALL: [Self; 19] = [
        Self::Submit,
        Self::Expire,
        Self::Cancel,
        Self::Accept,
        Self::Reject,
        Self::RequestInformation,
        Self::MarkDuplicate,
        Self::CustomerUpdate,
        Self::Register,
        Self::Start,
        Self::Design,
        Self::Ready,
        Self::SetInstallationDate,
        Self::SkipVisit,
        Self::Test,
        Self::Deliver,
        Self::Finish,
        Self::Close,
        Self::Resubmit,
    ];

    /// As it is written on the wire; its text stands under `action.<this>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Expire => "expire",
            Self::Cancel => "cancel",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::RequestInformation => "request_information",
            Self::MarkDuplicate => "mark_duplicate",
            Self::CustomerUpdate => "customer_update",
            Self::Register => "register",
            Self::Start => "start",
            Self::Design => "design",
            Self::Ready => "ready",
            Self::SetInstallationDate => "set_installation_date",
            Self::SkipVisit => "skip_visit",
            Self::Test => "test",
            Self::Deliver => "deliver",
            Self::Finish => "finish",
            Self::Close => "close",
            Self::Resubmit => "resubmit",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }

    /// Everything that a user of this side could ever do to a line, for its buttons.
    pub fn of(actor: Actor) -> &'static [Self] {
        match actor {
            Actor::Partner => &[Self::Submit, Self::CustomerUpdate, Self::Resubmit, Self::Cancel],
            Actor::Operator => &[
                Self::Accept,
                Self::RequestInformation,
                Self::Reject,
                Self::MarkDuplicate,
                Self::Cancel,
            ],
            Actor::System => &Self::ALL,
        }
    }

    /// CAN-3 and STA-3: what ends or halts a line is never done without saying why.
    pub fn needs_reason(self) -> bool {
        match self {
            Self::Cancel | Self::Reject | Self::RequestInformation | Self::MarkDuplicate => true,
            Self::Submit
            | Self::Expire
            | Self::Accept
            | Self::CustomerUpdate
            | Self::Register
            | Self::Start
            | Self::Design
            | Self::Ready
            | Self::SetInstallationDate
            | Self::SkipVisit
            | Self::Test
            | Self::Deliver
            | Self::Finish
            | Self::Close
            | Self::Resubmit => false,
        }
    }
}
