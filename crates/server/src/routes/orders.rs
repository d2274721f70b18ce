//! `/api/v1/orders`

use axum::{
    Json,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::orders::OrderDraft;
use serde::Deserialize;
use texts::Language;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    lists::Page,
    orders::{NewLineAction, OrderCreated, OrderSummary, OrderView, ReferenceHabitsView},
    paths,
    problem::Problem,
};

use crate::{
    app::{
        idempotency::Answer,
        orders::{
            actions, csv,
            list::{self, OrderQuery},
            submit, view,
        },
    },
    error::AppError,
    http::{body::Submitted, current_user::CurrentUser},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_orders, create_order))
        .routes(routes!(export_orders))
        .routes(routes!(get_order))
        .routes(routes!(act_on_line))
        .routes(routes!(get_reference_habits))
}

/// The orders that the user may see, a page at a time.
#[utoipa::path(get, path = paths::ORDERS, tag = "orders", params(OrderQuery), responses(
    (status = 200, body = Page<OrderSummary>), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem, description = "A filter that there is not"),
))]
async fn list_orders(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<OrderQuery>,
) -> Result<Json<Page<OrderSummary>>, AppError> {
    Ok(Json(list::list(&state, &user, &query).await?))
}

/// Submit an order: the draft as the form has it. The backend checks it against every rule and its own records.
#[utoipa::path(post, path = paths::ORDERS, tag = "orders", request_body = OrderDraft,
    params(("Idempotency-Key" = String, Header, description = "A UUID made when the draft is submitted")), responses(
    (status = 201, body = OrderCreated), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem, description = "Every error, each with its field"),
    (status = 503, body = Problem),
))]
async fn create_order(
    State(state): State<AppState>,
    user: CurrentUser,
    Submitted { body, submission }: Submitted<OrderDraft>,
) -> Result<Answer, AppError> {
    submit::submit(&state, &user, &submission, body).await
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    /// `nb` or `en`, for the headings
    lang: String,
    /// Columns by their names in the list, separated by commas, in this order; all when empty
    columns: String,
}

/// The orders that are filtered, all of them, as CSV.
#[utoipa::path(get, path = paths::ORDERS_CSV, tag = "orders", params(OrderQuery, ExportQuery), responses(
    (status = 200, content_type = "text/csv", body = String), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem),
))]
async fn export_orders(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<OrderQuery>,
    Query(export): Query<ExportQuery>,
) -> Result<Response, AppError> {
    let scope = user.order_scope()?;
    let columns = csv::columns(&export.columns, &scope)?;
    let wanted = list::understand(&query, scope)?;
    let language = Language::from_tag(&export.lang).unwrap_or_default();
    let rows = csv::export(state, wanted, columns, language);
    let rows = futures::TryStreamExt::map_err(rows, |error| {
        tracing::error!(?error, "an export broke off");
        std::io::Error::other("the export broke off")
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"orders.csv\""),
    ];
    Ok((headers, Body::from_stream(rows)).into_response())
}

/// One order. Its version is the `ETag`.
#[utoipa::path(get, path = paths::ORDER, tag = "orders", params(("id" = String, Path)), responses(
    (status = 200, body = OrderView, headers(("ETag" = String))), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem, description = "Not there, or another company's"),
))]
async fn get_order(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let order = view::show(&state, &user, &id).await?;
    let tag = entity_tag(order.version)?;
    Ok(([(header::ETAG, tag)], Json(order)).into_response())
}

/// Act on a line: cancel it, answer what was asked, or set its status as the operator.
#[utoipa::path(post, path = paths::ORDER_LINE_ACTION, tag = "orders", request_body = NewLineAction,
    params(("id" = String, Path), ("line" = u32, Path), ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The `ETag` of the order that was seen")),
    responses(
        (status = 200, body = OrderCreated), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem, description = "The line's status does not allow it"),
        (status = 412, body = Problem, description = "Changed meanwhile"), (status = 422, body = Problem),
        (status = 428, body = Problem, description = "`If-Match` is missing"),
    ),
)]
async fn act_on_line(
    State(state): State<AppState>,
    user: CurrentUser,
    Path((id, line)): Path<(String, u32)>,
    headers: HeaderMap,
    Submitted { body, submission }: Submitted<NewLineAction>,
) -> Result<Answer, AppError> {
    let seen = seen_version(&headers)?;
    actions::act(&state, &user, &submission, (&id, line), seen, body).await
}

/// What the partner's last orders had in each reference.
#[utoipa::path(get, path = paths::REFERENCE_HABITS, tag = "orders", responses(
    (status = 200, body = ReferenceHabitsView), (status = 401, body = Problem), (status = 403, body = Problem),
))]
async fn get_reference_habits(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<Json<ReferenceHabitsView>, AppError> {
    Ok(Json(submit::habits_view(&state, &user).await?))
}

fn entity_tag(version: i64) -> Result<HeaderValue, AppError> {
    HeaderValue::from_str(&format!("\"{version}\"")).map_err(AppError::internal)
}

fn seen_version(headers: &HeaderMap) -> Result<i64, AppError> {
    let tag = headers
        .get(header::IF_MATCH)
        .ok_or(AppError::PreconditionRequired)?;
    let tag = tag
        .to_str()
        .map_err(|_| AppError::Malformed("version.malformed"))?
        .trim();
    let digits = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    digits
        .parse()
        .map_err(|_| AppError::Malformed("version.malformed"))
}
