//! Dates as people type them, and as they are shown.

use core::cmp::Ordering;

use time::{Date, Duration, Month};

/// Which of the possible years is meant where the year is missing or has two digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// A date to come: without a year the next such date, two digits are 20xx, `+16` is 16 days from today.
    Coming,
    /// A date that has been, as a date of birth: the year is needed, two digits are the latest such year.
    Past,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Nothing that looks like a date.
    Unreadable,
    /// A date that no calendar has, as 30.02.2026 or 29.02.2027.
    NoSuchDay,
    /// A date of the past without its year.
    YearMissing,
}

/// Reads a date as people type it: `24.12.26`, `24.12.2026`, `24/12`, `24.12`, `241226`, `2026-12-24`,
/// `24. desember`, `+16`, `i dag`, `today`.
pub fn parse(typed: &str, today: Date, era: Era) -> Result<Date, DateError> {
    let typed = typed.trim().to_lowercase();
    if era == Era::Coming
        && let Some(date) = relative(&typed, today)
    {
        return Ok(date);
    }
    let words = words(&typed).ok_or(DateError::Unreadable)?;
    match words.as_slice() {
        // 241226 and 24122026; 20261224 only where the other order gives no date.
        [digits] if digits.chars().count() == 6 => {
            let (day, month, year) = (take(digits, 0..2)?, take(digits, 2..4)?, take(digits, 4..6)?);
            resolve(day, month, Some(year), today, era)
        }
        [digits] if digits.chars().count() == 8 => {
            let (day, month, year) = (take(digits, 0..2)?, take(digits, 2..4)?, take(digits, 4..8)?);
            resolve(day, month, Some(year), today, era).or_else(|wrong| {
                let (year, month, day) = (take(digits, 0..4)?, take(digits, 4..6)?, take(digits, 6..8)?);
                resolve(day, month, Some(year), today, era).map_err(|_| wrong)
            })
        }
        [year, month, day] if year.chars().count() == 4 => resolve(day, month, Some(year), today, era),
        [day, month, year] => resolve(day, month, Some(year), today, era),
        [day, month] => resolve(day, month, None, today, era),
        _ => Err(DateError::Unreadable),
    }
}

/// `03.12.2026`, as it is typed; [`parse`] reads it back.
pub fn format(date: Date) -> String {
    format!(
        "{:02}.{:02}.{:04}",
        date.day(),
        u8::from(date.month()),
        date.year()
    )
}

/// `2026-12-03`
pub fn iso(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

/// The same date so many years later; 29 February becomes the 28th where that year has none.
pub fn years_later(date: Date, years: i32) -> Date {
    let year = date.year().saturating_add(years);
    Date::from_calendar_date(year, date.month(), date.day())
        .or_else(|_| Date::from_calendar_date(year, date.month(), date.day().saturating_sub(1)))
        .unwrap_or(if years < 0 { Date::MIN } else { Date::MAX })
}

/// Whole years from the one date to the other, as ages are counted: who is born on 29 February is a year older on
/// 1 March where there is no 29th.
pub fn whole_years(from: Date, to: Date) -> i32 {
    let years = to.year() - from.year();
    let had_this_years_day = match u8::from(to.month()).cmp(&u8::from(from.month())) {
        Ordering::Greater => true,
        Ordering::Equal => to.day() >= from.day(),
        Ordering::Less => false,
    };
    if had_this_years_day { years } else { years - 1 }
}

pub fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(Duration::days(days.clamp(-4_000_000, 4_000_000)))
}

fn relative(typed: &str, today: Date) -> Option<Date> {
    match typed {
        "i dag" | "idag" | "today" => return Some(today),
        "i morgen" | "imorgen" | "tomorrow" => return Some(plus_days(today, 1)),
        _ => {}
    }
    let days = typed.strip_prefix('+')?.trim();
    if days.is_empty() || days.chars().count() > 4 || !days.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    days.parse().ok().map(|days| plus_days(today, days))
}

/// The digits and letters between the separators; None where there is anything else.
fn words(typed: &str) -> Option<Vec<&str>> {
    let known = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '.' | '/' | '-' | ',');
    if !typed.chars().all(known) {
        return None;
    }
    Some(
        typed
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect(),
    )
}

/// Of what should be digits; other letters may not even be divided there.
fn take(digits: &str, at: core::ops::Range<usize>) -> Result<&str, DateError> {
    digits.get(at).ok_or(DateError::Unreadable)
}

fn resolve(day: &str, month: &str, year: Option<&str>, today: Date, era: Era) -> Result<Date, DateError> {
    let day = number(day, 2).ok_or(DateError::Unreadable)?;
    let month = match number(month, 2) {
        Some(month) => month,
        None => month_named(month).ok_or(DateError::Unreadable)?,
    };
    let on = |year: i32| {
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
    };
    match year {
        None if era == Era::Past => Err(DateError::YearMissing),
        // 29 February is at most eight years away: 1896 to 1904, 2096 to 2104.
        None => (0..=8)
            .filter_map(|ahead| on(today.year().saturating_add(ahead)))
            .find(|date| *date >= today)
            .ok_or(DateError::NoSuchDay),
        Some(year) => {
            let number = i32::try_from(number(year, 4).ok_or(DateError::Unreadable)?).unwrap_or(i32::MAX);
            match (year.chars().count(), era) {
                (4, _) => on(number).ok_or(DateError::NoSuchDay),
                (2, Era::Coming) => on(2000 + number).ok_or(DateError::NoSuchDay),
                (2, Era::Past) => on(2000 + number)
                    .filter(|date| *date <= today)
                    .or_else(|| on(1900 + number))
                    .ok_or(DateError::NoSuchDay),
                _ => Err(DateError::Unreadable),
            }
        }
    }
}

fn number(word: &str, most_digits: usize) -> Option<u32> {
    let fits = word.chars().count() <= most_digits && word.chars().all(|c| c.is_ascii_digit());
    if fits { word.parse().ok() } else { None }
}

/// Norwegian and English names, from three letters on.
fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["januar", "january"],
        &["februar", "february"],
        &["mars", "march"],
        &["april"],
        &["mai", "may"],
        &["juni", "june"],
        &["juli", "july"],
        &["august"],
        &["september"],
        &["oktober", "october"],
        &["november"],
        &["desember", "december"],
    ];
    if word.chars().count() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| name.starts_with(word)))?;
    u32::try_from(at + 1).ok()
}
