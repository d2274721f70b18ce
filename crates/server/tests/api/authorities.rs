//! ISP-4: letters of authority are asked about at NRDB, and the answer is kept for the company that asked.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wire::paths;

use crate::{harness::*, on_both_engines, partners::*};

on_both_engines! {
    /// ISP-4
    every_answer_of_nrdb_is_told;
}

async fn ask(browser: &Browser, reference: &str) -> Value {
    body(
        browser
            .post(paths::AUTHORITIES, &json!({ "reference": reference }))
            .await,
        StatusCode::CREATED,
    )
    .await
}

async fn every_answer_of_nrdb_is_told(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let valid = ask(&browser, " fm-1001 ").await;
    assert_eq!(valid["reference"], "FM-1001");
    let answer = &valid["answer"];
    assert_eq!(
        (&answer["kind"], &answer["standing"], &answer["given_to_us"]),
        (&json!("found"), &json!("given"), &json!(true)),
        "{valid}"
    );
    assert_eq!(answer["given_by"], answer["owner"]);
    // What NRDB knows of the line need not be typed.
    assert_eq!(answer["line"]["operator"], "Fjordnett", "{valid}");
    assert_eq!(answer["line"]["own"], false);

    let expired = ask(&browser, "FM-1002").await["answer"].clone();
    assert!(
        expired["expires"].as_str().unwrap() < answer["expires"].as_str().unwrap(),
        "{expired}"
    );
    assert_eq!(ask(&browser, "FM-1003").await["answer"]["given_to_us"], false);
    let other_owner = ask(&browser, "FM-1004").await["answer"].clone();
    assert_ne!(other_owner["given_by"], other_owner["owner"]);
    assert_eq!(ask(&browser, "FM-1005").await["answer"]["standing"], "used");
    assert_eq!(ask(&browser, "FM-1006").await["answer"]["standing"], "withdrawn");
    assert_eq!(
        ask(&browser, "FM-9999").await["answer"],
        json!({ "kind": "unknown" })
    );

    // Whom it is given to depends on who asks.
    let other = played.app.log_in(OTHER_COMPANY).await;
    assert_eq!(ask(&other, "FM-1001").await["answer"]["given_to_us"], false);
    assert_eq!(ask(&other, "FM-1031").await["answer"]["given_to_us"], true);

    played.fault("nrdb", "unavailable").await;
    assert_eq!(
        ask(&browser, "FM-1001").await["answer"],
        json!({ "kind": "away" })
    );
}

/// ISP-4
#[tokio::test]
async fn a_reference_that_none_can_be_is_refused_at_its_field() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for (typed, code) in [
        ("", "authority.missing"),
        ("   ", "authority.missing"),
        ("FM\u{0}1001", "authority.unknown"),
    ] {
        let refused = problem(
            browser
                .post(paths::AUTHORITIES, &json!({ "reference": typed }))
                .await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(
            (refused.fields[0].path.as_str(), refused.fields[0].code.as_str()),
            ("reference", code),
            "{typed:?}"
        );
    }
    let long = json!({ "reference": "F".repeat(51) });
    let refused = browser.post(paths::AUTHORITIES, &long).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

/// An authority that was asked about twice under one key was asked about once.
#[tokio::test]
async fn a_repeated_question_about_an_authority_gets_the_first_answer() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let (key, question) = (new_key(), json!({ "reference": "FM-1001" }));
    let first: Value = body(
        browser.post_with_key(paths::AUTHORITIES, &question, &key).await,
        StatusCode::CREATED,
    )
    .await;
    played.fault("nrdb", "unavailable").await;
    let again: Value = body(
        browser.post_with_key(paths::AUTHORITIES, &question, &key).await,
        StatusCode::CREATED,
    )
    .await;
    assert_eq!(first, again);
}
