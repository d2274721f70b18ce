//! BOK: free slots, holding one, and what becomes of a hold.

use domain::moment::Moment;
use reqwest::StatusCode;
use serde_json::{Value, json};
use wire::paths;

use crate::{harness::*, partners::*};

const SPEED: &str = "8128/640";

async fn search_for(browser: &Browser, number: &str, product: &str) -> Value {
    let speed = if product.starts_with("ADSL") { SPEED } else { "" };
    let check = check(browser, &house(number, product, speed)).await;
    let asked = json!({ "check": check["id"], "hit": check["outcome"]["hits"][0]["id"] });
    body(
        browser.post(paths::SLOT_SEARCHES, &asked).await,
        StatusCode::CREATED,
    )
    .await
}

async fn hold(browser: &Browser, search: &Value, nth: usize, instead_of: &str) -> Value {
    let wish =
        json!({ "search": search["id"], "slot": search["slots"][nth]["id"], "instead_of": instead_of });
    body(
        browser.post(paths::APPOINTMENTS, &wish).await,
        StatusCode::CREATED,
    )
    .await
}

async fn state_of(browser: &Browser, appointment: &Value) -> String {
    let path = format!("/api/v1/appointments/{}", appointment["id"].as_str().unwrap());
    let now: Value = body(browser.get(&path).await, StatusCode::OK).await;
    now["state"].as_str().unwrap().to_owned()
}

/// BOK-6: after the lead time, on working days, morning or afternoon.
#[tokio::test]
async fn slots_begin_after_the_lead_time_and_stand_on_working_days() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    let slots = search["slots"].as_array().unwrap();
    assert!(!slots.is_empty());
    let today = played.app.state.clock.today();
    let earliest = domain::calendar::working_days_after(today, 8);
    for slot in slots {
        let slot: domain::appointment::Slot = serde_json::from_value(slot.clone()).unwrap();
        assert!(slot.date >= earliest, "{slot:?}");
        assert!(domain::calendar::is_working_day(slot.date), "{slot:?}");
    }
}

/// BOK-4: 20 minutes, with the time that is left.
#[tokio::test]
async fn a_slot_is_held_for_twenty_minutes_and_then_given_back_by_itself() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    let held = hold(&browser, &search, 0, "").await;
    assert_eq!(held["state"], "held");
    assert_eq!(held["slot"], search["slots"][0]);
    assert_eq!(held["subject"], search["subject"]);
    let until: Moment = serde_json::from_value(held["held_until"].clone()).unwrap();
    let left = played.app.state.clock.now().seconds_until(until);
    assert!((19 * 60..=20 * 60).contains(&left), "{left}");
    played.advance(19 * 60);
    assert_eq!(state_of(&browser, &held).await, "held");
    played.advance(61);
    assert_eq!(
        state_of(&browser, &held).await,
        "released",
        "also before the timer has come by"
    );
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(state_of(&browser, &held).await, "released");
}

/// BOK-4
#[tokio::test]
async fn taking_another_slot_gives_the_first_back() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    let first = hold(&browser, &search, 0, "").await;
    let second = hold(&browser, &search, 1, first["id"].as_str().unwrap()).await;
    assert_eq!(state_of(&browser, &first).await, "released");
    assert_eq!(state_of(&browser, &second).await, "held");
    // And is free again for anybody.
    hold(&browser, &search, 0, second["id"].as_str().unwrap()).await;
}

#[tokio::test]
async fn a_held_slot_can_be_given_back_more_than_once() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    let held = hold(&browser, &search, 0, "").await;
    let path = format!("/api/v1/appointments/{}", held["id"].as_str().unwrap());
    for _ in 0..2 {
        assert_eq!(browser.delete(&path).await.status(), StatusCode::NO_CONTENT);
        assert_eq!(state_of(&browser, &held).await, "released");
    }
}

/// BOK-1: only when nothing is free within 30 days may the order go without.
#[tokio::test]
async fn no_free_slot_is_an_empty_search() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    assert_eq!(search_for(&browser, "9", "ADSL_FULL").await["slots"], json!([]));
}

/// BOK-4: somebody else was quicker; the nearest three can be taken.
#[tokio::test]
async fn a_slot_that_is_gone_when_it_is_to_be_held_brings_the_nearest_three() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    // Take one slot until it is full.
    let wish = json!({ "search": search["id"], "slot": search["slots"][0]["id"] });
    let mut response = browser.post(paths::APPOINTMENTS, &wish).await;
    for _ in 0..50 {
        if response.status() != StatusCode::CREATED {
            break;
        }
        response = browser.post(paths::APPOINTMENTS, &wish).await;
    }
    let problem = problem(response, StatusCode::CONFLICT).await;
    assert_eq!(problem.code, "appointment.gone");
    let nearest = problem.current.unwrap();
    let slots = nearest["slots"].as_array().unwrap();
    assert_eq!(slots.len(), 3, "{nearest}");
    assert!(slots.iter().all(|slot| slot["id"] != search["slots"][0]["id"]));
    let wish = json!({ "search": nearest["search"], "slot": slots[0]["id"] });
    assert_eq!(
        browser.post(paths::APPOINTMENTS, &wish).await.status(),
        StatusCode::CREATED
    );
}

