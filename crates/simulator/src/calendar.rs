//! The calendar of the operator's own systems: Europe/Oslo, working days, and the clock that the caller sets.

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Zoned};

use crate::configuration::{Clock, StartError};

/// The clock and the time zone together.
#[derive(Clone)]
pub struct Calendar {
    clock: Clock,
    oslo: TimeZone,
}

impl Calendar {
    pub fn new(clock: Clock) -> Result<Self, StartError> {
        let oslo = TimeZone::get("Europe/Oslo").map_err(StartError::TimeZone)?;
        Ok(Self { clock, oslo })
    }

    /// A clock beyond the calendar's end (the year 9999) stands still there.
    pub fn now(&self) -> Timestamp {
        let millisecond = (self.clock)();
        Timestamp::from_millisecond(millisecond).unwrap_or(if millisecond < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }

    pub fn today(&self) -> Date {
        self.oslo.to_datetime(self.now()).date()
    }

    /// The whole hour of a day in Oslo, with its offset of that day. 08, 12 and 16 are never skipped or doubled by summer time.
    pub fn at(&self, date: Date, hour: i8) -> Zoned {
        let civil = date.at(hour, 0, 0, 0);
        civil.to_zoned(self.oslo.clone()).unwrap_or_else(|_| {
            // Only at the very ends of the calendar does a civil time have no place in a zone.
            Timestamp::MAX.to_zoned(TimeZone::fixed(Offset::UTC))
        })
    }

    pub fn date_of(&self, moment: Timestamp) -> Date {
        self.oslo.to_datetime(moment).date()
    }
}

/// `2026-12-01T08:00:00+01:00`.
pub fn rfc3339(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// `2026-12-01T07:00:00Z`, with milliseconds where there are some.
pub fn utc(moment: Timestamp) -> String {
    moment.to_string()
}

/// Monday to Friday and no public holiday.
pub fn is_working_day(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(date)
}

/// The first working day after a date.
pub fn next_working_day(date: Date) -> Date {
    let mut day = date;
    loop {
        let Ok(next) = day.tomorrow() else { return day };
        day = next;
        if is_working_day(day) {
            return day;
        }
    }
}

/// Norwegian public holidays: the operator's technicians have a calendar of their own, whatever the caller believes.
fn is_holiday(date: Date) -> bool {
    if matches!(
        (date.month(), date.day()),
        (1, 1) | (5, 1) | (5, 17) | (12, 25) | (12, 26)
    ) {
        return true;
    }
    let Some(easter) = easter_sunday(date.year()) else {
        return false;
    };
    // Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday and Monday.
    [-3, -2, 0, 1, 39, 49, 50]
        .into_iter()
        .any(|days: i64| easter.checked_add(days.days()).is_ok_and(|day| day == date))
}

/// The Gregorian computus: the Sunday after the first ecclesiastical full moon of spring.
fn easter_sunday(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    // The moon's age runs ahead by a day in about 300 years; leap days left out in full centuries pull it back.
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(days / 31).ok()?,
        i8::try_from(days % 31 + 1).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::sync::Arc;

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, month, day) in [
            (2015, 4, 5),
            (2016, 3, 27),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
        ] {
            assert_eq!(easter_sunday(year), Some(date(year, month, day)));
        }
    }

    /// BOK-6, DAT-2
    #[test]
    fn no_technician_works_on_holidays_and_weekends() {
        for free in [
            date(2026, 4, 2),
            date(2026, 4, 3),
            date(2026, 4, 6),
            date(2026, 5, 1),
            date(2026, 5, 14),
            date(2026, 5, 25),
            date(2026, 12, 25),
            date(2027, 1, 1),
            date(2026, 11, 28),
            date(2026, 11, 29),
        ] {
            assert!(!is_working_day(free), "{free}");
        }
        for work in [
            date(2026, 4, 1),
            date(2026, 4, 7),
            date(2026, 12, 24),
            date(2026, 12, 28),
            date(2026, 11, 30),
        ] {
            assert!(is_working_day(work), "{work}");
        }
        assert_eq!(next_working_day(date(2026, 12, 24)), date(2026, 12, 28));
    }

    #[test]
    fn eight_o_clock_is_oslos_eight_in_winter_and_summer() {
        let calendar = Calendar::new(Arc::new(|| 0)).unwrap();
        assert_eq!(
            rfc3339(&calendar.at(date(2026, 12, 1), 8)),
            "2026-12-01T08:00:00+01:00"
        );
        assert_eq!(
            rfc3339(&calendar.at(date(2026, 7, 1), 12)),
            "2026-07-01T12:00:00+02:00"
        );
        assert_eq!(utc(calendar.now()), "1970-01-01T00:00:00Z");
    }
}
