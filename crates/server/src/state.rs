//! What every handler and timer can reach.

use std::sync::Arc;

use domain::{catalogue::Catalogue, postcode::PostcodeRegister};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    app::events::Hub, clock::Clock, config::Config, http::metrics::Metrics, mail::MailServer, ports::Ports,
    store::Store,
};

/// What a state is made of beside what it makes itself.
#[derive(Debug)]
pub struct Parts {
    pub config: Arc<Config>,
    pub store: Store,
    pub clock: Clock,
    pub ports: Ports,
    pub catalogue: Catalogue,
    pub postcodes: PostcodeRegister,
    pub own_url: String,
}

/// Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    pub config: Arc<Config>,
    pub store: Store,
    pub clock: Clock,
    pub ports: Ports,
    pub events: Hub,
    pub catalogue: Arc<Catalogue>,
    pub postcodes: Arc<PostcodeRegister>,
    pub metrics: Arc<Metrics>,
    /// Where partner systems reach this backend: `http://127.0.0.1:8080`.
    pub own_url: Arc<str>,
    /// The name under which this backend holds leases.
    pub holder: Arc<str>,
    /// None: mail is kept and can be read.
    pub mail_server: Option<MailServer>,
    timers: watch::Sender<u64>,
    errands: watch::Sender<u64>,
    /// Cancelled when the backend is asked to end.
    pub ending: CancellationToken,
}

impl AppState {
    pub fn new(parts: Parts) -> Self {
        Self {
            mail_server: parts.config.mail_server.clone(),
            config: parts.config,
            store: parts.store,
            clock: parts.clock,
            ports: parts.ports,
            events: Hub::default(),
            catalogue: Arc::new(parts.catalogue),
            postcodes: Arc::new(parts.postcodes),
            metrics: Arc::default(),
            own_url: parts.own_url.into(),
            holder: uuid::Uuid::new_v4().to_string().into(),
            timers: watch::Sender::new(0),
            errands: watch::Sender::new(0),
            ending: CancellationToken::new(),
        }
    }

    /// The clock was set forward: what is due now should not wait for the next round.
    pub fn wake_timers(&self) {
        self.timers.send_modify(|rounds| *rounds = rounds.wrapping_add(1));
    }

    /// Tells when the timers are woken.
    pub fn timer_wakes(&self) -> watch::Receiver<u64> {
        self.timers.subscribe()
    }

    /// Something was put into an outbox: it is sent at once, not at the next round. To be called after the commit.
    pub fn wake_errands(&self) {
        self.errands
            .send_modify(|rounds| *rounds = rounds.wrapping_add(1));
    }

    /// Tells when something was put into an outbox: each timer that empties one hears of it.
    pub fn errand_wakes(&self) -> watch::Receiver<u64> {
        self.errands.subscribe()
    }
}
