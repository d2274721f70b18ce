//! ADR-7: address search that forgives, and shows the best hits first.

use std::ops::Range;

use super::{RegisterAddress, house_number};
use crate::folding::fold;

mod streets;
mod typed;

pub use streets::{Shown, StreetHit};

/// No street's name has more words; a longer text need not be tried in all its parts.
const MOST_WORDS: usize = 8;

/// At most so many hits are shown, with the total beside them (ADR-7).
pub const MOST_HITS: usize = 50;

/// What is looked for; empty parts do not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    street: Vec<String>,
    number: Option<u16>,
    letter: String,
    postcode: String,
    place: String,
    /// Words of a single search field that may be street or place.
    anywhere: Vec<String>,
    /// Its words as they were typed, without those that say nothing of the address.
    words: Vec<String>,
    /// A dwelling as `H0201`: it finds no other house.
    unit: String,
}

impl Query {
    /// From fields of their own. A house number typed into the street's field is understood.
    pub fn from_fields(street: &str, house_number: &str, postcode: &str, place: &str) -> Self {
        let tidied = house_number::tidied(house_number);
        let (street, tidied) = match house_number::split_off(street) {
            Some((street, number)) if tidied.is_empty() => (street, number),
            _ => (street.to_owned(), tidied),
        };
        let (number, letter) =
            house_number::parts(&tidied).map_or((None, String::new()), |(n, l)| (Some(n), l));
        let postcode = postcode.chars().filter(char::is_ascii_digit).collect();
        Self {
            street: keys(&street),
            number,
            letter,
            postcode,
            place: search_key(place),
            ..Self::default()
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// With what is typed in one field for everything beside the fields of their own, which count before it.
    #[must_use]
    pub fn and(mut self, text: Self) -> Self {
        if self.number.is_none() {
            (self.number, self.letter) = (text.number, text.letter);
        }
        if self.postcode.is_empty() {
            self.postcode = text.postcode;
        }
        self.anywhere = text.anywhere;
        self.words = text.words;
        self.unit = text.unit;
        self
    }

    /// Whether it is a house that is looked for, and not a street.
    pub fn names_a_house(&self) -> bool {
        self.number.is_some()
    }

    /// How well the address fits: the smaller, the better; none when it does not.
    pub fn distance(&self, address: &RegisterAddress) -> Option<u32> {
        let street = StreetName::of(&address.street);
        let place = PlaceName::of(&address.place);
        let mut distance = 0;
        if !self.street.is_empty() {
            distance += street.distance(&self.street)?;
        }
        let municipality = search_key(&address.municipality);
        // A street that is named in full is that street, whatever its words may be the beginning of.
        let named = street.run_in(&self.anywhere).unwrap_or(0..0);
        for (_, word) in (0..).zip(&self.anywhere).filter(|(at, _)| !named.contains(at)) {
            let in_municipality = municipality.starts_with(word.as_str()).then_some(3);
            distance += [
                street.word_distance(word),
                place.word_distance(word),
                in_municipality,
            ]
            .into_iter()
            .flatten()
            .min()?;
        }
        if let Some(number) = self.number {
            let (has, letter) = house_number::parts(&house_number::tidied(&address.house_number))?;
            if has != number || !letter.starts_with(self.letter.as_str()) {
                return None;
            }
            distance += u32::from(letter != self.letter);
        }
        if !self.postcode.is_empty() && !address.postcode.starts_with(&self.postcode) {
            return None;
        }
        if !self.place.is_empty() && place.whole != self.place {
            let near = place.whole.starts_with(&self.place) || municipality.starts_with(&self.place);
            distance += near.then_some(1)?;
        }
        Some(distance)
    }

    /// Those that fit, best first, and among equals by street, number and letter.
    pub fn best_first(&self, addresses: impl IntoIterator<Item = RegisterAddress>) -> Vec<RegisterAddress> {
        let ranked = self.ranked(addresses);
        ranked.into_iter().map(|(_, address)| address).collect()
    }

    /// The same, each with its distance.
    fn ranked(&self, addresses: impl IntoIterator<Item = RegisterAddress>) -> Vec<(u32, RegisterAddress)> {
        let mut hits: Vec<_> = addresses
            .into_iter()
            .filter_map(|address| Some((self.distance(&address)?, address)))
            .collect();
        hits.sort_by_cached_key(|(distance, address)| {
            let number = house_number::parts(&house_number::tidied(&address.house_number));
            let street = address.street.to_lowercase();
            (*distance, street, number, address.postcode.clone())
        });
        hits
    }
}

/// A name with everything levelled that makes no difference: case, spaces, `aa`/`å`, `o`/`ø`, `ae`/`æ`, and the many
/// ways to write `vei` and `gate` at its end.
pub fn search_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() + 8);
    for word in words(name) {
        level(word, &mut key);
    }
    key
}

