//! The order system: what it is told of our orders, and what it tells of them.
//!
//! One service order stands for one order line, under the external id `1-<order>-<line>`. Every answer and every
//! message holds the whole service order, so a lost, late or repeated message costs nothing: what is newer than what
//! was last applied is applied, all else is passed over.

pub mod apply;
mod placing;
mod receive;
mod reconcile;
mod send;

pub use placing::line_number;
pub use receive::receive;
pub use reconcile::ask_after_silent_lines;
pub use send::run_errands;

use crate::{error::AppError, state::AppState};

/// As the history names it.
const WHO: &str = "order_system";

/// `1-20001-1`
pub fn external_id(order_id: i64, line: u32) -> String {
    format!("{}-{line}", super::orders::order_name(order_id))
}

/// Asks for messages. The order system may have been restarted and have forgotten that we did, so this is done again
/// and again.
pub async fn subscribe(state: &AppState) -> Result<(), AppError> {
    let callback = format!("{}{}", state.own_url, wire::paths::ORDER_EVENTS);
    if let Err(error) = state
        .ports
        .orders
        .subscribe(&callback, &state.config.order_events_token.0)
        .await
    {
        // It is asked again soon, and until then the lines are asked after one by one.
        tracing::warn!(%error, "the order system does not send messages");
    }
    Ok(())
}

/// At the start of a backend: messages may have been missed, and the order system may have been restarted too.
pub async fn catch_up(state: AppState) {
    let caught_up = async {
        subscribe(&state).await?;
        reconcile::ask_after(&state, 0).await?;
        // What the order system turned out not to know is sent now.
        run_errands(&state).await
    };
    if let Err(error) = caught_up.await {
        tracing::warn!(
            ?error,
            "what was missed while the backend was away is asked for later"
        );
    }
}
