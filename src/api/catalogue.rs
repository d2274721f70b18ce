//! The product catalogue, and what this partner's references usually look like.

use domain::{catalogue::Catalogue, orders::ReferenceHabits};
use wire::{orders::ReferenceHabitsView, paths};

use super::client::{ApiError, Call, Fetched};
use crate::offline::answers::Shelf;

pub async fn current() -> Result<Fetched<Catalogue>, ApiError> {
    Call::get(paths::CATALOGUE)
        .in_background(true)
        .fetch(Shelf::Base)
        .await
}

/// For REF-2.
pub async fn reference_habits() -> Result<ReferenceHabits, ApiError> {
    let fetched: Fetched<ReferenceHabitsView> = Call::get(paths::REFERENCE_HABITS)
        .in_background(true)
        .fetch(Shelf::Base)
        .await?;
    let view = fetched.value;
    Ok(ReferenceHabits {
        project_reference: view.project_reference,
        customer_invoice_ref: view.customer_invoice_ref,
        customer_order_ref: view.customer_order_ref,
    })
}