/// True when both are the same place or street for ADR-7.
pub fn matches(one: &str, other: &str) -> bool {
    // What differs in case alone has the same key, and needs none to be made.
    one.eq_ignore_ascii_case(other) || search_key(one) == search_key(other)
}

/// The levelled words.
fn keys(name: &str) -> Vec<String> {
    words(name)
        .map(|word| {
            let mut key = String::with_capacity(word.len());
            level(word, &mut key);
            key
        })
        .filter(|word| !word.is_empty())
        .collect()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace()
        .flat_map(|word| word.split(['-', '/', ',']))
}

/// Adds the word, levelled, to what stands there already.
fn level(word: &str, levelled: &mut String) {
    let begin = levelled.len();
    level_letters(word, levelled);
    level_ending(begin, levelled);
}

fn level_letters(word: &str, levelled: &mut String) {
    for c in word.chars().filter(|c| c.is_alphanumeric() || *c == '.') {
        fold(c, levelled);
    }
}

/// Of the word that begins there: `veien`, `veg`, `vegen`, `vn.`, `vn` and `v.` become `vei`; `gata`, `gaten`, `gt.` and `gt` become `gate`.
fn level_ending(begin: usize, levelled: &mut String) {
    const ENDINGS: [(&str, &str); 11] = [
        ("veien", "vei"),
        ("vegen", "vei"),
        ("veg", "vei"),
        ("vn.", "vei"),
        ("vn", "vei"),
        ("v.", "vei"),
        ("gaten", "gate"),
        ("gata", "gate"),
        ("gt.", "gate"),
        ("gt", "gate"),
        ("g.", "gate"),
    ];
    let word = levelled.get(begin..).unwrap_or_default();
    let ending = ENDINGS.into_iter().find(|(ending, _)| word.ends_with(ending));
    if let Some((ending, _)) = ending {
        levelled.truncate(levelled.len() - ending.len());
    }
    if levelled.get(begin..).is_some_and(|stem| stem.contains('.')) {
        let stem = levelled.split_off(begin);
        levelled.extend(stem.chars().filter(|c| *c != '.'));
    }
    if let Some((_, level)) = ending {
        levelled.push_str(level);
    }
}

/// A street's name as it is compared: whole, and word by word, both levelled and only with levelled letters, because
/// what is typed may end in the middle of an ending (`kirkeveie`).
struct StreetName {
    whole: String,
    unlevelled: String,
    words: Vec<String>,
}

impl StreetName {
    fn of(name: &str) -> Self {
        let mut unlevelled = String::with_capacity(name.len());
        for word in name.split_whitespace() {
            level_letters(word, &mut unlevelled);
        }
        unlevelled.retain(|c| c != '.');
        Self {
            whole: search_key(name),
            unlevelled,
            words: keys(name),
        }
    }

    fn is_whole_of(&self, typed: &[String]) -> bool {
        !self.whole.is_empty() && self.whole == typed.concat()
    }

    /// Which of the words, one behind the other, are this name in full.
    fn run_in(&self, words: &[String]) -> Option<Range<usize>> {
        let runs = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| from..to));
        runs.filter(|run| run.len() <= MOST_WORDS)
            .find(|run| words.get(run.clone()).is_some_and(|run| self.is_whole_of(run)))
    }

    fn distance(&self, typed: &[String]) -> Option<u32> {
        let whole = typed.concat();
        if self.whole == whole {
            return Some(0);
        }
        if self.whole.starts_with(&whole) || self.unlevelled.starts_with(&whole) {
            return Some(1);
        }
        typed
            .iter()
            .map(|word| self.word_distance(word))
            .try_fold(2, |sum, one| Some(sum + one?))
    }

    fn word_distance(&self, word: &str) -> Option<u32> {
        if self.whole == *word {
            Some(0)
        } else if self.whole.starts_with(word) || self.unlevelled.starts_with(word) {
            Some(1)
        } else if self.words.iter().any(|own| own.starts_with(word)) {
            Some(2)
        } else {
            None
        }
    }
}

/// A place's name: whole, and word by word, because `KRISTIANSAND S` is typed as two.
struct PlaceName {
    whole: String,
    words: Vec<String>,
}

impl PlaceName {
    fn of(name: &str) -> Self {
        Self {
            whole: search_key(name),
            words: keys(name),
        }
    }

    fn word_distance(&self, word: &str) -> Option<u32> {
        if self.whole == word || self.words.iter().any(|own| own == word) {
            Some(0)
        } else if self.whole.starts_with(word) || self.words.iter().any(|own| own.starts_with(word)) {
            Some(2)
        } else {
            None
        }
    }
}
