//! DAT: which days a product can be delivered on, and why the others are closed.

use time::Date;

use crate::{
    calendar::{Holiday, holiday, is_weekend, working_day_from, working_day_until, working_days_after},
    catalogue::Product,
    date::{self, years_later},
    finding::{Finding, codes},
    orders::requested_date::REQUESTED_DATE,
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

/// The days that can be wished for, whatever kind of order it is: from the first to the last, and where somebody comes
/// working days alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    earliest: Date,
    /// DAT-4
    limit: Date,
    /// DAT-2
    working: bool,
}

impl Days {
    /// From a day on, which where somebody comes is the next working day.
    pub fn from(earliest: Date, visit: bool, today: Date) -> Self {
        Self {
            earliest: if visit {
                working_day_from(earliest)
            } else {
                earliest
            },
            limit: latest_date(today),
            working: visit,
        }
    }

    /// Those that a product can be delivered on (DAT-1).
    pub fn of(product: &Product, today: Date) -> Self {
        Self::after(product.lead_days, product.visit, today)
    }

    /// Those that something can be delivered on that takes so many working days, as it was quoted (QUO-6).
    pub fn after(working_days: u16, visit: bool, today: Date) -> Self {
        Self::from(working_days_after(today, working_days), visit, today)
    }

    pub fn earliest(&self) -> Date {
        self.earliest
    }

    /// The last that is open.
    pub fn latest(&self) -> Date {
        if self.working {
            working_day_until(self.limit)
        } else {
            self.limit
        }
    }

    /// Whether a day is open, and if not, why.
    pub fn state(&self, day: Date) -> Result<(), ClosedDay> {
        if day < self.earliest {
            return Err(ClosedDay::TooEarly {
                earliest: self.earliest,
            });
        }
        if day > self.limit {
            return Err(ClosedDay::TooLate {
                latest: self.latest(),
            });
        }
        if self.working {
            if let Some(holiday) = holiday(day) {
                return Err(ClosedDay::Holiday(holiday));
            }
            if is_weekend(day) {
                return Err(ClosedDay::Weekend);
            }
        }
        Ok(())
    }

    /// DAT-6: the open day that is offered for a closed one: the next, and where there is none the last.
    pub fn instead_of(&self, day: Date) -> Date {
        let day = day.max(self.earliest);
        let next = if self.working { working_day_from(day) } else { day };
        next.min(self.latest()).max(self.earliest)
    }

    /// Says what is wrong with a wished day, names the earliest that is right and offers one (DAT-6). What takes its time
    /// is another for each kind of order.
    pub(crate) fn check(&self, day: Date, too_early: impl FnOnce() -> Finding) -> Option<Finding> {
        let instead = self.instead_of(day);
        let finding = match self.state(day).err()? {
            ClosedDay::TooEarly { .. } => too_early(),
            ClosedDay::Weekend => Finding::new(codes::REQUESTED_DATE_WEEKEND, REQUESTED_DATE)
                .with("date", day)
                .with("next", instead),
            ClosedDay::Holiday(holiday) => Finding::new(codes::REQUESTED_DATE_HOLIDAY, REQUESTED_DATE)
                .with("date", day)
                .with("holiday", term(holiday))
                .with("next", instead),
            ClosedDay::TooLate { latest } => {
                Finding::new(codes::REQUESTED_DATE_TOO_LATE, REQUESTED_DATE).with("latest", latest)
            }
        };
        Some(
            finding
                .with("earliest", self.earliest)
                .suggesting(date::format(instead)),
        )
    }
}

/// Says what is wrong with the day on which a product is wished for.
pub(crate) fn check(day: Date, product: &Product, today: Date) -> Option<Finding> {
    check_after(day, product.lead_days, product.visit, today)
}

/// The same for what takes so many working days.
pub(crate) fn check_after(day: Date, working_days: u16, visit: bool, today: Date) -> Option<Finding> {
    Days::after(working_days, visit, today).check(day, || {
        Finding::new(codes::REQUESTED_DATE_TOO_EARLY, REQUESTED_DATE).with("lead", i64::from(working_days))
    })
}

fn term(holiday: Holiday) -> crate::finding::Param {
    crate::finding::Param::Term(holiday.term().to_owned())
}
