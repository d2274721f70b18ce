//! ADR-1 to ADR-6: what an installation address is, and what it never is.

use domain::{
    address::{
        Address, AddressDraft, Parsed, Place, RegisterAddress, house_number, parse, po_box::is_po_box, unit,
    },
    finding::{Finding, codes},
    postcode::{PostcodeRegister, SHIPPED},
};
use proptest::prelude::*;

use crate::world::register_address;

fn street() -> AddressDraft {
    AddressDraft {
        register_id: register_address().id,
        street: "Kirkeveien".to_owned(),
        house_number: "64B".to_owned(),
        floor: "2".to_owned(),
        postcode: "0364".to_owned(),
        place: "Oslo".to_owned(),
        ..AddressDraft::default()
    }
}

fn cadastre() -> AddressDraft {
    AddressDraft {
        no_street_address: true,
        kind: "cadastre".to_owned(),
        not_in_register: true,
        farm_number: "41".to_owned(),
        title_number: "7".to_owned(),
        municipality: "Løten".to_owned(),
        existing_number: "62 50 00 00".to_owned(),
        ..AddressDraft::default()
    }
}

fn check_with(
    draft: &AddressDraft,
    postcodes: &str,
    hit: Option<&RegisterAddress>,
) -> (Parsed, Vec<Finding>) {
    let mut findings = Vec::new();
    let postcodes = PostcodeRegister::parse(postcodes).unwrap();
    let parsed = parse(draft, "a", &postcodes, hit, &mut findings);
    (parsed, findings)
}

fn check(draft: &AddressDraft) -> (Option<Address>, Vec<String>) {
    let (parsed, findings) = check_with(draft, SHIPPED, Some(&register_address()));
    (parsed.address, listed(&findings))
}

fn listed(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{}: {}", finding.path, finding.code))
        .collect()
}

/// ADR-2: a street's field that names a box.
#[test]
fn a_po_box_is_never_an_installation_address() {
    let boxes = [
        "Postboks 12",
        "postboks 12",
        "POSTBOKS 12",
        "Postboks12",
        "Postboks",
        "Post boks 12",
        "Post-boks 12",
        "Postboks nr. 12",
        "Boks 12",
        "boks 12",
        "BOKS 12",
        "Boks12",
        "Boks nr 12",
        "Boks: 12",
        "Boks",
        "Box 12",
        "box12",
        "Postbox 7",
        "Pb 12",
        "pb 12",
        "PB 12",
        "Pb. 12",
        "Pb.12",
        "pb12",
        "PB12",
        "Pb",
        "Pb.",
        "Pb nr 12",
        "Postb. 12",
        "P.b. 12",
        "P.B. 12",
        "p.b.12",
        "P b 12",
        "P. b. 12",
        "P.b.",
        "P.B",
        "P.O.B. 12",
        "POB 12",
        "P.O.B.",
        "P.O. Box 12",
        "P.O.Box 12",
        "p.o. box 12",
        "PO Box 12",
        "POBox 12",
        "P O Box 12",
        "PO-boks 12",
        "P.O. Boks 3",
        "PO. Box",
        "Poste restante",
        "poste restante",
        "POSTE RESTANTE",
        "Poste-restante",
        "Posterestante",
        "Poste  restante Oslo",
        "  Postboks   12  ",
        "Postboks 12 Sentrum",
        "Boks 12 Sentrum",
        "Pb 12, Sentrum",
        "Postboks 1234 Majorstuen",
        "Kirkeveien 3, postboks 12",
        "Kirkeveien 3 Pb 12",
        "c/o Moe, Boks 12",
        "c/o Moe P.O. Box 12",
        "Postboks\u{a0}12",
        "Postboks tolv",
    ];
    for typed in boxes {
        assert!(is_po_box(typed), "{typed:?} is a PO box");
    }
}

