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
    let four_digits = text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
    if four_digits { text.parse().ok() } else { None }
}
