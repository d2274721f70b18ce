//! Norwegian working days (DAT-2).

use time::{Date, Month, Weekday};

use crate::date::plus_days;

/// The public holidays of DAT-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    NewYear,
    MaundyThursday,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    LabourDay,
    ConstitutionDay,
    Ascension,
    WhitSunday,
    WhitMonday,
    ChristmasDay,
    SecondChristmasDay,
}

impl Holiday {
    pub const ALL: [Self; 12] = [
        Self::NewYear,
        Self::MaundyThursday,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::ConstitutionDay,
        Self::Ascension,
        Self::WhitSunday,
        Self::WhitMonday,
        Self::ChristmasDay,
        Self::SecondChristmasDay,
    ];

    /// Its name stands under `term.holiday.<this>`.
    pub fn term(self) -> &'static str {
        match self {
            Self::NewYear => "holiday.new_year",
            Self::MaundyThursday => "holiday.maundy_thursday",
            Self::GoodFriday => "holiday.good_friday",
            Self::EasterSunday => "holiday.easter_sunday",
            Self::EasterMonday => "holiday.easter_monday",
            Self::LabourDay => "holiday.labour_day",
            Self::ConstitutionDay => "holiday.constitution_day",
            Self::Ascension => "holiday.ascension",
            Self::WhitSunday => "holiday.whit_sunday",
            Self::WhitMonday => "holiday.whit_monday",
            Self::ChristmasDay => "holiday.christmas_day",
            Self::SecondChristmasDay => "holiday.second_christmas_day",
        }
    }
}

/// The public holiday on this date. Where two meet, as Ascension on 17 May, the fixed one is named.
pub fn holiday(date: Date) -> Option<Holiday> {
    match (date.month(), date.day()) {
        (Month::January, 1) => return Some(Holiday::NewYear),
        (Month::May, 1) => return Some(Holiday::LabourDay),
        (Month::May, 17) => return Some(Holiday::ConstitutionDay),
        (Month::December, 25) => return Some(Holiday::ChristmasDay),
        (Month::December, 26) => return Some(Holiday::SecondChristmasDay),
        _ => {}
    }
    let easter = easter_sunday(date.year())?;
    match i64::from(date.to_julian_day()) - i64::from(easter.to_julian_day()) {
        -3 => Some(Holiday::MaundyThursday),
        -2 => Some(Holiday::GoodFriday),
        0 => Some(Holiday::EasterSunday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        49 => Some(Holiday::WhitSunday),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

/// Easter Sunday by the Gregorian computus: the Sunday after the full moon on or after 21 March, both as the church
/// reckons them.
pub fn easter_sunday(year: i32) -> Option<Date> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let in_century = year.rem_euclid(100);
    // The moon's age at the new year, corrected for the centuries without a leap day and for the moon's own drift.
    let drift = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let moon = (19 * golden + century - century.div_euclid(4) - drift + 15).rem_euclid(30);
    // Days from the full moon to the next Sunday.
    let to_sunday =
        (32 + 2 * century.rem_euclid(4) + 2 * in_century.div_euclid(4) - moon - in_century.rem_euclid(4))
            .rem_euclid(7);
    // The two latest dates of the full moon are moved a week where they would give the 26 April, or repeat the 25th.
    let late = (golden + 11 * moon + 22 * to_sunday).div_euclid(451);
    let days = moon + to_sunday - 7 * late + 114;
    let month = Month::try_from(u8::try_from(days.div_euclid(31)).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(days.rem_euclid(31) + 1).ok()?).ok()
}

pub fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Monday to Friday and no public holiday.
pub fn is_working_day(date: Date) -> bool {
    !is_weekend(date) && holiday(date).is_none()
}

/// The n-th working day after this date; with none, the date itself. Stops at the end of the calendar.
pub fn working_days_after(date: Date, count: u16) -> Date {
    walk(date, count, 1)
}

/// The n-th working day before this date; with none, the date itself. Stops at the beginning of the calendar.
pub fn working_days_before(date: Date, count: u16) -> Date {
    walk(date, count, -1)
}

/// This date when it is a working day, else the next one.
pub fn working_day_from(date: Date) -> Date {
    if is_working_day(date) {
        date
    } else {
        working_days_after(date, 1)
    }
}

/// This date when it is a working day, else the last one before.
pub fn working_day_until(date: Date) -> Date {
    if is_working_day(date) {
        date
    } else {
        working_days_before(date, 1)
    }
}

fn walk(mut date: Date, count: u16, step: i64) -> Date {
    let mut left = count;
    while left > 0 {
        let next = plus_days(date, step);
        if next == date {
            return date;
        }
        date = next;
        if is_working_day(date) {
            left -= 1;
        }
    }
    date
}
