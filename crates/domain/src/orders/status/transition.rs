//! The table of statuses.md: who may take a line from which status to which.

use crate::{
    finding::Param,
    reason::{Reason, codes},
};

use super::{Action, Actor, LineStatus, OrderKind};

/// What decides on a transition beside status, action and actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransitionContext {
    pub kind: OrderKind,
    /// Whether a technician comes.
    pub visit: bool,
    /// 14 days have passed since it was begun (ORD-4).
    pub expired: bool,
    /// The product's change deadline has passed (CHG-1).
    pub change_deadline_passed: bool,
    /// A change between Jara ADSL, operator access and Jara HDSL, which is cancelled by Service Request (CAN-1).
    pub changes_access: bool,
    /// A reason is given with the action (CAN-3, STA-3).
    pub reason_given: bool,
}

/// A new order with a visit, in good time, with a reason given.
impl Default for TransitionContext {
    fn default() -> Self {
        Self {
            kind: OrderKind::New,
            visit: true,
            expired: false,
            change_deadline_passed: false,
            changes_access: false,
            reason_given: true,
        }
    }
}

/// Why a line does not go to another status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing leads on from a final status.
    Final(LineStatus),
    /// This action does not lead on from this status.
    NotNow(LineStatus),
    /// The action is open, but to somebody else.
    NotYours,
    ReasonMissing,
    NotExpired,
    VisitNeeded,
    /// CHG-1: the product's change deadline has passed.
    ChangeDeadline,
    /// CHG-1: the line has come to Field Service.
    ChangeTooLate,
    /// CAN-1: only by Service Request.
    CancelByRequest,
    /// CAN-1: the line is finished.
    CancelTooLate,
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        let status = |status: LineStatus| Param::Text(status.shown_as().to_owned());
        match refusal {
            Refusal::Final(at) => Self::new(codes::TRANSITION_FINAL).with("status", status(at)),
            Refusal::NotNow(at) => Self::new(codes::TRANSITION_NOT_NOW).with("status", status(at)),
            Refusal::NotYours => Self::new(codes::TRANSITION_NOT_YOURS),
            Refusal::ReasonMissing => Self::new(codes::TRANSITION_REASON_MISSING),
            Refusal::NotExpired => Self::new(codes::TRANSITION_NOT_EXPIRED),
            Refusal::VisitNeeded => Self::new(codes::TRANSITION_VISIT_NEEDED),
            Refusal::ChangeDeadline => Self::new(codes::TRANSITION_CHANGE_DEADLINE),
            Refusal::ChangeTooLate => Self::new(codes::TRANSITION_CHANGE_TOO_LATE),
            Refusal::CancelByRequest => Self::new(codes::TRANSITION_CANCEL_BY_REQUEST),
            Refusal::CancelTooLate => Self::new(codes::TRANSITION_CANCEL_TOO_LATE),
        }
    }
}

/// Whether a button is open; with the reason that would be given beforehand taken as given.
pub fn can(
    status: LineStatus,
    action: Action,
    actor: Actor,
    context: &TransitionContext,
) -> Result<(), Refusal> {
    let asked = TransitionContext {
        reason_given: true,
        ..*context
    };
    transition(status, action, actor, &asked).map(|_| ())
}

/// Where the action takes the line, or why not.
pub fn transition(
    status: LineStatus,
    action: Action,
    actor: Actor,
    context: &TransitionContext,
) -> Result<LineStatus, Refusal> {
    if status.is_final() {
        return Err(Refusal::Final(status));
    }
    let (to, actors) = table(status, action, context)?;
    if !actors.contains(&actor) {
        return Err(Refusal::NotYours);
    }
    // CAN-1: the partner asks for these by Service Request; the operator and the system act on it here.
    let by_request =
        context.kind == OrderKind::IspSwitch || (context.kind == OrderKind::Modify && context.changes_access);
    if action == Action::Cancel && actor == Actor::Partner && by_request && status != LineStatus::New {
        return Err(Refusal::CancelByRequest);
    }
    if action.needs_reason() && !context.reason_given {
        return Err(Refusal::ReasonMissing);
    }
    Ok(to)
}

