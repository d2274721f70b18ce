//! Placing service orders, and where their way leads.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::System;

use crate::harness::{Answer, World, start, start_with, trial};

pub fn order(external_id: &str, number: u32) -> Value {
    json!({
        "externalId": external_id,
        "requestedCompletionDate": "2026-12-03",
        "relatedParty": [{ "role": "partner", "id": "310005002", "name": "Nordavind Bredbånd AS" }],
        "serviceOrderItem": [{ "id": "1", "action": "add", "service": {
            "serviceSpecification": { "id": "ADSL_FULL" },
            "serviceCharacteristic": [{ "name": "speed", "value": "8128/640" }, { "name": "visit", "value": "true" }],
            "place": [trial(number)],
            "relatedParty": [{ "role": "endUser", "name": "Kari Testesen" }],
        } }],
    })
}

pub async fn place(world: &World, order: Value) -> Answer {
    world.post(System::OrderSystem, "/serviceOrder", order).await
}

pub async fn step(world: &World) -> u64 {
    let (status, body) = world.control(Method::POST, "/order-system/step", json!({})).await;
    assert_eq!(status, 200);
    body["moved"].as_u64().unwrap()
}

pub async fn read(world: &World, id: &Value) -> Value {
    let (status, body) = world
        .get(
            System::OrderSystem,
            &format!("/serviceOrder/{}", id.as_str().unwrap()),
        )
        .await;
    assert_eq!(status, 200);
    body
}

pub async fn change(world: &World, id: &Value, body: Value) -> Answer {
    world
        .patch(
            System::OrderSystem,
            &format!("/serviceOrder/{}", id.as_str().unwrap()),
            body,
        )
        .await
}

pub async fn cancel(world: &World, id: &Value) -> Answer {
    let body = json!({ "serviceOrder": { "id": id }, "cancellationReason": "Kunden har ombestemt seg" });
    world.post(System::OrderSystem, "/cancelServiceOrder", body).await
}

