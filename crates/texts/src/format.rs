//! Dates, numbers and money as each language writes them.

use domain::{distance::Metres, moment::Moment, money::Ore};
use time::{Date, Weekday};

use crate::Language;

const MONTHS_NB: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn weekday(language: Language, day: Weekday) -> &'static str {
    match (language, day) {
        (Language::Norwegian, Weekday::Monday) => "mandag",
        (Language::Norwegian, Weekday::Tuesday) => "tirsdag",
        (Language::Norwegian, Weekday::Wednesday) => "onsdag",
        (Language::Norwegian, Weekday::Thursday) => "torsdag",
        (Language::Norwegian, Weekday::Friday) => "fredag",
        (Language::Norwegian, Weekday::Saturday) => "lørdag",
        (Language::Norwegian, Weekday::Sunday) => "søndag",
        (Language::English, Weekday::Monday) => "Monday",
        (Language::English, Weekday::Tuesday) => "Tuesday",
        (Language::English, Weekday::Wednesday) => "Wednesday",
        (Language::English, Weekday::Thursday) => "Thursday",
        (Language::English, Weekday::Friday) => "Friday",
        (Language::English, Weekday::Saturday) => "Saturday",
        (Language::English, Weekday::Sunday) => "Sunday",
    }
}

fn month(language: Language, date: Date) -> &'static str {
    let months = match language {
        Language::Norwegian => MONTHS_NB,
        Language::English => MONTHS_EN,
    };
    months
        .get(usize::from(u8::from(date.month())) - 1)
        .copied()
        .unwrap_or("")
}

/// `torsdag 3. desember 2026`, `Thursday 3 December 2026`
pub fn date_long(language: Language, date: Date) -> String {
    let (day, year) = (date.day(), date.year());
    let (weekday, month) = (weekday(language, date.weekday()), month(language, date));
    match language {
        Language::Norwegian => format!("{weekday} {day}. {month} {year}"),
        Language::English => format!("{weekday} {day} {month} {year}"),
    }
}

/// `03.12.2026` in both languages, as it is typed.
pub fn date_short(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), u8::from(date.month()), date.year())
}

/// `03.12.2026 14:32`, in local time of Europe/Oslo.
pub fn moment_short(_language: Language, moment: Moment) -> String {
    let local = domain::oslo::local(moment);
    format!(
        "{} {:02}:{:02}",
        date_short(local.date()),
        local.hour(),
        local.minute()
    )
}

/// Digits in groups of three: `12 345` in Norwegian with a no-break space, `12,345` in English.
pub fn number(language: Language, n: i64) -> String {
    let separator = match language {
        Language::Norwegian => '\u{a0}',
        Language::English => ',',
    };
    let digits = n.unsigned_abs().to_string();
    let mut written = if n < 0 { String::from("−") } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    written
}

/// `kr 1 234,50`, `NOK 1,234.50`
pub fn money(language: Language, amount: Ore) -> String {
    let sign = if amount.0 < 0 { "−" } else { "" };
    let kroner = i64::try_from(amount.0.unsigned_abs() / 100).unwrap_or(i64::MAX);
    let ore = amount.0.unsigned_abs() % 100;
    match language {
        Language::Norwegian => format!("{sign}kr\u{a0}{},{ore:02}", number(language, kroner)),
        Language::English => format!("{sign}NOK\u{a0}{}.{ore:02}", number(language, kroner)),
    }
}

/// `14,2 km`, `14.2 km`: to the nearest tenth, half of one upwards.
pub fn kilometres(language: Language, distance: Metres) -> String {
    let tenths = (i64::from(distance.0) + 50) / 100;
    let point = match language {
        Language::Norwegian => ',',
        Language::English => '.',
    };
    format!("{}{point}{}\u{a0}km", number(language, tenths / 10), tenths % 10)
}
