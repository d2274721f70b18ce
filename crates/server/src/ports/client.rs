//! The one way to call a partner system over HTTP: time-out, one retry where it is safe, breaker, record, bounded answers.

use std::{
    fmt,
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode, Url, redirect};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    breaker::Breaker,
    calls::Calls,
    failure::{Failure, PartnerError, System},
};

/// The largest answer that any protocol has is a page of 1,000 addresses of some 600 bytes; this leaves ample room.
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;
/// A short wait before the one retry: long enough for a connection that is being replaced.
const BEFORE_RETRY: Duration = Duration::from_millis(150);
const BREAKER_OPEN_FOR: Duration = Duration::from_secs(30);

/// Where a partner system is, and how it is called.
#[derive(Clone)]
pub struct Endpoint {
    /// Without a trailing slash.
    pub base_url: String,
    /// Bearer token; empty where the system asks for none.
    pub token: String,
    pub timeout: Duration,
}

impl Endpoint {
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);
}

/// The token stays out of every log.
impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("base_url", &self.base_url)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// An endpoint that can never work. Found at the start, not at the first call.
#[derive(Debug)]
pub enum BadEndpoint {
    Address { system: System, base_url: String },
    Client { system: System, source: reqwest::Error },
}

impl fmt::Display for BadEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { system, base_url } => {
                write!(
                    f,
                    "the base URL of {} is no http or https address: {base_url:?}",
                    system.name()
                )
            }
            Self::Client { system, source } => {
                write!(f, "no HTTP client for {}: {source}", system.name())
            }
        }
    }
}

impl std::error::Error for BadEndpoint {}

/// Speaks HTTP to one partner system.
#[derive(Debug)]
pub struct Client {
    system: System,
    base: Url,
    token: Token,
    timeout: Duration,
    http: reqwest::Client,
    breaker: Breaker,
    calls: Arc<Calls>,
}

struct Token(String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// One request, before it is sent.
#[derive(Debug)]
pub struct Request<'a> {
    operation: &'static str,
    method: Method,
    path: &'a [&'a str],
    query: Vec<(&'static str, String)>,
    body: Option<serde_json::Value>,
    /// Whether repeating it does no harm.
    safe: bool,
    unencodable: bool,
}

