//! The layer around every request: gives a request its id, writes every error as a problem, and logs and counts the request.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use tower_http::csrf::ProtectionError;
use tracing::Instrument as _;
use wire::problem::MEDIA_TYPE;

use crate::{
    error::{AppError, Pending, problem_of, write_problem},
    state::AppState,
};

const REQUEST_ID: &str = "x-request-id";

pub async fn envelope(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let request_id = uuid::Uuid::now_v7().to_string();
    let method = request.method().clone();
    let is_api = request.uri().path().starts_with("/api/");
    // The route's pattern, never the path or the query themselves: those can hold personal data.
    let route = request.extensions().get::<MatchedPath>().map_or_else(
        || if is_api { "/api/*" } else { "/*" }.to_owned(),
        |path| path.as_str().to_owned(),
    );
    let span = tracing::info_span!("request", %request_id, %method, route);
    let response = next.run(request).instrument(span.clone()).await;
    let mut response = with_problem(response, is_api, &request_id);
    let status = response.status();
    let elapsed = started.elapsed();
    span.in_scope(|| {
        let (status, milliseconds) = (
            status.as_u16(),
            u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        );
        if is_api {
            tracing::info!(status, milliseconds, "answered");
        } else {
            tracing::debug!(status, milliseconds, "answered");
        }
    });
    state
        .metrics
        .answered(method.as_str(), &route, status.as_u16(), elapsed);
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Every error of the interface leaves as a problem, also those that the framework answers by itself.
fn with_problem(mut response: Response, is_api: bool, request_id: &str) -> Response {
    let problem = match response.extensions_mut().remove::<Pending>() {
        Some(Pending(problem)) => Some(problem),
        None if is_api && is_error(response.status()) && !is_problem(&response) => {
            Some(problem_of(response.status(), framework_code(&response)))
        }
        None => None,
    };
    let Some(mut problem) = problem else {
        return response;
    };
    problem.request_id = request_id.to_owned();
    let mut written = write_problem(problem);
    for name in [header::ALLOW, header::SET_COOKIE] {
        if let Some(value) = response.headers_mut().remove(&name) {
            written.headers_mut().insert(name, value);
        }
    }
    written
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

fn is_problem(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes() == MEDIA_TYPE.as_bytes())
}

fn framework_code(response: &Response) -> &'static str {
    if response.extensions().get::<ProtectionError>().is_some() {
        return "request.cross_site";
    }
    match response.status() {
        StatusCode::NOT_FOUND => "route.not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method.not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "body.too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "body.unsupported_media_type",
        status if status.is_server_error() => "internal",
        _ => "request.invalid",
    }
}

/// A handler panicked: that is a mistake of ours, and the answer tells nothing of it.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    axum::response::IntoResponse::into_response(AppError::internal("a handler panicked"))
}
