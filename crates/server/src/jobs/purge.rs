//! Removes what has had its time: sessions, answers to repeated writes, failed log-ins, events.

use crate::{
    app::{login_guard, sessions::IDLE_SECONDS},
    error::AppError,
    state::AppState,
    store::{events, idempotency, login_attempts, sessions},
};

const DAY: i64 = 24 * 3600;
/// Keys are promised to live at least 30 days.
const ANSWERS_KEPT: i64 = 31 * DAY;
/// A stream that comes back after more than that asks for everything again.
const EVENTS_KEPT: i64 = 7 * DAY;

pub async fn run(state: AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                let removed_sessions = sessions::purge(db, now.plus_seconds(-IDLE_SECONDS), now).await?;
                let answers = idempotency::purge(db, now.plus_seconds(-ANSWERS_KEPT)).await?;
                let attempts =
                    login_attempts::purge(db, now.plus_seconds(-login_guard::FORGOTTEN_AFTER_SECONDS))
                        .await?;
                let removed_events = events::purge(db, now.plus_seconds(-EVENTS_KEPT)).await?;
                tracing::debug!(removed_sessions, answers, attempts, removed_events, "purged");
                Ok(())
            })
        })
        .await
}
