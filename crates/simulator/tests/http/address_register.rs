//! Kartverket's address search, and what the register holds (ADR-1, ADR-4, ADR-7).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use simulator::System;

use crate::harness::{World, start};

async fn search(world: &World, query: &str) -> Value {
    let (status, body) = world
        .get(System::AddressRegister, &format!("/adresser/v1/sok?{query}"))
        .await;
    assert_eq!(status, 200, "{query}: {body}");
    body
}

fn hits(body: &Value) -> Vec<String> {
    body["adresser"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["adressetekst"].as_str().unwrap().to_owned())
        .collect()
}

fn streets(body: &Value) -> BTreeSet<String> {
    body["adresser"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["adressenavn"].as_str().unwrap().to_owned())
        .collect()
}

async fn everything(world: &World) -> Vec<Value> {
    let mut all = Vec::new();
    for side in 0.. {
        let page = search(world, &format!("treffPerSide=1000&side={side}")).await;
        let hits = page["adresser"].as_array().unwrap();
        all.extend(hits.iter().cloned());
        if hits.len() < 1000 {
            assert_eq!(page["metadata"]["totaltAntallTreff"], all.len());
            break;
        }
    }
    all
}

#[tokio::test]
async fn the_register_holds_thousands_of_addresses_in_many_municipalities() {
    let world = start().await;
    let all = everything(&world).await;
    assert!(all.len() >= 5_000, "{}", all.len());
    let mut streets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for address in &all {
        let name = address["adressenavn"].as_str().unwrap();
        streets
            .entry(address["kommunenummer"].as_str().unwrap())
            .or_default()
            .insert(name);
    }
    assert!(streets.len() >= 12, "{}", streets.len());
    for (municipality, streets) in &streets {
        assert!(streets.len() >= 5, "{municipality} has {} streets", streets.len());
        assert!(
            streets.contains("Kirkeveien") && streets.contains("Kirkegata"),
            "{municipality}"
        );
    }
}

#[tokio::test]
async fn the_register_has_units_letters_and_properties_without_a_street() {
    let world = start().await;
    let all = everything(&world).await;
    let count = |test: &dyn Fn(&Value) -> bool| all.iter().filter(|address| test(address)).count();
    assert!(count(&|address| address["objtype"] == "Matrikkeladresse") > 50);
    assert!(count(&|address| address["bruksenhetsnummer"].as_array().unwrap().len() > 1) > 200);
    assert!(count(&|address| !address["bokstav"].as_str().unwrap().is_empty()) > 200);
    for address in &all {
        let cadastral = address["objtype"] == "Matrikkeladresse";
        assert_eq!(cadastral, address["adressenavn"] == "", "{address}");
        assert_eq!(cadastral, address.get("adressekode").is_none(), "{address}");
        for unit in address["bruksenhetsnummer"].as_array().unwrap() {
            let unit = unit.as_str().unwrap();
            assert!(
                unit.len() == 5 && "HU".contains(&unit[..1]) && unit[1..].parse::<u32>().is_ok(),
                "{unit}"
            );
        }
    }
}

/// ADR-3: the product checks that the two belong together, so the register must know it too.
#[tokio::test]
async fn every_postcode_belongs_to_its_place() {
    let postcodes = include_str!("../../../domain/data/postcodes.tsv");
    let known: BTreeMap<&str, &str> = postcodes
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?))
        })
        .collect();
    let world = start().await;
    for address in everything(&world).await {
        let postcode = address["postnummer"].as_str().unwrap();
        assert_eq!(
            known.get(postcode).copied(),
            address["poststed"].as_str(),
            "{postcode}"
        );
    }
}

#[tokio::test]
async fn addresses_lie_in_norway_and_close_to_their_neighbours() {
    let world = start().await;
    let body = search(&world, "adressenavn=Pr%C3%B8veveien&treffPerSide=1000").await;
    let points: Vec<(f64, f64)> = body["adresser"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| {
            let point = &hit["representasjonspunkt"];
            assert_eq!(point["epsg"], "EPSG:4258");
            (point["lat"].as_f64().unwrap(), point["lon"].as_f64().unwrap())
        })
        .collect();
    assert_eq!(points.len(), 96);
    for (lat, lon) in points {
        assert!(
            (59.8..60.0).contains(&lat) && (10.6..11.0).contains(&lon),
            "{lat} {lon}"
        );
    }
    for address in everything(&world).await {
        let point = &address["representasjonspunkt"];
        let (lat, lon) = (point["lat"].as_f64().unwrap(), point["lon"].as_f64().unwrap());
        assert!(
            (57.9..71.3).contains(&lat) && (4.4..31.2).contains(&lon),
            "{address}"
        );
    }
}

