//! `POST /searchTimeSlot`, and `POST`, `PATCH`, `GET /appointment`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::book::{Appointment, Refusal, Status, Wish};
use super::slot::Slot;
use crate::address::Address;
use crate::behaviour::Booking;
use crate::calendar;
use crate::exchange::{Body, Problem};
use crate::world::{Counted, World, lock};

pub fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/searchTimeSlot", post(search))
        .route("/appointment", post(hold))
        .route("/appointment/{id}", get(read).patch(change))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    related_place: Address,
    requested_time_slot: Vec<TimeSlot>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TimeSlot {
    valid_for: Period,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Period {
    start_date_time: Timestamp,
    end_date_time: Timestamp,
}

/// Addresses whose municipality is not known share one area: a technician from somewhere.
const ELSEWHERE: &str = "0000";

async fn search(State(world): State<Arc<World>>, Body(search): Body<Search>) -> Result<Json<Value>, Problem> {
    let [TimeSlot { valid_for }] = search.requested_time_slot.as_slice() else {
        return Err(Problem::invalid("Exactly one requestedTimeSlot is needed."));
    };
    if valid_for.end_date_time <= valid_for.start_date_time {
        return Err(Problem::invalid("endDateTime must be after startDateTime."));
    }
    let free = match world.register.case(&search.related_place).behaviour.booking {
        Booking::Away => return Err(Problem::away()),
        Booking::NoFreeSlot => Vec::new(),
        Booking::Open | Booking::GoneAtConfirmation => {
            let area = world
                .register
                .municipality(&search.related_place)
                .unwrap_or_else(|| ELSEWHERE.to_owned());
            let (from, to) = (valid_for.start_date_time, valid_for.end_date_time);
            lock(&world.book).free(&world.calendar, &area, from, to, world.config.slot_capacity)
        }
    };
    let id = format!("AS-{}-{:06}", &world.run[..4], world.count(Counted::Search, 0));
    Ok(Json(json!({
        "id": id,
        "state": "done",
        "searchResult": if free.is_empty() { "fail" } else { "success" },
        "availableTimeSlot": free.iter().map(|slot| slot.view(&world.calendar)).collect::<Vec<_>>(),
    })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Hold {
    external_id: String,
    #[serde(default)]
    category: String,
    time_slot: SlotReference,
    related_place: Address,
}

#[derive(Deserialize)]
struct SlotReference {
    id: String,
}

async fn hold(
    State(world): State<Arc<World>>,
    Body(hold): Body<Hold>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let id = &hold.time_slot.id;
    let slot = Slot::from_id(id).ok_or_else(|| Problem::invalid(format!("There is no slot {id}.")))?;
    if hold.external_id.trim().is_empty() {
        return Err(Problem::invalid("externalId is needed."));
    }
    let case = world.register.case(&hold.related_place);
    match case.behaviour.booking {
        Booking::Away => return Err(Problem::away()),
        Booking::NoFreeSlot => {
            return Err(refused(Refusal::SlotGone, &slot.id()).with("nearestTimeSlot", json!([])));
        }
        Booking::Open | Booking::GoneAtConfirmation => {}
    }
    let wish = Wish {
        id: format!(
            "AV-{}-{:06}",
            &world.run[..4],
            world.count(Counted::Appointment, 0)
        ),
        external_id: hold.external_id,
        category: hold.category,
        slot: slot.clone(),
        case,
    };
    let held = lock(&world.book).hold(&world.calendar, wish, world.config.slot_capacity);
    match held {
        Ok((appointment, true)) => Ok((StatusCode::CREATED, Json(view(&world, &appointment)))),
        Ok((appointment, false)) => Ok((StatusCode::OK, Json(view(&world, &appointment)))),
        Err(refusal) => Err(with_nearest(&world, refusal, &slot)),
    }
}

#[derive(Deserialize)]
struct Change {
    status: Wanted,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Wanted {
    Confirmed,
    Cancelled,
}

async fn change(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    Body(change): Body<Change>,
) -> Result<Json<Value>, Problem> {
    let mut book = lock(&world.book);
    let slot = book.get(&id).map(|appointment| appointment.slot.clone());
    let changed = match change.status {
        Wanted::Confirmed => book.confirm(&world.calendar, &id, |case| {
            case.behaviour.booking == Booking::GoneAtConfirmation
                && world.every_other_time(Counted::Confirmation, case.house)
        }),
        Wanted::Cancelled => book.cancel(&world.calendar, &id),
    };
    drop(book);
    match (changed, slot) {
        (Ok(appointment), _) => Ok(Json(view(&world, &appointment))),
        (Err(refusal), Some(slot)) => Err(with_nearest(&world, refusal, &slot)),
        (Err(refusal), None) => Err(refused(refusal, &id)),
    }
}

async fn read(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let appointment = lock(&world.book).get(&id).cloned();
    appointment
        .map(|appointment| Json(view(&world, &appointment)))
        .ok_or_else(|| refused(Refusal::NotFound, &id))
}

fn view(world: &World, appointment: &Appointment) -> Value {
    let now = world.calendar.now();
    let status = match appointment.status {
        Status::Held if appointment.is_expired(now) => "expired",
        Status::Held => "initialized",
        Status::Confirmed => "confirmed",
        Status::Cancelled => "cancelled",
    };
    let mut view = json!({
        "id": appointment.id,
        "externalId": appointment.external_id,
        "status": status,
        "category": appointment.category,
        "timeSlot": { "id": appointment.slot.id() },
        "validFor": appointment.slot.valid_for(&world.calendar),
        "creationDate": calendar::utc(appointment.created),
        "lastUpdate": calendar::utc(appointment.updated),
    });
    if let (Status::Held, Some(fields)) = (appointment.status, view.as_object_mut()) {
        fields.insert(
            "holdExpires".to_owned(),
            json!(calendar::utc(appointment.hold_expires)),
        );
    }
    view
}

fn with_nearest(world: &World, refusal: Refusal, slot: &Slot) -> Problem {
    let problem = refused(refusal, &slot.id());
    match refusal {
        Refusal::NotFound | Refusal::ExternalIdInUse => problem,
        Refusal::SlotGone | Refusal::HoldExpired | Refusal::Cancelled => {
            let nearest = lock(&world.book).nearest(&world.calendar, slot, world.config.slot_capacity);
            let nearest: Vec<Value> = nearest.iter().map(|slot| slot.view(&world.calendar)).collect();
            problem.with("nearestTimeSlot", json!(nearest))
        }
    }
}

fn refused(refusal: Refusal, what: &str) -> Problem {
    match refusal {
        Refusal::NotFound => Problem::not_found(format!("There is no appointment {what}.")),
        Refusal::SlotGone => Problem::conflict(
            "slotGone",
            "Tidspunktet er ikke lenger ledig.",
            format!("Slot {what} is taken by other bookings."),
        ),
        Refusal::HoldExpired => Problem::conflict(
            "holdExpired",
            "Tiden for reservasjonen er ute.",
            format!("The hold on slot {what} has run out."),
        ),
        Refusal::Cancelled => Problem::conflict(
            "cancelled",
            "Avtalen er avbestilt.",
            format!("The appointment at {what} is cancelled."),
        ),
        Refusal::ExternalIdInUse => Problem::conflict(
            "externalIdInUse",
            "Referansen holder allerede et annet tidspunkt.",
            format!("This externalId holds another slot than {what}."),
        ),
    }
}
