//! The key of a user's vault: one per user, for a live session, and nowhere else to be seen.

use std::{collections::BTreeSet, process::Stdio, time::Duration};

use futures::future::join_all;
use reqwest::{StatusCode, header};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader},
    process::Command,
};
use wire::{paths, session::VaultKey};

use crate::harness::*;

crate::on_both_engines! {
    /// OFF-6
    a_user_has_one_key_in_every_session_and_after_a_restart;
    /// OFF-6
    sessions_that_ask_for_the_first_time_at_once_get_the_same_key;
}

async fn key(browser: &Browser) -> String {
    body::<VaultKey>(browser.get(paths::VAULT_KEY).await, StatusCode::OK)
        .await
        .key
}

async fn a_user_has_one_key_in_every_session_and_after_a_restart(engine: Engine) {
    let mut app = spawn_app_on(engine).await;
    let first = key(&app.log_in(ORDERING).await).await;
    assert_eq!(first.len(), 43, "32 bytes as base64url without padding");
    assert_eq!(key(&app.log_in(ORDERING).await).await, first);
    assert_ne!(key(&app.log_in(COLLEAGUE).await).await, first);
    app.restart().await;
    assert_eq!(key(&app.log_in(ORDERING).await).await, first);
}

async fn sessions_that_ask_for_the_first_time_at_once_get_the_same_key(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let keys: BTreeSet<String> = join_all((0..20).map(|_| key(&browser)))
        .await
        .into_iter()
        .collect();
    assert_eq!(keys.len(), 1);
}

/// OFF-6
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_live_session_gets_the_key_and_nothing_keeps_the_answer() {
    let app = spawn_app().await;
    problem(
        app.anonymous().get(paths::VAULT_KEY).await,
        StatusCode::UNAUTHORIZED,
    )
    .await;
    let browser = app.log_in(ORDERING).await;
    let answer = browser.get(paths::VAULT_KEY).await;
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    assert!(answer.headers().get(header::ETAG).is_none());
    assert_eq!(
        browser.delete(paths::SESSION).await.status(),
        StatusCode::NO_CONTENT
    );
    problem(browser.get(paths::VAULT_KEY).await, StatusCode::UNAUTHORIZED).await;
}

/// OFF-6: not in the log, however much is logged, not in any other answer, not in the audit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_key_is_seen_in_its_own_answer_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_jara-netbusiness-server"))
        .env("JARA_DEMONSTRATION", "true")
        .env("JARA_DEMONSTRATION_ORDERS", "3")
        .env("JARA_DEMONSTRATION_SUBSCRIPTIONS", "0")
        .env("JARA_LISTEN", "127.0.0.1:0")
        .env("JARA_DATA", folder.path())
        .env("JARA_LOG", "trace")
        .env_remove("DATABASE_URL")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    // Read from the beginning, or the backend waits for its full pipe.
    let mut log = child.stderr.take().unwrap();
    let logged = tokio::spawn(async move {
        let mut text = String::new();
        log.read_to_string(&mut text).await.unwrap();
        text
    });
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let mut browser = Browser {
        base: line.rsplit(' ').next().unwrap().to_owned(),
        client: reqwest::Client::new(),
        cookie: None,
    };
    browser.try_log_in(ORDERING, PASSWORD).await;
    let first = key(&browser).await;
    assert_eq!(key(&browser).await, first);
    for path in [
        paths::SESSION,
        paths::SESSIONS,
        paths::DRAFTS,
        paths::ORDERS,
        paths::CATALOGUE,
        "/metrics",
        "/readyz",
        paths::OPENAPI,
    ] {
        let answer = browser.get(path).await;
        assert!(
            !format!("{:?}", answer.headers()).contains(&first),
            "headers of {path}"
        );
        assert!(!answer.text().await.unwrap().contains(&first), "{path}");
    }
    let pid = child.id().unwrap().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .await
            .unwrap()
            .success()
    );
    tokio::time::timeout(Duration::from_secs(20), child.wait())
        .await
        .unwrap()
        .unwrap();
    let mut log = logged.await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        log.push_str(&line);
    }
    assert!(log.contains("/api/v1/vault-key"), "the request itself is logged");
    assert!(!log.contains(&first), "the key is in the log");

    let store = server::store::Store::open_sqlite(folder.path()).await.unwrap();
    let mut db = store.connection().await.unwrap();
    let audit = server::store::audit::of_user(&mut db, ORDERING, 100)
        .await
        .unwrap();
    assert!(
        audit.iter().any(|entry| entry.action == "vault_key.made"),
        "{audit:?}"
    );
    assert!(!format!("{audit:?}").contains(&first));
    let answers = "SELECT answer FROM idempotency WHERE answer LIKE '%' || $1 || '%'";
    assert!(db.row(answers, vec![first.into()]).await.unwrap().is_none());
}
