//! POS: the Norwegian postal register, and what it says of a postcode.

use std::collections::BTreeMap;

/// The register that ships with the product: postcode and place, a line each (POS-1).
pub const SHIPPED: &str = include_str!("../data/postcodes.tsv");

/// What a postcode is for, as the full register tells. Only what ADR-2 asks about is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Streets, or streets and PO boxes.
    Streets,
    /// P
    PoBoxes,
    /// S
    Service,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    place: String,
    /// None where the register that was loaded has no categories.
    category: Option<Category>,
}

/// The register. Categories are there only after an administrator has imported the full file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostcodeRegister {
    entries: BTreeMap<u16, Entry>,
}

/// The first line that cannot be read; a broken register is not used at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenLine {
    /// From 1.
    pub number: usize,
}

impl PostcodeRegister {
    /// Reads `code<TAB>place[<TAB>category]`, a line each.
    pub fn parse(text: &str) -> Result<Self, BrokenLine> {
        let mut entries = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            let broken = BrokenLine { number: at + 1 };
            let mut fields = line.split('\t');
            let code = fields.next().and_then(code_of).ok_or(broken)?;
            let place = fields
                .next()
                .map(str::trim)
                .filter(|place| !place.is_empty())
                .ok_or(broken)?;
            let category = match fields.next().map(str::trim) {
                None | Some("") => None,
                Some("P") => Some(Category::PoBoxes),
                Some("S") => Some(Category::Service),
                Some(_) => Some(Category::Streets),
            };
            let entry = Entry {
                place: place.to_owned(),
                category,
            };
            if entries.insert(code, entry).is_some() {
                return Err(broken);
            }
        }
        Ok(Self { entries })
    }

    /// The place as the register writes it: `OSLO`.
    pub fn place_of(&self, postcode: &str) -> Option<&str> {
        self.entry(postcode).map(|entry| entry.place.as_str())
    }

    pub fn category_of(&self, postcode: &str) -> Option<Category> {
        self.entry(postcode)?.category
    }

    /// Every postcode of a place, in any case, in growing order.
    pub fn codes_of(&self, place: &str) -> Vec<String> {
        let wanted = place.trim().to_lowercase();
        self.entries
            .iter()
            .filter(|(_, entry)| entry.place.to_lowercase() == wanted)
            .map(|(code, _)| format!("{code:04}"))
            .collect()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn entry(&self, postcode: &str) -> Option<&Entry> {
        self.entries.get(&code_of(postcode.trim())?)
    }
}

/// Exactly four digits: `0123` is a postcode, `123` is not.
fn code_of(text: &str) -> Option<u16> {
    if is_four_digits(text) {
        text.parse().ok()
    } else {
        None
    }
}

pub(crate) fn is_four_digits(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The four digits, and the place that may be typed behind them: `0665` of `0 6 6 5` and `N-0665`, and with `OSLO` of
/// `0665 OSLO`. None where it is not clear which four digits are meant.
pub fn split(typed: &str) -> Option<(String, &str)> {
    let typed = without_country(typed.trim());
    let mut code = String::with_capacity(4);
    let mut end = 0;
    for (at, c) in typed.char_indices() {
        let is_digit = c.is_ascii_digit();
        if code.len() == 4 || !(is_digit || c.is_whitespace()) {
            break;
        }
        if is_digit {
            code.push(c);
        }
        end = at + c.len_utf8();
    }
    let behind = typed.get(end..)?;
    let place = behind.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    let is_place = place.starts_with(char::is_alphabetic)
        && place.len() < behind.len()
        && !place.chars().any(|c| c.is_ascii_digit());
    (code.len() == 4 && (behind.is_empty() || is_place)).then_some((code, place))
}

/// `0364` of `N-0364` and `NO-0364`, as it is written from abroad.
pub(crate) fn without_country(typed: &str) -> &str {
    ["N-", "n-", "NO-", "No-", "no-"]
        .iter()
        .find_map(|country| typed.strip_prefix(country))
        .unwrap_or(typed)
}
