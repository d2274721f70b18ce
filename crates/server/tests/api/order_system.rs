//! From Submit to Closed: what the order system is told, what it says, and everything that can go wrong between.

use std::time::{Duration, Instant};

use domain::orders::status::LineStatus;
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use server::{ports::order_system::State, store::service_orders};
use wire::{
    appointments::NearestSlots,
    orders::{OrderLineView, OrderView},
    paths,
};

use crate::{drafts::*, harness::*, orders::show, partners::*};

crate::on_both_engines! {
    an_order_goes_all_the_way_to_closed;
    repeated_mixed_up_and_broken_messages_change_nothing;
    lost_messages_are_made_up_for_by_asking;
    an_order_system_that_has_forgotten_an_order_gets_it_again;
    an_order_waits_until_the_order_system_is_back;
    a_backend_that_starts_again_catches_up_at_once;
    of_two_backends_one_does_an_errand;
}

const PATIENCE: Duration = Duration::from_secs(20);

/// Moves everything on until the first line satisfies the wish.
async fn moved_until(
    played: &Played,
    browser: &Browser,
    id: &str,
    wish: impl Fn(&OrderLineView) -> bool,
) -> OrderView {
    let started = Instant::now();
    loop {
        let order = show(browser, id).await;
        if wish(&order.lines[0]) {
            return order;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "it stays {:?}",
            order.lines[0].status
        );
        played.step().await;
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

async fn moved_to(played: &Played, browser: &Browser, id: &str, status: LineStatus) -> OrderView {
    moved_until(played, browser, id, |line| line.status == status).await
}

/// The statuses that the first line has come to, from the first.
fn way(order: &OrderView) -> Vec<LineStatus> {
    order.history.iter().rev().filter_map(|entry| entry.to).collect()
}

const WHOLE_WAY: [LineStatus; 11] = [
    LineStatus::InProgress,
    LineStatus::Committed,
    LineStatus::Registered,
    LineStatus::Ordered,
    LineStatus::Design,
    LineStatus::Ready,
    LineStatus::FieldService,
    LineStatus::Test,
    LineStatus::Delivery,
    LineStatus::Finished,
    LineStatus::Closed,
];

/// The main job: what is ordered is delivered, and every step can be seen.
async fn an_order_goes_all_the_way_to_closed(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    let created = submitted(&browser, &draft).await;
    let order = moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
    assert_eq!(way(&order), WHOLE_WAY);
    let line = &order.lines[0];
    assert!(
        line.customer_order_id
            .as_deref()
            .is_some_and(|id| id.starts_with('C'))
    );
    assert_eq!(
        domain::date::format(line.agreed_date.unwrap()),
        draft.requested_date,
        "BOK-3"
    );
    // AUD-1: who did it.
    let system = order
        .history
        .iter()
        .filter(|entry| entry.who == "order_system")
        .count();
    assert_eq!(system, 10);
}

async fn repeated_mixed_up_and_broken_messages_change_nothing(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    for mode in ["repeated", "outOfOrder", "malformed"] {
        played.events(mode).await;
        let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
        let order = moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
        assert_eq!(way(&order), WHOLE_WAY, "{mode}");
    }
}

async fn lost_messages_are_made_up_for_by_asking(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    moved_to(&played, &browser, &created.id, LineStatus::Registered).await;
    played.events("silent").await;
    for _ in 0..3 {
        played.step().await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(
        show(&browser, &created.id).await.lines[0].status,
        LineStatus::Registered
    );
    played.advance(40);
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    let order = show(&browser, &created.id).await;
    assert_eq!(order.lines[0].status, LineStatus::Ready);
    assert_eq!(way(&order), WHOLE_WAY[..6], "no step is left out");
}

async fn an_order_system_that_has_forgotten_an_order_gets_it_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let before = moved_to(&played, &browser, &created.id, LineStatus::Design).await;
    played.forget().await;
    for _ in 0..2 {
        played.advance(40);
        server::jobs::run_all_once(&played.app.state).await.unwrap();
    }
    let order = moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
    assert_eq!(
        way(&order),
        WHOLE_WAY,
        "what was passed before is not passed again"
    );
    assert!(before.lines[0].customer_order_id.is_some());
}

async fn a_backend_that_starts_again_catches_up_at_once(engine: Engine) {
    let mut played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    moved_to(&played, &browser, &created.id, LineStatus::Registered).await;
    // While it is away the order moves on, and nobody hears of it.
    played.events("silent").await;
    played.step().await;
    played.app.restart().await;
    let browser = played.app.log_in(ORDERING).await;
    let started = Instant::now();
    while show(&browser, &created.id).await.lines[0].status != LineStatus::Ordered {
        assert!(started.elapsed() < PATIENCE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // And it is told of what happens next, under its new address.
    played.events("normal").await;
    moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
}

async fn an_order_waits_until_the_order_system_is_back(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    played.fault("order-system", "unavailable").await;
    let created = submitted(&browser, &draft).await;
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(
        show(&browser, &created.id).await.lines[0].status,
        LineStatus::InProgress
    );
    // A broken answer is no answer either, although the order was taken.
    played.fault("order-system", "malformed").await;
    played.advance(600);
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    played.fault("order-system", "normal").await;
    played.advance(600);
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    let order = moved_to(&played, &browser, &created.id, LineStatus::Committed).await;
    assert_eq!(way(&order), WHOLE_WAY[..2]);
}

async fn of_two_backends_one_does_an_errand(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    played.fault("order-system", "unavailable").await;
    submitted(&browser, &draft).await;
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    let later = played.app.state.clock.now().plus_seconds(3600);
    let store = played.app.state.store.clone();
    let due = service_orders::due(&mut store.connection().await.unwrap(), later, 10)
        .await
        .unwrap();
    assert_eq!(due.len(), 1);
    let claims = (0..8).map(|_| {
        let (store, errand) = (store.clone(), due[0].clone());
        async move {
            store
                .write(move |db| {
                    Box::pin(async move { service_orders::claim(db, &errand, later.plus_seconds(60)).await })
                })
                .await
                .unwrap()
        }
    });
    let won = futures::future::join_all(claims)
        .await
        .into_iter()
        .filter(|won| *won)
        .count();
    assert_eq!(won, 1);
}

/// BOK-4: the slot was lost between hold and Submit; the nearest can be taken, and nothing typed is lost.
#[tokio::test]
async fn a_slot_that_is_gone_at_submit_brings_the_nearest_three() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let mut draft = adsl_draft(&browser, "10").await;
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields.len(), 1, "{refused:?}");
    assert_eq!(refused.fields[0].code, "appointment.gone");
    assert_eq!(refused.fields[0].path, "lines[0].appointment");
    let nearest: NearestSlots = serde_json::from_value(refused.current.unwrap()).unwrap();
    assert_eq!(nearest.slots.len(), 3);
    let wish = json!({
        "search": nearest.search, "slot": nearest.slots[0].id, "instead_of": draft.lines[0].appointment.id,
    });
    let held: Value = body(
        browser.post(paths::APPOINTMENTS, &wish).await,
        StatusCode::CREATED,
    )
    .await;
    draft.lines[0].appointment.id = held["id"].as_str().unwrap().to_owned();
    draft.requested_date = domain::date::format(nearest.slots[0].date);
    let created = submitted(&browser, &draft).await;
    let order = show(&browser, &created.id).await;
    assert_eq!(order.lines[0].agreed_date, Some(nearest.slots[0].date));
}

/// BOK-4
#[tokio::test]
async fn a_hold_that_has_run_out_is_refused_at_submit_with_the_nearest_three() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    played.advance(21 * 60);
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert!(
        refused
            .fields
            .iter()
            .any(|field| field.code == "appointment.gone"),
        "{refused:?}"
    );
    let nearest: NearestSlots = serde_json::from_value(refused.current.unwrap()).unwrap();
    assert_eq!(nearest.slots.len(), 3);
}

#[tokio::test]
async fn two_submissions_never_share_a_slot() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    let answers = futures::future::join_all((0..6).map(|_| browser.post(paths::ORDERS, &draft))).await;
    let made = answers
        .iter()
        .filter(|answer| answer.status() == StatusCode::CREATED)
        .count();
    assert_eq!(made, 1);
    for answer in answers
        .into_iter()
        .filter(|answer| answer.status() != StatusCode::CREATED)
    {
        let refused = problem(answer, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(refused.fields[0].code, "appointment.used");
    }
}

#[tokio::test]
async fn submit_says_when_the_appointment_book_is_away_and_can_be_repeated() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    let key = new_key();
    played.fault("appointments", "unavailable").await;
    let away = browser.post_with_key(paths::ORDERS, &draft, &key).await;
    assert_eq!(
        problem(away, StatusCode::SERVICE_UNAVAILABLE).await.code,
        "partner.away"
    );
    // The answer of the confirmation is lost, but it was confirmed.
    played.fault("appointments", "malformed").await;
    let lost = browser.post_with_key(paths::ORDERS, &draft, &key).await;
    assert_eq!(lost.status(), StatusCode::SERVICE_UNAVAILABLE);
    played.fault("appointments", "normal").await;
    let made = browser.post_with_key(paths::ORDERS, &draft, &key).await;
    assert_eq!(made.status(), StatusCode::CREATED);
}

