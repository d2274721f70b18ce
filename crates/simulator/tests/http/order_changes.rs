//! Changing and cancelling service orders.

use serde_json::json;

use crate::harness::start;
use crate::orders::{cancel, change, milestones, order, place, read, step};

#[tokio::test]
async fn a_changed_order_begins_again_under_its_customer_order_id() {
    let world = start().await;
    let (_, placed) = place(&world, order("1-20001-1", 1)).await;
    for _ in 0..3 {
        step(&world).await;
    }
    let before = read(&world, &placed["id"]).await;
    let mut new = order("1-20001-1", 1);
    new["serviceOrderItem"][0]["service"]["serviceCharacteristic"][0]["value"] = json!("2048/512");
    let (status, changed) = change(
        &world,
        &placed["id"],
        json!({ "serviceOrderItem": new["serviceOrderItem"], "requestedCompletionDate": "2026-12-10" }),
    )
    .await;
    assert_eq!(
        (status, &changed["state"], milestones(&changed).len()),
        (200, &json!("acknowledged"), 0)
    );
    assert_eq!(changed["customerOrderId"], before["customerOrderId"]);
    assert_eq!(changed["serviceOrderItem"], new["serviceOrderItem"]);
    step(&world).await;
    step(&world).await;
    let after = read(&world, &placed["id"]).await;
    assert_eq!(after["agreedDate"], "2026-12-10");
    assert_eq!(after["milestone"][0]["id"], "4", "an id is never used twice");
    while step(&world).await > 0 {}
}

#[tokio::test]
async fn from_the_technician_on_nothing_changes_and_from_the_end_nothing_is_cancelled() {
    let world = start().await;
    let (_, placed) = place(&world, order("1-20001-1", 1)).await;
    for _ in 0..6 {
        step(&world).await;
    }
    let new = order("1-20001-1", 1);
    let (status, refused) = change(
        &world,
        &placed["id"],
        json!({ "serviceOrderItem": new["serviceOrderItem"] }),
    )
    .await;
    assert_eq!((status, &refused["code"]), (409, &json!("tooLate")));
    for _ in 0..3 {
        step(&world).await;
    }
    let (status, refused) = cancel(&world, &placed["id"]).await;
    assert_eq!((status, &refused["code"]), (409, &json!("tooLate")));
}

#[tokio::test]
async fn a_cancelled_order_stops_and_may_be_cancelled_again() {
    let world = start().await;
    let (_, placed) = place(&world, order("1-20001-1", 1)).await;
    step(&world).await;
    let (status, answer) = cancel(&world, &placed["id"]).await;
    assert_eq!(
        (status, &answer["state"], &answer["serviceOrder"]["id"]),
        (201, &json!("done"), &placed["id"])
    );
    assert_eq!(cancel(&world, &placed["id"]).await.0, 200);
    assert_eq!(read(&world, &placed["id"]).await["state"], "cancelled");
    assert_eq!(step(&world).await, 0);
    assert_eq!(cancel(&world, &json!("SO-nobody")).await.0, 404);
}
