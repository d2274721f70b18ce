//! Messages of the order system (TMF688 in form): each is applied once, in the transaction that records it.

use serde::Deserialize;

use super::apply::{Applied, apply_told};
use crate::{
    app::orders::change::At, error::AppError, ports::order_system::ServiceOrder, state::AppState, store,
};

/// The order, not the type of the message, says what has happened.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    event_id: String,
    event: Event,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    service_order: ServiceOrder,
}

/// An event id is a UUID or something like it.
const LONGEST_ID: usize = 200;

/// Takes a message. What is refused as malformed may come again whole; what is about no order of ours need not.
pub async fn receive(state: &AppState, body: &[u8]) -> Result<(), AppError> {
    let message: Message = serde_json::from_slice(body).map_err(|error| {
        // Where, but not what: the message is about a person.
        tracing::warn!(
            line = error.line(),
            column = error.column(),
            "a message of the order system is malformed"
        );
        AppError::Malformed("event.malformed")
    })?;
    if message.event_id.is_empty() || message.event_id.len() > LONGEST_ID {
        return Err(AppError::Malformed("event.malformed"));
    }
    let (catalogue, at) = (state.catalogue.clone(), At::present(state));
    let applied = state
        .store
        .write(move |db| {
            Box::pin(async move {
                let told = message.event.service_order;
                let Some(known) = store::service_orders::find(db, &told.external_id).await? else {
                    return Ok(Applied::UnknownOrder);
                };
                let (order_id, line) = (known.order_id, known.line);
                if !store::service_orders::receive(db, &message.event_id, order_id, line, at.now).await? {
                    return Ok(Applied::Old);
                }
                apply_told(db, &catalogue, at, &told).await
            })
        })
        .await?;
    match applied {
        Applied::Now => {
            state.events.wake();
            Ok(())
        }
        Applied::Old => Ok(()),
        Applied::UnknownOrder => {
            tracing::warn!("the order system has sent a message about an order that is not ours");
            Err(AppError::Gone("event.order_unknown"))
        }
    }
}
