//! What a field shows once it has been left: ADR-1, ADR-3, CUS-1, CUS-2, CON-1, CON-2.

use domain::{
    address::AddressDraft,
    orders::{
        LineDraft,
        typed::{leave, tidy},
    },
    quotes::{self, QuoteDraft, QuoteLineDraft},
};
use proptest::prelude::*;
use time::macros::date;

use crate::address::{check, street};

const TODAY: time::Date = date!(2026 - 11 - 27);

/// Street, house number, postcode, place.
type Where<'a> = [&'a str; 4];

fn address([street, number, postcode, place]: Where<'_>) -> LineDraft {
    let mut line = LineDraft::default();
    line.address.street = street.to_owned();
    line.address.house_number = number.to_owned();
    line.address.postcode = postcode.to_owned();
    line.address.place = place.to_owned();
    line
}

fn fields(line: &LineDraft) -> Where<'_> {
    let address = &line.address;
    [
        &address.street,
        &address.house_number,
        &address.postcode,
        &address.place,
    ]
}

/// ADR-3
#[test]
fn a_postcode_is_shown_as_four_digits_and_its_place_goes_to_the_place() {
    for (typed, place, shown, place_shown) in [
        ("0 6 6 5", "", "0665", ""),
        (" 0665 ", "OSLO", "0665", "OSLO"),
        ("06\u{a0}65", "", "0665", ""),
        ("N-0665", "", "0665", ""),
        ("no-0665 oslo", "OSLO", "0665", "OSLO"),
        ("0665 OSLO", "", "0665", "OSLO"),
        ("0665  Oslo", "OSLO", "0665", "OSLO"),
        ("4610, Kristiansand  S", "", "4610", "Kristiansand S"),
        // Not clear, or it would be lost: it stays, and is told.
        ("0665 BERGEN", "OSLO", "0665 BERGEN", "OSLO"),
        ("665", "", "665", ""),
        ("0665 1", "", "0665 1", ""),
        ("06655", "", "06655", ""),
        ("0665x", "", "0665x", ""),
        ("o665", "", "o665", ""),
    ] {
        let mut line = address(["Kirkeveien", "12", typed, place]);
        leave(&mut line, "address.postcode", TODAY);
        assert_eq!(
            fields(&line),
            ["Kirkeveien", "12", shown, place_shown],
            "{typed:?} {place:?}"
        );
    }
}

/// ADR-3: a draft that no form has tidied is understood as well.
#[test]
fn a_postcode_may_be_spaced_and_may_have_its_place_behind_it() {
    for (typed, place) in [
        ("0 3 6 4", "OSLO"),
        ("N-0364", "OSLO"),
        ("0364 Oslo", "OSLO"),
        ("0364 oslo", ""),
    ] {
        let draft = AddressDraft {
            postcode: typed.to_owned(),
            place: place.to_owned(),
            ..street()
        };
        let (address, findings) = check(&draft);
        let line = address.map(|address| address.in_one_line());
        assert!(
            line.is_some_and(|line| line.ends_with(", 0364 OSLO")),
            "{typed:?}: {findings:?}"
        );
    }
}

/// ADR-1: what was typed as the street goes where it belongs, and nothing that stands there is overwritten.
#[test]
fn a_whole_address_in_the_street_is_spread_over_its_fields() {
    let nothing = ["", "", ""];
    for (street, others, shown) in [
        ("Kirkeveien 12 B", nothing, ["Kirkeveien", "12B", "", ""]),
        (
            "  Karl  Johans gate   1 ",
            nothing,
            ["Karl Johans gate", "1", "", ""],
        ),
        (
            "Kirkeveien 12b, 0266 Oslo",
            nothing,
            ["Kirkeveien", "12B", "0266", "Oslo"],
        ),
        (
            "Kirkeveien 12 B, N-0266  Oslo, Norge",
            nothing,
            ["Kirkeveien", "12B", "0266", "Oslo"],
        ),
        ("Kirkeveien 12 B", ["12b", "", ""], ["Kirkeveien", "12B", "", ""]),
        ("Kirkeveien", nothing, ["Kirkeveien", "", "", ""]),
        ("Kirkeveien 12", ["14", "", ""], ["Kirkeveien 12", "14", "", ""]),
        (
            "Kirkeveien 12, 0266 Oslo",
            ["", "0364", "OSLO"],
            ["Kirkeveien 12, 0266 Oslo", "", "0364", "OSLO"],
        ),
        (
            "Kirkeveien 12, bakgården",
            nothing,
            ["Kirkeveien 12, bakgården", "", "", ""],
        ),
        ("Postboks 12", nothing, ["Postboks 12", "", "", ""]),
        ("12", nothing, ["12", "", "", ""]),
    ] {
        let [number, postcode, place] = others;
        let mut line = address([street, number, postcode, place]);
        leave(&mut line, "address.street", TODAY);
        assert_eq!(fields(&line), shown, "{street:?} {others:?}");
    }
    let mut farm = address(["Kirkeveien 12", "", "", ""]);
    farm.address.kind = "cadastre".to_owned();
    leave(&mut farm, "address.street", TODAY);
    assert_eq!(
        farm.address.street, "Kirkeveien 12",
        "no field of this kind of address"
    );
}

