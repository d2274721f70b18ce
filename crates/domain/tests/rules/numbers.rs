//! NUM-1 to NUM-4: where a telephone number comes from.

use std::collections::BTreeMap;

use domain::{
    access_check::{CheckOutcome, Light},
    catalogue::Catalogue,
    finding::{Param, codes},
    hold::HoldState,
    numbers::{NumberReservation, NumbersDraft, OrderedNumbers, Series, in_pairs, sizes},
    orders::{CheckRef, LineFacts, OrderDraft},
};

use crate::world::{World, answered, errors, found, good};

const PATH: &str = "lines[0].numbers";

fn attributes(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

fn series(first: &str, count: u16) -> Series {
    Series {
        first: first.to_owned(),
        count,
    }
}

/// Telephony with numbers reserved and a slot held: nothing is wrong.
fn reserved(product: &str, access: &str, series: Series) -> (OrderDraft, World) {
    of(
        product,
        &[("number", "reserved"), ("access", access)],
        answered(Light::Green),
        series,
    )
}

fn of(product: &str, chosen: &[(&str, &str)], outcome: CheckOutcome, series: Series) -> (OrderDraft, World) {
    let (mut draft, mut world) = good();
    draft.product = product.to_owned();
    draft.attributes = attributes(chosen);
    draft.attributes.retain(|_, value| !value.is_empty());
    draft.lines[0].numbers = NumbersDraft {
        count: series.count.to_string(),
        reservation: "numbers-1".to_owned(),
        donor: String::new(),
    };
    world.ask(&draft, outcome);
    let subject = world.line().access_check.as_ref().unwrap().subject.clone();
    let held_until = world.now.plus_seconds(20 * 60);
    world.line().reservation = Some(NumberReservation {
        id: "numbers-1".to_owned(),
        check: "check-1".to_owned(),
        subject,
        series,
        held_until,
        state: HoldState::Held,
    });
    (draft, world)
}

/// NUM-2: whatever the draft says, the number that is held is the one that is ordered.
#[test]
fn the_number_that_is_held_is_the_one_that_is_ordered() {
    for (product, access, held) in [
        ("PSTN", "", series("22600100", 1)),
        ("ISDN", "basic", series("22620110", 8)),
        ("ISDN", "primary", series("22650000", 100)),
    ] {
        let (mut draft, world) = reserved(product, access, held.clone());
        draft
            .attributes
            .insert("reserved_number".to_owned(), "22999999".to_owned());
        let outcome = world.parse(&draft);
        assert_eq!(errors(&outcome), Vec::<String>::new(), "{product}");
        let order = outcome.order.unwrap();
        assert_eq!(order.attributes["reserved_number"], held.first);
        assert_eq!(
            order.lines[0].numbers,
            Some(OrderedNumbers::Reserved {
                series: held,
                reservation: "numbers-1".to_owned()
            })
        );
        assert_eq!(order.as_sent().lines[0].numbers, draft.lines[0].numbers);
        assert_eq!(order.again().lines[0].numbers, NumbersDraft::default());
    }
}

/// NUM-2, NUM-3
#[test]
fn numbers_hold_for_20_minutes_and_for_what_they_were_taken_for() {
    type Change = fn(&mut OrderDraft, &mut World);
    fn record(world: &mut World) -> &mut NumberReservation {
        world.line().reservation.as_mut().unwrap()
    }
    let cases: [(Change, _); 9] = [
        (
            |draft, _| draft.lines[0].numbers.reservation.clear(),
            codes::NUMBERS_MISSING,
        ),
        (|_, world| world.line().reservation = None, codes::NUMBERS_UNKNOWN),
        (
            |_, world| record(world).id = "another".to_owned(),
            codes::NUMBERS_UNKNOWN,
        ),
        (
            |_, world| world.now = record(world).held_until,
            codes::NUMBERS_RAN_OUT,
        ),
        (
            |_, world| record(world).state = HoldState::Gone,
            codes::NUMBERS_GONE,
        ),
        (
            |_, world| record(world).state = HoldState::Released,
            codes::NUMBERS_RAN_OUT,
        ),
        (
            |_, world| record(world).state = HoldState::Confirmed,
            codes::NUMBERS_USED,
        ),
        (
            |_, world| record(world).subject.place = "elsewhere".to_owned(),
            codes::NUMBERS_OTHER_SUBJECT,
        ),
        (|_, world| record(world).series.count = 8, codes::NUMBERS_SERIES),
    ];
    for (change, code) in cases {
        let (mut draft, mut world) = reserved("PSTN", "", series("22600100", 1));
        change(&mut draft, &mut world);
        let outcome = world.parse(&draft);
        assert!(outcome.order.is_none(), "{}", code.name);
        assert_eq!(
            found(&outcome, code).map(|found| found.path.as_str()),
            Some(PATH),
            "{}",
            code.name
        );
    }
    // What is lost is named, and how long it was held.
    let (draft, mut world) = reserved("PSTN", "", series("22600100", 1));
    record(&mut world).state = HoldState::Released;
    let outcome = world.parse(&draft);
    let lost = found(&outcome, codes::NUMBERS_RAN_OUT).unwrap();
    assert_eq!(lost.params["numbers"], Param::from("22 60 01 00"));
    assert_eq!(lost.params["minutes"], Param::Number(20));
    // A second before the end they still hold.
    let (draft, mut world) = reserved("PSTN", "", series("22600100", 1));
    world.now = record(&mut world).held_until.plus_seconds(-1);
    world.line().appointment.as_mut().unwrap().held_until = world.now.plus_seconds(60);
    assert_eq!(errors(&world.parse(&draft)), Vec::<String>::new());
}

/// NUM-1: where a technician may be booked, and nowhere else.
#[test]
fn numbers_are_reserved_where_a_technician_may_be_booked() {
    let chosen = [("number", "reserved"), ("access", "basic")];
    let at = |outcome| of("ISDN", &chosen, outcome, series("22620110", 8));
    for light in [Light::Green, Light::YellowUncertain] {
        let (draft, world) = at(answered(light));
        assert!(
            world
                .parse(&draft)
                .findings
                .iter()
                .all(|finding| finding.path != PATH),
            "{light:?}"
        );
    }
    let (draft, world) = at(CheckOutcome::SystemFault);
    let said = world.parse(&draft);
    assert!(found(&said, codes::NUMBERS_NOT_ALLOWED).is_some(), "{said:?}");
    let (mut draft, world) = at(answered(Light::Green));
    draft.lines[0].access_check = CheckRef::default();
    assert!(found(&world.parse(&draft), codes::NUMBERS_CHECK_FIRST).is_some());
}

/// NUM-1: one number cannot be that of several lines. It is said once, of the choice.
#[test]
fn all_lines_of_a_project_get_new_numbers() {
    for origin in ["reserved", "ported"] {
        let (mut draft, mut world) = reserved("PSTN", "", series("22600100", 1));
        draft.attributes.insert("number".to_owned(), origin.to_owned());
        draft.order_type = "project".to_owned();
        draft.lines.push(draft.lines[0].clone());
        world.facts.lines.push(LineFacts::default());
        let outcome = world.parse(&draft);
        let said: Vec<_> = errors(&outcome)
            .into_iter()
            .filter(|said| said.contains("numbers"))
            .collect();
        assert_eq!(said, ["attributes.number: numbers.project"], "{origin}");
        draft.attributes.insert("number".to_owned(), "new".to_owned());
        assert!(found(&world.parse(&draft), codes::NUMBERS_PROJECT).is_none());
    }
}

/// NUM-4
#[test]
fn a_ported_number_comes_from_a_named_operator() {
    let cases = [
        ("Fjordnett", None),
        ("  Polar \u{a0} linje  ", None),
        ("", Some("numbers.donor.missing")),
        (" 42 ", Some("numbers.donor.missing")),
        ("Fjord\u{202e}nett", Some("text.control_character")),
    ];
    for (donor, expected) in cases {
        let (mut draft, world) = reserved("PSTN", "", series("22600100", 1));
        draft.attributes = attributes(&[("number", "ported"), ("ported_number", "22 33 44 55")]);
        draft.lines[0].numbers.donor = donor.to_owned();
        let outcome = world.parse(&draft);
        let said = outcome
            .findings
            .iter()
            .find(|finding| finding.path == "lines[0].numbers.donor");
        assert_eq!(said.map(|finding| finding.code.as_str()), expected, "{donor:?}");
        let numbers = outcome.order.map(|order| order.lines[0].numbers.clone().unwrap());
        match expected {
            None => assert_eq!(numbers.unwrap().series(), series("22334455", 1)),
            Some(_) => assert_eq!(numbers, None),
        }
    }
    let (mut draft, world) = reserved("PSTN", "", series("22600100", 1));
    draft.attributes = attributes(&[("number", "ported"), ("ported_number", "22334455")]);
    draft.lines[0].numbers.donor = "x".repeat(101);
    let said = world.parse(&draft);
    assert_eq!(
        found(&said, codes::TEXT_TOO_LONG).map(|finding| finding.rule.as_str()),
        Some("NUM-4")
    );
}

/// NUM-1: a new number is nobody's to name, and other products have none.
#[test]
fn a_new_number_and_another_product_have_nothing_to_reserve() {
    let (mut draft, world) = reserved("PSTN", "", series("22600100", 1));
    draft.attributes = attributes(&[("number", "new")]);
    let order = world.parse(&draft).order.unwrap();
    assert_eq!(order.lines[0].numbers, None);
    assert_eq!(order.attributes.get("reserved_number"), None);
    let (mut draft, world) = good();
    draft.lines[0].numbers.reservation = "numbers-1".to_owned();
    assert_eq!(world.parse(&draft).order.unwrap().lines[0].numbers, None);
}

/// NUM-3
#[test]
fn isdn_has_rows_of_numbers_and_pstn_one() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let of = |product: &str, access: &str| {
        sizes(
            catalogue.product(product).unwrap(),
            &attributes(&[("access", access)]),
        )
    };
    assert_eq!(of("PSTN", ""), [1]);
    assert_eq!(of("ISDN", "basic"), [1, 3, 8]);
    assert_eq!(of("ISDN", " primary "), [10, 30, 100]);
    assert_eq!(of("ISDN", ""), [0_u16; 0]);
    assert_eq!(of("ADSL_FULL", "basic"), [0_u16; 0]);
    let wanted = |count: &str, sizes: &[u16]| {
        NumbersDraft {
            count: count.to_owned(),
            ..NumbersDraft::default()
        }
        .wanted(sizes)
    };
    assert_eq!(wanted("", &[1]), Some(1));
    assert_eq!(wanted("", &[1, 3, 8]), None, "nothing is assumed");
    assert_eq!(wanted("8", &[1, 3, 8]), Some(8));
    assert_eq!(wanted("8", &[10, 30, 100]), None);
}

/// NUM-3
#[test]
fn a_row_is_written_from_its_first_to_its_last_number() {
    assert_eq!(series("22600100", 1).in_words(), "22 60 01 00");
    assert_eq!(series("22620110", 8).in_words(), "22 62 01 10 – 22 62 01 17");
    assert_eq!(series("22650000", 100).last(), "22650099");
    assert_eq!(series("rubbish", 8).last(), "rubbish");
    assert_eq!(in_pairs("JX100007"), "JX100007");
    assert_eq!(in_pairs("æøå22"), "æøå22");
    assert!(series("22600100", 1).is_of_fixed_lines());
    assert!(!series("91234567", 1).is_of_fixed_lines());
}
