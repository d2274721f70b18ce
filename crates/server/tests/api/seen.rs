//! STA-1: final bad news counts in the header until the partner has seen it.

use domain::orders::status::{HeaderStatus, LineStatus};
use reqwest::{Method, Response, StatusCode, header};
use serde_json::json;
use wire::{
    orders::{OrderCreated, OrderView},
    paths,
};

use crate::{drafts::*, harness::*, orders::show};

crate::on_both_engines! {
    /// STA-1, AUD-1
    a_line_that_ended_badly_hides_the_others_until_it_was_seen;
    /// STA-1
    only_the_partner_marks_and_only_what_ended_badly;
    /// OFF-5
    a_repeated_marking_is_the_same_one_and_nothing_is_marked_unseen;
}

/// A project of so many lines for different customers.
pub async fn project(browser: &Browser, lines: usize) -> OrderCreated {
    let mut draft = hdsl_draft(browser, FINE_HOUSE).await;
    draft.order_type = "project".into();
    let first = draft.lines[0].clone();
    for _ in 1..lines {
        let mut line = first.clone();
        line.end_user.last_name = format!("Tveit {}", ["Berg", "Dal", "Eng", "Fjell"][draft.lines.len() % 4]);
        draft.lines.push(line);
    }
    submitted(browser, &draft).await
}

pub async fn act_on(browser: &Browser, order: &OrderView, line: u32, action: &serde_json::Value) -> Response {
    act_with_key(browser, order, line, action, &new_key()).await
}

async fn act_with_key(
    browser: &Browser,
    order: &OrderView,
    line: u32,
    action: &serde_json::Value,
    key: &str,
) -> Response {
    let path = paths::ORDER_LINE_ACTION
        .replace("{id}", &order.id)
        .replace("{line}", &line.to_string());
    post_action(browser, &path, order.version, action, key).await
}

/// Sends an action on what was seen in this version.
pub async fn post_action(
    browser: &Browser,
    path: &str,
    version: i64,
    action: &serde_json::Value,
    key: &str,
) -> Response {
    browser
        .request(Method::POST, path)
        .header(paths::IDEMPOTENCY_KEY, key)
        .header(header::IF_MATCH, format!("\"{version}\""))
        .json(action)
        .send()
        .await
        .unwrap()
}

async fn rejected_first_line(app: &App, oda: &Browser) -> OrderView {
    let created = project(oda, 2).await;
    let staff = app.log_in(CUSTOMER_SERVICE).await;
    let order = show(&staff, &created.id).await;
    let reject = json!({ "action": "reject", "reason": "case.no_capacity" });
    assert_eq!(act_on(&staff, &order, 1, &reject).await.status(), StatusCode::OK);
    show(oda, &created.id).await
}

async fn a_line_that_ended_badly_hides_the_others_until_it_was_seen(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let order = rejected_first_line(&app, &oda).await;
    assert_eq!(order.status, HeaderStatus::Rejected);
    let seen = json!({ "action": "mark_seen" });
    assert_eq!(act_on(&oda, &order, 1, &seen).await.status(), StatusCode::OK);
    let order = show(&oda, &order.id).await;
    assert_eq!(order.status, HeaderStatus::InProgress);
    assert_eq!(order.lines[0].status, LineStatus::Rejected);
    assert!(order.lines[0].seen && !order.lines[1].seen);
    assert_eq!(order.history[0].reason.as_ref().unwrap().code, "case.seen");
    assert_eq!(order.history[0].who, "Oda Strand");

    let unseen = json!({ "action": "mark_unseen" });
    assert_eq!(act_on(&oda, &order, 1, &unseen).await.status(), StatusCode::OK);
    let order = show(&oda, &order.id).await;
    assert_eq!(order.status, HeaderStatus::Rejected);

    // While every line has ended badly, the header says so all the same; and a change keeps what was seen.
    assert_eq!(act_on(&oda, &order, 1, &seen).await.status(), StatusCode::OK);
    let staff = app.log_in(CUSTOMER_SERVICE).await;
    let reject = json!({ "action": "reject", "reason": "case.no_capacity" });
    let order = show(&staff, &order.id).await;
    assert_eq!(act_on(&staff, &order, 2, &reject).await.status(), StatusCode::OK);
    let order = show(&oda, &order.id).await;
    assert_eq!(order.status, HeaderStatus::Rejected);
    assert!(order.lines[0].seen);
}

async fn only_the_partner_marks_and_only_what_ended_badly(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let order = rejected_first_line(&app, &oda).await;
    let seen = json!({ "action": "mark_seen" });
    for (user, status) in [
        (INQUIRY, StatusCode::FORBIDDEN),
        (CUSTOMER_SERVICE, StatusCode::FORBIDDEN),
        (OTHER_COMPANY, StatusCode::NOT_FOUND),
    ] {
        let answer = act_on(&app.log_in(user).await, &order, 1, &seen).await;
        assert_eq!(answer.status(), status, "{user}");
    }
    let refused = problem(act_on(&oda, &order, 2, &seen).await, StatusCode::CONFLICT).await;
    assert_eq!(refused.code, "seen.not_now");
    assert_eq!(
        act_on(&oda, &order, 3, &seen).await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(show(&oda, &order.id).await, order, "nothing has changed");
}

async fn a_repeated_marking_is_the_same_one_and_nothing_is_marked_unseen(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let order = rejected_first_line(&app, &oda).await;
    let (seen, key) = (json!({ "action": "mark_seen" }), new_key());
    let mut versions = Vec::new();
    for _ in 0..2 {
        let answer = act_with_key(&oda, &order, 1, &seen, &key).await;
        versions.push(body::<OrderCreated>(answer, StatusCode::OK).await.version);
    }
    assert_eq!(versions, [order.version + 1, order.version + 1]);
    let late = problem(
        act_on(&oda, &order, 1, &seen).await,
        StatusCode::PRECONDITION_FAILED,
    )
    .await;
    let current: OrderView = serde_json::from_value(late.current.unwrap()).unwrap();
    assert!(current.lines[0].seen);
    // What is marked already stays as it is.
    let again = act_on(&oda, &current, 1, &seen).await;
    assert_eq!(
        body::<OrderCreated>(again, StatusCode::OK).await.version,
        current.version
    );
}
