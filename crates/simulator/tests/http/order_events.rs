//! The order system's messages: in order, repeated until taken, and wrong on purpose.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::System;

use crate::harness::{Subscriber, World, start, start_with};
use crate::orders::{milestones, order, place, step};

async fn subscribe(world: &World, subscriber: &Subscriber, token: &str) -> (u16, Value) {
    let body = json!({ "callback": subscriber.callback, "token": token });
    world.post(System::OrderSystem, "/hub", body).await
}

async fn tell(world: &World, mode: &str) {
    let answer = world
        .control(Method::PUT, "/order-system/events", json!({ "mode": mode }))
        .await;
    assert_eq!(answer.0, 204);
}

/// A subscribed world with one order at a demonstration house, moved to its end.
async fn run(mode: &str, number: u32) -> (World, Subscriber) {
    let world = start().await;
    let subscriber = Subscriber::start().await;
    subscribe(&world, &subscriber, "secret").await;
    tell(&world, mode).await;
    place(&world, order("1-20001-1", number)).await;
    while step(&world).await > 0 {}
    (world, subscriber)
}

fn versions(events: &[Value]) -> Vec<u64> {
    events
        .iter()
        .map(|event| event["event"]["serviceOrder"]["version"].as_u64().unwrap_or(0))
        .collect()
}

#[tokio::test]
async fn every_milestone_is_told_in_order_with_the_whole_order() {
    let (_world, subscriber) = run("normal", 1).await;
    let events = subscriber.events(10).await;
    assert_eq!(versions(&events), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event["eventType"], "ServiceOrderMilestoneEvent");
        assert_eq!(event["correlationId"], "1-20001-1");
        assert_eq!(event["eventTime"], "2026-11-22T17:20:00Z");
        assert_eq!(milestones(&event["event"]["serviceOrder"]).len(), index + 1);
    }
    let (token, _) = &subscriber.messages(10).await[0];
    assert_eq!(token, "Bearer secret");
    let mut ids: Vec<String> = events.iter().map(|event| event["eventId"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 10);
}

#[tokio::test]
async fn each_kind_of_trouble_is_told_as_such() {
    for (number, kind, state) in [
        (11, "ServiceOrderInformationRequiredEvent", "held"),
        (12, "ServiceOrderStateChangeEvent", "rejected"),
        (14, "ServiceOrderStateChangeEvent", "rejected"),
        (15, "ServiceOrderStateChangeEvent", "pending"),
    ] {
        let (_world, subscriber) = run("normal", number).await;
        let events = subscriber.events(1).await;
        assert_eq!(events.len(), 1, "{number}");
        assert_eq!(
            (
                &events[0]["eventType"],
                &events[0]["event"]["serviceOrder"]["state"]
            ),
            (&json!(kind), &json!(state)),
            "{number}"
        );
    }
    let (_world, subscriber) = run("normal", 16).await;
    let events = subscriber.events(11).await;
    assert_eq!(events[6]["eventType"], "ServiceOrderJeopardyEvent");
    let (_world, subscriber) = run("normal", 13).await;
    assert_eq!(
        subscriber.events(4).await[3]["event"]["serviceOrder"]["state"],
        "failed"
    );
}

#[tokio::test]
async fn a_cancellation_is_told() {
    let world = start().await;
    let subscriber = Subscriber::start().await;
    subscribe(&world, &subscriber, "secret").await;
    let (_, placed) = place(&world, order("1-20001-1", 1)).await;
    world
        .post(
            System::OrderSystem,
            "/cancelServiceOrder",
            json!({ "serviceOrder": { "id": placed["id"] } }),
        )
        .await;
    let events = subscriber.events(1).await;
    assert_eq!(events[0]["event"]["serviceOrder"]["state"], "cancelled");
}

#[tokio::test]
async fn a_message_that_is_not_taken_comes_again_and_the_later_ones_wait() {
    let world = start().await;
    let subscriber = Subscriber::start().await;
    subscribe(&world, &subscriber, "secret").await;
    subscriber.refuse(5);
    place(&world, order("1-20001-1", 1)).await;
    for _ in 0..3 {
        step(&world).await;
    }
    assert_eq!(versions(&subscriber.events(3).await), [2, 3, 4]);
}

