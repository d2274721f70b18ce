//! `/api/v1/account`: the user's own company.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use domain::account::AccountDraft;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    company::{AccountSaved, AccountView},
    paths,
    problem::Problem,
};

use crate::{
    app::account,
    error::AppError,
    http::{
        body::Submitted,
        current_user::CurrentUser,
        version::{entity_tag, seen_version},
    },
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_account, put_account))
}

/// The account of one's own company. Its version is the `ETag`.
#[utoipa::path(get, path = paths::ACCOUNT, tag = "account", responses(
    (status = 200, body = AccountView, headers(("ETag" = String))), (status = 401, body = Problem),
    (status = 403, body = Problem),
))]
async fn get_account(State(state): State<AppState>, user: CurrentUser) -> Result<Response, AppError> {
    let account = account::show(&state, &user).await?;
    let tag = entity_tag(account.version)?;
    Ok(([(header::ETAG, tag)], Json(account)).into_response())
}

/// Change what the partner sets of its account.
#[utoipa::path(put, path = paths::ACCOUNT, tag = "account", request_body = AccountDraft,
    params(("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The `ETag` of the version that was seen")),
    responses(
        (status = 200, body = AccountSaved, headers(("ETag" = String))), (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 412, body = Problem, description = "Changed meanwhile; `current` is the account as it is now"),
        (status = 422, body = Problem), (status = 428, body = Problem, description = "`If-Match` is missing"),
    ),
)]
async fn put_account(
    State(state): State<AppState>,
    user: CurrentUser,
    headers: HeaderMap,
    Submitted { body, submission }: Submitted<AccountDraft>,
) -> Result<Response, AppError> {
    let seen = seen_version(&headers)?;
    let answer = account::save(&state, &user, &submission, seen, body).await?;
    let saved: AccountSaved = serde_json::from_str(&answer.json).map_err(AppError::internal)?;
    Ok(([(header::ETAG, entity_tag(saved.version)?)], answer).into_response())
}