/// No two entries may be told apart by their rank only: the adapter's ids must name one address.
#[tokio::test]
async fn no_address_stands_there_twice() {
    let world = start().await;
    let mut seen = BTreeSet::new();
    for address in everything(&world).await {
        let id = format!(
            "{} {} {} {} {} {}",
            address["objtype"],
            address["kommunenummer"],
            address["adressekode"],
            address["adressetekst"],
            address["gardsnummer"],
            address["bruksnummer"]
        );
        assert!(seen.insert(id.clone()), "{id}");
    }
}

/// ADR-7
#[tokio::test]
async fn a_wildcard_finds_kirkeveien_and_kirkegata_and_the_bare_word_does_not() {
    let world = start().await;
    let body = search(&world, "sok=kirke*&fuzzy=true&treffPerSide=1000").await;
    assert_eq!(
        streets(&body),
        BTreeSet::from(["Kirkeveien".to_owned(), "Kirkegata".to_owned()])
    );
    assert_eq!(
        search(&world, "sok=kirke").await["metadata"]["totaltAntallTreff"],
        0
    );
}

/// ADR-7
#[tokio::test]
async fn spelling_does_not_matter_to_a_fuzzy_search() {
    let world = start().await;
    for query in [
        "sok=Kirkeveien 12B oslo",
        "sok=kirkev. 12 b oslo",
        "sok=KIRKEVN 12b 0266",
        "sok=kirkevegen 12B, 0266 Oslo",
        "sok=kirkevien 12b oslo",
        "sok=kirkeve* 12b osl*",
        "sok=kirkevn* 12 b* oslo*",
        "adressenavn=kirkeveg&nummer=12&bokstav=b&poststed=oslo",
        "adressenavn=kirkeve*&nummer=12&bokstav=B&kommunenummer=0301",
    ] {
        let body = search(&world, &format!("{query}&fuzzy=true")).await;
        assert_eq!(hits(&body), ["Kirkeveien 12B"], "{query}");
    }
    for query in [
        "sok=ingeborg åsnes v",
        "sok=Ingeborg Aasnes vn.",
        "sok=ingeborg asnes vei",
    ] {
        let body = search(&world, &format!("{query}&fuzzy=true")).await;
        assert!(
            streets(&body)
                .iter()
                .any(|street| street == "Ingeborg Aasnes vei"),
            "{query}"
        );
    }
    let body = search(&world, "sok=proveveg 7&fuzzy=true").await;
    assert_eq!(hits(&body), ["Prøveveien 7", "Prøveveien 7A", "Prøveveien 7B"]);
}

#[tokio::test]
async fn without_fuzzy_only_case_does_not_matter() {
    let world = start().await;
    assert_eq!(
        hits(&search(&world, "sok=KIRKEVEIEN 12b oslo").await),
        ["Kirkeveien 12B"]
    );
    assert_eq!(
        search(&world, "sok=kirkevegen 12b oslo").await["metadata"]["totaltAntallTreff"],
        0
    );
    assert_eq!(
        search(&world, "sok=proveveien 7").await["metadata"]["totaltAntallTreff"],
        0
    );
}

