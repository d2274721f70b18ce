//! ORD-4: an order that was begun and not sent within 14 days is cancelled.

use domain::orders::status::Action;
use wire::orders::Reason;

use super::change::{At, LineChange, Refused, change_line};
use crate::{error::AppError, state::AppState, store::orders};

const EXPIRES_AFTER_SECONDS: i64 = 14 * 24 * 3600;
/// As many in one transaction; the others in the next round.
const AT_ONCE: u32 = 200;

pub async fn run(state: AppState) -> Result<(), AppError> {
    let at = At::present(&state);
    loop {
        let catalogue = state.catalogue.clone();
        let expired = state
            .store
            .write(move |db| {
                Box::pin(async move {
                    let due =
                        orders::unsent(db, at.now.plus_seconds(-EXPIRES_AFTER_SECONDS), AT_ONCE).await?;
                    let mut expired = 0_u32;
                    for (order_id, line) in &due {
                        let mut change = LineChange::by_system("timer", *order_id, *line);
                        change.action = Some(Action::Expire);
                        change.reason = Some(Reason {
                            code: "case.not_submitted".to_owned(),
                            params: Default::default(),
                        });
                        match change_line(db, &catalogue, at, change).await {
                            Ok(_) => expired += 1,
                            // Sent or cancelled by another backend in the same moment.
                            Err(Refused::NotAllowed { .. } | Refused::Changed { .. } | Refused::NotFound) => {
                            }
                            Err(Refused::Store(error)) => return Err(AppError::from(error)),
                        }
                    }
                    Ok(expired)
                })
            })
            .await?;
        if expired > 0 {
            state.events.wake();
        }
        if expired < AT_ONCE {
            return Ok(());
        }
    }
}
