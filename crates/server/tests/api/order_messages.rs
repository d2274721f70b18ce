//! The receiver of the order system's messages: who may send them, and what is done with a bad one.

use domain::orders::status::LineStatus;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wire::paths;

use crate::{drafts::*, harness::*, order_system::*, orders::show, partners::*};

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
    caught_up(&played, "1-20001-1").await;
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