/// ADR-2: streets that begin, or end, like a box.
#[test]
fn streets_that_only_look_like_po_boxes_are_streets() {
    let streets = [
        "Boksveien",
        "Boksveien 3",
        "boksveien 3B",
        "Boksgata 12",
        "Boks veien",
        "Boksbergvegen 4",
        "Pbveien",
        "Pbveien 1",
        "Pb-veien 1",
        "Postboksveien 3",
        "Postveien 12",
        "Post gata 3",
        "Postgata 12",
        "Boxerveien 3",
        "Boxen 3",
        "Posterudveien 2",
        "Poststien 4",
        "Kirkeveien 64B",
        "Pebbles vei 2",
        "P. B. Moes vei 3",
        "P.O. Bergs vei 7",
        "P.O. Bøes gate 2",
        "Poul Bakkes vei 3",
        "Bok 12",
        "Bokstadveien 30",
        "Pbl 12",
        "Apb 12",
        "Store Boks vei 2",
        "Gamle Boksveien 12",
        "Storboks 12",
        "Sandboksen 3",
        "Posten 12",
        "Restantveien 2",
        "Poststredet",
        "12",
        "",
        "   ",
        "p",
        "P.",
        "Po 12",
        "Pobakken 3",
    ];
    for typed in streets {
        assert!(!is_po_box(typed), "{typed:?} is a street");
    }
}

/// ADR-2: the box may be spread over two fields, and the house number of a box is not asked for.
#[test]
fn a_po_box_is_found_across_street_and_house_number() {
    for (name, number) in [
        ("Boks", "12"),
        ("Postboks", "12"),
        ("Pb.", "7"),
        ("P.b.", "3"),
        ("Postboks 12", ""),
    ] {
        let draft = AddressDraft {
            street: name.to_owned(),
            house_number: number.to_owned(),
            register_id: String::new(),
            not_in_register: true,
            ..street()
        };
        assert_eq!(
            check(&draft).1,
            [
                "a.street: address.street.po_box",
                "a.not_in_register: address.not_in_register"
            ],
            "{name} {number}"
        );
    }
    let draft = AddressDraft {
        street: "Boksveien".to_owned(),
        house_number: "12".to_owned(),
        register_id: String::new(),
        not_in_register: true,
        ..street()
    };
    assert_eq!(check(&draft).1, ["a.not_in_register: address.not_in_register"]);
}

/// ADR-2: postcodes of boxes and services, once the register has categories.
#[test]
fn a_postcode_without_streets_is_refused_when_the_register_says_so() {
    let full = "0001\tOSLO\tP\n0018\tOSLO\tS\n0364\tOSLO\tG\n";
    for (code, expected) in [
        ("0001", Some(codes::POSTCODE_PO_BOX)),
        ("0018", Some(codes::POSTCODE_SERVICE)),
        ("0364", None),
    ] {
        let draft = AddressDraft {
            postcode: code.to_owned(),
            register_id: String::new(),
            not_in_register: true,
            ..street()
        };
        let (_, findings) = check_with(&draft, full, None);
        let found = findings
            .iter()
            .find(|finding| finding.path == "a.postcode")
            .map(|finding| finding.code.as_str());
        assert_eq!(found, expected.map(|code| code.name), "{code}");
    }
    let draft = AddressDraft {
        postcode: "0001".to_owned(),
        register_id: String::new(),
        not_in_register: true,
        ..street()
    };
    assert!(
        check_with(&draft, SHIPPED, None).0.address.is_some(),
        "the shipped register has no categories"
    );
}

/// ADR-3
#[test]
fn a_postcode_has_four_digits_and_exists() {
    let cases = [
        ("", "address.postcode.missing"),
        ("  ", "address.postcode.missing"),
        ("364", "address.postcode.format"),
        ("03644", "address.postcode.format"),
        ("O364", "address.postcode.format"),
        ("N-0364", "address.postcode.format"),
        ("٠٣٦٤", "address.postcode.format"),
        ("0000", "address.postcode.unknown"),
        ("9999", "address.postcode.unknown"),
    ];
    for (typed, code) in cases {
        let draft = AddressDraft {
            postcode: typed.to_owned(),
            register_id: String::new(),
            not_in_register: true,
            ..street()
        };
        let (address, findings) = check(&draft);
        assert!(address.is_none());
        assert_eq!(
            findings,
            [
                format!("a.postcode: {code}"),
                "a.not_in_register: address.not_in_register".to_owned()
            ],
            "{typed:?}"
        );
    }
}

