//! What a request can fail with, and how that is told: the user gets a problem (RFC 9457), the log gets the cause.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::finding::{Finding, Severity};
use wire::problem::{MEDIA_TYPE, Problem};

use crate::{ports::PartnerError, store::StoreError};

/// The failure of a request. Codes are names for programs; their texts stand under `problem.<code>`.
#[derive(Debug)]
pub enum AppError {
    /// 400: not what the interface describes, so that no field can be named.
    Malformed(&'static str),
    /// 401
    NotLoggedIn(&'static str),
    /// 403
    Forbidden(&'static str),
    /// 404: not there, or not yours, which nobody can tell apart.
    NotFound(&'static str),
    /// 409: the case is in another state, which is told.
    Conflict {
        code: &'static str,
        current: Option<serde_json::Value>,
    },
    /// 410: it need not be sent again.
    Gone(&'static str),
    /// 412: changed meanwhile; its present version is told.
    Changed { current: serde_json::Value },
    /// 408: the body did not come in time.
    TooSlow,
    /// 413
    TooLarge,
    /// 415
    UnsupportedMediaType,
    /// 422: the fields at fault.
    Invalid(Vec<Finding>),
    /// 422: the fields at fault, and what stands there now instead.
    Overtaken {
        fields: Vec<Finding>,
        current: serde_json::Value,
    },
    /// 422 without a field.
    Unprocessable(&'static str),
    /// 428: `If-Match` is missing.
    PreconditionRequired,
    /// 429
    TooMany { retry_after: u32 },
    /// 503: a partner system is needed and away.
    PartnerAway { system: &'static str, retry_after: u32 },
    /// 503: the database is away or too busy, or the answer to the same submission is still being made.
    Busy { code: &'static str, retry_after: u32 },
    /// 500: a mistake of ours. The cause goes to the log and nowhere else.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    pub fn internal(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(why.into())
    }

    /// Changed meanwhile: what it is now goes with the answer, so that both can be shown side by side (OFF-5).
    pub fn changed(current: &impl serde::Serialize) -> Self {
        match serde_json::to_value(current) {
            Ok(current) => Self::Changed { current },
            Err(error) => Self::internal(error),
        }
    }

    /// One field at fault that the domain knows nothing of.
    pub fn field(path: &str, code: &str) -> Self {
        Self::Invalid(vec![Finding {
            severity: Severity::Error,
            path: path.to_owned(),
            code: code.to_owned(),
            rule: String::new(),
            params: Default::default(),
            suggestion: None,
        }])
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::NotLoggedIn(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::Gone(_) => StatusCode::GONE,
            Self::Changed { .. } => StatusCode::PRECONDITION_FAILED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_) | Self::Overtaken { .. } | Self::Unprocessable(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::PartnerAway { .. } | Self::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn problem(self) -> Problem {
        let mut problem = problem_of(self.status(), "");
        match self {
            Self::Malformed(code)
            | Self::NotLoggedIn(code)
            | Self::Forbidden(code)
            | Self::NotFound(code)
            | Self::Gone(code)
            | Self::Unprocessable(code) => problem.code = code.to_owned(),
            Self::Conflict { code, current } => {
                problem.code = code.to_owned();
                problem.current = current;
            }
            Self::Changed { current } => {
                problem.code = "version.changed".to_owned();
                problem.current = Some(current);
            }
            Self::TooSlow => problem.code = "body.too_slow".to_owned(),
            Self::TooLarge => problem.code = "body.too_large".to_owned(),
            Self::UnsupportedMediaType => problem.code = "body.unsupported_media_type".to_owned(),
            Self::Invalid(fields) => {
                problem.code = "draft.invalid".to_owned();
                problem.fields = fields;
            }
            Self::Overtaken { fields, current } => {
                problem.code = "draft.invalid".to_owned();
                problem.fields = fields;
                problem.current = Some(current);
            }
            Self::PreconditionRequired => problem.code = "version.required".to_owned(),
            Self::TooMany { retry_after } => {
                problem.code = "too_many_attempts".to_owned();
                problem.retry_after = Some(retry_after);
            }
            Self::PartnerAway { system, retry_after } => {
                problem.code = "partner.away".to_owned();
                problem.current = Some(serde_json::json!({ "system": system }));
                problem.retry_after = Some(retry_after);
            }
            Self::Busy { code, retry_after } => {
                problem.code = code.to_owned();
                problem.retry_after = Some(retry_after);
            }
            Self::Internal(cause) => {
                tracing::error!(cause = %Chain(&*cause), "a request failed by a mistake of ours");
                problem.code = "internal".to_owned();
            }
        }
        problem.kind = kind(&problem.code);
        problem
    }
}

/// An error with all its causes.
struct Chain<'a>(&'a (dyn std::error::Error + 'static));

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// The name of a kind of problem; not a page.
fn kind(code: &str) -> String {
    format!("https://jara.example/problems/{code}")
}

/// A problem without particulars; the request's id is filled in by the outermost layer.
pub fn problem_of(status: StatusCode, code: &str) -> Problem {
    Problem {
        kind: kind(code),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        code: code.to_owned(),
        ..Problem::default()
    }
}

/// A problem on its way out: the outermost layer writes it when it knows the request's id.
#[derive(Clone, Debug)]
pub struct Pending(pub Problem);

/// Writes a problem as an answer.
pub fn write_problem(problem: Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let retry_after = problem.retry_after;
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let problem = self.problem();
        let mut response = write_problem(problem.clone());
        response.extensions_mut().insert(Pending(problem));
        response
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        if error.full() {
            tracing::error!(cause = %Chain(&error), "the store is full: nothing can be written until there is room");
            Self::Busy {
                code: "store.full",
                retry_after: 30,
            }
        } else if error.retryable() {
            tracing::warn!(cause = %Chain(&error), "the store is away or busy");
            Self::Busy {
                code: "store.busy",
                retry_after: 2,
            }
        } else {
            Self::Internal(Box::new(error))
        }
    }
}

impl From<PartnerError> for AppError {
    fn from(error: PartnerError) -> Self {
        Self::PartnerAway {
            system: error.system.name(),
            retry_after: error.retry_after(),
        }
    }
}
