//! `/api/v1/access-checks`

use axum::{
    Json,
    extract::{Path, State},
};
use domain::access_check::AccessCheck;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{paths, problem::Problem, registers::NewAccessCheck};

use crate::{
    app::{access_checks, idempotency::Answer},
    error::AppError,
    http::{body::Submitted, current_user::CurrentUser},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_access_check))
        .routes(routes!(get_access_check))
}

/// Ask Kapaks whether it can be delivered, and NRDB which lines there are (KAP, GRD-1). That Kapaks does not answer in
/// time or is away is an answer too.
#[utoipa::path(post, path = paths::ACCESS_CHECKS, tag = "access checks", request_body = NewAccessCheck,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 201, body = AccessCheck), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 422, body = Problem),
))]
async fn create_access_check(
    State(state): State<AppState>,
    user: CurrentUser,
    Submitted { body, submission }: Submitted<NewAccessCheck>,
) -> Result<Answer, AppError> {
    access_checks::ask(&state, &user, &submission, body).await
}

/// A check that one's own company has made.
#[utoipa::path(get, path = paths::ACCESS_CHECK, tag = "access checks", params(("id" = String, Path)), responses(
    (status = 200, body = AccessCheck), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem),
))]
async fn get_access_check(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Json<AccessCheck>, AppError> {
    Ok(Json(access_checks::get(&state, &user, &id).await?))
}
