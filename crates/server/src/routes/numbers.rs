//! `/api/v1/number-searches` and `/api/v1/number-reservations`

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domain::numbers::NumberReservation;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    numbers::{FreeNumbers, NewNumberReservation, NewNumberSearch},
    paths,
    problem::Problem,
};

use crate::{
    app::{holds, idempotency::Answer, numbers},
    error::AppError,
    http::{body::Submitted, current_user::CurrentUser},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_number_search))
        .routes(routes!(create_number_reservation))
        .routes(routes!(get_number_reservation, delete_number_reservation))
}

/// Ask NRDB which telephone numbers are free at the place of a check (NUM-2). Nothing is held by it.
#[utoipa::path(post, path = paths::NUMBER_SEARCHES, tag = "numbers", request_body = NewNumberSearch,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = FreeNumbers), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem),
))]
async fn create_number_search(
    State(state): State<AppState>,
    user: CurrentUser,
    Submitted { body, .. }: Submitted<NewNumberSearch>,
) -> Result<Json<FreeNumbers>, AppError> {
    Ok(Json(numbers::search(&state, &user, body).await?))
}

/// Reserve numbers for 20 minutes (NUM-2). Those that somebody else has got meanwhile are a 409.
#[utoipa::path(post, path = paths::NUMBER_RESERVATIONS, tag = "numbers", request_body = NewNumberReservation,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 201, body = NumberReservation), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
    (status = 503, body = Problem),
))]
async fn create_number_reservation(
    State(state): State<AppState>,
    user: CurrentUser,
    Submitted { body, submission }: Submitted<NewNumberReservation>,
) -> Result<Answer, AppError> {
    numbers::reserve(&state, &user, &submission, body).await
}

/// Numbers that one's own company holds or held.
#[utoipa::path(get, path = paths::NUMBER_RESERVATION, tag = "numbers", params(("id" = String, Path)), responses(
    (status = 200, body = NumberReservation), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem),
))]
async fn get_number_reservation(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Json<NumberReservation>, AppError> {
    Ok(Json(holds::get(&state, &user, &id).await?))
}

/// Give reserved numbers back. Doing it again does no harm.
#[utoipa::path(delete, path = paths::NUMBER_RESERVATION, tag = "numbers", params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem),
))]
async fn delete_number_reservation(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<StatusCode, AppError> {
    holds::release::<NumberReservation>(&state, &user, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
