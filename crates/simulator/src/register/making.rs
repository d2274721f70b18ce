//! Makes the addresses from the compact data file, the same ones every time.

use std::collections::HashMap;

use super::{Place, Words};
use crate::address::Cadastre;
use crate::behaviour::{APARTMENT_HOUSE, LETTERS};
use crate::folding;

/// What stands in a street.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Houses,
    Letters,
    Blocks,
    Trials,
}

#[derive(Default)]
struct Municipality {
    number: String,
    name: String,
    phone_area: String,
    streets: u32,
    /// A street that runs on into another postcode is still the same one.
    codes: HashMap<String, u32>,
}

impl Municipality {
    fn code_of(&self, street: &str) -> u32 {
        10_000 + self.codes.get(street).copied().unwrap_or(self.streets)
    }
}

#[derive(Default)]
struct Area {
    postcode: String,
    city: String,
    latitude: f64,
    longitude: f64,
    zone: u8,
}

/// All places of the data file; the error names the line.
pub fn places(data: &str) -> Result<Vec<Place>, String> {
    let mut municipality = Municipality::default();
    let mut area = Area::default();
    let mut places = Vec::new();
    // The comment at the head ends where the first municipality begins.
    let lines = data
        .lines()
        .enumerate()
        .skip_while(|(_, line)| !line.starts_with("@ "));
    for (index, line) in lines {
        let broken = || format!("streets.txt, line {}: {line}", index + 1);
        let Some((mark, rest)) = line.split_once(' ') else {
            if line.is_empty() {
                continue;
            }
            return Err(broken());
        };
        let parts: Vec<&str> = rest.split(';').map(str::trim).collect();
        match (mark, parts.as_slice()) {
            ("@", [number, name, phone_area]) => {
                municipality = Municipality {
                    number: (*number).to_owned(),
                    name: (*name).to_owned(),
                    phone_area: (*phone_area).to_owned(),
                    ..Municipality::default()
                };
            }
            ("#", [postcode, city, latitude, longitude, zone]) => {
                area = Area {
                    postcode: (*postcode).to_owned(),
                    city: (*city).to_owned(),
                    latitude: latitude.parse().map_err(|_| broken())?,
                    longitude: longitude.parse().map_err(|_| broken())?,
                    zone: zone.parse().map_err(|_| broken())?,
                };
            }
            ("=", [street, range, kind]) => {
                let kind = match *kind {
                    "houses" => Kind::Houses,
                    "letters" => Kind::Letters,
                    "blocks" => Kind::Blocks,
                    "trials" => Kind::Trials,
                    _ => return Err(broken()),
                };
                municipality.streets += 1;
                let code = municipality.streets;
                municipality.codes.entry((*street).to_owned()).or_insert(code);
                let (first, last) = numbers(range).ok_or_else(broken)?;
                for number in first..=last {
                    for letter in letters(kind, number) {
                        places.push(house(&municipality, &area, street, kind, number, letter));
                    }
                }
            }
            ("-", [farm, range]) => {
                let farm: u32 = farm.parse().map_err(|_| broken())?;
                let (first, last) = numbers(range).ok_or_else(broken)?;
                places.extend((first..=last).map(|holding| property(&municipality, &area, farm, holding)));
            }
            _ => return Err(broken()),
        }
    }
    Ok(places)
}

fn numbers(range: &str) -> Option<(u32, u32)> {
    let (first, last) = range.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// In a street with letters, every fourth number is two houses.
fn letters(kind: Kind, number: u32) -> &'static [&'static str] {
    match kind {
        Kind::Trials => &LETTERS,
        Kind::Letters if number.is_multiple_of(4) => &["A", "B"],
        Kind::Letters | Kind::Houses | Kind::Blocks => &[""],
    }
}

fn house(
    municipality: &Municipality,
    area: &Area,
    street: &str,
    kind: Kind,
    number: u32,
    letter: &str,
) -> Place {
    let seed = scatter(&[&municipality.number, street]);
    // A street begins up to about a kilometre from the middle and runs on some twenty metres a house, in a direction of its own.
    let along = f64::from(number) * 0.000_18;
    let direction = f64::from(seed % 360).to_radians();
    let offset = |bits: u32| (f64::from(bits % 200) - 100.0) / 100.0 * 0.008;
    Place {
        street: street.to_owned(),
        street_code: municipality.code_of(street),
        number,
        letter: letter.to_owned(),
        postcode: area.postcode.clone(),
        city: area.city.clone(),
        municipality: municipality.number.clone(),
        municipality_name: municipality.name.clone(),
        cadastre: Cadastre {
            gardsnummer: 200 + seed % 40,
            bruksnummer: municipality.streets * 60 + number,
            festenummer: 0,
            undernummer: 0,
        },
        units: units(kind, number, seed),
        latitude: rounded(area.latitude + offset(seed >> 8) + along * direction.sin()),
        longitude: rounded(area.longitude + (offset(seed >> 16) + along * direction.cos()) * 2.0),
        zone: area.zone,
        phone_area: municipality.phone_area.clone(),
        words: words(municipality, area, street),
    }
}

/// A farm or a holding without a street address lies further out, and is worse connected than its postcode's middle.
fn property(municipality: &Municipality, area: &Area, farm: u32, holding: u32) -> Place {
    let seed = scatter(&[&municipality.number, &farm.to_string(), &holding.to_string()]);
    let offset = |bits: u32| (f64::from(bits % 200) - 100.0) / 100.0 * 0.02;
    Place {
        street: String::new(),
        street_code: 0,
        number: 0,
        letter: String::new(),
        postcode: area.postcode.clone(),
        city: area.city.clone(),
        municipality: municipality.number.clone(),
        municipality_name: municipality.name.clone(),
        cadastre: Cadastre {
            gardsnummer: farm,
            bruksnummer: holding,
            festenummer: 0,
            undernummer: 0,
        },
        units: Vec::new(),
        latitude: rounded(area.latitude + offset(seed >> 8)),
        longitude: rounded(area.longitude + offset(seed >> 16) * 2.0),
        zone: (area.zone + 1).min(4),
        phone_area: municipality.phone_area.clone(),
        words: words(municipality, area, ""),
    }
}

fn words(municipality: &Municipality, area: &Area, street: &str) -> Words {
    Words {
        street: folding::words(street),
        city: folding::words(&area.city),
        municipality: folding::words(&municipality.name),
    }
}

/// Apartment blocks have two to five floors of two to four doors, some of them a flat in the basement; a house has one unit, or none on record.
fn units(kind: Kind, number: u32, seed: u32) -> Vec<String> {
    let spread = seed.wrapping_add(number.wrapping_mul(7));
    let (floors, doors, basement) = match kind {
        Kind::Trials if number == APARTMENT_HOUSE => (5, 4, true),
        Kind::Trials => return Vec::new(),
        Kind::Blocks => (2 + spread % 4, 2 + (spread >> 2) % 3, spread.is_multiple_of(3)),
        Kind::Houses | Kind::Letters if spread.is_multiple_of(5) => return Vec::new(),
        Kind::Houses | Kind::Letters => return vec!["H0101".to_owned()],
    };
    let above = (1..=floors).flat_map(|floor| (1..=doors).map(move |door| format!("H{floor:02}{door:02}")));
    basement
        .then(|| "U0101".to_owned())
        .into_iter()
        .chain(above)
        .collect()
}

/// FNV-1a: the same numbers on every machine and in every version of Rust, which the standard library's hasher does not promise.
pub fn scatter(parts: &[&str]) -> u32 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Five decimals are about a metre.
fn rounded(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}
