//! Every route, and the layers around them.

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::get};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

use super::{api_document, assets, body::LARGEST_BODY, envelope, health, security};
use crate::{routes, state::AppState};

#[derive(utoipa::OpenApi)]
#[openapi(info(
    title = "Jara NetBusiness",
    description = "The ordering channel of a telecom operator's wholesale partners. Errors are problems (RFC 9457); every \
        write of a case carries an `Idempotency-Key`; changes of a case carry `If-Match`; lists come in keyset pages.",
    license(name = "MIT OR Apache-2.0")
))]
struct Described;

fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Described::openapi()).merge(routes::all())
}

/// The OpenAPI document of every route.
pub fn document() -> utoipa::openapi::OpenApi {
    described().to_openapi()
}

pub fn router(state: AppState) -> Router {
    let (api, _) = described().split_for_parts();
    // The backend's own reading of the document and its health stand outside of it.
    let plain = Router::new()
        .route(wire::paths::OPENAPI, get(api_document::document))
        .route("/api/docs", get(api_document::page))
        .route("/api/docs/page.js", get(api_document::script))
        .route("/api/docs/page.css", get(api_document::style))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics));
    api.merge(plain)
        .fallback(assets::serve)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(envelope::panicked))
        .layer(middleware::from_fn_with_state(state.clone(), envelope::envelope))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            security::security_headers,
        ))
        .with_state(state)
}
