//! One request and its answer: time-outs, problems, and what the rest of the application hears of every answer.

use std::{cell::RefCell, rc::Rc, time::Duration};

use gloo_net::http::{RequestBuilder, Response};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use web_sys::AbortController;
use wire::problem::Problem;

use crate::{
    json,
    offline::answers::{self, Shelf},
};

/// How long an answer may take. Calls that wait for a partner system get longer, because the backend itself
/// gives such a system five seconds and one more try.
pub const QUICK: Duration = Duration::from_secs(10);
pub const PATIENT: Duration = Duration::from_secs(25);

/// Marks a request that no person caused: it does not keep the session alive.
const BACKGROUND: &str = "Jara-Background";

/// Why there is no answer to work with.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// The backend could not be reached.
    Offline,
    /// It was reached, or so it seemed, and did not answer in time. A write may have been done.
    Timeout,
    /// It answered that something is wrong.
    Problem(Box<Problem>),
    /// It answered something that this version of the application does not understand.
    Malformed(String),
}

impl ApiError {
    /// Whether the same request may do better later, unchanged.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout => true,
            // 409 of an idempotency key that is being worked on has no fields and says when to come back.
            Self::Problem(problem) => {
                problem.status >= 500 || problem.status == 429 || problem.retry_after.is_some()
            }
            // An answer from something that stands between, as the log-in page of a hotel, passes.
            Self::Malformed(_) => true,
        }
    }

    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(problem) => Some(problem.status),
            Self::Offline | Self::Timeout | Self::Malformed(_) => None,
        }
    }

    pub fn code(&self) -> &str {
        match self {
            Self::Problem(problem) => &problem.code,
            Self::Offline => "offline",
            Self::Timeout => "timeout",
            Self::Malformed(_) => "malformed",
        }
    }
}

/// What an answer, or its absence, says about the connection and the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The backend answered a request that a person caused.
    Answer,
    /// The backend answered a request in the background.
    BackgroundAnswer,
    /// No connection.
    Nothing,
    /// Nobody is logged in any more.
    Unauthorised,
    /// The backend, or something between, answered what this version of the application does not understand.
    Misunderstood,
}

type Listener = Rc<dyn Fn(Heard)>;

thread_local! {
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// The application listens to every answer: for its connection state and for a session that has ended.
pub fn listen(listener: impl Fn(Heard) + 'static) {
    LISTENER.with(|slot| *slot.borrow_mut() = Some(Rc::new(listener)));
}

fn tell(heard: Heard) {
    let listener = LISTENER.with(|slot| slot.borrow().clone());
    if let Some(listener) = listener {
        listener(heard);
    }
}

type Speaker = Rc<dyn Fn() -> String>;

thread_local! {
    static SPEAKER: RefCell<Option<Speaker>> = const { RefCell::new(None) };
}

/// Whose page this is, asked at each request: another user may have logged in beside it (OFF-6).
pub fn speak_for(user_name: impl Fn() -> String + 'static) {
    SPEAKER.with(|slot| *slot.borrow_mut() = Some(Rc::new(user_name)));
}

/// The name of the user whose page this is; empty while that is nobody's.
fn speaker() -> String {
    let speaker = SPEAKER.with(|slot| slot.borrow().clone());
    speaker.map_or_else(String::new, |name| name())
}

/// An answer that a page shows, perhaps an older one that this browser has kept (OFF-2).
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    pub value: T,
    /// None when the backend has just said so.
    pub older: Option<Older>,
}

/// Why an answer is not of this moment, and of which it is, by the browser's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Older {
    pub why: ApiError,
    pub at: i64,
}

/// What goes with a request.
enum Body {
    Json(String),
    Bytes(js_sys::Uint8Array),
}

/// One request being put together.
#[must_use]
pub struct Call {
    builder: RequestBuilder,
    /// Path and query: what a kept answer is found by.
    address: String,
    timeout: Duration,
    background: bool,
    /// The log-in itself answers 401 when the password is wrong; that ends no session.
    expects_unauthorised: bool,
    /// Whoever is logged in may ask it: it asks who that is.
    of_anybody: bool,
}

