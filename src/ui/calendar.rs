//! The arithmetic of a calendar: the grid of a month and where the keys lead. No clock, no document.

use time::{Date, Duration, Month, Weekday};

/// What can be said about one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayState {
    Open,
    /// It cannot be chosen, and why.
    Closed(String),
}

/// The first day of the month this day lies in.
pub fn first_of_month(day: Date) -> Date {
    day.replace_day(1).unwrap_or(day)
}

/// The six weeks that show a month, each from Monday to Sunday, with the days of its neighbours that fill the edges.
/// At the two ends of all time a day that does not exist is left out.
pub fn weeks(month: Date) -> Vec<[Option<Date>; 7]> {
    let first = first_of_month(month);
    let before = i64::from(first.weekday().number_days_from_monday());
    (0..6)
        .map(|week| {
            std::array::from_fn(|day| first.checked_add(Duration::days(week * 7 + day as i64 - before)))
        })
        .filter(|week: &[Option<Date>; 7]| week.iter().flatten().any(|day| day.month() == first.month()))
        .collect()
}

/// The number of a week as people here say it (ISO 8601); `None` only at the two ends of all time.
pub fn week_number(week: &[Option<Date>; 7]) -> Option<u8> {
    week.iter().flatten().next().map(|day| day.iso_week())
}

/// The same day so many months later or earlier, or the last day of that month when it is shorter.
pub fn months_later(day: Date, months: i32) -> Option<Date> {
    let counted = day.year() * 12 + i32::from(u8::from(day.month())) - 1 + months;
    let month = Month::try_from(u8::try_from(counted.rem_euclid(12) + 1).ok()?).ok()?;
    let year = counted.div_euclid(12);
    let length = month.length(year);
    Date::from_calendar_date(year, month, day.day().min(length)).ok()
}

/// Where a key leads from a day, as the ARIA Authoring Practices have it for the date picker dialog; `None` for every other key.
pub fn day_after_key(day: Date, key: &str, shift: bool) -> Option<Date> {
    let weekday = i64::from(day.weekday().number_days_from_monday());
    match key {
        "ArrowLeft" => day.checked_sub(Duration::DAY),
        "ArrowRight" => day.checked_add(Duration::DAY),
        "ArrowUp" => day.checked_sub(Duration::WEEK),
        "ArrowDown" => day.checked_add(Duration::WEEK),
        "Home" => day.checked_sub(Duration::days(weekday)),
        "End" => day.checked_add(Duration::days(6 - weekday)),
        "PageUp" => months_later(day, if shift { -12 } else { -1 }),
        "PageDown" => months_later(day, if shift { 12 } else { 1 }),
        _ => None,
    }
}

/// Saturday and Sunday look quieter.
pub fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_month_is_shown_in_whole_weeks_from_monday() {
        let november = weeks(date!(2026 - 11 - 22));
        assert_eq!(november.len(), 6);
        assert_eq!(november[0][0], Some(date!(2026 - 10 - 26)));
        assert_eq!(november[0][6], Some(date!(2026 - 11 - 01)));
        assert_eq!(november[5][6], Some(date!(2026 - 12 - 06)));
    }

    #[test]
    fn a_february_that_fits_four_weeks_shows_no_empty_ones() {
        let february = weeks(date!(2027 - 02 - 10));
        assert_eq!(february.len(), 4);
        assert_eq!(february[3][6], Some(date!(2027 - 02 - 28)));
    }

    #[test]
    fn the_week_of_new_year_has_the_number_of_the_year_that_most_of_it_lies_in() {
        let january = weeks(date!(2027 - 01 - 15));
        assert_eq!(week_number(&january[0]), Some(53));
        assert_eq!(week_number(&january[1]), Some(1));
        assert_eq!(week_number(&[None; 7]), None);
    }

    #[test]
    fn the_arrows_cross_the_switch_at_new_year() {
        assert_eq!(
            day_after_key(date!(2026 - 12 - 31), "ArrowRight", false),
            Some(date!(2027 - 01 - 01))
        );
        assert_eq!(
            day_after_key(date!(2027 - 01 - 03), "ArrowUp", false),
            Some(date!(2026 - 12 - 27))
        );
    }

    #[test]
    fn home_and_end_are_monday_and_sunday() {
        assert_eq!(
            day_after_key(date!(2026 - 11 - 25), "Home", false),
            Some(date!(2026 - 11 - 23))
        );
        assert_eq!(
            day_after_key(date!(2026 - 11 - 25), "End", false),
            Some(date!(2026 - 11 - 29))
        );
    }

    #[test]
    fn a_page_from_the_31st_ends_at_the_last_day_of_a_shorter_month() {
        assert_eq!(
            day_after_key(date!(2027 - 01 - 31), "PageDown", false),
            Some(date!(2027 - 02 - 28))
        );
        assert_eq!(
            day_after_key(date!(2028 - 03 - 31), "PageUp", false),
            Some(date!(2028 - 02 - 29))
        );
    }

    #[test]
    fn shift_and_page_moves_a_year_and_a_leap_day_to_the_28th() {
        assert_eq!(
            day_after_key(date!(2028 - 02 - 29), "PageDown", true),
            Some(date!(2029 - 02 - 28))
        );
        assert_eq!(
            day_after_key(date!(2026 - 01 - 15), "PageUp", true),
            Some(date!(2025 - 01 - 15))
        );
    }

    #[test]
    fn other_keys_lead_nowhere() {
        assert_eq!(day_after_key(date!(2026 - 11 - 25), "a", false), None);
    }
}
