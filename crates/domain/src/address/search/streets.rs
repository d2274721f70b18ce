//! ADR-7: the hits as they are shown. Without a house number a street stands there once, and no street takes the
//! room of another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{MOST_HITS, Query, StreetName, search_key};
use crate::address::RegisterAddress;

/// A street in a postal place, for a search that names no house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StreetHit {
    pub street: String,
    /// Empty where the street has several here.
    pub postcode: String,
    pub place: String,
    pub municipality: String,
    /// How many addresses it has here; none when the register gave only some of them.
    pub addresses: Option<u32>,
}

impl StreetHit {
    /// `0266 OSLO`
    pub fn place_line(&self) -> String {
        match self.postcode.as_str() {
            "" => self.place.clone(),
            postcode => format!("{postcode} {}", self.place),
        }
    }

    /// The text that finds this street and no other; a house number can be typed behind it.
    pub fn as_text(&self) -> String {
        let elsewhere = self.postcode.is_empty() && !super::matches(&self.place, &self.municipality);
        let municipality = if elsewhere {
            format!(", {}", self.municipality)
        } else {
            String::new()
        };
        format!("{}, {}{municipality} ", self.street, self.place_line())
    }
}

/// What a search shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// How many addresses fit.
    pub total: usize,
    /// The best of them, at most [`MOST_HITS`].
    pub hits: Vec<RegisterAddress>,
    /// How many streets fit; 0 when it is houses that are looked for.
    pub streets_total: usize,
    /// The streets to choose from, at most [`MOST_HITS`]; empty when houses are looked for, or in one street.
    pub streets: Vec<StreetHit>,
}

impl Query {
    /// The fitting ones of what the register found, best first. When none fits as typed, the register has corrected
    /// a typing error: its own order then stands. `by_street` says that no house is looked for; `whole`, that the
    /// register gave all that it has.
    pub fn shown(&self, found: Vec<RegisterAddress>, by_street: bool, whole: bool) -> Shown {
        let fitting = self.ranked(found.iter().cloned());
        let corrected = fitting.is_empty();
        let ranked = if corrected {
            found.into_iter().map(|address| (0, address)).collect()
        } else {
            fitting
        };
        let streets = if by_street {
            self.streets(&ranked, corrected, whole)
        } else {
            Vec::new()
        };
        let streets_total = streets.len();
        let streets = if self.is_one_street(&streets) {
            Vec::new()
        } else {
            fair(streets, |street| &street.street)
        };
        Shown {
            total: ranked.len(),
            hits: fair(ranked, |address| &address.street),
            streets_total,
            streets,
        }
    }

    /// The streets of what is found, best first.
    fn streets(
        &self,
        ranked: &[(u32, RegisterAddress)],
        corrected: bool,
        whole: bool,
    ) -> Vec<(u32, StreetHit)> {
        let mut streets: Vec<(u32, StreetHit)> = Vec::new();
        let mut known = BTreeMap::new();
        for (distance, address) in ranked.iter().filter(|(_, address)| !address.street.is_empty()) {
            let key = (&address.street, &address.place, &address.municipality_number);
            let at = *known.entry(key).or_insert(streets.len());
            match streets.get_mut(at) {
                Some((_, street)) => {
                    if street.postcode != address.postcode {
                        street.postcode.clear();
                    }
                    street.addresses = street.addresses.map(|count| count.saturating_add(1));
                }
                None => {
                    let street = StreetHit {
                        street: address.street.clone(),
                        postcode: address.postcode.clone(),
                        place: address.place.clone(),
                        municipality: address.municipality.clone(),
                        addresses: whole.then_some(1),
                    };
                    streets.push((*distance, street));
                }
            }
        }
        if !corrected {
            streets.sort_by_cached_key(|(distance, street)| {
                let name = street.street.to_lowercase();
                (*distance, name, street.place.clone(), street.municipality.clone())
            });
        }
        streets
    }

    /// Whether the houses of one street are to be shown: there is no other, or it alone is named in full.
    fn is_one_street(&self, streets: &[(u32, StreetHit)]) -> bool {
        match streets {
            [] | [_] => true,
            [(best, first), (next, _), ..] => best < next && self.names_in_full(&first.street),
        }
    }

    fn names_in_full(&self, street: &str) -> bool {
        let name = StreetName::of(street);
        name.is_whole_of(&self.street) || name.run_in(&self.anywhere).is_some()
    }
}

/// The first that are shown. Of those that fit equally well each street has its turn, so that a name which half the
/// country has leaves room for the next one. The order stays.
fn fair<T>(sorted: Vec<(u32, T)>, street: impl Fn(&T) -> &str) -> Vec<T> {
    let mut seen: BTreeMap<(u32, String), usize> = BTreeMap::new();
    let mut turns: Vec<(u32, usize, usize)> = sorted
        .iter()
        .enumerate()
        .map(|(at, (distance, item))| {
            let before = seen.entry((*distance, search_key(street(item)))).or_default();
            let turn = *before;
            *before += 1;
            (*distance, turn, at)
        })
        .collect();
    turns.sort_unstable();
    turns.truncate(MOST_HITS);
    let mut shown = vec![false; sorted.len()];
    for (_, _, at) in turns {
        if let Some(is_shown) = shown.get_mut(at) {
            *is_shown = true;
        }
    }
    sorted
        .into_iter()
        .zip(shown)
        .filter_map(|((_, item), is_shown)| is_shown.then_some(item))
        .collect()
}
