//! Every text that a person reads, in Norwegian (bokmål) and English, under typed keys.
//!
//! The texts stand in `texts/<language>.txt`, a line each; `build.rs` makes [`Key`] from them and refuses to build
//! when a language lacks a text or fills in other values.

mod format;
mod quotes;

pub use format::{date_long, date_short, kilometres, moment_short, money, number};
pub use quotes::how_priced;

use domain::finding::{Param, Params};

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// The languages of the product; Norwegian comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    Norwegian,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Norwegian, Self::English];

    /// The tag of BCP 47, for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Norwegian => "nb",
            Self::English => "en",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

impl Key {
    pub fn name(self) -> &'static str {
        KEYS.get(self as usize).map_or("", |(name, _)| name)
    }

    /// The key that has this name, when there is one.
    pub fn named(name: &str) -> Option<Self> {
        KEYS.binary_search_by_key(&name, |(name, _)| name)
            .ok()
            .and_then(|at| KEYS.get(at))
            .map(|(_, key)| *key)
    }

    pub fn all() -> impl Iterator<Item = Self> {
        KEYS.iter().map(|(_, key)| *key)
    }
}

/// A text that needs nothing filled in.
pub fn text(language: Language, key: Key) -> &'static str {
    let texts = match language {
        Language::Norwegian => NB,
        Language::English => EN,
    };
    texts.get(key as usize).copied().unwrap_or("")
}

/// A text with its values filled in, each written as the language writes it.
pub fn fill(language: Language, key: Key, params: &Params) -> String {
    let mut rest = text(language, key);
    let mut filled = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some(value) = params.get(name) {
            filled.push_str(&write_param(language, value));
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A text chosen by a number: one for exactly one, another for all else. `{n}` is filled in.
pub fn count(language: Language, one: Key, other: Key, n: i64) -> String {
    let params = Params::from([("n".to_owned(), Param::Number(n))]);
    fill(language, if n == 1 { one } else { other }, &params)
}

/// The text of an error, warning or hint of the domain. An unknown code, of a newer backend, is shown as it is.
pub fn message(language: Language, code: &str, params: &Params) -> String {
    coded(language, "error", code, params)
}

/// The text of a reason why something may not be done.
pub fn reason(language: Language, code: &str, params: &Params) -> String {
    coded(language, "reason", code, params)
}

/// The text under `<family>.<code>`, or the code itself when there is none.
pub fn coded(language: Language, family: &str, code: &str, params: &Params) -> String {
    match Key::named(&format!("{family}.{code}")) {
        Some(key) => fill(language, key, params),
        None => code.to_owned(),
    }
}

fn write_param(language: Language, value: &Param) -> String {
    match value {
        Param::Text(text) => text.clone(),
        Param::Number(n) => number(language, *n),
        Param::Date(date) => date_long(language, *date),
        Param::Moment(moment) => moment_short(language, *moment),
        Param::Money(amount) => money(language, *amount),
        Param::Name(name) => match language {
            Language::Norwegian => name.nb.clone(),
            Language::English => name.en.clone(),
        },
        Param::Term(term) => coded(language, "term", term, &Params::new()),
    }
}