/// ADR-7
#[tokio::test]
async fn the_best_hits_come_first() {
    let world = start().await;
    // By the alphabet alone, Askveien and Fyrveien would come first.
    for (asked, best, worse) in [
        ("åsveien", "Åsveien", "Askveien"),
        ("myrveien", "Myrveien", "Fyrveien"),
    ] {
        let body = search(&world, &format!("sok={asked}&fuzzy=true&treffPerSide=1000")).await;
        let names: Vec<&str> = body["adresser"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["adressenavn"].as_str().unwrap())
            .collect();
        let (first_best, first_worse) = (
            names.iter().position(|name| *name == best),
            names.iter().position(|name| *name == worse),
        );
        assert_eq!(first_best, Some(0), "{asked}");
        assert!(first_worse > Some(0), "{asked}");
    }
    let body = search(&world, "sok=prøveveien 1*&fuzzy=true&treffPerSide=1000").await;
    assert_eq!(hits(&body)[0], "Prøveveien 1");
    let body = search(
        &world,
        "adressenavn=Kirkegata&poststed=bergen&fuzzy=true&treffPerSide=3",
    )
    .await;
    assert_eq!(hits(&body), ["Kirkegata 1", "Kirkegata 2", "Kirkegata 3"]);
}

#[tokio::test]
async fn pages_do_not_overlap_and_say_how_many_there_are() {
    let world = start().await;
    let first = search(&world, "sok=kirkeveien&treffPerSide=7").await;
    let second = search(&world, "sok=kirkeveien&treffPerSide=7&side=1").await;
    assert_eq!(first["metadata"]["viserFra"], 0);
    assert_eq!(second["metadata"]["viserFra"], 7);
    assert_eq!(second["metadata"]["viserTil"], 14);
    assert_eq!(
        first["metadata"]["totaltAntallTreff"],
        second["metadata"]["totaltAntallTreff"]
    );
    let far = search(&world, "sok=kirkeveien&treffPerSide=7&side=100000").await;
    assert_eq!(hits(&far).len(), 0);
    let texts = |page: &Value| {
        page["adresser"]
            .as_array()
            .unwrap()
            .iter()
            .map(Value::to_string)
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(texts(&first).intersection(&texts(&second)).count(), 0);
}

/// ADR-1
#[tokio::test]
async fn a_property_is_found_by_its_cadastral_number() {
    let world = start().await;
    let any = search(&world, "objtype=Matrikkeladresse&kommunenummer=3412").await;
    let one = &any["adresser"][0];
    let text = one["adressetekst"].as_str().unwrap();
    for query in [
        format!("sok={text} løten"),
        format!(
            "gardsnummer={}&bruksnummer={}&kommunenummer=3412",
            one["gardsnummer"], one["bruksnummer"]
        ),
    ] {
        assert!(
            hits(&search(&world, &query).await).contains(&text.to_owned()),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_parameter_out_of_form_is_named() {
    let world = start().await;
    for (query, name) in [
        ("nummer=x", "nummer"),
        ("treffPerSide=5000", "treffPerSide"),
        ("treffPerSide=0", "treffPerSide"),
        ("side=-1", "side"),
        ("utkoordsys=25833", "utkoordsys"),
        ("fuzzy=kanskje", "fuzzy"),
        ("objtype=Slott", "objtype"),
    ] {
        let (status, body) = world
            .get(System::AddressRegister, &format!("/adresser/v1/sok?{query}"))
            .await;
        assert_eq!((status, &body["errors"][0]), (400, &Value::from(name)), "{query}");
    }
}

/// What `docs/demonstration.md` proposes to type, in the form in which the adapter asks (a wildcard after each word of letters).
#[tokio::test]
async fn what_the_demonstration_proposes_is_found() {
    let world = start().await;
    let document = include_str!("../../../../docs/demonstration.md");
    let section = document
        .split("## Other addresses")
        .nth(1)
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap();
    let typed: Vec<&str> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert!(typed.len() >= 6, "{typed:?}");
    for text in typed {
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        let asked: Vec<String> = words
            .map(|word| {
                if word.starts_with(|c: char| c.is_ascii_digit()) {
                    word.to_owned()
                } else {
                    format!("{word}*")
                }
            })
            .collect();
        let body = search(&world, &format!("sok={}&fuzzy=true", asked.join(" "))).await;
        let total = body["metadata"]["totaltAntallTreff"].as_u64().unwrap();
        match text {
            "kirke" => assert!(total > 50, "{text}: {total}"),
            "kirkegt 3 bergen" => {
                assert!(body["adresser"][0]["bruksenhetsnummer"].as_array().unwrap().len() > 1)
            }
            "Ingensteds vei 1" => assert_eq!(total, 0),
            _ => assert!(total > 0, "{text}"),
        }
    }
}
