//! ORD-6: end user and address by carrier line number.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wire::paths;

use crate::{harness::*, partners::*};

async fn ask(browser: &Browser, number: &str) -> Value {
    body(
        browser
            .post(paths::CARRIER_LINES, &json!({ "number": number }))
            .await,
        StatusCode::OK,
    )
    .await
}

/// ORD-6: however it is typed, and with the address as the register has it.
#[tokio::test]
async fn a_carrier_line_number_gives_the_owner_and_the_place() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for typed in ["21900017", "21 90 00 17", "+47 21 90 00 17"] {
        let answer = ask(&browser, typed).await;
        assert_eq!(answer["number"], "21900017", "{typed}");
        let line = &answer["line"];
        assert_eq!(line["place"], "Prøveveien 17, 0665 OSLO", "{answer}");
        assert_eq!(line["address"]["text"], "Prøveveien 17", "{answer}");
        assert!(!line["owner"].as_str().unwrap().is_empty());
    }
    // What was shown can be ordered for: the backend keeps the hit (ADR-6).
    let hit = ask(&browser, "21900001").await["line"]["address"]["id"].clone();
    assert!(hit.is_string());
}

/// ORD-6, GRD-1: broadband that the line carries already is said with whose it is.
#[tokio::test]
async fn what_the_line_carries_already_is_said() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let other = ask(&browser, "21900017").await;
    assert_eq!(other["line"]["broadband"]["product"], "ADSL_SHARED", "{other}");
    assert_eq!(other["line"]["broadband"]["own"], false);
    let free = ask(&browser, "21900001").await;
    assert_eq!(free["line"]["broadband"], Value::Null, "{free}");
}

/// ORD-6
#[tokio::test]
async fn a_number_that_no_line_has_is_an_answer_and_none_at_all_is_refused_at_its_field() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    assert_eq!(ask(&browser, "21900099").await["line"], Value::Null);
    for (typed, code) in [
        ("", "carrier_number.missing"),
        ("41234567", "carrier_number.invalid"),
        ("JX200018", "carrier_number.invalid"),
        ("2190001", "carrier_number.invalid"),
    ] {
        let refused = browser
            .post(paths::CARRIER_LINES, &json!({ "number": typed }))
            .await;
        let refused = problem(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(
            (refused.fields[0].path.as_str(), refused.fields[0].code.as_str()),
            ("number", code),
            "{typed:?}"
        );
    }
}

#[tokio::test]
async fn nrdb_being_away_is_said_and_the_register_being_away_leaves_the_rest() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    played.fault("address-register", "unavailable").await;
    let answer = ask(&browser, "21900017").await;
    assert_eq!(answer["line"]["address"], Value::Null, "{answer}");
    assert_eq!(answer["line"]["place"], "Prøveveien 17, 0665 OSLO");
    played.fault("nrdb", "unavailable").await;
    let refused = browser
        .post(paths::CARRIER_LINES, &json!({ "number": "21900017" }))
        .await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
}
