//! What a demonstration begins with: invented companies, a user for each way of access, orders in
//! every status, and the portfolios that partners look back on.

mod contacts;
mod example;
mod life;
mod on_installed;
mod orders;
mod subscriptions;
mod users;

use crate::{error::AppError, state::AppState};

pub use users::{listed as listed_users, users_as_text};

/// Fills an empty store. True when this was the first start.
pub async fn prepare(state: &AppState) -> Result<bool, AppError> {
    let first = users::insert(state).await?;
    orders::insert(state).await?;
    subscriptions::insert(state).await?;
    // After the orders: what has happened to them before the demonstration begins is told to nobody.
    contacts::insert(state).await?;
    Ok(first)
}
