//! `/partner/v1/order-events`: where the order system sends its messages.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{paths, problem::Problem};

use crate::{app::order_system, error::AppError, http::bearer::bears_token, state::AppState};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(receive_order_event))
}

/// Take a message of the order system. The same message may come again.
#[utoipa::path(post, path = paths::ORDER_EVENTS, tag = "partner systems",
    request_body(content = serde_json::Value, description = "An event in the form of TMF688 that holds the whole service order"),
    responses(
    (status = 204, description = "It is stored"), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 410, body = Problem, description = "About no order of ours: it need not be sent again"),
    (status = 413, body = Problem), (status = 503, body = Problem),
))]
async fn receive_order_event(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<StatusCode, AppError> {
    if !bears_token(&headers, &state.config.order_events_token.0) {
        return Err(AppError::NotLoggedIn("partner.token_required"));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::Malformed("body.unreadable"),
    })?;
    order_system::receive(&state, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}
