//! The real binary is killed in the middle of submits: what was acknowledged is there, exactly once.

use std::{
    collections::BTreeMap,
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex},
};

use domain::orders::OrderDraft;
use reqwest::StatusCode;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};
use wire::{lists::Page, orders::OrderCreated, orders::OrderSummary, paths};

use crate::{drafts::*, harness::*};

/// By key: what was sent, and the order that was acknowledged for it.
type Sent = BTreeMap<String, (OrderDraft, Option<String>)>;

const CLIENTS: usize = 8;
const ACKNOWLEDGED_BEFORE_THE_KILL: usize = 40;

async fn start(folder: &Path) -> (Child, String) {
    start_with(&[("JARA_DATA", folder.to_str().unwrap())]).await
}

/// The real binary as a process of its own, and where it listens.
pub async fn start_with(settings: &[(&str, &str)]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jara-netbusiness-server"))
        .env("JARA_DEMONSTRATION", "true")
        .env("JARA_DEMONSTRATION_ORDERS", "0")
        .env("JARA_DEMONSTRATION_SUBSCRIPTIONS", "0")
        .env("JARA_SIMULATOR_STEP_MS", "0")
        .env("JARA_LISTEN", "127.0.0.1:0")
        .env_remove("DATABASE_URL")
        .envs(settings.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let line = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .next_line()
        .await
        .unwrap()
        .unwrap();
    let base = line.rsplit(' ').next().unwrap().to_owned();
    assert!(base.starts_with("http://127.0.0.1:"), "{line}");
    (child, base)
}

pub fn browser(base: &str) -> Browser {
    Browser {
        base: base.to_owned(),
        client: reqwest::Client::new(),
        cookie: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_in_the_middle_of_submits_loses_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, base) = start(folder.path()).await;
    let mut user = browser(&base);
    assert_eq!(
        user.try_log_in(ORDERING, PASSWORD).await.status(),
        StatusCode::CREATED
    );
    let draft = hdsl_draft(&user, FINE_HOUSE).await;

    let sent: Arc<Mutex<Sent>> = Arc::default();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (user, draft, sent) = (user.clone(), draft.clone(), Arc::clone(&sent));
            tokio::spawn(async move {
                loop {
                    let key = new_key();
                    let draft = another(&draft);
                    sent.lock().unwrap().insert(key.clone(), (draft.clone(), None));
                    let request = user.request(reqwest::Method::POST, paths::ORDERS);
                    let answer = request
                        .header(paths::IDEMPOTENCY_KEY, &key)
                        .json(&draft)
                        .send()
                        .await;
                    let Ok(answer) = answer else { return };
                    let Ok(created) = answer.json::<OrderCreated>().await else {
                        return;
                    };
                    sent.lock().unwrap().insert(key, (draft, Some(created.id)));
                }
            })
        })
        .collect();
    let acknowledged = || {
        let sent = sent.lock().unwrap();
        sent.values().filter(|(_, id)| id.is_some()).count()
    };
    while acknowledged() < ACKNOWLEDGED_BEFORE_THE_KILL {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    child.kill().await.unwrap();
    for client in clients {
        client.await.unwrap();
    }
    let sent = sent.lock().unwrap().clone();
    let unanswered = sent.values().filter(|(_, id)| id.is_none()).count();
    assert!(unanswered > 0, "the kill came in the middle");

    let (_child, base) = start(folder.path()).await;
    // The session has survived too; the same browser goes on.
    user.base = base;
    let mut ids = BTreeMap::new();
    for (key, (draft, acknowledged)) in &sent {
        let again: OrderCreated = body(
            user.post_with_key(paths::ORDERS, draft, key).await,
            StatusCode::CREATED,
        )
        .await;
        if let Some(acknowledged) = acknowledged {
            assert_eq!(*acknowledged, again.id, "the same submission is the same order");
        }
        assert!(
            ids.insert(again.id, key).is_none(),
            "two submissions are two orders"
        );
    }
    let page: Page<OrderSummary> = body(user.get(paths::ORDERS).await, StatusCode::OK).await;
    assert_eq!(page.total, sent.len() as u64, "{unanswered} had no answer");
    for id in ids.keys() {
        let path = paths::ORDER.replace("{id}", id);
        assert_eq!(user.get(&path).await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn the_settings_can_be_checked_without_starting() {
    let run = |arguments: &'static [&'static str], demonstration: &'static str| async move {
        let command = Command::new(env!("CARGO_BIN_EXE_jara-netbusiness-server"))
            .args(arguments)
            .env("JARA_DEMONSTRATION", demonstration)
            .env_remove("DATABASE_URL")
            .output();
        command.await.unwrap()
    };
    assert!(run(&["--check-config"], "true").await.status.success());
    let refused = run(&["--check-config"], "false").await;
    assert!(!refused.status.success());
    assert!(
        String::from_utf8(refused.stderr)
            .unwrap()
            .contains("JARA_ADDRESS_REGISTER_URL")
    );
    let help = String::from_utf8(run(&["--help"], "false").await.stdout).unwrap();
    assert!(help.contains("add-user"));
    for (name, _, _) in server::config::VARIABLES {
        assert!(help.contains(name), "{name}");
    }
}

/// The first users of a production installation come from its machine, not from the network.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn companies_and_users_are_added_on_the_machine() {
    use tokio::io::AsyncWriteExt as _;

    let app = spawn_app().await;
    let folder = app.folder().join("data");
    let run = |arguments: Vec<&'static str>, typed: &'static str| {
        let folder = folder.clone();
        async move {
            let mut child = Command::new(env!("CARGO_BIN_EXE_jara-netbusiness-server"))
                .args(arguments)
                .env("JARA_DEMONSTRATION", "true")
                .env("JARA_DATA", folder)
                .env_remove("DATABASE_URL")
                .stdin(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            child
                .stdin
                .take()
                .unwrap()
                .write_all(typed.as_bytes())
                .await
                .unwrap();
            child.wait().await.unwrap().success()
        }
    };
    let add_user = || {
        vec![
            "add-user",
            "vestnett",
            "liv.strand",
            "full+super_user",
            "Liv Strand",
        ]
    };
    assert!(
        !run(add_user(), "et langt passord\n").await,
        "there is no such company yet"
    );
    assert!(
        run(
            vec!["add-company", "vestnett", "partner", "310006017", "Vestnett AS"],
            ""
        )
        .await
    );
    assert!(!run(add_user(), "for kort\n").await);
    assert!(run(add_user(), "et langt passord\n").await);
    assert!(
        !run(add_user(), "et langt passord\n").await,
        "she is there already"
    );
    let mut browser = app.anonymous();
    assert_eq!(
        browser
            .try_log_in("liv.strand", "et langt passord")
            .await
            .status(),
        StatusCode::CREATED
    );
    assert!(run(vec!["set-password", "liv.strand"], "et annet langt passord\n").await);
    assert_eq!(
        browser.get(paths::SESSION).await.status(),
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        browser
            .try_log_in("liv.strand", "et annet langt passord")
            .await
            .status(),
        StatusCode::CREATED
    );
}
