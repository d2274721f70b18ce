//! DAT-5: "today" is the date in Europe/Oslo, held against the real time zone database.

use domain::{moment::Moment, oslo};
use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;
use time::{Date, PrimitiveDateTime, Time, macros::date};

fn zone() -> TimeZone {
    TimeZone::get("Europe/Oslo").unwrap()
}

/// Year, month, day, hour, minute, second and millisecond on the wall.
type Wall = (i32, u8, u8, u8, u8, u8, u16);

fn ours(millis: i64) -> Wall {
    let local = oslo::local(Moment::from_millis(millis));
    let (hour, minute, second, millisecond) = local.time().as_hms_milli();
    (
        local.year(),
        u8::from(local.month()),
        local.day(),
        hour,
        minute,
        second,
        millisecond,
    )
}

fn theirs(zone: &TimeZone, millis: i64) -> Wall {
    let zoned = Timestamp::from_millisecond(millis)
        .unwrap()
        .to_zoned(zone.clone());
    let small = |number: i8| u8::try_from(number).unwrap();
    (
        i32::from(zoned.year()),
        small(zoned.month()),
        small(zoned.day()),
        small(zoned.hour()),
        small(zoned.minute()),
        small(zoned.second()),
        u16::try_from(zoned.millisecond()).unwrap(),
    )
}

/// DAT-5: every change of the clocks and every New Year from 1997 to 2100, minute by minute around it.
#[test]
fn the_date_and_time_are_right_around_every_change_and_new_year() {
    let zone = zone();
    let mut tried = 0;
    for year in 1997..=2100_i16 {
        let start = jiff::civil::date(year, 1, 1)
            .to_zoned(zone.clone())
            .unwrap()
            .timestamp();
        let changes: Vec<i64> = zone
            .following(start)
            .map(|change| change.timestamp())
            .take(2)
            .take_while(|change| change.to_zoned(zone.clone()).year() == year)
            .map(|change| change.as_millisecond())
            .collect();
        assert_eq!(changes.len(), 2, "{year}");
        for instant in changes.into_iter().chain([start.as_millisecond()]) {
            for seconds in [-7200, -3601, -3600, -61, -60, -1, 0, 1, 59, 60, 3599, 3600, 7200] {
                for millis in [-1, 0, 1] {
                    let at = instant + seconds * 1000 + millis;
                    assert_eq!(ours(at), theirs(&zone, at), "{at}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 10_000);
}

/// DAT-5: from the wall back to the moment, in five-minute steps through every change of the clocks: the hour that
/// does not occur, and the hour that occurs twice.
#[test]
fn the_wall_leads_back_to_the_moment_through_every_change() {
    let zone = zone();
    for year in 1997..=2100_i16 {
        let start = jiff::civil::date(year, 1, 1)
            .to_zoned(zone.clone())
            .unwrap()
            .timestamp();
        for change in zone.following(start).take(2) {
            let day = change.timestamp().to_zoned(zone.clone()).date();
            for minutes in (0..360).step_by(5) {
                let civil = day.at(0, 0, 0, 0) + jiff::Span::new().minutes(minutes);
                let expected = civil.to_zoned(zone.clone()).unwrap().timestamp().as_millisecond();
                let small = |number: i8| u8::try_from(number).unwrap();
                let month = time::Month::try_from(small(civil.month())).unwrap();
                let date =
                    Date::from_calendar_date(i32::from(civil.year()), month, small(civil.day())).unwrap();
                let time = Time::from_hms(small(civil.hour()), small(civil.minute()), 0).unwrap();
                assert_eq!(
                    oslo::moment(PrimitiveDateTime::new(date, time)).millis(),
                    expected,
                    "{civil}"
                );
            }
        }
    }
}

/// DAT-5: an order just before midnight in Oslo belongs to another day than in Greenwich.
#[test]
fn the_day_changes_at_midnight_in_oslo_and_not_in_greenwich() {
    let cases: [(i64, Date); 6] = [
        // 2026-12-31T22:59:59Z and 23:00:00Z: winter time.
        (1_798_757_999_000, date!(2026 - 12 - 31)),
        (1_798_758_000_000, date!(2027 - 01 - 01)),
        // 2026-06-30T21:59:59Z and 22:00:00Z: summer time.
        (1_782_856_799_000, date!(2026 - 06 - 30)),
        (1_782_856_800_000, date!(2026 - 07 - 01)),
        // 2028-02-28T23:00:00Z, the leap day.
        (1_835_391_600_000, date!(2028 - 02 - 29)),
        (0, date!(1970 - 01 - 01)),
    ];
    for (millis, expected) in cases {
        assert_eq!(oslo::date(Moment::from_millis(millis)), expected, "{millis}");
    }
}

#[test]
fn the_ends_of_time_have_a_date_as_well() {
    let _ = oslo::local(Moment::from_millis(i64::MAX));
    let _ = oslo::local(Moment::from_millis(i64::MIN));
    let _ = oslo::midnight(Date::MAX);
    let _ = oslo::midnight(Date::MIN);
}

proptest! {
    /// DAT-5
    #[test]
    fn any_moment_is_as_the_database_has_it(millis in 852_076_800_000_i64..7_258_118_400_000) {
        prop_assert_eq!(ours(millis), theirs(&zone(), millis));
    }

    /// DAT-5: from the wall back to the moment; in the hour that occurs twice it is the first.
    #[test]
    fn the_wall_leads_back_to_the_moment(day in 9_862_i64..84_000, minute in 0_i64..1440) {
        let date = date!(1970 - 01 - 01) + time::Duration::days(day);
        let time = Time::MIDNIGHT + time::Duration::minutes(minute);
        let at = oslo::moment(PrimitiveDateTime::new(date, time));
        let civil = jiff::civil::date(i16::try_from(date.year()).unwrap(), u8::from(date.month()).try_into().unwrap(), date.day().try_into().unwrap())
            .at(time.hour().try_into().unwrap(), time.minute().try_into().unwrap(), 0, 0);
        let expected = civil.to_zoned(zone()).unwrap().timestamp().as_millisecond();
        prop_assert_eq!(at.millis(), expected);
        prop_assert_eq!(oslo::date(oslo::midnight(date)), date);
    }
}
