//! `/api/v1/subscriptions`: the product portfolio.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use texts::Language;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    lists::Page,
    paths,
    problem::Problem,
    subscriptions::{SubscriptionSummary, SubscriptionView},
};

use super::csv_file::{ExportQuery, download};
use crate::{
    app::{
        csv,
        subscriptions::{
            csv::export,
            list::{self, SubscriptionQuery},
            view,
        },
    },
    error::AppError,
    http::{current_user::CurrentUser, version::entity_tag},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_subscriptions))
        .routes(routes!(export_subscriptions))
        .routes(routes!(get_subscription))
}

/// What the company has installed, a page at a time.
#[utoipa::path(get, path = paths::SUBSCRIPTIONS, tag = "subscriptions", params(SubscriptionQuery), responses(
    (status = 200, body = Page<SubscriptionSummary>), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem, description = "A filter that there is not"),
))]
async fn list_subscriptions(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<SubscriptionQuery>,
) -> Result<Json<Page<SubscriptionSummary>>, AppError> {
    Ok(Json(list::list(&state, &user, &query).await?))
}

/// The subscriptions that are filtered, all of them, as CSV.
#[utoipa::path(get, path = paths::SUBSCRIPTIONS_CSV, tag = "subscriptions", params(SubscriptionQuery, ExportQuery), responses(
    (status = 200, content_type = "text/csv", body = String), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem),
))]
async fn export_subscriptions(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<SubscriptionQuery>,
    Query(asked): Query<ExportQuery>,
) -> Result<Response, AppError> {
    let scope = user.order_scope()?;
    let columns = csv::columns(&asked.columns, &scope)?;
    let wanted = list::understand(&query, scope)?;
    let language = Language::from_tag(&asked.lang).unwrap_or_default();
    Ok(download(
        "portfolio.csv",
        export(state, wanted, columns, language),
    ))
}

/// One subscription with its orders. Its version is the `ETag`.
#[utoipa::path(get, path = paths::SUBSCRIPTION, tag = "subscriptions", params(("id" = String, Path)), responses(
    (status = 200, body = SubscriptionView, headers(("ETag" = String))), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem, description = "Not there, or another company's"),
))]
async fn get_subscription(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let subscription = view::show(&state, &user, &id).await?;
    let tag = entity_tag(subscription.version)?;
    Ok(([(header::ETAG, tag)], Json(subscription)).into_response())
}
