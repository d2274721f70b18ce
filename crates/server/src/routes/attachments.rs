//! `/api/v1/attachments`: files that go with a case, uploaded in chunks and downloaded to be saved.

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::TryStreamExt as _;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    attachments::{AttachmentToUpload, AttachmentView, UPLOAD_OFFSET},
    paths,
    problem::Problem,
};

use crate::{
    app::attachments::{self, Download},
    error::AppError,
    http::{
        body::{Chunk, Submitted},
        current_user::CurrentUser,
    },
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(
            get_attachment,
            put_attachment,
            patch_attachment,
            delete_attachment
        ))
        .routes(routes!(get_attachment_content))
}

/// How far a file has come: one's own, or one that went with a case that one may follow.
#[utoipa::path(get, path = paths::ATTACHMENT, tag = "attachments", params(("id" = String, Path)), responses(
    (status = 200, body = AttachmentView), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem, description = "Not there, or not yours"),
))]
async fn get_attachment(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Json<AttachmentView>, AppError> {
    Ok(Json(attachments::show(&state, &user, &id).await?))
}

/// Announce a file under the UUID that the browser gave it. Announced again it answers how far it has come.
/// Without a case it is removed after 180 days, after 7 when it has not come completely.
#[utoipa::path(put, path = paths::ATTACHMENT, tag = "attachments", request_body = AttachmentToUpload,
    params(("id" = String, Path, description = "A UUID"), ("Idempotency-Key" = String, Header)),
    responses(
        (status = 200, body = AttachmentView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem, description = "The id is another user's"),
        (status = 409, body = Problem, description = "`attachment.other_file`: another file has this id"),
        (status = 422, body = Problem, description = "Empty, over 10 MB, or the company has too much that it has not sent"),
    ),
)]
async fn put_attachment(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
    // Announcing is the same however often it is done, so no answer is kept, which would keep the file's name.
    Submitted { body, .. }: Submitted<AttachmentToUpload>,
) -> Result<Json<AttachmentView>, AppError> {
    Ok(Json(attachments::announce(&state, &user, &id, body).await?))
}

/// Send the next bytes of a file, 64 KiB to 1 MiB unless they are its last. Where they begin makes a repeat harmless.
#[utoipa::path(patch, path = paths::ATTACHMENT, tag = "attachments",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    params(("id" = String, Path), ("Upload-Offset" = u64, Header, description = "Where they begin: `received`")),
    responses(
        (status = 200, body = AttachmentView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, body = Problem, description = "`attachment.offset`: others are wanted; `current` tells which"),
        (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem, description = "All of it came and is refused: `attachment.damaged` begins again, \
            a finding says why the file is none that is taken, and it is gone"),
    ),
)]
async fn patch_attachment(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Chunk(body): Chunk,
) -> Result<Json<AttachmentView>, AppError> {
    let offset = headers.get(UPLOAD_OFFSET).and_then(|value| value.to_str().ok());
    let offset = offset
        .and_then(|offset| offset.parse().ok())
        .ok_or(AppError::Malformed("attachment.offset_malformed"))?;
    let stands = attachments::append(&state, &user, &id, offset, body.into()).await?;
    Ok(Json(stands))
}

/// Remove a file of one's own that went with no case.
#[utoipa::path(delete, path = paths::ATTACHMENT, tag = "attachments", params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem, description = "`attachment.sent`: it went with a case"),
))]
async fn delete_attachment(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<StatusCode, AppError> {
    attachments::remove(&state, &user, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The file itself, to be saved and never to be shown as a page of ours.
#[utoipa::path(get, path = paths::ATTACHMENT_CONTENT, tag = "attachments", params(("id" = String, Path)), responses(
    (status = 200, body = Vec<u8>, content_type = "application/octet-stream",
        description = "As `attachment`, under the file's name and media type"),
    (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem, description = "`attachment.incomplete`"),
))]
async fn get_attachment_content(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let Download {
        name,
        kind,
        bytes,
        content,
    } = attachments::download(&state, &user, &id).await?;
    let content = content.map_err(|error| {
        tracing::error!(?error, "a download broke off");
        std::io::Error::other("the download broke off")
    });
    let headers = [
        (header::CONTENT_TYPE, kind.media_type().to_owned()),
        (header::CONTENT_LENGTH, bytes.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
    ];
    // `nosniff` stands on every answer (`http::security`).
    Ok((headers, Body::from_stream(content)).into_response())
}

/// RFC 6266: the name in letters that every client reads, and in all its letters beside it.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| match c {
            'æ' | 'ä' => 'a',
            'ø' | 'ö' => 'o',
            'å' => 'a',
            'Æ' | 'Ä' | 'Å' => 'A',
            'Ø' | 'Ö' => 'O',
            c if c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '(' | ')') => c,
            _ => '_',
        })
        .collect();
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}