/// ADR-3
#[test]
fn a_place_that_does_not_match_its_postcode_is_an_error_that_offers_the_right_one() {
    let draft = AddressDraft {
        place: "Bergen".to_owned(),
        ..street()
    };
    let (_, findings) = check_with(&draft, SHIPPED, Some(&register_address()));
    assert_eq!(listed(&findings), ["a.place: address.place.mismatch"]);
    assert_eq!(findings[0].suggestion.as_deref(), Some("OSLO"));
    let (_, findings) = check_with(
        &AddressDraft {
            place: String::new(),
            ..street()
        },
        SHIPPED,
        Some(&register_address()),
    );
    assert_eq!(listed(&findings), ["a.place: address.place.missing"]);
    assert_eq!(findings[0].suggestion.as_deref(), Some("OSLO"));
    for same in ["oslo", "OSLO", " Oslo "] {
        assert!(
            check(&AddressDraft {
                place: same.to_owned(),
                ..street()
            })
            .1
            .is_empty(),
            "{same}"
        );
    }
    for (code, same) in [
        ("6003", "Aalesund"),
        ("9008", "Tromso"),
        ("9008", "TROMSØ"),
        ("1540", "VESTBY"),
    ] {
        let draft = AddressDraft {
            postcode: code.to_owned(),
            place: same.to_owned(),
            register_id: String::new(),
            not_in_register: true,
            ..street()
        };
        let (address, _) = check(&draft);
        assert!(address.is_some(), "{code} {same}");
    }
}

/// ADR-1
#[test]
fn a_street_address_has_a_street_and_a_house_number() {
    let unregistered = AddressDraft {
        register_id: String::new(),
        not_in_register: true,
        ..street()
    };
    let also = "a.not_in_register: address.not_in_register".to_owned();
    let cases = [
        ("", "64B", vec!["a.street: address.street.missing"]),
        (
            "",
            "",
            vec![
                "a.street: address.street.missing",
                "a.house_number: address.house_number.missing",
            ],
        ),
        (
            "Kirkeveien",
            "",
            vec!["a.house_number: address.house_number.missing"],
        ),
        (
            "Kirkeveien 64B",
            "",
            vec!["a.house_number: address.house_number.in_street"],
        ),
        (
            "Kirkeveien 64 b",
            "",
            vec!["a.house_number: address.house_number.in_street"],
        ),
        (
            "Kirkeveien",
            "0",
            vec!["a.house_number: address.house_number.invalid"],
        ),
        (
            "Kirkeveien",
            "064",
            vec!["a.house_number: address.house_number.invalid"],
        ),
        (
            "Kirkeveien",
            "64-66",
            vec!["a.house_number: address.house_number.invalid"],
        ),
        (
            "Kirkeveien",
            "64BC",
            vec!["a.house_number: address.house_number.invalid"],
        ),
        (
            "Kirkeveien",
            "B64",
            vec!["a.house_number: address.house_number.invalid"],
        ),
        (
            "Kirkeveien",
            "12345",
            vec!["a.house_number: address.house_number.invalid"],
        ),
        (
            "Kirkeveien",
            "64 é",
            vec!["a.house_number: address.house_number.invalid"],
        ),
        ("64", "64", vec!["a.street: address.street.missing"]),
        ("Kirkeveien", "64", vec![]),
        ("Kirkeveien", "64 æ", vec![]),
        ("7. juni-plassen", "1", vec![]),
    ];
    for (name, number, expected) in cases {
        let draft = AddressDraft {
            street: name.to_owned(),
            house_number: number.to_owned(),
            ..unregistered.clone()
        };
        let mut expected: Vec<_> = expected.into_iter().map(str::to_owned).collect();
        expected.push(also.clone());
        assert_eq!(check(&draft).1, expected, "{name} {number}");
    }
    assert_eq!(
        house_number::split_off("Kirkeveien 64 b"),
        Some(("Kirkeveien".to_owned(), "64B".to_owned()))
    );
    assert_eq!(house_number::split_off("Kirkeveien"), None);
    assert_eq!(house_number::split_off("64"), None);
    assert_eq!(house_number::split_off(""), None);
}

