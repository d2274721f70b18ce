//! The client against a server that misbehaves in every way that a real one has been seen to.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::*;

/// What the server does with the nth connection, from 0.
type Behaviour = fn(usize) -> Reply;

enum Reply {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Reads the request and never answers.
    Silence,
    /// Sends the head and then never the body.
    HalfAnAnswer,
    /// Closes the connection without a word.
    Reset,
}

fn http(status: &str, body: &str) -> Reply {
    Reply::Bytes(
        format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
        .into_bytes(),
    )
}

struct Misbehaving {
    client: Client,
    calls: Arc<Calls>,
    connections: Arc<AtomicUsize>,
}

async fn misbehaving(behaviour: Behaviour) -> Misbehaving {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/base", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = connections.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let reply = behaviour(counter.fetch_add(1, Ordering::SeqCst));
            tokio::spawn(serve(stream, reply));
        }
    });
    let calls = Arc::new(Calls::default());
    let endpoint = Endpoint {
        base_url,
        token: "secret".into(),
        timeout: Duration::from_millis(600),
    };
    let client = Client::new(System::Kapaks, &endpoint, calls.clone()).unwrap();
    Misbehaving {
        client,
        calls,
        connections,
    }
}

async fn serve(mut stream: TcpStream, reply: Reply) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request).await;
    match reply {
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Reply::HalfAnAnswer => {
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")
                .await;
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        Reply::Silence => tokio::time::sleep(Duration::from_secs(60)).await,
        Reply::Reset => {}
    }
}

impl Misbehaving {
    async fn get(&self) -> Result<Vec<u32>, Failure> {
        let request = Request::get("read", &["things"]);
        self.client
            .ask(request, |answer| answer.json())
            .await
            .map_err(|error| error.failure)
    }

    async fn post(&self) -> Result<Vec<u32>, Failure> {
        let request = Request::post("write", &["things"], &[1]);
        self.client
            .ask(request, |answer| answer.json())
            .await
            .map_err(|error| error.failure)
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn a_silent_system_is_given_up_at_the_time_out_and_not_asked_again() {
    let system = misbehaving(|_| Reply::Silence).await;
    let started = Instant::now();
    assert_eq!(system.get().await, Err(Failure::TimedOut));
    assert!(started.elapsed() < Duration::from_secs(3));
    assert_eq!(system.connections(), 1);
}

#[tokio::test]
async fn an_answer_that_never_ends_is_a_time_out() {
    let system = misbehaving(|_| Reply::HalfAnAnswer).await;
    assert_eq!(system.get().await, Err(Failure::TimedOut));
}

#[tokio::test]
async fn a_malformed_answer_is_told_from_a_missing_one() {
    let system = misbehaving(|_| http("200 OK", "{\"cut")).await;
    assert_eq!(system.get().await, Err(Failure::Malformed));
    let system = misbehaving(|_| http("200 OK", "{\"another\": \"shape\"}")).await;
    assert_eq!(system.get().await, Err(Failure::Malformed));
    let system = misbehaving(|_| Reply::Bytes(b"no http at all".to_vec())).await;
    assert_eq!(system.get().await, Err(Failure::Away));
}

#[tokio::test]
async fn a_huge_answer_is_not_read_to_its_end() {
    let system = misbehaving(|_| http("200 OK", &format!("[{}1]", "1,".repeat(LARGEST_ANSWER)))).await;
    assert_eq!(system.get().await, Err(Failure::Malformed));
}

#[tokio::test]
async fn a_safe_call_is_tried_once_more_when_the_connection_is_lost() {
    let system = misbehaving(|nth| {
        if nth == 0 {
            Reply::Reset
        } else {
            http("200 OK", "[7]")
        }
    })
    .await;
    assert_eq!(system.get().await, Ok(vec![7]));
    assert_eq!(system.connections(), 2);
}

#[tokio::test]
async fn a_safe_call_is_tried_once_more_and_no_more_when_the_system_is_unavailable() {
    let system = misbehaving(|_| http("503 Service Unavailable", "")).await;
    assert_eq!(system.get().await, Err(Failure::Away));
    assert_eq!(system.connections(), 2);
}

#[tokio::test]
async fn a_call_that_does_something_is_sent_once() {
    let system = misbehaving(|_| http("503 Service Unavailable", "")).await;
    assert_eq!(system.post().await, Err(Failure::Away));
    assert_eq!(system.connections(), 1);
}

#[tokio::test]
async fn a_refusal_names_its_status_and_code_and_does_not_speak_against_the_system() {
    let system = misbehaving(|_| http("409 Conflict", "{\"code\":\"slotGone\"}")).await;
    for _ in 0..8 {
        let request = Request::get("read", &["things"]);
        let result = system
            .client
            .ask(request, |answer| Err::<(), _>(answer.unexpected()))
            .await;
        assert_eq!(
            result.map_err(|error| error.failure),
            Err(Failure::Refused {
                status: 409,
                code: Some("slotGone".into())
            })
        );
    }
    assert_eq!(system.client.suspended_for(), None);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let system = misbehaving(|_| {
        Reply::Bytes(
            b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n".to_vec(),
        )
    })
    .await;
    let request = Request::get("read", &["things"]);
    let status = system.client.ask(request, |answer| Ok(answer.status)).await;
    assert_eq!(status, Ok(302));
}

#[tokio::test]
async fn after_repeated_failures_the_system_is_not_asked_for_a_while() {
    let system = misbehaving(|_| http("500 Internal Server Error", "")).await;
    for _ in 0..8 {
        assert_eq!(system.post().await, Err(Failure::Away));
    }
    let before = system.connections();
    let Err(Failure::Suspended { retry_after }) = system.post().await else {
        panic!("still asked")
    };
    assert!((1..=31).contains(&retry_after));
    assert_eq!(system.connections(), before);
    assert!(system.client.suspended_for().is_some());
}

#[tokio::test]
async fn a_system_that_is_not_there_at_all_is_away() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let endpoint = Endpoint {
        base_url,
        token: String::new(),
        timeout: Duration::from_secs(2),
    };
    let client = Client::new(System::Kapaks, &endpoint, Arc::default()).unwrap();
    let result = client
        .ask(Request::get("read", &["x"]), |answer| Ok(answer.status))
        .await;
    assert_eq!(result.map_err(|error| error.failure), Err(Failure::Away));
}

#[tokio::test]
async fn every_call_is_recorded_with_its_outcome() {
    let system = misbehaving(|_| http("200 OK", "[1]")).await;
    system.get().await.unwrap();
    let mut metrics = String::new();
    system.calls.write_metrics(&mut metrics);
    assert!(
        metrics.contains("_count{system=\"kapaks\",operation=\"read\",outcome=\"ok\"} 1"),
        "{metrics}"
    );
}

#[test]
fn a_base_url_that_can_never_work_is_found_at_the_start() {
    for base_url in ["", "no url", "ftp://x.example", "mailto:a@b.example", "http://"] {
        let endpoint = Endpoint {
            base_url: base_url.into(),
            token: String::new(),
            timeout: Duration::from_secs(1),
        };
        assert!(
            Client::new(System::Kapaks, &endpoint, Arc::default()).is_err(),
            "{base_url}"
        );
    }
}

#[test]
fn the_token_stands_in_no_debug_output() {
    let endpoint = Endpoint {
        base_url: "http://127.0.0.1:1".into(),
        token: "s3cret".into(),
        timeout: Duration::from_secs(1),
    };
    let client = Client::new(System::Kapaks, &endpoint, Arc::default()).unwrap();
    assert!(!format!("{endpoint:?}{client:?}").contains("s3cret"));
}
