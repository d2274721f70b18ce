//! ISP: what leads out of a switch that cannot be made, what is known beforehand, and what is ordered beside it.

use domain::{
    access_check::ExistingLine,
    appointment::{Slot, SlotSearch, Window},
    catalogue::{AccessKind, Catalogue},
    isp_switch::{SwitchDraft, changed_afterwards, parse, price, switched_first},
    money::Ore,
    orders::{AppointmentRef, OrderDraft, OrderType, booking_of, judge, line_state, price::line_price},
    subscriptions::Found,
};

use crate::{
    isp_switch::{errors, existing, switch},
    world::{World, good},
};

fn catalogue() -> Catalogue {
    Catalogue::default_catalogue().unwrap()
}

/// ISP-1: of the wanted kind, what has the access of today is switched to first; SHDSL has but one.
#[test]
fn what_is_switched_to_first_is_of_the_wanted_kind_with_the_access_of_today() {
    let catalogue = catalogue();
    let first = |wanted: &str, access| {
        let wanted = catalogue.product(wanted).unwrap();
        switched_first(wanted, access, &catalogue).map(|product| product.code.as_str())
    };
    assert_eq!(first("ADSL_FULL", AccessKind::Shared), Some("ADSL_SHARED"));
    assert_eq!(first("OA_SHARED", AccessKind::Full), Some("OA_FULL"));
    assert_eq!(first("SHDSL", AccessKind::Shared), None);
}

/// ISP-1: the order keeps what it is to be changed to, as long as that is a change of access alone.
#[test]
fn the_order_keeps_what_it_is_to_be_changed_to() {
    let (mut draft, world, facts) = switch();
    for (afterwards, kept) in [
        ("ADSL_SHARED", Some("ADSL_SHARED")),
        ("ADSL_FULL", None),
        ("OA_SHARED", None),
        ("TELEX", None),
        ("", None),
    ] {
        draft.switch.afterwards = afterwards.to_owned();
        let verdict = parse(&draft, &facts, &world.context());
        assert_eq!(verdict.valid.unwrap().afterwards.as_deref(), kept, "{afterwards}");
        assert_eq!(
            changed_afterwards(&draft, &world.catalogue).is_some(),
            kept.is_some()
        );
    }
}

fn new_order_where(line: ExistingLine, product: &str) -> (OrderDraft, World) {
    let (mut draft, mut world) = good();
    draft.product = product.to_owned();
    world.ask(&draft, crate::world::answered(domain::access_check::Light::Green));
    world.line().access_check.as_mut().unwrap().existing_lines = vec![line];
    (draft, world)
}

/// GRD-1, ISP-1: whose line cannot be switched may be ended instead; where a switch is possible, GRD-1 stands.
#[test]
fn a_new_order_goes_past_another_operators_line_only_where_no_switch_leads_and_the_customer_ends_it() {
    let rival = |product: &str| ExistingLine {
        product: product.to_owned(),
        ..existing("Fjordnett", false)
    };
    for (has, terminated, code) in [
        ("OA_SHARED", false, "existing_line.other_operator"),
        ("OA_SHARED", true, "existing_line.terminated"),
        ("OA_FULL", true, "existing_line.other_operator"),
        // Either access: the one that would make it possible is not told.
        ("ONLINE_ADSL", true, "existing_line.other_operator"),
    ] {
        let (mut draft, world) = new_order_where(rival(has), "ADSL_FULL");
        draft.switch.terminated = terminated;
        let outcome = world.parse(&draft);
        let said: Vec<_> = outcome
            .findings
            .iter()
            .filter(|finding| finding.code.starts_with("existing_line"))
            .map(|finding| finding.code.as_str())
            .collect();
        assert_eq!(said, [code], "{has} {terminated}");
        assert_eq!(
            outcome.order.is_some(),
            code == "existing_line.terminated",
            "{has}"
        );
    }
}

/// ISP-2: what NRDB said with the check of this very place is an answer; silence is none, and neither is another place.
#[test]
fn only_nrdbs_word_about_this_place_tells_that_there_is_nothing_to_take_over() {
    let judged = |spoil: fn(&mut OrderDraft, &mut World)| {
        let (mut draft, mut world, facts) = switch();
        world.facts.authority = facts.authority;
        world.line().access_check.as_mut().unwrap().existing_lines.clear();
        spoil(&mut draft, &mut world);
        let verdict = judge(&draft, &Found::NotAsked, &world.context());
        verdict
            .findings
            .iter()
            .any(|finding| finding.code == "switch.no_broadband")
    };
    assert!(judged(|_, _| ()));
    assert!(!judged(|_, world| {
        world.line().access_check.as_mut().unwrap().lines_known = false;
    }));
    assert!(!judged(
        |draft, _| draft.lines[0].address.house_number = "66".to_owned()
    ));
}

