//! The product catalogue: loaded from the store, where the shipped one is put at the first start.

use domain::catalogue::Catalogue;

use crate::{
    clock::Clock,
    error::AppError,
    store::{Store, catalogue},
};

/// The newest version.
pub async fn load(store: &Store, clock: &Clock) -> Result<Catalogue, AppError> {
    let now = clock.now();
    store
        .write(move |db| {
            Box::pin(async move {
                if let Some(newest) = catalogue::newest(db).await? {
                    return Ok(newest);
                }
                let first =
                    Catalogue::default_catalogue().map_err(|error| AppError::internal(error.to_string()))?;
                catalogue::insert(db, &first, now).await?;
                Ok::<_, AppError>(first)
            })
        })
        .await
}
