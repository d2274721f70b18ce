//! NUM over HTTP: free numbers, reserving them, and what becomes of them with the order.

use std::collections::BTreeMap;

use domain::{
    hold::HoldState,
    numbers::{NumberReservation, OrderedNumbers, Series},
    orders::OrderDraft,
};
use reqwest::StatusCode;
use serde_json::{Value, json};
use wire::{numbers::FreeNumbers, paths};

use crate::{
    drafts::*,
    harness::*,
    on_both_engines,
    orders::show,
    partners::{house, spawn_played, spawn_played_with},
};

on_both_engines! {
    a_reserved_number_is_held_confirmed_and_given_back_with_the_order;
    a_reservation_runs_out_and_is_given_back_by_itself;
    a_reservation_belongs_to_its_company_and_is_given_to_one_order;
}

/// Telephony with a reserved number, checked and booked; the number is still to be reserved.
pub async fn unreserved_draft(browser: &Browser, house: &str, product: &str, access: &str) -> OrderDraft {
    let mut attributes = BTreeMap::from([("number".to_owned(), "reserved".to_owned())]);
    if !access.is_empty() {
        attributes.insert("access".to_owned(), access.to_owned());
    }
    let mut draft = OrderDraft {
        need: "new".into(),
        product: product.into(),
        attributes,
        lines: vec![line(browser, house).await],
        ..OrderDraft::default()
    };
    check(browser, &mut draft).await;
    book(browser, &mut draft).await;
    draft
}

pub async fn free(browser: &Browser, draft: &OrderDraft, count: u16) -> Vec<Series> {
    let asked = question_of(draft, count);
    let found: FreeNumbers = body(browser.post(paths::NUMBER_SEARCHES, &asked).await, StatusCode::OK).await;
    found.series
}

fn question_of(draft: &OrderDraft, count: u16) -> Value {
    let check = &draft.lines[0].access_check;
    let access = draft.attributes.get("access").cloned().unwrap_or_default();
    json!({ "check": check.id, "hit": check.hit, "access": access, "count": count })
}

fn wish(draft: &OrderDraft, series: &Series, instead_of: &str) -> Value {
    let mut wish = question_of(draft, series.count);
    wish["first"] = json!(series.first);
    wish["instead_of"] = json!(instead_of);
    wish
}

/// Reserves these numbers for the draft, in the place of those that it has.
pub async fn reserve(browser: &Browser, draft: &mut OrderDraft, series: &Series) -> NumberReservation {
    let wish = wish(draft, series, &draft.lines[0].numbers.reservation);
    let held: NumberReservation = body(
        browser.post(paths::NUMBER_RESERVATIONS, &wish).await,
        StatusCode::CREATED,
    )
    .await;
    draft.lines[0].numbers.reservation.clone_from(&held.id);
    held
}

pub async fn reserved_draft(browser: &Browser, house: &str) -> OrderDraft {
    let mut draft = unreserved_draft(browser, house, "PSTN", "").await;
    let first = free(browser, &draft, 1).await.remove(0);
    reserve(browser, &mut draft, &first).await;
    draft
}

pub async fn state_of(browser: &Browser, id: &str) -> HoldState {
    let path = paths::NUMBER_RESERVATION.replace("{id}", id);
    let now: NumberReservation = body(browser.get(&path).await, StatusCode::OK).await;
    now.state
}

/// The one of a place's row that behaves like this (docs/demonstration.md).
fn ending(free: &[Series], digits: &str) -> Series {
    free.iter()
        .find(|series| series.first.ends_with(digits))
        .unwrap()
        .clone()
}

