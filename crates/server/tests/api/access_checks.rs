//! KAP: every answer of Kapaks, and what is recorded of it.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wire::paths;

use crate::{harness::*, partners::*};

const SPEED: &str = "8128/640";

fn light(check: &Value) -> &str {
    check["outcome"]["hits"][0]["light"]
        .as_str()
        .unwrap_or_else(|| panic!("no light: {check}"))
}

/// KAP-3
#[tokio::test]
async fn every_light_of_kapaks_comes_through() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    for (number, product, expected) in [
        ("1", "ADSL_FULL", "green"),
        ("2", "ADSL_FULL", "yellow_fault"),
        ("3", "ADSL_FULL", "yellow_uncertain"),
        ("4", "ADSL_FULL", "red"),
        ("5", "ADSL_FULL", "red"),
        ("19", "ADSL_SHARED", "red"),
        ("19", "ADSL_FULL", "green"),
        ("20", "ADSL_FULL", "red"),
        ("21", "ADSL_FULL", "green"),
        ("30", "ADSL_FULL", "green"),
    ] {
        let check = check(&browser, &house(number, product, SPEED)).await;
        assert_eq!(light(&check), expected, "house {number}, {product}");
        assert_eq!(check["subject"]["product"], product);
        assert_eq!(check["subject"]["speed"], SPEED);
    }
}

/// KAP-3: alternatives that are green at the same place.
#[tokio::test]
async fn a_red_light_brings_what_can_be_had_instead() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let red = check(&browser, &house("4", "ADSL_FULL", SPEED)).await;
    let hit = &red["outcome"]["hits"][0];
    assert!(!hit["alternatives"].as_array().unwrap().is_empty(), "{hit}");
    assert!(!hit["reason"].as_str().unwrap().is_empty());
    let lower = check(&browser, &house("20", "ADSL_FULL", SPEED)).await;
    let alternatives = lower["outcome"]["hits"][0]["alternatives"].as_array().unwrap();
    assert!(
        alternatives
            .iter()
            .any(|one| one["attributes"]["speed"] == "2048/512"),
        "{alternatives:?}"
    );
    let none = check(&browser, &house("5", "ADSL_FULL", SPEED)).await;
    assert_eq!(none["outcome"]["hits"][0]["alternatives"], json!([]));
}

/// KAP-2
#[tokio::test]
async fn an_address_can_give_several_hits_and_a_number_gives_one() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let several = check(&browser, &house("6", "ADSL_FULL", SPEED)).await;
    let hits = several["outcome"]["hits"].as_array().unwrap();
    let lights: Vec<_> = hits.iter().map(|hit| hit["light"].as_str().unwrap()).collect();
    assert_eq!(lights.len(), 3, "{several}");
    assert!(
        ["green", "yellow_uncertain", "red"]
            .iter()
            .all(|light| lights.contains(light))
    );
    let descriptions: std::collections::BTreeSet<_> = hits
        .iter()
        .map(|hit| hit["description"].as_str().unwrap())
        .collect();
    assert_eq!(descriptions.len(), 3, "they can be told apart");
    let by_number =
        json!({ "product": "ADSL_FULL", "attributes": { "speed": SPEED }, "number": "+47 21 90 00 61" });
    let one = check(&browser, &by_number).await;
    assert_eq!(one["outcome"]["hits"].as_array().unwrap().len(), 1);
    assert_eq!(light(&one), "yellow_uncertain");
    let circuit = json!({ "product": "ADSL_FULL", "attributes": { "speed": SPEED }, "number": "jx 100001" });
    assert_eq!(light(&check(&browser, &circuit).await), "green");
    let unknown = json!({ "product": "ADSL_FULL", "attributes": { "speed": SPEED }, "number": "21900099" });
    assert_eq!(
        check(&browser, &unknown).await["outcome"]["kind"],
        "nothing_found"
    );
}

