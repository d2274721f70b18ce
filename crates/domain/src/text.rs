//! What every freely typed field must be: of bounded length and without control characters.

use crate::finding::{Finding, Path, codes};

/// What is wrong with a tidied text, if anything. The caller names its own rule with [`Finding::under`].
pub fn fault(tidied: &str, path: &Path<'_>, most: usize) -> Option<Finding> {
    let plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if tidied.len() <= most && tidied.bytes().all(plain) {
        return None;
    }
    if tidied.chars().any(is_control) {
        return Some(Finding::new(codes::TEXT_CONTROL_CHARACTER, path));
    }
    let length = tidied.chars().count();
    (length > most).then(|| {
        Finding::new(codes::TEXT_TOO_LONG, path)
            .with("most", i64::try_from(most).unwrap_or(i64::MAX))
            .with("length", i64::try_from(length).unwrap_or(i64::MAX))
    })
}

/// Control characters proper, and those that turn the direction of the text around them, which make a text look like
/// another one.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// `64 b` as `64B`.
pub(crate) fn without_spaces_in_capitals(typed: &str) -> String {
    let mut joined = String::with_capacity(typed.len());
    for c in typed.chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii() {
            joined.push(c.to_ascii_uppercase());
        } else {
            joined.extend(c.to_uppercase());
        }
    }
    joined
}
