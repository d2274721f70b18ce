//! What a demonstration begins with: invented companies, a user for each way of access, and orders in every status.

mod example;
mod life;
mod orders;
mod users;

use crate::{error::AppError, state::AppState};

pub use users::users_as_text;

/// Fills an empty store. True when this was the first start.
pub async fn prepare(state: &AppState) -> Result<bool, AppError> {
    let first = users::insert(state).await?;
    orders::insert(state).await?;
    Ok(first)
}
