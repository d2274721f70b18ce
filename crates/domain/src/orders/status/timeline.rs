//! The way of a delivery from sent to finished, as the order page shows it.

use time::Date;

use crate::calendar::working_days_before;

use super::{HeaderStatus, LineStatus, OrderKind, TransitionContext};

/// The steps of the timeline: sent, registered, O, D, R, M, T, L, F; without those that this delivery skips.
pub fn delivery_steps(context: &TransitionContext) -> &'static [LineStatus] {
    use LineStatus::{
        Delivery, Design, FieldService, Finished, InProgress, Ordered, Ready, Registered, Test,
    };
    match (context.visit, context.kind) {
        (true, _) => &[
            InProgress,
            Registered,
            Ordered,
            Design,
            Ready,
            FieldService,
            Test,
            Delivery,
            Finished,
        ],
        (false, OrderKind::New | OrderKind::IspSwitch) => &[
            InProgress, Registered, Ordered, Design, Ready, Test, Delivery, Finished,
        ],
        (false, OrderKind::Modify | OrderKind::Terminate) => {
            &[InProgress, Registered, Ordered, Design, Delivery, Finished]
        }
    }
}

/// What the line goes to next when all is well; none from where nothing leads on.
pub fn next_expected(status: LineStatus, context: &TransitionContext) -> Option<LineStatus> {
    match status {
        LineStatus::New => Some(LineStatus::InProgress),
        LineStatus::InProgress | LineStatus::CustomerUpdate => Some(LineStatus::Committed),
        LineStatus::Committed => Some(LineStatus::Registered),
        LineStatus::Incomplete => Some(LineStatus::CustomerUpdate),
        LineStatus::Registered
        | LineStatus::Ordered
        | LineStatus::Design
        | LineStatus::Ready
        | LineStatus::FieldService
        | LineStatus::Test
        | LineStatus::Delivery => {
            let steps = delivery_steps(context);
            // A line may have come by a step that its way skips; then the next one after it counts.
            let at = steps.iter().position(|step| *step == status);
            match at {
                Some(at) => steps.get(at + 1).copied(),
                None => steps.iter().copied().find(|step| *step > status),
            }
        }
        LineStatus::Finished => Some(LineStatus::Closed),
        LineStatus::Duplicate
        | LineStatus::Rejected
        | LineStatus::Closed
        | LineStatus::Cancelled
        | LineStatus::CancelledA => None,
    }
}

/// When a step is expected, going by the agreed date: the visit is set the working day before, and everything from the
/// test on is done that day. Nothing is promised of the steps before.
pub fn expected_date(step: LineStatus, agreed_date: Date) -> Option<Date> {
    match step {
        LineStatus::FieldService => Some(working_days_before(agreed_date, 1)),
        LineStatus::Test | LineStatus::Delivery | LineStatus::Finished => Some(agreed_date),
        LineStatus::New
        | LineStatus::InProgress
        | LineStatus::Committed
        | LineStatus::Duplicate
        | LineStatus::Incomplete
        | LineStatus::CustomerUpdate
        | LineStatus::Rejected
        | LineStatus::Registered
        | LineStatus::Ordered
        | LineStatus::Design
        | LineStatus::Ready
        | LineStatus::Closed
        | LineStatus::Cancelled
        | LineStatus::CancelledA => None,
    }
}

/// What is still to come, the day on which it was to come, and whether that day is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    pub day: Date,
    pub overdue: bool,
}

impl Expected {
    /// "Today" is the date in Oslo (DAT-5). What is expected today may still come.
    fn on(day: Date, today: Date) -> Self {
        Self {
            day,
            overdue: day < today,
        }
    }
}

/// STA-2: when a line was to come to a step, while that is ahead of it. A step that the line has passed by is not awaited.
pub fn step_expected(step: LineStatus, status: LineStatus, day: Date, today: Date) -> Option<Expected> {
    (!status.is_final() && status < step).then(|| Expected::on(day, today))
}

/// STA-2: when an order was to be delivered, while that is ahead of it.
pub fn delivery_expected(status: HeaderStatus, day: Date, today: Date) -> Option<Expected> {
    match status {
        HeaderStatus::Incomplete
        | HeaderStatus::CustomerUpdate
        | HeaderStatus::InProgress
        | HeaderStatus::Committed
        | HeaderStatus::Registered
        | HeaderStatus::InProcess => Some(Expected::on(day, today)),
        HeaderStatus::New
        | HeaderStatus::Rejected
        | HeaderStatus::Duplicate
        | HeaderStatus::Finished
        | HeaderStatus::Closed
        | HeaderStatus::CancelledA
        | HeaderStatus::Cancelled => None,
    }
}
