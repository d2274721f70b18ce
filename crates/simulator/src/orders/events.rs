//! Subscriptions, and putting a change into the words of an event.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::course::Milestone;
use super::delivery::{self, Hub, Telling};
use super::order::{Change, Order};
use crate::behaviour::Course;
use crate::calendar;
use crate::exchange::{Body, Problem};
use crate::world::{Counted, World, lock};

#[derive(Deserialize)]
pub struct Subscription {
    callback: String,
    #[serde(default)]
    token: Option<String>,
}

/// The same callback again keeps its subscription and takes the new token.
pub async fn subscribe(
    State(world): State<Arc<World>>,
    Body(subscription): Body<Subscription>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let callback: reqwest::Url = subscription
        .callback
        .parse()
        .map_err(|_| Problem::invalid(format!("{} is no address to call back.", subscription.callback)))?;
    if callback.scheme() != "http" {
        return Err(Problem::invalid(
            "Only http callbacks are called back: this is a simulator on a loopback port.",
        ));
    }
    let mut delivery = lock(&world.delivery);
    let view = |hub: &Hub| Json(json!({ "id": hub.id, "callback": hub.callback.as_str() }));
    if let Some(hub) = delivery.hubs.iter_mut().find(|hub| hub.callback == callback) {
        hub.token = subscription.token;
        return Ok((StatusCode::OK, view(hub)));
    }
    let id = format!(
        "H-{}-{:06}",
        &world.run[..4],
        world.count(Counted::Subscription, 0)
    );
    let hub = Hub {
        id,
        callback,
        token: subscription.token,
    };
    let answer = view(&hub);
    delivery.hubs.push(hub);
    Ok((StatusCode::CREATED, answer))
}

pub async fn unsubscribe(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let mut delivery = lock(&world.delivery);
    let before = delivery.hubs.len();
    delivery.hubs.retain(|hub| hub.id != id);
    delivery.queues.retain(|(hub, _), _| *hub != id);
    if delivery.hubs.len() == before {
        return Err(Problem::not_found(format!("There is no subscription {id}.")));
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Tells all subscribers of a change, in the manner that the simulator or the order's place has been told.
pub fn tell(world: &Arc<World>, order: &Order, change: Change) {
    let after_registration = order.reached() > Some(Milestone::Registered);
    let own_manner = match order.course() {
        Course::FallsSilent if after_registration => Some(Telling::Silent),
        Course::ConfusesMessages => Some(Telling::Confused),
        Course::FallsSilent
        | Course::AllTheWay
        | Course::InformationRequired
        | Course::Rejected
        | Course::FailsAfterRegistration
        | Course::Duplicate
        | Course::Manual
        | Course::TechnicianMisses
        | Course::TakesItsTime => None,
    };
    let body = json!({
        "eventId": format!("{}-{}", world.run, world.count(Counted::Event, 0)),
        "eventTime": calendar::utc(world.calendar.now()),
        "eventType": change.event_type(),
        "correlationId": order.external_id,
        "event": { "serviceOrder": order.view() },
    });
    // Where the order now rests, no later message comes to let a kept one go.
    let rests = order.state.is_final() || change != Change::Milestone;
    delivery::send(world, &order.id, body.to_string(), own_manner, rests);
    if order.state.is_final() {
        delivery::end(world, &order.id);
    }
}
