//! The product portfolio: the list, one subscription.

use domain::subscriptions::Subscription;
use wire::{
    lists::Page,
    paths,
    subscriptions::{SubscriptionSummary, SubscriptionView},
};

use super::client::{ApiError, Call, Fetched, path};
use crate::offline::answers::Shelf;

/// A page of the portfolio. The query is the one of its address.
pub async fn list(
    query: &[(&str, &str)],
    background: bool,
) -> Result<Fetched<Page<SubscriptionSummary>>, ApiError> {
    Call::get(paths::SUBSCRIPTIONS)
        .query(query)
        .in_background(background)
        .fetch(Shelf::List)
        .await
}

pub async fn get(id: &str, background: bool) -> Result<Fetched<SubscriptionView>, ApiError> {
    Call::get(&path(paths::SUBSCRIPTION, "id", id))
        .in_background(background)
        .fetch(Shelf::Case)
        .await
}

/// What the company has under this very number: the one that runs, else the last that did. Never what was answered
/// earlier: by this it is decided what may be ordered.
pub async fn under_number(number: &str) -> Result<Option<Subscription>, ApiError> {
    let found: Page<SubscriptionSummary> = Call::get(paths::SUBSCRIPTIONS)
        .query(&[("number", number), ("sort", "-since")])
        .send()
        .await?;
    let running = found.items.iter().find(|row| row.ended.is_none());
    let Some(row) = running.or(found.items.first()) else {
        return Ok(None);
    };
    let view: SubscriptionView = Call::get(&path(paths::SUBSCRIPTION, "id", &row.id))
        .send()
        .await?;
    Ok(Some(view.subscription))
}
