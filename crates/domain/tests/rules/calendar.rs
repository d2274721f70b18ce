//! DAT-2: working days and public holidays.

use domain::calendar::{
    Holiday::{self, *},
    easter_sunday, holiday, is_working_day, working_day_from, working_days_after, working_days_before,
};
use proptest::prelude::*;
use time::{Date, Duration, Month, Weekday, macros::date};

/// DAT-2
#[test]
fn easter_is_where_the_almanac_has_it() {
    let almanac = [
        (1818, 3, 22),
        (1900, 4, 15),
        (1943, 4, 25),
        (1954, 4, 18),
        (1981, 4, 19),
        (1997, 3, 30),
        (1998, 4, 12),
        (1999, 4, 4),
        (2000, 4, 23),
        (2001, 4, 15),
        (2002, 3, 31),
        (2003, 4, 20),
        (2004, 4, 11),
        (2005, 3, 27),
        (2006, 4, 16),
        (2007, 4, 8),
        (2008, 3, 23),
        (2009, 4, 12),
        (2010, 4, 4),
        (2011, 4, 24),
        (2012, 4, 8),
        (2013, 3, 31),
        (2014, 4, 20),
        (2015, 4, 5),
        (2016, 3, 27),
        (2017, 4, 16),
        (2018, 4, 1),
        (2019, 4, 21),
        (2020, 4, 12),
        (2021, 4, 4),
        (2022, 4, 17),
        (2023, 4, 9),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2029, 4, 1),
        (2030, 4, 21),
        (2031, 4, 13),
        (2032, 3, 28),
        (2033, 4, 17),
        (2034, 4, 9),
        (2035, 3, 25),
        (2036, 4, 13),
        (2037, 4, 5),
        (2038, 4, 25),
        (2039, 4, 10),
        (2040, 4, 1),
        (2049, 4, 18),
        (2076, 4, 19),
        (2285, 3, 22),
    ];
    for (year, month, day) in almanac {
        let expected = Date::from_calendar_date(year, Month::try_from(month).unwrap(), day).unwrap();
        assert_eq!(easter_sunday(year), Some(expected));
    }
}

/// DAT-2: the reckoning by epact and Sunday letter, as the church's tables have it, gives the same for every year.
#[test]
fn easter_agrees_with_the_churchs_own_tables() {
    for year in 1583..=9999_i32 {
        let century = year / 100 + 1;
        let golden = year % 19 + 1;
        let solar = 3 * century / 4 - 12;
        let lunar = (8 * century + 5) / 25 - 5;
        let sunday = 5 * year / 4 - solar - 10;
        let mut epact = (11 * golden + 20 + lunar - solar).rem_euclid(30);
        if (epact == 25 && golden > 11) || epact == 24 {
            epact += 1;
        }
        let mut full_moon = 44 - epact;
        if full_moon < 21 {
            full_moon += 30;
        }
        let day = full_moon + 7 - (sunday + full_moon).rem_euclid(7);
        let expected =
            Date::from_calendar_date(year, Month::March, 1).unwrap() + Duration::days(i64::from(day - 1));
        assert_eq!(easter_sunday(year), Some(expected), "{year}");
    }
}

/// DAT-2: the whole list of three years, one of them with Ascension on 1 May's neighbour and Whitsun in May.
#[test]
fn the_public_holidays_are_these_and_no_others() {
    let written: &[(i32, &[(Date, Holiday)])] = &[
        (
            2026,
            &[
                (date!(2026 - 01 - 01), NewYear),
                (date!(2026 - 04 - 02), MaundyThursday),
                (date!(2026 - 04 - 03), GoodFriday),
                (date!(2026 - 04 - 05), EasterSunday),
                (date!(2026 - 04 - 06), EasterMonday),
                (date!(2026 - 05 - 01), LabourDay),
                (date!(2026 - 05 - 14), Ascension),
                (date!(2026 - 05 - 17), ConstitutionDay),
                (date!(2026 - 05 - 24), WhitSunday),
                (date!(2026 - 05 - 25), WhitMonday),
                (date!(2026 - 12 - 25), ChristmasDay),
                (date!(2026 - 12 - 26), SecondChristmasDay),
            ],
        ),
        (
            2027,
            &[
                (date!(2027 - 01 - 01), NewYear),
                (date!(2027 - 03 - 25), MaundyThursday),
                (date!(2027 - 03 - 26), GoodFriday),
                (date!(2027 - 03 - 28), EasterSunday),
                (date!(2027 - 03 - 29), EasterMonday),
                (date!(2027 - 05 - 01), LabourDay),
                (date!(2027 - 05 - 06), Ascension),
                (date!(2027 - 05 - 16), WhitSunday),
                // Whit Monday meets Constitution Day: one holiday, named after the fixed one.
                (date!(2027 - 05 - 17), ConstitutionDay),
                (date!(2027 - 12 - 25), ChristmasDay),
                (date!(2027 - 12 - 26), SecondChristmasDay),
            ],
        ),
        (
            2008,
            &[
                (date!(2008 - 01 - 01), NewYear),
                (date!(2008 - 03 - 20), MaundyThursday),
                (date!(2008 - 03 - 21), GoodFriday),
                (date!(2008 - 03 - 23), EasterSunday),
                (date!(2008 - 03 - 24), EasterMonday),
                // Ascension on 1 May.
                (date!(2008 - 05 - 01), LabourDay),
                (date!(2008 - 05 - 11), WhitSunday),
                (date!(2008 - 05 - 12), WhitMonday),
                (date!(2008 - 05 - 17), ConstitutionDay),
                (date!(2008 - 12 - 25), ChristmasDay),
                (date!(2008 - 12 - 26), SecondChristmasDay),
            ],
        ),
    ];
    for (year, expected) in written {
        let mut day = Date::from_calendar_date(*year, Month::January, 1).unwrap();
        let mut found = Vec::new();
        while day.year() == *year {
            if let Some(holiday) = holiday(day) {
                found.push((day, holiday));
            }
            day = day.next_day().unwrap();
        }
        assert_eq!(found, expected.to_vec(), "{year}");
    }
}

