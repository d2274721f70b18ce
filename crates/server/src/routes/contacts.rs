//! `/api/v1/contacts`: the partner's contacts.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use domain::contacts::PartnerContactDraft;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    company::{ContactSaved, ContactView, Contacts},
    paths,
    problem::Problem,
};

use crate::{
    app::{contacts, idempotency::Answer},
    error::AppError,
    http::{
        body::{Keyed, Submitted},
        current_user::CurrentUser,
        version::{entity_tag, precondition, seen_version},
    },
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_contacts))
        .routes(routes!(get_contact, put_contact, delete_contact))
}

/// The contacts of one's own company, at most 500, and its users.
#[utoipa::path(get, path = paths::CONTACTS, tag = "contacts", responses(
    (status = 200, body = Contacts), (status = 401, body = Problem), (status = 403, body = Problem),
))]
async fn list_contacts(State(state): State<AppState>, user: CurrentUser) -> Result<Json<Contacts>, AppError> {
    Ok(Json(contacts::list(&state, &user).await?))
}

/// One contact. Its version is the `ETag`.
#[utoipa::path(get, path = paths::CONTACT, tag = "contacts", params(("id" = String, Path)), responses(
    (status = 200, body = ContactView, headers(("ETag" = String))), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem, description = "Not there, or another company's"),
))]
async fn get_contact(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let contact = contacts::show(&state, &user, &id).await?;
    let tag = entity_tag(contact.version)?;
    Ok(([(header::ETAG, tag)], Json(contact)).into_response())
}

/// Save a contact under the UUID that the browser gave it.
#[utoipa::path(put, path = paths::CONTACT, tag = "contacts", request_body = PartnerContactDraft,
    params(("id" = String, Path, description = "A UUID"), ("Idempotency-Key" = String, Header),
        ("If-None-Match" = Option<String>, Header, description = "`*` for a new contact"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the version that was seen")),
    responses(
        (status = 200, body = ContactSaved, headers(("ETag" = String))),
        (status = 201, body = ContactSaved, headers(("ETag" = String))),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem, description = "Removed meanwhile"),
        (status = 412, body = Problem, description = "Changed meanwhile; `current` is the contact as it is now"),
        (status = 422, body = Problem, description = "Every error, each with its field"),
        (status = 428, body = Problem, description = "Neither `If-Match` nor `If-None-Match`"),
    ),
)]
async fn put_contact(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Submitted { body, submission }: Submitted<PartnerContactDraft>,
) -> Result<Response, AppError> {
    let seen = precondition(&headers)?;
    let answer = contacts::save(&state, &user, &submission, &id, seen, body).await?;
    let saved: ContactSaved = serde_json::from_str(&answer.json).map_err(AppError::internal)?;
    Ok(([(header::ETAG, entity_tag(saved.version)?)], answer).into_response())
}

/// Remove a contact.
#[utoipa::path(delete, path = paths::CONTACT, tag = "contacts",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The `ETag` of the version that was seen")),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 412, body = Problem, description = "Changed meanwhile; `current` is the contact as it is now"),
        (status = 428, body = Problem, description = "`If-Match` is missing"),
    ),
)]
async fn delete_contact(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Keyed(submission): Keyed,
) -> Result<Answer, AppError> {
    let submission = submission.ok_or(AppError::Malformed("idempotency.key_required"))?;
    let seen = seen_version(&headers)?;
    contacts::remove(&state, &user, submission, &id, seen).await
}
