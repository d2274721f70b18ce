//! Backups, made while writes go on, hold everything that was acknowledged before they began.

use std::{
    path::Path,
    process::Output,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use reqwest::StatusCode;
use tokio::process::Command;
use wire::{drafts::Drafts, orders::OrderCreated, paths, session::VaultKey};

use crate::{draft_copies::*, drafts::*, harness::*, postgres};

crate::on_both_engines! {
    a_backup_holds_what_was_acknowledged_before_it_began_while_writes_go_on;
    nothing_is_overwritten_and_nonsense_is_not_restored;
}

async fn run(arguments: &[&str], database: &[(String, String)]) -> Output {
    let bin =
        std::env::var("JARA_TEST_POSTGRES_BIN").unwrap_or_else(|_| "/usr/lib/postgresql/15/bin".to_owned());
    let path = format!("{bin}:{}", std::env::var("PATH").unwrap_or_default());
    Command::new(env!("CARGO_BIN_EXE_jara-netbusiness-server"))
        .args(arguments)
        .env("JARA_DEMONSTRATION", "true")
        .env_remove("DATABASE_URL")
        .env("PATH", path)
        .envs(database.iter().cloned())
        .output()
        .await
        .unwrap()
}

/// The settings that lead to an app's database.
fn database_of(app: &App) -> Vec<(String, String)> {
    match &app.config.database {
        server::config::Database::Sqlite { folder } => {
            vec![("JARA_DATA".to_owned(), folder.display().to_string())]
        }
        server::config::Database::Postgres(url) => vec![("DATABASE_URL".to_owned(), url.0.clone())],
    }
}

async fn empty_place(engine: Engine, folder: &Path) -> Vec<(String, String)> {
    match engine {
        Engine::Sqlite => vec![(
            "JARA_DATA".to_owned(),
            folder.join("restored").display().to_string(),
        )],
        Engine::Postgres => vec![("DATABASE_URL".to_owned(), postgres::new_database().await)],
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

async fn a_backup_holds_what_was_acknowledged_before_it_began_while_writes_go_on(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let vault_key: VaultKey = body(browser.get(paths::VAULT_KEY).await, StatusCode::OK).await;
    let order = hdsl_draft(&browser, FINE_HOUSE).await;
    let acknowledged: Arc<Mutex<(Vec<String>, Vec<String>)>> = Arc::default();
    let enough = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let (browser, order) = (browser.clone(), order.clone());
            let (acknowledged, enough) = (Arc::clone(&acknowledged), Arc::clone(&enough));
            tokio::spawn(async move {
                while !enough.load(Ordering::SeqCst) {
                    let created = browser.post(paths::ORDERS, &another(&order)).await;
                    let created: OrderCreated = body(created, StatusCode::CREATED).await;
                    acknowledged.lock().unwrap().0.push(created.id);
                    let id = new_key();
                    let saved = put(&browser, &id, Seen::Nothing, &draft("x")).await;
                    if saved.status() == StatusCode::CREATED {
                        acknowledged.lock().unwrap().1.push(id);
                    }
                }
            })
        })
        .collect();
    while acknowledged.lock().unwrap().0.len() < 30 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let (orders, drafts) = acknowledged.lock().unwrap().clone();
    let file = app.folder().join("backup");
    let made = run(&["backup", file.to_str().unwrap()], &database_of(&app)).await;
    assert!(made.status.success(), "{}", said(&made));
    // A quick backup may end within one write: the writers, who were never told to wait, must still get on.
    while acknowledged.lock().unwrap().0.len() <= orders.len() {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    enough.store(true, Ordering::SeqCst);
    for writer in writers {
        writer.await.unwrap();
    }

    let place = empty_place(engine, app.folder()).await;
    let restored = run(&["restore", file.to_str().unwrap()], &place).await;
    assert!(restored.status.success(), "{}", said(&restored));
    let settings: Vec<(&str, &str)> = place
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let copy = spawn_app_with(Engine::Sqlite, &settings).await;
    let browser = copy.log_in(ORDERING).await;
    for id in &orders {
        let found = browser.get(&paths::ORDER.replace("{id}", id)).await;
        assert_eq!(found.status(), StatusCode::OK, "{id} is lost");
    }
    let kept: Drafts = body(browser.get(paths::DRAFTS).await, StatusCode::OK).await;
    for id in &drafts {
        assert!(kept.items.iter().any(|draft| draft.id == *id), "{id} is lost");
    }
    let key: VaultKey = body(browser.get(paths::VAULT_KEY).await, StatusCode::OK).await;
    assert!(key == vault_key, "what browsers keep must open again");
    // It is a store like any other: it takes new orders.
    submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
}

async fn nothing_is_overwritten_and_nonsense_is_not_restored(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let file = app.folder().join("backup");
    let name = file.to_str().unwrap();
    let made = run(&["backup", name], &database_of(&app)).await;
    assert!(made.status.success(), "{}", said(&made));
    let before = std::fs::read(&file).unwrap();
    let again = run(&["backup", name], &database_of(&app)).await;
    assert!(!again.status.success() && said(&again).contains("there already"));
    assert!(std::fs::read(&file).unwrap() == before);
    let over = run(&["restore", name], &database_of(&app)).await;
    assert!(
        !over.status.success() && said(&over).contains("already"),
        "{}",
        said(&over)
    );

    let nonsense = app.folder().join("nonsense");
    std::fs::write(&nonsense, "nothing that was ever a backup".repeat(500)).unwrap();
    let mut truncated = before.clone();
    truncated.truncate(before.len() / 2);
    let half = app.folder().join("half");
    std::fs::write(&half, truncated).unwrap();
    for file in [nonsense, half, app.folder().join("missing")] {
        let place = empty_place(engine, app.folder()).await;
        let refused = run(&["restore", file.to_str().unwrap()], &place).await;
        assert!(!refused.status.success(), "{}", file.display());
        assert!(!said(&refused).is_empty());
        // The place is as empty as before: the real one goes in.
        let restored = run(&["restore", name], &place).await;
        assert!(restored.status.success(), "{}", said(&restored));
        if engine == Engine::Sqlite {
            std::fs::remove_dir_all(&place[0].1).unwrap();
        }
    }
}

#[tokio::test]
async fn a_missing_tool_is_named_and_a_missing_database_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    let arguments = ["backup", file.to_str().unwrap()];
    let nowhere = (
        "JARA_DATA".to_owned(),
        folder.path().join("data").display().to_string(),
    );
    let refused = run(&arguments, &[nowhere]).await;
    assert!(!refused.status.success() && said(&refused).contains("nothing to back up"));
    let database = (
        "DATABASE_URL".to_owned(),
        "postgres://jara:hemmelig@127.0.0.1:1/jara".to_owned(),
    );
    let no_tools = ("PATH".to_owned(), folder.path().display().to_string());
    let refused = run(&arguments, &[database, no_tools]).await;
    assert!(!refused.status.success() && said(&refused).contains("postgresql-client"));
    assert!(!said(&refused).contains("hemmelig"));
    assert!(!file.exists());
}