/// ISP-2, ISP-3: what NRDB knows is filled in, and what is typed stays.
#[test]
fn what_is_known_of_the_line_is_not_typed() {
    let catalogue = catalogue();
    let line = ExistingLine {
        product: "ONLINE_ADSL".to_owned(),
        number: Some("21900025".to_owned()),
        ..existing("Polarlinje", false)
    };
    let mut learnt = SwitchDraft::default();
    learnt.learn(&line, &catalogue);
    let expected = SwitchDraft {
        product_from: "ONLINE_ADSL".to_owned(),
        access_from: "shared".to_owned(),
        losing_operator: "Polarlinje".to_owned(),
        number: "21900025".to_owned(),
        ..SwitchDraft::default()
    };
    assert_eq!(learnt, expected);
    let mut typed = SwitchDraft {
        losing_operator: "Fjordnett".to_owned(),
        ..SwitchDraft::default()
    };
    // A circuit number is nobody's telephone.
    let circuit = ExistingLine {
        product: "OA_FULL".to_owned(),
        number: Some("JX200018".to_owned()),
        ..line
    };
    typed.learn(&circuit, &catalogue);
    assert_eq!(
        (typed.losing_operator.as_str(), typed.number.as_str()),
        ("Fjordnett", "")
    );
    assert_eq!(typed.access_from, "");
    // Another line is meant: what was learnt of the first goes, what was typed stays.
    typed.unlearn(&circuit, &catalogue);
    assert_eq!(
        (typed.losing_operator.as_str(), typed.product_from.as_str()),
        ("Fjordnett", "")
    );
}

/// BOK-5: each work costs once, beside the product.
#[test]
fn work_past_the_interface_is_part_of_the_price() {
    let (draft, world, _) = switch();
    let product = world.catalogue.product(&draft.product).unwrap();
    let alone = line_price(product, &draft.attributes);
    let works = ["socket".to_owned(), "cabling".to_owned(), "piano".to_owned()];
    let with = price(product, &draft.attributes, &works, &world.catalogue);
    assert_eq!(with.setup, alone.setup + Ore::kroner(690) + Ore::kroner(450));
    assert_eq!(with.monthly, alone.monthly);
}

/// BOK-2: a draft that has been a project is no project as a switch.
#[test]
fn a_switch_is_booked_whatever_type_the_draft_had_before() {
    let (mut draft, mut world, _) = switch();
    draft.order_type = "project".to_owned();
    assert_eq!(draft.order_type(), Some(OrderType::Project));
    let facts = world.line().clone();
    let context = world.context();
    let product = world.catalogue.product(&draft.product).unwrap();
    let state = line_state(&draft, 0, &facts, &context).unwrap();
    assert!(state.booking.is_open());
    assert_eq!(
        booking_of(&draft, product, &state.check, &world.catalogue),
        state.booking
    );
}

/// BOK-1, DAT-3: what is free only before a switch can be made is not free for it.
#[test]
fn a_slot_before_the_switch_can_be_made_counts_as_none() {
    let (mut draft, mut world, facts) = switch();
    draft.switch.extra_work.clear();
    draft.requested_date = "15.12.2026".to_owned();
    draft.lines[0].appointment = AppointmentRef {
        id: String::new(),
        search: "search-1".to_owned(),
    };
    let subject = crate::world::subject(&draft, &world.catalogue);
    let now = world.now;
    let mut with = |day| {
        world.line().slot_search = Some(SlotSearch {
            id: "search-1".to_owned(),
            subject: subject.clone(),
            searched_at: now,
            slots: vec![Slot {
                id: "s".to_owned(),
                date: day,
                window: Window::Morning,
            }],
        });
        errors(&draft, &world, &facts)
    };
    assert_eq!(with(time::macros::date!(2026 - 12 - 08)), Vec::<String>::new());
    assert_eq!(
        with(time::macros::date!(2026 - 12 - 09)),
        ["lines[0].appointment: appointment.missing"]
    );
}
