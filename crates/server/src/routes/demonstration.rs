//! `/api/v1/demonstration`: what exists in a demonstration only.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    demonstration::{AdvanceClock, ClockView},
    paths,
    problem::Problem,
};

use crate::{
    app::demonstration,
    error::AppError,
    http::{body::JsonBody, current_user::CurrentUser},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(advance_clock))
}

/// Set the clock forward. In production this answers 404.
#[utoipa::path(post, path = paths::DEMONSTRATION_CLOCK, tag = "demonstration", request_body = AdvanceClock, responses(
    (status = 200, body = ClockView), (status = 401, body = Problem), (status = 404, body = Problem),
    (status = 422, body = Problem),
))]
async fn advance_clock(
    State(state): State<AppState>,
    _: CurrentUser,
    JsonBody(by): JsonBody<AdvanceClock>,
) -> Result<Json<ClockView>, AppError> {
    Ok(Json(ClockView {
        now: demonstration::advance_clock(&state, by.seconds).await?,
    }))
}
