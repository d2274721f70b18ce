//! Bodies of requests: JSON, bounded, and with the key that makes a repeated write the same write.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, Method, Uri, header, request::Parts},
};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use wire::paths::IDEMPOTENCY_KEY;

use crate::{error::AppError, state::AppState};

/// A project order of 50 lines is some 60 KB as JSON.
pub const LARGEST_BODY: usize = 1 << 20;

/// A body that has not come after so long is not waited for: 1 MiB over the poorest line takes less.
const LONGEST_READ: Duration = Duration::from_secs(60);

/// A JSON body.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

/// A JSON body that came with an `Idempotency-Key`.
#[derive(Debug)]
pub struct Submitted<T> {
    pub body: T,
    pub submission: Submission,
}

/// What makes two writes the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// A UUID in its usual form.
    pub key: String,
    /// Of method, path and body.
    pub body_hash: String,
}

/// What makes two writes without a body the same; none when no `Idempotency-Key` came with it.
#[derive(Debug)]
pub struct Keyed(pub Option<Submission>);

impl FromRequestParts<AppState> for Keyed {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        if !parts.headers.contains_key(IDEMPOTENCY_KEY) {
            return Ok(Self(None));
        }
        let key = idempotency_key(&parts.headers)?;
        let body_hash = hex(&started_hash(&parts.method, &parts.uri).finalize());
        Ok(Self(Some(Submission { key, body_hash })))
    }
}

fn started_hash(method: &Method, uri: &Uri) -> Sha256 {
    let mut hash = Sha256::new();
    hash.update(method.as_str());
    hash.update(b" ");
    hash.update(uri.path());
    hash.update(b"\n");
    hash
}

impl<T: DeserializeOwned> FromRequest<AppState> for JsonBody<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let bytes = json_bytes(request, state).await?;
        read(&bytes).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<AppState> for Submitted<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let key = idempotency_key(request.headers())?;
        let mut hash = started_hash(request.method(), request.uri());
        let bytes = json_bytes(request, state).await?;
        hash.update(&bytes);
        Ok(Self {
            body: read(&bytes)?,
            submission: Submission {
                key,
                body_hash: hex(&hash.finalize()),
            },
        })
    }
}

/// A part of a file.
#[derive(Debug)]
pub struct Chunk(pub Bytes);

impl FromRequest<AppState> for Chunk {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        bytes_of(request, state, "application/octet-stream")
            .await
            .map(Self)
    }
}

async fn json_bytes(request: Request, state: &AppState) -> Result<Bytes, AppError> {
    bytes_of(request, state, "application/json").await
}

async fn bytes_of(request: Request, state: &AppState, wanted: &str) -> Result<Bytes, AppError> {
    let is_wanted = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case(wanted));
    if !is_wanted {
        return Err(AppError::UnsupportedMediaType);
    }
    let reading = tokio::time::timeout(LONGEST_READ, Bytes::from_request(request, state));
    let read = reading.await.map_err(|_| AppError::TooSlow)?;
    read.map_err(|rejection| {
        if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            AppError::TooLarge
        } else {
            AppError::Malformed("body.unreadable")
        }
    })
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes).map_err(|_| AppError::Malformed("body.malformed"))
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, AppError> {
    let value = headers
        .get(IDEMPOTENCY_KEY)
        .ok_or(AppError::Malformed("idempotency.key_required"))?;
    let text = value
        .to_str()
        .map_err(|_| AppError::Malformed("idempotency.key_malformed"))?;
    let key = uuid::Uuid::parse_str(text).map_err(|_| AppError::Malformed("idempotency.key_malformed"))?;
    Ok(key.to_string())
}

/// Hexadecimal digits, small.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
