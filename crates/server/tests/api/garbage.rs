//! Bad input: any JSON, any bytes, any header. It is refused with a clear answer, never with a failure of ours.

use rand::{Rng, RngExt as _, SeedableRng as _, rngs::StdRng};
use reqwest::{Method, StatusCode, header};
use serde_json::{Map, Value, json};
use wire::paths;

use crate::{drafts::*, harness::*, openapi};

/// Rounds per route. The seed is fixed: a failure comes again.
const ROUNDS: usize = 12;

fn any_text(random: &mut impl Rng) -> String {
    const ODD: [&str; 14] = [
        "",
        "\0",
        "\u{feff}",
        "';--",
        "%",
        "{}",
        "\u{1f468}\u{200d}\u{1f469}",
        "1-20001",
        "-1",
        "9223372036854775808",
        "null",
        "\u{202e}abc",
        "../../etc/passwd",
        "a\r\nSet-Cookie: x=y",
    ];
    match random.random_range(0..4) {
        0 => ODD[random.random_range(0..ODD.len())].to_owned(),
        1 => "å".repeat(random.random_range(0..3000)),
        _ => (0..random.random_range(0..20))
            .map(|_| random.random::<char>())
            .collect(),
    }
}

fn any_json(random: &mut impl Rng, depth: usize) -> Value {
    match random.random_range(0..if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => json!(random.random::<bool>()),
        2 => json!(random.random::<i64>()),
        3 => json!(random.random::<f64>() * 1e300),
        4 => json!(any_text(random)),
        5 => (0..random.random_range(0..4))
            .map(|_| any_json(random, depth - 1))
            .collect(),
        _ => {
            let fields =
                (0..random.random_range(0..4)).map(|_| (any_text(random), any_json(random, depth - 1)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}

/// A valid body with some of it replaced: it comes further than noise does.
fn spoilt(random: &mut impl Rng, value: &Value) -> Value {
    if random.random_range(0..12) == 0 {
        return any_json(random, 2);
    }
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), spoilt(random, value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| spoilt(random, item)).collect(),
        other => other.clone(),
    }
}

/// So long that one more parameter still is no longer than what may be sent.
const LONGEST_ADDRESS: usize = 30_000;

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_input_makes_the_backend_fail_on_sqlite() {
    throw_garbage(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_input_makes_the_backend_fail_on_postgres() {
    throw_garbage(Engine::Postgres).await;
}

async fn throw_garbage(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let draft = serde_json::to_value(hdsl_draft(&browser, FINE_HOUSE).await).unwrap();
    let order = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let mut random = StdRng::seed_from_u64(4711);
    let mut failed = Vec::new();
    for (path, methods) in openapi::current()["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if path == paths::EVENTS || (path == paths::SESSION && method == "delete") {
                continue; // An endless answer, and the end of the session.
            }
            for round in 0..ROUNDS {
                let id = if round % 3 == 0 {
                    order.id.clone()
                } else {
                    encoded(&any_text(&mut random))
                };
                let mut address = path.replace("{id}", &id).replace("{organisation_number}", &id);
                address = address.replace("{line}", &encoded(&any_text(&mut random)));
                for (at, parameter) in operation["parameters"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .enumerate()
                {
                    // The client of the test itself refuses to send an address beyond 64 KB.
                    if parameter["in"] == "query" && address.len() < LONGEST_ADDRESS {
                        let name = parameter["name"].as_str().unwrap();
                        address += &format!(
                            "{}{name}={}",
                            if at == 0 { "?" } else { "&" },
                            encoded(&any_text(&mut random))
                        );
                    }
                }
                let mut request = browser.request(
                    Method::from_bytes(method.to_uppercase().as_bytes()).unwrap(),
                    &address,
                );
                if method == "post" {
                    let body = match round % 4 {
                        0 => any_json(&mut random, 3).to_string().into_bytes(),
                        1 => (0..200).map(|_| random.random::<u8>()).collect(),
                        _ => spoilt(&mut random, &draft).to_string().into_bytes(),
                    };
                    request = request
                        .header(header::CONTENT_TYPE, "application/json")
                        .header(paths::IDEMPOTENCY_KEY, new_key())
                        .header(header::IF_MATCH, "\"1\"")
                        .body(body);
                }
                let status = request.send().await.unwrap().status();
                if status.is_server_error() {
                    failed.push(format!("{method} {address}: {status}"));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_header_makes_the_backend_fail() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let mut random = StdRng::seed_from_u64(1147);
    for name in [
        "cookie",
        "idempotency-key",
        "if-match",
        "last-event-id",
        "content-type",
        "accept-encoding",
        "origin",
        "x-forwarded-for",
        "authorization",
        "user-agent",
    ] {
        for _ in 0..20 {
            let bytes: Vec<u8> = (0..random.random_range(0..200))
                .map(|_| random.random_range(0x20..0x7f))
                .collect();
            let value = header::HeaderValue::from_bytes(&bytes).unwrap();
            for (method, path) in [
                (Method::POST, paths::ORDERS),
                (Method::GET, paths::ORDERS),
                (Method::GET, "/index.html"),
            ] {
                let request = browser
                    .request(method, path)
                    .header(name, value.clone())
                    .body("{}");
                let status = request.send().await.unwrap().status();
                assert!(!status.is_server_error(), "{name}: {value:?} at {path}: {status}");
            }
        }
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let request = browser
        .request(Method::POST, paths::ORDERS)
        .header(header::CONTENT_TYPE, "application/json");
    let request = request.header(paths::IDEMPOTENCY_KEY, new_key()).body(deep);
    assert_eq!(request.send().await.unwrap().status(), StatusCode::BAD_REQUEST);
}
