//! Kapaks and every light (KAP-1 to KAP-6).

use std::time::Duration;

use serde_json::{Value, json};
use simulator::System;

use crate::harness::{Answer, World, start, trial};

const PATH: &str = "/checkServiceQualification";

fn question(product: &str, speed: Option<&str>, more: Value) -> Value {
    let mut service = json!({ "serviceSpecification": { "id": product } });
    if let Some(speed) = speed {
        service["serviceCharacteristic"] = json!([{ "name": "speed", "value": speed }]);
    }
    for (name, value) in more.as_object().unwrap() {
        service[name] = value.clone();
    }
    json!({ "serviceQualificationItem": [{ "id": "1", "service": service }] })
}

fn at(number: u32, product: &str, speed: Option<&str>) -> Value {
    question(product, speed, json!({ "place": [trial(number)] }))
}

fn by_number(kind: &str, number: &str, product: &str) -> Value {
    question(
        product,
        None,
        json!({ "supportingResource": [{ "id": number, "@referredType": kind }] }),
    )
}

async fn check(world: &World, question: Value) -> Answer {
    world.post(System::Kapaks, PATH, question).await
}

async fn items(world: &World, question: Value) -> Vec<Value> {
    let (status, body) = check(world, question).await;
    assert_eq!(status, 200, "{body}");
    body["serviceQualificationItem"].as_array().unwrap().clone()
}

fn characteristic<'a>(item: &'a Value, name: &str) -> Option<&'a str> {
    let all = item["service"]["serviceCharacteristic"].as_array()?;
    all.iter().find(|one| one["name"] == name)?["value"].as_str()
}

/// KAP-3
#[tokio::test]
async fn green_says_the_best_speed_and_the_line() {
    let world = start().await;
    let items = items(&world, at(1, "ADSL_FULL", Some("8128/640"))).await;
    let [item] = items.as_slice() else {
        panic!("{items:?}")
    };
    assert_eq!(
        (&item["state"], &item["qualificationResult"]),
        (&json!("done"), &json!("qualified"))
    );
    assert_eq!(characteristic(item, "speed"), Some("8128/640"));
    assert_eq!(characteristic(item, "bestSpeed"), Some("24000/1024"));
    assert_eq!(characteristic(item, "connectionZone"), Some("1"));
    assert_eq!(item["service"]["supportingResource"][0]["id"], "21900001");
    assert_eq!(item["service"]["place"][0]["municipalityNumber"], "0301");
}

/// KAP-5
#[tokio::test]
async fn an_answer_lasts_a_day_by_the_callers_clock() {
    let world = start().await;
    let (_, first) = check(&world, at(1, "ADSL_FULL", None)).await;
    assert_eq!(first["effectiveQualificationDate"], "2026-11-22T17:20:00Z");
    assert_eq!(first["expirationDate"], "2026-11-23T17:20:00Z");
    world.forward(Duration::from_secs(3600));
    let (_, second) = check(&world, at(1, "ADSL_FULL", None)).await;
    assert_eq!(second["expirationDate"], "2026-11-23T18:20:00Z");
    assert_ne!(first["id"], second["id"]);
}

/// KAP-3
#[tokio::test]
async fn both_yellows_are_told_apart() {
    let world = start().await;
    let fault = &items(&world, at(2, "ADSL_FULL", None)).await[0];
    assert_eq!(fault["state"], "terminatedWithError");
    assert_eq!(fault.get("qualificationResult"), None);
    assert_eq!(fault["terminationError"][0]["code"], "KAPAKS_SUBSYSTEM_AWAY");
    let uncertain = &items(&world, at(3, "ADSL_FULL", None)).await[0];
    assert_eq!(
        (&uncertain["state"], &uncertain["qualificationResult"]),
        (&json!("done"), &json!("uncertain"))
    );
    assert!(
        !uncertain["eligibilityUnavailabilityReason"][0]["label"]
            .as_str()
            .unwrap()
            .is_empty()
    );
}

