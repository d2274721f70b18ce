//! CAN-4 and STA-1: what is done to a whole order is done to each of its lines that it may be done to.

use domain::{
    money::Ore,
    orders::status::{HeaderStatus, LineStatus},
};
use reqwest::{Response, StatusCode};
use serde_json::json;
use wire::{
    orders::{OrderCancellationView, OrderCreated, OrderView},
    paths,
};

use crate::{
    drafts::submitted,
    harness::*,
    isp_switch,
    orders::show,
    seen::{act_on, post_action, project},
};

crate::on_both_engines! {
    /// CAN-4, CAN-2
    cancelling_an_order_cancels_what_may_be_and_names_the_rest;
    /// CAN-3
    nothing_is_cancelled_without_a_reason_or_when_it_has_changed;
    /// CAN-1
    what_may_not_be_cancelled_is_named_beforehand;
    /// STA-1
    all_that_ended_badly_is_marked_at_once;
    /// CAN-4: a repeated request is the same one.
    cancelling_twice_with_one_key_is_once;
}

async fn act(browser: &Browser, order: &OrderView, action: &serde_json::Value, key: &str) -> Response {
    let path = paths::ORDER_ACTION.replace("{id}", &order.id);
    post_action(browser, &path, order.version, action, key).await
}

async fn look(browser: &Browser, id: &str) -> OrderCancellationView {
    let answer = browser.get(&paths::ORDER_CANCELLATION.replace("{id}", id)).await;
    body(answer, StatusCode::OK).await
}

/// Two lines of three are left: the operator has rejected the first.
async fn partly_rejected(app: &App, oda: &Browser) -> OrderView {
    let created = project(oda, 3).await;
    let staff = app.log_in(CUSTOMER_SERVICE).await;
    let order = show(&staff, &created.id).await;
    let reject = json!({ "action": "reject", "reason": "case.no_capacity" });
    assert_eq!(act_on(&staff, &order, 1, &reject).await.status(), StatusCode::OK);
    show(oda, &created.id).await
}

async fn cancelling_an_order_cancels_what_may_be_and_names_the_rest(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let order = partly_rejected(&app, &oda).await;
    let seen = look(&oda, &order.id).await;
    assert_eq!(seen.version, order.version);
    let lines: Vec<_> = seen.cancelled.iter().map(|line| line.line).collect();
    assert_eq!(lines, [2, 3]);
    assert!(seen.stay.is_empty(), "what has ended is neither: {:?}", seen.stay);
    // CAN-2: no work has begun.
    assert_eq!(seen.fees, Ore::ZERO);

    let cancel =
        json!({ "action": "cancel", "reason": "case.customer_withdrew", "comment": "Flytter ikke likevel" });
    assert_eq!(
        act(&oda, &order, &cancel, &new_key()).await.status(),
        StatusCode::OK
    );
    let now = show(&oda, &order.id).await;
    let statuses: Vec<_> = now.lines.iter().map(|line| line.status).collect();
    assert_eq!(
        statuses,
        [LineStatus::Rejected, LineStatus::Cancelled, LineStatus::Cancelled]
    );
    let said: Vec<_> = now.history[..2]
        .iter()
        .map(|entry| (entry.line, entry.comment.as_deref(), entry.who.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (Some(3), Some("Flytter ikke likevel"), "Oda Strand"),
            (Some(2), Some("Flytter ikke likevel"), "Oda Strand")
        ]
    );

    let refused = problem(act(&oda, &now, &cancel, &new_key()).await, StatusCode::CONFLICT).await;
    assert_eq!(refused.code, "transition.final");
    let nothing = look(&oda, &order.id).await;
    assert!(nothing.cancelled.is_empty() && nothing.stay.is_empty());
}

async fn nothing_is_cancelled_without_a_reason_or_when_it_has_changed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let order = partly_rejected(&app, &oda).await;
    let refused = problem(
        act(&oda, &order, &json!({ "action": "cancel" }), &new_key()).await,
        StatusCode::CONFLICT,
    )
    .await;
    assert_eq!(refused.code, "transition.reason_missing");
    let cancel = json!({ "action": "cancel", "reason": "case.wrong_order" });
    let old = OrderView {
        version: order.version - 1,
        ..order.clone()
    };
    let late = problem(
        act(&oda, &old, &cancel, &new_key()).await,
        StatusCode::PRECONDITION_FAILED,
    )
    .await;
    let current: OrderView = serde_json::from_value(late.current.unwrap()).unwrap();
    assert_eq!(current.version, order.version);
    for action in ["accept", "mark_unseen", "resubmit", ""] {
        let answer = act(&oda, &order, &json!({ "action": action }), &new_key()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{action}");
    }
    assert_eq!(show(&oda, &order.id).await, order, "nothing has changed");
}

async fn what_may_not_be_cancelled_is_named_beforehand(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let made = submitted(&oda, &isp_switch::switch(&oda, "FM-1001").await).await;
    let seen = look(&oda, &made.id).await;
    assert!(seen.cancelled.is_empty());
    let stay: Vec<_> = seen
        .stay
        .iter()
        .map(|line| (line.line, line.status, line.reason.code.as_str()))
        .collect();
    assert_eq!(
        stay,
        [(1, LineStatus::InProgress, "transition.cancel_by_request")]
    );
    let order = show(&oda, &made.id).await;
    let cancel = json!({ "action": "cancel", "reason": "case.wrong_order" });
    let refused = problem(act(&oda, &order, &cancel, &new_key()).await, StatusCode::CONFLICT).await;
    assert_eq!(refused.code, "transition.cancel_by_request");
}

async fn all_that_ended_badly_is_marked_at_once(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let order = partly_rejected(&app, &oda).await;
    let seen = json!({ "action": "mark_seen" });
    assert_eq!(
        act(&oda, &order, &seen, &new_key()).await.status(),
        StatusCode::OK
    );
    let order = show(&oda, &order.id).await;
    let marks: Vec<_> = order.lines.iter().map(|line| line.seen).collect();
    assert_eq!(marks, [true, false, false]);
    assert_eq!(order.status, HeaderStatus::InProgress);
    // Once more changes nothing.
    let again = act(&oda, &order, &seen, &new_key()).await;
    assert_eq!(
        body::<OrderCreated>(again, StatusCode::OK).await.version,
        order.version
    );
    let fresh = show(&oda, &project(&oda, 1).await.id).await;
    let refused = problem(act(&oda, &fresh, &seen, &new_key()).await, StatusCode::CONFLICT).await;
    assert_eq!(refused.code, "seen.not_now");
    let staff = app.log_in(CUSTOMER_SERVICE).await;
    assert_eq!(
        act(&staff, &order, &seen, &new_key()).await.status(),
        StatusCode::FORBIDDEN
    );
}

async fn cancelling_twice_with_one_key_is_once(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let order = partly_rejected(&app, &oda).await;
    let (cancel, key) = (
        json!({ "action": "cancel", "reason": "case.wrong_order" }),
        new_key(),
    );
    let mut versions = Vec::new();
    for _ in 0..2 {
        let answer = act(&oda, &order, &cancel, &key).await;
        versions.push(body::<OrderCreated>(answer, StatusCode::OK).await.version);
    }
    assert_eq!(versions, [order.version + 2, order.version + 2]);
}
