//! Orders over HTTP: submit, repeat, list, show and act.

use domain::{
    appointment::Appointment,
    hold::HoldState,
    orders::status::{Action, HeaderStatus, LineStatus, Turn},
};
use futures::future::join_all;
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use wire::{
    lists::Page,
    orders::{OrderCreated, OrderSummary, OrderView, ReferenceHabitsView},
    paths,
};

use crate::{drafts::*, harness::*};

crate::on_both_engines! {
    a_valid_draft_becomes_an_order_with_its_history;
    a_booked_slot_is_confirmed_and_becomes_the_agreed_date;
    fifty_parallel_repeats_are_one_order;
    the_same_key_with_another_body_is_refused;
    a_repeat_after_a_restart_gets_the_first_answer;
    a_partner_cancels_a_line_and_says_why;
    another_companys_order_does_not_exist;
    two_people_cannot_overwrite_each_other;
    the_operator_asks_for_information_and_the_partner_answers;
    an_order_that_was_never_sent_is_cancelled_after_14_days;
}

pub async fn show(browser: &Browser, id: &str) -> OrderView {
    body(
        browser.get(&paths::ORDER.replace("{id}", id)).await,
        StatusCode::OK,
    )
    .await
}

async fn act(browser: &Browser, id: &str, version: Option<i64>, action: &Value) -> reqwest::Response {
    let path = paths::ORDER_LINE_ACTION
        .replace("{id}", id)
        .replace("{line}", "1");
    let request = browser
        .request(Method::POST, &path)
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .json(action);
    let request = match version {
        Some(version) => request.header(header::IF_MATCH, format!("\"{version}\"")),
        None => request,
    };
    request.send().await.unwrap()
}

async fn count(browser: &Browser) -> u64 {
    let page: Page<OrderSummary> = body(browser.get(paths::ORDERS).await, StatusCode::OK).await;
    page.total
}

/// AUD-1
async fn a_valid_draft_becomes_an_order_with_its_history(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    assert_eq!((created.id.as_str(), created.version), ("1-20001", 1));
    let response = browser.get(&paths::ORDER.replace("{id}", &created.id)).await;
    assert_eq!(response.headers()[header::ETAG], "\"1\"");
    let order: OrderView = body(response, StatusCode::OK).await;
    assert_eq!(
        (order.status, order.turn),
        (HeaderStatus::InProgress, Turn::Operator)
    );
    assert_eq!((order.created_by.as_str(), order.company), ("Oda Strand", None));
    let line = &order.lines[0];
    assert_eq!(line.details.contact.as_ref().unwrap().phone, "91234567");
    assert_eq!(line.timeline.first().unwrap().done_at, Some(order.created_at));
    let entry = &order.history[0];
    assert_eq!(
        (entry.who.as_str(), entry.action, entry.to),
        ("Oda Strand", Some(Action::Submit), Some(LineStatus::InProgress))
    );
    let habits: ReferenceHabitsView = body(browser.get(paths::REFERENCE_HABITS).await, StatusCode::OK).await;
    assert_eq!(habits.customer_order_ref, ["PO-4711"]);
}