type Row = (LineStatus, &'static [Actor]);

const P: &[Actor] = &[Actor::Partner];
const T: &[Actor] = &[Actor::Operator];
const S: &[Actor] = &[Actor::System];
const PT: &[Actor] = &[Actor::Partner, Actor::Operator];
const ST: &[Actor] = &[Actor::System, Actor::Operator];
const PTS: &[Actor] = &[Actor::Partner, Actor::Operator, Actor::System];

/// One row for every status and action. No arm catches all: a new status or action does not compile until its rows
/// are decided.
fn table(status: LineStatus, action: Action, context: &TransitionContext) -> Result<Row, Refusal> {
    use LineStatus as L;
    let not_now = Err(Refusal::NotNow(status));
    match action {
        Action::Submit => match status {
            L::New => Ok((L::InProgress, P)),
            L::InProgress
            | L::Committed
            | L::Duplicate
            | L::Incomplete
            | L::CustomerUpdate
            | L::Rejected
            | L::Registered
            | L::Ordered
            | L::Design
            | L::Ready
            | L::FieldService
            | L::Test
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::Expire => match status {
            L::New if context.expired => Ok((L::Cancelled, S)),
            L::New => Err(Refusal::NotExpired),
            L::InProgress
            | L::Committed
            | L::Duplicate
            | L::Incomplete
            | L::CustomerUpdate
            | L::Rejected
            | L::Registered
            | L::Ordered
            | L::Design
            | L::Ready
            | L::FieldService
            | L::Test
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::Cancel => match status {
            L::New => Ok((L::Cancelled, P)),
            L::InProgress | L::Committed | L::Incomplete | L::CustomerUpdate => Ok((L::Cancelled, PT)),
            L::Registered | L::Ordered | L::Design | L::Ready | L::FieldService | L::Test | L::Delivery => {
                Ok((L::CancelledA, PTS))
            }
            L::Finished => Err(Refusal::CancelTooLate),
            L::Duplicate | L::Rejected | L::Closed | L::Cancelled | L::CancelledA => not_now,
        },
        Action::Accept => match status {
            L::InProgress => Ok((L::Committed, ST)),
            L::CustomerUpdate => Ok((L::Committed, T)),
            L::New
            | L::Committed
            | L::Duplicate
            | L::Incomplete
            | L::Rejected
            | L::Registered
            | L::Ordered
            | L::Design
            | L::Ready
            | L::FieldService
            | L::Test
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::Reject => match status {
            L::InProgress => Ok((L::Rejected, ST)),
            L::CustomerUpdate => Ok((L::Rejected, T)),
            L::Committed => Ok((L::Rejected, S)),
            L::New
            | L::Duplicate
            | L::Incomplete
            | L::Rejected
            | L::Registered
            | L::Ordered
            | L::Design
            | L::Ready
            | L::FieldService
            | L::Test
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::RequestInformation => match status {
            L::InProgress => Ok((L::Incomplete, ST)),
            L::CustomerUpdate => Ok((L::Incomplete, T)),
            L::Committed => Ok((L::Incomplete, S)),
            L::New
            | L::Duplicate
            | L::Incomplete
            | L::Rejected
            | L::Registered
            | L::Ordered
            | L::Design
            | L::Ready
            | L::FieldService
            | L::Test
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::MarkDuplicate => match status {
            L::InProgress => Ok((L::Duplicate, ST)),
            L::New
            | L::Committed
            | L::Duplicate
            | L::Incomplete
            | L::CustomerUpdate
            | L::Rejected
            | L::Registered
            | L::Ordered
            | L::Design
            | L::Ready
            | L::FieldService
            | L::Test
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::CustomerUpdate => match status {
            L::Incomplete => Ok((L::CustomerUpdate, P)),
            L::New
            | L::InProgress
            | L::Committed
            | L::Duplicate
            | L::CustomerUpdate
            | L::Rejected
            | L::Registered
            | L::Ordered
            | L::Design
            | L::Ready
            | L::FieldService
            | L::Test
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::Register => only(status, L::Committed, L::Registered),
        Action::Start => only(status, L::Registered, L::Ordered),
        Action::Design => only(status, L::Ordered, L::Design),
        Action::Ready => only(status, L::Design, L::Ready),
        Action::SetInstallationDate => only(status, L::Ready, L::FieldService),
        Action::SkipVisit => match status {
            L::Ordered | L::Design | L::Ready if context.visit => Err(Refusal::VisitNeeded),
            L::Ordered | L::Design | L::Ready => Ok((L::Test, S)),
            L::New
            | L::InProgress
            | L::Committed
            | L::Duplicate
            | L::Incomplete
            | L::CustomerUpdate
            | L::Rejected
            | L::Registered
            | L::FieldService
            | L::Test
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::Test => only(status, L::FieldService, L::Test),
        Action::Deliver => match status {
            L::Test => Ok((L::Delivery, S)),
            L::Design if goes_from_design_to_delivery(context) => Ok((L::Delivery, S)),
            L::New
            | L::InProgress
            | L::Committed
            | L::Duplicate
            | L::Incomplete
            | L::CustomerUpdate
            | L::Rejected
            | L::Registered
            | L::Ordered
            | L::Design
            | L::Ready
            | L::FieldService
            | L::Delivery
            | L::Finished
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
        Action::Finish => only(status, L::Delivery, L::Finished),
        Action::Close => only(status, L::Finished, L::Closed),
        Action::Resubmit => match status {
            L::InProgress | L::Committed | L::Registered | L::Ordered | L::Design | L::Ready => {
                if context.change_deadline_passed {
                    Err(Refusal::ChangeDeadline)
                } else {
                    Ok((L::InProgress, P))
                }
            }
            L::FieldService | L::Test | L::Delivery | L::Finished => Err(Refusal::ChangeTooLate),
            L::New
            | L::Duplicate
            | L::Incomplete
            | L::CustomerUpdate
            | L::Rejected
            | L::Closed
            | L::Cancelled
            | L::CancelledA => not_now,
        },
    }
}

/// The system's own steps lead from exactly one status to exactly one.
fn only(status: LineStatus, from: LineStatus, to: LineStatus) -> Result<Row, Refusal> {
    if status == from {
        Ok((to, S))
    } else {
        Err(Refusal::NotNow(status))
    }
}

/// Changes and terminations without a visit are done in the exchange: no Ready, no test of the line.
fn goes_from_design_to_delivery(context: &TransitionContext) -> bool {
    let in_exchange = match context.kind {
        OrderKind::Modify | OrderKind::Terminate => true,
        OrderKind::New | OrderKind::IspSwitch => false,
    };
    in_exchange && !context.visit
}
