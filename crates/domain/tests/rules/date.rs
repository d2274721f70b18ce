//! Dates as they are typed (DAT-6, CUS-1).

use domain::date::{
    DateError::{self, NoSuchDay, Unreadable, YearMissing},
    Era, format, iso, parse, plus_days, whole_years, years_later,
};
use proptest::prelude::*;
use time::{Date, macros::date};

const TODAY: Date = date!(2026 - 11 - 23);

#[test]
fn a_coming_date_is_read_however_it_is_typed() {
    let cases: &[(&str, Date)] = &[
        ("24.12.26", date!(2026 - 12 - 24)),
        ("24.12.2026", date!(2026 - 12 - 24)),
        ("24/12", date!(2026 - 12 - 24)),
        ("24.12", date!(2026 - 12 - 24)),
        ("24.12.", date!(2026 - 12 - 24)),
        ("24. 12. 2026", date!(2026 - 12 - 24)),
        ("24 12 26", date!(2026 - 12 - 24)),
        ("24-12-2026", date!(2026 - 12 - 24)),
        ("24/12/26", date!(2026 - 12 - 24)),
        ("24/12-26", date!(2026 - 12 - 24)),
        ("241226", date!(2026 - 12 - 24)),
        ("24122026", date!(2026 - 12 - 24)),
        ("20261224", date!(2026 - 12 - 24)),
        ("2026-12-24", date!(2026 - 12 - 24)),
        ("2026.12.24", date!(2026 - 12 - 24)),
        ("2026-1-4", date!(2026 - 01 - 04)),
        ("  24.12.26  ", date!(2026 - 12 - 24)),
        ("24. desember", date!(2026 - 12 - 24)),
        ("24. desember 2026", date!(2026 - 12 - 24)),
        ("24 des 26", date!(2026 - 12 - 24)),
        ("24 DECEMBER 2026", date!(2026 - 12 - 24)),
        ("3. mai", date!(2027 - 05 - 03)),
        ("3 May 2027", date!(2027 - 05 - 03)),
        ("+16", date!(2026 - 12 - 09)),
        ("+ 16", date!(2026 - 12 - 09)),
        ("+0", TODAY),
        ("+365", date!(2027 - 11 - 23)),
        ("i dag", TODAY),
        ("I DAG", TODAY),
        ("idag", TODAY),
        ("today", TODAY),
        ("i morgen", date!(2026 - 11 - 24)),
        ("tomorrow", date!(2026 - 11 - 24)),
        // Without a year it is the next such date: today counts, yesterday is next year, and New Year is no trap.
        ("23.11", TODAY),
        ("22.11", date!(2027 - 11 - 22)),
        ("24.11", date!(2026 - 11 - 24)),
        ("31.12", date!(2026 - 12 - 31)),
        ("1/1", date!(2027 - 01 - 01)),
        ("01.01", date!(2027 - 01 - 01)),
        // The next leap day.
        ("29.2", date!(2028 - 02 - 29)),
        ("29/02/28", date!(2028 - 02 - 29)),
        ("28.2", date!(2027 - 02 - 28)),
        // Two digits are always 20xx for a date to come.
        ("1.1.99", date!(2099 - 01 - 01)),
        ("010100", date!(2000 - 01 - 01)),
        // Far away is for other rules to judge, but it is read.
        ("1.1.9999", date!(9999 - 01 - 01)),
        ("1.1.0001", date!(0001 - 01 - 01)),
    ];
    for (typed, expected) in cases {
        assert_eq!(parse(typed, TODAY, Era::Coming), Ok(*expected), "{typed:?}");
    }
}

#[test]
fn what_is_no_date_is_told_from_a_day_that_no_calendar_has() {
    let cases: &[(&str, DateError)] = &[
        ("", Unreadable),
        ("   ", Unreadable),
        ("snart", Unreadable),
        ("så fort som mulig", Unreadable),
        ("uke 49", Unreadable),
        ("24", Unreadable),
        ("2412", Unreadable),
        ("24122", Unreadable),
        ("2412202", Unreadable),
        ("241220266", Unreadable),
        ("24.12.2", Unreadable),
        ("24.12.202", Unreadable),
        ("24.12.20266", Unreadable),
        ("24.12.26.1", Unreadable),
        ("24.12.26 kl 10", Unreadable),
        ("+", Unreadable),
        ("+16 dager", Unreadable),
        ("+-1", Unreadable),
        ("-16", Unreadable),
        ("+99999", Unreadable),
        ("24:12:26", Unreadable),
        ("24.12.26?", Unreadable),
        ("٢٤.١٢.٢٦", Unreadable),
        ("24.ma", Unreadable),
        ("24. foo 2026", Unreadable),
        ("30.2", NoSuchDay),
        ("31.4.2027", NoSuchDay),
        ("31.6", NoSuchDay),
        ("29.2.2027", NoSuchDay),
        ("29.02.2100", NoSuchDay),
        ("32.1.27", NoSuchDay),
        ("0.1.27", NoSuchDay),
        ("1.0.27", NoSuchDay),
        ("1.13.27", NoSuchDay),
        ("99.99", NoSuchDay),
        ("320127", NoSuchDay),
        ("310427", NoSuchDay),
        ("99999999", NoSuchDay),
        ("00.00.0000", NoSuchDay),
        ("2026-02-30", NoSuchDay),
        ("31. juni", NoSuchDay),
    ];
    for (typed, expected) in cases {
        assert_eq!(parse(typed, TODAY, Era::Coming), Err(*expected), "{typed:?}");
    }
}

