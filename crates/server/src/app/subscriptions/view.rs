//! A subscription as its page shows it.

use domain::{access::Permission, catalogue::Catalogue, subscriptions::SubscriptionAction};
use wire::{
    orders::Reason,
    subscriptions::{SubscriptionActionState, SubscriptionView},
};

use super::{not_found, subscription_id, whole};
use crate::{
    app::orders::{list::summary, view::wire_reason},
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::subscriptions,
};

/// A subscription that the user may see; any other does not exist.
pub async fn show(state: &AppState, user: &CurrentUser, name: &str) -> Result<SubscriptionView, AppError> {
    let scope = user.order_scope()?;
    let id = subscription_id(name).ok_or_else(not_found)?;
    // Who may not order is told so before anything else.
    let may_order = user.access.may(Permission::Order).map_err(wire_reason);
    let catalogue = state.catalogue.clone();
    state
        .store
        .read(move |db| {
            Box::pin(async move {
                let stored = subscriptions::find(db, &scope, id).await?.ok_or_else(not_found)?;
                let body = subscriptions::find_body(db, id).await?.ok_or_else(not_found)?;
                let orders = subscriptions::orders_of(db, id).await?;
                let subscription = whole(&stored, body);
                Ok(SubscriptionView {
                    version: stored.version,
                    status: stored.status,
                    ended: stored.ended,
                    actions: actions(&subscription, &catalogue, may_order.err()),
                    subscription,
                    company: scope.names_companies().then_some(stored.company_name),
                    orders: orders.into_iter().map(|order| summary(order, &scope)).collect(),
                })
            })
        })
        .await
}

fn actions(
    subscription: &domain::subscriptions::Subscription,
    catalogue: &Catalogue,
    may_not_order: Option<Reason>,
) -> Vec<SubscriptionActionState> {
    let product = catalogue.product(&subscription.product);
    SubscriptionAction::ALL
        .into_iter()
        .map(|action| {
            let closed = subscription.can(action, product).err().map(wire_reason);
            SubscriptionActionState {
                action,
                closed: may_not_order.clone().or(closed),
            }
        })
        .collect()
}
