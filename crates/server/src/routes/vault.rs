//! `/api/v1/vault-key`

use axum::{
    Json,
    extract::State,
    http::header,
    response::{AppendHeaders, IntoResponse},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{paths, problem::Problem, session::VaultKey};

use crate::{app::vault, error::AppError, http::current_user::CurrentUser, state::AppState};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_vault_key))
}

/// The key that seals what the user's browsers keep. One per user; only a live session gets it, and nothing may keep the
/// answer.
#[utoipa::path(get, path = paths::VAULT_KEY, tag = "session", responses(
    (status = 200, body = VaultKey), (status = 401, body = Problem),
))]
async fn get_vault_key(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<impl IntoResponse, AppError> {
    let key = vault::key(&state, &user).await?;
    Ok((AppendHeaders([(header::CACHE_CONTROL, "no-store")]), Json(key)))
}
