//! Lines in service (GRD-1) and letters of authority.

use serde_json::{Value, json};
use simulator::{OTHER_PARTNER, PARTNER, System};

use crate::harness::{World, start};

async fn lines(world: &World, query: &str) -> Vec<Value> {
    let (status, body) = world.get(System::Nrdb, &format!("/lines?{query}")).await;
    assert_eq!(status, 200, "{query}: {body}");
    body["lines"].as_array().unwrap().clone()
}

fn kinds(lines: &[Value]) -> Vec<(&str, &str)> {
    lines
        .iter()
        .map(|line| {
            (
                line["kind"].as_str().unwrap(),
                line["operator"]["id"].as_str().unwrap(),
            )
        })
        .collect()
}

/// GRD-1
#[tokio::test]
async fn another_operators_broadband_is_seen_by_address_and_by_number() {
    let world = start().await;
    for (number, kind, operator) in [
        (17, "adslShared", "fjordnett"),
        (18, "oaFull", "polarlinje"),
        (25, "onlineAdsl", "polarlinje"),
        (26, "shdsl", "fjordnett"),
        (31, "adslFull", "nordavind"),
        (32, "oaShared", "fjordnett"),
    ] {
        for query in [
            format!("streetName=Pr%C3%B8vevn.&streetNr={number}&postcode=0665"),
            format!("streetName=proveveien&streetNr={number}&city=oslo"),
            format!("phone=219000{number}"),
            format!("phone=%2B47%2021%2090%2000%20{number}"),
            format!("circuit=jx2000{number}"),
        ] {
            let found = lines(&world, &query).await;
            assert_eq!(kinds(&found), [("pstn", "jara"), (kind, operator)], "{query}");
            assert_eq!(found[1]["address"]["streetNr"], number.to_string());
            assert!(found[1]["ownerName"].as_str().unwrap().contains(' '));
        }
    }
}

/// GRD-1
#[tokio::test]
async fn where_nobody_has_broadband_there_is_only_telephony() {
    let world = start().await;
    assert_eq!(kinds(&lines(&world, "phone=21900001").await), [("pstn", "jara")]);
    assert!(
        lines(&world, "streetName=Pr%C3%B8veveien&streetNr=19&postcode=0665")
            .await
            .is_empty()
    );
    for query in [
        "phone=21900099",
        "phone=21900019",
        "circuit=JX999999",
        "streetName=Ingensteds%20vei&streetNr=1&city=oslo",
    ] {
        assert!(lines(&world, query).await.is_empty(), "{query}");
    }
}

#[tokio::test]
async fn a_vague_question_is_refused() {
    let world = start().await;
    for query in [
        "",
        "streetName=Kirkeveien&streetNr=1",
        "streetName=Kirkeveien&postcode=0266",
        "postcode=0266",
    ] {
        let (status, body) = world.get(System::Nrdb, &format!("/lines?{query}")).await;
        assert_eq!((status, &body["code"]), (400, &json!("invalid")), "{query}");
    }
}

#[tokio::test]
async fn an_authority_stands_each_way() {
    let world = start().await;
    for (reference, status, to, by_owner) in [
        ("FM-1001", "valid", PARTNER, true),
        ("fm-1001", "valid", PARTNER, true),
        ("FM-1002", "expired", PARTNER, true),
        ("FM-1003", "valid", OTHER_PARTNER, true),
        ("FM-1004", "valid", PARTNER, false),
        ("FM-1005", "used", PARTNER, true),
        ("FM-1006", "withdrawn", PARTNER, true),
    ] {
        let (answered, body) = world
            .get(System::Nrdb, &format!("/authorities/{reference}"))
            .await;
        assert_eq!((answered, &body["status"]), (200, &json!(status)), "{reference}");
        assert_eq!(
            body["givenTo"]["organisationNumber"], to.organisation_number,
            "{reference}"
        );
        assert_eq!(
            body["givenBy"]["name"] == body["line"]["ownerName"],
            by_owner,
            "{reference}"
        );
        assert_eq!(body["line"]["phoneNumber"], "21900017");
        assert_eq!(
            body["expiresOn"].as_str().unwrap() < "2026-11-22",
            status == "expired",
            "{reference}"
        );
    }
    let (_, oa) = world.get(System::Nrdb, "/authorities/FM-1018").await;
    assert_eq!(
        (&oa["line"]["kind"], oa["line"].get("phoneNumber")),
        (&json!("oaFull"), None)
    );
    assert_eq!(world.get(System::Nrdb, "/authorities/FM-9999").await.0, 404);
}
