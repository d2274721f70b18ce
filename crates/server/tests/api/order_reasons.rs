//! STA-3: what stops an order or holds it up, said with its reason, and the way on.

use std::time::{Duration, Instant};

use domain::orders::status::LineStatus;
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use server::ports::order_system::State;
use wire::{
    orders::{OrderCreated, OrderLineView, OrderView},
    paths,
};

use crate::{drafts::*, harness::*, order_system::*, orders::show, partners::*, seen::act_on};

/// A played world in which one order was submitted, at the house that decides what becomes of it.
async fn ordered_at(house: &str) -> (Played, Browser, OrderCreated) {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, house).await).await;
    (played, browser, created)
}

/// STA-3: each reason has its code, its text and a way on.
#[tokio::test]
async fn an_incomplete_order_goes_on_after_customer_update_and_acceptance() {
    let (played, browser, created) = ordered_at("11").await;
    let order = moved_to(&played, &browser, &created.id, LineStatus::Incomplete).await;
    let line = &order.lines[0];
    assert_eq!(line.reason.as_ref().unwrap().code, "case.name_differs");
    assert!(
        line.status_description.is_some() && line.comment.is_some(),
        "{line:?}"
    );
    // The list says it too, as long as the order waits for it.
    let listed = |rows: Value| rows["items"][0]["comment"].as_str().map(str::to_owned);
    let listing = format!("{}?q={}", paths::ORDERS, created.id);
    let rows = body(browser.get(&listing).await, StatusCode::OK).await;
    assert_eq!(listed(rows), line.comment);
    let update = json!({ "action": "customer_update", "comment": "Navnet er Solveig Tveit Bakke." });
    act(&browser, &order, &update).await;
    let rows = body(browser.get(&listing).await, StatusCode::OK).await;
    assert_eq!(listed(rows), None);
    accept(&played, &created.id).await;
    moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
}

#[tokio::test]
async fn an_order_that_waits_for_people_goes_on_when_they_accept_it() {
    let (played, browser, created) = ordered_at("15").await;
    let waits = |line: &OrderLineView| {
        line.reason
            .as_ref()
            .is_some_and(|reason| reason.code == "case.manual_handling")
    };
    let order = moved_until(&played, &browser, &created.id, waits).await;
    assert_eq!(order.lines[0].status, LineStatus::InProgress);
    accept(&played, &created.id).await;
    moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
}

/// ORD-5: a repeat that the order system finds is a duplicate.
#[tokio::test]
async fn rejected_duplicate_and_given_up_orders_say_why() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    for (house, status, reasons) in [
        (
            "12",
            LineStatus::Rejected,
            ["case.no_capacity", "case.technical_stop"],
        ),
        (
            "13",
            LineStatus::CancelledA,
            ["case.no_capacity", "case.technical_stop"],
        ),
        (
            "14",
            LineStatus::Duplicate,
            ["case.repeats_order", "case.repeats_order"],
        ),
    ] {
        let created = submitted(&browser, &hdsl_draft(&browser, house).await).await;
        let order = moved_to(&played, &browser, &created.id, status).await;
        let line = &order.lines[0];
        let code = &line.reason.as_ref().unwrap().code;
        assert!(reasons.contains(&code.as_str()), "house {house}: {code}");
        assert!(line.status_description.is_some(), "house {house}");
    }
}

#[tokio::test]
async fn a_technician_who_misses_brings_a_new_date_with_its_reason() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &adsl_draft(&browser, "16").await).await;
    let before = show(&browser, &created.id).await.lines[0].agreed_date.unwrap();
    let missed = |line: &OrderLineView| line.agreed_date.is_some_and(|date| date > before);
    let order = moved_until(&played, &browser, &created.id, missed).await;
    assert_eq!(order.lines[0].status, LineStatus::FieldService);
    assert_eq!(
        order.lines[0].reason.as_ref().unwrap().code,
        "case.technician_missed"
    );
    assert_eq!(
        order.lines[0].agreed_date,
        Some(domain::calendar::working_days_after(before, 1))
    );
    moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
}

/// CAN-1: what the partner cancels is cancelled at the order system too, and the technician's time is given back.
#[tokio::test]
async fn a_cancelled_line_is_cancelled_at_the_order_system() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &adsl_draft(&browser, FINE_HOUSE).await).await;
    let order = moved_to(&played, &browser, &created.id, LineStatus::Registered).await;
    act(
        &browser,
        &order,
        &json!({ "action": "cancel", "reason": "case.customer_withdrew" }),
    )
    .await;
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    let started = Instant::now();
    loop {
        let there = played
            .app
            .state
            .ports
            .orders
            .find("1-20001-1")
            .await
            .unwrap()
            .unwrap();
        if there.state == State::Cancelled {
            break;
        }
        assert!(started.elapsed() < PATIENCE, "it is {:?}", there.state);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let order = show(&browser, &created.id).await;
    assert_eq!(
        order.lines[0].status,
        LineStatus::CancelledA,
        "the message about it changes nothing more"
    );
}

/// STA-3: a person's reason is one of the list for what they do, and a question is asked in words.
#[tokio::test]
async fn what_the_operator_says_of_a_line_is_on_the_list_and_says_enough() {
    let app = spawn_app().await;
    let (browser, staff) = (app.log_in(ORDERING).await, app.log_in(CUSTOMER_SERVICE).await);
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let order = show(&staff, &created.id).await;
    for (action, reason, comment, wrong) in [
        (
            "request_information",
            "case.no_capacity",
            "Hvilken etasje?",
            "reason: reason.unknown",
        ),
        (
            "request_information",
            "case.unit_missing",
            " ",
            "comment: reason.words_missing",
        ),
        ("reject", "case.unit_missing", "", "reason: reason.unknown"),
        ("reject", "noe annet", "", "reason: reason.unknown"),
        ("reject", "case.other", "", "comment: reason.words_missing"),
        ("cancel", "case.no_capacity", "", "reason: reason.unknown"),
    ] {
        let said = json!({ "action": action, "reason": reason, "comment": comment });
        let answer = act_on(&staff, &order, 1, &said).await;
        let refused = problem(answer, StatusCode::UNPROCESSABLE_ENTITY).await;
        let fields: Vec<String> = refused
            .fields
            .iter()
            .map(|finding| format!("{}: {}", finding.path, finding.code))
            .collect();
        assert_eq!(fields, [wrong], "{said}");
    }
    assert_eq!(show(&staff, &created.id).await, order, "nothing of it was done");
    let reject = json!({ "action": "reject", "reason": "case.no_capacity" });
    act(&staff, &order, &reject).await;
    let line = &show(&browser, &created.id).await.lines[0];
    assert_eq!(line.status, LineStatus::Rejected);
    assert_eq!(line.reason.as_ref().unwrap().code, "case.no_capacity");
}

/// The operator's people let it go on.
async fn accept(played: &Played, id: &str) {
    let staff = played.app.log_in(CUSTOMER_SERVICE).await;
    let order = show(&staff, id).await;
    act(&staff, &order, &json!({ "action": "accept" })).await;
}

async fn act(browser: &Browser, order: &OrderView, action: &Value) {
    let path = paths::ORDER_LINE_ACTION
        .replace("{id}", &order.id)
        .replace("{line}", "1");
    let response = browser
        .request(Method::POST, &path)
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .header(header::IF_MATCH, format!("\"{}\"", order.version))
        .json(action)
        .send()
        .await
        .unwrap();
    let status = response.status();
    assert_eq!(status, StatusCode::OK, "{}", response.text().await.unwrap());
}
