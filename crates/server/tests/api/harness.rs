//! Starts the backend for a test, and speaks to it as a browser does.

use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use server::{
    config::Config,
    running::{self, Running},
    state::AppState,
};
use tempfile::TempDir;
use wire::{paths, problem::Problem};

/// The password of every demonstration user.
pub const PASSWORD: &str = "demo-jara-2026";

/// Users of the demonstration.
pub const ORDERING: &str = "oda.strand";
pub const COLLEAGUE: &str = "ingrid.vale";
pub const INQUIRY: &str = "jonas.moe";
pub const OTHER_COMPANY: &str = "marte.sund";
pub const CUSTOMER_SERVICE: &str = "kari.nes";
pub const ADMINISTRATOR: &str = "anne.berge";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A backend of a test's own. It ends with the test.
pub struct App {
    pub base: String,
    pub state: AppState,
    pub config: Config,
    running: Option<Running>,
    _folder: TempDir,
}

/// On SQLite, with the simulator beside it that moves nothing by itself.
pub async fn spawn_app() -> App {
    spawn_app_on(Engine::Sqlite).await
}

pub async fn spawn_app_on(engine: Engine) -> App {
    spawn_app_with(engine, &[]).await
}

/// With further settings, as environment variables name them.
pub async fn spawn_app_with(engine: Engine, settings: &[(&str, &str)]) -> App {
    let folder = tempfile::tempdir().unwrap();
    let mut all = vec![
        ("JARA_DEMONSTRATION".to_owned(), "true".to_owned()),
        ("JARA_DEMONSTRATION_ORDERS".to_owned(), "0".to_owned()),
        ("JARA_DEMONSTRATION_SUBSCRIPTIONS".to_owned(), "0".to_owned()),
        ("JARA_LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
        (
            "JARA_DATA".to_owned(),
            folder.path().join("data").display().to_string(),
        ),
        ("JARA_SIMULATOR_STEP_MS".to_owned(), "0".to_owned()),
        (
            "JARA_SPA_DIR".to_owned(),
            folder.path().join("spa").display().to_string(),
        ),
    ];
    if engine == Engine::Postgres {
        all.push(("DATABASE_URL".to_owned(), crate::postgres::new_database().await));
    }
    all.extend(
        settings
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    // The last one of a name wins.
    let config = Config::read(|name| {
        all.iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    })
    .unwrap();
    let running = running::start(config.clone()).await.unwrap();
    App {
        base: format!("http://{}", running.address),
        state: running.state.clone(),
        config,
        running: Some(running),
        _folder: folder,
    }
}

impl App {
    pub fn folder(&self) -> &std::path::Path {
        self._folder.path()
    }

    /// Ends the backend and starts it again on the same store.
    pub async fn restart(&mut self) {
        self.running.take().unwrap().end().await;
        let running = running::start(self.config.clone()).await.unwrap();
        self.base = format!("http://{}", running.address);
        self.state = running.state.clone();
        self.running = Some(running);
    }

    /// Sets the clock forward.
    pub fn advance(&self, seconds: i64) {
        self.state
            .clock
            .set_ahead(self.state.clock.ahead_millis() + seconds * 1000);
    }

    /// Nobody: no session.
    pub fn anonymous(&self) -> Browser {
        Browser {
            base: self.base.clone(),
            client: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            cookie: None,
        }
    }

    pub async fn log_in(&self, user_name: &str) -> Browser {
        let mut browser = self.anonymous();
        let response = browser.try_log_in(user_name, PASSWORD).await;
        assert_eq!(
            response.status(),
            StatusCode::CREATED,
            "{user_name} cannot log in"
        );
        browser
    }
}

/// What one user's browser does.
#[derive(Clone)]
pub struct Browser {
    pub base: String,
    pub client: reqwest::Client,
    pub cookie: Option<String>,
}

impl Browser {
    pub async fn try_log_in(&mut self, user_name: &str, password: &str) -> Response {
        let body = json!({ "user_name": user_name, "password": password });
        let response = self
            .request(Method::POST, paths::SESSION)
            .json(&body)
            .send()
            .await
            .unwrap();
        if let Some(cookie) = response.headers().get(header::SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().map(str::to_owned);
        }
        response
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub async fn delete(&self, path: &str) -> Response {
        self.request(Method::DELETE, path).send().await.unwrap()
    }

    /// A write with a key of its own.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Response {
        self.post_with_key(path, body, &new_key()).await
    }

    pub async fn post_with_key(&self, path: &str, body: &impl Serialize, key: &str) -> Response {
        self.request(Method::POST, path)
            .header(paths::IDEMPOTENCY_KEY, key)
            .json(body)
            .send()
            .await
            .unwrap()
    }
}

pub fn new_key() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The body of an answer that must have this status.
pub async fn body<T: DeserializeOwned>(response: Response, status: StatusCode) -> T {
    let (got, path) = (response.status(), response.url().path().to_owned());
    let text = response.text().await.unwrap();
    assert_eq!(got, status, "{path}: {text}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error} in {text}"))
}

/// A problem that must have this status; everything that every problem has is checked.
pub async fn problem(response: Response, status: StatusCode) -> Problem {
    let path = response.url().path().to_owned();
    let media_type = response.headers().get(header::CONTENT_TYPE).cloned();
    let request_id = response
        .headers()
        .get("x-request-id")
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let value: Value = body(response, status).await;
    assert_eq!(media_type.unwrap(), "application/problem+json", "{path}");
    let problem: Problem = serde_json::from_value(value).unwrap();
    assert_eq!(problem.status, status.as_u16());
    assert_eq!(problem.request_id, request_id);
    assert!(!problem.code.is_empty() && !problem.title.is_empty() && problem.kind.ends_with(&problem.code));
    problem
}

/// Runs a scenario on both engines, as two tests.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        mod on_sqlite {
            $($(#[$doc])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::harness::Engine::Sqlite).await; })*
        }
        mod on_postgres {
            $($(#[$doc])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::harness::Engine::Postgres).await; })*
        }
    };
}
