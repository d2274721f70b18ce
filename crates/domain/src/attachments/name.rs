//! What a file is called. A name is shown and given back with the download, and is never part of a path of ours.

use super::Kind;

/// How long a name is at most, in characters, with its ending.
pub const LONGEST_NAME: usize = 120;

/// A name that is safe to show and to save under: without folders, control characters and what turns the direction of
/// the text around it, no longer than [`LONGEST_NAME`], and ending as the content does. A name that pretends to be
/// something else gets the right ending behind its own: `kart.exe`, which is a PDF, becomes `kart.exe.pdf`.
pub fn clean_name(given: &str, kind: Kind) -> String {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut clean = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_whitespace() {
            if !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
            // Windows saves none of these.
            clean.push('_');
        } else if !c.is_control() && !is_invisible(c) {
            clean.push(c);
        }
    }
    let clean = clean.trim_matches([' ', '.']);
    let fits = |ending: &str| {
        kind.endings()
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    };
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if fits(ending) => (stem.trim_end_matches([' ', '.']), ending),
        _ => (clean, kind.endings().first().copied().unwrap_or_default()),
    };
    let room = LONGEST_NAME.saturating_sub(ending.chars().count() + 1);
    let stem: String = stem.chars().take(room).collect();
    match stem.trim_end_matches([' ', '.']) {
        "" => format!("vedlegg.{ending}"),
        stem => format!("{stem}.{ending}"),
    }
}

/// Characters that have no width, or that make a text read in another order than it is written.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}
