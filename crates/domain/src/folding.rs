//! Letters that people write differently and mean alike: case, `aa`/`å`, `o`/`ø`, `ae`/`æ`, and their Swedish and French
//! neighbours. One way for all that is searched: addresses (ADR-7) and the lists.

/// The text in the letters that are compared; signs and spaces are left as they are.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        fold(c, &mut folded);
    }
    folded
}

/// Adds the letter as it is compared.
pub(crate) fn fold(letter: char, folded: &mut String) {
    for c in letter.to_lowercase() {
        match c {
            'å' => folded.push_str("aa"),
            'æ' | 'ä' => folded.push_str("ae"),
            'ø' | 'ö' => folded.push('o'),
            'é' | 'è' | 'ê' => folded.push('e'),
            'ü' => folded.push('u'),
            c => folded.push(c),
        }
    }
}
