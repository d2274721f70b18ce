//! What all protocols of the operator's own systems have in common: the error body, and reading a request's body.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// An error answer.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    reason: &'static str,
    message: String,
    more: Map<String, Value>,
}

impl Problem {
    pub fn new(
        status: StatusCode,
        code: &'static str,
        reason: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code,
            reason,
            message: message.into(),
            more: Map::new(),
        }
    }

    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "invalid",
            "Forespørselen er ufullstendig eller uleselig.",
            message,
        )
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "notFound", "Ikke funnet.", message)
    }

    pub fn away() -> Self {
        let reason = "Systemet er ikke tilgjengelig for tiden.";
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            reason,
            "The system is away.",
        )
    }

    pub fn conflict(code: &'static str, reason: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, reason, message)
    }

    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = self.more;
        body.insert("code".to_owned(), json!(self.code));
        body.insert("reason".to_owned(), json!(self.reason));
        body.insert("message".to_owned(), json!(self.message));
        body.insert("status".to_owned(), json!(self.status.as_u16().to_string()));
        (self.status, Json(Value::Object(body))).into_response()
    }
}

/// Parameters in the address; what cannot be read is a [`Problem`] like any other.
pub struct Parameters<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(parameters)| Self(parameters))
            .map_err(|error| Problem::invalid(error.to_string()))
    }
}

/// A JSON body; what cannot be read is a [`Problem`] like any other.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|error| Problem::invalid(error.to_string()))?;
        serde_json::from_slice(&bytes)
            .map(Body)
            .map_err(|error| Problem::invalid(error.to_string()))
    }
}
