//! Kartverket's `/adresser/v1/sok`.

use std::sync::Arc;

use axum::extract::{Query, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Place;
use super::search::Search;
use crate::world::World;

pub fn routes() -> Router<Arc<World>> {
    Router::new().route("/adresser/v1/sok", get(search))
}

/// Everything as text, because the real server names every parameter that is not of its form.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Parameters {
    sok: String,
    fuzzy: String,
    adressenavn: String,
    nummer: String,
    bokstav: String,
    postnummer: String,
    poststed: String,
    kommunenummer: String,
    kommunenavn: String,
    gardsnummer: String,
    bruksnummer: String,
    objtype: String,
    treff_per_side: String,
    side: String,
    utkoordsys: String,
}

async fn search(
    State(world): State<Arc<World>>,
    RawQuery(raw): RawQuery,
    Query(parameters): Query<Parameters>,
) -> Response {
    let (search, page) = match read(&parameters) {
        Ok(read) => read,
        Err(wrong) => {
            let body = json!({ "message": "Ugyldig parameter", "errors": wrong });
            return (StatusCode::BAD_REQUEST, Json(body)).into_response();
        }
    };
    let hits = world.register.search(&search);
    let from = page.number.saturating_mul(page.size);
    let addresses: Vec<Value> = hits
        .iter()
        .skip(from)
        .take(page.size)
        .filter_map(|index| world.register.places.get(*index))
        .map(view)
        .collect();
    Json(json!({
        "metadata": {
            "totaltAntallTreff": hits.len(),
            "treffPerSide": page.size,
            "side": page.number,
            "viserFra": from,
            "viserTil": from.saturating_add(page.size),
            "sokeStreng": raw.unwrap_or_default(),
            "asciiKompatibel": true,
        },
        "adresser": addresses,
    }))
    .into_response()
}

struct Page {
    number: usize,
    size: usize,
}

fn read(parameters: &Parameters) -> Result<(Search, Page), Vec<&'static str>> {
    let mut wrong = Vec::new();
    let number = |name: &'static str, text: &str, wrong: &mut Vec<&'static str>| -> Option<u32> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let parsed = text.parse().ok();
        if parsed.is_none() {
            wrong.push(name);
        }
        parsed
    };
    let house = number("nummer", &parameters.nummer, &mut wrong);
    let farm = number("gardsnummer", &parameters.gardsnummer, &mut wrong);
    let holding = number("bruksnummer", &parameters.bruksnummer, &mut wrong);
    let size = number("treffPerSide", &parameters.treff_per_side, &mut wrong).unwrap_or(10);
    let side = number("side", &parameters.side, &mut wrong).unwrap_or(0);
    if !(1..=1000).contains(&size) {
        wrong.push("treffPerSide");
    }
    let fuzzy = match parameters.fuzzy.trim() {
        "true" => true,
        "false" | "" => false,
        _ => {
            wrong.push("fuzzy");
            false
        }
    };
    let cadastral = match parameters.objtype.trim() {
        "" => None,
        "Vegadresse" => Some(false),
        "Matrikkeladresse" => Some(true),
        _ => {
            wrong.push("objtype");
            None
        }
    };
    if !matches!(parameters.utkoordsys.trim(), "" | "4258") {
        wrong.push("utkoordsys");
    }
    let (Ok(size), Ok(side)) = (usize::try_from(size), usize::try_from(side)) else {
        return Err(vec!["side"]);
    };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let search = Search {
        text: parameters.sok.clone(),
        fuzzy,
        street: parameters.adressenavn.clone(),
        number: house,
        letter: parameters.bokstav.trim().to_owned(),
        postcode: parameters.postnummer.trim().to_owned(),
        city: parameters.poststed.clone(),
        municipality: parameters.kommunenummer.trim().to_owned(),
        municipality_name: parameters.kommunenavn.clone(),
        farm,
        holding,
        cadastral,
    };
    Ok((search, Page { number: side, size }))
}

fn view(place: &Place) -> Value {
    let cadastral = place.is_cadastral_only();
    let text = if cadastral {
        format!("{}/{}", place.cadastre.gardsnummer, place.cadastre.bruksnummer)
    } else {
        format!("{} {}{}", place.street, place.number, place.letter)
    };
    let mut view = json!({
        "adressenavn": place.street,
        "adressetekst": text,
        "nummer": place.number,
        "bokstav": place.letter,
        "postnummer": place.postcode,
        "poststed": place.city,
        "kommunenummer": place.municipality,
        "kommunenavn": place.municipality_name,
        "gardsnummer": place.cadastre.gardsnummer,
        "bruksnummer": place.cadastre.bruksnummer,
        "festenummer": place.cadastre.festenummer,
        "undernummer": place.cadastre.undernummer,
        "bruksenhetsnummer": place.units,
        "objtype": if cadastral { "Matrikkeladresse" } else { "Vegadresse" },
        "representasjonspunkt": { "epsg": "EPSG:4258", "lat": place.latitude, "lon": place.longitude },
    });
    if let (false, Some(fields)) = (cadastral, view.as_object_mut()) {
        fields.insert("adressekode".to_owned(), json!(place.street_code));
    }
    view
}