/// CUS-1, CUS-2, CON-1, CON-2
#[test]
fn other_fields_are_shown_as_everybody_writes_them() {
    for (field, typed, shown) in [
        ("end_user.first_name", "  Solveig   Marie ", "Solveig Marie"),
        ("end_user.last_name", "Myrland\t", "Myrland"),
        (
            "end_user.company_name",
            " Fjellbekk  Regnskap AS",
            "Fjellbekk Regnskap AS",
        ),
        ("end_user.date_of_birth", " 1. 2.  1980 ", "01.02.1980"),
        ("end_user.date_of_birth", "010280", "01.02.1980"),
        ("end_user.date_of_birth", "1980-02-01", "01.02.1980"),
        ("end_user.date_of_birth", "1. februar 1980", "01.02.1980"),
        ("end_user.date_of_birth", "31.02.1980", "31.02.1980"),
        ("end_user.date_of_birth", "1.2", "1.2"),
        ("end_user.date_of_birth", "ukjent  ennå", "ukjent ennå"),
        ("end_user.organisation_number", "NO 310001007 MVA", "310001007"),
        ("end_user.organisation_number", "no310 001 007mva", "310001007"),
        ("end_user.organisation_number", "310.001.007", "310001007"),
        ("end_user.organisation_number", "Org.nr. 310 001 007", "310001007"),
        ("end_user.organisation_number", "310 001 00x", "31000100x"),
        ("end_user.organisation_number", "MVA", "MVA"),
        ("address.house_number", " 12  b ", "12B"),
        ("address.house_number", "12  bc", "12 bc"),
        ("address.unit", "h 0201", "H0201"),
        ("contact.name", " Solveig  Myrland ", "Solveig Myrland"),
        ("contact.phone", "+47 412 34 567", "41234567"),
        ("contact.second_phone", "412 34 567 / 98", "412 34 567 / 98"),
    ] {
        let mut line = LineDraft::default();
        *place(&mut line, field) = typed.to_owned();
        leave(&mut line, field, TODAY);
        assert_eq!(place(&mut line, field), shown, "{field} {typed:?}");
    }
}

fn place<'a>(line: &'a mut LineDraft, field: &str) -> &'a mut String {
    match field {
        "end_user.first_name" => &mut line.end_user.first_name,
        "end_user.last_name" => &mut line.end_user.last_name,
        "end_user.company_name" => &mut line.end_user.company_name,
        "end_user.date_of_birth" => &mut line.end_user.date_of_birth,
        "end_user.organisation_number" => &mut line.end_user.organisation_number,
        "address.house_number" => &mut line.address.house_number,
        "address.unit" => &mut line.address.unit,
        "contact.name" => &mut line.contact.name,
        "contact.phone" => &mut line.contact.phone,
        "contact.second_phone" => &mut line.contact.second_phone,
        _ => panic!("{field}"),
    }
}

/// ORD-8: in a paste the next cell comes after, so a cell changes no other.
#[test]
fn a_cell_of_many_is_tidied_alone() {
    let mut line = address(["Kirkeveien  12 B", "", "0266  OSLO", ""]);
    tidy(&mut line, "address.street");
    tidy(&mut line, "address.postcode");
    assert_eq!(fields(&line), ["Kirkeveien 12 B", "", "0266 OSLO", ""]);
}

proptest! {
    /// What is shown is left as it is the next time, and nothing is lost but signs that say nothing.
    #[test]
    fn what_is_shown_stays(street in ".{0,40}", number in ".{0,6}", postcode in ".{0,12}", place in ".{0,12}") {
        let mut line = address([&street, &number, &postcode, &place]);
        for field in ["address.street", "address.house_number", "address.postcode", "address.place"] {
            leave(&mut line, field, TODAY);
        }
        let once = line.clone();
        leave(&mut line, "address.postcode", TODAY);
        leave(&mut line, "address.place", TODAY);
        prop_assert_eq!(fields(&line), fields(&once));
    }
}

/// QUO-1: an address is left alike, whichever end it is of.
#[test]
fn both_ends_are_shown_as_an_address_is() {
    let typed = || AddressDraft {
        street: "Kirkeveien 12 b, 0665 Oslo".to_owned(),
        ..AddressDraft::default()
    };
    let mut of_order = LineDraft {
        address: typed(),
        address_b: typed(),
        ..LineDraft::default()
    };
    let mut quote = QuoteDraft {
        reference: "  Bryggen  2 ".to_owned(),
        lines: vec![
            QuoteLineDraft::default(),
            QuoteLineDraft {
                address_a: typed(),
                address_b: typed(),
                ..QuoteLineDraft::default()
            },
        ],
        ..QuoteDraft::default()
    };
    quote.contact.phone = "+47 912 34 567".to_owned();
    leave(&mut of_order, "address.street", TODAY);
    leave(&mut of_order, "address_b.street", TODAY);
    for path in [
        "lines[1].address_a.street",
        "lines[1].address_b.street",
        "reference",
        "contact.phone",
        "lines[2].address_a.street",
        "lines[1].product",
    ] {
        quotes::typed::leave(&mut quote, path);
    }
    let line = &quote.lines[1];
    for address in [
        &of_order.address,
        &of_order.address_b,
        &line.address_a,
        &line.address_b,
    ] {
        assert_eq!(
            [
                &address.street,
                &address.house_number,
                &address.postcode,
                &address.place
            ],
            ["Kirkeveien", "12B", "0665", "Oslo"]
        );
    }
    assert_eq!(
        (quote.reference.as_str(), quote.contact.phone.as_str()),
        ("Bryggen 2", "91234567")
    );
    quote.lines[1].address_a.floor = " 2 ".to_owned();
    quotes::typed::leave(&mut quote, "lines[1].address_a.floor");
    assert_eq!(quote.lines[1].address_a.floor, "2");
}
