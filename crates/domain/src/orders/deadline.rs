//! ORD-7 and CHG-1: until when an order can be changed, and what a change or cancellation after that costs.

use time::Date;

use crate::{
    calendar::working_days_before,
    catalogue::{CancellationFees, Product},
    money::Ore,
};

/// The last day on which the line can be changed or cancelled in good time.
pub fn change_deadline(product: &Product, agreed_date: Date) -> Date {
    working_days_before(agreed_date, product.change_deadline_days)
}

/// Whether the deadline is still to come or is today.
pub fn is_before_deadline(product: &Product, agreed_date: Date, today: Date) -> bool {
    today <= change_deadline(product, agreed_date)
}

/// What it costs when the customer changes their mind after the deadline: the technician is on the way by then, so it
/// is the fee of Ready and Field Service, and the whole setup price once the visit has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateCost {
    pub before_visit: Ore,
    pub after_visit: Ore,
}

pub fn late_cost(setup_price: Ore, fees: &CancellationFees) -> LateCost {
    LateCost {
        before_visit: setup_price.percent(fees.in_ready_and_field_service),
        after_visit: setup_price.percent(fees.from_test),
    }
}