impl<'a> Request<'a> {
    /// Reads something. The parts of the path are encoded one by one. Safe to repeat.
    pub fn get(operation: &'static str, path: &'a [&'a str]) -> Self {
        Self::new(operation, Method::GET, path).safe()
    }

    /// Does something, and is sent once at most unless [`Self::safe`].
    pub fn post(operation: &'static str, path: &'a [&'a str], body: &impl Serialize) -> Self {
        Self::new(operation, Method::POST, path).body(body)
    }

    pub fn patch(operation: &'static str, path: &'a [&'a str], body: &impl Serialize) -> Self {
        Self::new(operation, Method::PATCH, path).body(body)
    }

    pub fn query(mut self, query: Vec<(&'static str, String)>) -> Self {
        self.query = query;
        self
    }

    /// The protocol says that a repetition does no harm.
    pub fn safe(mut self) -> Self {
        self.safe = true;
        self
    }

    fn new(operation: &'static str, method: Method, path: &'a [&'a str]) -> Self {
        Self {
            operation,
            method,
            path,
            query: Vec::new(),
            body: None,
            safe: false,
            unencodable: false,
        }
    }

    fn body(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_value(body) {
            Ok(value) => self.body = Some(value),
            Err(_) => self.unencodable = true,
        }
        self
    }
}

/// An answer that is no failure of the system: success, or a refusal that the caller may know what to do with.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    body: Vec<u8>,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body).map_err(|_| Failure::Malformed)
    }

    /// The stable code of an error body, as the operator's own systems have it.
    pub fn code(&self) -> Option<String> {
        #[derive(serde::Deserialize)]
        struct Body {
            code: String,
        }
        self.json::<Body>().ok().map(|body| body.code)
    }

    /// For every status that the caller has no use for.
    pub fn unexpected(&self) -> Failure {
        match self.status {
            400..=499 => Failure::Refused {
                status: self.status,
                code: self.code(),
            },
            _ => Failure::Malformed,
        }
    }
}

impl Client {
    pub fn new(system: System, endpoint: &Endpoint, calls: Arc<Calls>) -> Result<Self, BadEndpoint> {
        let base_url = endpoint.base_url.trim_end_matches('/');
        let base = Url::parse(base_url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && !url.cannot_be_a_base())
            .ok_or_else(|| BadEndpoint::Address {
                system,
                base_url: endpoint.base_url.clone(),
            })?;
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("jara-netbusiness/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(endpoint.timeout)
            .redirect(redirect::Policy::none());
        // A proxy of the surroundings cannot reach this machine's own loopback address.
        if is_loopback(&base) {
            builder = builder.no_proxy();
        }
        let http = builder
            .build()
            .map_err(|source| BadEndpoint::Client { system, source })?;
        Ok(Self {
            system,
            base,
            token: Token(endpoint.token.clone()),
            timeout: endpoint.timeout,
            http,
            breaker: Breaker::new(BREAKER_OPEN_FOR),
            calls,
        })
    }

    pub fn system(&self) -> System {
        self.system
    }

    /// How long this system is not asked, because it has failed too often.
    pub fn suspended_for(&self) -> Option<Duration> {
        self.breaker.suspended_for()
    }

    /// Sends, and lets `read` make something of the answer. What `read` calls malformed counts against the system.
    pub async fn ask<T>(
        &self,
        request: Request<'_>,
        read: impl Fn(&Answer) -> Result<T, Failure>,
    ) -> Result<T, PartnerError> {
        let started = Instant::now();
        let result = self.ask_unrecorded(&request, read).await;
        self.calls.record(
            self.system,
            request.operation,
            started.elapsed(),
            result.as_ref().err(),
        );
        result.map_err(|failure| PartnerError {
            system: self.system,
            failure,
        })
    }

    async fn ask_unrecorded<T>(
        &self,
        request: &Request<'_>,
        read: impl Fn(&Answer) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let permit = self.breaker.admit().map_err(|left| Failure::Suspended {
            retry_after: u32::try_from(left.as_secs())
                .unwrap_or(u32::MAX)
                .saturating_add(1),
        })?;
        // One time-out around both tries: nobody waits twice.
        let result = tokio::time::timeout(self.timeout, self.send_at_most_twice(request))
            .await
            .unwrap_or(Err(Failure::TimedOut))
            .and_then(|answer| read(&answer));
        match &result {
            Err(failure) if failure.counts_against() => permit.failed(),
            Ok(_) | Err(_) => permit.succeeded(),
        }
        result
    }

    async fn send_at_most_twice(&self, request: &Request<'_>) -> Result<Answer, Failure> {
        match self.send(request).await {
            Err(Failure::Away) if request.safe => {
                tokio::time::sleep(BEFORE_RETRY).await;
                self.send(request).await
            }
            result => result,
        }
    }

    async fn send(&self, request: &Request<'_>) -> Result<Answer, Failure> {
        if request.unencodable {
            return Err(Failure::Malformed);
        }
        let mut url = self.base.clone();
        // The base was checked when the client was made, so there are segments to add to.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(request.path);
        }
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        let mut builder = self.http.request(request.method.clone(), url);
        if !self.token.0.is_empty() {
            builder = builder.bearer_auth(&self.token.0);
        }
        if let Some(body) = &request.body {
            builder = builder.json(body);
        }
        let mut response = builder.send().await.map_err(|error| failure_of(&error))?;
        let status = response.status();
        if status.is_server_error() {
            return Err(Failure::Away);
        }
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            tracing::error!(
                system = self.system.name(),
                "the partner system does not accept our token"
            );
            return Err(Failure::Refused {
                status: status.as_u16(),
                code: None,
            });
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failure_of(&error))? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(Failure::Malformed);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status: status.as_u16(),
            body,
        })
    }
}

fn failure_of(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        Failure::TimedOut
    } else {
        Failure::Away
    }
}

fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        host == "localhost"
            || host
                .trim_matches(['[', ']'])
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    })
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
