//! From a configuration to a running backend, and to its orderly end.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use domain::postcode::{self, PostcodeRegister};
use simulator::{Simulator, SimulatorConfig, System as Simulated};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    app::{catalogue, demonstration as clock_keeping, events},
    clock::Clock,
    config::{Config, Database},
    demonstration,
    error::AppError,
    http::{router, serving},
    jobs,
    ports::{BadEndpoint, Endpoint, Endpoints, Ports, System},
    state::{AppState, Parts},
    store::{Store, StoreError},
};

/// How long requests that are under way may take to finish once the backend is asked to end.
const GRACE: Duration = Duration::from_secs(10);

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the database cannot be opened")]
    Store(#[from] StoreError),
    #[error("the address {0} cannot be listened on")]
    Listen(SocketAddr, #[source] std::io::Error),
    #[error("the simulator of the partner systems cannot start")]
    Simulator(#[from] simulator::StartError),
    #[error("a partner system is configured wrongly")]
    Partner(#[from] BadEndpoint),
    #[error("the backend cannot be made ready: {0:?}")]
    Preparation(AppError),
}

/// A backend that serves requests until it is told to end.
pub struct Running {
    pub address: SocketAddr,
    pub state: AppState,
    /// True when this start was the one that made the demonstration's users.
    pub first_start: bool,
    serving: JoinHandle<()>,
    watching: JoinHandle<()>,
    timers: tokio::task::JoinSet<()>,
    simulator: Option<Simulator>,
}

/// Starts the backend. It answers requests when this returns.
pub async fn start(config: Config) -> Result<Running, StartError> {
    let store = open_store(&config).await?;
    let clock = Clock::default();
    if config.demonstration {
        clock_keeping::restore_clock(&store, &clock).await?;
    }
    let catalogue = catalogue::load(&store, &clock)
        .await
        .map_err(StartError::Preparation)?;
    let postcodes = PostcodeRegister::parse(postcode::SHIPPED).map_err(|broken| {
        StartError::Preparation(AppError::internal(format!("{broken:?} of the postal register")))
    })?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| StartError::Listen(config.listen, error))?;
    let address = listener
        .local_addr()
        .map_err(|error| StartError::Listen(config.listen, error))?;
    let simulator = start_simulator(&config, &clock).await?;
    let ports = Ports::new(&endpoints(&config, simulator.as_ref()))?;
    let demonstrated = config.demonstration;
    if config.mail_server.is_none() && !config.demonstration {
        tracing::warn!("JARA_SMTP_URL is not set: mail waits until there is a mail server");
    }
    let own_url = config
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{address}"));
    let state = AppState::new(Parts {
        config: Arc::new(config),
        store,
        clock,
        ports,
        catalogue,
        postcodes,
        own_url,
    });
    let first_start = demonstrated
        && demonstration::prepare(&state)
            .await
            .map_err(StartError::Preparation)?;
    let watching = tokio::spawn(events::watch(state.clone()));
    let timers = jobs::start(&state);
    let serving = tokio::spawn(serving::serve(
        listener,
        router::router(state.clone()),
        state.config.header_timeout,
        state.ending.clone(),
    ));
    Ok(Running {
        address,
        state,
        first_start,
        serving,
        watching,
        timers,
        simulator,
    })
}

/// The store that the settings name, its schema brought up to date.
pub async fn open_store(config: &Config) -> Result<Store, StoreError> {
    match &config.database {
        Database::Sqlite { folder } => Store::open_sqlite(folder).await,
        Database::Postgres(url) => Store::open_postgres(&url.0).await,
    }
}

impl Running {
    /// Takes no more requests, finishes those under way, writes what is queued, and ends.
    pub async fn end(mut self) {
        self.state.ending.cancel();
        if tokio::time::timeout(GRACE, &mut self.serving).await.is_err() {
            tracing::warn!("requests were still under way after the time of grace");
            self.serving.abort();
        }
        if tokio::time::timeout(GRACE, &mut self.watching).await.is_err() {
            self.watching.abort();
        }
        self.timers.shutdown().await;
        if let Err(error) = jobs::release(&self.state).await {
            tracing::warn!(?error, "the leases could not be given back");
        }
        if let Some(simulator) = self.simulator.take() {
            simulator.shutdown().await;
        }
        self.state.store.close().await;
    }
}

/// The simulator stands in for each system without a URL, which only a demonstration can have.
async fn start_simulator(config: &Config, clock: &Clock) -> Result<Option<Simulator>, StartError> {
    if System::ALL
        .iter()
        .all(|system| config.partner(*system).url.is_some())
    {
        return Ok(None);
    }
    let clock = clock.clone();
    let mut simulated = SimulatorConfig::new(simulator_token(config), Arc::new(move || clock.now().millis()));
    simulated.step = config.simulator_step;
    Ok(Some(simulator::start(simulated).await?))
}

/// Any word that both sides know: the simulator listens on loopback alone.
fn simulator_token(config: &Config) -> String {
    config.order_events_token.0.clone()
}

fn endpoints(config: &Config, simulator: Option<&Simulator>) -> Endpoints {
    let endpoint = |system: System, simulated: Simulated| {
        let partner = config.partner(system);
        let (base_url, token) = match (&partner.url, simulator) {
            (Some(url), _) => (url.clone(), partner.token.clone()),
            (None, Some(simulator)) => (simulator.system_url(simulated), simulator_token(config)),
            // The simulator runs whenever a URL is missing.
            (None, None) => (String::new(), String::new()),
        };
        Endpoint {
            base_url,
            token,
            timeout: partner.timeout,
        }
    };
    Endpoints {
        address_register: endpoint(System::AddressRegister, Simulated::AddressRegister),
        company_register: endpoint(System::CompanyRegister, Simulated::CompanyRegister),
        kapaks: endpoint(System::Kapaks, Simulated::Kapaks),
        appointment_book: endpoint(System::AppointmentBook, Simulated::Appointments),
        number_authority: endpoint(System::NumberAuthority, Simulated::Nrdb),
        order_system: endpoint(System::OrderSystem, Simulated::OrderSystem),
    }
}
