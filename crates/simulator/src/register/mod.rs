//! The demonstration's address register: which addresses there are, and finding them again.

mod http;
pub mod making;
mod search;

use std::collections::HashMap;

use crate::address::{Address, Cadastre};
use crate::behaviour::{self, Case};
use crate::folding::{self, Word};

pub use http::routes;

/// One address. A property without a street address has an empty `street` and the number 0.
#[derive(Debug, Clone)]
pub struct Place {
    pub street: String,
    /// The street's number within its municipality.
    pub street_code: u32,
    pub number: u32,
    pub letter: String,
    pub postcode: String,
    pub city: String,
    pub municipality: String,
    pub municipality_name: String,
    pub cadastre: Cadastre,
    pub units: Vec<String>,
    pub latitude: f64,
    pub longitude: f64,
    /// 1 is the best connected, 4 the worst.
    pub zone: u8,
    /// The first two digits of the telephone numbers thereabouts.
    pub phone_area: String,
    pub words: Words,
}

/// The names folded once, because every search compares them all.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub street: Vec<Word>,
    pub city: Vec<Word>,
    pub municipality: Vec<Word>,
}

impl Place {
    pub fn is_cadastral_only(&self) -> bool {
        self.street.is_empty()
    }

    /// As the operator's own systems write it.
    pub fn address(&self) -> Address {
        let cadastral = self.is_cadastral_only();
        Address {
            street_name: self.street.clone(),
            street_nr: if cadastral {
                String::new()
            } else {
                self.number.to_string()
            },
            street_nr_suffix: self.letter.clone(),
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            municipality_number: self.municipality.clone(),
            cadastre: cadastral.then_some(self.cadastre),
            ..Address::default()
        }
    }

    /// What happens here.
    pub fn case(&self) -> Case {
        if self.street == behaviour::STREET && self.municipality == behaviour::MUNICIPALITY {
            behaviour::at_house(self.number, &self.letter)
        } else {
            behaviour::elsewhere()
        }
    }
}

/// All addresses, and the ways to one of them.
pub struct Register {
    pub places: Vec<Place>,
    by_street: HashMap<(String, u32, String), Vec<usize>>,
    by_cadastre: HashMap<(String, u32, u32), usize>,
    municipality_of_postcode: HashMap<String, String>,
    municipality_of_city: HashMap<String, String>,
}

impl Register {
    /// Makes the register from the data that ships with the program.
    pub fn make() -> Result<Self, String> {
        let places = making::places(include_str!("../../data/streets.txt"))?;
        let mut register = Self {
            by_street: HashMap::with_capacity(places.len()),
            by_cadastre: HashMap::new(),
            municipality_of_postcode: HashMap::new(),
            municipality_of_city: HashMap::new(),
            places,
        };
        for (index, place) in register.places.iter().enumerate() {
            if place.is_cadastral_only() {
                let key = (
                    place.municipality.clone(),
                    place.cadastre.gardsnummer,
                    place.cadastre.bruksnummer,
                );
                register.by_cadastre.insert(key, index);
            } else {
                let key = (folding::key(&place.street), place.number, place.letter.clone());
                register.by_street.entry(key).or_default().push(index);
            }
            register
                .municipality_of_postcode
                .insert(place.postcode.clone(), place.municipality.clone());
            register
                .municipality_of_city
                .insert(folding::key(&place.city), place.municipality.clone());
        }
        Ok(register)
    }

    /// The place that an address means, if exactly that house is known. What is given must agree; what is left out does not matter.
    pub fn find(&self, address: &Address) -> Option<usize> {
        if address.street_name.trim().is_empty() {
            let cadastre = address.cadastre?;
            let municipality = self.municipality(address)?;
            return self
                .by_cadastre
                .get(&(municipality, cadastre.gardsnummer, cadastre.bruksnummer))
                .copied();
        }
        let (number, letter) = address.house()?;
        let candidates = self.by_street.get(&(address.street_key(), number, letter))?;
        let city = folding::key(&address.city);
        candidates.iter().copied().find(|index| {
            self.places.get(*index).is_some_and(|place| {
                let agrees = |given: &str, known: &str| given.trim().is_empty() || given.trim() == known;
                agrees(&address.municipality_number, &place.municipality)
                    && agrees(&address.postcode, &place.postcode)
                    && (city.is_empty() || folding::key(&place.city) == city)
            })
        })
    }

    /// The municipality of an address, known to the register or not.
    pub fn municipality(&self, address: &Address) -> Option<String> {
        let given = address.municipality_number.trim();
        if !given.is_empty() {
            return Some(given.to_owned());
        }
        self.municipality_of_postcode
            .get(address.postcode.trim())
            .or_else(|| self.municipality_of_city.get(&folding::key(&address.city)))
            .cloned()
    }

    /// What happens at an address.
    pub fn case(&self, address: &Address) -> Case {
        self.find(address)
            .and_then(|index| self.places.get(index))
            .map_or_else(behaviour::elsewhere, Place::case)
    }
}
