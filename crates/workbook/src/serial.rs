//! Days as spreadsheets count them, and which number formats show a day.

/// Days from 30 December 1899, where the count would begin if 1900 had been the leap year that spreadsheets take it for, to the
/// epoch; and from 1 January 1904, where old files of another system begin.
pub const TO_1970: i64 = 25_569;
const FROM_1900_TO_1904: i64 = 1_462;
/// The last day of the year 9999.
const LAST: f64 = 2_958_465.0;

/// `01.02.1980`, as it is typed here; none for what is no day.
pub fn date(serial: f64, from_1904: bool) -> Option<String> {
    if !(1.0..=LAST).contains(&serial) {
        return None;
    }
    // A whole number between the two bounds; the rest of it is the time of day.
    let days = serial.floor() as i64;
    let days = match (from_1904, days) {
        (true, days) => days + FROM_1900_TO_1904,
        // Before the day that never was, the count is one short.
        (false, days @ 0..60) => days + 1,
        (false, days) => days,
    };
    let (year, month, day) = civil(days - TO_1970);
    Some(format!("{day:02}.{month:02}.{year:04}"))
}

/// Year, month and day of a day since the epoch, by Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// What a cell's number format makes of its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    Number,
    Date,
    /// `0000`: so many digits, with zeros in front.
    Digits(usize),
}

/// The formats that need no definition.
pub fn built_in(id: u32) -> Shown {
    match id {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
        _ => Shown::Number,
    }
}

/// A format by its code: a day has a `d` or a `y` outside quotes and brackets.
pub fn by_code(code: &str) -> Shown {
    let code = code.trim();
    if code.len() > 1 && code.bytes().all(|byte| byte == b'0') {
        return Shown::Digits(code.len());
    }
    let mut quoted = false;
    let mut bracketed = false;
    let mut escaped = false;
    for letter in code.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            // What follows is for other numbers.
            ';' if !quoted => break,
            'd' | 'D' | 'y' | 'Y' if !quoted && !bracketed => return Shown::Date,
            _ => {}
        }
    }
    Shown::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_that_a_spreadsheet_shows() {
        let day = |serial: f64| date(serial, false);
        assert_eq!(day(1.0).as_deref(), Some("01.01.1900"));
        assert_eq!(day(59.0).as_deref(), Some("28.02.1900"));
        assert_eq!(day(61.0).as_deref(), Some("01.03.1900"));
        assert_eq!(day(29_252.0).as_deref(), Some("01.02.1980"));
        assert_eq!(day(36_585.75).as_deref(), Some("29.02.2000"));
        assert_eq!(day(LAST).as_deref(), Some("31.12.9999"));
        assert_eq!(date(27_790.0, true).as_deref(), Some("01.02.1980"));
        for none in [0.0, -1.0, 3e6, f64::NAN, f64::INFINITY] {
            assert_eq!(day(none), None);
        }
    }

    #[test]
    fn a_format_shows_a_day_when_it_has_one_outside_its_words() {
        for code in ["dd.mm.yyyy", "[$-414]d. mmmm yyyy;@", "yy-mm", "m/d/yy h:mm"] {
            assert_eq!(by_code(code), Shown::Date, "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0\" dager\"",
            "[Red]0",
            "h:mm",
            "0;\"d\"",
            "\\d0",
            "@",
        ] {
            assert_eq!(by_code(code), Shown::Number, "{code}");
        }
        assert_eq!(by_code("0000"), Shown::Digits(4));
        assert_eq!(by_code("0"), Shown::Number);
        assert_eq!(
            (built_in(14), built_in(0), built_in(49)),
            (Shown::Date, Shown::Number, Shown::Number)
        );
    }
}
