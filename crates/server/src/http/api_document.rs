//! The description of the interface: generated from the code, served, and a page to read it.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{Html, IntoResponse},
};

use super::router;
use crate::state::AppState;

/// The OpenAPI document.
pub async fn document(State(_): State<AppState>) -> impl IntoResponse {
    Json(router::document())
}

/// A page that reads the document; it needs nothing from anywhere else.
pub async fn page() -> Html<&'static str> {
    Html(include_str!("api_document/page.html"))
}

pub async fn script() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("api_document/page.js"),
    )
}

pub async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("api_document/page.css"),
    )
}
