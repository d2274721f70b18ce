//! `/api/v1/subscriptions`: the product portfolio.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use texts::Key;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    lists::Page,
    paths,
    problem::Problem,
    subscriptions::{SubscriptionSummary, SubscriptionView},
};

use super::list_file::{self, ExportQuery};
use crate::{
    app::{
        export::Whole,
        subscriptions::{
            export::SubscriptionColumn,
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
        .routes(routes!(export_subscriptions_as_workbook))
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
    Ok(list_file::csv(
        "portfolio.csv",
        exported(state, &user, &query, &asked)?,
    ))
}

/// The subscriptions that are filtered, all of them, as a workbook (XLSX) with the rows and columns of the CSV: days and amounts
/// are numbers there, everything else is text. It has at most 10000 rows; a longer list is refused, and has to be filtered or
/// taken as CSV.
#[utoipa::path(get, path = paths::SUBSCRIPTIONS_XLSX, tag = "subscriptions", params(SubscriptionQuery, ExportQuery), responses(
    (status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
    (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem, description = "A filter that there is not, or `list.too_long_for_a_workbook`"),
))]
async fn export_subscriptions_as_workbook(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<SubscriptionQuery>,
    Query(asked): Query<ExportQuery>,
) -> Result<Response, AppError> {
    let portfolio = exported(state, &user, &query, &asked)?;
    let sheet = texts::text(portfolio.language, Key::PortfolioTitle);
    list_file::xlsx("portfolio.xlsx", sheet, portfolio).await
}

fn exported(
    state: AppState,
    user: &CurrentUser,
    query: &SubscriptionQuery,
    asked: &ExportQuery,
) -> Result<Whole<SubscriptionColumn>, AppError> {
    let wanted = list::understand(query, user.order_scope()?)?;
    list_file::whole(state, wanted, asked)
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