/// ADR-1
#[test]
fn the_other_kinds_are_open_only_after_saying_that_there_is_no_street_address() {
    let closed = AddressDraft {
        no_street_address: false,
        ..cadastre()
    };
    assert!(
        check(&closed)
            .1
            .contains(&"a.no_street_address: address.kind.closed".to_owned())
    );
    let not_chosen = AddressDraft {
        no_street_address: true,
        kind: String::new(),
        ..street()
    };
    assert_eq!(check(&not_chosen).1, ["a.kind: address.kind.choose"]);
    let unknown = AddressDraft {
        kind: "boat".to_owned(),
        ..street()
    };
    assert_eq!(check(&unknown).1, ["a.kind: address.kind.unknown"]);
}

/// ADR-1
#[test]
fn a_cadastral_number_is_complete_and_numeric() {
    let (address, findings) = check(&cadastre());
    assert_eq!(findings, ["a.not_in_register: address.not_in_register"]);
    let expected = Place::Cadastre {
        farm_number: 41,
        title_number: 7,
        lease_number: None,
        section_number: None,
        municipality: "Løten".to_owned(),
    };
    assert_eq!(address.map(|address| address.place), Some(expected));
    type Spoil = fn(&mut AddressDraft);
    let spoilt: &[(Spoil, &str)] = &[
        (
            |a| a.farm_number.clear(),
            "a.farm_number: address.farm_number.missing",
        ),
        (
            |a| a.title_number.clear(),
            "a.title_number: address.title_number.missing",
        ),
        (
            |a| a.municipality.clear(),
            "a.municipality: address.municipality.missing",
        ),
        (
            |a| a.farm_number = "x".to_owned(),
            "a.farm_number: address.cadastre.invalid",
        ),
        (
            |a| a.farm_number = "0".to_owned(),
            "a.farm_number: address.cadastre.invalid",
        ),
        (
            |a| a.title_number = "-7".to_owned(),
            "a.title_number: address.cadastre.invalid",
        ),
        (
            |a| a.title_number = "41/7".to_owned(),
            "a.title_number: address.cadastre.invalid",
        ),
        (
            |a| a.lease_number = "1234567".to_owned(),
            "a.lease_number: address.cadastre.invalid",
        ),
        (
            |a| a.section_number = "99999999999999999999".to_owned(),
            "a.section_number: address.cadastre.invalid",
        ),
        (
            |a| a.municipality = "34".to_owned(),
            "a.municipality: address.municipality.format",
        ),
    ];
    for (spoil, expected) in spoilt {
        let mut draft = cadastre();
        spoil(&mut draft);
        let (address, findings) = check(&draft);
        assert!(address.is_none(), "{expected}");
        assert_eq!(findings.first().map(String::as_str), Some(*expected));
    }
    let by_number = AddressDraft {
        municipality: "3412".to_owned(),
        lease_number: "0".to_owned(),
        section_number: "3".to_owned(),
        ..cadastre()
    };
    assert!(check(&by_number).0.is_some());
}

/// ADR-1
#[test]
fn an_insa_signature_needs_no_register() {
    let draft = AddressDraft {
        no_street_address: true,
        kind: "insa".to_owned(),
        insa: " osl-0417-22 ".to_owned(),
        ..AddressDraft::default()
    };
    let (address, findings) = check(&draft);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(
        address.map(|address| address.place),
        Some(Place::Insa {
            signature: "OSL-0417-22".to_owned()
        })
    );
    for (typed, code) in [
        ("", "missing"),
        ("ab", "invalid"),
        ("---", "invalid"),
        ("osl?", "invalid"),
        (&"x".repeat(31), "invalid"),
    ] {
        let draft = AddressDraft {
            insa: typed.to_owned(),
            ..draft.clone()
        };
        assert_eq!(
            check(&draft).1,
            [format!("a.insa: address.insa.{code}")],
            "{typed:?}"
        );
    }
}

