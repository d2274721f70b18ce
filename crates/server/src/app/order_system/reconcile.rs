//! Messages can be lost: a line that has been silent for too long is asked after.

use domain::moment::Moment;

use super::apply::apply;
use crate::{
    app::orders::change::At,
    error::AppError,
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

pub async fn ask_after_silent_lines(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    let allowed = if state.config.demonstration {
        SILENT_AFTER_SECONDS_IN_DEMONSTRATION
    } else {
        SILENT_AFTER_SECONDS
    };
    let silent = {
        let mut db = state.store.connection().await?;
        store::service_orders::silent(&mut db, now.plus_seconds(-allowed), BATCH).await?
    };
    for known in silent {
        if state.ending.is_cancelled() {
            return Ok(());
        }
        match state.ports.orders.find(&known.external_id).await {
            Ok(Some(told)) => {
                let (catalogue, at) = (
                    state.catalogue.clone(),
                    At {
                        now,
                        today: state.clock.today(),
                    },
                );
                state
                    .store
                    .write(move |db| Box::pin(async move { apply(db, &catalogue, at, &told).await }))
                    .await?;
                state.events.wake();
            }
            Ok(None) => send_again(state, known, now).await?,
            Err(error) => {
                // The others would fare no better; the next round begins with the longest silent again.
                tracing::warn!(%error, "silent lines cannot be asked after");
                return Ok(());
            }
        }
    }
    let forget_before = now.plus_seconds(-MESSAGES_KEPT_SECONDS);
    state
        .store
        .write(move |db| {
            Box::pin(async move { purge_received(db, forget_before).await.map_err(AppError::from) })
        })
        .await?;
    Ok(())
}

/// The order system has lost the order, or has never got it: it is sent again under the same external id.
async fn send_again(state: &AppState, known: KnownServiceOrder, now: Moment) -> Result<(), AppError> {
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
