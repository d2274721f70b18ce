//! Saved views of lists.

use wire::{
    lists::{NewView, SavedView},
    paths,
};

use super::client::{ApiError, Call, Fetched, path};
use crate::offline::answers::Shelf;

pub async fn list(of: &str) -> Result<Fetched<Vec<SavedView>>, ApiError> {
    Call::get(paths::VIEWS)
        .query(&[("list", of)])
        .fetch(Shelf::Base)
        .await
}

pub async fn create(view: &NewView) -> Result<SavedView, ApiError> {
    Call::post(paths::VIEWS)
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .send_body(view)
        .await
}

pub async fn delete(id: &str) -> Result<(), ApiError> {
    Call::delete(&path(paths::VIEW, "id", id))
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .send::<serde_json::Value>()
        .await
        .map(|_| ())
}
