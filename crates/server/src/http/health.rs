//! Whether the backend lives, whether it can work, and what it counts.

use axum::{extract::State, http::header, response::IntoResponse};

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

pub async fn metrics(State(state): State<AppState>) -> impl IntoResponse {
    let mut text = String::new();
    state.metrics.write(&mut text);
    state.ports.write_metrics(&mut text);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text)
}
