//! ADR-7: the search forgives, and shows the best hits first.

use domain::address::{
    RegisterAddress,
    search::{MOST_HITS, Query, matches, search_key},
};
use proptest::prelude::*;

fn address(street: &str, number: &str, postcode: &str, place: &str) -> RegisterAddress {
    RegisterAddress {
        id: format!("{street} {number}"),
        text: format!("{street} {number}"),
        street: street.to_owned(),
        house_number: number.to_owned(),
        postcode: postcode.to_owned(),
        place: place.to_owned(),
        municipality: place.to_owned(),
        ..RegisterAddress::default()
    }
}

fn register() -> Vec<RegisterAddress> {
    vec![
        address("Nedre Kirkegate", "4", "4610", "KRISTIANSAND S"),
        address("Kirkeveien", "64B", "0364", "OSLO"),
        address("Kirkeveien", "64", "0364", "OSLO"),
        address("Kirkeveien", "12", "2340", "LØTEN"),
        address("Kirkegata", "64", "5003", "BERGEN"),
        address("Karl Johans gate", "1", "0154", "OSLO"),
        address("Åsveien", "3", "6003", "ÅLESUND"),
        address("Sørvegen", "8", "9008", "TROMSØ"),
        address("Sæterveien", "9", "1540", "VESTBY"),
        address("Storgata", "2", "9008", "TROMSØ"),
    ]
}

fn found(query: &Query) -> Vec<String> {
    query
        .best_first(register())
        .into_iter()
        .map(|address| format!("{} {}", address.text, address.place))
        .collect()
}

/// ADR-7
#[test]
fn kirke_finds_kirkeveien_and_kirkegata() {
    let hits = found(&Query::from_text("kirke"));
    assert_eq!(
        hits,
        [
            "Kirkegata 64 BERGEN",
            "Kirkeveien 12 LØTEN",
            "Kirkeveien 64 OSLO",
            "Kirkeveien 64B OSLO",
            "Nedre Kirkegate 4 KRISTIANSAND S"
        ]
    );
    assert_eq!(found(&Query::from_fields("kirke", "", "", "")), hits);
}

/// ADR-7: street, house number and place are enough, in one field or in three.
#[test]
fn street_number_and_place_are_enough() {
    for text in [
        "kirkeveien 64 oslo",
        "Kirkevn. 64 OSLO",
        "kirkeveg 64, oslo",
        "oslo kirkev. 64",
        "kirke 64 oslo",
        "0364 kirke 64",
    ] {
        assert_eq!(
            found(&Query::from_text(text)),
            ["Kirkeveien 64 OSLO", "Kirkeveien 64B OSLO"],
            "{text}"
        );
    }
    for text in [
        "kirkeveien 64b oslo",
        "kirkeveien 64 b oslo",
        "Kirkeveien 64B",
        "kirke 64 B",
    ] {
        assert_eq!(found(&Query::from_text(text)), ["Kirkeveien 64B OSLO"], "{text}");
    }
    assert_eq!(
        found(&Query::from_fields("kirkeveien", "64 b", "", "oslo")),
        ["Kirkeveien 64B OSLO"]
    );
    assert_eq!(
        found(&Query::from_fields("kirkeveien 64b", "", "", "")),
        ["Kirkeveien 64B OSLO"]
    );
    assert_eq!(
        found(&Query::from_fields("", "", "0154", "")),
        ["Karl Johans gate 1 OSLO"]
    );
    assert_eq!(
        found(&Query::from_fields("", "", "", "tromso")),
        ["Storgata 2 TROMSØ", "Sørvegen 8 TROMSØ"]
    );
}

/// ADR-7: written in every way, it is the same street.
#[test]
fn spellings_make_no_difference() {
    let same: &[&[&str]] = &[
        &[
            "Kirkeveien",
            "kirkeveien",
            "KIRKEVEIEN",
            "Kirkevegen",
            "kirkevei",
            "Kirkeveg",
            "Kirkev.",
            "Kirkevn",
            "Kirkevn.",
            "Kirke veien",
            "kirke v.",
        ],
        &[
            "Storgata",
            "Storgate",
            "storgaten",
            "STORGT.",
            "Storgt",
            "Stor gata",
            "Storg.",
        ],
        &["Åsveien", "Aasveien", "åsvn.", "AASVEGEN"],
        &["Sørvegen", "Sorvegen", "sørveien", "SÖRVEIEN"],
        &["Sæterveien", "Saeterveien", "säterveien"],
        &[
            "Karl Johans gate",
            "karl johansgate",
            "Karl Johans gt.",
            "KARL JOHANS GATE",
        ],
        &["ÅLESUND", "Aalesund", "ålesund"],
        &["NY-ÅLESUND", "Ny Ålesund", "ny-aalesund"],
    ];
    for group in same {
        for other in *group {
            assert!(matches(group[0], other), "{} and {other}", group[0]);
        }
    }
    for (one, other) in [
        ("Kirkeveien", "Kirkegata"),
        ("Storgata", "Storveien"),
        ("Åsveien", "Isveien"),
        ("Kirkeveien", "Kirkeveien Nord"),
    ] {
        assert!(!matches(one, other), "{one} and {other}");
    }
    assert_eq!(search_key("  "), "");
}

/// ADR-7: while somebody is still typing.
#[test]
fn the_beginning_of_a_name_is_enough() {
    for text in [
        "k",
        "ki",
        "kirkev",
        "kirkeve",
        "kirkevei",
        "kirkeveie",
        "kirkeveien",
    ] {
        assert!(
            found(&Query::from_text(text)).contains(&"Kirkeveien 64 OSLO".to_owned()),
            "{text}"
        );
    }
    for text in ["kirkeg", "kirkegat", "kirkegata", "kirkegt."] {
        assert!(
            found(&Query::from_text(text)).contains(&"Kirkegata 64 BERGEN".to_owned()),
            "{text}"
        );
    }
    assert_eq!(found(&Query::from_text("johans")), ["Karl Johans gate 1 OSLO"]);
}

/// ADR-7
#[test]
fn what_does_not_fit_is_not_shown() {
    for text in [
        "kirkeveien 65",
        "kirkeveien 64 c",
        "kirkeveien bergen",
        "9999",
        "xyz",
    ] {
        assert!(found(&Query::from_text(text)).is_empty(), "{text}");
    }
    assert!(Query::from_text("  ").is_empty());
    assert_eq!(MOST_HITS, 50);
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(text in any::<String>(), other in any::<String>()) {
        let _ = found(&Query::from_text(&text));
        let _ = found(&Query::from_fields(&text, &other, &other, &text));
        let _ = matches(&text, &other);
    }

    /// ADR-7
    #[test]
    fn case_makes_no_difference(name in "[A-Za-zÆØÅæøå .]{0,20}") {
        prop_assert!(matches(&name, &name.to_uppercase()));
        prop_assert!(matches(&name, &name.to_lowercase()));
    }
}
