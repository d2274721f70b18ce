//! ADR-7 and CUS-2: address search and company look-up, as the form asks for them.

use reqwest::StatusCode;
use serde_json::Value;

use crate::{harness::*, partners::*};

async fn search(browser: &Browser, query: &str) -> Value {
    body(
        browser.get(&format!("/api/v1/addresses?{query}")).await,
        StatusCode::OK,
    )
    .await
}

fn streets(hits: &Value) -> Vec<&str> {
    hits["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["street"].as_str().unwrap())
        .collect()
}

/// ADR-7
#[tokio::test]
async fn kirke_finds_kirkeveien_and_kirkegata_and_shows_at_most_fifty_with_the_total() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for query in ["q=kirke", "street=kirke", "street=KIRKE"] {
        let hits = search(&browser, query).await;
        let streets = streets(&hits);
        assert_eq!(streets.len(), 50, "{query}");
        assert!(hits["total"].as_u64().unwrap() > 50, "{query}");
        assert!(
            streets.iter().all(|street| street.starts_with("Kirke")),
            "{query}: {streets:?}"
        );
    }
    let veien = search(&browser, "q=kirkeveien%20oslo").await;
    let gata = search(&browser, "q=kirkegata%20oslo").await;
    assert!(streets(&veien).contains(&"Kirkeveien"), "{veien}");
    assert!(streets(&gata).contains(&"Kirkegata"), "{gata}");
}

/// ADR-7: no house is named, so every street stands there once; a chosen one shows its houses.
#[tokio::test]
async fn without_a_house_number_each_street_is_shown_once() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let found = search(&browser, "q=kirke").await;
    let rows = found["streets"].as_array().unwrap();
    assert_eq!(found["streets_total"].as_u64().unwrap(), rows.len() as u64);
    for (street, addresses) in [("Kirkeveien", 45), ("Kirkegata", 24)] {
        let in_bergen: Vec<_> = rows
            .iter()
            .filter(|row| row["street"] == street && row["place"] == "BERGEN")
            .collect();
        assert_eq!(in_bergen.len(), 1, "{found}");
        assert_eq!(in_bergen[0]["addresses"], addresses, "{found}");
    }
    let bergen = search(&browser, "q=Kirkeveien,%205006%20BERGEN%20").await;
    assert_eq!(bergen["streets"].as_array().unwrap().len(), 0, "{bergen}");
    assert_eq!(bergen["hits"][0]["text"], "Kirkeveien 1");
    let one = search(&browser, "q=Kirkeveien,%205006%20BERGEN%2012").await;
    assert_eq!(one["hits"][0]["text"], "Kirkeveien 12A");
    assert_eq!(one["streets"].as_array().unwrap().len(), 0, "{one}");
}

/// ADR-7: case, letters, endings and the spacing of the house number make no difference.
#[tokio::test]
async fn one_house_is_found_however_it_is_written() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for query in [
        "street=Kirkeveien&house_number=12B&postcode=0266",
        "street=kirkevn&house_number=12%20b&place=oslo",
        "street=kirkev.&house_number=12b&place=Oslo",
        "street=kirkevegen%2012%20b&place=oslo",
        "q=kirkeveien%2012b%20oslo",
        "q=kirkev.%2012%20b,%20oslo",
        "q=0266%20kirkevn.%2012B",
        "q=12b%20kirke%20oslo",
        "q=oslo%20kirke%2012%20b",
        "q=Kirkeveien%2012%20B,%20N-0266%20Oslo,%20Norge",
        "q=%20Kirkeveien%20%2012B%0D%0A0266%20%20Oslo%0D%0ANorway",
        "q=Kirkeveien%2012B%20H0101,%200266%20Oslo",
    ] {
        let hits = search(&browser, query).await;
        assert_eq!(hits["hits"][0]["text"], "Kirkeveien 12B", "{query}: {hits}");
        assert_eq!(hits["hits"][0]["place"], "OSLO", "{query}");
    }
    for query in [
        "q=ingeborg%20åsnes%20v",
        "q=ingeborg%20aasnes%20vei",
        "street=Ingeborg%20Åsnes%20veg",
    ] {
        assert_eq!(
            streets(&search(&browser, query).await)[0],
            "Ingeborg Aasnes vei",
            "{query}"
        );
    }
}

/// ADR-7: the example that the form gives beside the field.
#[tokio::test]
async fn the_beginning_of_the_street_with_the_number_and_the_place_is_enough() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for query in [
        "q=kirke%2064%20oslo",
        "q=oslo%2064%20kirke",
        "q=Kirkeveien%2064,%200364%20Oslo,%20Norge",
    ] {
        let hits = search(&browser, query).await;
        assert!(
            hits["hits"][0]["text"]
                .as_str()
                .unwrap()
                .starts_with("Kirkeveien 64"),
            "{query}: {hits}"
        );
        assert_eq!(hits["hits"][0]["place"], "OSLO", "{query}");
    }
}

/// ADR-2: it is said, and not searched for.
#[tokio::test]
async fn a_po_box_is_refused_with_its_reason() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for (query, path) in [
        ("q=Postboks%2012", "q"),
        ("q=pb%2012,%200364%20Oslo", "q"),
        ("street=Postboks&house_number=12", "street"),
    ] {
        let problem = problem(
            browser.get(&format!("/api/v1/addresses?{query}")).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(problem.fields[0].path, path, "{query}");
        assert_eq!(problem.fields[0].code, "address.street.po_box", "{query}");
    }
    let hits = search(&browser, "q=Pbveien%203").await;
    assert_eq!(hits["total"], 0);
}

