//! Connections: each is taken, served, and closed when it wastes our time.
//!
//! The framework's own loop sets no time-outs, so a handful of connections that send a byte now and then would stay for
//! ever. This one is the same but for that.

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// How long accepting rests when the system has no room for another connection.
const NO_ROOM: Duration = Duration::from_secs(1);

/// Serves until told to end, then finishes what is under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    header_timeout: Duration,
    ending: CancellationToken,
) {
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = ending.cancelled() => break,
        };
        match accepted {
            Ok((connection, peer)) => {
                let served = answer(
                    connection,
                    peer,
                    router.clone(),
                    header_timeout,
                    graceful.watcher(),
                );
                tokio::spawn(served);
            }
            // Gone before it was taken: nothing is wrong with the next one.
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken; trying again");
                tokio::time::sleep(NO_ROOM).await;
            }
        }
    }
    drop(listener);
    graceful.shutdown().await;
}

fn is_of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

async fn answer(
    connection: TcpStream,
    peer: SocketAddr,
    router: Router,
    header_timeout: Duration,
    watcher: Watcher,
) {
    // Small answers should not wait to be joined with others.
    if let Err(error) = connection.set_nodelay(true) {
        tracing::debug!(%error, "a connection cannot be told to send at once");
    }
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move {
            let answered: Result<Response, Infallible> = router.oneshot(request.map(Body::new)).await;
            answered
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        // It also runs between two requests of a connection, so a silent one goes.
        .header_read_timeout(header_timeout)
        .serve_connection(TokioIo::new(connection), service);
    if let Err(error) = watcher.watch(served).await {
        // Callers go away at any time.
        tracing::debug!(%error, "a connection ended early");
    }
}
