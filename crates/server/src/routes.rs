//! HTTP in and out: each handler takes a request apart, calls `app`, and makes an answer of what comes back.

mod access_checks;
mod appointments;
mod catalogue;
mod demonstration;
mod events;
mod order_events;
mod orders;
mod registers;
mod sessions;
mod views;

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

/// Every route of the interface. A new module adds its `router()` here, and its routes to `tests/authorisation.rs`.
pub fn all() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(sessions::router())
        .merge(catalogue::router())
        .merge(orders::router())
        .merge(views::router())
        .merge(events::router())
        .merge(registers::router())
        .merge(access_checks::router())
        .merge(appointments::router())
        .merge(order_events::router())
        .merge(demonstration::router())
}
