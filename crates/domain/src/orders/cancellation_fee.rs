//! CAN-2: the later a cancellation, the dearer.

use serde::{Deserialize, Serialize};

use time::Date;

use crate::{catalogue::CancellationFees, moment::Moment, money::Ore, oslo};

use super::status::{LineStatus, expected_date};

/// What a cancellation costs now, and when it next rises; both are shown before confirming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancellationFee {
    pub percent: u8,
    pub now: Ore,
    /// The status in which it rises, and what it is then; none where it rises no more, or is a part of nothing.
    pub rises: Option<Rise>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rise {
    pub at: LineStatus,
    pub percent: u8,
    pub to: Ore,
}

impl Rise {
    /// The moment at which the fee has risen at the latest, going by the agreed date in Oslo: a technician is on the way
    /// from the working day before it, and the visit begins on the day. When work begins is the operator's to decide,
    /// so of that nothing is promised; nor is of what should have happened and has not.
    pub fn at_the_latest(&self, agreed_date: Date, now: Moment) -> Option<Moment> {
        let day = match rank(self.at) {
            2 => expected_date(LineStatus::FieldService, agreed_date),
            3 => expected_date(LineStatus::Test, agreed_date),
            _ => None,
        };
        day.map(oslo::midnight).filter(|moment| *moment > now)
    }
}

/// The fee of a line with this setup price in this status, going by the catalogue that the order was made with.
/// Whether the line may be cancelled at all is the status table's business.
pub fn cancellation_fee(status: LineStatus, setup_price: Ore, fees: &CancellationFees) -> CancellationFee {
    let percent = percent(status, fees);
    let now = setup_price.percent(percent);
    let later = [LineStatus::Ordered, LineStatus::Ready, LineStatus::Test];
    let rises = later
        .into_iter()
        .filter(|_| !status.is_final())
        .filter(|at| rank(*at) > rank(status))
        .map(|at| (at, self::percent(at, fees)))
        .map(|(at, percent)| Rise {
            at,
            percent,
            to: setup_price.percent(percent),
        })
        // A larger part of nothing is nothing: a change of what is installed is not set up.
        .find(|rise| rise.to > now);
    CancellationFee { percent, now, rises }
}

fn percent(status: LineStatus, fees: &CancellationFees) -> u8 {
    match rank(status) {
        0 => fees.until_registered,
        1 => fees.in_ordered_and_design,
        2 => fees.in_ready_and_field_service,
        _ => fees.from_test,
    }
}

/// How far the work has come: not begun, begun, ready or under way, done.
fn rank(status: LineStatus) -> u8 {
    match status {
        LineStatus::New
        | LineStatus::InProgress
        | LineStatus::Committed
        | LineStatus::Duplicate
        | LineStatus::Incomplete
        | LineStatus::CustomerUpdate
        | LineStatus::Rejected
        | LineStatus::Registered
        | LineStatus::Cancelled
        | LineStatus::CancelledA => 0,
        LineStatus::Ordered | LineStatus::Design => 1,
        LineStatus::Ready | LineStatus::FieldService => 2,
        LineStatus::Test | LineStatus::Delivery | LineStatus::Finished | LineStatus::Closed => 3,
    }
}