/// STA-3: each reason has its code, its text and a way on.
#[tokio::test]
async fn an_incomplete_order_goes_on_after_customer_update_and_acceptance() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, "11").await).await;
    let order = moved_to(&played, &browser, &created.id, LineStatus::Incomplete).await;
    let line = &order.lines[0];
    assert_eq!(line.reason.as_ref().unwrap().code, "case.name_differs");
    assert!(
        line.status_description.is_some() && line.comment.is_some(),
        "{line:?}"
    );
    let update = json!({ "action": "customer_update", "comment": "Navnet er Solveig Tveit Bakke." });
    act(&browser, &order, &update).await;
    let staff = played.app.log_in(CUSTOMER_SERVICE).await;
    act(
        &staff,
        &show(&staff, &created.id).await,
        &json!({ "action": "accept" }),
    )
    .await;
    moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
}

#[tokio::test]
async fn an_order_that_waits_for_people_goes_on_when_they_accept_it() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, "15").await).await;
    let waits = |line: &OrderLineView| {
        line.reason
            .as_ref()
            .is_some_and(|reason| reason.code == "case.manual_handling")
    };
    let order = moved_until(&played, &browser, &created.id, waits).await;
    assert_eq!(order.lines[0].status, LineStatus::InProgress);
    let staff = played.app.log_in(CUSTOMER_SERVICE).await;
    act(
        &staff,
        &show(&staff, &created.id).await,
        &json!({ "action": "accept" }),
    )
    .await;
    moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
}

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

