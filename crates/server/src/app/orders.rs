//! Orders: submit, change, list and show.

pub mod actions;
pub mod change;
pub mod description;
pub mod expiry;
pub mod export;
pub mod giving_back;
pub mod list;
pub mod reopen;
pub mod reopened;
pub mod repeats;
mod seen;
pub mod store_new;
pub mod submit;
pub mod view;
pub mod whole;

use domain::catalogue::Catalogue;
pub use wire::orders::{order_id, order_name};

use crate::{
    error::AppError,
    store::{Connection, StoreError, catalogue},
};

fn not_found() -> AppError {
    AppError::NotFound("order.not_found")
}

/// The catalogue that an order was made with: the present one, or an earlier version from the store.
pub async fn catalogue_of(
    db: &mut Connection,
    present: &Catalogue,
    version: &str,
) -> Result<Catalogue, StoreError> {
    if present.version == version {
        return Ok(present.clone());
    }
    // Versions are never removed; without it the present one says more than nothing.
    Ok(catalogue::find(db, version)
        .await?
        .unwrap_or_else(|| present.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_name_of_an_order_leads_to_it() {
        assert_eq!(order_id(&order_name(20_418)), Some(20_418));
        for wrong in [
            "",
            "1-",
            "1-0",
            "20418",
            "2-20418",
            "1-+5",
            "1- 5",
            "1-05",
            "1-99999999999999999999",
            "1-5\0",
        ] {
            assert_eq!(order_id(wrong), None, "{wrong}");
        }
    }
}
