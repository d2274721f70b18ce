//! What a line has at partner systems, the technician's slot and telephone numbers, and how it is given back: when the line has
//! come to nothing (BOK-4, NUM-5), and when a change has put something else in its place (CHG-1).

use domain::{appointment::Appointment, numbers::NumberReservation, orders::Ordered};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::change::At;
use crate::{
    ports::PartnerError,
    state::AppState,
    store::{Connection, StoreError, holds, service_orders},
};

/// What a line has, as the errand that gives it back names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Had {
    Appointment(String),
    Numbers(String),
}

/// Slot and numbers of a line, as the order names them.
pub(super) fn had(ordered: &Ordered, number: u32) -> Vec<Had> {
    let nth = usize::try_from(number).unwrap_or_default().checked_sub(1);
    let line = nth.and_then(|nth| ordered.lines().into_iter().nth(nth));
    let Some(line) = line else {
        return Vec::new();
    };
    let numbers = line.numbers.as_ref().and_then(|numbers| numbers.reservation());
    let numbers = numbers.map(|id| Had::Numbers(id.to_owned()));
    line.appointment
        .map(Had::Appointment)
        .into_iter()
        .chain(numbers)
        .collect()
}

impl Had {
    /// The order has it no longer; the partner system's id of it, when the order had it.
    async fn let_go(&self, db: &mut Connection, order_id: i64) -> Result<Option<String>, StoreError> {
        match self {
            Self::Appointment(id) => holds::let_go::<Appointment>(db, id, order_id).await,
            Self::Numbers(id) => holds::let_go::<NumberReservation>(db, id, order_id).await,
        }
    }
}

/// Gives back each of these once: here in the transaction that makes it so, at the partner system by an errand, so that
/// nothing is forgotten.
pub(super) async fn give_back(
    db: &mut Connection,
    (order_id, line): (i64, u32),
    mut gone: Vec<Had>,
    at: At,
) -> Result<(), StoreError> {
    gone.sort_unstable();
    gone.dedup();
    for had in gone {
        if had.let_go(db, order_id).await?.is_some() {
            let body = json!(had).to_string();
            service_orders::enqueue(db, order_id, line, "release", &body, at.now).await?;
        }
    }
    Ok(())
}

/// Tells the partner system what was given back here. A repeat does no harm.
pub async fn tell(state: &AppState, order_id: i64, had: Had) -> Result<Result<(), PartnerError>, StoreError> {
    let what = had.clone();
    let there = state
        .store
        .write(move |db| Box::pin(async move { what.let_go(db, order_id).await }))
        .await?;
    Ok(match (there, had) {
        (None, _) => Ok(()),
        (Some(there), Had::Appointment(_)) => state.ports.appointments.release(&there).await,
        (Some(there), Had::Numbers(_)) => state.ports.reservations.release(&there).await,
    })
}