impl Call {
    pub fn get(path: &str) -> Self {
        Self {
            address: path.to_owned(),
            ..Self::new(gloo_net::http::Request::get(path))
        }
    }

    pub fn post(path: &str) -> Self {
        Self::new(gloo_net::http::Request::post(path))
    }

    pub fn put(path: &str) -> Self {
        Self::new(gloo_net::http::Request::put(path))
    }

    pub fn patch(path: &str) -> Self {
        Self::new(gloo_net::http::Request::patch(path))
    }

    pub fn delete(path: &str) -> Self {
        Self::new(gloo_net::http::Request::delete(path))
    }

    fn new(builder: RequestBuilder) -> Self {
        let builder = builder.header("Accept", "application/json");
        Self {
            builder,
            address: String::new(),
            timeout: QUICK,
            background: false,
            expects_unauthorised: false,
            of_anybody: false,
        }
    }

    pub fn patient(mut self) -> Self {
        self.timeout = PATIENT;
        self
    }

    /// No person caused it.
    pub fn in_background(mut self, background: bool) -> Self {
        if background {
            self.builder = self.builder.header(BACKGROUND, "true");
        }
        self.background = background;
        self
    }

    pub fn of_anybody(mut self) -> Self {
        self.of_anybody = true;
        self
    }

    pub fn expecting_unauthorised(mut self) -> Self {
        self.expects_unauthorised = true;
        self
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.builder = self.builder.header(name, value);
        self
    }

