//! `/partner/v1/order-events`: where the order system sends its messages.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use sha2::{Digest as _, Sha256};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{paths, problem::Problem};

use crate::{app::order_system, error::AppError, state::AppState};

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
    let sent = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !is_token(sent, &state.config.order_events_token.0) {
        return Err(AppError::NotLoggedIn("partner.token_required"));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::Malformed("body.unreadable"),
    })?;
    order_system::receive(&state, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hashes are compared, so that the time it takes says nothing of where two tokens begin to differ.
fn is_token(authorization: &str, token: &str) -> bool {
    let sent = authorization.strip_prefix("Bearer ").unwrap_or_default();
    !token.is_empty() && Sha256::digest(sent) == Sha256::digest(token)
}
