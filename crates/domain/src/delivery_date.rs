//! DAT: which days a product can be delivered on, and why the others are closed.

use time::Date;

use crate::{
    calendar::{Holiday, holiday, is_weekend, working_day_from, working_days_after},
    catalogue::Product,
    date::{self, years_later},
    finding::{Finding, codes},
    reason::{self, Reason},
};

/// Why no delivery can be wished for on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedDay {
    /// DAT-1: the product takes longer.
    TooEarly { earliest: Date },
    /// DAT-2
    Weekend,
    /// DAT-2
    Holiday(Holiday),
    /// DAT-4: more than 12 months ahead.
    TooLate { latest: Date },
}

impl From<ClosedDay> for Reason {
    fn from(closed: ClosedDay) -> Self {
        match closed {
            ClosedDay::TooEarly { earliest } => {
                Self::new(reason::codes::DAY_TOO_EARLY).with("earliest", earliest)
            }
            ClosedDay::Weekend => Self::new(reason::codes::DAY_WEEKEND),
            ClosedDay::Holiday(holiday) => {
                Self::new(reason::codes::DAY_HOLIDAY).with("holiday", term(holiday))
            }
            ClosedDay::TooLate { latest } => Self::new(reason::codes::DAY_TOO_LATE).with("latest", latest),
        }
    }
}

/// The first day that the product can be had on: the order's date and its lead time (DAT-1).
pub fn earliest_date(product: &Product, today: Date) -> Date {
    let earliest = working_days_after(today, product.lead_days);
    // Without a lead time this is today, which need not be a working day.
    if product.visit {
        working_day_from(earliest)
    } else {
        earliest
    }
}

/// The last day that can be wished for: the same date next year (DAT-4).
pub fn latest_date(today: Date) -> Date {
    years_later(today, 1)
}

/// Whether the product can be delivered on this day, and if not, why.
pub fn day_state(day: Date, product: &Product, today: Date) -> Result<(), ClosedDay> {
    let earliest = earliest_date(product, today);
    if day < earliest {
        return Err(ClosedDay::TooEarly { earliest });
    }
    let latest = latest_date(today);
    if day > latest {
        return Err(ClosedDay::TooLate { latest });
    }
    if product.visit {
        if let Some(holiday) = holiday(day) {
            return Err(ClosedDay::Holiday(holiday));
        }
        if is_weekend(day) {
            return Err(ClosedDay::Weekend);
        }
    }
    Ok(())
}

/// Says what is wrong with a wished day, and offers the earliest that is right (DAT-6).
pub fn check(day: Date, product: &Product, today: Date, path: &str) -> Option<Finding> {
    let closed = day_state(day, product, today).err()?;
    let earliest = earliest_date(product, today);
    let finding = match closed {
        ClosedDay::TooEarly { .. } => {
            Finding::new(codes::REQUESTED_DATE_TOO_EARLY, path).with("lead", i64::from(product.lead_days))
        }
        ClosedDay::Weekend => Finding::new(codes::REQUESTED_DATE_WEEKEND, path)
            .with("date", day)
            .with("next", working_day_from(day)),
        ClosedDay::Holiday(holiday) => Finding::new(codes::REQUESTED_DATE_HOLIDAY, path)
            .with("date", day)
            .with("holiday", term(holiday))
            .with("next", working_day_from(day)),
        ClosedDay::TooLate { latest } => {
            Finding::new(codes::REQUESTED_DATE_TOO_LATE, path).with("latest", latest)
        }
    };
    Some(
        finding
            .with("earliest", earliest)
            .suggesting(date::format(earliest)),
    )
}

fn term(holiday: Holiday) -> crate::finding::Param {
    crate::finding::Param::Term(holiday.term().to_owned())
}