    /// Adds what is not empty to the query.
    pub fn query(mut self, pairs: &[(&str, &str)]) -> Self {
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            self.builder = self.builder.query([(*name, *value)]);
            // Only ever compared with itself: it needs no encoding.
            self.address.push_str(&format!("&{name}={value}"));
        }
        self
    }

    /// Reads what a page shows. Without an answer it is what was answered last, with its time.
    pub async fn fetch<T: DeserializeOwned>(self, shelf: Shelf) -> Result<Fetched<T>, ApiError> {
        let address = self.address.clone();
        let asked = self.ask(None).await.and_then(|text| Ok((parsed(&text)?, text)));
        let why = match asked {
            Ok((value, text)) => {
                leptos::task::spawn_local(answers::keep(shelf, address, text));
                return Ok(Fetched { value, older: None });
            }
            Err(error) if !error.retryable() => return Err(error),
            Err(error) => error,
        };
        let kept = answers::find(&address).await;
        // What an older version of the application has kept may be in a form that is not read any more.
        match kept.and_then(|(text, at)| Some((json::read(&text).ok()?, at))) {
            Some((value, at)) => Ok(Fetched {
                value,
                older: Some(Older { why, at }),
            }),
            None => Err(why),
        }
    }

    /// Sends it without a body.
    pub async fn send<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        self.send_text(None).await
    }

    /// Sends it with a body.
    pub async fn send_body<T: DeserializeOwned>(self, body: &impl Serialize) -> Result<T, ApiError> {
        let body = serde_json::to_string(body).map_err(|error| ApiError::Malformed(error.to_string()))?;
        self.send_text(Some(body)).await
    }

    /// Sends it with a body that is JSON already, byte for byte: a repeated write must be the same write.
    pub async fn send_text<T: DeserializeOwned>(self, body: Option<String>) -> Result<T, ApiError> {
        parsed(&self.ask(body.map(Body::Json)).await?)
    }

    /// Sends a part of a file.
    pub async fn send_bytes<T: DeserializeOwned>(self, bytes: &[u8]) -> Result<T, ApiError> {
        parsed(&self.ask(Some(Body::Bytes(bytes.into()))).await?)
    }

    /// Receives a file.
    pub async fn receive_bytes(self) -> Result<Vec<u8>, ApiError> {
        self.ask_bytes(None).await
    }

    async fn ask(self, body: Option<Body>) -> Result<String, ApiError> {
        let bytes = self.ask_bytes(body).await?;
        String::from_utf8(bytes).map_err(|error| {
            tell(Heard::Misunderstood);
            ApiError::Malformed(error.to_string())
        })
    }

    /// Asks, and tells the application how it went.
    async fn ask_bytes(self, body: Option<Body>) -> Result<Vec<u8>, ApiError> {
        let (background, expects_unauthorised) = (self.background, self.expects_unauthorised);
        let result = self.exchange(body).await;
        tell(match &result {
            Err(ApiError::Offline | ApiError::Timeout) => Heard::Nothing,
            Err(error) if error.status() == Some(401) && !expects_unauthorised => Heard::Unauthorised,
            _ if background => Heard::BackgroundAnswer,
            _ => Heard::Answer,
        });
        result
    }

    async fn exchange(self, body: Option<Body>) -> Result<Vec<u8>, ApiError> {
        let abort = AbortController::new().ok();
        let timed_out = Rc::new(std::cell::Cell::new(false));
        let user_name = speaker();
        let builder = if self.of_anybody || user_name.is_empty() {
            self.builder
        } else {
            self.builder
                .header(wire::paths::USER, &wire::paths::user_tag(&user_name))
        };
        let builder = builder.abort_signal(abort.as_ref().map(AbortController::signal).as_ref());
        let timer = set_timeout_with_handle(
            {
                let timed_out = timed_out.clone();
                move || {
                    timed_out.set(true);
                    if let Some(abort) = &abort {
                        abort.abort();
                    }
                }
            },
            self.timeout,
        );
        let answer = async {
            let request = match body {
                Some(Body::Json(body)) => builder.header("Content-Type", "application/json").body(body),
                Some(Body::Bytes(body)) => builder
                    .header("Content-Type", "application/octet-stream")
                    .body(body),
                None => builder.build(),
            }?;
            let response = request.send().await?;
            let bytes = response.binary().await?;
            Ok::<_, gloo_net::Error>((response, bytes))
        }
        .await;
        if let Ok(timer) = timer {
            timer.clear();
        }
        match answer {
            Ok((response, bytes)) if response.ok() => Ok(bytes),
            Ok((response, bytes)) => Err(problem(&response, &String::from_utf8_lossy(&bytes))),
            Err(_) if timed_out.get() => Err(ApiError::Timeout),
            Err(_) => Err(ApiError::Offline),
        }
    }
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    // 204 has no body; `()` and options read it as null.
    let text = if text.is_empty() { "null" } else { text };
    json::read(text).map_err(|error| {
        tell(Heard::Misunderstood);
        ApiError::Malformed(error.to_string())
    })
}

/// Whatever answers with an error that is not a problem document still has a status to go by.
fn problem(response: &Response, text: &str) -> ApiError {
    let mut problem = json::read::<Problem>(text).unwrap_or_default();
    problem.status = response.status();
    if problem.retry_after.is_none() {
        problem.retry_after = response
            .headers()
            .get("Retry-After")
            .and_then(|seconds| seconds.parse().ok());
    }
    ApiError::Problem(Box::new(problem))
}

/// Fills `{id}` and the like in a path of [`wire::paths`].
pub fn path(template: &str, name: &str, value: &str) -> String {
    template.replace(
        &format!("{{{name}}}"),
        &String::from(js_sys::encode_uri_component(value)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16) -> ApiError {
        ApiError::Problem(Box::new(Problem {
            status,
            ..Problem::default()
        }))
    }

    #[test]
    fn only_what_may_do_better_unchanged_is_tried_again() {
        assert!(ApiError::Offline.retryable());
        assert!(ApiError::Timeout.retryable());
        assert!(answered(503).retryable());
        assert!(answered(429).retryable());
        for final_answer in [400, 401, 403, 404, 409, 412, 413, 422] {
            assert!(!answered(final_answer).retryable(), "{final_answer}");
        }
    }
}
