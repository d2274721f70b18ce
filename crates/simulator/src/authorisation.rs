//! The bearer token of the operator's own systems.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::exchange::Problem;
use crate::world::World;

pub async fn require_token(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let given = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    if given.and_then(|value| value.strip_prefix("Bearer ")) == Some(world.config.token.as_str()) {
        return next.run(request).await;
    }
    let reason = "Mangler gyldig tilgang.";
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "unauthorised",
        reason,
        "The bearer token is missing or wrong.",
    )
    .into_response()
}
