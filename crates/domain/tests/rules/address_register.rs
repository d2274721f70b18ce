//! ADR-4 to ADR-6, KAP-5: units, large areas, and the choice from the register.

use domain::{
    address::{AddressDraft, RegisterAddress, unit},
    postcode::SHIPPED,
};

use crate::{
    address::{cadastre, check, check_with, listed, street},
    world::register_address,
};

/// ADR-4
#[test]
fn where_the_register_knows_several_units_one_is_chosen() {
    let with = |units: &[&str]| RegisterAddress {
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        ..register_address()
    };
    // The register's units, what is typed, what is stored, and what is found.
    type Case<'a> = (&'a [&'a str], &'a str, Option<&'a str>, &'a [&'a str]);
    let cases: &[Case<'_>] = &[
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
