//! CAN-4: what cancelling a whole order would do to each of its lines, and what it would cost.

use crate::{catalogue::CancellationFees, money::Ore, reason::Reason};

use super::{
    cancellation_fee::{CancellationFee, cancellation_fee},
    status::{Action, Actor, LineStatus, TransitionContext, can},
};

/// A line of the order, as the backend has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineToCancel {
    /// From 1.
    pub number: u32,
    pub status: LineStatus,
    /// Of this line alone.
    pub setup_price: Ore,
    pub context: TransitionContext,
}

/// What is shown before anybody confirms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderCancellation {
    /// The lines that would be cancelled, and what each costs now.
    pub cancelled: Vec<(u32, CancellationFee)>,
    /// The lines that stay, and why.
    pub stay: Vec<(u32, Reason)>,
    /// Of all that would be cancelled.
    pub fees: Ore,
}

/// Every line that may be cancelled is, with its fee now; those that may not are named. What has ended already is
/// neither: nothing is left to cancel there.
pub fn of_order(
    lines: impl IntoIterator<Item = LineToCancel>,
    actor: Actor,
    fees: &CancellationFees,
) -> OrderCancellation {
    let mut order = OrderCancellation::default();
    for line in lines.into_iter().filter(|line| !line.status.is_final()) {
        match can(line.status, Action::Cancel, actor, &line.context) {
            Ok(()) => {
                let fee = cancellation_fee(line.status, line.setup_price, fees);
                order.fees += fee.now;
                order.cancelled.push((line.number, fee));
            }
            Err(refusal) => order.stay.push((line.number, refusal.into())),
        }
    }
    order
}