/// NUM-2, NUM-5
async fn a_reserved_number_is_held_confirmed_and_given_back_with_the_order(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let mut draft = unreserved_draft(&browser, FINE_HOUSE, "ISDN", "basic").await;
    let offered = free(&browser, &draft, 8).await;
    assert!(!offered.is_empty() && offered.len() <= 10);
    let first = reserve(&browser, &mut draft, &offered[0]).await;
    assert_eq!((first.state, &first.series), (HoldState::Held, &offered[0]));
    assert!(
        !free(&browser, &draft, 8).await.contains(&offered[0]),
        "it is not free for others"
    );
    let second = reserve(&browser, &mut draft, &offered[1]).await;
    assert_eq!(state_of(&browser, &first.id).await, HoldState::Released);
    assert!(
        free(&browser, &draft, 8).await.contains(&offered[0]),
        "it is free again"
    );
    // What the browser says of the number counts for nothing.
    draft
        .attributes
        .insert("reserved_number".into(), "22999999".into());
    let created = submitted(&browser, &draft).await;
    assert_eq!(state_of(&browser, &second.id).await, HoldState::Confirmed);
    let order = show(&browser, &created.id).await;
    assert_eq!(order.attributes["reserved_number"], offered[1].first);
    assert_eq!(
        order.lines[0].details.numbers,
        Some(OrderedNumbers::Reserved {
            series: offered[1].clone(),
            reservation: second.id.clone()
        })
    );
    // What belongs to an order is changed with the order.
    let path = paths::NUMBER_RESERVATION.replace("{id}", &second.id);
    assert_eq!(browser.delete(&path).await.status(), StatusCode::CONFLICT);
    played.advance(21 * 60);
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(state_of(&browser, &second.id).await, HoldState::Confirmed);
    let line = paths::ORDER_LINE_ACTION
        .replace("{id}", &created.id)
        .replace("{line}", "1");
    let version = show(&browser, &created.id).await.version;
    let cancelled = browser
        .request(reqwest::Method::POST, &line)
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .header(reqwest::header::IF_MATCH, format!("\"{version}\""))
        .json(&json!({ "action": "cancel", "reason": "case.wrong_order" }))
        .send()
        .await
        .unwrap();
    assert_eq!(cancelled.status(), StatusCode::OK);
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(state_of(&browser, &second.id).await, HoldState::Released);
    assert!(
        free(&browser, &draft, 8).await.contains(&offered[1]),
        "it is free for the next"
    );
}

/// NUM-2
async fn a_reservation_runs_out_and_is_given_back_by_itself(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = reserved_draft(&browser, FINE_HOUSE).await;
    let id = &draft.lines[0].numbers.reservation;
    played.advance(19 * 60);
    assert_eq!(state_of(&browser, id).await, HoldState::Held);
    played.advance(61);
    assert_eq!(
        state_of(&browser, id).await,
        HoldState::Released,
        "before the timer has come by"
    );
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(state_of(&browser, id).await, HoldState::Released);
    let mut booked_anew = draft.clone();
    book(&browser, &mut booked_anew).await;
    let refused = problem(
        browser.post(paths::ORDERS, &booked_anew).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    let said: Vec<_> = refused
        .fields
        .iter()
        .map(|field| (field.path.as_str(), field.code.as_str()))
        .collect();
    assert_eq!(said, [("lines[0].numbers", "numbers.ran_out")]);
}

/// NUM-2
async fn a_reservation_belongs_to_its_company_and_is_given_to_one_order(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let other = played.app.log_in(OTHER_COMPANY).await;
    let draft = reserved_draft(&browser, FINE_HOUSE).await;
    let id = draft.lines[0].numbers.reservation.clone();
    let path = paths::NUMBER_RESERVATION.replace("{id}", &id);
    assert_eq!(
        problem(other.get(&path).await, StatusCode::NOT_FOUND).await.code,
        "numbers.not_found"
    );
    assert_eq!(other.delete(&path).await.status(), StatusCode::NOT_FOUND);
    let mut theirs = unreserved_draft(&other, OTHER_HOUSE, "PSTN", "").await;
    theirs.lines[0].numbers.reservation.clone_from(&id);
    let refused = problem(
        other.post(paths::ORDERS, &theirs).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields[0].code, "numbers.unknown");
    // Four at once, each with a slot of its own: one of them gets the number.
    let mut drafts = Vec::new();
    for _ in 0..4 {
        let mut draft = another(&draft);
        book(&browser, &mut draft).await;
        drafts.push(draft);
    }
    let answers =
        futures::future::join_all(drafts.iter().map(|draft| browser.post(paths::ORDERS, draft))).await;
    let made = answers
        .iter()
        .filter(|answer| answer.status() == StatusCode::CREATED)
        .count();
    assert_eq!(made, 1);
    assert_eq!(state_of(&browser, &id).await, HoldState::Confirmed);
}

/// NUM-2: lost while it was being reserved, and lost while it was being confirmed. The slot is not lost with it.
#[tokio::test]
async fn numbers_that_somebody_else_gets_are_said_and_cost_nothing_else() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let mut draft = unreserved_draft(&browser, FINE_HOUSE, "PSTN", "").await;
    let offered = free(&browser, &draft, 1).await;
    let lost = ending(&offered, "04");
    let refused = problem(
        browser
            .post(paths::NUMBER_RESERVATIONS, &wish(&draft, &lost, ""))
            .await,
        StatusCode::CONFLICT,
    )
    .await;
    assert_eq!(refused.code, "numbers.gone");
    assert!(!free(&browser, &draft, 1).await.contains(&lost));
    let held = reserve(&browser, &mut draft, &ending(&offered, "07")).await;
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    let said: Vec<_> = refused
        .fields
        .iter()
        .map(|field| (field.path.as_str(), field.code.as_str()))
        .collect();
    assert_eq!(said, [("lines[0].numbers", "numbers.gone")]);
    assert_eq!(state_of(&browser, &held.id).await, HoldState::Gone);
    let next = free(&browser, &draft, 1).await.remove(0);
    reserve(&browser, &mut draft, &next).await;
    submitted(&browser, &draft).await;
}

