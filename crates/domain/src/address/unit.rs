//! ADR-4: the number of a dwelling, as `H0201`: main, lower, cellar or loft floor, its number, and the door on it.

/// `h 0201` as it is stored: `H0201`. What has another form is kept as it was typed, evenly spaced.
pub fn tidied(typed: &str) -> String {
    let joined = crate::text::without_spaces_in_capitals(typed);
    if is_official(&joined) {
        joined
    } else {
        super::evenly_spaced(typed)
    }
}

/// A floor letter H, U, K or L, two digits for the floor and two for the door.
pub fn is_official(unit: &str) -> bool {
    let mut chars = unit.chars();
    matches!(chars.next(), Some('H' | 'U' | 'K' | 'L'))
        && unit.len() == 5
        && chars.all(|c| c.is_ascii_digit())
}
