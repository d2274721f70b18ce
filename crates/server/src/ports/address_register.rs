//! The address register: Kartverket's address API (ADR-6, ADR-7).

use std::{collections::HashSet, sync::Arc};

use async_trait::async_trait;
use domain::address::RegisterAddress;
use futures::future::try_join_all;
use serde::Deserialize;
use wire::registers::{AddressHits, AddressQuery};

use super::{
    address_query::{Parameters, Search},
    client::{Answer, Client, Request},
    failure::{Failure, PartnerError},
};

#[async_trait]
pub trait AddressRegister: Send + Sync + std::fmt::Debug {
    /// Forgiving search, best hits first, at most 50 with the total (ADR-7).
    async fn search(&self, query: &AddressQuery) -> Result<AddressHits, PartnerError>;
}

#[derive(Debug)]
pub struct HttpAddressRegister {
    client: Arc<Client>,
}

/// As many as the register gives at once: the ranking can only choose among what has come.
const PAGE: u64 = 1000;
/// As many pages are asked for: a beginning that fits more addresses than this is too short to mean one of them.
const MOST_PAGES: u64 = 3;

#[derive(Deserialize)]
struct Found {
    metadata: Metadata,
    adresser: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    totalt_antall_treff: u64,
}

/// One address as the register has it.
#[derive(Deserialize)]
struct Entry {
    adressenavn: Option<String>,
    adressetekst: String,
    adressekode: Option<u64>,
    nummer: Option<u32>,
    bokstav: Option<String>,
    postnummer: Option<String>,
    poststed: Option<String>,
    kommunenummer: String,
    kommunenavn: Option<String>,
    gardsnummer: Option<u32>,
    bruksnummer: Option<u32>,
    festenummer: Option<u32>,
    undernummer: Option<u32>,
    bruksenhetsnummer: Option<Vec<String>>,
    objtype: String,
    representasjonspunkt: Option<Point>,
}

#[derive(Deserialize)]
struct Point {
    lat: f64,
    lon: f64,
}

impl HttpAddressRegister {
    pub fn new(client: Arc<Client>) -> Self {
        Self { client }
    }

    async fn page(&self, parameters: &Parameters, side: u64) -> Result<Found, PartnerError> {
        let mut query = parameters.clone();
        query.push(("treffPerSide", PAGE.to_string()));
        query.push(("side", side.to_string()));
        query.push(("utkoordsys", "4258".to_owned()));
        let request = Request::get("search", &["adresser", "v1", "sok"]).query(query);
        self.client.ask(request, read).await
    }

    /// The first page, and those behind it.
    async fn pages(&self, parameters: &Parameters) -> Result<Found, PartnerError> {
        let mut found = self.page(parameters, 0).await?;
        let pages = found.metadata.totalt_antall_treff.div_ceil(PAGE).min(MOST_PAGES);
        for page in try_join_all((1..pages).map(|side| self.page(parameters, side))).await? {
            found.adresser.extend(page.adresser);
        }
        Ok(found)
    }
}

#[async_trait]
impl AddressRegister for HttpAddressRegister {
    async fn search(&self, query: &AddressQuery) -> Result<AddressHits, PartnerError> {
        let Some(search) = Search::of(query) else {
            return Ok(AddressHits::default());
        };
        let mut pages = try_join_all(search.calls.iter().map(|call| self.pages(call))).await?;
        let whole = pages
            .iter()
            .all(|page| page.metadata.totalt_antall_treff <= page.adresser.len() as u64);
        let largest = pages
            .iter()
            .map(|page| page.metadata.totalt_antall_treff)
            .max()
            .unwrap_or(0);
        if !whole {
            let calls = search.first_houses();
            pages.extend(try_join_all(calls.iter().map(|call| self.page(call, 0))).await?);
        }
        let mut seen = HashSet::new();
        let found = pages
            .into_iter()
            .flat_map(|page| page.adresser)
            .map(Entry::into_address)
            .filter(|address| seen.insert(address.id.clone()))
            .collect();
        let shown = search.shown(found, whole);
        let fitting = shown.total as u64;
        Ok(AddressHits {
            // When the register had more than it gave, its own count is the better one.
            total: if whole { fitting } else { largest.max(fitting) },
            hits: shown.hits,
            streets: shown.streets,
            streets_total: shown.streets_total as u64,
        })
    }
}