/// ADR-7: a typing error is corrected by the register.
#[tokio::test]
async fn a_typing_error_still_finds_the_street() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let hits = search(&browser, "q=kirkeveein%2012b%20oslo").await;
    assert!(streets(&hits).contains(&"Kirkeveien"), "{hits}");
}

/// ADR-7, ADR-1
#[tokio::test]
async fn a_property_without_a_street_address_is_found_by_its_cadastral_number() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for query in [
        "q=53/3%20løten",
        "farm_number=53&title_number=3&municipality=Løten",
    ] {
        let hits = search(&browser, query).await;
        assert_eq!(hits["hits"][0]["cadastral"], true, "{query}: {hits}");
        assert_eq!(hits["hits"][0]["farm_number"], "53", "{query}");
    }
}

/// ADR-7
#[tokio::test]
async fn no_hit_is_an_empty_answer_and_no_field_is_required() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for query in ["q=Ingensteds%20vei%201", "", "q=%20*"] {
        let hits = search(&browser, query).await;
        assert_eq!(
            (hits["total"].as_u64(), streets(&hits).len()),
            (Some(0), 0),
            "{query}"
        );
    }
}

/// ADR-4
#[tokio::test]
async fn an_apartment_house_shows_its_units() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let hits = search(&browser, "q=kirkegt%203%20bergen").await;
    assert!(hits["hits"][0]["units"].as_array().unwrap().len() > 1, "{hits}");
}

/// ADR-6: an order can only name what the backend has shown itself.
#[tokio::test]
async fn what_is_shown_is_remembered() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let hits = search(&browser, "q=kirkeveien%2012b%20oslo").await;
    let id = hits["hits"][0]["id"].as_str().unwrap();
    let mut db = app.state.store.connection().await.unwrap();
    let remembered = server::store::registers::address(&mut db, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(remembered.text, "Kirkeveien 12B");
    assert!(
        server::store::registers::address(&mut db, "v-0301-1-1")
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn the_address_register_being_away_is_said() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    for mode in ["unavailable", "malformed"] {
        played.fault("address-register", mode).await;
        let problem = problem(
            browser.get("/api/v1/addresses?q=kirke").await,
            StatusCode::SERVICE_UNAVAILABLE,
        )
        .await;
        assert_eq!(problem.code, "partner.away", "{mode}");
        assert_eq!(problem.current.unwrap()["system"], "address_register");
        assert!(problem.retry_after.unwrap() > 0);
    }
    played.fault("address-register", "normal").await;
    assert_eq!(
        browser.get("/api/v1/addresses?q=kirke").await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn after_repeated_failures_a_system_is_not_asked_and_the_metrics_say_so() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    played.fault("address-register", "unavailable").await;
    for _ in 0..9 {
        browser.get("/api/v1/addresses?postcode=0266").await;
    }
    // It is well again, but is left in peace for a while.
    played.fault("address-register", "normal").await;
    let problem = problem(
        browser.get("/api/v1/addresses?q=kirke").await,
        StatusCode::SERVICE_UNAVAILABLE,
    )
    .await;
    assert!(problem.retry_after.unwrap() > 5, "{problem:?}");
    let metrics = browser.get("/metrics").await.text().await.unwrap();
    assert!(
        metrics.contains("jara_partner_suspended{system=\"address_register\"} 1"),
        "{metrics}"
    );
    assert!(metrics.contains("outcome=\"suspended\""));
}

/// CUS-2
#[tokio::test]
async fn the_company_register_tells_sound_companies_from_others() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for (number, kind) in [
        ("310001007", "active"),
        ("310%20001%20007", "active"),
        ("310002003", "bankrupt"),
        ("310003018", "winding_up"),
        ("310003107", "winding_up"),
        ("310004006", "deleted"),
        ("310004103", "deleted"),
        ("310009008", "unknown"),
    ] {
        let company: Value = body(
            browser.get(&format!("/api/v1/companies/{number}")).await,
            StatusCode::OK,
        )
        .await;
        assert_eq!(company["fact"]["kind"], kind, "{number}");
    }
    for number in ["310001008", "12345", "31000100x"] {
        let problem = problem(
            browser.get(&format!("/api/v1/companies/{number}")).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(problem.fields[0].path, "organisation_number", "{number}");
    }
}

/// CUS-2: nothing can be said, which must not hinder a right order.
#[tokio::test]
async fn the_company_register_being_away_is_an_answer() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    played.fault("company-register", "unavailable").await;
    let company: Value = body(browser.get("/api/v1/companies/310001007").await, StatusCode::OK).await;
    assert_eq!(company["fact"]["kind"], "register_away");
}

#[tokio::test]
async fn the_registers_are_for_those_who_order() {
    let app = spawn_app().await;
    for path in ["/api/v1/addresses?q=kirke", "/api/v1/companies/310001007"] {
        assert_eq!(app.anonymous().get(path).await.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(
            app.log_in(INQUIRY).await.get(path).await.status(),
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            app.log_in(CUSTOMER_SERVICE).await.get(path).await.status(),
            StatusCode::OK
        );
    }
}
