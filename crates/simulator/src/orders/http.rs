//! TMF641: `serviceOrder`, `cancelServiceOrder`, and the `hub` where messages are subscribed to.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::course::{Action, Milestone};
use super::order::{self, Content, Order, State as OrderState};
use super::{change, events, stepping};
use crate::address::Address;
use crate::behaviour;
use crate::calendar;
use crate::exchange::{Body, Parameters, Problem};
use crate::register::Place;
use crate::world::{Counted, World, lock};

pub fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/serviceOrder", post(place_order).get(list))
        .route("/serviceOrder/{id}", get(read).patch(change::change))
        .route("/cancelServiceOrder", post(cancel))
        .route("/hub", post(events::subscribe))
        .route("/hub/{id}", delete(events::unsubscribe))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewOrder {
    external_id: String,
    #[serde(default)]
    requested_completion_date: Option<Date>,
    service_order_item: Vec<Value>,
}

/// One `serviceOrderItem`, as far as it decides anything.
#[derive(Deserialize)]
struct Item {
    action: ItemAction,
    #[serde(default)]
    appointment: Option<Reference>,
    #[serde(default)]
    attachment: Vec<Attachment>,
    service: Service,
}

/// A file that is named; whoever needs it is given it by the caller's people.
#[derive(Deserialize)]
struct Attachment {
    id: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum ItemAction {
    Add,
    Modify,
    Delete,
}

#[derive(Deserialize)]
struct Reference {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    service_specification: Reference,
    #[serde(default)]
    service_characteristic: Vec<Characteristic>,
    #[serde(default)]
    supporting_resource: Vec<Reference>,
    #[serde(default)]
    place: Vec<Address>,
}

/// The value may be anything; only `visit` is read.
#[derive(Deserialize)]
struct Characteristic {
    name: String,
    value: Value,
}

async fn place_order(
    State(world): State<Arc<World>>,
    Body(new): Body<NewOrder>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    if new.external_id.trim().is_empty() {
        return Err(Problem::invalid("externalId is needed."));
    }
    let content = content(&world, &new.service_order_item, new.requested_completion_date)?;
    let mut orders = lock(&world.orders);
    if let Some(known) = orders.by_external_id(&new.external_id) {
        return Ok((StatusCode::OK, Json(known.view())));
    }
    let order = Order::new(
        new.external_id,
        new.requested_completion_date,
        content,
        world.calendar.now(),
    );
    let (id, view) = (order.id.clone(), order.view());
    let course = order.course();
    orders.insert(order);
    drop(orders);
    stepping::begin(&world, id, course);
    Ok((StatusCode::CREATED, Json(view)))
}

/// Reads what decides about the order's way out of its items.
pub fn content(world: &World, items: &[Value], requested: Option<Date>) -> Result<Content, Problem> {
    let [only] = items else {
        return Err(Problem::invalid("Exactly one serviceOrderItem is needed."));
    };
    let item: Item =
        serde_json::from_value(only.clone()).map_err(|error| Problem::invalid(error.to_string()))?;
    if item.service.service_specification.id.trim().is_empty() {
        return Err(Problem::invalid("serviceSpecification.id is needed."));
    }
    let named = |file: &Attachment| !file.id.trim().is_empty() && !file.name.trim().is_empty();
    if !item.attachment.iter().all(named) {
        return Err(Problem::invalid("An attachment has an id and a name."));
    }
    let booked = item.appointment.and_then(|appointment| {
        lock(&world.book)
            .get(&appointment.id)
            .map(|booked| booked.slot.date)
    });
    let says_no = |characteristic: &Characteristic| {
        characteristic.name == "visit"
            && (characteristic.value == json!(false) || characteristic.value == json!("false"))
    };
    let place = item
        .service
        .place
        .first()
        .map_or_else(behaviour::elsewhere, |address| world.register.case(address));
    let line = item.service.supporting_resource.iter().find_map(|resource| {
        let line = world
            .lines
            .by_phone(&resource.id)
            .or_else(|| world.lines.by_circuit(&resource.id))?;
        world.register.places.get(line.place).map(Place::case)
    });
    Ok(Content {
        items: json!(items),
        action: match item.action {
            ItemAction::Add => Action::Add,
            ItemAction::Modify => Action::Modify,
            ItemAction::Delete => Action::Delete,
        },
        visit: !item.service.service_characteristic.iter().any(says_no),
        // Both are the same day where a technician was booked (BOK-3).
        date: booked.or(requested),
        course: order::course_of(place, line),
    })
}

async fn read(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    lock(&world.orders)
        .get(&id)
        .map(|order| Json(order.view()))
        .ok_or_else(|| unknown(&id))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Filter {
    external_id: String,
}

async fn list(
    State(world): State<Arc<World>>,
    Parameters(filter): Parameters<Filter>,
) -> Result<Json<Value>, Problem> {
    let found = lock(&world.orders)
        .by_external_id(&filter.external_id)
        .map(Order::view);
    Ok(Json(json!(found.into_iter().collect::<Vec<_>>())))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cancellation {
    service_order: Reference,
}

async fn cancel(
    State(world): State<Arc<World>>,
    Body(cancellation): Body<Cancellation>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let id = cancellation.service_order.id;
    let answer = |status| {
        let number = world.count(Counted::Cancellation, 0);
        let now = calendar::utc(world.calendar.now());
        (
            status,
            Json(json!({
                "id": format!("CO-{}-{number:06}", &world.run[..4]),
                "state": "done",
                "serviceOrder": { "id": id },
                "effectiveCancellationDate": now,
            })),
        )
    };
    let mut orders = lock(&world.orders);
    let order = orders.get_mut(&id).ok_or_else(|| unknown(&id))?;
    match order.state {
        OrderState::Cancelled => return Ok(answer(StatusCode::OK)),
        OrderState::Rejected | OrderState::Failed => return Err(closed(&id)),
        OrderState::Completed => return Err(too_late(&id)),
        OrderState::Acknowledged | OrderState::InProgress | OrderState::Held | OrderState::Pending => {}
    }
    if order.reached() >= Some(Milestone::Finished) {
        return Err(too_late(&id));
    }
    order.cancel();
    events::tell(&world, order, order::Change::State);
    Ok(answer(StatusCode::CREATED))
}

pub fn unknown(id: &str) -> Problem {
    Problem::not_found(format!("There is no service order {id}."))
}

pub fn closed(id: &str) -> Problem {
    Problem::conflict(
        "closed",
        "Bestillingen er avsluttet.",
        format!("Service order {id} has ended."),
    )
}

pub fn too_late(id: &str) -> Problem {
    let reason = "Det er for sent å endre eller avbestille.";
    Problem::conflict("tooLate", reason, format!("Service order {id} has come too far."))
}