async fn send_event(app: &App, token: Option<&str>, message: Vec<u8>) -> reqwest::Response {
    let request = app
        .anonymous()
        .request(Method::POST, paths::ORDER_EVENTS)
        .body(message);
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    request.send().await.unwrap()
}

fn message(event_id: &str, external_id: &str, state: &str) -> Value {
    json!({ "eventId": event_id, "eventTime": "2026-11-22T17:20:08Z", "eventType": "ServiceOrderMilestoneEvent",
        "event": { "serviceOrder": {
            "id": "SO-1", "externalId": external_id, "version": 5, "state": state,
            "milestone": [{ "id": "1", "name": "accepted", "milestoneDate": "2026-11-22T17:20:04Z" }] } } })
}

#[tokio::test]
async fn a_message_without_the_right_token_is_refused() {
    let played = spawn_played().await;
    let good = serde_json::to_vec(&message("e-1", "1-20001-1", "inProgress")).unwrap();
    for token in [None, Some(""), Some("events-toke"), Some("events-token2")] {
        let refused = send_event(&played.app, token, good.clone()).await;
        assert_eq!(
            problem(refused, StatusCode::UNAUTHORIZED).await.code,
            "partner.token_required",
            "{token:?}"
        );
    }
}

#[tokio::test]
async fn a_malformed_message_is_refused_and_one_about_a_foreign_order_ends_there() {
    let played = spawn_played().await;
    let token = Some("events-token");
    let whole = serde_json::to_vec(&message("e-1", "1-20001-1", "inProgress")).unwrap();
    let mut malformed = vec![
        Vec::new(),
        b"{}".to_vec(),
        b"[1]".to_vec(),
        whole[..whole.len() / 2].to_vec(),
        vec![0xff; 9],
    ];
    malformed.push(serde_json::to_vec(&message("e-2", "1-20001-1", "no such state")).unwrap());
    malformed.push(serde_json::to_vec(&message("", "1-20001-1", "inProgress")).unwrap());
    for bytes in malformed {
        let refused = send_event(&played.app, token, bytes).await;
        assert_eq!(
            problem(refused, StatusCode::BAD_REQUEST).await.code,
            "event.malformed"
        );
    }
    for external_id in ["1-20001-1", "1-99999-1", "x", "1-20001-9999999999"] {
        let bytes = serde_json::to_vec(&message("e-3", external_id, "inProgress")).unwrap();
        let refused = send_event(&played.app, token, bytes).await;
        assert_eq!(
            problem(refused, StatusCode::GONE).await.code,
            "event.order_unknown",
            "{external_id}"
        );
    }
    let huge = send_event(&played.app, token, vec![b' '; 3 << 20]).await;
    assert_eq!(huge.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_same_message_is_applied_once_and_an_unknown_milestone_is_passed_over() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    let mut told = message("e-1", "1-20001-1", "inProgress");
    let milestones = told["event"]["serviceOrder"]["milestone"].as_array_mut().unwrap();
    milestones.insert(
        0,
        json!({ "id": "0", "name": "blessed", "milestoneDate": "2026-11-22T17:20:03Z" }),
    );
    let bytes = serde_json::to_vec(&told).unwrap();
    for _ in 0..3 {
        let taken = send_event(&played.app, Some("events-token"), bytes.clone()).await;
        assert_eq!(taken.status(), StatusCode::NO_CONTENT);
    }
    let order = show(&browser, &created.id).await;
    assert_eq!(way(&order), WHOLE_WAY[..2]);
    // An older state under another event id changes nothing either.
    told["eventId"] = json!("e-2");
    told["event"]["serviceOrder"]["version"] = json!(4);
    told["event"]["serviceOrder"]["state"] = json!("rejected");
    let taken = send_event(
        &played.app,
        Some("events-token"),
        serde_json::to_vec(&told).unwrap(),
    )
    .await;
    assert_eq!(taken.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        show(&browser, &created.id).await.lines[0].status,
        LineStatus::Committed
    );
}