#[tokio::test]
async fn a_subscriber_that_is_away_keeps_nobody_else_waiting() {
    let world = start_with(|config| config.step = Some(std::time::Duration::from_millis(5))).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let away = format!("http://{}/events", listener.local_addr().unwrap());
    drop(listener);
    let (_, hub) = world
        .post(System::OrderSystem, "/hub", json!({ "callback": away }))
        .await;
    let subscriber = Subscriber::start().await;
    subscribe(&world, &subscriber, "").await;
    place(&world, order("1-20001-1", 1)).await;
    assert_eq!(subscriber.events(10).await.len(), 10);
    let gone = world
        .ask(
            Method::DELETE,
            world.url(
                System::OrderSystem,
                &format!("/hub/{}", hub["id"].as_str().unwrap()),
            ),
            None,
        )
        .await;
    assert_eq!(gone.unwrap().0, 204);
}

#[tokio::test]
async fn subscribing_again_changes_the_token_and_doubles_nothing() {
    let world = start().await;
    let subscriber = Subscriber::start().await;
    let (first, hub) = subscribe(&world, &subscriber, "old").await;
    let (second, again) = subscribe(&world, &subscriber, "new").await;
    assert_eq!((first, second), (201, 200));
    assert_eq!(hub["id"], again["id"]);
    place(&world, order("1-20001-1", 1)).await;
    step(&world).await;
    let messages = subscriber.messages(1).await;
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].0, "Bearer new");
    let wrong = world
        .post(
            System::OrderSystem,
            "/hub",
            json!({ "callback": "ftp://nowhere" }),
        )
        .await;
    assert_eq!(wrong.0, 400);
}

#[tokio::test]
async fn repeated_messages_are_the_same_message() {
    let (_world, subscriber) = run("repeated", 1).await;
    let events = subscriber.events(30).await;
    assert_eq!(events.len(), 30);
    for three in events.chunks(3) {
        assert!(three.iter().all(|event| event == &three[0]));
    }
}

#[tokio::test]
async fn messages_out_of_order_come_in_pairs_the_later_first_and_none_is_lost() {
    let (_world, subscriber) = run("outOfOrder", 1).await;
    assert_eq!(
        versions(&subscriber.events(10).await),
        [3, 2, 5, 4, 7, 6, 9, 8, 11, 10]
    );
    // An odd number: the last one does not wait for a partner that never comes.
    let (_world, subscriber) = run("outOfOrder", 16).await;
    let mut heard = versions(&subscriber.events(11).await);
    heard.sort_unstable();
    assert_eq!(heard, (2..=12).collect::<Vec<u64>>());
}

#[tokio::test]
async fn a_broken_message_is_followed_by_the_whole_one() {
    let (_world, subscriber) = run("malformed", 12).await;
    let events = subscriber.events(2).await;
    assert_eq!(events.len(), 2);
    assert!(events[0].is_null() && events[1]["event"]["serviceOrder"]["state"] == "rejected");
}

#[tokio::test]
async fn a_silent_system_moves_on_and_tells_when_asked() {
    let (world, subscriber) = run("silent", 1).await;
    assert!(subscriber.messages(0).await.is_empty());
    let (_, found) = world
        .get(System::OrderSystem, "/serviceOrder?externalId=1-20001-1")
        .await;
    assert_eq!(found[0]["state"], "completed");
}

#[tokio::test]
async fn one_house_falls_silent_after_registration_and_one_confuses_its_messages() {
    let (world, subscriber) = run("normal", 27).await;
    let events = subscriber.events(2).await;
    assert_eq!(
        milestones(&events.last().unwrap()["event"]["serviceOrder"]),
        ["accepted", "registered"]
    );
    let (_, found) = world
        .get(System::OrderSystem, "/serviceOrder?externalId=1-20001-1")
        .await;
    assert_eq!(found[0]["state"], "completed");
    let (_world, subscriber) = run("normal", 28).await;
    let heard = versions(&subscriber.events(20).await);
    assert_eq!(heard[..8], [3, 3, 2, 2, 5, 5, 4, 4]);
    assert_eq!(heard.len(), 20);
}
