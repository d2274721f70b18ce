//! Kapaks: can it be delivered?

use domain::access_check::AccessCheck;
use wire::{paths, registers::NewAccessCheck};

use super::client::{ApiError, Call};

pub async fn ask(question: &NewAccessCheck) -> Result<AccessCheck, ApiError> {
    Call::post(paths::ACCESS_CHECKS)
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .patient()
        .send_body(question)
        .await
}
