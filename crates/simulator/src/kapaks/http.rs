//! `POST /checkServiceQualification` and `GET /connectionZone`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Asked, Question, answer};
use super::light::Product;
use crate::address::Address;
use crate::behaviour::{self, Access, Case};
use crate::exchange::{Body, Parameters, Problem};
use crate::faults::cut_off;
use crate::nrdb::Where;
use crate::world::{Counted, World};

pub fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/checkServiceQualification", post(check))
        .route("/connectionZone", get(zone))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Check {
    service_qualification_item: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    service: Service,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    service_specification: Reference,
    #[serde(default)]
    service_characteristic: Vec<Characteristic>,
    #[serde(default)]
    supporting_resource: Vec<Resource>,
    #[serde(default)]
    place: Vec<Address>,
}

#[derive(Deserialize)]
struct Reference {
    id: String,
}

/// The value may be anything; only a speed, a text, is read.
#[derive(Deserialize)]
struct Characteristic {
    name: String,
    value: Value,
}

#[derive(Deserialize)]
struct Resource {
    id: String,
    #[serde(rename = "@referredType")]
    kind: ResourceKind,
}

#[derive(Deserialize, PartialEq, Eq)]
enum ResourceKind {
    PhoneNumber,
    CircuitNumber,
}

async fn check(State(world): State<Arc<World>>, Body(check): Body<Check>) -> Result<Response, Problem> {
    let [item] = check.service_qualification_item.as_slice() else {
        return Err(Problem::invalid(
            "Exactly one serviceQualificationItem is needed.",
        ));
    };
    let code = &item.service.service_specification.id;
    let product =
        Product::from_code(code).ok_or_else(|| Problem::invalid(format!("There is no product {code}.")))?;
    let speed = item
        .service
        .service_characteristic
        .iter()
        .find(|characteristic| characteristic.name == "speed")
        .and_then(|characteristic| characteristic.value.as_str());
    let (place, case) = where_to(&world, &item.service)?;
    let question = Question {
        product,
        speed,
        place,
    };
    match case.behaviour.access {
        Access::TimesOut => return Err(world.hold_open().await),
        Access::TimesOutOnce if world.every_other_time(Counted::TimeOut, case.house) => {
            return Err(world.hold_open().await);
        }
        Access::Away => return Err(Problem::away()),
        Access::Slow => {
            world.rest(world.config.slow).await;
        }
        Access::TimesOutOnce
        | Access::Malformed
        | Access::Green
        | Access::SystemFault
        | Access::Uncertain
        | Access::RedWithAlternatives
        | Access::Red
        | Access::SeveralHits
        | Access::NoCarrierLine
        | Access::SpeedLimited => {}
    }
    let response = Json(answer(&world, &question, case)).into_response();
    Ok(if case.behaviour.access == Access::Malformed {
        cut_off(response).await
    } else {
        response
    })
}

/// A number decides over an address: it is the surer of the two.
fn where_to<'a>(world: &'a World, service: &Service) -> Result<(Asked<'a>, Case), Problem> {
    if let Some(resource) = service
        .supporting_resource
        .iter()
        .find(|resource| !resource.id.trim().is_empty())
    {
        let line = match resource.kind {
            ResourceKind::PhoneNumber => world.lines.by_phone(&resource.id),
            ResourceKind::CircuitNumber => world.lines.by_circuit(&resource.id),
        };
        return Ok(match line {
            None => (Asked::Nobody, behaviour::elsewhere()),
            Some(line) => {
                let place = world.register.places.get(line.place);
                (
                    Asked::Line(line),
                    place.map_or_else(behaviour::elsewhere, crate::register::Place::case),
                )
            }
        });
    }
    let Some(address) = service.place.iter().find(|address| !address.is_empty()) else {
        return Err(Problem::invalid(
            "A phone number, a circuit number or an address is needed.",
        ));
    };
    Ok(match world.register.find(address) {
        Some(index) => (Asked::House(index), world.register.case(address)),
        None => (Asked::Unknown(Box::new(address.clone())), behaviour::elsewhere()),
    })
}

async fn zone(
    State(world): State<Arc<World>>,
    Parameters(wanted): Parameters<Where>,
) -> Result<Json<Value>, Problem> {
    let address = wanted.address();
    let place = world
        .register
        .find(&address)
        .and_then(|index| world.register.places.get(index));
    let place = place.ok_or_else(|| Problem::not_found("The register does not know this address."))?;
    Ok(Json(json!({ "connectionZone": place.zone })))
}
