//! ORD-4: an order in New that nobody submits is cancelled after 14 days, and listed from day 10.

use crate::moment::Moment;

const DAY: i64 = 24 * 3600;
const EXPIRES_AFTER_DAYS: i64 = 14;
const LISTED_FROM_DAY: i64 = 10;

/// The moment of the automatic cancellation.
pub fn expires_at(created: Moment) -> Moment {
    created.plus_seconds(EXPIRES_AFTER_DAYS * DAY)
}

pub fn has_expired(created: Moment, now: Moment) -> bool {
    now >= expires_at(created)
}

/// Days left, a begun day counting as whole; 0 once it has expired.
pub fn days_left(created: Moment, now: Moment) -> i64 {
    let seconds = now.seconds_until(expires_at(created)).max(0);
    (seconds + DAY - 1) / DAY
}

/// Whether the home page lists it with its days left.
pub fn is_listed(created: Moment, now: Moment) -> bool {
    now >= created.plus_seconds(LISTED_FROM_DAY * DAY) && !has_expired(created, now)
}