fn read(answer: &Answer) -> Result<Found, Failure> {
    match answer.status {
        200 => answer.json(),
        _ => Err(answer.unexpected()),
    }
}

impl Entry {
    fn into_address(self) -> RegisterAddress {
        let cadastral = self.objtype == "Matrikkeladresse";
        let text = |number: Option<u32>| {
            number
                .filter(|n| *n != 0)
                .map(|n| n.to_string())
                .unwrap_or_default()
        };
        let id = self.id(cadastral);
        let house_number = match self.nummer {
            Some(number) if number != 0 => {
                format!("{number}{}", self.bokstav.unwrap_or_default().to_uppercase())
            }
            _ => String::new(),
        };
        let point = self.representasjonspunkt;
        RegisterAddress {
            id,
            text: self.adressetekst,
            street: self.adressenavn.unwrap_or_default(),
            house_number,
            postcode: self.postnummer.unwrap_or_default(),
            place: self.poststed.unwrap_or_default(),
            municipality_number: self.kommunenummer,
            municipality: self.kommunenavn.unwrap_or_default(),
            farm_number: text(self.gardsnummer),
            title_number: text(self.bruksnummer),
            lease_number: text(self.festenummer),
            section_number: text(self.undernummer),
            units: self.bruksenhetsnummer.unwrap_or_default(),
            cadastral,
            latitude: point.as_ref().map_or(0.0, |point| point.lat),
            longitude: point.as_ref().map_or(0.0, |point| point.lon),
        }
    }

    /// The register gives none, so it is made of what identifies an address there, and lasts as long as that does.
    fn id(&self, cadastral: bool) -> String {
        let municipality = &self.kommunenummer;
        if cadastral {
            let part = |number: Option<u32>| number.unwrap_or_default();
            let (farm, title) = (part(self.gardsnummer), part(self.bruksnummer));
            let (lease, section) = (part(self.festenummer), part(self.undernummer));
            return format!("m-{municipality}-{farm}-{title}-{lease}-{section}");
        }
        let street = match self.adressekode {
            Some(code) => code.to_string(),
            None => domain::address::search::search_key(self.adressenavn.as_deref().unwrap_or_default()),
        };
        let letter = self.bokstav.as_deref().unwrap_or_default().to_uppercase();
        format!(
            "v-{municipality}-{street}-{}{letter}",
            self.nummer.unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(json: &str) -> RegisterAddress {
        serde_json::from_str::<Entry>(json).unwrap().into_address()
    }

    /// ADR-6: the id that is stored with an order must be the same at every search.
    #[test]
    fn an_address_has_an_id_made_of_what_identifies_it() {
        let street = address(
            r#"{"adressenavn": "Kirkeveien", "adressetekst": "Kirkeveien 12B", "adressekode": 10014, "nummer": 12, "bokstav": "B",
                "postnummer": "0266", "poststed": "OSLO", "kommunenummer": "0301", "kommunenavn": "OSLO", "gardsnummer": 214,
                "bruksnummer": 87, "festenummer": 0, "undernummer": 0, "bruksenhetsnummer": ["H0101", "H0102"],
                "objtype": "Vegadresse", "representasjonspunkt": {"epsg": "EPSG:4258", "lat": 59.9, "lon": 10.7}}"#,
        );
        assert_eq!(
            (street.id.as_str(), street.house_number.as_str()),
            ("v-0301-10014-12B", "12B")
        );
        assert_eq!(street.units, ["H0101", "H0102"]);
        assert!(!street.cadastral);
        let farm = address(
            r#"{"adressenavn": "", "adressetekst": "41/7", "nummer": 0, "bokstav": "", "postnummer": "2340", "poststed": "LØTEN",
                "kommunenummer": "3412", "kommunenavn": "LØTEN", "gardsnummer": 41, "bruksnummer": 7, "festenummer": 0,
                "undernummer": 0, "bruksenhetsnummer": [], "objtype": "Matrikkeladresse"}"#,
        );
        assert_eq!(
            (farm.id.as_str(), farm.house_number.as_str()),
            ("m-3412-41-7-0-0", "")
        );
        assert!(farm.cadastral);
        assert_eq!(
            (farm.farm_number.as_str(), farm.lease_number.as_str()),
            ("41", "")
        );
    }
}
