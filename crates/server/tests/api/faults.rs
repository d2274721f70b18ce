//! The backend dies or ends at any moment, in the middle of everything that is written for a draft: with the same keys
//! sent again, nothing is lost and nothing is doubled.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use reqwest::{Method, StatusCode, header};
use serde_json::Value;
use server::{config::Config, running};
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    process::{Child, Command},
};
use wire::{drafts::Drafts, lists::Page, orders::OrderCreated, orders::OrderSummary, paths};

use crate::{
    crash::{browser, start_with},
    draft_copies::{draft, path},
    drafts::*,
    harness::*,
    postgres,
};

crate::on_both_engines! {
    /// OFF-3
    an_answer_that_was_lost_with_its_backend_comes_again_for_the_same_key;
    /// OFF-3
    kill_9_again_and_again_under_drafts_and_orders_loses_and_doubles_nothing;
    /// OFF-3
    an_orderly_end_again_and_again_under_drafts_and_orders_loses_and_doubles_nothing;
}

/// The settings that lead to a store of the test's own.
async fn store_of(engine: Engine, folder: &tempfile::TempDir) -> Vec<(String, String)> {
    match engine {
        Engine::Sqlite => vec![("JARA_DATA".to_owned(), folder.path().display().to_string())],
        Engine::Postgres => vec![("DATABASE_URL".to_owned(), postgres::new_database().await)],
    }
}

async fn begin(store: &[(String, String)]) -> (Child, String) {
    let settings: Vec<(&str, &str)> = store
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    start_with(&settings).await
}

/// Sends a request and never reads what comes back.
async fn send_and_look_away(
    user: &Browser,
    method: &Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> TcpStream {
    let mut connection = TcpStream::connect(user.base.strip_prefix("http://").unwrap())
        .await
        .unwrap();
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: x\r\nCookie: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
        user.cookie.as_ref().unwrap(),
        body.len()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    connection
        .write_all(format!("{head}\r\n{body}").as_bytes())
        .await
        .unwrap();
    connection
}

/// Method, path, headers, body, and how it is answered.
type Write<'a> = (Method, String, Vec<(&'a str, &'a str)>, &'a str, StatusCode);

async fn an_answer_that_was_lost_with_its_backend_comes_again_for_the_same_key(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let place = store_of(engine, &folder).await;
    let (mut child, base) = begin(&place).await;
    let mut user = browser(&base);
    user.try_log_in(ORDERING, PASSWORD).await;
    let order = serde_json::to_string(&hdsl_draft(&user, FINE_HOUSE).await).unwrap();
    let (ordered, deleted) = (new_key(), new_key());
    let saved = serde_json::to_string(&draft("Solveig")).unwrap();
    let keys: Vec<String> = (0..4).map(|_| new_key()).collect();
    let writes: [Write<'_>; 4] = [
        (
            Method::PUT,
            path(&ordered),
            vec![("If-None-Match", "*")],
            &saved,
            StatusCode::CREATED,
        ),
        (
            Method::POST,
            paths::ORDERS.to_owned(),
            vec![(paths::DRAFT_ID, &ordered)],
            &order,
            StatusCode::CREATED,
        ),
        (
            Method::PUT,
            path(&deleted),
            vec![("If-None-Match", "*")],
            &saved,
            StatusCode::CREATED,
        ),
        (Method::DELETE, path(&deleted), vec![], "", StatusCode::NO_CONTENT),
    ];
    for ((method, path, headers, sent, status), key) in writes.iter().zip(&keys) {
        let mut headers = headers.clone();
        headers.push((paths::IDEMPOTENCY_KEY, key));
        let _unread = send_and_look_away(&user, method, path, &headers, sent).await;
        wait_until_stored(&place, key).await;
        child.kill().await.unwrap();
        let base;
        (child, base) = begin(&place).await;
        user.base = base;
        for _ in 0..2 {
            let again = user.request(method.clone(), path);
            let again = headers
                .iter()
                .fold(again, |request, (name, value)| request.header(*name, *value));
            let again = again
                .header(header::CONTENT_TYPE, "application/json")
                .body((*sent).to_owned())
                .send()
                .await
                .unwrap();
            assert_eq!(again.status(), *status, "{method} {path}");
        }
    }
    let page: Page<OrderSummary> = body(user.get(paths::ORDERS).await, StatusCode::OK).await;
    assert_eq!(page.total, 1);
    let kept: Drafts = body(user.get(paths::DRAFTS).await, StatusCode::OK).await;
    assert_eq!(kept.items, []);
}

