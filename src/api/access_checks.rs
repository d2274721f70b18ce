//! Kapaks: can it be delivered?

use domain::access_check::AccessCheck;
use wire::{paths, registers::NewAccessCheck};

use super::client::{ApiError, Call, path};

pub async fn ask(question: &NewAccessCheck) -> Result<AccessCheck, ApiError> {
    Call::post(paths::ACCESS_CHECKS)
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .patient()
        .send_body(question)
        .await
}

/// The backend's record of an earlier check, for a draft that is opened again.
pub async fn get(id: &str) -> Result<AccessCheck, ApiError> {
    Call::get(&path(paths::ACCESS_CHECK, "id", id)).send().await
}
