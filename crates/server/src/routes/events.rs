//! `/api/v1/events`: server-sent events of what the user may see.

use std::{convert::Infallible, sync::atomic::Ordering, time::Duration};

use axum::{
    extract::State,
    http::HeaderMap,
    response::{
        IntoResponse,
        sse::{self, KeepAlive, Sse},
    },
};
use tokio::sync::broadcast::error::RecvError;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{events::Event, paths, problem::Problem};

use crate::{
    app::{
        events::{self, Listener, Resumed},
        orders::order_name,
        sessions,
    },
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::events::{About, StoredEvent},
};

/// A stream ends at the latest so long after its session did.
const SESSION_CHECK: Duration = Duration::from_secs(10);
const KEEP_ALIVE: Duration = Duration::from_secs(15);

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(stream_events))
}

/// What happens to the orders that the user may see and to the user's own drafts, as `text/event-stream`. With `Last-Event-ID` the stream goes on
/// where it broke off; an event `missed` says that this cannot be done and that everything shown should be asked for again.
/// A stream never puts off the idle time-out, and ends with its session.
#[utoipa::path(get, path = paths::EVENTS, tag = "events",
    params(("Last-Event-ID" = Option<i64>, Header, description = "Id of the last event that was seen")),
    responses((status = 200, content_type = "text/event-stream", body = Event), (status = 401, body = Problem)),
)]
async fn stream_events(
    State(state): State<AppState>,
    user: CurrentUser,
    headers: HeaderMap,
) -> Result<impl IntoResponse, AppError> {
    let listener = Listener {
        user_id: user.id.clone(),
        // Who sees no orders still hears of their own drafts.
        orders: user.order_scope().ok(),
    };
    // Listen first, then read what was missed, so that nothing falls between the two.
    let mut news = state.events.listen();
    let seen = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
    let mut begins_with_a_gap = false;
    let (begin, missed) = match seen {
        None => (events::last_id(&state).await?, Vec::new()),
        Some(seen) => match events::since(&state, seen.max(0)).await? {
            Resumed::From(missed) => (seen.max(0), missed),
            Resumed::Missed { last } => {
                begins_with_a_gap = true;
                (last, Vec::new())
            }
        },
    };
    let open = OpenStream::count(&state);
    let stream = async_stream::stream! {
        let _open = open;
        let mut last = begin;
        yield Ok::<_, Infallible>(sse::Event::default().comment("open"));
        if begins_with_a_gap {
            yield Ok(written(last, &Event::Missed));
        }
        for event in missed {
            last = last.max(event.id);
            if listener.may_see(&event) {
                yield Ok(written(event.id, &told(&event)));
            }
        }
        let mut check = tokio::time::interval(SESSION_CHECK);
        loop {
            tokio::select! {
                heard = news.recv() => match heard {
                    Ok(event) if event.id <= last => {}
                    Ok(event) => {
                        last = event.id;
                        if listener.may_see(&event) {
                            yield Ok(written(event.id, &told(&event)));
                        }
                    }
                    Err(RecvError::Lagged(_)) => yield Ok(written(last, &Event::Missed)),
                    Err(RecvError::Closed) => break,
                },
                _ = check.tick() => match sessions::still_live(&state, &user).await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(_) => tracing::warn!("the session of a stream could not be checked; trying again"),
                },
                () = state.ending.cancelled() => break,
            }
        }
    };
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

fn told(event: &StoredEvent) -> Event {
    match &event.about {
        About::Order { id, version } => Event::Order {
            id: order_name(*id),
            version: *version,
        },
        About::Draft { id, version, .. } => Event::Draft {
            id: id.clone(),
            version: *version,
        },
    }
}

fn written(id: i64, event: &Event) -> sse::Event {
    let written = sse::Event::default().id(id.to_string());
    match serde_json::to_string(event) {
        Ok(json) => written.data(json),
        // The shape above always becomes JSON; a comment tells nobody anything wrong.
        Err(_) => written.comment("unwritable"),
    }
}

/// Counts a stream for as long as it is open.
struct OpenStream(AppState);

impl OpenStream {
    fn count(state: &AppState) -> Self {
        state.metrics.event_streams.fetch_add(1, Ordering::Relaxed);
        Self(state.clone())
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.metrics.event_streams.fetch_sub(1, Ordering::Relaxed);
    }
}
