//! ADR-7: what is typed or pasted into the one field for everything.

use super::{Query, keys};
use crate::address::{house_number, is_country, unit};
use crate::postcode;

impl Query {
    /// In whatever order: `kirke 64 b oslo`, `0364 kirkevn`, `Kirkeveien 64, N-0364 Oslo, Norge`, over one line or several.
    pub fn from_text(text: &str) -> Self {
        let words = without_country(words(text));
        let postcode = postcode_among(&words);
        let mut query = Self::default();
        let mut before_is_number = false;
        let mut rest = words.iter().enumerate().peekable();
        while let Some((at, word)) = rest.next() {
            let tidied = house_number::tidied(word);
            let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
            let is_behind_number = std::mem::take(&mut before_is_number);
            if postcode == Some(at) {
                query.postcode = postcode::without_country(word).to_owned();
                query.words.push(query.postcode.clone());
                continue;
            }
            if is_number_word(word)
                && rest
                    .peek()
                    .is_some_and(|(_, next)| house_number::is_valid(&house_number::tidied(next)))
            {
                continue;
            }
            if unit::is_official(&tidied) {
                query.unit = tidied;
                continue;
            }
            if query.postcode.is_empty() && postcode.is_none() && begins_postcode(word) {
                // The register knows whole postcodes only.
                query.postcode = (*word).to_owned();
                continue;
            }
            query.words.push((*word).to_owned());
            if let (None, Some((number, letter))) = (query.number, house_number::parts(&tidied)) {
                before_is_number = letter.is_empty();
                (query.number, query.letter) = (Some(number), letter);
            } else if is_letter && is_behind_number {
                query.letter = tidied;
            } else {
                query.anywhere.extend(keys(word));
            }
        }
        query
    }

    /// The words as a register can be asked for them; the dwelling, the country and the like are not among them.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The dwelling that was typed, as `H0201`; empty where there was none.
    pub fn unit(&self) -> &str {
        &self.unit
    }
}

/// What stands between spaces, commas and the like; wildcards of the user's own mean nothing.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '*' | '?' | '"' | '(' | ')'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect()
}

fn without_country(mut words: Vec<&str>) -> Vec<&str> {
    if words.len() > 1 && words.last().is_some_and(|last| is_country(last)) {
        words.pop();
    }
    words
}

/// Which word is the postcode. A house number can have four digits as well, but does not begin with 0 and stands before
/// the postcode in every address.
fn postcode_among(words: &[&str]) -> Option<usize> {
    let mut four_digits = words
        .iter()
        .enumerate()
        .filter(|(_, word)| postcode::is_four_digits(postcode::without_country(word)))
        .map(|(at, _)| at);
    let begins_with_zero = |at: &usize| words.get(*at).is_some_and(|word| !house_number::is_valid(word));
    four_digits
        .clone()
        .find(begins_with_zero)
        .or_else(|| four_digits.next_back())
}

/// `03` on its way to `0364`: no house has such a number.
fn begins_postcode(word: &str) -> bool {
    word.starts_with('0') && word.chars().all(|c| c.is_ascii_digit())
}

/// `nr.` before a number.
fn is_number_word(word: &str) -> bool {
    ["nr", "nr.", "no.", "nummer"]
        .iter()
        .any(|name| word.eq_ignore_ascii_case(name))
}
