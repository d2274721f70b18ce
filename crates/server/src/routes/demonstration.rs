//! `/api/v1/demonstration`: what exists in a demonstration only.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    demonstration::{AdvanceClock, ClockView, DemonstrationUser},
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
    OpenApiRouter::new()
        .routes(routes!(list_users))
        .routes(routes!(advance_clock))
}

/// Whom a visitor of a demonstration can log in as, for those who are not logged in yet. In production there is nobody.
#[utoipa::path(get, path = paths::DEMONSTRATION_USERS, tag = "demonstration", responses(
    (status = 200, body = Vec<DemonstrationUser>),
))]
async fn list_users(State(state): State<AppState>) -> Json<Vec<DemonstrationUser>> {
    Json(demonstration::users(&state))
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
