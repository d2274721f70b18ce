//! `/api/v1/addresses`, `/api/v1/companies` and `/api/v1/carrier-lines`

use axum::{
    Json,
    extract::{Path, Query, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    paths,
    problem::Problem,
    registers::{AddressHits, AddressQuery, CarrierAnswer, CarrierQuestion, CompanyView},
};

use crate::{
    app::{carrier_lines, registers},
    error::AppError,
    http::{body::JsonBody, current_user::CurrentUser},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(search_addresses))
        .routes(routes!(get_company))
        .routes(routes!(find_carrier_line))
}

/// Forgiving search in the address register, best hits first, at most 50 with the total (ADR-7).
#[utoipa::path(get, path = paths::ADDRESSES, tag = "registers", params(AddressQuery), responses(
    (status = 200, body = AddressHits), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem),
))]
async fn search_addresses(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<AddressQuery>,
) -> Result<Json<AddressHits>, AppError> {
    Ok(Json(registers::search_addresses(&state, &user, &query).await?))
}

/// What the company register says (CUS-2). When the register is away, that is the answer.
#[utoipa::path(get, path = paths::COMPANY, tag = "registers",
    params(("organisation_number" = String, Path, description = "Nine digits; spaces are removed")), responses(
    (status = 200, body = CompanyView), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem),
))]
async fn get_company(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(organisation_number): Path<String>,
) -> Result<Json<CompanyView>, AppError> {
    Ok(Json(
        registers::get_company(&state, &user, &organisation_number).await?,
    ))
}

/// Whose line a carrier line number is, and where (ORD-6). Nothing is changed by asking; the number goes in the body because a
/// path stands in logs.
#[utoipa::path(post, path = paths::CARRIER_LINES, tag = "registers", request_body = CarrierQuestion, responses(
    (status = 200, body = CarrierAnswer), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem), (status = 503, body = Problem),
))]
async fn find_carrier_line(
    State(state): State<AppState>,
    user: CurrentUser,
    JsonBody(question): JsonBody<CarrierQuestion>,
) -> Result<Json<CarrierAnswer>, AppError> {
    Ok(Json(carrier_lines::ask(&state, &user, &question).await?))
}
