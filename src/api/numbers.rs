//! Telephone numbers: the free ones, and those that are held.

use domain::numbers::NumberReservation;
use wire::{
    numbers::{FreeNumbers, NewNumberReservation, NewNumberSearch},
    paths,
};

use super::client::{ApiError, Call, path};

pub async fn search(question: &NewNumberSearch) -> Result<FreeNumbers, ApiError> {
    Call::post(paths::NUMBER_SEARCHES)
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .patient()
        .send_body(question)
        .await
}

pub async fn reserve(
    wish: &NewNumberReservation,
    idempotency_key: &str,
) -> Result<NumberReservation, ApiError> {
    Call::post(paths::NUMBER_RESERVATIONS)
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .patient()
        .send_body(wish)
        .await
}

/// Gives reserved numbers back.
pub async fn release(id: &str) -> Result<(), ApiError> {
    Call::delete(&path(paths::NUMBER_RESERVATION, "id", id))
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .send::<serde_json::Value>()
        .await
        .map(|_| ())
}
