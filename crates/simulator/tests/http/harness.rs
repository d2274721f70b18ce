//! A simulator of the test's own, with a clock that the test sets, and a subscriber that remembers what it is told.

use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Simulator, SimulatorConfig, System};

pub const TOKEN: &str = "a token of this test";

/// Sunday, 22 November 2026, 18:20 in Oslo.
pub const NOW: i64 = 1_795_368_000_000;

pub struct World {
    pub simulator: Simulator,
    clock: Arc<AtomicI64>,
    client: reqwest::Client,
}

/// A simulator whose orders move only when told to.
pub async fn start() -> World {
    start_with(|_| {}).await
}

pub async fn start_with(change: impl FnOnce(&mut SimulatorConfig)) -> World {
    let clock = Arc::new(AtomicI64::new(NOW));
    let read = Arc::clone(&clock);
    let mut config = SimulatorConfig::new(TOKEN, Arc::new(move || read.load(Ordering::SeqCst)));
    config.step = None;
    config.hold_open = Duration::from_millis(600);
    config.slow = Duration::from_millis(150);
    config.retry_first = Duration::from_millis(10);
    config.retry_at_most = Duration::from_millis(40);
    change(&mut config);
    let simulator = simulator::start(config).await.unwrap();
    World {
        simulator,
        clock,
        client: reqwest::Client::new(),
    }
}

/// Status and body; a body that is no JSON is `Value::Null`.
pub type Answer = (u16, Value);

impl World {
    pub fn forward(&self, by: Duration) {
        self.clock
            .fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub fn url(&self, system: System, path: &str) -> String {
        format!("{}{path}", self.simulator.system_url(system))
    }

    pub async fn ask(
        &self,
        method: Method,
        url: String,
        body: Option<Value>,
    ) -> Result<Answer, reqwest::Error> {
        let mut request = self
            .client
            .request(method, url)
            .bearer_auth(TOKEN)
            .timeout(Duration::from_secs(5));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        let status = response.status().as_u16();
        Ok((
            status,
            serde_json::from_slice(&response.bytes().await?).unwrap_or(Value::Null),
        ))
    }

    pub async fn get(&self, system: System, path: &str) -> Answer {
        self.ask(Method::GET, self.url(system, path), None).await.unwrap()
    }

    pub async fn post(&self, system: System, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, self.url(system, path), Some(body))
            .await
            .unwrap()
    }

    pub async fn patch(&self, system: System, path: &str, body: Value) -> Answer {
        self.ask(Method::PATCH, self.url(system, path), Some(body))
            .await
            .unwrap()
    }

    pub async fn control(&self, method: Method, path: &str, body: Value) -> Answer {
        let url = format!("{}/control{path}", self.simulator.base_url());
        self.ask(method, url, Some(body)).await.unwrap()
    }

    /// As impatient as a real caller: `true` when there was no answer in time.
    pub async fn times_out(&self, system: System, path: &str, body: Value) -> bool {
        let request = self
            .client
            .post(self.url(system, path))
            .bearer_auth(TOKEN)
            .json(&body);
        match request.timeout(Duration::from_millis(250)).send().await {
            Ok(_) => false,
            Err(error) => error.is_timeout(),
        }
    }
}

/// A house in the demonstration street.
pub fn trial(number: u32) -> Value {
    json!({ "role": "installationPlace", "streetName": "Prøveveien", "streetNr": number.to_string(), "postcode": "0665", "city": "OSLO" })
}

/// Somebody who subscribes to the order system's messages.
pub struct Subscriber {
    pub callback: String,
    heard: Arc<Heard>,
}

#[derive(Default)]
struct Heard {
    /// The token, and the body as it came.
    messages: Mutex<Vec<(String, Vec<u8>)>>,
    /// Refuses so many messages with 500 first.
    refuse: AtomicU16,
}

impl Subscriber {
    pub async fn start() -> Self {
        let heard = Arc::new(Heard::default());
        let router = Router::new()
            .route("/events", post(hear))
            .with_state(Arc::clone(&heard));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let callback = format!("http://{}/events", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { callback, heard }
    }

    pub fn refuse(&self, messages: u16) {
        self.heard.refuse.store(messages, Ordering::SeqCst);
    }

    /// Waits until so many messages have come, and a little more, so that one too many is seen.
    pub async fn messages(&self, count: usize) -> Vec<(String, Vec<u8>)> {
        for _ in 0..400 {
            if self.heard.messages.lock().unwrap().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(80)).await;
        self.heard.messages.lock().unwrap().clone()
    }

    /// The same, read.
    pub async fn events(&self, count: usize) -> Vec<Value> {
        let messages = self.messages(count).await;
        messages
            .iter()
            .map(|(_, body)| serde_json::from_slice(body).unwrap_or(Value::Null))
            .collect()
    }
}

async fn hear(State(heard): State<Arc<Heard>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let refused = heard
        .refuse
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
    if refused.is_ok() {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    let token = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    heard.messages.lock().unwrap().push((token, body.to_vec()));
    // What cannot be read is refused, as a real backend does.
    if serde_json::from_slice::<Value>(&body).is_ok() {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::BAD_REQUEST
    }
}
