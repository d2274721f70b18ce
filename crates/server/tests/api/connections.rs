//! Connections that waste our time, and who is told the counts.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::harness::*;

async fn impatient() -> App {
    spawn_app_with(Engine::Sqlite, &[("JARA_HEADER_TIMEOUT_MS", "400")]).await
}

async fn connect(app: &App) -> TcpStream {
    TcpStream::connect(app.base.strip_prefix("http://").unwrap())
        .await
        .unwrap()
}

/// What comes until the other side closes.
async fn rest(connection: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let reading = connection.read_to_end(&mut text);
    let _ = tokio::time::timeout(Duration::from_secs(10), reading)
        .await
        .expect("the connection stayed open");
    String::from_utf8(text).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_sends_its_head_byte_by_byte_is_closed() {
    let app = impatient().await;
    let begun = Instant::now();
    let mut slow = connect(&app).await;
    let (mut reading, mut writing) = slow.split();
    let drip = async {
        for byte in b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: "
            .iter()
            .chain([b'a'; 600].iter())
        {
            if writing.write_all(&[*byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let mut answer = Vec::new();
    tokio::select! {
        () = drip => {}
        _ = reading.read_to_end(&mut answer) => {}
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "it was let drip");
    assert!(!String::from_utf8_lossy(&answer).contains("200 OK"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_says_nothing_is_closed_before_and_after_a_request() {
    let app = impatient().await;
    assert_eq!(rest(&mut connect(&app).await).await, "", "it never said anything");
    let mut silent = connect(&app).await;
    silent
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    let answer = rest(&mut silent).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_of_events_outlives_the_time_for_a_head() {
    let app = impatient().await;
    let browser = app.log_in(ORDERING).await;
    let mut stream = browser
        .request(Method::GET, wire::paths::EVENTS)
        .send()
        .await
        .unwrap();
    assert!(stream.chunk().await.unwrap().is_some());
    tokio::time::sleep(Duration::from_millis(1200)).await;
    app.log_in(ORDERING)
        .await
        .request(Method::PUT, &crate::draft_copies::path(&new_key()))
        .header(wire::paths::IDEMPOTENCY_KEY, new_key())
        .header("if-none-match", "*")
        .json(&crate::draft_copies::draft("x"))
        .send()
        .await
        .unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(5), stream.chunk()).await;
    assert!(heard.unwrap().unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_counts_are_for_this_machine_or_for_whoever_bears_the_token() {
    let app = spawn_app().await;
    assert_eq!(app.anonymous().get("/metrics").await.status(), StatusCode::OK);
    // Through a proxy everybody seems to be on this machine.
    let passed_on = app
        .anonymous()
        .request(Method::GET, "/metrics")
        .header("x-forwarded-for", "203.0.113.7");
    assert_eq!(passed_on.send().await.unwrap().status(), StatusCode::NOT_FOUND);

    let app = spawn_app_with(Engine::Sqlite, &[("JARA_METRICS_TOKEN", "counts-token")]).await;
    for (token, expected) in [
        ("", StatusCode::UNAUTHORIZED),
        ("counts", StatusCode::UNAUTHORIZED),
        ("counts-token", StatusCode::OK),
    ] {
        let request = app
            .anonymous()
            .request(Method::GET, "/metrics")
            .bearer_auth(token);
        assert_eq!(request.send().await.unwrap().status(), expected, "{token}");
    }
    let response = app.anonymous().get("/metrics").await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
}
