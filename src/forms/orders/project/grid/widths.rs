//! How wide the columns are, and which texts may have no room in theirs.

use super::COLUMNS;

/// The number of the line.
const NUMBER: f32 = 3.5;

/// In rem: who, where, whom to call, what was confirmed, and what Kapaks says.
const WIDTHS: [f32; COLUMNS] = [
    7.0, 8.0, 9.0, 7.0, 11.0, 9.0, // the end user
    11.0, 6.0, 6.0, 6.0, 6.5, 6.5, 8.0, 9.0, // the address
    11.0, 7.5, 8.0, 9.0, // the contact, the line that is there
    7.0, 7.0, 7.0, 7.0, 7.0, 7.0, // the confirmations
    13.0,
];

/// What of a cell is not for its text.
const PADDING: f32 = 1.125;

/// The columns as `grid-template-columns`.
pub fn template() -> String {
    let all = core::iter::once(NUMBER).chain(WIDTHS);
    all.map(|width| format!("{width}rem"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a text may be wider than its column. Only such a cell is made to cut it off: a browser keeps a layer in mind for
/// each that does, and all of them at every key.
pub fn is_long(text: &str, column: usize) -> bool {
    let room = WIDTHS.get(column).copied().unwrap_or_default() - PADDING;
    let width: f32 = text.chars().map(width_of).sum();
    width > room
}

/// In rem, and rather too much than too little.
fn width_of(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ' ' | '-' | '\'' => 0.42,
        'm' | 'w' | '@' | 'æ' | 'œ' => 0.85,
        'W' | 'M' | 'Æ' => 0.95,
        letter if letter.is_ascii_digit() || letter.is_lowercase() => 0.56,
        letter if letter.is_uppercase() => 0.7,
        // Any script.
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_room_is_not_cut_off_and_what_has_none_is() {
        for (column, fits, too_long) in [
            (1, "Solveig", "Anne-Margrethe Elisabeth"),
            (3, "24.12.1980", "den 24. desember 1980"),
            (6, "Kirkeveien", "Fredrik Stangs vei ved Ullevål"),
            (15, "41234567", "41234567 eller 98765432"),
        ] {
            assert!(!is_long(fits, column), "{fits}");
            assert!(is_long(too_long, column), "{too_long}");
        }
        assert!(!is_long("", 0));
    }

    #[test]
    fn every_column_has_a_width() {
        assert_eq!(template().split(' ').count(), COLUMNS + 1);
        assert!(template().split(' ').all(|width| width.ends_with("rem")));
    }
}
