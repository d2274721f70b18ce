//! Whole systems that are away, slow, silent or broken, as the control endpoint says.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::configuration::System;
use crate::exchange::Problem;
use crate::world::{World, lock};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    Normal,
    Unavailable,
    Slow,
    Silent,
    Malformed,
}

/// What one system has been told.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    pub mode: Mode,
    #[serde(default)]
    pub delay_ms: Option<u64>,
    /// Back to normal after so many requests.
    #[serde(default)]
    pub times: Option<u32>,
}

/// What all systems have been told.
#[derive(Debug, Default)]
pub struct Faults(HashMap<System, Fault>);

impl Faults {
    pub fn set(&mut self, system: System, fault: Fault) {
        self.0.insert(system, fault);
    }

    /// The fault that this request meets.
    fn next(&mut self, system: System) -> Option<Fault> {
        let fault = self.0.get_mut(&system)?;
        match &mut fault.times {
            Some(0) => return None,
            Some(times) => *times -= 1,
            None => {}
        }
        Some(fault.clone())
    }
}

/// Stands in front of each system.
pub async fn meet(
    State((world, system)): State<(Arc<World>, System)>,
    request: Request,
    next: Next,
) -> Response {
    let fault = lock(&world.faults).next(system);
    let Some(fault) = fault else {
        return next.run(request).await;
    };
    match fault.mode {
        Mode::Normal => next.run(request).await,
        Mode::Unavailable => Problem::away().into_response(),
        Mode::Slow => {
            world
                .rest(fault.delay_ms.map_or(world.config.slow, Duration::from_millis))
                .await;
            next.run(request).await
        }
        Mode::Silent => world.hold_open().await.into_response(),
        Mode::Malformed => cut_off(next.run(request).await).await,
    }
}

/// The answer as it would be after a connection that broke half-way but seemed whole: status 200 and half the body.
pub async fn cut_off(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.status = StatusCode::OK;
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(
        CONTENT_TYPE,
        axum::http::HeaderValue::from_static("application/json"),
    );
    let half = match to_bytes(body, usize::MAX).await {
        // Never whole by accident: an empty answer becomes an opened object.
        Ok(bytes) if bytes.len() > 2 => bytes.slice(..bytes.len() / 2),
        _ => axum::body::Bytes::from_static(b"{\""),
    };
    Response::from_parts(parts, Body::from(half))
}