/// DAT-2: days that feel like holidays and are none.
#[test]
fn christmas_eve_and_the_saturday_of_easter_are_no_public_holidays() {
    for day in [
        date!(2026 - 12 - 24),
        date!(2026 - 12 - 31),
        date!(2026 - 04 - 01),
        date!(2026 - 04 - 04),
        date!(2026 - 05 - 15),
        date!(2026 - 06 - 23),
    ] {
        assert_eq!(holiday(day), None, "{day}");
    }
    assert!(is_working_day(date!(2026 - 12 - 24)));
    assert!(!is_working_day(date!(2026 - 04 - 04)), "a Saturday all the same");
}

/// DAT-1, DAT-2
#[test]
fn working_days_are_counted_over_weekends_and_holidays() {
    let cases = [
        // (from, days, expected): Monday to the next week's Thursday.
        (date!(2026 - 11 - 23), 8, date!(2026 - 12 - 03)),
        (date!(2026 - 11 - 23), 0, date!(2026 - 11 - 23)),
        (date!(2026 - 11 - 23), 1, date!(2026 - 11 - 24)),
        // From a Friday, Saturday and Sunday the first working day is Monday.
        (date!(2026 - 11 - 27), 1, date!(2026 - 11 - 30)),
        (date!(2026 - 11 - 28), 1, date!(2026 - 11 - 30)),
        (date!(2026 - 11 - 29), 1, date!(2026 - 11 - 30)),
        (date!(2026 - 11 - 28), 0, date!(2026 - 11 - 28)),
        // Over Easter 2026: Wednesday before Maundy Thursday to the Tuesday after.
        (date!(2026 - 04 - 01), 1, date!(2026 - 04 - 07)),
        (date!(2026 - 03 - 31), 2, date!(2026 - 04 - 07)),
        // Over Christmas and New Year: 24 December, then 28 to 31, then 4 January.
        (date!(2026 - 12 - 23), 1, date!(2026 - 12 - 24)),
        (date!(2026 - 12 - 24), 1, date!(2026 - 12 - 28)),
        (date!(2026 - 12 - 24), 4, date!(2026 - 12 - 31)),
        (date!(2026 - 12 - 31), 1, date!(2027 - 01 - 04)),
        (date!(2026 - 12 - 23), 8, date!(2027 - 01 - 06)),
        // 17 May 2027 is a Monday, and Whit Monday at once.
        (date!(2027 - 05 - 14), 1, date!(2027 - 05 - 18)),
        // A leap day is a working day like any other.
        (date!(2028 - 02 - 28), 1, date!(2028 - 02 - 29)),
    ];
    for (from, days, expected) in cases {
        assert_eq!(working_days_after(from, days), expected, "{from} + {days}");
    }
    let back = [
        (date!(2026 - 12 - 07), 2, date!(2026 - 12 - 03)),
        (date!(2027 - 01 - 04), 1, date!(2026 - 12 - 31)),
        (date!(2026 - 04 - 07), 1, date!(2026 - 04 - 01)),
        (date!(2026 - 12 - 07), 0, date!(2026 - 12 - 07)),
    ];
    for (from, days, expected) in back {
        assert_eq!(working_days_before(from, days), expected, "{from} - {days}");
    }
    assert_eq!(working_day_from(date!(2026 - 12 - 25)), date!(2026 - 12 - 28));
    assert_eq!(working_day_from(date!(2026 - 12 - 24)), date!(2026 - 12 - 24));
}

#[test]
fn counting_stops_at_the_ends_of_the_calendar() {
    assert_eq!(working_days_after(Date::MAX, u16::MAX), Date::MAX);
    assert_eq!(working_days_before(Date::MIN, u16::MAX), Date::MIN);
    assert_eq!(working_days_after(date!(9999 - 12 - 20), 500), Date::MAX);
}

proptest! {
    /// DAT-2: counted by hand, day for day, the same number of working days lies between.
    #[test]
    fn between_lie_as_many_working_days_as_were_asked_for(offset in 0_i64..40_000, count in 1_u16..80) {
        let from = date!(1990 - 01 - 01) + Duration::days(offset);
        let to = working_days_after(from, count);
        let mut day = from;
        let mut counted = 0;
        while day < to {
            day = day.next_day().unwrap();
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            if !weekend && holiday(day).is_none() {
                counted += 1;
            }
        }
        prop_assert_eq!(counted, count);
        prop_assert!(is_working_day(to));
        // Back again from a working day.
        if is_working_day(from) {
            prop_assert_eq!(working_days_before(to, count), from);
        }
    }
}
