//! `/api/v1/slot-searches` and `/api/v1/appointments`

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domain::appointment::{Appointment, SlotSearch};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{appointments::NewAppointment, paths, problem::Problem, registers::NewSlotSearch};

use crate::{
    app::{appointments, holds, idempotency::Answer},
    error::AppError,
    http::{body::Submitted, current_user::CurrentUser},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_slot_search))
        .routes(routes!(create_appointment))
        .routes(routes!(get_appointment, delete_appointment))
}

/// Ask the appointment book what is free for a check that allows it (BOK).
#[utoipa::path(post, path = paths::SLOT_SEARCHES, tag = "appointments", request_body = NewSlotSearch,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 201, body = SlotSearch), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem),
))]
async fn create_slot_search(
    State(state): State<AppState>,
    user: CurrentUser,
    Submitted { body, submission }: Submitted<NewSlotSearch>,
) -> Result<Answer, AppError> {
    appointments::search(&state, &user, &submission, body).await
}

/// Hold a slot for 20 minutes (BOK-4). One that has gone is a 409 whose `current` is `NearestSlots`.
#[utoipa::path(post, path = paths::APPOINTMENTS, tag = "appointments", request_body = NewAppointment,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 201, body = Appointment), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
    (status = 503, body = Problem),
))]
async fn create_appointment(
    State(state): State<AppState>,
    user: CurrentUser,
    Submitted { body, submission }: Submitted<NewAppointment>,
) -> Result<Answer, AppError> {
    appointments::hold(&state, &user, &submission, body).await
}

/// A slot that one's own company holds or held.
#[utoipa::path(get, path = paths::APPOINTMENT, tag = "appointments", params(("id" = String, Path)), responses(
    (status = 200, body = Appointment), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem),
))]
async fn get_appointment(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Json<Appointment>, AppError> {
    Ok(Json(holds::get(&state, &user, &id).await?))
}

/// Give a held slot back. Doing it again does no harm.
#[utoipa::path(delete, path = paths::APPOINTMENT, tag = "appointments", params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem),
))]
async fn delete_appointment(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<StatusCode, AppError> {
    holds::release::<Appointment>(&state, &user, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
