//! ADR-1 to ADR-6: what an installation address is, and what it never is.

use domain::{
    address::{
        Address, AddressDraft, Parsed, Place, RegisterAddress, house_number, parse, po_box::is_po_box,
    },
    finding::{Finding, Path},
    postcode::{PostcodeRegister, SHIPPED},
};
use proptest::prelude::*;

use crate::world::register_address;

pub fn street() -> AddressDraft {
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

pub fn cadastre() -> AddressDraft {
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

pub fn check_with(
    draft: &AddressDraft,
    postcodes: &str,
    hit: Option<&RegisterAddress>,
) -> (Parsed, Vec<Finding>) {
    let mut findings = Vec::new();
    let postcodes = PostcodeRegister::parse(postcodes).unwrap();
    let parsed = parse(draft, &Path::of("a"), &postcodes, hit, false, &mut findings);
    (parsed, findings)
}

pub fn check(draft: &AddressDraft) -> (Option<Address>, Vec<String>) {
    let (parsed, findings) = check_with(draft, SHIPPED, Some(&register_address()));
    (parsed.address, listed(&findings))
}

pub fn listed(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{}: {}", finding.path, finding.code))
        .collect()
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
        ("0364x", "address.postcode.format"),
        ("0364 BERGEN", "address.postcode.format"),
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
}