/// KAP-5: a green line in another house is no green light for this one.
#[tokio::test]
async fn a_number_of_another_place_says_nothing_of_this_one() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let at = |number: &str| {
        let mut asked = house(number, "ADSL_FULL", SPEED);
        asked["number"] = json!("21900001");
        asked
    };
    for (number, elsewhere) in [("1", false), ("5", true)] {
        let check = check(&browser, &at(number)).await;
        assert_eq!(light(&check), "green", "house {number}");
        assert_eq!(
            check["outcome"]["hits"][0]["elsewhere"], elsewhere,
            "house {number}"
        );
    }
}

/// KAP-4: time-outs are counted for this company and subject, for 24 hours.
#[tokio::test]
async fn time_outs_are_counted_until_kapaks_answers() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let once = house("7", "ADSL_FULL", SPEED);
    let first = check(&browser, &once).await;
    assert_eq!(first["outcome"], json!({ "kind": "timed_out", "attempt": 1 }));
    assert_eq!(light(&check(&browser, &once).await), "green");

    let always = house("8", "ADSL_FULL", SPEED);
    assert_eq!(check(&browser, &always).await["outcome"]["attempt"], 1);
    // A colleague's counts along, another company's and another subject's do not.
    let colleague = played.app.log_in(COLLEAGUE).await;
    assert_eq!(check(&colleague, &always).await["outcome"]["attempt"], 2);
    let other_company = played.app.log_in(OTHER_COMPANY).await;
    assert_eq!(check(&other_company, &always).await["outcome"]["attempt"], 1);
    assert_eq!(
        check(&browser, &house("8", "ADSL_FULL", "1024/256")).await["outcome"]["attempt"],
        1
    );
    played.advance(24 * 3600 + 1);
    let browser = played.app.log_in(ORDERING).await;
    assert_eq!(
        check(&browser, &always).await["outcome"]["attempt"],
        1,
        "a day later it begins anew"
    );
}

/// KAP-3: a fault of Kapaks itself is yellow; it may be submitted without booking.
#[tokio::test]
async fn kapaks_being_away_or_broken_is_a_system_fault() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    for number in ["22", "23"] {
        let check = check(&browser, &house(number, "ADSL_FULL", SPEED)).await;
        assert_eq!(check["outcome"]["kind"], "system_fault", "house {number}");
    }
}

/// KAP-5: 24 hours, bound to what it was asked for.
#[tokio::test]
async fn an_answer_says_how_long_it_lasts() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let check = check(&browser, &house("1", "ADSL_FULL", SPEED)).await;
    let moment = |name: &str| serde_json::from_value::<domain::moment::Moment>(check[name].clone()).unwrap();
    assert_eq!(moment("asked_at").seconds_until(moment("valid_until")), 24 * 3600);
}

/// GRD-1: the lines of others are named, one's own are told apart, telephony hinders nothing.
#[tokio::test]
async fn the_lines_that_the_customer_has_already_are_told() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    for (number, product, own) in [
        ("17", "ADSL_SHARED", false),
        ("18", "OA_FULL", false),
        ("25", "ONLINE_ADSL", false),
        ("26", "SHDSL", false),
        ("31", "ADSL_FULL", true),
        ("32", "OA_SHARED", false),
    ] {
        let check = check(&browser, &house(number, "ADSL_FULL", SPEED)).await;
        let lines = check["existing_lines"].as_array().unwrap();
        assert_eq!(lines.len(), 1, "house {number}: {lines:?}");
        assert_eq!(lines[0]["product"], product, "house {number}");
        assert_eq!(lines[0]["own"], own, "house {number}");
        assert!(!lines[0]["operator"].as_str().unwrap().is_empty());
    }
    // To the other company, Nordavind's line is another operator's.
    let other = played.app.log_in(OTHER_COMPANY).await;
    assert_eq!(
        check(&other, &house("31", "ADSL_FULL", SPEED)).await["existing_lines"][0]["own"],
        false
    );
    assert_eq!(
        check(&browser, &house("1", "ADSL_FULL", SPEED)).await["existing_lines"],
        json!([])
    );
}

