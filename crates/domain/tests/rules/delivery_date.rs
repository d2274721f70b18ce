//! DAT-1, DAT-2, DAT-4, DAT-6: on which days a product can be had.

use domain::{
    calendar::{Holiday, is_working_day},
    catalogue::{Catalogue, Product},
    date,
    delivery_date::{ClosedDay, check, day_state, earliest_date, latest_date},
    finding::{Param, codes},
    reason::Reason,
};
use proptest::prelude::*;
use time::{Date, Duration, macros::date};

use crate::world::TODAY;

fn product(code: &str) -> Product {
    Catalogue::default_catalogue()
        .unwrap()
        .product(code)
        .unwrap()
        .clone()
}

/// DAT-1: lead times of the catalogue from a Monday, from a Saturday, over Christmas and over Easter.
#[test]
fn the_earliest_date_leaves_the_product_its_lead_time() {
    let cases = [
        ("ADSL_FULL", TODAY, date!(2026 - 12 - 03)),
        ("ADSL_SHARED", TODAY, date!(2026 - 12 - 03)),
        ("OA_FULL", TODAY, date!(2026 - 12 - 03)),
        ("SHDSL", TODAY, date!(2026 - 12 - 14)),
        ("PSTN", TODAY, date!(2026 - 11 - 30)),
        ("ISDN", TODAY, date!(2026 - 12 - 02)),
        ("ADSL_FULL", date!(2026 - 11 - 28), date!(2026 - 12 - 09)),
        ("ADSL_FULL", date!(2026 - 11 - 29), date!(2026 - 12 - 09)),
        ("ADSL_FULL", date!(2026 - 12 - 18), date!(2026 - 12 - 31)),
        ("ADSL_FULL", date!(2026 - 12 - 21), date!(2027 - 01 - 04)),
        ("PSTN", date!(2026 - 12 - 31), date!(2027 - 01 - 08)),
        ("ADSL_FULL", date!(2026 - 03 - 27), date!(2026 - 04 - 13)),
        ("ADSL_FULL", date!(2028 - 02 - 18), date!(2028 - 03 - 01)),
    ];
    for (code, today, expected) in cases {
        assert_eq!(
            earliest_date(&product(code), today),
            expected,
            "{code} on {today}"
        );
    }
}

/// DAT-1, DAT-2, DAT-4
#[test]
fn each_closed_day_says_why() {
    let adsl = product("ADSL_FULL");
    let cases = [
        (
            date!(2026 - 11 - 22),
            Err(ClosedDay::TooEarly {
                earliest: date!(2026 - 12 - 03),
            }),
        ),
        (
            date!(2026 - 12 - 02),
            Err(ClosedDay::TooEarly {
                earliest: date!(2026 - 12 - 03),
            }),
        ),
        (date!(2026 - 12 - 03), Ok(())),
        (date!(2026 - 12 - 05), Err(ClosedDay::Weekend)),
        (date!(2026 - 12 - 06), Err(ClosedDay::Weekend)),
        (date!(2026 - 12 - 24), Ok(())),
        (
            date!(2026 - 12 - 25),
            Err(ClosedDay::Holiday(Holiday::ChristmasDay)),
        ),
        (
            date!(2026 - 12 - 26),
            Err(ClosedDay::Holiday(Holiday::SecondChristmasDay)),
        ),
        (date!(2027 - 01 - 01), Err(ClosedDay::Holiday(Holiday::NewYear))),
        (
            date!(2027 - 03 - 25),
            Err(ClosedDay::Holiday(Holiday::MaundyThursday)),
        ),
        (
            date!(2027 - 03 - 26),
            Err(ClosedDay::Holiday(Holiday::GoodFriday)),
        ),
        (date!(2027 - 03 - 27), Err(ClosedDay::Weekend)),
        (
            date!(2027 - 05 - 17),
            Err(ClosedDay::Holiday(Holiday::ConstitutionDay)),
        ),
        (date!(2027 - 11 - 23), Ok(())),
        (
            date!(2027 - 11 - 24),
            Err(ClosedDay::TooLate {
                latest: date!(2027 - 11 - 23),
            }),
        ),
        (
            Date::MAX,
            Err(ClosedDay::TooLate {
                latest: date!(2027 - 11 - 23),
            }),
        ),
    ];
    for (day, expected) in cases {
        assert_eq!(day_state(day, &adsl, TODAY), expected, "{day}");
    }
    let reason = Reason::from(ClosedDay::Holiday(Holiday::GoodFriday));
    assert_eq!(reason.code, "day.holiday");
    assert_eq!(
        reason.params.get("holiday"),
        Some(&Param::Term("holiday.good_friday".to_owned()))
    );
}

