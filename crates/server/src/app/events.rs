//! Event streams: one watcher reads what happened, every stream picks what its user may see.

use std::sync::Arc;

use tokio::sync::{Notify, broadcast};

use crate::{
    error::AppError,
    state::AppState,
    store::{
        StoreError,
        events::{self, About, StoredEvent},
        orders::Scope,
    },
};

/// How often another backend's events are looked for; one's own are told at once.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(1);
/// How many events a slow stream may lag behind before it is told to ask for everything again.
const LAG: usize = 1024;
/// How many events are read at a time.
const BATCH: u32 = 500;

/// Where streams listen. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Hub {
    news: broadcast::Sender<Arc<StoredEvent>>,
    wake: Arc<Notify>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            news: broadcast::channel(LAG).0,
            wake: Arc::default(),
        }
    }
}

impl Hub {
    /// Something was written: look at once. To be called after the commit.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    pub fn listen(&self) -> broadcast::Receiver<Arc<StoredEvent>> {
        self.news.subscribe()
    }
}

/// What a stream that comes back begins with.
#[derive(Debug)]
pub enum Resumed {
    /// The events after the last one that was seen.
    From(Vec<StoredEvent>),
    /// Some of them are no longer kept, or there are too many; go on after this one.
    Missed { last: i64 },
}

/// What has happened since the event that a stream saw last.
pub async fn since(state: &AppState, seen: i64) -> Result<Resumed, AppError> {
    state
        .store
        .read(move |db| {
            Box::pin(async move {
                let (first, last) = events::bounds(db).await?;
                // An unknown future id, or one before the first that is kept.
                if seen > last || seen + 1 < first {
                    return Ok(Resumed::Missed { last });
                }
                let missed = events::after(db, seen, BATCH).await?;
                let all = missed.last().map_or(seen, |event| event.id) == last;
                Ok(if all {
                    Resumed::From(missed)
                } else {
                    Resumed::Missed { last }
                })
            })
        })
        .await
}

/// The id after which a new stream begins.
pub async fn last_id(state: &AppState) -> Result<i64, AppError> {
    Ok(events::bounds(&mut state.store.connection().await?).await?.1)
}

/// Who listens to a stream.
#[derive(Clone, Debug)]
pub struct Listener {
    pub user_id: String,
    /// The orders that the user sees; none for those who see no orders.
    pub orders: Option<Scope>,
}

impl Listener {
    pub fn may_see(&self, event: &StoredEvent) -> bool {
        match (&event.about, &self.orders) {
            (About::Draft { user_id, .. }, _) => *user_id == self.user_id,
            (About::Order { .. }, Some(Scope::Company(company))) => *company == event.company_id,
            (About::Order { .. }, Some(Scope::AllPartners)) => true,
            (About::Order { .. }, None) => false,
        }
    }
}

/// Reads new events and tells every stream, until the backend ends.
pub async fn watch(state: AppState) {
    let mut seen = None;
    loop {
        match look(&state, &mut seen).await {
            Ok(()) => {}
            Err(error) => tracing::warn!(%error, "events could not be read; looking again"),
        }
        tokio::select! {
            () = state.events.wake.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = state.ending.cancelled() => return,
        }
    }
}

async fn look(state: &AppState, seen: &mut Option<i64>) -> Result<(), StoreError> {
    let mut db = state.store.connection().await?;
    let mut last = match *seen {
        Some(last) => last,
        None => events::bounds(&mut db).await?.1,
    };
    loop {
        let news = events::after(&mut db, last, BATCH).await?;
        let Some(newest) = news.last() else { break };
        last = newest.id;
        for event in news {
            // Nobody listens: that is no error.
            let _ = state.events.news.send(Arc::new(event));
        }
    }
    *seen = Some(last);
    Ok(())
}
