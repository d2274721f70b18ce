//! `/api/v1/orders`

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use domain::orders::OrderDraft;
use texts::Key;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    lists::Page,
    orders::{
        LineRepeats, NewLineAction, OrderCancellationView, OrderCreated, OrderSummary, OrderView,
        ReferenceHabitsView, SentOrder,
    },
    paths,
    problem::Problem,
};

use super::list_file::{self, ExportQuery};
use crate::{
    app::{
        drafts,
        export::Whole,
        idempotency::Answer,
        orders::{
            actions,
            export::OrderColumn,
            list::{self, OrderQuery},
            reopen, repeats, submit, view, whole,
        },
    },
    error::AppError,
    http::{
        body::{JsonBody, Submitted},
        current_user::CurrentUser,
        version::{entity_tag, seen_version},
    },
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_orders, create_order))
        .routes(routes!(export_orders))
        .routes(routes!(export_orders_as_workbook))
        .routes(routes!(get_order))
        .routes(routes!(act_on_line))
        .routes(routes!(act_on_order))
        .routes(routes!(get_cancellation))
        .routes(routes!(get_sent_order, change_sent_order))
        .routes(routes!(find_repeats))
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
    params(("Idempotency-Key" = String, Header, description = "A UUID made when the draft is submitted"),
        ("Jara-Draft" = Option<String>, Header, description = "The UUID of the draft that it is made of; the server's copy goes with the order")),
    responses(
    (status = 201, body = OrderCreated), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 409, body = Problem, description = "`draft.ordered`: another submission made an order of this draft, which is `current`"), (status = 422, body = Problem, description = "Every error, each with its field"),
    (status = 503, body = Problem),
))]
async fn create_order(
    State(state): State<AppState>,
    user: CurrentUser,
    headers: HeaderMap,
    Submitted { body, submission }: Submitted<OrderDraft>,
) -> Result<Answer, AppError> {
    let made_of = made_of(&headers)?;
    submit::submit(&state, &user, &submission, made_of, body).await
}

/// The draft that an order is made of, when it is named.
fn made_of(headers: &HeaderMap) -> Result<Option<String>, AppError> {
    let Some(value) = headers.get(paths::DRAFT_ID) else {
        return Ok(None);
    };
    let id = value.to_str().ok().and_then(drafts::draft_id);
    Ok(Some(id.ok_or(AppError::Malformed("draft.id_malformed"))?))
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
    Query(asked): Query<ExportQuery>,
) -> Result<Response, AppError> {
    Ok(list_file::csv(
        "orders.csv",
        exported(state, &user, &query, &asked)?,
    ))
}

/// The orders that are filtered, all of them, as a workbook (XLSX) with the rows and columns of the CSV: days and amounts are
/// numbers there, everything else is text. It has at most 10000 rows; a longer list is refused, and has to be filtered or taken
/// as CSV.
#[utoipa::path(get, path = paths::ORDERS_XLSX, tag = "orders", params(OrderQuery, ExportQuery), responses(
    (status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
    (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem, description = "A filter that there is not, or `list.too_long_for_a_workbook`"),
))]
async fn export_orders_as_workbook(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<OrderQuery>,
    Query(asked): Query<ExportQuery>,
) -> Result<Response, AppError> {
    let orders = exported(state, &user, &query, &asked)?;
    let sheet = texts::text(orders.language, Key::OrdersTitle);
    list_file::xlsx("orders.xlsx", sheet, orders).await
}

fn exported(
    state: AppState,
    user: &CurrentUser,
    query: &OrderQuery,
    asked: &ExportQuery,
) -> Result<Whole<OrderColumn>, AppError> {
    let wanted = list::understand(query, user.order_scope()?)?;
    list_file::whole(state, wanted, asked)
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
        (status = 412, body = Problem, description = "Changed meanwhile; `current` is the order as it is now"), (status = 422, body = Problem),
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

/// Act on a whole order: `cancel` every line that may be cancelled (CAN-4), or `mark_seen` every line that ended badly.
#[utoipa::path(post, path = paths::ORDER_ACTION, tag = "orders", request_body = NewLineAction,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The `ETag` of the order that was seen")),
    responses(
        (status = 200, body = OrderCreated), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem, description = "No line's status allows it"),
        (status = 412, body = Problem, description = "Changed meanwhile; `current` is the order as it is now"), (status = 422, body = Problem),
        (status = 428, body = Problem, description = "`If-Match` is missing"),
    ),
)]
async fn act_on_order(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Submitted { body, submission }: Submitted<NewLineAction>,
) -> Result<Answer, AppError> {
    let seen = seen_version(&headers)?;
    whole::act(&state, &user, &submission, &id, seen, body).await
}

/// An order as it was sent, for a form to change it (CHG-1). Its revision is the `ETag`.
#[utoipa::path(get, path = paths::ORDER_SENT, tag = "orders", params(("id" = String, Path)), responses(
    (status = 200, body = SentOrder, headers(("ETag" = String))), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem),
))]
async fn get_sent_order(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let sent = reopen::show(&state, &user, &id).await?;
    let tag = entity_tag(sent.revision)?;
    Ok(([(header::ETAG, tag)], Json(sent)).into_response())
}

/// Change a sent order: the draft as the form has it, whole (CHG-1). The lines that are another begin anew, and those that
/// are Incomplete become Customer Update.
#[utoipa::path(put, path = paths::ORDER_SENT, tag = "orders", request_body = OrderDraft,
    params(("id" = String, Path), ("Idempotency-Key" = String, Header),
        ("If-Match" = String, Header, description = "The `ETag` of what was sent, as it was seen"),
        ("Jara-Draft" = Option<String>, Header, description = "The UUID of the draft that it is made of; the server's copy goes with the change")),
    responses(
        (status = 200, body = OrderCreated), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem, description = "No line's status or deadline allows it"),
        (status = 412, body = Problem, description = "Changed meanwhile; `current` is what was sent, as it is now"),
        (status = 422, body = Problem, description = "Every error, each with its field"),
        (status = 428, body = Problem, description = "`If-Match` is missing"), (status = 503, body = Problem),
    ),
)]
async fn change_sent_order(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Submitted { body, submission }: Submitted<OrderDraft>,
) -> Result<Answer, AppError> {
    let (seen, made_of) = (seen_version(&headers)?, made_of(&headers)?);
    reopen::submit(&state, &user, &submission, &id, seen, (made_of, body)).await
}

/// What cancelling a whole order would do now: which lines, for how much, and which not (CAN-4).
#[utoipa::path(get, path = paths::ORDER_CANCELLATION, tag = "orders", params(("id" = String, Path)), responses(
    (status = 200, body = OrderCancellationView), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem),
))]
async fn get_cancellation(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<Json<OrderCancellationView>, AppError> {
    Ok(Json(whole::cancellation(&state, &user, &id).await?))
}

/// What a draft would repeat, as far as it says product, place and end user: asked before it is submitted (ORD-5).
#[utoipa::path(post, path = paths::ORDER_REPEATS, tag = "orders", request_body = OrderDraft, responses(
    (status = 200, body = Vec<LineRepeats>), (status = 401, body = Problem), (status = 403, body = Problem),
))]
async fn find_repeats(
    State(state): State<AppState>,
    user: CurrentUser,
    JsonBody(draft): JsonBody<OrderDraft>,
) -> Result<Json<Vec<LineRepeats>>, AppError> {
    Ok(Json(repeats::show(&state, &user, &draft).await?))
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
