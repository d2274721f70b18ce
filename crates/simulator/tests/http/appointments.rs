//! The appointment book (BOK-1 to BOK-6).

use std::time::Duration;

use serde_json::{Value, json};
use simulator::System;

use crate::harness::{Answer, World, start, start_with, trial};

async fn search(world: &World, place: Value, from: &str, to: &str) -> Vec<Value> {
    let body = json!({
        "category": "ADSL_FULL",
        "relatedPlace": place,
        "requestedTimeSlot": [{ "validFor": { "startDateTime": from, "endDateTime": to } }],
    });
    let (status, body) = world.post(System::Appointments, "/searchTimeSlot", body).await;
    assert_eq!(status, 200, "{body}");
    let slots = body["availableTimeSlot"].as_array().unwrap().clone();
    assert_eq!(
        body["searchResult"],
        if slots.is_empty() { "fail" } else { "success" }
    );
    slots
}

fn ids(slots: &[Value]) -> Vec<&str> {
    slots.iter().map(|slot| slot["id"].as_str().unwrap()).collect()
}

async fn hold(world: &World, place: Value, slot: &str, external_id: &str) -> Answer {
    let body = json!({ "externalId": external_id, "category": "ADSL_FULL", "timeSlot": { "id": slot }, "relatedPlace": place });
    world.post(System::Appointments, "/appointment", body).await
}

async fn set(world: &World, appointment: &Value, status: &str) -> Answer {
    let path = format!("/appointment/{}", appointment["id"].as_str().unwrap());
    world
        .patch(System::Appointments, &path, json!({ "status": status }))
        .await
}

async fn read(world: &World, appointment: &Value) -> Value {
    world
        .get(
            System::Appointments,
            &format!("/appointment/{}", appointment["id"].as_str().unwrap()),
        )
        .await
        .1
}

/// BOK-6
#[tokio::test]
async fn slots_are_mornings_and_afternoons_of_working_days_only() {
    let world = start_with(|config| config.slot_capacity = Some(1)).await;
    // Over a weekend, Christmas and New Year.
    let slots = search(
        &world,
        trial(1),
        "2026-12-23T00:00:00+01:00",
        "2027-01-05T00:00:00+01:00",
    )
    .await;
    let days = ["12-23", "12-24", "12-28", "12-29", "12-30", "12-31"].map(|day| format!("2026-{day}"));
    let mut expected = Vec::new();
    for day in days.into_iter().chain(["2027-01-04".to_owned()]) {
        expected.extend([format!("0301-{day}-08"), format!("0301-{day}-12")]);
    }
    assert_eq!(ids(&slots), expected);
    assert_eq!(
        slots[0]["validFor"],
        json!({ "startDateTime": "2026-12-23T08:00:00+01:00", "endDateTime": "2026-12-23T12:00:00+01:00" })
    );
    let summer = search(&world, trial(1), "2027-06-01T10:00:00Z", "2027-06-02T06:00:00Z").await;
    assert_eq!(ids(&summer), ["0301-2027-06-01-12"]);
    assert_eq!(
        summer[0]["validFor"]["startDateTime"],
        "2027-06-01T12:00:00+02:00"
    );
}

#[tokio::test]
async fn a_slot_that_has_begun_is_not_offered() {
    let world = start_with(|config| config.slot_capacity = Some(1)).await;
    let days = ("2026-11-20T00:00:00+01:00", "2026-11-24T00:00:00+01:00");
    assert_eq!(
        ids(&search(&world, trial(1), days.0, days.1).await),
        ["0301-2026-11-23-08", "0301-2026-11-23-12"]
    );
    world.forward(Duration::from_secs(15 * 3600));
    assert_eq!(
        ids(&search(&world, trial(1), days.0, days.1).await),
        ["0301-2026-11-23-12"]
    );
}

/// BOK-1
#[tokio::test]
async fn there_are_ordinarily_enough_slots_in_every_month() {
    let world = start().await;
    let slots = search(
        &world,
        trial(1),
        "2026-12-03T00:00:00+01:00",
        "2027-01-02T00:00:00+01:00",
    )
    .await;
    assert!(slots.len() > 25, "{}", slots.len());
}

/// BOK-4
#[tokio::test]
async fn a_held_slot_is_taken_until_it_is_released() {
    let world = start_with(|config| config.slot_capacity = Some(1)).await;
    let slot = "0301-2026-12-03-08";
    let (status, held) = hold(&world, trial(1), slot, "one").await;
    assert_eq!(
        (status, &held["status"], &held["holdExpires"]),
        (201, &json!("initialized"), &json!("2026-11-22T17:40:00Z"))
    );
    let (status, refused) = hold(&world, trial(3), slot, "two").await;
    assert_eq!((status, &refused["code"]), (409, &json!("slotGone")));
    let nearest = refused["nearestTimeSlot"].as_array().unwrap();
    assert_eq!(
        ids(nearest),
        ["0301-2026-12-03-12", "0301-2026-12-04-08", "0301-2026-12-04-12"]
    );
    let free = search(
        &world,
        trial(1),
        "2026-12-03T00:00:00+01:00",
        "2026-12-04T00:00:00+01:00",
    )
    .await;
    assert_eq!(ids(&free), ["0301-2026-12-03-12"]);
    // Other municipalities have technicians of their own.
    let elsewhere = json!({ "streetName": "Kirkegata", "streetNr": "3", "city": "Bergen" });
    let free = search(
        &world,
        elsewhere,
        "2026-12-03T00:00:00+01:00",
        "2026-12-04T00:00:00+01:00",
    )
    .await;
    assert_eq!(ids(&free), ["4601-2026-12-03-08", "4601-2026-12-03-12"]);
    for _ in 0..2 {
        assert_eq!(set(&world, &held, "cancelled").await.1["status"], "cancelled");
    }
    assert_eq!(hold(&world, trial(3), slot, "two").await.0, 201);
}