/// KAP-3, KAP-4, BOK-2
#[tokio::test]
async fn no_slot_is_searched_where_the_light_forbids_booking() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    for number in ["2", "5", "8", "23"] {
        let check = check(&browser, &house(number, "ADSL_FULL", SPEED)).await;
        let asked =
            json!({ "check": check["id"], "hit": check["outcome"]["hits"][0]["id"].as_str().unwrap_or("") });
        let problem = problem(
            browser.post(paths::SLOT_SEARCHES, &asked).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(problem.fields[0].path, "check", "house {number}: {problem:?}");
    }
    // A product that is not booked at all.
    let check = check(&browser, &house("1", "HDSL", "2M")).await;
    let asked =
        json!({ "check": check["id"], "hit": check["outcome"]["hits"][0]["id"].as_str().unwrap_or("") });
    let refused = problem(
        browser.post(paths::SLOT_SEARCHES, &asked).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields[0].code, "appointment.not_allowed");
}

/// KAP-2, KAP-5: a hit must be picked, and the answer must not be older than a day.
#[tokio::test]
async fn a_search_needs_a_picked_hit_and_a_fresh_check() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let several = check(&browser, &house("6", "ADSL_FULL", SPEED)).await;
    let unpicked = json!({ "check": several["id"], "hit": "" });
    let refused = problem(
        browser.post(paths::SLOT_SEARCHES, &unpicked).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields[0].code, "access_check.hit.missing");
    let green = several["outcome"]["hits"]
        .as_array()
        .unwrap()
        .iter()
        .find(|hit| hit["light"] == "green")
        .unwrap();
    let picked = json!({ "check": several["id"], "hit": green["id"] });
    assert_eq!(
        browser.post(paths::SLOT_SEARCHES, &picked).await.status(),
        StatusCode::CREATED
    );
    played.advance(24 * 3600);
    let browser = played.app.log_in(ORDERING).await;
    let refused = problem(
        browser.post(paths::SLOT_SEARCHES, &picked).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields[0].code, "access_check.too_old");
}

/// The backend believes its own records only.
#[tokio::test]
async fn a_slot_that_was_never_offered_cannot_be_taken() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    for (search, slot, path) in [
        (json!("none"), search["slots"][0]["id"].clone(), "search"),
        (search["id"].clone(), json!("0301-2026-01-01-08"), "slot"),
    ] {
        let wish = json!({ "search": search, "slot": slot });
        let problem = problem(
            browser.post(paths::APPOINTMENTS, &wish).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(
            (problem.fields[0].path.as_str(), problem.fields[0].code.as_str()),
            (path, "appointment.unknown")
        );
    }
}

#[tokio::test]
async fn another_companys_search_and_appointment_do_not_exist() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let other = played.app.log_in(OTHER_COMPANY).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    let wish = json!({ "search": search["id"], "slot": search["slots"][0]["id"] });
    assert_eq!(
        other.post(paths::APPOINTMENTS, &wish).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let held = hold(&browser, &search, 0, "").await;
    let path = format!("/api/v1/appointments/{}", held["id"].as_str().unwrap());
    assert_eq!(
        problem(other.get(&path).await, StatusCode::NOT_FOUND).await.code,
        "appointment.not_found"
    );
    assert_eq!(other.delete(&path).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(state_of(&browser, &held).await, "held");
}

/// The same key is the same hold, not a second slot.
#[tokio::test]
async fn a_repeated_hold_is_the_same_hold() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    let wish = json!({ "search": search["id"], "slot": search["slots"][0]["id"] });
    let key = new_key();
    let all =
        futures::future::join_all((0..10).map(|_| browser.post_with_key(paths::APPOINTMENTS, &wish, &key)))
            .await;
    let mut ids = std::collections::BTreeSet::new();
    for response in all {
        ids.insert(
            body::<Value>(response, StatusCode::CREATED).await["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn the_appointment_book_being_away_is_said() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let search = search_for(&browser, "1", "ADSL_FULL").await;
    played.fault("appointments", "unavailable").await;
    let wish = json!({ "search": search["id"], "slot": search["slots"][0]["id"] });
    let away = problem(
        browser.post(paths::APPOINTMENTS, &wish).await,
        StatusCode::SERVICE_UNAVAILABLE,
    )
    .await;
    assert_eq!(
        (away.code.as_str(), away.current.unwrap()["system"].as_str()),
        ("partner.away", Some("appointment_book"))
    );
    // House 24 has a book of its own that is always away.
    played.fault("appointments", "normal").await;
    let check = check(&browser, &house("24", "ADSL_FULL", SPEED)).await;
    let asked = json!({ "check": check["id"], "hit": check["outcome"]["hits"][0]["id"] });
    assert_eq!(
        browser.post(paths::SLOT_SEARCHES, &asked).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    // The hold works once the book is back, under the same key or another.
    assert_eq!(
        browser.post(paths::APPOINTMENTS, &wish).await.status(),
        StatusCode::CREATED
    );
}
