//! `GET /lines` and `GET /authorities/{reference}`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::lines::Line;
use super::{authorities, reserving};
use crate::address::{Address, Cadastre};
use crate::exchange::{Parameters, Problem};
use crate::world::World;

pub fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/lines", get(list_lines))
        .route("/authorities/{reference}", get(read_authority))
        .merge(reserving::routes())
}

/// An address in a query string, or a number.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Where {
    phone: String,
    circuit: String,
    street_name: String,
    street_nr: String,
    street_nr_suffix: String,
    unit: String,
    postcode: String,
    city: String,
    municipality_number: String,
    gardsnummer: Option<u32>,
    bruksnummer: Option<u32>,
}

impl Where {
    pub fn address(self) -> Address {
        let cadastre = match (self.gardsnummer, self.bruksnummer) {
            (Some(gardsnummer), Some(bruksnummer)) => Some(Cadastre {
                gardsnummer,
                bruksnummer,
                ..Cadastre::default()
            }),
            _ => None,
        };
        Address {
            street_name: self.street_name,
            street_nr: self.street_nr,
            street_nr_suffix: self.street_nr_suffix,
            unit: self.unit,
            postcode: self.postcode,
            city: self.city,
            municipality_number: self.municipality_number,
            cadastre,
            ..Address::default()
        }
    }
}

async fn list_lines(
    State(world): State<Arc<World>>,
    Parameters(wanted): Parameters<Where>,
) -> Result<Json<Value>, Problem> {
    let found: Vec<&Line> = if wanted.phone.trim().is_empty() && wanted.circuit.trim().is_empty() {
        let address = wanted.address();
        let vague =
            address.postcode.is_empty() && address.city.is_empty() && address.municipality_number.is_empty();
        if address.is_empty() || vague || (address.cadastre.is_none() && address.house().is_none()) {
            return Err(Problem::invalid(
                "A phone, a circuit, or an address with house number and place is needed.",
            ));
        }
        world
            .register
            .find(&address)
            .map(|place| world.lines.at(place).collect())
            .unwrap_or_default()
    } else {
        let by_number = world
            .lines
            .by_phone(&wanted.phone)
            .or_else(|| world.lines.by_circuit(&wanted.circuit));
        // What else comes into the same house belongs to the answer (GRD-1).
        by_number
            .map(|line| world.lines.at(line.place).collect())
            .unwrap_or_default()
    };
    let views: Vec<Value> = found.into_iter().map(|line| line.view(&world.register)).collect();
    Ok(Json(json!({ "lines": views })))
}

async fn read_authority(
    State(world): State<Arc<World>>,
    Path(reference): Path<String>,
) -> Result<Json<Value>, Problem> {
    authorities::read(&reference, &world.register, &world.lines, &world.calendar)
        .map(Json)
        .ok_or_else(|| Problem::not_found(format!("There is no authority {reference}.")))
}