/// BOK-3, BOK-4
async fn a_booked_slot_is_confirmed_and_becomes_the_agreed_date(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    let created = submitted(&browser, &draft).await;
    let order = show(&browser, &created.id).await;
    let line = &order.lines[0];
    assert_eq!(line.agreed_date, Some(order.requested_date));
    assert_eq!(line.appointment.as_ref().unwrap().date, order.requested_date);
    let path = paths::APPOINTMENT.replace("{id}", &draft.lines[0].appointment.id);
    let appointment: Appointment = body(browser.get(&path).await, StatusCode::OK).await;
    assert_eq!(appointment.state, HoldState::Confirmed);
    // The same slot cannot be ordered with twice.
    let again = browser.post(paths::ORDERS, &draft).await;
    problem(again, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(count(&browser).await, 1);
}

async fn fifty_parallel_repeats_are_one_order(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (draft, key) = (adsl_draft(&browser, FINE_HOUSE).await, new_key());
    let repeats = (0..50).map(|_| browser.post_with_key(paths::ORDERS, &draft, &key));
    let mut answers = Vec::new();
    for response in join_all(repeats).await {
        answers.push(body::<OrderCreated>(response, StatusCode::CREATED).await.id);
    }
    assert!(answers.iter().all(|id| *id == answers[0]), "{answers:?}");
    assert_eq!(count(&browser).await, 1);
    assert_eq!(show(&browser, &answers[0]).await.history.len(), 1);
}

async fn the_same_key_with_another_body_is_refused(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (mut draft, key) = (hdsl_draft(&browser, FINE_HOUSE).await, new_key());
    let first: OrderCreated = body(
        browser.post_with_key(paths::ORDERS, &draft, &key).await,
        StatusCode::CREATED,
    )
    .await;
    draft.customer_order_ref = "PO-1".into();
    let other = problem(
        browser.post_with_key(paths::ORDERS, &draft, &key).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(other.code, "idempotency.other_body");
    // Another user's key is another key.
    let colleague = app.log_in(COLLEAGUE).await;
    let second: OrderCreated = body(
        colleague
            .post_with_key(paths::ORDERS, &another(&draft), &key)
            .await,
        StatusCode::CREATED,
    )
    .await;
    assert_ne!(first.id, second.id);
    let without = browser
        .request(Method::POST, paths::ORDERS)
        .json(&draft)
        .send()
        .await
        .unwrap();
    assert_eq!(
        problem(without, StatusCode::BAD_REQUEST).await.code,
        "idempotency.key_required"
    );
}

async fn a_repeat_after_a_restart_gets_the_first_answer(engine: Engine) {
    let mut app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (draft, key) = (hdsl_draft(&browser, FINE_HOUSE).await, new_key());
    let first: OrderCreated = body(
        browser.post_with_key(paths::ORDERS, &draft, &key).await,
        StatusCode::CREATED,
    )
    .await;
    app.restart().await;
    let browser = app.log_in(ORDERING).await;
    let again: OrderCreated = body(
        browser.post_with_key(paths::ORDERS, &draft, &key).await,
        StatusCode::CREATED,
    )
    .await;
    assert_eq!(first, again);
    assert_eq!(count(&browser).await, 1);
}

/// CAN-3
async fn a_partner_cancels_a_line_and_says_why(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let version = show(&browser, &created.id).await.version;
    let without = act(
        &browser,
        &created.id,
        Some(version),
        &json!({ "action": "cancel" }),
    )
    .await;
    assert_eq!(
        problem(without, StatusCode::CONFLICT).await.code,
        "transition.reason_missing"
    );
    let cancel = json!({ "action": "cancel", "reason": "case.customer_withdrew", "comment": "Ringte i dag" });
    let done: OrderCreated = body(
        act(&browser, &created.id, Some(version), &cancel).await,
        StatusCode::OK,
    )
    .await;
    let order = show(&browser, &created.id).await;
    assert_eq!(
        (order.version, order.status, order.turn),
        (done.version, HeaderStatus::Cancelled, Turn::Nobody)
    );
    let entry = &order.history[0];
    assert_eq!(
        (entry.from, entry.to),
        (Some(LineStatus::InProgress), Some(LineStatus::Cancelled))
    );
    assert_eq!(entry.reason.as_ref().unwrap().code, "case.customer_withdrew");
    assert_eq!(entry.comment.as_deref(), Some("Ringte i dag"));
    let again = act(&browser, &created.id, Some(order.version), &cancel).await;
    let refused = problem(again, StatusCode::CONFLICT).await;
    assert_eq!(
        (refused.code.as_str(), refused.current.unwrap()["status"].as_str()),
        ("transition.final", Some("cancelled"))
    );
}

async fn another_companys_order_does_not_exist(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (browser, other) = (app.log_in(ORDERING).await, app.log_in(OTHER_COMPANY).await);
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let theirs = problem(
        other.get(&paths::ORDER.replace("{id}", &created.id)).await,
        StatusCode::NOT_FOUND,
    )
    .await;
    let nobodys = problem(
        other.get(&paths::ORDER.replace("{id}", "1-99999")).await,
        StatusCode::NOT_FOUND,
    )
    .await;
    assert_eq!(theirs.code, nobodys.code, "nobody can tell the two apart");
    let cancel = json!({ "action": "cancel", "reason": "case.wrong_order" });
    problem(
        act(&other, &created.id, Some(1), &cancel).await,
        StatusCode::NOT_FOUND,
    )
    .await;
    assert_eq!(count(&other).await, 0);
    let csv = other.get(paths::ORDERS_CSV).await.text().await.unwrap();
    assert_eq!(csv.lines().count(), 1, "{csv}");
    assert_eq!(count(&app.log_in(COLLEAGUE).await).await, 1);
    // The operator's customer service sees every partner's.
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    assert_eq!(
        show(&operator, &created.id).await.company.as_deref(),
        Some("Nordavind Bredbånd AS")
    );
}

/// OFF-5
async fn two_people_cannot_overwrite_each_other(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    let accepted = act(&operator, &created.id, Some(1), &json!({ "action": "accept" })).await;
    assert_eq!(accepted.status(), StatusCode::OK);
    let cancel = json!({ "action": "cancel", "reason": "case.wrong_order" });
    let stale = problem(
        act(&browser, &created.id, Some(1), &cancel).await,
        StatusCode::PRECONDITION_FAILED,
    )
    .await;
    // What it is now goes with the answer, whole, as the page would show it.
    let current: OrderView = serde_json::from_value(stale.current.unwrap()).unwrap();
    assert_eq!(current, show(&browser, &created.id).await);
    assert_eq!((current.version, current.company), (2, None));
    let blind = act(&browser, &created.id, None, &cancel).await;
    problem(blind, StatusCode::PRECONDITION_REQUIRED).await;
    // Of many at once, one is done.
    let racers = (0..8).map(|_| act(&browser, &created.id, Some(2), &cancel));
    let statuses: Vec<StatusCode> = join_all(racers)
        .await
        .iter()
        .map(reqwest::Response::status)
        .collect();
    assert_eq!(
        statuses
            .iter()
            .filter(|status| **status == StatusCode::OK)
            .count(),
        1,
        "{statuses:?}"
    );
}

/// STA-3
async fn the_operator_asks_for_information_and_the_partner_answers(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (browser, operator) = (app.log_in(ORDERING).await, app.log_in(CUSTOMER_SERVICE).await);
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let ask = json!({ "action": "request_information", "reason": "case.unit_missing", "comment": "Hvilken etasje?" });
    assert_eq!(
        act(&operator, &created.id, Some(1), &ask).await.status(),
        StatusCode::OK
    );
    let order = show(&browser, &created.id).await;
    assert_eq!(
        (order.status, order.turn),
        (HeaderStatus::Incomplete, Turn::Partner)
    );
    assert_eq!(order.lines[0].comment.as_deref(), Some("Hvilken etasje?"));
    let state = |action: Action| {
        order.lines[0]
            .actions
            .iter()
            .find(|state| state.action == action)
            .unwrap()
            .closed
            .clone()
    };
    assert_eq!(state(Action::CustomerUpdate), None, "the button is open");
    assert!(state(Action::Submit).is_some());
    // The operator's action is not the partner's.
    let refused = act(&browser, &created.id, Some(2), &json!({ "action": "accept" })).await;
    problem(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    let answer = json!({ "action": "customer_update", "comment": "Andre etasje" });
    assert_eq!(
        act(&browser, &created.id, Some(2), &answer).await.status(),
        StatusCode::OK
    );
    let order = show(&browser, &created.id).await;
    assert_eq!(
        (order.status, order.turn),
        (HeaderStatus::CustomerUpdate, Turn::Operator)
    );
}

/// ORD-4
async fn an_order_that_was_never_sent_is_cancelled_after_14_days(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    // The form keeps its drafts in the browser; an order in New comes from nowhere else yet.
    app.state
        .store
        .write(|db| {
            Box::pin(async move {
                db.execute("UPDATE order_lines SET status = 'new'", Vec::new())
                    .await?;
                db.execute("UPDATE orders SET status = 'new', turn = 'partner'", Vec::new())
                    .await
            })
        })
        .await
        .unwrap();
    app.advance(14 * 86_400 - 60);
    server::jobs::run_all_once(&app.state).await.unwrap();
    let browser = app.log_in(ORDERING).await;
    assert_eq!(show(&browser, &created.id).await.status, HeaderStatus::New);
    app.advance(60);
    // Twice: it is safe to run again.
    server::jobs::run_all_once(&app.state).await.unwrap();
    server::jobs::run_all_once(&app.state).await.unwrap();
    let order = show(&browser, &created.id).await;
    assert_eq!((order.status, order.version), (HeaderStatus::Cancelled, 2));
    assert_eq!(
        order.history[0].reason.as_ref().unwrap().code,
        "case.not_submitted"
    );
}
