//! When something happened, as a colleague would say it: in the time of Oslo, whatever the browser's own zone.

use domain::{
    finding::{Param, Params},
    moment::Moment,
    oslo,
};
use texts::{Key, Language, fill};
use time::{Date, PrimitiveDateTime};

/// "today 10:05", "yesterday 10:05", "20.11 10:05", "20.11.2025 10:05".
pub fn said(language: Language, at: Moment, now: Moment) -> String {
    let (then, today) = (oslo::local(at), oslo::date(now));
    let time = ("time".to_owned(), Param::Text(clock_time(then)));
    let date = then.date();
    if date == today {
        fill(language, Key::WhenToday, &Params::from([time]))
    } else if date.next_day() == Some(today) {
        fill(language, Key::WhenYesterday, &Params::from([time]))
    } else {
        let date = if date.year() == today.year() {
            day_month(date)
        } else {
            texts::date_short(date)
        };
        fill(
            language,
            Key::WhenAt,
            &Params::from([time, ("date".to_owned(), Param::Text(date))]),
        )
    }
}

/// "12 min", "5 h", "3 d".
pub fn age(language: Language, since: Moment, now: Moment) -> String {
    let minutes = since.seconds_until(now).max(0) / 60;
    let (key, n) = match minutes {
        0..60 => (Key::WhenMinutes, minutes),
        60..1440 => (Key::WhenHours, minutes / 60),
        _ => (Key::WhenDays, minutes / 1440),
    };
    fill(language, key, &Params::from([("n".to_owned(), Param::Number(n))]))
}

/// `11.12`, where the year goes without saying.
pub fn day_month(date: Date) -> String {
    format!("{:02}.{:02}", date.day(), u8::from(date.month()))
}

/// The day of a moment on a timeline: `11.12`.
pub fn day_of(at: Moment) -> String {
    day_month(oslo::date(at))
}

fn clock_time(at: PrimitiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn at(wall: PrimitiveDateTime) -> Moment {
        oslo::moment(wall)
    }

    /// DAT-5
    #[test]
    fn a_moment_is_said_in_the_days_of_oslo() {
        let now = at(datetime!(2026-11-22 00:30));
        let say = |wall| said(Language::English, at(wall), now);
        assert_eq!(say(datetime!(2026-11-22 00:05)), "today 00:05");
        // Still the 21st in UTC, and already yesterday in Oslo.
        assert_eq!(say(datetime!(2026-11-21 23:59)), "yesterday 23:59");
        assert_eq!(say(datetime!(2026-11-20 10:05)), "20.11 10:05");
        assert_eq!(say(datetime!(2025-11-20 10:05)), "20.11.2025 10:05");
    }

    #[test]
    fn an_age_is_told_in_its_largest_unit() {
        let now = at(datetime!(2026-11-22 12:00));
        let old = |wall| age(Language::English, at(wall), now);
        assert_eq!(old(datetime!(2026-11-22 12:00)), "0 min");
        assert_eq!(old(datetime!(2026-11-22 11:01)), "59 min");
        assert_eq!(old(datetime!(2026-11-22 11:00)), "1 h");
        assert_eq!(old(datetime!(2026-11-21 12:00)), "1 d");
        // A clock that is behind makes nothing younger than now.
        assert_eq!(old(datetime!(2026-11-22 13:00)), "0 min");
    }
}
