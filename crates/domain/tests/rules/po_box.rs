//! ADR-2: a PO box is never an installation address.

use domain::{
    address::{AddressDraft, po_box::is_po_box},
    finding::codes,
    postcode::SHIPPED,
};
use proptest::prelude::*;

use crate::address::{check, check_with, street};

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
        "Boks no 12",
        "Boks nummer 12",
        "Box number 12",
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

proptest! {
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
