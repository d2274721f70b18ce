//! The description of the interface is generated from the code and checked in.

use std::path::Path;

use serde_json::Value;
use server::http::router;

use crate::harness::*;

/// Set to `1` to write the document instead of comparing it.
const WRITE: &str = "JARA_WRITE_OPENAPI";

pub fn current() -> Value {
    serde_json::to_value(router::document()).unwrap()
}

#[test]
fn the_document_that_is_checked_in_is_the_one_of_the_code() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    let text = serde_json::to_string_pretty(&current()).unwrap() + "\n";
    if std::env::var(WRITE).as_deref() == Ok("1") {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &text).unwrap();
    }
    let checked_in = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        checked_in == text,
        "docs/api/openapi.json is old: run the test with {WRITE}=1 and commit it"
    );
}

#[tokio::test]
async fn the_document_and_a_page_to_read_it_are_served_without_any_other_host() {
    let app = spawn_app().await;
    let browser = app.anonymous();
    let served: Value = body(browser.get(wire::paths::OPENAPI).await, reqwest::StatusCode::OK).await;
    assert_eq!(served, current());
    assert!(served["openapi"].as_str().unwrap().starts_with("3.1"));
    let page = browser.get("/api/docs").await.text().await.unwrap();
    for file in ["/api/docs/page.js", "/api/docs/page.css"] {
        assert!(page.contains(file));
        assert_eq!(browser.get(file).await.status(), reqwest::StatusCode::OK);
    }
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("<style"));
}

/// Every operation says what it answers, and every write of a case says what key it wants.
#[test]
fn every_operation_is_described() {
    for (path, methods) in current()["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = format!("{method} {path}");
            assert!(
                operation["description"].is_string() || operation["summary"].is_string(),
                "{name} says nothing"
            );
            assert!(
                !operation["responses"].as_object().unwrap().is_empty(),
                "{name} answers nothing"
            );
        }
    }
}
