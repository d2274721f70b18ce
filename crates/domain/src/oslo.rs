//! The date and the time of day in Europe/Oslo (DAT-5), without a time zone database.
//!
//! Since 1996 the clocks follow the directive of the European Union: summer time from 01:00 UTC on the last Sunday
//! of March to 01:00 UTC on the last Sunday of October. Tests hold this against the real database.

use time::{Date, Month, PrimitiveDateTime, Time};

use crate::{date::plus_days, moment::Moment};

/// The date in Oslo: "today" of every check.
pub fn date(at: Moment) -> Date {
    local(at).date()
}

/// What calendar and clock on the wall in Oslo show.
pub fn local(at: Moment) -> PrimitiveDateTime {
    let wall = at.plus_seconds(offset_seconds(at)).utc();
    PrimitiveDateTime::new(wall.date(), wall.time())
}

/// The first moment of a date in Oslo.
pub fn midnight(date: Date) -> Moment {
    moment(PrimitiveDateTime::new(date, Time::MIDNIGHT))
}

/// When the wall shows this. In the hour that occurs twice it is the first; in the hour that does not occur it is as
/// long after the change as the wall's time is after it.
pub fn moment(wall: PrimitiveDateTime) -> Moment {
    let as_if_utc = Moment::from_millis(unix_millis(wall));
    let summer = as_if_utc.plus_seconds(-SUMMER);
    if offset_seconds(summer) == SUMMER {
        summer
    } else {
        as_if_utc.plus_seconds(-WINTER)
    }
}

const WINTER: i64 = 3600;
const SUMMER: i64 = 7200;

fn offset_seconds(at: Moment) -> i64 {
    let year = at.utc().year();
    let changes = last_sunday(year, Month::March).zip(last_sunday(year, Month::October));
    match changes {
        Some((spring, autumn)) if (at_one_utc(spring)..at_one_utc(autumn)).contains(&at) => SUMMER,
        _ => WINTER,
    }
}

fn at_one_utc(date: Date) -> Moment {
    Moment::from_millis(unix_millis(PrimitiveDateTime::new(date, Time::MIDNIGHT))).plus_seconds(3600)
}

fn unix_millis(wall: PrimitiveDateTime) -> i64 {
    let utc = wall.assume_utc();
    utc.unix_timestamp() * 1000 + i64::from(utc.millisecond())
}

/// Both months have 31 days.
fn last_sunday(year: i32, month: Month) -> Option<Date> {
    let last = Date::from_calendar_date(year, month, 31).ok()?;
    Some(plus_days(
        last,
        -i64::from(last.weekday().number_days_from_sunday()),
    ))
}