/// CUS-1
#[test]
fn a_date_of_birth_has_its_year_and_lies_in_the_past_when_two_digits_leave_the_choice() {
    let cases: &[(&str, Result<Date, DateError>)] = &[
        ("12.03.1971", Ok(date!(1971 - 03 - 12))),
        ("12.03.71", Ok(date!(1971 - 03 - 12))),
        ("120371", Ok(date!(1971 - 03 - 12))),
        ("1971-03-12", Ok(date!(1971 - 03 - 12))),
        // 2026 until today, then 1926.
        ("23.11.26", Ok(date!(2026 - 11 - 23))),
        ("24.11.26", Ok(date!(1926 - 11 - 24))),
        ("1.1.27", Ok(date!(1927 - 01 - 01))),
        ("1.1.00", Ok(date!(2000 - 01 - 01))),
        ("29.2.00", Ok(date!(2000 - 02 - 29))),
        ("29.2.96", Ok(date!(1996 - 02 - 29))),
        // 2025 had no leap day, and neither had 1925.
        ("29.2.25", Err(NoSuchDay)),
        ("29.2.1900", Err(NoSuchDay)),
        ("12.03", Err(YearMissing)),
        ("12. mars", Err(YearMissing)),
        // In the future all the same, for the rule to refuse.
        ("12.03.2071", Ok(date!(2071 - 03 - 12))),
        ("+16", Err(Unreadable)),
        ("i dag", Err(Unreadable)),
    ];
    for (typed, expected) in cases {
        assert_eq!(parse(typed, TODAY, Era::Past), *expected, "{typed:?}");
    }
}

#[test]
fn the_next_such_date_is_found_from_every_corner_of_the_calendar() {
    let cases = [
        ("29.2", date!(2028 - 02 - 29), date!(2028 - 02 - 29)),
        ("29.2", date!(2028 - 03 - 01), date!(2032 - 02 - 29)),
        ("29.2", date!(2096 - 03 - 01), date!(2104 - 02 - 29)),
        ("31.12", date!(2026 - 12 - 31), date!(2026 - 12 - 31)),
        ("1.1", date!(2026 - 12 - 31), date!(2027 - 01 - 01)),
        ("31.12", date!(2027 - 01 - 01), date!(2027 - 12 - 31)),
    ];
    for (typed, today, expected) in cases {
        assert_eq!(
            parse(typed, today, Era::Coming),
            Ok(expected),
            "{typed} on {today}"
        );
    }
    assert_eq!(parse("1.1", date!(9999 - 12 - 31), Era::Coming), Err(NoSuchDay));
    assert_eq!(parse("+9999", date!(9999 - 12 - 31), Era::Coming), Ok(Date::MAX));
}

/// CUS-1: who is born on a leap day comes of age on 1 March.
#[test]
fn ages_are_counted_in_whole_years() {
    let cases = [
        (date!(2008 - 11 - 23), TODAY, 18),
        (date!(2008 - 11 - 24), TODAY, 17),
        (date!(2008 - 12 - 01), TODAY, 17),
        (date!(2008 - 02 - 29), date!(2026 - 02 - 28), 17),
        (date!(2008 - 02 - 29), date!(2026 - 03 - 01), 18),
        (date!(2008 - 02 - 29), date!(2028 - 02 - 29), 20),
        (TODAY, TODAY, 0),
    ];
    for (born, today, age) in cases {
        assert_eq!(whole_years(born, today), age, "{born} on {today}");
    }
}

/// DAT-4: twelve months from a leap day is the 28th.
#[test]
fn a_year_later_is_the_same_date_or_the_28_of_february() {
    assert_eq!(years_later(date!(2028 - 02 - 29), 1), date!(2029 - 02 - 28));
    assert_eq!(years_later(date!(2027 - 02 - 28), 1), date!(2028 - 02 - 28));
    assert_eq!(years_later(TODAY, 1), date!(2027 - 11 - 23));
    assert_eq!(years_later(Date::MAX, 1), Date::MAX);
    assert_eq!(years_later(Date::MIN, -1), Date::MIN);
}

fn any_date() -> impl Strategy<Value = Date> {
    (Date::MIN.to_julian_day()..=Date::MAX.to_julian_day())
        .prop_map(|day| Date::from_julian_day(day).unwrap())
}

fn date_between(from: Date, to: Date) -> impl Strategy<Value = Date> {
    (from.to_julian_day()..=to.to_julian_day()).prop_map(|day| Date::from_julian_day(day).unwrap())
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(date in date_between(date!(0001 - 01 - 01), Date::MAX), today in any_date()) {
        for era in [Era::Coming, Era::Past] {
            prop_assert_eq!(parse(&format(date), today, era), Ok(date));
            prop_assert_eq!(parse(&iso(date), today, era), Ok(date));
        }
    }

    #[test]
    fn without_a_year_it_is_never_in_the_past(day in 1_u8..=31, month in 1_u8..=12, today in date_between(TODAY, date!(2200 - 01 - 01))) {
        if let Ok(date) = parse(&format!("{day}.{month}"), today, Era::Coming) {
            prop_assert!(date >= today);
            prop_assert_eq!((date.day(), u8::from(date.month())), (day, month));
        }
    }

    #[test]
    fn nothing_that_is_typed_breaks_it(typed in any::<String>(), today in any_date()) {
        let _ = parse(&typed, today, Era::Coming);
        let _ = parse(&typed, today, Era::Past);
    }

    #[test]
    fn nothing_that_looks_like_a_date_breaks_it(typed in "[+0-9./ -]{0,14}|[0-9]{1,2}[. ][a-zæøå]{0,9} ?[0-9]{0,4}", today in any_date()) {
        let _ = parse(&typed, today, Era::Coming);
        let _ = parse(&typed, today, Era::Past);
    }

    #[test]
    fn days_beyond_the_calendar_stop_at_its_end(date in any_date(), days in any::<i64>()) {
        let _ = plus_days(date, days);
    }
}
