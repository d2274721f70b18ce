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

/// ADR-7: as people type it, and as it is copied from a letter or another system.
#[test]
fn a_whole_address_is_understood_in_any_order_and_form() {
    for text in [
        "Kirkeveien 64B, 0364 Oslo, Norge",
        "Kirkeveien 64 B,0364 OSLO,NORWAY",
        "Kirkeveien 64B\r\nN-0364 Oslo\r\nNorway",
        "  Kirkeveien   64 b ,  NO-0364   Oslo ",
        "Kirkeveien\u{a0}64B, 0364\u{a0}Oslo",
        "Kirkeveien 64B H0201, 0364 Oslo",
        "Kirkeveien 64B (H0201); 0364 Oslo",
        "Kirkeveien nr. 64B, Oslo",
        "0364 Oslo, Kirkeveien 64B",
        "64B kirkeveien oslo",
        "64 b kirke oslo",
        "oslo 64b kirke",
        "oslo kirkevn 64 B",
    ] {
        assert_eq!(
            found(&Query::from_text(text)),
            ["Kirkeveien 64B OSLO"],
            "{text:?}"
        );
    }
    for text in [
        "Nedre Kirkegate 4, 4610 Kristiansand S",
        "kristiansand s nedre kirkegt 4",
    ] {
        assert_eq!(
            found(&Query::from_text(text)),
            ["Nedre Kirkegate 4 KRISTIANSAND S"],
            "{text}"
        );
    }
}

/// ADR-7: a house number can have four digits too, and a postcode is typed digit by digit.
#[test]
fn a_postcode_and_a_house_number_are_told_apart() {
    let high = [
        address("Fossveien", "1012", "0364", "OSLO"),
        address("Fossveien", "2", "1012", "SKI"),
    ];
    for (text, expected) in [
        ("Fossveien 1012, 0364 Oslo", "Fossveien 1012"),
        ("0364 Fossveien 1012", "Fossveien 1012"),
        ("fossveien 1012", "Fossveien 2"),
        ("fossveien 2 1012", "Fossveien 2"),
        ("fossveien 0", "Fossveien 1012"),
        ("fossveien 036", "Fossveien 1012"),
    ] {
        let hits = Query::from_text(text).best_first(high.clone());
        assert_eq!(
            hits.iter().map(|hit| hit.text.as_str()).collect::<Vec<_>>(),
            [expected],
            "{text}"
        );
    }
}

/// ADR-7: what a register can be asked for.
#[test]
fn the_words_of_the_text_are_those_of_the_address() {
    let words = |text: &str| Query::from_text(text).words().join(" ");
    assert_eq!(words("kirke 64 b, oslo"), "kirke 64 b oslo");
    assert_eq!(
        words("Kirkeveien 64B H0201, N-0364 Oslo, Norge"),
        "Kirkeveien 64B 0364 Oslo"
    );
    assert_eq!(words("kirke* - 03"), "kirke");
    assert_eq!(words("Norge"), "Norge", "somewhere a street may be called so");
    assert_eq!(Query::from_text("Kirkeveien 64B h0201").unit(), "H0201");
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