/// ADR-4
#[test]
fn where_the_register_knows_several_units_one_is_chosen() {
    let with = |units: &[&str]| RegisterAddress {
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        ..register_address()
    };
    let cases: &[(&[&str], &str, Option<&str>, &[&str])] = &[
        (&["H0101", "H0201"], "H0201", Some("H0201"), &[]),
        (&["H0101", "H0201"], "h 0201", Some("H0201"), &[]),
        (&["H0101", "H0201"], "", None, &["a.unit: address.unit.missing"]),
        (
            &["H0101", "H0201"],
            "H0301",
            None,
            &["a.unit: address.unit.not_here"],
        ),
        (
            &["H0101", "H0201"],
            "2. etasje",
            None,
            &["a.unit: address.unit.not_here"],
        ),
        (&["H0101"], "", Some("H0101"), &[]),
        (&["H0101"], "H0102", None, &["a.unit: address.unit.not_here"]),
        (&[], "rom 7", Some("rom 7"), &[]),
        (&[], "u0101", Some("U0101"), &[]),
    ];
    for (units, typed, stored, expected) in cases {
        let draft = AddressDraft {
            unit: (*typed).to_owned(),
            ..street()
        };
        let (parsed, findings) = check_with(&draft, SHIPPED, Some(&with(units)));
        assert_eq!(listed(&findings), *expected, "{units:?} {typed:?}");
        if expected.is_empty() {
            assert_eq!(
                parsed.address.and_then(|address| address.unit).as_deref(),
                *stored
            );
        }
    }
    // The register knows none and nothing is said of entrance, floor or unit: a hint asks.
    let draft = AddressDraft {
        floor: String::new(),
        ..street()
    };
    assert_eq!(check(&draft).1, ["a.unit: address.unit.asked_for"]);
    assert!(check(&draft).0.is_some());
    for (typed, official) in [
        ("H0101", true),
        ("U0203", true),
        ("K0101", true),
        ("L9912", true),
        ("A0101", false),
        ("H101", false),
        ("H01011", false),
        ("H010A", false),
        ("", false),
        ("Å0101", false),
    ] {
        assert_eq!(unit::is_official(typed), official, "{typed}");
    }
}

/// ADR-5
#[test]
fn a_large_area_needs_a_number_that_is_there_already() {
    let draft = AddressDraft {
        large_area: true,
        ..street()
    };
    assert_eq!(
        check(&draft).1,
        ["a.existing_number: address.existing_number.required"]
    );
    let draft = AddressDraft {
        existing_number: "JX100001".to_owned(),
        ..draft
    };
    assert!(check(&draft).1.is_empty());
    let draft = AddressDraft {
        existing_number: "vet ikke".to_owned(),
        ..draft
    };
    assert_eq!(
        check(&draft).1,
        ["a.existing_number: address.existing_number.invalid"]
    );
    // Every cadastral address: a warning, and an error once it is said to be large.
    let draft = AddressDraft {
        existing_number: String::new(),
        ..cadastre()
    };
    assert!(
        check(&draft)
            .1
            .contains(&"a.existing_number: address.existing_number.missing".to_owned())
    );
    assert!(check(&draft).0.is_some());
    let draft = AddressDraft {
        large_area: true,
        ..draft
    };
    assert!(
        check(&draft)
            .1
            .contains(&"a.existing_number: address.existing_number.required".to_owned())
    );
}

/// ADR-6
#[test]
fn an_address_is_chosen_from_the_register_or_confirmed_not_to_be_there() {
    let (parsed, findings) = check_with(&street(), SHIPPED, Some(&register_address()));
    assert!(findings.is_empty());
    assert!(!parsed.manual_handling);
    assert_eq!(
        parsed.address.and_then(|address| address.register_id),
        Some(register_address().id)
    );

    let neither = AddressDraft {
        register_id: String::new(),
        ..street()
    };
    assert_eq!(check(&neither).1, ["a.register_id: address.register.missing"]);

    let confirmed = AddressDraft {
        not_in_register: true,
        ..neither
    };
    let (parsed, findings) = check_with(&confirmed, SHIPPED, None);
    assert_eq!(listed(&findings), ["a.not_in_register: address.not_in_register"]);
    assert!(parsed.manual_handling);
    assert_eq!(parsed.address.and_then(|address| address.register_id), None);

    // The backend has never shown such an address, or another one.
    assert_eq!(
        listed(&check_with(&street(), SHIPPED, None).1),
        ["a.register_id: address.register.unknown"]
    );
    let made_up = AddressDraft {
        register_id: "v-1".to_owned(),
        ..street()
    };
    assert_eq!(check(&made_up).1, ["a.register_id: address.register.unknown"]);

    // A hit that was chosen, and then typed over.
    for changed in [
        AddressDraft {
            street: "Kirkegata".to_owned(),
            ..street()
        },
        AddressDraft {
            house_number: "64".to_owned(),
            ..street()
        },
        AddressDraft {
            postcode: "0665".to_owned(),
            ..street()
        },
    ] {
        assert_eq!(check(&changed).1, ["a.register_id: address.register.differs"]);
    }
    // Spelt otherwise it is still the same.
    assert!(
        check(&AddressDraft {
            street: "kirkevn.".to_owned(),
            house_number: "64 b".to_owned(),
            ..street()
        })
        .1
        .is_empty()
    );
}