pub fn milestones(order: &Value) -> Vec<&str> {
    order["milestone"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect()
}

const WITH_VISIT: [&str; 10] = [
    "accepted",
    "registered",
    "started",
    "design",
    "ready",
    "fieldService",
    "test",
    "delivery",
    "finished",
    "closed",
];

#[tokio::test]
async fn an_order_goes_all_the_way_to_closed() {
    let world = start().await;
    let (status, placed) = place(&world, order("1-20001-1", 1)).await;
    assert_eq!(
        (status, &placed["state"], &placed["version"]),
        (201, &json!("acknowledged"), &json!(1))
    );
    let mut last = placed.clone();
    for name in WITH_VISIT {
        assert_eq!(step(&world).await, 1);
        let now = read(&world, &placed["id"]).await;
        assert_eq!(milestones(&now).last(), Some(&name));
        assert!(now["version"].as_u64() > last["version"].as_u64());
        assert_eq!(
            now["state"],
            if name == "closed" {
                "completed"
            } else {
                "inProgress"
            }
        );
        let registered = name != "accepted";
        assert_eq!(now.get("customerOrderId").is_some(), registered);
        assert_eq!(now.get("agreedDate").is_some(), registered);
        last = now;
    }
    assert_eq!(milestones(&last), WITH_VISIT);
    assert_eq!(
        (&last["agreedDate"], &last["installationDate"]),
        (&json!("2026-12-03"), &json!("2026-12-03"))
    );
    assert_eq!(
        last["serviceOrderItem"],
        order("1-20001-1", 1)["serviceOrderItem"]
    );
    assert_eq!(step(&world).await, 0);
}

#[tokio::test]
async fn without_a_visit_no_technician_comes() {
    let world = start().await;
    for (action, left_out) in [
        ("add", vec!["fieldService"]),
        ("modify", vec!["ready", "fieldService", "test"]),
        ("delete", vec!["ready", "fieldService", "test"]),
    ] {
        let mut order = order(&format!("1-{action}-1"), 1);
        order["serviceOrderItem"][0]["action"] = json!(action);
        order["serviceOrderItem"][0]["service"]["serviceCharacteristic"] =
            json!([{ "name": "visit", "value": "false" }]);
        let (_, placed) = place(&world, order).await;
        while step(&world).await > 0 {}
        let expected: Vec<&str> = WITH_VISIT
            .into_iter()
            .filter(|name| !left_out.contains(name))
            .collect();
        assert_eq!(
            milestones(&read(&world, &placed["id"]).await),
            expected,
            "{action}"
        );
    }
}

/// The backend repeats what it is not sure of; the same order must not be delivered twice.
#[tokio::test]
async fn the_same_external_id_is_the_same_order() {
    let world = start().await;
    let (first, placed) = place(&world, order("1-20001-1", 1)).await;
    step(&world).await;
    let (second, again) = place(&world, order("1-20001-1", 1)).await;
    assert_eq!((first, second), (201, 200));
    assert_eq!(
        (&placed["id"], milestones(&again)),
        (&again["id"], vec!["accepted"])
    );
    let by_external_id = world
        .get(System::OrderSystem, "/serviceOrder?externalId=1-20001-1")
        .await;
    assert_eq!(by_external_id, (200, json!([again])));
    let unknown = world
        .get(System::OrderSystem, "/serviceOrder?externalId=1-2-3")
        .await;
    assert_eq!(unknown, (200, json!([])));
    assert_eq!(world.get(System::OrderSystem, "/serviceOrder").await.0, 400);
}

#[tokio::test]
async fn a_restarted_system_knows_no_orders_but_gives_the_same_ids_again() {
    let before = start().await;
    let (_, placed) = place(&before, order("1-20001-1", 1)).await;
    step(&before).await;
    step(&before).await;
    let old = read(&before, &placed["id"]).await;
    let after = start().await;
    let path = format!("/serviceOrder/{}", old["id"].as_str().unwrap());
    assert_eq!(after.get(System::OrderSystem, &path).await.0, 404);
    place(&after, order("1-20001-1", 1)).await;
    step(&after).await;
    step(&after).await;
    let new = read(&after, &placed["id"]).await;
    assert_eq!(
        (&old["id"], &old["customerOrderId"]),
        (&new["id"], &new["customerOrderId"])
    );
}

/// BOK-3
#[tokio::test]
async fn the_booked_day_becomes_the_agreed_date() {
    let world = start_with(|config| config.slot_capacity = Some(1)).await;
    let hold =
        json!({ "externalId": "h", "timeSlot": { "id": "0301-2026-12-08-12" }, "relatedPlace": trial(1) });
    let (_, held) = world.post(System::Appointments, "/appointment", hold).await;
    let mut order = order("1-20001-1", 1);
    order["serviceOrderItem"][0]["appointment"] = json!({ "id": held["id"] });
    let (_, placed) = place(&world, order).await;
    step(&world).await;
    step(&world).await;
    assert_eq!(read(&world, &placed["id"]).await["agreedDate"], "2026-12-08");
}

#[tokio::test]
async fn what_is_missing_holds_the_order_until_it_is_added() {
    let world = start().await;
    let (_, placed) = place(&world, order("1-20001-1", 11)).await;
    assert_eq!(step(&world).await, 1);
    let held = read(&world, &placed["id"]).await;
    assert_eq!((&held["state"], milestones(&held).len()), (&json!("held"), 0));
    assert_eq!(held["errorMessage"][0]["code"], "END_USER_MISMATCH");
    assert!(!held["errorMessage"][0]["message"].as_str().unwrap().is_empty());
    assert_eq!(step(&world).await, 0);
    let (status, resumed) = change(
        &world,
        &placed["id"],
        json!({ "note": [{ "text": "Riktig navn er Kari Testesen" }] }),
    )
    .await;
    assert_eq!((status, &resumed["state"]), (200, &json!("acknowledged")));
    while step(&world).await > 0 {}
    assert_eq!(read(&world, &placed["id"]).await["state"], "completed");
}

#[tokio::test]
async fn manual_handling_waits_until_people_have_looked() {
    let world = start().await;
    let (_, placed) = place(&world, order("1-20001-1", 15)).await;
    step(&world).await;
    let pending = read(&world, &placed["id"]).await;
    assert_eq!(
        (&pending["state"], &pending["errorMessage"][0]["code"]),
        (&json!("pending"), &json!("MANUAL_HANDLING"))
    );
    assert_eq!(step(&world).await, 0);
    change(&world, &placed["id"], json!({})).await;
    step(&world).await;
    assert_eq!(milestones(&read(&world, &placed["id"]).await), ["accepted"]);
}

#[tokio::test]
async fn bad_ends_say_why() {
    let world = start().await;
    for (number, state, code, reached) in [
        (12, "rejected", "NOT_DELIVERABLE", vec![]),
        (
            13,
            "failed",
            "NO_CAPACITY_AFTER_ALL",
            vec!["accepted", "registered", "started"],
        ),
        (14, "rejected", "DUPLICATE", vec![]),
    ] {
        let (_, placed) = place(&world, order(&format!("1-{number}-1"), number)).await;
        while step(&world).await > 0 {}
        let ended = read(&world, &placed["id"]).await;
        assert_eq!(
            (&ended["state"], &ended["errorMessage"][0]["code"]),
            (&json!(state), &json!(code)),
            "{number}"
        );
        assert_eq!(milestones(&ended), reached, "{number}");
        let (status, refused) = change(&world, &placed["id"], json!({})).await;
        assert_eq!((status, &refused["code"]), (409, &json!("closed")), "{number}");
        assert_eq!(
            cancel(&world, &placed["id"]).await.1["code"],
            "closed",
            "{number}"
        );
    }
}

#[tokio::test]
async fn a_technician_who_misses_comes_on_the_next_working_day() {
    let world = start().await;
    // A Friday: the next working day is Monday.
    let mut order = order("1-20001-1", 16);
    order["requestedCompletionDate"] = json!("2026-12-04");
    let (_, placed) = place(&world, order).await;
    for _ in 0..6 {
        step(&world).await;
    }
    assert_eq!(
        read(&world, &placed["id"]).await["installationDate"],
        "2026-12-04"
    );
    step(&world).await;
    let missed = read(&world, &placed["id"]).await;
    assert_eq!(
        (milestones(&missed).last(), &missed["state"]),
        (Some(&"fieldService"), &json!("inProgress"))
    );
    assert_eq!(missed["jeopardyAlert"][0]["name"], "technicianMissed");
    assert_eq!(
        (&missed["installationDate"], &missed["agreedDate"]),
        (&json!("2026-12-07"), &json!("2026-12-07"))
    );
    while step(&world).await > 0 {}
    assert_eq!(read(&world, &placed["id"]).await["state"], "completed");
}

#[tokio::test]
async fn the_number_of_a_house_decides_like_its_address() {
    let world = start().await;
    let mut order = order("1-20001-1", 1);
    order["serviceOrderItem"][0]["service"]["place"] = json!([]);
    order["serviceOrderItem"][0]["service"]["supportingResource"] =
        json!([{ "id": "21900012", "@referredType": "PhoneNumber" }]);
    let (_, placed) = place(&world, order).await;
    step(&world).await;
    assert_eq!(read(&world, &placed["id"]).await["state"], "rejected");
}

#[tokio::test]
async fn the_files_of_an_order_come_back_as_they_were_named() {
    let world = start().await;
    let mut order = order("1-20001-1", 1);
    let files = json!([{ "id": "5b0e", "name": "kart.pdf", "mimeType": "application/pdf" }]);
    order["serviceOrderItem"][0]["attachment"] = files.clone();
    let (_, placed) = place(&world, order).await;
    let now = read(&world, &placed["id"]).await;
    assert_eq!(now["serviceOrderItem"][0]["attachment"], files);
}

#[tokio::test]
async fn an_incomplete_order_is_refused() {
    let world = start().await;
    let mut without_id = order("", 1);
    let mut without_product = order("1-1-1", 1);
    without_product["serviceOrderItem"][0]["service"]["serviceSpecification"]["id"] = json!("");
    let mut without_items = order("1-1-1", 1);
    without_items["serviceOrderItem"] = json!([]);
    let mut wrong_action = order("1-1-1", 1);
    wrong_action["serviceOrderItem"][0]["action"] = json!("explode");
    let mut wrong_date = order("1-1-1", 1);
    wrong_date["requestedCompletionDate"] = json!("snart");
    let mut nameless_file = order("1-1-1", 1);
    nameless_file["serviceOrderItem"][0]["attachment"] = json!([{ "id": "5b0e", "name": " " }]);
    without_id["externalId"] = json!("  ");
    for wrong in [
        without_id,
        without_product,
        without_items,
        wrong_action,
        wrong_date,
        nameless_file,
        json!([]),
    ] {
        let (status, body) = place(&world, wrong.clone()).await;
        assert_eq!((status, &body["code"]), (400, &json!("invalid")), "{wrong}");
    }
}

#[tokio::test]
async fn orders_move_by_themselves_when_a_step_is_set() {
    let world = start_with(|config| config.step = Some(std::time::Duration::from_millis(20))).await;
    let (_, placed) = place(&world, order("1-20001-1", 1)).await;
    let (_, slow) = place(&world, order("1-20002-1", 29)).await;
    for _ in 0..1000 {
        if read(&world, &placed["id"]).await["state"] == "completed" {
            assert_ne!(read(&world, &slow["id"]).await["state"], "completed");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the order did not reach its end");
}
