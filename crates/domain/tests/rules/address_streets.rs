//! ADR-7: without a house number the streets are shown, and none takes the room of another.

use domain::address::{
    RegisterAddress,
    search::{MOST_HITS, Query, Shown},
};

fn street(name: &str, houses: u32, postcode: &str, place: &str) -> Vec<RegisterAddress> {
    let house = |number: u32| RegisterAddress {
        id: format!("{place} {name} {number}"),
        text: format!("{name} {number}"),
        street: name.to_owned(),
        house_number: number.to_string(),
        postcode: postcode.to_owned(),
        place: place.to_owned(),
        municipality_number: postcode[..2].to_owned(),
        municipality: place.to_owned(),
        ..RegisterAddress::default()
    };
    (1..=houses).map(house).collect()
}

fn register() -> Vec<RegisterAddress> {
    [
        street("Kirkegata", 60, "0368", "OSLO"),
        street("Kirkegata", 3, "5003", "BERGEN"),
        street("Kirkeveien", 36, "0266", "OSLO"),
        street("Kirkeveien", 12, "0266", "OSLO"),
        street("Kirkeveien", 5, "4610", "KRISTIANSAND S"),
        street("Kirkeveien Nord", 5, "0266", "OSLO"),
        street("Nedre Kirkevei", 4, "0266", "OSLO"),
        street("Karl Johans gate", 4, "0154", "OSLO"),
        vec![RegisterAddress {
            id: "farm".to_owned(),
            text: "41/7".to_owned(),
            place: "OSLO".to_owned(),
            cadastral: true,
            ..RegisterAddress::default()
        }],
    ]
    .concat()
}

fn shown(text: &str) -> Shown {
    let query = Query::from_text(text);
    let by_street = !query.names_a_house();
    query.shown(register(), by_street, true)
}

fn streets(text: &str) -> Vec<String> {
    let streets = shown(text).streets;
    let line = |street: &domain::address::search::StreetHit| {
        let count = street.addresses.unwrap_or_default();
        format!("{}, {} ({count})", street.street, street.place_line())
    };
    streets.iter().map(line).collect()
}

/// ADR-7
#[test]
fn kirke_shows_every_street_once_and_the_best_first() {
    assert_eq!(
        streets("kirke"),
        [
            "Kirkegata, 5003 BERGEN (3)",
            "Kirkegata, 0368 OSLO (60)",
            "Kirkeveien, 4610 KRISTIANSAND S (5)",
            "Kirkeveien, 0266 OSLO (48)",
            "Kirkeveien Nord, 0266 OSLO (5)",
            "Nedre Kirkevei, 0266 OSLO (4)",
        ]
    );
    let found = shown("kirke");
    assert_eq!((found.total, found.streets_total), (125, 6));
    // The name itself goes before those that begin like it.
    assert_eq!(
        streets("kirkeveien"),
        [
            "Kirkeveien, 4610 KRISTIANSAND S (5)",
            "Kirkeveien, 0266 OSLO (48)",
            "Kirkeveien Nord, 0266 OSLO (5)",
            "Nedre Kirkevei, 0266 OSLO (4)",
        ]
    );
}

/// ADR-7: the text of a chosen street finds that street alone, and takes the number.
#[test]
fn a_chosen_street_narrows_the_search_to_its_houses() {
    for chosen in shown("kirke").streets {
        let text = chosen.as_text();
        let found = shown(&text);
        assert!(found.streets.is_empty(), "{text}: {:?}", found.streets);
        let first = &found.hits[0];
        assert_eq!(
            (&first.street, &first.place),
            (&chosen.street, &chosen.place),
            "{text}"
        );
        assert_eq!(first.house_number, "1");
        let with_number = shown(&format!("{text}3"));
        assert_eq!(with_number.hits[0].text, format!("{} 3", chosen.street), "{text}");
        assert_eq!(with_number.hits[0].place, chosen.place, "{text}");
    }
}

/// ADR-7: where only one street can be meant, its houses are shown.
#[test]
fn one_street_shows_its_houses() {
    for (text, first) in [
        ("kirkeveien oslo", "Kirkeveien 1"),
        ("oslo kirkevn", "Kirkeveien 1"),
        ("karl", "Karl Johans gate 1"),
        ("karl johans gt", "Karl Johans gate 1"),
        ("kirkeveien kristiansand s", "Kirkeveien 1"),
        ("kirke 3 bergen", "Kirkegata 3"),
    ] {
        let found = shown(text);
        assert!(found.streets.is_empty(), "{text}: {:?}", found.streets);
        assert_eq!(found.hits[0].text, first, "{text}");
    }
}

/// ADR-7
#[test]
fn a_name_that_half_the_country_has_leaves_room_for_the_next() {
    let mut everywhere: Vec<RegisterAddress> = (0..80)
        .flat_map(|at| street("Kirkegata", 2, &format!("{at:02}00"), &format!("STED {at:02}")))
        .collect();
    everywhere.extend(
        (0..3).flat_map(|at| street("Kirkeveien", 2, &format!("{at:02}00"), &format!("STED {at:02}"))),
    );
    for text in ["kirke", "kirke 2"] {
        let query = Query::from_text(text);
        let found = query.shown(everywhere.clone(), !query.names_a_house(), true);
        let names: Vec<_> = if query.names_a_house() {
            found.hits.iter().map(|hit| &hit.street).collect()
        } else {
            found.streets.iter().map(|hit| &hit.street).collect()
        };
        assert_eq!(names.len(), MOST_HITS, "{text}");
        assert_eq!(
            names.iter().filter(|name| **name == "Kirkeveien").count(),
            3,
            "{text}"
        );
    }
}

/// ADR-7: what the register has corrected stands in its own order, a street once as well.
#[test]
fn a_corrected_typing_error_shows_streets_too() {
    let query = Query::from_text("kirkeveein");
    let found = query.shown(register()[63..123].to_vec(), true, false);
    let names: Vec<_> = found
        .streets
        .iter()
        .map(|hit| (hit.street.as_str(), hit.addresses))
        .collect();
    assert_eq!(
        names,
        [
            ("Kirkeveien", None),
            ("Kirkeveien", None),
            ("Kirkeveien Nord", None),
            ("Nedre Kirkevei", None)
        ],
        "how many there are is not known when the register gave only some"
    );
}