/// KAP-5: spelling and spacing leave a place the same, another door does not.
#[test]
fn the_key_of_a_place_changes_only_with_the_place() {
    let key = |change: fn(&mut AddressDraft)| {
        let mut draft = street();
        change(&mut draft);
        draft.place_key()
    };
    let here = street().place_key();
    assert_eq!(here, "street|kirkeveien|64b|0364|");
    assert_eq!(key(|a| a.street = "  KIRKEVEIEN ".to_owned()), here);
    assert_eq!(key(|a| a.house_number = "64 b".to_owned()), here);
    assert_eq!(key(|a| a.register_id = "another".to_owned()), here);
    assert_eq!(key(|a| a.floor = "3".to_owned()), here);
    assert_eq!(key(|a| a.place = "OSLO".to_owned()), here);
    let others = [
        key(|a| a.street = "Kirkegata".to_owned()),
        key(|a| a.house_number = "64".to_owned()),
        key(|a| a.postcode = "0665".to_owned()),
        key(|a| a.unit = "H0201".to_owned()),
        cadastre().place_key(),
    ];
    for (at, other) in others.iter().enumerate() {
        assert_ne!(*other, here);
        assert!(!others[..at].contains(other));
    }
    assert_eq!(AddressDraft::default().place_key(), "");
    assert_eq!(key(|a| a.kind = "boat".to_owned()), "");
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(
        texts in proptest::collection::vec(any::<String>(), 15),
        kind in prop_oneof![Just("street"), Just("cadastre"), Just("insa"), Just("")],
        ticks in any::<[bool; 3]>(),
    ) {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        let draft = AddressDraft {
            no_street_address: ticks[0], kind: kind.to_owned(), register_id: next(), not_in_register: ticks[1],
            street: next(), house_number: next(), entrance: next(), floor: next(), unit: next(), postcode: next(), place: next(),
            farm_number: next(), title_number: next(), lease_number: next(), section_number: next(), municipality: next(),
            insa: next(), existing_number: next(), large_area: ticks[2],
        };
        let (_, _) = check(&draft);
        let _ = draft.place_key();
        let _ = is_po_box(&draft.street);
    }

    /// ADR-2
    #[test]
    fn a_box_is_a_box_in_any_case_and_spacing(
        word in prop_oneof![Just("postboks"), Just("boks"), Just("pb"), Just("p.b."), Just("pb."), Just("p.o. box"), Just("po box")],
        number in 1_u32..9999, spaces in " {1,3}", upper in any::<u32>(),
    ) {
        let mixed: String = word.chars().enumerate().map(|(at, c)| if upper >> (at % 32) & 1 == 1 { c.to_ascii_uppercase() } else { c }).collect();
        let typed = format!("{mixed}{spaces}{number}");
        prop_assert!(is_po_box(&typed), "{}", typed);
        let typed = format!("  {mixed}{number}");
        prop_assert!(is_po_box(&typed), "{}", typed);
    }

    /// ADR-2
    #[test]
    fn a_street_with_a_longer_name_is_no_box(rest in "[a-zæøå]{3,12}", number in 1_u32..999) {
        prop_assume!(rest != "tolv");
        let name = format!("Boks{rest} {number}");
        prop_assert!(!is_po_box(&name), "{}", name);
        let name = format!("Pb{rest} {number}");
        prop_assert!(!is_po_box(&name), "{}", name);
    }
}