/// DAT-2: without a visit any day will do.
#[test]
fn only_a_visit_needs_a_working_day() {
    let co_location = product("TELELOSJI");
    assert_eq!(day_state(date!(2027 - 03 - 26), &co_location, TODAY), Ok(()));
    assert_eq!(day_state(date!(2027 - 03 - 27), &co_location, TODAY), Ok(()));
}

/// DAT-4: twelve months to the day, and to 28 February from a leap day.
#[test]
fn the_latest_date_is_the_same_day_next_year() {
    assert_eq!(latest_date(TODAY), date!(2027 - 11 - 23));
    assert_eq!(latest_date(date!(2028 - 02 - 29)), date!(2029 - 02 - 28));
    assert_eq!(latest_date(date!(2026 - 12 - 31)), date!(2027 - 12 - 31));
}

/// DAT-6: every date error names the earliest date and offers it.
#[test]
fn an_error_offers_the_earliest_date() {
    let adsl = product("ADSL_FULL");
    let cases = [
        (TODAY, codes::REQUESTED_DATE_TOO_EARLY),
        (date!(2026 - 12 - 05), codes::REQUESTED_DATE_WEEKEND),
        (date!(2026 - 12 - 25), codes::REQUESTED_DATE_HOLIDAY),
        (date!(2028 - 01 - 03), codes::REQUESTED_DATE_TOO_LATE),
    ];
    for (day, code) in cases {
        let finding = check(day, &adsl, TODAY, "requested_date").unwrap();
        assert!(finding.is(code), "{day}");
        assert_eq!(
            finding.params.get("earliest"),
            Some(&Param::Date(date!(2026 - 12 - 03)))
        );
        assert_eq!(finding.suggestion.as_deref(), Some("03.12.2026"));
    }
    assert_eq!(check(date!(2026 - 12 - 03), &adsl, TODAY, "requested_date"), None);
}

proptest! {
    /// DAT-6: what is offered is right, on any day of any year.
    #[test]
    fn the_earliest_date_is_open_and_every_day_before_is_not(offset in 0_i64..60_000, which in 0_usize..8) {
        let catalogue = Catalogue::default_catalogue().unwrap();
        let product = catalogue.orderable_without_quote().nth(which).unwrap();
        let today = date!(1990 - 01 - 01) + Duration::days(offset);
        let earliest = earliest_date(product, today);
        prop_assert_eq!(day_state(earliest, product, today), Ok(()));
        prop_assert!(is_working_day(earliest));
        for back in 1..30 {
            prop_assert!(day_state(earliest - Duration::days(back), product, today).is_err());
        }
        prop_assert_eq!(date::parse(&date::format(earliest), today, date::Era::Coming), Ok(earliest));
    }

    #[test]
    fn no_day_breaks_it(today in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(), day in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(), lead in any::<u16>()) {
        let product = Product { lead_days: lead.min(2_000), ..product("ADSL_FULL") };
        let (today, day) = (Date::from_julian_day(today).unwrap(), Date::from_julian_day(day).unwrap());
        let _ = check(day, &product, today, "requested_date");
    }
}
