//! DAT-1, DAT-2, DAT-4, DAT-6: on which days a product can be had.

use domain::{
    calendar::{Holiday, is_working_day},
    catalogue::{Catalogue, Product},
    date,
    delivery_date::{ClosedDay, Days, earliest_date, latest_date},
    finding::{Param, codes},
    orders::{AppointmentRef, OrderDraft, days_of},
    reason::Reason,
};
use proptest::prelude::*;
use time::{Date, Duration, macros::date};

use crate::world::{TODAY, found, good};

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
        assert_eq!(Days::of(&adsl, TODAY).state(day), expected, "{day}");
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
    assert_eq!(Days::of(&co_location, TODAY).state(date!(2027 - 03 - 26)), Ok(()));
    assert_eq!(Days::of(&co_location, TODAY).state(date!(2027 - 03 - 27)), Ok(()));
}

/// DAT-4: twelve months to the day, and to 28 February from a leap day.
#[test]
fn the_latest_date_is_the_same_day_next_year() {
    assert_eq!(latest_date(TODAY), date!(2027 - 11 - 23));
    assert_eq!(latest_date(date!(2028 - 02 - 29)), date!(2029 - 02 - 28));
    assert_eq!(latest_date(date!(2026 - 12 - 31)), date!(2027 - 12 - 31));
}

/// DAT-6: every date error names the earliest date, and offers a day that is open.
#[test]
fn an_error_offers_the_next_day_that_is_open() {
    let cases = [
        (TODAY, codes::REQUESTED_DATE_TOO_EARLY, "03.12.2026"),
        (date!(2026 - 12 - 05), codes::REQUESTED_DATE_WEEKEND, "07.12.2026"),
        (date!(2026 - 12 - 25), codes::REQUESTED_DATE_HOLIDAY, "28.12.2026"),
        (
            date!(2028 - 01 - 03),
            codes::REQUESTED_DATE_TOO_LATE,
            "23.11.2027",
        ),
    ];
    for (day, code, offered) in cases {
        let (mut draft, mut world) = good();
        draft.lines[0].appointment = AppointmentRef::default();
        draft.requested_date = date::format(day);
        world.line().slot_search = None;
        let outcome = world.parse(&draft);
        let finding = found(&outcome, code).unwrap();
        assert_eq!(
            finding.params.get("earliest"),
            Some(&Param::Date(date!(2026 - 12 - 03)))
        );
        assert_eq!(finding.suggestion.as_deref(), Some(offered), "{day}");
    }
}

/// DAT-2, DAT-4: where the twelve months end on a day that nobody works, the last day is the one before.
#[test]
fn at_the_end_of_the_twelve_months_the_last_working_day_is_offered() {
    // A year from this Friday is a Saturday.
    let today = date!(2026 - 11 - 27);
    let days = Days::of(&product("ADSL_FULL"), today);
    assert_eq!(days.latest(), date!(2027 - 11 - 26));
    assert_eq!(days.state(date!(2027 - 11 - 27)), Err(ClosedDay::Weekend));
    assert_eq!(
        days.state(date!(2027 - 11 - 28)),
        Err(ClosedDay::TooLate {
            latest: date!(2027 - 11 - 26),
        })
    );
    for late in [date!(2027 - 11 - 27), date!(2027 - 11 - 28), Date::MAX] {
        assert_eq!(days.instead_of(late), date!(2027 - 11 - 26), "{late}");
    }
}

/// DAT-6, of every kind of order: a switch, a change and a termination have other days than a new line.
#[test]
fn what_is_offered_can_be_wished_for_whatever_is_ordered() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let of = |need: &str, change: &str, from: &str| {
        let mut draft = OrderDraft {
            need: need.to_owned(),
            product: "ADSL_FULL".to_owned(),
            ..OrderDraft::default()
        };
        draft.change.what = change.to_owned();
        draft.switch.product_from = from.to_owned();
        draft
    };
    let cases = [
        (of("new", "", ""), date!(2026 - 12 - 03), date!(2026 - 12 - 07)),
        // With a technician, and without.
        (
            of("switch", "", "OA_FULL"),
            date!(2026 - 12 - 09),
            date!(2026 - 12 - 09),
        ),
        (
            of("switch", "", "ADSL_FULL"),
            date!(2026 - 12 - 09),
            date!(2026 - 12 - 09),
        ),
        (
            of("change", "speed", ""),
            date!(2026 - 11 - 24),
            date!(2026 - 12 - 05),
        ),
        (
            of("terminate", "", ""),
            date!(2026 - 11 - 24),
            date!(2026 - 12 - 05),
        ),
    ];
    let adsl = catalogue.product("ADSL_FULL").unwrap();
    for (draft, earliest, for_a_saturday) in cases {
        let days = days_of(&draft, adsl, &catalogue, TODAY);
        assert_eq!(days.earliest(), earliest, "{}", draft.need);
        assert_eq!(
            days.instead_of(date!(2026 - 12 - 05)),
            for_a_saturday,
            "{}",
            draft.need
        );
    }
}

proptest! {
    /// DAT-6: what is offered is right, on any day of any year.
    #[test]
    fn the_earliest_date_is_open_and_every_day_before_is_not(offset in 0_i64..60_000, which in 0_usize..8) {
        let catalogue = Catalogue::default_catalogue().unwrap();
        let product = catalogue.orderable_without_quote().nth(which).unwrap();
        let today = date!(1990 - 01 - 01) + Duration::days(offset);
        let earliest = earliest_date(product, today);
        prop_assert_eq!(Days::of(product, today).state(earliest), Ok(()));
        prop_assert!(is_working_day(earliest));
        for back in 1..30 {
            prop_assert!(Days::of(product, today).state(earliest - Duration::days(back)).is_err());
        }
        prop_assert_eq!(date::parse(&date::format(earliest), today, date::Era::Coming), Ok(earliest));
    }

    #[test]
    fn no_day_breaks_it(today in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(), day in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(), lead in any::<u16>()) {
        let product = Product { lead_days: lead.min(2_000), ..product("ADSL_FULL") };
        let (today, day) = (Date::from_julian_day(today).unwrap(), Date::from_julian_day(day).unwrap());
        let days = Days::of(&product, today);
        let _ = days.state(day);
        if days.earliest() <= days.latest() {
            prop_assert_eq!(days.state(days.instead_of(day)), Ok(()));
        }
    }
}
