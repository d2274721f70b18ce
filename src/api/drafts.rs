//! The backend's copy of one's own drafts.

use wire::{
    drafts::{DraftSaved, DraftToSave, DraftView, Drafts},
    paths,
};

use super::client::{ApiError, Call, path};

pub async fn list() -> Result<Vec<DraftView>, ApiError> {
    let drafts: Drafts = Call::get(paths::DRAFTS).in_background(true).send().await?;
    Ok(drafts.items)
}

/// Saves it over the version that is known, or for the first time. 412 when the backend has another.
pub async fn save(id: &str, over: Option<i64>, draft: &DraftToSave) -> Result<DraftSaved, ApiError> {
    let call = Call::put(&path(paths::DRAFT, "id", id))
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .in_background(true);
    let call = match over {
        Some(version) => call.header("If-Match", &format!("\"{version}\"")),
        None => call.header("If-None-Match", "*"),
    };
    call.send_body(draft).await
}

pub async fn delete(id: &str, version: i64) -> Result<(), ApiError> {
    Call::delete(&path(paths::DRAFT, "id", id))
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .header("If-Match", &format!("\"{version}\""))
        .in_background(true)
        .send::<serde_json::Value>()
        .await
        .map(|_| ())
}