/// GRD-1
#[tokio::test]
async fn nrdb_being_away_does_not_fail_the_check() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    played.fault("nrdb", "unavailable").await;
    let check = check(&browser, &house("17", "ADSL_FULL", SPEED)).await;
    // ISP-2: that nothing was said is told apart from that nothing is there.
    assert_eq!(check["existing_lines"], json!([]));
    assert_eq!(check["lines_known"], json!(false));
    assert_eq!(check["outcome"]["kind"], "answered");
}

#[tokio::test]
async fn another_companys_check_does_not_exist() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let check = check(&browser, &house("1", "ADSL_FULL", SPEED)).await;
    let path = format!("/api/v1/access-checks/{}", check["id"].as_str().unwrap());
    let again: Value = body(browser.get(&path).await, StatusCode::OK).await;
    assert_eq!(again, check);
    let other = played.app.log_in(OTHER_COMPANY).await;
    assert_eq!(
        problem(other.get(&path).await, StatusCode::NOT_FOUND).await.code,
        "access_check.not_found"
    );
    let nobody = browser.get("/api/v1/access-checks/none").await;
    assert_eq!(
        problem(nobody, StatusCode::NOT_FOUND).await.code,
        "access_check.not_found"
    );
}

/// The same key gives the same answer, and Kapaks is not asked again.
#[tokio::test]
async fn a_repeated_question_gets_the_first_answer() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let (key, question) = (new_key(), house("8", "ADSL_FULL", SPEED));
    let mut answers = Vec::new();
    for _ in 0..3 {
        let response = browser.post_with_key(paths::ACCESS_CHECKS, &question, &key).await;
        answers.push(body::<Value>(response, StatusCode::CREATED).await);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let other = browser
        .post_with_key(paths::ACCESS_CHECKS, &house("1", "ADSL_FULL", SPEED), &key)
        .await;
    assert_eq!(
        problem(other, StatusCode::UNPROCESSABLE_ENTITY).await.code,
        "idempotency.other_body"
    );
}

#[tokio::test]
async fn what_cannot_be_asked_names_the_field_that_is_missing() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let place = json!({ "street": "Prøveveien", "house_number": "1", "postcode": "0665" });
    for (question, path) in [
        (json!({ "address": place }), "product"),
        (json!({ "product": "NOTHING", "address": place }), "product"),
        (json!({ "product": "LL_2M", "address": place }), "product"),
        (
            json!({ "product": "ADSL_FULL", "address": place }),
            "attributes.speed",
        ),
        (
            json!({ "product": "ADSL_FULL", "attributes": { "speed": SPEED } }),
            "address.street",
        ),
    ] {
        let problem = problem(
            browser.post(paths::ACCESS_CHECKS, &question).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(problem.fields[0].path, path, "{question}");
    }
    let no_key = browser
        .request(reqwest::Method::POST, paths::ACCESS_CHECKS)
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(
        problem(no_key, StatusCode::BAD_REQUEST).await.code,
        "idempotency.key_required"
    );
}

#[tokio::test]
async fn kapaks_is_for_those_who_order() {
    let played = spawn_played().await;
    let question = house("1", "ADSL_FULL", SPEED);
    for user in [INQUIRY, CUSTOMER_SERVICE] {
        let browser = played.app.log_in(user).await;
        assert_eq!(
            browser.post(paths::ACCESS_CHECKS, &question).await.status(),
            StatusCode::FORBIDDEN,
            "{user}"
        );
    }
    let anonymous = played.app.anonymous();
    assert_eq!(
        anonymous.post(paths::ACCESS_CHECKS, &question).await.status(),
        StatusCode::UNAUTHORIZED
    );
}
