//! Whole systems away, slow, silent or broken; tokens; starting and stopping.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use simulator::{SimulatorConfig, StartError, System};

use crate::harness::{World, start, start_with, trial};

const SEARCH: &str = "/adresser/v1/sok?sok=kirkeveien";

/// A question to each system.
const PATHS: [(System, &str); 6] = [
    (System::AddressRegister, SEARCH),
    (System::CompanyRegister, "/enhetsregisteret/api/enheter/310001007"),
    (
        System::Kapaks,
        "/connectionZone?streetName=Kirkeveien&streetNr=1&city=oslo",
    ),
    (System::Appointments, "/appointment/none"),
    (System::Nrdb, "/lines?phone=21900001"),
    (System::OrderSystem, "/serviceOrder/none"),
];

async fn tell(world: &World, system: System, fault: Value) {
    let answer = world
        .control(Method::PUT, &format!("/faults/{}", system.path()), fault)
        .await;
    assert_eq!(answer.0, 204);
}

#[tokio::test]
async fn each_system_can_be_away_for_itself() {
    let world = start().await;
    for (away, _) in PATHS {
        tell(&world, away, json!({ "mode": "unavailable" })).await;
        for (system, path) in PATHS {
            let status = world.get(system, path).await.0;
            assert_eq!(
                status == 503,
                system == away,
                "{away:?} away: {system:?} {status}"
            );
        }
        tell(&world, away, json!({ "mode": "normal" })).await;
    }
}

#[tokio::test]
async fn a_fault_ends_after_so_many_requests() {
    let world = start().await;
    tell(
        &world,
        System::AddressRegister,
        json!({ "mode": "malformed", "times": 2 }),
    )
    .await;
    for expected_whole in [false, false, true, true] {
        let (status, body) = world.get(System::AddressRegister, SEARCH).await;
        assert_eq!((status, body.is_object()), (200, expected_whole));
    }
}

#[tokio::test]
async fn a_system_can_be_slow_and_silent() {
    let world = start().await;
    tell(
        &world,
        System::AddressRegister,
        json!({ "mode": "slow", "delayMs": 120 }),
    )
    .await;
    let before = std::time::Instant::now();
    assert_eq!(world.get(System::AddressRegister, SEARCH).await.0, 200);
    assert!(before.elapsed() >= Duration::from_millis(120));
    tell(&world, System::Kapaks, json!({ "mode": "silent", "times": 1 })).await;
    assert!(
        world
            .times_out(System::Kapaks, "/checkServiceQualification", json!({}))
            .await
    );
}

/// What is lost on the way back has happened all the same: the caller must be able to ask again.
#[tokio::test]
async fn a_broken_answer_does_not_undo_what_was_done() {
    let world = start_with(|config| config.slot_capacity = Some(1)).await;
    tell(
        &world,
        System::Appointments,
        json!({ "mode": "malformed", "times": 1 }),
    )
    .await;
    let hold =
        json!({ "externalId": "one", "timeSlot": { "id": "0301-2026-12-03-08" }, "relatedPlace": trial(1) });
    let broken = world
        .post(System::Appointments, "/appointment", hold.clone())
        .await;
    assert_eq!(broken, (200, Value::Null));
    let (status, held) = world.post(System::Appointments, "/appointment", hold).await;
    assert_eq!(
        (status, &held["status"]),
        (200, &json!("initialized")),
        "200 and not 201: it stood already"
    );
}

#[tokio::test]
async fn a_reset_ends_faults_and_forgets_orders() {
    let world = start().await;
    let order = json!({ "externalId": "1-1-1", "serviceOrderItem": [{ "action": "add", "service": { "serviceSpecification": { "id": "PSTN" }, "place": [trial(1)] } }] });
    let (_, order) = world.post(System::OrderSystem, "/serviceOrder", order).await;
    tell(&world, System::AddressRegister, json!({ "mode": "unavailable" })).await;
    assert_eq!(world.control(Method::POST, "/reset", json!({})).await.0, 204);
    assert_eq!(world.get(System::AddressRegister, SEARCH).await.0, 200);
    let path = format!("/serviceOrder/{}", order["id"].as_str().unwrap());
    assert_eq!(world.get(System::OrderSystem, &path).await.0, 404);
}

#[tokio::test]
async fn the_operators_own_systems_ask_for_the_token_and_the_public_ones_do_not() {
    let world = start().await;
    let client = reqwest::Client::new();
    for (system, path) in PATHS {
        let open = matches!(system, System::AddressRegister | System::CompanyRegister);
        let url = world.url(system, path);
        for request in [client.get(&url), client.get(&url).bearer_auth("wrong")] {
            let status = request.send().await.unwrap().status();
            assert_eq!(status == 401, !open, "{system:?} {status}");
        }
    }
    let control = format!("{}/control/reset", world.simulator.base_url());
    assert_eq!(client.post(control).send().await.unwrap().status(), 401);
    assert!(!format!("{:?}", world.simulator).contains(world.simulator.token()));
}

#[tokio::test]
async fn every_answer_says_that_it_is_invented() {
    let world = start().await;
    let response = reqwest::get(world.url(System::AddressRegister, SEARCH))
        .await
        .unwrap();
    assert_eq!(response.headers()["x-simulator"], "invented-for-demonstration");
    let nowhere = reqwest::get(format!("{}/nowhere", world.simulator.base_url()))
        .await
        .unwrap();
    assert_eq!(nowhere.status(), 404);
    assert!(nowhere.headers().contains_key("x-simulator"));
}

#[tokio::test]
async fn a_taken_port_is_an_error_and_no_panic() {
    let world = start().await;
    let port = world
        .simulator
        .base_url()
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let mut config = SimulatorConfig::new("token", Arc::new(|| 0));
    config.port = port;
    assert!(matches!(simulator::start(config).await, Err(StartError::Bind(_))));
}

/// The backend must be able to stop while a caller is being kept waiting.
#[tokio::test]
async fn stopping_does_not_wait_for_connections_that_are_held() {
    let world = start_with(|config| config.hold_open = Duration::from_secs(60)).await;
    let url = world.url(System::Kapaks, "/checkServiceQualification");
    let body = json!({ "serviceQualificationItem": [{ "service": { "serviceSpecification": { "id": "PSTN" }, "place": [trial(8)] } }] });
    let held = tokio::spawn(
        reqwest::Client::new()
            .post(url)
            .bearer_auth(crate::harness::TOKEN)
            .json(&body)
            .send(),
    );
    tokio::time::sleep(Duration::from_millis(100)).await;
    tokio::time::timeout(Duration::from_secs(3), world.simulator.shutdown())
        .await
        .unwrap();
    assert_eq!(held.await.unwrap().unwrap().status(), 503);
}
