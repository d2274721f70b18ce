//! `/api/v1/catalogue`

use axum::{Json, extract::State};
use domain::catalogue::Catalogue;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{paths, problem::Problem};

use crate::{http::current_user::CurrentUser, state::AppState};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_catalogue))
}

/// The product catalogue as it is now.
#[utoipa::path(get, path = paths::CATALOGUE, tag = "catalogue", responses(
    (status = 200, body = Catalogue), (status = 401, body = Problem),
))]
async fn get_catalogue(State(state): State<AppState>, _: CurrentUser) -> Json<Catalogue> {
    Json(state.catalogue.as_ref().clone())
}
