//! NRDB: whether a letter of authority holds (ISP-4).

use domain::isp_switch::AuthorityRecord;
use wire::{paths, registers::NewAuthorityCheck};

use super::client::{ApiError, Call};

pub async fn ask(question: &NewAuthorityCheck) -> Result<AuthorityRecord, ApiError> {
    Call::post(paths::AUTHORITIES)
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .patient()
        .send_body(question)
        .await
}
