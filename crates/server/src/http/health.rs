//! Whether the backend lives, whether it can work, and what it counts.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};

use super::{bearer::bears_token, current_user::CallerAddress};
use crate::{error::AppError, state::AppState, store};

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The store answers, so that requests can be served.
pub async fn readyz(State(state): State<AppState>) -> Result<&'static str, AppError> {
    store::settings::find(&mut state.store.connection().await?, "ready").await?;
    Ok("ready\n")
}

/// Counts tell how much is ordered and which systems fail, so they are not for everybody: with a token for whoever bears
/// it, else for this machine itself. Elsewhere the page is not there.
pub async fn metrics(
    State(state): State<AppState>,
    CallerAddress(caller): CallerAddress,
    headers: HeaderMap,
) -> Result<impl IntoResponse, StatusCode> {
    match &state.config.metrics_token {
        Some(token) if !bears_token(&headers, &token.0) => return Err(StatusCode::UNAUTHORIZED),
        // A request that a proxy has passed on comes from elsewhere, whatever its address.
        None if !caller.is_loopback() || headers.contains_key("x-forwarded-for") => {
            return Err(StatusCode::NOT_FOUND);
        }
        Some(_) | None => {}
    }
    let mut text = String::new();
    state.metrics.write(&mut text);
    state.ports.write_metrics(&mut text);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