/// BOK-4
#[tokio::test]
async fn a_hold_lasts_twenty_minutes_by_the_callers_clock() {
    let world = start_with(|config| config.slot_capacity = Some(1)).await;
    let slot = "0301-2026-12-03-08";
    let (_, held) = hold(&world, trial(1), slot, "one").await;
    world.forward(Duration::from_secs(20 * 60 - 1));
    assert_eq!(hold(&world, trial(3), slot, "two").await.0, 409);
    world.forward(Duration::from_secs(1));
    assert_eq!(read(&world, &held).await["status"], "expired");
    let (status, refused) = set(&world, &held, "confirmed").await;
    assert_eq!((status, &refused["code"]), (409, &json!("holdExpired")));
    assert_eq!(ids(refused["nearestTimeSlot"].as_array().unwrap())[0], slot);
    assert_eq!(hold(&world, trial(3), slot, "two").await.0, 201);
}

/// BOK-4
#[tokio::test]
async fn confirming_and_holding_again_change_nothing() {
    let world = start_with(|config| config.slot_capacity = Some(1)).await;
    let slot = "0301-2026-12-03-08";
    let (_, held) = hold(&world, trial(1), slot, "one").await;
    let (status, again) = hold(&world, trial(1), slot, "one").await;
    assert_eq!((status, &again["id"]), (200, &held["id"]));
    for _ in 0..3 {
        let (status, confirmed) = set(&world, &held, "confirmed").await;
        assert_eq!((status, &confirmed["status"]), (200, &json!("confirmed")));
        assert_eq!(confirmed.get("holdExpires"), None);
    }
    world.forward(Duration::from_secs(24 * 3600));
    assert_eq!(set(&world, &held, "confirmed").await.0, 200);
    assert_eq!(hold(&world, trial(3), slot, "two").await.0, 409);
    let (status, refused) = hold(&world, trial(1), "0301-2026-12-04-08", "one").await;
    assert_eq!((status, &refused["code"]), (409, &json!("externalIdInUse")));
    assert_eq!(set(&world, &held, "cancelled").await.1["status"], "cancelled");
    let (status, refused) = set(&world, &held, "confirmed").await;
    assert_eq!((status, &refused["code"]), (409, &json!("cancelled")));
}

/// BOK-1
#[tokio::test]
async fn where_no_slot_is_free_none_can_be_held() {
    let world = start().await;
    let slots = search(
        &world,
        trial(9),
        "2026-12-03T00:00:00+01:00",
        "2027-06-01T00:00:00+02:00",
    )
    .await;
    assert!(slots.is_empty());
    let (status, refused) = hold(&world, trial(9), "0301-2026-12-03-08", "one").await;
    assert_eq!((status, &refused["nearestTimeSlot"]), (409, &json!([])));
}

/// BOK-4
#[tokio::test]
async fn a_slot_may_be_gone_when_it_is_confirmed_and_the_next_one_is_not() {
    let world = start().await;
    let free = search(
        &world,
        trial(10),
        "2026-12-03T00:00:00+01:00",
        "2026-12-31T00:00:00+01:00",
    )
    .await;
    let slot = ids(&free)[0];
    let (_, held) = hold(&world, trial(10), slot, "one").await;
    let (status, refused) = set(&world, &held, "confirmed").await;
    assert_eq!((status, &refused["code"]), (409, &json!("slotGone")));
    let nearest = refused["nearestTimeSlot"].as_array().unwrap();
    assert_eq!(nearest.len(), 3);
    assert!(!ids(nearest).contains(&slot));
    let (_, held) = hold(&world, trial(10), ids(nearest)[0], "two").await;
    assert_eq!(set(&world, &held, "confirmed").await.1["status"], "confirmed");
    let after = search(
        &world,
        trial(1),
        "2026-12-03T00:00:00+01:00",
        "2026-12-31T00:00:00+01:00",
    )
    .await;
    assert!(!ids(&after).contains(&slot));
}

#[tokio::test]
async fn the_book_can_be_away_and_refuses_what_it_does_not_know() {
    let world = start().await;
    assert_eq!(hold(&world, trial(24), "0301-2026-12-03-08", "one").await.0, 503);
    assert_eq!(hold(&world, trial(1), "0301-2026-12-05-08", "one").await.0, 400);
    assert_eq!(hold(&world, trial(1), "0301-2026-12-03-08", " ").await.0, 400);
    assert_eq!(
        set(&world, &json!({ "id": "AV-nobody" }), "confirmed").await.0,
        404
    );
    assert_eq!(
        world.get(System::Appointments, "/appointment/AV-nobody").await.0,
        404
    );
    let backwards = json!({
        "relatedPlace": trial(1),
        "requestedTimeSlot": [{ "validFor": { "startDateTime": "2026-12-04T00:00:00Z", "endDateTime": "2026-12-03T00:00:00Z" } }],
    });
    assert_eq!(
        world
            .post(System::Appointments, "/searchTimeSlot", backwards)
            .await
            .0,
        400
    );
}
