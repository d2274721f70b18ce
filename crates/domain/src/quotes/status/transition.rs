//! The table of statuses.md for quote lines: who may take a line from which status to which.

use crate::{
    finding::Param,
    reason::{Reason, codes},
    turn::Actor,
};

use super::{QuoteAction, QuoteLineStatus};

/// What decides on a transition beside status, action and actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteTransitionContext {
    /// The last day of the offer is over (QUO-9).
    pub expired: bool,
    /// A reason is given with the action (STA-3).
    pub reason_given: bool,
}

/// An offer that is still good, with a reason given.
impl Default for QuoteTransitionContext {
    fn default() -> Self {
        Self {
            expired: false,
            reason_given: true,
        }
    }
}

/// Why a quote line does not go to another status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteRefusal {
    /// Nothing leads on from a final status.
    Final(QuoteLineStatus),
    /// This action does not lead on from this status.
    NotNow(QuoteLineStatus),
    /// The action is open, but to somebody else.
    NotYours,
    ReasonMissing,
    /// QUO-9: the offer is still good.
    NotExpired,
}

impl From<QuoteRefusal> for Reason {
    fn from(refusal: QuoteRefusal) -> Self {
        let status = |status: QuoteLineStatus| Param::Text(status.shown_as().to_owned());
        match refusal {
            QuoteRefusal::Final(at) => Self::new(codes::QUOTE_FINAL).with("status", status(at)),
            QuoteRefusal::NotNow(at) => Self::new(codes::TRANSITION_NOT_NOW).with("status", status(at)),
            QuoteRefusal::NotYours => Self::new(codes::TRANSITION_NOT_YOURS),
            QuoteRefusal::ReasonMissing => Self::new(codes::TRANSITION_REASON_MISSING),
            QuoteRefusal::NotExpired => Self::new(codes::QUOTE_NOT_EXPIRED),
        }
    }
}

/// Whether a button is open; with the reason that would be given beforehand taken as given.
pub fn can(
    status: QuoteLineStatus,
    action: QuoteAction,
    actor: Actor,
    context: &QuoteTransitionContext,
) -> Result<(), QuoteRefusal> {
    let asked = QuoteTransitionContext {
        reason_given: true,
        ..*context
    };
    transition(status, action, actor, &asked).map(|_| ())
}

/// Where the action takes the line (QUO-5), or why not. Ordering a line is no transition: it sets the line's order.
pub fn transition(
    status: QuoteLineStatus,
    action: QuoteAction,
    actor: Actor,
    context: &QuoteTransitionContext,
) -> Result<QuoteLineStatus, QuoteRefusal> {
    if status.is_final() {
        return Err(QuoteRefusal::Final(status));
    }
    let (to, actors) = table(status, action, context)?;
    if !actors.contains(&actor) {
        return Err(QuoteRefusal::NotYours);
    }
    if action.needs_reason() && !context.reason_given {
        return Err(QuoteRefusal::ReasonMissing);
    }
    Ok(to)
}

type Row = (QuoteLineStatus, &'static [Actor]);

const P: &[Actor] = &[Actor::Partner];
const T: &[Actor] = &[Actor::Operator];
const S: &[Actor] = &[Actor::System];
const PT: &[Actor] = &[Actor::Partner, Actor::Operator];

/// One row for every status and action. No arm catches all: a new status or action does not compile until its rows
/// are decided.
fn table(
    status: QuoteLineStatus,
    action: QuoteAction,
    context: &QuoteTransitionContext,
) -> Result<Row, QuoteRefusal> {
    use QuoteLineStatus as L;
    let not_now = Err(QuoteRefusal::NotNow(status));
    match action {
        QuoteAction::PriceFound => match status {
            L::New => Ok((L::Completed, S)),
            // QUO-9: an expired offer is priced again because the partner asks for it.
            L::Expired => Ok((L::Completed, P)),
            L::Received
            | L::InProcess
            | L::Incomplete
            | L::CustomerUpdate
            | L::Completed
            | L::CustomerClosed
            | L::Cancelled => not_now,
        },
        QuoteAction::WantManual => match status {
            L::New | L::Expired => Ok((L::Received, P)),
            L::Received
            | L::InProcess
            | L::Incomplete
            | L::CustomerUpdate
            | L::Completed
            | L::CustomerClosed
            | L::Cancelled => not_now,
        },
        QuoteAction::Take => match status {
            L::Received | L::CustomerUpdate => Ok((L::InProcess, T)),
            L::New
            | L::InProcess
            | L::Incomplete
            | L::Completed
            | L::CustomerClosed
            | L::Cancelled
            | L::Expired => not_now,
        },
        QuoteAction::Price => match status {
            L::InProcess => Ok((L::Completed, T)),
            L::New
            | L::Received
            | L::Incomplete
            | L::CustomerUpdate
            | L::Completed
            | L::CustomerClosed
            | L::Cancelled
            | L::Expired => not_now,
        },
        QuoteAction::RequestInformation => match status {
            L::InProcess | L::Received => Ok((L::Incomplete, T)),
            L::New
            | L::Incomplete
            | L::CustomerUpdate
            | L::Completed
            | L::CustomerClosed
            | L::Cancelled
            | L::Expired => not_now,
        },
        QuoteAction::CustomerUpdate => match status {
            L::Incomplete => Ok((L::CustomerUpdate, P)),
            L::New
            | L::Received
            | L::InProcess
            | L::CustomerUpdate
            | L::Completed
            | L::CustomerClosed
            | L::Cancelled
            | L::Expired => not_now,
        },
        QuoteAction::Close => match status {
            L::Completed => Ok((L::CustomerClosed, P)),
            L::New
            | L::Received
            | L::InProcess
            | L::Incomplete
            | L::CustomerUpdate
            | L::CustomerClosed
            | L::Cancelled
            | L::Expired => not_now,
        },
        QuoteAction::Expire => match status {
            L::Completed if context.expired => Ok((L::Expired, S)),
            L::Completed => Err(QuoteRefusal::NotExpired),
            L::New
            | L::Received
            | L::InProcess
            | L::Incomplete
            | L::CustomerUpdate
            | L::CustomerClosed
            | L::Cancelled
            | L::Expired => not_now,
        },
        QuoteAction::Cancel => match status {
            L::New | L::Received | L::InProcess | L::Incomplete | L::CustomerUpdate | L::Completed => {
                Ok((L::Cancelled, PT))
            }
            L::CustomerClosed | L::Cancelled | L::Expired => not_now,
        },
    }
}
