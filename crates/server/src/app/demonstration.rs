//! The demonstration's users, and its clock, which is kept over restarts so that it never goes back.

use domain::moment::Moment;
use wire::demonstration::DemonstrationUser;

use crate::{
    clock::Clock,
    demonstration,
    error::AppError,
    state::AppState,
    store::{Store, StoreError, settings},
};

const AHEAD: &str = "demonstration.clock_ahead_millis";
/// At most one year at a time.
const LONGEST_SECONDS: i64 = 366 * 24 * 3600;

/// Sets the clock to where the demonstration left it.
pub async fn restore_clock(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    if let Some(ahead) = settings::find(&mut store.connection().await?, AHEAD).await? {
        clock.set_ahead(ahead.parse().map_err(|_| StoreError::Unreadable {
            what: AHEAD,
            why: "not a number".to_owned(),
        })?);
    }
    Ok(())
}

/// Whom a visitor can log in as. Outside of a demonstration nobody is told of.
pub fn users(state: &AppState) -> Vec<DemonstrationUser> {
    if state.config.demonstration {
        demonstration::listed_users()
    } else {
        Vec::new()
    }
}

/// Sets the clock forward. Outside of a demonstration this does not exist.
pub async fn advance_clock(state: &AppState, seconds: i64) -> Result<Moment, AppError> {
    if !state.config.demonstration {
        return Err(AppError::NotFound("route.not_found"));
    }
    if !(0..=LONGEST_SECONDS).contains(&seconds) {
        return Err(AppError::field("seconds", "clock.out_of_range"));
    }
    let ahead = state.clock.ahead_millis().saturating_add(seconds * 1000);
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                settings::put(db, AHEAD, &ahead.to_string())
                    .await
                    .map_err(AppError::from)
            })
        })
        .await?;
    state.clock.set_ahead(ahead);
    state.wake_timers();
    Ok(state.clock.now())
}
