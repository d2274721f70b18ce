//! The technician's time: free slots, and the one that is held.

use domain::appointment::{Appointment, SlotSearch};
use wire::{appointments::NewAppointment, paths, registers::NewSlotSearch};

use super::client::{ApiError, Call, path};

pub async fn search(question: &NewSlotSearch) -> Result<SlotSearch, ApiError> {
    Call::post(paths::SLOT_SEARCHES)
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .patient()
        .send_body(question)
        .await
}

pub async fn hold(wish: &NewAppointment, idempotency_key: &str) -> Result<Appointment, ApiError> {
    Call::post(paths::APPOINTMENTS)
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .patient()
        .send_body(wish)
        .await
}

/// Gives a held slot back.
pub async fn release(id: &str) -> Result<(), ApiError> {
    Call::delete(&path(paths::APPOINTMENT, "id", id))
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .send::<serde_json::Value>()
        .await
        .map(|_| ())
}
