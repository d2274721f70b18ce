//! The product catalogue, and what this partner's references usually look like.

use domain::{catalogue::Catalogue, orders::ReferenceHabits};
use wire::{orders::ReferenceHabitsView, paths};

use super::client::{ApiError, Call};

pub async fn current() -> Result<Catalogue, ApiError> {
    Call::get(paths::CATALOGUE).in_background(true).send().await
}

/// For REF-2.
pub async fn reference_habits() -> Result<ReferenceHabits, ApiError> {
    let view: ReferenceHabitsView = Call::get(paths::REFERENCE_HABITS)
        .in_background(true)
        .send()
        .await?;
    Ok(ReferenceHabits {
        project_reference: view.project_reference,
        customer_invoice_ref: view.customer_invoice_ref,
        customer_order_ref: view.customer_order_ref,
    })
}
