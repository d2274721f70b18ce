//! QUO-7: the status of a quote, computed from its lines, and how many of them are Completed.

use serde::{Deserialize, Serialize};

use crate::turn::Turn;

use super::{QuoteLineStatus, QuoteStatus};

/// What stands above the lines of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteHeader {
    pub status: QuoteStatus,
    /// The n of "n of m Completed".
    pub completed: usize,
    /// The m: every line, those that were cancelled too.
    pub lines: usize,
    pub turn: Turn,
}

/// The header of a quote whose lines stand like this, each given with whether it has been ordered. A quote
/// without lines is New.
///
/// An expired line counts as New: it has no price that holds, and the same button gives it one.
pub fn header(lines: impl IntoIterator<Item = (QuoteLineStatus, bool)>) -> QuoteHeader {
    let lines: Vec<_> = lines.into_iter().collect();
    QuoteHeader {
        status: status_of(&lines),
        completed: lines
            .iter()
            .filter(|(status, _)| *status == QuoteLineStatus::Completed)
            .count(),
        lines: lines.len(),
        turn: turn_of(&lines),
    }
}

fn status_of(lines: &[(QuoteLineStatus, bool)]) -> QuoteStatus {
    use QuoteLineStatus as L;
    let remaining: Vec<L> = lines
        .iter()
        .map(|(status, _)| *status)
        .filter(|status| *status != L::Cancelled)
        .collect();
    if remaining.is_empty() {
        return if lines.is_empty() {
            QuoteStatus::New
        } else {
            QuoteStatus::Cancelled
        };
    }
    let any = |status| remaining.contains(&status);
    let all = |of: [L; 2]| remaining.iter().all(|status| of.contains(status));
    if any(L::Incomplete) {
        QuoteStatus::Incomplete
    } else if any(L::CustomerUpdate) {
        QuoteStatus::CustomerUpdate
    } else if any(L::InProcess) {
        QuoteStatus::InProcess
    } else if any(L::Received) {
        QuoteStatus::Received
    } else if all([L::Completed, L::CustomerClosed]) {
        QuoteStatus::Completed
    } else if all([L::New, L::Expired]) {
        QuoteStatus::New
    } else {
        // Some are priced, some are still New.
        QuoteStatus::InProcess
    }
}

/// It is the partner's turn where one line lacks something, the operator's where one lies there, and else the partner's
/// as long as there is a line to price or to order.
fn turn_of(lines: &[(QuoteLineStatus, bool)]) -> Turn {
    if lines.is_empty() {
        return Turn::Partner;
    }
    let any_is = |turn| {
        lines
            .iter()
            .any(|(status, ordered)| !ordered && status.turn() == turn)
    };
    let incomplete = lines
        .iter()
        .any(|(status, _)| *status == QuoteLineStatus::Incomplete);
    if incomplete {
        Turn::Partner
    } else if any_is(Turn::Operator) {
        Turn::Operator
    } else if any_is(Turn::Partner) {
        Turn::Partner
    } else {
        Turn::Nobody
    }
}
