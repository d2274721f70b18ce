//! House numbers: digits, and a letter where several doors share them.

/// `64 b` as it is stored: `64B`.
pub fn tidied(typed: &str) -> String {
    crate::text::without_spaces_in_capitals(typed)
}

/// One to four digits that do not begin with 0, and at most one letter.
pub fn is_valid(tidied: &str) -> bool {
    let letters = tidied.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = tidied.len() - letters.len();
    let letter =
        letters.chars().count() <= 1 && letters.chars().all(|c| matches!(c, 'A'..='Z' | 'Æ' | 'Ø' | 'Å'));
    (1..=4).contains(&digits) && !tidied.starts_with('0') && letter
}

/// The number, and the letter if there is one.
pub fn parts(tidied: &str) -> Option<(u16, String)> {
    if !is_valid(tidied) {
        return None;
    }
    let digits: String = tidied.chars().take_while(char::is_ascii_digit).collect();
    Some((
        digits.parse().ok()?,
        tidied.chars().skip_while(char::is_ascii_digit).collect(),
    ))
}

/// Street and number where somebody typed both into the street's field: `Kirkeveien 64 B`.
pub fn split_off(street: &str) -> Option<(String, String)> {
    let words: Vec<&str> = street.split_whitespace().collect();
    // The letter may stand alone, so the last word is tried first and then the last two.
    for taken in [1, 2] {
        let at = words.len().checked_sub(taken)?;
        let (before, number) = words.split_at_checked(at)?;
        let number = tidied(&number.concat());
        if !before.is_empty() && is_valid(&number) {
            return Some((before.join(" "), number));
        }
    }
    None
}
