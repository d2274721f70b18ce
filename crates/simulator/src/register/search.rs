//! Finds addresses the way Kartverket's service does, as `PROTOCOLS.md` describes it (ADR-7).

use super::{Place, Register};
use crate::folding::{self, Word};

/// What is asked for; all that is given must match.
#[derive(Debug, Clone, Default)]
pub struct Search {
    pub text: String,
    pub fuzzy: bool,
    pub street: String,
    pub number: Option<u32>,
    pub letter: String,
    pub postcode: String,
    pub city: String,
    pub municipality: String,
    pub municipality_name: String,
    pub farm: Option<u32>,
    pub holding: Option<u32>,
    /// `Some(true)` for cadastral-only addresses, `Some(false)` for the others.
    pub cadastral: Option<bool>,
}

/// How good a match is; better ones are smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    Whole,
    Word,
    Beginning,
    Slip,
}

impl Register {
    /// The places that match, best first.
    pub fn search(&self, search: &Search) -> Vec<usize> {
        let street: Vec<Pattern> = patterns(&search.street, search.fuzzy);
        let city: Vec<Pattern> = patterns(&search.city, search.fuzzy);
        let municipality: Vec<Pattern> = patterns(&search.municipality_name, search.fuzzy);
        let text: Vec<Token> = tokens(&search.text, search.fuzzy);
        let mut hits: Vec<(Quality, usize)> = self
            .places
            .iter()
            .enumerate()
            .filter(|(_, place)| search.fields_match(place))
            .filter_map(|(index, place)| {
                let mut worst = Quality::Whole;
                for pattern in &street {
                    worst = worst.max(pattern.best(&place.words.street)?);
                }
                for pattern in &city {
                    pattern.best(&place.words.city)?;
                }
                for pattern in &municipality {
                    pattern.best(&place.words.municipality)?;
                }
                for token in &text {
                    worst = worst.max(token.matches(place)?);
                }
                Some((worst, index))
            })
            .collect();
        hits.sort_by(|(a_quality, a), (b_quality, b)| {
            a_quality
                .cmp(b_quality)
                .then_with(|| match (self.places.get(*a), self.places.get(*b)) {
                    (Some(a), Some(b)) => sorting(a).cmp(&sorting(b)),
                    _ => std::cmp::Ordering::Equal,
                })
        });
        hits.into_iter().map(|(_, index)| index).collect()
    }
}

/// By street, municipality, number and letter; properties without a street last.
fn sorting(place: &Place) -> (bool, &str, &str, u32, &str, u32, u32) {
    (
        place.is_cadastral_only(),
        &place.street,
        &place.municipality_name,
        place.number,
        &place.letter,
        place.cadastre.gardsnummer,
        place.cadastre.bruksnummer,
    )
}

impl Search {
    fn fields_match(&self, place: &Place) -> bool {
        let same = |given: &str, known: &str| given.is_empty() || given == known;
        self.number
            .is_none_or(|number| number == place.number && !place.is_cadastral_only())
            && (self.letter.is_empty() || self.letter.eq_ignore_ascii_case(&place.letter))
            && same(&self.postcode, &place.postcode)
            && same(&self.municipality, &place.municipality)
            && self.farm.is_none_or(|farm| farm == place.cadastre.gardsnummer)
            && self
                .holding
                .is_none_or(|holding| holding == place.cadastre.bruksnummer)
            && self
                .cadastral
                .is_none_or(|cadastral| cadastral == place.is_cadastral_only())
    }
}

/// One word that must be found among the words of a name.
#[derive(Debug)]
struct Pattern {
    word: Word,
    wildcard: bool,
    fuzzy: bool,
}

fn patterns(text: &str, fuzzy: bool) -> Vec<Pattern> {
    text.split(|c: char| c.is_whitespace() || c == ',')
        .filter(|part| !part.trim_matches('*').is_empty())
        .map(|part| pattern(part, fuzzy))
        .collect()
}

fn pattern(part: &str, fuzzy: bool) -> Pattern {
    let wildcard = part.ends_with('*');
    Pattern {
        word: folding::word(part.trim_end_matches('*')),
        wildcard,
        fuzzy,
    }
}

impl Pattern {
    /// The best match among the words of a name; the only word of a name is the whole of it.
    fn best(&self, words: &[Word]) -> Option<Quality> {
        let best = words.iter().filter_map(|word| self.quality(word)).min()?;
        Some(if best == Quality::Whole && words.len() > 1 {
            Quality::Word
        } else {
            best
        })
    }

    fn quality(&self, word: &Word) -> Option<Quality> {
        if self.word.exact == word.exact || (self.fuzzy && self.word.key == word.key) {
            return Some(Quality::Whole);
        }
        if self.wildcard {
            let begins = if self.fuzzy {
                word.plain.starts_with(&self.word.plain)
            } else {
                word.exact.starts_with(&self.word.exact)
            };
            return begins.then_some(Quality::Beginning);
        }
        // A slip in a short word would be another word.
        let long_enough = self.word.plain.chars().count() >= 5;
        (self.fuzzy && long_enough && folding::one_slip(&self.word.plain, &word.plain))
            .then_some(Quality::Slip)
    }
}

/// One word of the free text, which may mean any part of an address.
#[derive(Debug)]
enum Token {
    /// `12`: a house number, a postcode, or a number of the property.
    Number(String, u32),
    /// `12b`
    House(u32, String),
    /// `41/7`
    Cadastre(u32, u32),
    Word(Pattern),
}

fn tokens(text: &str, fuzzy: bool) -> Vec<Token> {
    text.split(|c: char| c.is_whitespace() || c == ',')
        .filter(|part| !part.trim_matches('*').is_empty())
        .map(|part| {
            let bare = part.trim_end_matches('*');
            if let Ok(number) = bare.parse() {
                return Token::Number(bare.to_owned(), number);
            }
            if let Some((Ok(farm), Ok(holding))) = bare.split_once('/').map(|(a, b)| (a.parse(), b.parse())) {
                return Token::Cadastre(farm, holding);
            }
            let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
            let letter = &bare[digits.len()..];
            match digits.parse() {
                Ok(number) if letter.chars().count() == 1 => Token::House(number, letter.to_uppercase()),
                _ => Token::Word(pattern(part, fuzzy)),
            }
        })
        .collect()
}

impl Token {
    fn matches(&self, place: &Place) -> Option<Quality> {
        match self {
            Token::Number(written, number) => {
                let house = !place.is_cadastral_only() && *number == place.number;
                (house || *written == place.postcode).then_some(Quality::Whole)
            }
            Token::House(number, letter) => {
                (*number == place.number && *letter == place.letter).then_some(Quality::Whole)
            }
            Token::Cadastre(farm, holding) => (*farm == place.cadastre.gardsnummer
                && *holding == place.cadastre.bruksnummer)
                .then_some(Quality::Whole),
            Token::Word(pattern) => {
                let letter = place.letter.to_lowercase();
                if !letter.is_empty() && pattern.word.exact == letter {
                    return Some(Quality::Whole);
                }
                // Where the place is called like the street, the street decides how good the hit is.
                pattern.best(&place.words.street).or_else(|| {
                    let elsewhere = pattern
                        .best(&place.words.city)
                        .or_else(|| pattern.best(&place.words.municipality))?;
                    Some(if elsewhere == Quality::Slip {
                        Quality::Slip
                    } else {
                        Quality::Whole
                    })
                })
            }
        }
    }
}
