//! `/api/v1/drafts`: the server's copy of one's own drafts.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    drafts::{DraftSaved, DraftToSave, DraftView, Drafts},
    paths,
    problem::Problem,
};

use crate::{
    app::{drafts, idempotency::Answer},
    error::AppError,
    http::{
        body::{Keyed, Submitted},
        current_user::{ClientName, CurrentUser},
        version::{entity_tag, optional_version, precondition},
    },
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_drafts))
        .routes(routes!(get_draft, put_draft, delete_draft))
}

/// One's own drafts with what is typed in them, at most 200; nobody else's.
#[utoipa::path(get, path = paths::DRAFTS, tag = "drafts", responses(
    (status = 200, body = Drafts), (status = 401, body = Problem),
))]
async fn list_drafts(State(state): State<AppState>, user: CurrentUser) -> Result<Json<Drafts>, AppError> {
    Ok(Json(drafts::list(&state, &user).await?))
}

/// One draft of one's own. Its version is the `ETag`.
#[utoipa::path(get, path = paths::DRAFT, tag = "drafts", params(("id" = String, Path)), responses(
    (status = 200, body = DraftView, headers(("ETag" = String))), (status = 401, body = Problem),
    (status = 404, body = Problem, description = "Not there, or another user's"),
))]
async fn get_draft(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let draft = drafts::show(&state, &user, &id).await?;
    let tag = entity_tag(draft.version)?;
    Ok(([(header::ETAG, tag)], Json(draft)).into_response())
}

/// Save a draft under the UUID that the browser gave it, however incomplete. Untouched for 90 days it is removed.
#[utoipa::path(put, path = paths::DRAFT, tag = "drafts", request_body = DraftToSave,
    params(("id" = String, Path, description = "A UUID"), ("Idempotency-Key" = String, Header),
        ("If-None-Match" = Option<String>, Header, description = "`*` for a new draft"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the version that was seen")),
    responses(
        (status = 200, body = DraftSaved, headers(("ETag" = String))),
        (status = 201, body = DraftSaved, headers(("ETag" = String))),
        (status = 401, body = Problem), (status = 404, body = Problem, description = "Deleted meanwhile"),
        (status = 409, body = Problem, description = "`draft.ordered`: an order was made of it, which is `current`"),
        (status = 412, body = Problem, description = "Changed meanwhile; `current` is the draft as it is now"),
        (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem, description = "Neither `If-Match` nor `If-None-Match`"),
    ),
)]
async fn put_draft(
    State(state): State<AppState>,
    user: CurrentUser,
    ClientName(device): ClientName,
    Path(id): Path<String>,
    headers: HeaderMap,
    Submitted { body, submission }: Submitted<DraftToSave>,
) -> Result<Response, AppError> {
    let seen = precondition(&headers)?;
    let answer = drafts::save(&state, &user, &submission, &id, seen, (body, device)).await?;
    let saved: DraftSaved = serde_json::from_str(&answer.json).map_err(AppError::internal)?;
    Ok(([(header::ETAG, entity_tag(saved.version)?)], answer).into_response())
}

/// Delete a draft of one's own.
#[utoipa::path(delete, path = paths::DRAFT, tag = "drafts",
    params(("id" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "With it a repeat gets the first answer"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the version that was seen")),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 412, body = Problem, description = "Changed meanwhile; `current` is the draft as it is now"),
    ),
)]
async fn delete_draft(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Keyed(submission): Keyed,
) -> Result<Answer, AppError> {
    let seen = optional_version(&headers)?;
    drafts::remove(&state, &user, submission.as_ref(), &id, seen).await
}
