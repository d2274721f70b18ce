//! Orders: the list, one order, submitting and acting on lines.

use wire::{
    lists::Page,
    orders::{NewLineAction, OrderCreated, OrderSummary, OrderView},
    paths,
};

use super::client::{ApiError, Call, path};

/// Submits a draft. Body and key stay the same however often it is sent, so it becomes one order.
pub async fn submit(idempotency_key: &str, body: String) -> Result<OrderCreated, ApiError> {
    Call::post(paths::ORDERS)
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .in_background(true)
        .patient()
        .send_text(Some(body))
        .await
}

/// A page of the list. The query is the one of the list's address.
pub async fn list(query: &[(&str, &str)], background: bool) -> Result<Page<OrderSummary>, ApiError> {
    Call::get(paths::ORDERS)
        .query(query)
        .in_background(background)
        .send()
        .await
}

pub async fn get(id: &str, background: bool) -> Result<OrderView, ApiError> {
    Call::get(&path(paths::ORDER, "id", id))
        .in_background(background)
        .send()
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
    let with_id = path(paths::ORDER_LINE_ACTION, "id", id);
    Call::post(&path(&with_id, "line", &line.to_string()))
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .header("If-Match", &format!("\"{version}\""))
        .send_body(action)
        .await
}