/// KAP-3
#[tokio::test]
async fn red_offers_what_is_green_there_and_nothing_else() {
    let world = start().await;
    let red = &items(&world, at(4, "ADSL_FULL", Some("8128/640"))).await[0];
    assert_eq!(red["qualificationResult"], "alternate");
    let offered = red["alternateServiceProposal"].as_array().unwrap();
    assert!(!offered.is_empty());
    for alternative in offered {
        let product = alternative["alternateService"]["serviceSpecification"]["id"]
            .as_str()
            .unwrap();
        assert_eq!(
            items(&world, at(4, product, None)).await[0]["qualificationResult"],
            "qualified",
            "{product}"
        );
    }
    let without = &items(&world, at(5, "PSTN", None)).await[0];
    assert_eq!(without["qualificationResult"], "unqualified");
    assert_eq!(without.get("alternateServiceProposal"), None);
    assert_eq!(
        without["eligibilityUnavailabilityReason"][0]["code"],
        "NO_FREE_PAIR"
    );
}

/// KAP-3
#[tokio::test]
async fn too_high_a_speed_is_red_with_the_lower_ones_offered() {
    let world = start().await;
    let red = &items(&world, at(20, "ADSL_SHARED", Some("8128/640"))).await[0];
    assert_eq!(
        red["eligibilityUnavailabilityReason"][0]["code"],
        "SPEED_TOO_HIGH"
    );
    assert_eq!(characteristic(red, "bestSpeed"), Some("2048/512"));
    let offered = &red["alternateServiceProposal"][0]["alternateService"];
    assert_eq!(offered["serviceSpecification"]["id"], "ADSL_SHARED");
    assert_eq!(offered["serviceCharacteristic"][0]["value"], "2048/512");
    let green = &items(&world, at(20, "ADSL_SHARED", Some("2048/512"))).await[0];
    assert_eq!(green["qualificationResult"], "qualified");
}

#[tokio::test]
async fn shared_access_needs_a_telephone_line() {
    let world = start().await;
    let red = &items(&world, at(19, "OA_SHARED", None)).await[0];
    assert_eq!(
        red["alternateServiceProposal"][0]["alternateService"]["serviceSpecification"]["id"],
        "OA_FULL"
    );
    let full = &items(&world, at(19, "OA_FULL", None)).await[0];
    assert_eq!(full["qualificationResult"], "qualified");
    assert_eq!(full["service"].get("supportingResource"), None);
}

