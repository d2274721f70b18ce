//! HTTP in and out: each handler takes a request apart, calls `app`, and makes an answer of what comes back.

mod access_checks;
mod account;
mod appointments;
mod attachments;
mod authorities;
mod catalogue;
mod contacts;
mod demonstration;
mod drafts;
mod events;
mod list_file;
mod mails;
mod numbers;
mod order_events;
mod orders;
mod registers;
mod sessions;
mod subscriptions;
mod vault;
mod views;

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

/// Every route of the interface. A new module adds its `router()` here, and its routes to `tests/authorisation.rs`.
pub fn all() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(sessions::router())
        .merge(vault::router())
        .merge(catalogue::router())
        .merge(orders::router())
        .merge(subscriptions::router())
        .merge(drafts::router())
        .merge(attachments::router())
        .merge(views::router())
        .merge(contacts::router())
        .merge(account::router())
        .merge(mails::router())
        .merge(events::router())
        .merge(registers::router())
        .merge(access_checks::router())
        .merge(appointments::router())
        .merge(authorities::router())
        .merge(numbers::router())
        .merge(order_events::router())
        .merge(demonstration::router())
}
