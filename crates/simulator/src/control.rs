//! Tells the simulator to misbehave, to step, to forget. For tests and demonstrations only.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::configuration::System;
use crate::exchange::{Body, Problem};
use crate::faults::Fault;
use crate::orders::{self, Telling};
use crate::world::{World, lock};

pub fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/faults/{system}", put(set_fault))
        .route("/order-system/events", put(set_telling))
        .route("/order-system/step", post(step))
        .route("/reset", post(reset))
}

async fn set_fault(
    State(world): State<Arc<World>>,
    Path(system): Path<String>,
    Body(fault): Body<Fault>,
) -> Result<StatusCode, Problem> {
    let system = System::from_path(&system)
        .ok_or_else(|| Problem::not_found(format!("There is no system {system}.")))?;
    lock(&world.faults).set(system, fault);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Events {
    mode: Telling,
}

async fn set_telling(State(world): State<Arc<World>>, Body(events): Body<Events>) -> StatusCode {
    lock(&world.delivery).telling = events.mode;
    StatusCode::NO_CONTENT
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Which {
    external_id: Option<String>,
}

async fn step(State(world): State<Arc<World>>, Body(which): Body<Which>) -> Json<Value> {
    let moved = orders::step_all(&world, which.external_id.as_deref());
    Json(json!({ "moved": moved }))
}

async fn reset(State(world): State<Arc<World>>) -> StatusCode {
    world.forget();
    StatusCode::NO_CONTENT
}
