//! A simulator of the test's own, so that a test can tell the partner systems how to behave.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use reqwest::StatusCode;
use serde_json::{Value, json};
use simulator::{Simulator, SimulatorConfig, System};

use crate::harness::*;

const TOKEN: &str = "a-token-of-the-tests";

/// A backend whose partner systems are this simulator. Nothing moves by itself.
pub struct Played {
    pub app: App,
    simulator: Simulator,
    ahead_millis: Arc<AtomicI64>,
}

pub async fn spawn_played() -> Played {
    spawn_played_with(Engine::Sqlite, &[]).await
}

/// With further settings of the backend.
pub async fn spawn_played_with(engine: Engine, settings: &[(&str, &str)]) -> Played {
    let ahead_millis = Arc::new(AtomicI64::new(0));
    let ahead = Arc::clone(&ahead_millis);
    let mut config = SimulatorConfig::new(
        TOKEN,
        Arc::new(move || wall_clock() + ahead.load(Ordering::SeqCst)),
    );
    config.step = None;
    config.slow = Duration::from_millis(300);
    config.retry_first = Duration::from_millis(20);
    config.retry_at_most = Duration::from_millis(200);
    let simulator = simulator::start(config).await.unwrap();
    let systems = [
        ("ADDRESS_REGISTER", System::AddressRegister),
        ("COMPANY_REGISTER", System::CompanyRegister),
        ("KAPAKS", System::Kapaks),
        ("APPOINTMENT_BOOK", System::Appointments),
        ("NUMBER_AUTHORITY", System::Nrdb),
        ("ORDER_SYSTEM", System::OrderSystem),
    ];
    let mut all: Vec<(String, String)> = vec![("JARA_ORDER_EVENTS_TOKEN".into(), "events-token".into())];
    for (name, system) in systems {
        all.push((format!("JARA_{name}_URL"), simulator.system_url(system)));
        all.push((format!("JARA_{name}_TOKEN"), TOKEN.into()));
    }
    // Time-outs are tried for real, so they are short here.
    all.push(("JARA_KAPAKS_TIMEOUT_MS".into(), "700".into()));
    all.extend(
        settings
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let borrowed: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let app = spawn_app_with(engine, &borrowed).await;
    Played {
        app,
        simulator,
        ahead_millis,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the simulator's clock goes beside the backend's"
)]
fn wall_clock() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_millis()
        .try_into()
        .unwrap()
}

impl Played {
    /// Sets both clocks forward.
    pub fn advance(&self, seconds: i64) {
        self.ahead_millis.fetch_add(seconds * 1000, Ordering::SeqCst);
        self.app.advance(seconds);
    }

    /// Makes a partner system misbehave: `unavailable`, `silent`, `malformed`, `normal`.
    pub async fn fault(&self, system: &str, mode: &str) {
        self.control(
            reqwest::Method::PUT,
            &format!("faults/{system}"),
            &json!({ "mode": mode }),
        )
        .await;
    }

    /// How the order system sends its messages: `normal`, `silent`, `repeated`, `outOfOrder`, `malformed`.
    pub async fn events(&self, mode: &str) {
        self.control(
            reqwest::Method::PUT,
            "order-system/events",
            &json!({ "mode": mode }),
        )
        .await;
    }

    /// Moves every order one step on.
    pub async fn step(&self) {
        self.control(reqwest::Method::POST, "order-system/step", &json!({}))
            .await;
    }

    /// The order system and the appointment book forget everything.
    pub async fn forget(&self) {
        self.control(reqwest::Method::POST, "reset", &json!({})).await;
    }

    /// What the order system has of a line, as it tells it.
    pub async fn service_order(&self, external_id: &str) -> Value {
        let url = format!("{}/serviceOrder", self.simulator.system_url(System::OrderSystem));
        let request = reqwest::Client::new().get(url).bearer_auth(TOKEN);
        let answer = request
            .query(&[("externalId", external_id)])
            .send()
            .await
            .unwrap();
        let found: Vec<Value> = body(answer, StatusCode::OK).await;
        found.into_iter().next().unwrap()
    }

    async fn control(&self, method: reqwest::Method, path: &str, body: &Value) {
        let url = format!("{}/control/{path}", self.simulator.base_url());
        let response = reqwest::Client::new()
            .request(method, url)
            .bearer_auth(TOKEN)
            .json(body)
            .send()
            .await
            .unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.status());
    }
}

/// The question for one house of the demonstration (docs/demonstration.md).
pub fn house(number: &str, product: &str, speed: &str) -> Value {
    let mut attributes = json!({});
    if !speed.is_empty() {
        attributes["speed"] = json!(speed);
    }
    json!({
        "product": product,
        "attributes": attributes,
        "address": {
            "street": "Prøveveien", "house_number": number, "postcode": "0665", "place": "OSLO", "not_in_register": true,
        },
    })
}

/// Asks Kapaks and gives the backend's record.
pub async fn check(browser: &Browser, question: &Value) -> Value {
    body(
        browser.post(wire::paths::ACCESS_CHECKS, question).await,
        StatusCode::CREATED,
    )
    .await
}