/// The same key is the same reservation, also when its answer was lost.
#[tokio::test]
async fn a_repeated_reservation_is_the_same_one() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = unreserved_draft(&browser, FINE_HOUSE, "PSTN", "").await;
    let wish = wish(&draft, &free(&browser, &draft, 1).await[0], "");
    let key = new_key();
    // NRDB carries it out, and its answer is broken.
    played.fault("nrdb", "malformed").await;
    let broken = browser
        .post_with_key(paths::NUMBER_RESERVATIONS, &wish, &key)
        .await;
    assert_eq!(broken.status(), StatusCode::SERVICE_UNAVAILABLE);
    played.fault("nrdb", "normal").await;
    let all = futures::future::join_all(
        (0..6).map(|_| browser.post_with_key(paths::NUMBER_RESERVATIONS, &wish, &key)),
    )
    .await;
    let mut ids = std::collections::BTreeSet::new();
    for response in all {
        ids.insert(body::<NumberReservation>(response, StatusCode::CREATED).await.id);
    }
    assert_eq!(ids.len(), 1);
}

/// NUM-1, NUM-3
#[tokio::test]
async fn numbers_are_searched_only_where_they_may_be_reserved() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = unreserved_draft(&browser, FINE_HOUSE, "PSTN", "").await;
    let sizes = problem(
        browser
            .post(paths::NUMBER_SEARCHES, &question_of(&draft, 8))
            .await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(
        (sizes.fields[0].path.as_str(), sizes.fields[0].code.as_str()),
        ("count", "numbers.series")
    );
    for (number, product) in [("2", "PSTN"), ("5", "PSTN"), ("1", "HDSL")] {
        let speed = if product == "HDSL" { "2M" } else { "" };
        let check = crate::partners::check(&browser, &house(number, product, speed)).await;
        let hit = check["outcome"]["hits"][0]["id"].as_str().unwrap_or("");
        let asked = json!({ "check": check["id"], "hit": hit, "count": 1 });
        let refused = problem(
            browser.post(paths::NUMBER_SEARCHES, &asked).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(refused.fields[0].path, "check", "{number} {product}: {refused:?}");
    }
    // What is not to be had at the place is not to be had, whatever the browser says.
    for (first, status) in [
        ("22999999", StatusCode::SERVICE_UNAVAILABLE),
        ("rubbish", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let series = Series {
            first: first.to_owned(),
            count: 1,
        };
        let refused = browser
            .post(paths::NUMBER_RESERVATIONS, &wish(&draft, &series, ""))
            .await;
        assert_eq!(refused.status(), status, "{first}");
    }
}

#[tokio::test]
async fn the_number_authority_being_away_is_said() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = unreserved_draft(&browser, FINE_HOUSE, "PSTN", "").await;
    played.fault("nrdb", "unavailable").await;
    let away = problem(
        browser
            .post(paths::NUMBER_SEARCHES, &question_of(&draft, 1))
            .await,
        StatusCode::SERVICE_UNAVAILABLE,
    )
    .await;
    assert_eq!(away.current.unwrap()["system"].as_str(), Some("number_authority"));
}

/// NUM-4
#[tokio::test]
async fn a_ported_number_goes_with_the_operator_that_it_comes_from() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let mut draft = unreserved_draft(&browser, FINE_HOUSE, "PSTN", "").await;
    draft.attributes = BTreeMap::from([
        ("number".into(), "ported".into()),
        ("ported_number".into(), "22 33 44 55".into()),
    ]);
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields[0].code, "numbers.donor.missing");
    draft.lines[0].numbers.donor = "Fjordnett".into();
    let order = show(&browser, &submitted(&browser, &draft).await.id).await;
    let ported = OrderedNumbers::Ported {
        number: "22334455".into(),
        donor: "Fjordnett".into(),
    };
    assert_eq!(order.lines[0].details.numbers, Some(ported));
}
