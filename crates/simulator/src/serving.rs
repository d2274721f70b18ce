//! Starts the simulator and puts every system under its path.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::configuration::{SimulatorConfig, StartError, System};
use crate::exchange::Problem;
use crate::world::World;
use crate::{appointments, authorisation, companies, control, faults, kapaks, nrdb, orders, register};

/// A running simulator; dropping it stops it.
pub struct Simulator {
    base_url: String,
    token: String,
    stop: watch::Sender<()>,
    server: JoinHandle<()>,
}

/// The token stays out of logs.
impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulator")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

impl Simulator {
    /// `http://127.0.0.1:<port>`, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The base URL of one system.
    pub fn system_url(&self, system: System) -> String {
        format!("{}/{}", self.base_url, system.path())
    }

    /// The bearer token that the operator's own systems ask for.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Stops taking requests, lets go of held ones, and waits until the server has ended.
    pub async fn shutdown(self) {
        drop(self.stop);
        // A server task that was aborted has ended too.
        let _ended = self.server.await;
    }
}

/// Binds a loopback port and serves all systems on it until the handle is dropped.
///
/// # Errors
/// When the port cannot be opened or the data in the program is broken.
pub async fn start(config: SimulatorConfig) -> Result<Simulator, StartError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port))
        .await
        .map_err(StartError::Bind)?;
    let address = listener.local_addr().map_err(StartError::Bind)?;
    let token = config.token.clone();
    let (stop, stopped) = watch::channel(());
    let world = Arc::new(World::make(config, stopped)?);
    let router = router(&world);
    let server = tokio::spawn(async move {
        let until = {
            let world = Arc::clone(&world);
            async move { world.stopped().await }
        };
        // Accepting goes on after any failed connection; there is no error to report here.
        let _never_fails = axum::serve(listener, router).with_graceful_shutdown(until).await;
    });
    Ok(Simulator {
        base_url: format!("http://{address}"),
        token,
        stop,
        server,
    })
}

fn router(world: &Arc<World>) -> Router {
    let mut router = Router::new();
    for system in System::ALL {
        let routes = match system {
            System::AddressRegister => register::routes(),
            System::CompanyRegister => companies::routes(),
            System::Kapaks => kapaks::routes(),
            System::Appointments => appointments::routes(),
            System::Nrdb => nrdb::routes(),
            System::OrderSystem => orders::routes(),
        };
        let routes = routes.layer(from_fn_with_state((Arc::clone(world), system), faults::meet));
        let routes = if system.needs_token() {
            routes.layer(from_fn_with_state(
                Arc::clone(world),
                authorisation::require_token,
            ))
        } else {
            routes
        };
        router = router.nest(&format!("/{}", system.path()), routes);
    }
    let control = control::routes().layer(from_fn_with_state(
        Arc::clone(world),
        authorisation::require_token,
    ));
    router
        .nest("/control", control)
        .fallback(|| async { Problem::not_found("There is no such path.") })
        .layer(map_response(name_the_simulator))
        .with_state(Arc::clone(world))
}

/// Nobody shall take invented data for real.
async fn name_the_simulator(mut response: axum::response::Response) -> axum::response::Response {
    let invented = axum::http::HeaderValue::from_static("invented-for-demonstration");
    response.headers_mut().insert("x-simulator", invented);
    response
}
