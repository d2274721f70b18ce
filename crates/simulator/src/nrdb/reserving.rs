//! `POST /freeNumbers`, and `POST`, `PATCH`, `GET /reservations`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::numbers::{Refusal, Reservation, Series, Status, row_of};
use crate::address::Address;
use crate::behaviour::{Booking, MUNICIPALITY};
use crate::calendar;
use crate::exchange::{Body, Problem};
use crate::world::{Counted, World, lock};

/// The numbers of places that the register does not know.
const AREA_ELSEWHERE: &str = "21";
/// Blocks of a hundred are free in this municipality alone.
const LARGEST: u16 = 100;

pub fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/freeNumbers", post(free))
        .route("/reservations", post(reserve))
        .route("/reservations/{id}", get(read).patch(change))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    count: u16,
    related_place: Address,
}

async fn free(State(world): State<Arc<World>>, Body(wanted): Body<Wanted>) -> Result<Json<Value>, Problem> {
    let none_there = world.register.case(&wanted.related_place).behaviour.booking == Booking::NoFreeSlot;
    let too_many = wanted.count == LARGEST
        && world.register.municipality(&wanted.related_place).as_deref() != Some(MUNICIPALITY);
    let (area, index) = row_at(&world, &wanted.related_place);
    let found = lock(&world.numbers).free(world.calendar.now(), area, index, wanted.count);
    let mut found =
        found.ok_or_else(|| Problem::invalid(format!("There are no series of {} numbers.", wanted.count)))?;
    if none_there || too_many {
        found.clear();
    }
    let series: Vec<Value> = found.iter().map(series).collect();
    Ok(Json(json!({ "series": series })))
}

/// The first digits of the numbers at a place, and which row is its own.
fn row_at<'a>(world: &'a World, place: &Address) -> (&'a str, usize) {
    let index = world.register.find(place).unwrap_or_default();
    let known = world
        .register
        .find(place)
        .and_then(|index| world.register.places.get(index));
    (
        known.map_or(AREA_ELSEWHERE, |place| place.phone_area.as_str()),
        index,
    )
}

fn series(series: &Series) -> Value {
    json!({ "first": series.first(), "count": series.count() })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wish {
    external_id: String,
    first: String,
    count: u16,
    related_place: Address,
}

async fn reserve(
    State(world): State<Arc<World>>,
    Body(wish): Body<Wish>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let wanted = Series::named(&wish.first, wish.count)
        .ok_or_else(|| Problem::invalid("There is no such series of numbers."))?;
    if wish.external_id.trim().is_empty() {
        return Err(Problem::invalid("externalId is needed."));
    }
    let (area, index) = row_at(&world, &wish.related_place);
    if !row_of(area, index, wish.count).is_some_and(|row| row.contains(&wanted)) {
        return Err(refused(Refusal::Taken));
    }
    let id = format!(
        "NR-{}-{:06}",
        &world.run[..4],
        world.count(Counted::Reservation, 0)
    );
    let reserved = lock(&world.numbers).reserve(&world.calendar, (id, wish.external_id), wanted);
    match reserved {
        Ok((reservation, true)) => Ok((StatusCode::CREATED, Json(view(&world, &reservation)))),
        Ok((reservation, false)) => Ok((StatusCode::OK, Json(view(&world, &reservation)))),
        Err(refusal) => Err(refused(refusal)),
    }
}

#[derive(Deserialize)]
struct Change {
    status: NewStatus,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum NewStatus {
    Confirmed,
    Cancelled,
}

async fn change(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    Body(change): Body<Change>,
) -> Result<Json<Value>, Problem> {
    let changed = match change.status {
        NewStatus::Confirmed => lock(&world.numbers).confirm(&world.calendar, &id),
        NewStatus::Cancelled => lock(&world.numbers).cancel(&id),
    };
    changed
        .map(|reservation| Json(view(&world, &reservation)))
        .map_err(refused)
}

async fn read(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let reservation = lock(&world.numbers).get(&id).cloned();
    reservation
        .map(|reservation| Json(view(&world, &reservation)))
        .ok_or_else(|| refused(Refusal::NotFound))
}

fn view(world: &World, reservation: &Reservation) -> Value {
    let status = match reservation.status {
        Status::Held if reservation.is_expired(world.calendar.now()) => "expired",
        Status::Held => "held",
        Status::Confirmed => "confirmed",
        Status::Cancelled => "cancelled",
    };
    let mut view = json!({
        "id": reservation.id,
        "externalId": reservation.external_id,
        "status": status,
        "series": series(&reservation.series),
    });
    if let (Status::Held, Some(fields)) = (reservation.status, view.as_object_mut()) {
        fields.insert(
            "holdExpires".to_owned(),
            json!(calendar::utc(reservation.expires)),
        );
    }
    view
}

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::NotFound => Problem::not_found("There is no such reservation."),
        Refusal::Taken => Problem::conflict(
            "numberTaken",
            "Nummeret er ikke lenger ledig.",
            "The numbers were taken by somebody else.",
        ),
        Refusal::Expired => Problem::conflict(
            "holdExpired",
            "Tiden for reservasjonen er ute.",
            "The reservation has run out.",
        ),
        Refusal::Cancelled => Problem::conflict(
            "cancelled",
            "Reservasjonen er avbestilt.",
            "The reservation is cancelled.",
        ),
        Refusal::ExternalIdInUse => Problem::conflict(
            "externalIdInUse",
            "Referansen holder allerede et annet nummer.",
            "This externalId holds other numbers.",
        ),
    }
}