/// Looks into the store beside the running backend until a write is committed there.
async fn wait_until_stored(place: &[(String, String)], key: &str) {
    let config = Config::read(|name| match name {
        "JARA_DEMONSTRATION" => Some("true".to_owned()),
        _ => place
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone()),
    })
    .unwrap();
    let store = running::open_store(&config).await.unwrap();
    for _ in 0..500 {
        let mut db = store.connection().await.unwrap();
        let saved = server::store::idempotency::find(&mut db, ORDERING, key)
            .await
            .unwrap();
        drop(db);
        if saved.is_some() {
            store.close().await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the write was never stored");
}

const WORKERS: usize = 6;
const ENDS: usize = 4;
const ORDERS_BETWEEN_ENDS: usize = 12;

async fn kill_9_again_and_again_under_drafts_and_orders_loses_and_doubles_nothing(engine: Engine) {
    ended_again_and_again(engine, "-KILL").await;
}

async fn an_orderly_end_again_and_again_under_drafts_and_orders_loses_and_doubles_nothing(engine: Engine) {
    ended_again_and_again(engine, "-TERM").await;
}

/// Workers make a draft, change it and order it, each write sent with its key until it is answered, while the backend is
/// ended and started again.
async fn ended_again_and_again(engine: Engine, signal: &'static str) {
    let folder = tempfile::tempdir().unwrap();
    let place = store_of(engine, &folder).await;
    let (mut child, base) = begin(&place).await;
    let mut user = browser(&base);
    user.try_log_in(ORDERING, PASSWORD).await;
    let order = serde_json::to_value(hdsl_draft(&user, FINE_HOUSE).await).unwrap();
    let base = Arc::new(Mutex::new(base));
    let ordered = Arc::new(AtomicUsize::new(0));
    let enough = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let worker = Worker {
                user: user.clone(),
                base: Arc::clone(&base),
            };
            let (order, ordered, enough) = (order.clone(), Arc::clone(&ordered), Arc::clone(&enough));
            tokio::spawn(async move {
                let mut ids = Vec::new();
                while !enough.load(Ordering::SeqCst) {
                    ids.push(worker.one_life_of_a_draft(&order).await);
                    ordered.fetch_add(1, Ordering::SeqCst);
                }
                ids
            })
        })
        .collect();
    for end in 1..=ENDS {
        while ordered.load(Ordering::SeqCst) < end * ORDERS_BETWEEN_ENDS {
            assert!(
                !workers.iter().any(|worker| worker.is_finished()),
                "a worker gave up"
            );
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
        let pid = child.id().unwrap().to_string();
        let told = Command::new("kill").args([signal, &pid]).status().await.unwrap();
        assert!(told.success());
        child.wait().await.unwrap();
        let now;
        (child, now) = begin(&place).await;
        *base.lock().unwrap() = now;
    }
    enough.store(true, Ordering::SeqCst);
    let mut ids = BTreeSet::new();
    let mut lives = 0;
    for worker in workers {
        for id in worker.await.unwrap() {
            lives += 1;
            assert!(ids.insert(id), "two drafts became one order");
        }
    }
    assert!(lives >= ENDS * ORDERS_BETWEEN_ENDS);
    user.base = base.lock().unwrap().clone();
    let page: Page<OrderSummary> = body(user.get(paths::ORDERS).await, StatusCode::OK).await;
    assert_eq!(page.total, lives as u64, "a draft became two orders");
    let kept: Drafts = body(user.get(paths::DRAFTS).await, StatusCode::OK).await;
    assert_eq!(kept.items, [], "every draft went with its order");
}

struct Worker {
    user: Browser,
    base: Arc<Mutex<String>>,
}

impl Worker {
    async fn one_life_of_a_draft(&self, order: &Value) -> String {
        let id = new_key();
        let at = path(&id);
        let mut order = order.clone();
        order["lines"][0]["end_user"]["date_of_birth"] = born().into();
        let (made, changed) = (draft("one"), draft("two"));
        let status = self
            .sent(Method::PUT, &at, &[("if-none-match", "*")], &made)
            .await
            .0;
        assert_eq!(status, StatusCode::CREATED);
        let (status, saved) = self
            .sent(Method::PUT, &at, &[("if-match", "\"1\"")], &changed)
            .await;
        assert_eq!((status, &saved["version"]), (StatusCode::OK, &Value::from(2)));
        let (status, created) = self
            .sent(Method::POST, paths::ORDERS, &[(paths::DRAFT_ID, &id)], &order)
            .await;
        assert_eq!(status, StatusCode::CREATED, "{created}");
        let created: OrderCreated = serde_json::from_value(created).unwrap();
        created.id
    }

    /// Sends until there is an answer that is the backend's own.
    async fn sent(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> (StatusCode, Value) {
        let key = new_key();
        loop {
            let mut user = self.user.clone();
            user.base = self.base.lock().unwrap().clone();
            let request = user
                .request(method.clone(), path)
                .header(paths::IDEMPOTENCY_KEY, &key)
                .json(body);
            let request = headers
                .iter()
                .fold(request, |request, (name, value)| request.header(*name, *value));
            if let Ok(answer) = request.send().await {
                let status = answer.status();
                if !status.is_server_error()
                    && let Ok(value) = answer.json().await
                {
                    return (status, value);
                }
            }
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }
}