/// KAP-2
#[tokio::test]
async fn an_address_may_give_several_hits_and_a_number_gives_one() {
    let world = start().await;
    let hits = items(&world, at(6, "ADSL_FULL", None)).await;
    let results: Vec<&Value> = hits.iter().map(|hit| &hit["qualificationResult"]).collect();
    assert_eq!(results, ["qualified", "uncertain", "unqualified"]);
    let mut ids: Vec<String> = hits.iter().map(|hit| hit["id"].to_string()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    for (number, result) in [
        ("21900006", "qualified"),
        ("21900061", "uncertain"),
        ("21 90 00 62", "unqualified"),
    ] {
        let hits = items(&world, by_number("PhoneNumber", number, "ADSL_FULL")).await;
        assert_eq!(
            (hits.len(), &hits[0]["qualificationResult"]),
            (1, &json!(result)),
            "{number}"
        );
    }
}

/// KAP-2
#[tokio::test]
async fn a_phone_or_circuit_number_leads_to_the_same_house() {
    let world = start().await;
    for question in [
        by_number("PhoneNumber", "21 90 00 03", "ADSL_SHARED"),
        by_number("PhoneNumber", "+4721900003", "ADSL_SHARED"),
        by_number("CircuitNumber", "jx100003", "ADSL_SHARED"),
        by_number("PhoneNumber", "21900103", "ADSL_SHARED"),
    ] {
        let items = items(&world, question).await;
        assert_eq!(items[0]["qualificationResult"], "uncertain");
        assert_eq!(items[0]["service"]["place"][0]["streetName"], "Prøveveien");
    }
}

/// KAP-2: the number is the telephone line's, not that of the broadband which it carries.
#[tokio::test]
async fn a_phone_number_that_carries_broadband_is_still_the_telephone_lines() {
    let world = start().await;
    let items = items(&world, by_number("PhoneNumber", "21900017", "OA_SHARED")).await;
    assert_eq!(items[0]["service"]["supportingResource"][1]["id"], "JX100017");
}

#[tokio::test]
async fn an_unknown_number_gives_no_hit_and_an_unknown_address_is_uncertain() {
    let world = start().await;
    for (kind, number) in [
        ("PhoneNumber", "21900099"),
        ("CircuitNumber", "JX999999"),
        ("PhoneNumber", "21900019"),
    ] {
        let (status, body) = check(&world, by_number(kind, number, "ADSL_FULL")).await;
        assert_eq!(
            (status, &body["serviceQualificationItem"], &body["state"]),
            (200, &json!([]), &json!("done"))
        );
    }
    let nowhere =
        json!({ "place": [{ "streetName": "Ingensteds vei", "streetNr": "1", "postcode": "0665" }] });
    let items = items(&world, question("ADSL_FULL", None, nowhere)).await;
    assert_eq!(
        items[0]["eligibilityUnavailabilityReason"][0]["code"],
        "ADDRESS_UNKNOWN"
    );
}

/// KAP-4
#[tokio::test]
async fn a_time_out_once_is_answered_at_the_second_try_and_begins_anew_after() {
    let world = start().await;
    for _ in 0..2 {
        assert!(
            world
                .times_out(System::Kapaks, PATH, at(7, "ADSL_FULL", None))
                .await
        );
        let items = items(&world, at(7, "ADSL_FULL", None)).await;
        assert_eq!(items[0]["qualificationResult"], "qualified");
    }
}

/// KAP-4
#[tokio::test]
async fn houses_with_letters_are_counted_apart() {
    let world = start().await;
    let lettered = |letter: &str| {
        let mut place = trial(7);
        place["streetNrSuffix"] = json!(letter);
        question("ADSL_FULL", None, json!({ "place": [place] }))
    };
    assert!(
        world
            .times_out(System::Kapaks, PATH, at(7, "ADSL_FULL", None))
            .await
    );
    assert!(world.times_out(System::Kapaks, PATH, lettered("A")).await);
    assert_eq!(items(&world, lettered("A")).await.len(), 1);
    assert_eq!(items(&world, at(7, "ADSL_FULL", None)).await.len(), 1);
}

/// KAP-4
#[tokio::test]
async fn a_time_out_always_never_answers() {
    let world = start().await;
    for _ in 0..3 {
        assert!(
            world
                .times_out(System::Kapaks, PATH, at(8, "ADSL_FULL", None))
                .await
        );
    }
}

#[tokio::test]
async fn kapaks_can_be_slow_broken_and_away() {
    let world = start().await;
    let before = std::time::Instant::now();
    assert_eq!(check(&world, at(21, "ADSL_FULL", None)).await.0, 200);
    assert!(before.elapsed() >= Duration::from_millis(150));
    assert_eq!(check(&world, at(22, "ADSL_FULL", None)).await, (200, Value::Null));
    let (status, body) = check(&world, at(23, "ADSL_FULL", None)).await;
    assert_eq!((status, &body["code"]), (503, &json!("unavailable")));
}

#[tokio::test]
async fn a_question_without_product_or_place_is_refused() {
    let world = start().await;
    for wrong in [
        json!({}),
        json!({ "serviceQualificationItem": [] }),
        question("LL_2M", None, json!({ "place": [trial(1)] })),
        question("ADSL_FULL", None, json!({})),
        question("ADSL_FULL", None, json!({ "place": [{}] })),
    ] {
        let (status, body) = check(&world, wrong.clone()).await;
        assert_eq!((status, &body["code"]), (400, &json!("invalid")), "{wrong}");
    }
}

#[tokio::test]
async fn the_connection_zone_of_an_address_is_known() {
    let world = start().await;
    let zone = "/connectionZone?streetName=Pr%C3%B8veveien&streetNr=1&postcode=0665";
    assert_eq!(
        world.get(System::Kapaks, zone).await,
        (200, json!({ "connectionZone": 1 }))
    );
    let nowhere = "/connectionZone?streetName=Ingensteds%20vei&streetNr=1&postcode=0665";
    assert_eq!(world.get(System::Kapaks, nowhere).await.0, 404);
    assert_eq!(
        world.get(System::Kapaks, "/connectionZone?gardsnummer=x").await.0,
        400
    );
}
