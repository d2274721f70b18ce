//! `PATCH serviceOrder`: what was missing is added, a manual case goes on, or a sent order is changed.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::course::Milestone;
use super::http::{closed, content, too_late, unknown};
use super::order::State as OrderState;
use crate::exchange::{Body, Problem};
use crate::world::{World, lock};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    #[serde(default)]
    requested_completion_date: Option<Date>,
    #[serde(default)]
    service_order_item: Option<Vec<Value>>,
}

pub async fn change(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
    Body(changed): Body<Changed>,
) -> Result<Json<Value>, Problem> {
    let requested = changed
        .requested_completion_date
        .or_else(|| lock(&world.orders).get(&id).and_then(|order| order.requested));
    let new = match &changed.service_order_item {
        Some(items) => Some(content(&world, items, requested)?),
        None => None,
    };
    let mut orders = lock(&world.orders);
    let order = orders.get_mut(&id).ok_or_else(|| unknown(&id))?;
    match (order.state, new) {
        (OrderState::Rejected | OrderState::Failed | OrderState::Cancelled | OrderState::Completed, _) => {
            return Err(closed(&id));
        }
        (OrderState::Held | OrderState::Pending, new) => order.resume(new),
        (OrderState::Acknowledged | OrderState::InProgress, _)
            if order.reached() >= Some(Milestone::FieldService) =>
        {
            return Err(too_late(&id));
        }
        (OrderState::Acknowledged | OrderState::InProgress, Some(new)) => order.restart(new),
        // A note alone changes nothing on an order that is under way.
        (OrderState::Acknowledged | OrderState::InProgress, None) => {}
    }
    order.requested = requested;
    Ok(Json(order.view()))
}
