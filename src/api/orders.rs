//! Orders: the list, one order, submitting and acting on lines.

use domain::orders::{OrderDraft, ReopenedRef};
use wire::{
    lists::Page,
    orders::{
        LineRepeats, NewLineAction, OrderCancellationView, OrderCreated, OrderSummary, OrderView, SentOrder,
    },
    paths,
};

use super::client::{ApiError, Call, Fetched, path};
use crate::offline::answers::Shelf;

/// Submits a draft. Body and key stay the same however often it is sent, so it becomes one order.
/// The server's copy of the draft goes with it.
pub async fn submit(idempotency_key: &str, draft: &str, body: String) -> Result<OrderCreated, ApiError> {
    Call::post(paths::ORDERS)
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .header(paths::DRAFT_ID, draft)
        .in_background(true)
        .patient()
        .send_text(Some(body))
        .await
}

/// What was sent, to be changed (CHG-1).
pub async fn sent(id: &str, background: bool) -> Result<SentOrder, ApiError> {
    Call::get(&path(paths::ORDER_SENT, "id", id))
        .in_background(background)
        .send()
        .await
}

/// Submits the change of a sent order as it was seen: 412 when it has changed meanwhile. As with [`submit`], it is one
/// change however often it is sent, and the server's copy of the draft goes with it.
pub async fn change_sent(
    idempotency_key: &str,
    draft: &str,
    seen: &ReopenedRef,
    body: String,
) -> Result<OrderCreated, ApiError> {
    Call::put(&path(paths::ORDER_SENT, "id", &seen.order))
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .header(paths::DRAFT_ID, draft)
        .header("If-Match", &format!("\"{}\"", seen.revision))
        .in_background(true)
        .patient()
        .send_text(Some(body))
        .await
}

/// What a draft would repeat (ORD-5). Nobody pressed anything for it.
pub async fn repeats(draft: &OrderDraft) -> Result<Vec<LineRepeats>, ApiError> {
    Call::post(paths::ORDER_REPEATS)
        .in_background(true)
        .send_body(draft)
        .await
}

/// A page of the list. The query is the one of the list's address.
pub async fn list(query: &[(&str, &str)], background: bool) -> Result<Fetched<Page<OrderSummary>>, ApiError> {
    Call::get(paths::ORDERS)
        .query(query)
        .in_background(background)
        .fetch(Shelf::List)
        .await
}

pub async fn get(id: &str, background: bool) -> Result<Fetched<OrderView>, ApiError> {
    Call::get(&path(paths::ORDER, "id", id))
        .in_background(background)
        .fetch(Shelf::Case)
        .await
}

/// Acts on a line as it was seen: 412 when it has changed meanwhile.
pub async fn act(
    idempotency_key: &str,
    id: &str,
    version: i64,
    line: u32,
    action: &NewLineAction,
) -> Result<OrderCreated, ApiError> {
    on_line(idempotency_key, id, version, line)
        .send_body(action)
        .await
}

/// As [`act`], with a `NewLineAction` as JSON that may have been sent long ago: nobody need be there.
pub async fn act_later(
    idempotency_key: &str,
    id: &str,
    version: i64,
    line: u32,
    action: String,
) -> Result<OrderCreated, ApiError> {
    on_line(idempotency_key, id, version, line)
        .in_background(true)
        .send_text(Some(action))
        .await
}

fn on_line(idempotency_key: &str, id: &str, version: i64, line: u32) -> Call {
    let with_id = path(paths::ORDER_LINE_ACTION, "id", id);
    Call::post(&path(&with_id, "line", &line.to_string()))
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .header("If-Match", &format!("\"{version}\""))
}

/// What cancelling the whole order would do now (CAN-4).
pub async fn cancellation(id: &str) -> Result<OrderCancellationView, ApiError> {
    Call::get(&path(paths::ORDER_CANCELLATION, "id", id)).send().await
}

/// Acts on every line that it may be done to, of an order as it was seen: 412 when it has changed meanwhile.
pub async fn act_on_all(
    idempotency_key: &str,
    id: &str,
    version: i64,
    action: &NewLineAction,
) -> Result<OrderCreated, ApiError> {
    Call::post(&path(paths::ORDER_ACTION, "id", id))
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .header("If-Match", &format!("\"{version}\""))
        .send_body(action)
        .await
}
