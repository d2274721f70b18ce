//! Messages can be lost: a line that has been silent for too long is asked after.

use super::apply::apply_told;
use crate::{
    app::orders::change::At,
    error::AppError,
    ports::{Failure, order_system::ServiceOrder},
    state::AppState,
    store::{
        self, StoreError,
        service_orders::{KnownServiceOrder, purge_received},
    },
};

/// How long a line may be silent. An order takes days; in a demonstration it takes a minute.
const SILENT_AFTER_SECONDS: i64 = 900;
const SILENT_AFTER_SECONDS_IN_DEMONSTRATION: i64 = 30;
/// How many lines are asked after in one round.
const BATCH: u32 = 50;
/// How long the ids of messages are kept; a repeat after that is known by its version.
const MESSAGES_KEPT_SECONDS: i64 = 30 * 24 * 3600;

/// Asks after the lines that have been silent for too long, and forgets messages of long ago.
pub async fn ask_after_silent_lines(state: &AppState) -> Result<(), AppError> {
    let allowed = if state.config.demonstration {
        SILENT_AFTER_SECONDS_IN_DEMONSTRATION
    } else {
        SILENT_AFTER_SECONDS
    };
    ask_after(state, allowed).await?;
    let forget_before = state.clock.now().plus_seconds(-MESSAGES_KEPT_SECONDS);
    state
        .store
        .write(move |db| {
            Box::pin(async move { purge_received(db, forget_before).await.map_err(AppError::from) })
        })
        .await?;
    Ok(())
}

/// Asks after every line under way that nothing was heard of for so many seconds, the longest silent first.
pub async fn ask_after(state: &AppState, silent_for: i64) -> Result<(), AppError> {
    let before = state.clock.now().plus_seconds(-silent_for);
    let silent = {
        let mut db = state.store.connection().await?;
        store::service_orders::silent(&mut db, before, BATCH).await?
    };
    for known in silent {
        if state.ending.is_cancelled() {
            return Ok(());
        }
        match state.ports.orders.find(&known.external_id).await {
            Ok(Some(told)) => bring_up_to_date(state, known, told).await?,
            Ok(None) => send_again(state, known).await?,
            // What is wrong with this one must not keep the others from being asked after.
            Err(error) if matches!(error.failure, Failure::Malformed | Failure::Refused { .. }) => {
                tracing::error!(%error, order = known.order_id, line = known.line, "nothing can be learnt of a line");
                put_off(state, known).await?;
            }
            Err(error) => {
                // The others would fare no better; the next round begins with the longest silent again.
                tracing::warn!(%error, "silent lines cannot be asked after");
                return Ok(());
            }
        }
    }
    Ok(())
}

async fn bring_up_to_date(
    state: &AppState,
    known: KnownServiceOrder,
    told: ServiceOrder,
) -> Result<(), AppError> {
    let (catalogue, now, today) = (state.catalogue.clone(), state.clock.now(), state.clock.today());
    let applied = state
        .store
        .write(move |db| Box::pin(async move { apply_told(db, &catalogue, At { now, today }, &told).await }))
        .await;
    match applied {
        Ok(_) => state.events.wake(),
        Err(error) => {
            tracing::error!(
                ?error,
                order = known.order_id,
                line = known.line,
                "what was learnt cannot be applied"
            );
            put_off(state, known).await?;
        }
    }
    Ok(())
}

async fn put_off(state: &AppState, known: KnownServiceOrder) -> Result<(), AppError> {
    let now = state.clock.now();
    let put_off = state.store.write(move |db| {
        Box::pin(async move { store::service_orders::still_there(db, &known.external_id, now).await })
    });
    put_off.await.map_err(|error: StoreError| error.into())
}

/// The order system has lost the order, or has never got it: it is sent again under the same external id.
async fn send_again(state: &AppState, known: KnownServiceOrder) -> Result<(), AppError> {
    let now = state.clock.now();
    tracing::warn!(
        order = known.order_id,
        line = known.line,
        "the order system does not know an order; it is sent again"
    );
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                store::service_orders::forgotten(db, &known.external_id, now).await?;
                if !store::service_orders::has_errand(db, known.order_id, known.line).await? {
                    store::service_orders::enqueue(db, known.order_id, known.line, "place", "{}", now)
                        .await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(())
}
