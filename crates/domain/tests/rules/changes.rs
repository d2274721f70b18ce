//! CHG, GRD-2: what is changed of what is installed, one thing at a time.

use domain::{
    access_check::Light,
    catalogue::Catalogue,
    changes::{ChangeKind, Changed, changes_access, earliest_date, parse},
    orders::{AppointmentRef, OrderDraft},
    subscriptions::Subscription,
};
use time::macros::date;

use crate::{
    installed::{errors_of, found, installed},
    world::{SLOT_DAY, World, answered, good},
};

pub fn change(what: &str) -> (OrderDraft, World, Subscription) {
    let (mut draft, mut world, subscription) = installed("change");
    let (order, _) = good();
    draft.change.what = what.to_owned();
    draft.product = order.product.clone();
    draft.attributes = order.attributes.clone();
    draft.lines = order.lines;
    draft.requested_date = String::new();
    match what {
        "speed" => {
            draft
                .attributes
                .insert("speed".to_owned(), "24000/1024".to_owned());
            draft.requested_date = "24.11.2026".to_owned();
        }
        "access" => {
            draft.product = "ADSL_SHARED".to_owned();
            world.ask(&draft, answered(Light::Green));
        }
        "move" => {
            draft.lines[0].address.unit = "H0201".to_owned();
            world.ask(&draft, answered(Light::Green));
        }
        "customer" => {
            draft.lines[0].end_user.first_name = "Sigrid".to_owned();
            draft.requested_date = "24.11.2026".to_owned();
        }
        _ => draft.requested_date = "24.11.2026".to_owned(),
    }
    (draft, world, subscription)
}

fn errors(draft: &OrderDraft, world: &World, subscription: &Subscription) -> Vec<String> {
    errors_of(&parse(draft, &found(subscription), &world.context()).findings)
}

/// CHG-1, GRD-2: each kind of change with nothing wrong in it, and what the subscription becomes.
#[test]
fn each_kind_of_change_has_its_own_result() {
    for kind in ChangeKind::ALL {
        let (draft, world, subscription) = change(kind.as_str());
        let verdict = parse(&draft, &found(&subscription), &world.context());
        assert_eq!(errors_of(&verdict.findings), Vec::<String>::new(), "{kind:?}");
        let change = verdict.valid.unwrap();
        let on = if matches!(kind, ChangeKind::Access | ChangeKind::Move) {
            SLOT_DAY
        } else {
            date!(2026 - 11 - 24)
        };
        assert_eq!(change.requested_date, on, "{kind:?}");
        match (kind, change.changed) {
            (ChangeKind::Speed, Changed::Speed { attributes }) => {
                assert_eq!(attributes["speed"], "24000/1024")
            }
            (ChangeKind::Access, Changed::Access { product, line, .. }) => {
                assert_eq!(product, "ADSL_SHARED");
                assert_eq!(line.appointment.as_deref(), Some("slot-1"));
            }
            (ChangeKind::Move, Changed::Move { line }) => {
                assert_eq!(line.address.unit.as_deref(), Some("H0201"))
            }
            (ChangeKind::Customer, Changed::Customer { end_user }) => {
                assert_eq!(end_user.full_name(), "Sigrid Bakkemo")
            }
            (ChangeKind::Contact, Changed::Contact { contact }) => assert_eq!(contact.phone, "91234567"),
            (kind, changed) => panic!("{kind:?} gave {changed:?}"),
        }
    }
}

/// CHG-1: what is as it already is is no change; GRD-3: what is to be changed is chosen.
#[test]
fn a_change_changes_something() {
    for (what, path) in [
        ("speed", "attributes"),
        ("move", "lines[0].address"),
        ("customer", "lines[0].end_user"),
    ] {
        let (mut draft, mut world, subscription) = change(what);
        let (order, _) = good();
        draft.attributes = order.attributes;
        draft.lines = order.lines;
        world.ask(
            &OrderDraft {
                product: "ADSL_FULL".into(),
                ..draft.clone()
            },
            answered(Light::Green),
        );
        assert_eq!(
            errors(&draft, &world, &subscription),
            [format!("{path}: change.nothing")],
            "{what}"
        );
    }
    for (what, code) in [("", "change.missing"), ("colour", "change.unknown")] {
        let (mut draft, world, subscription) = change("contact");
        draft.change.what = what.to_owned();
        assert_eq!(
            errors(&draft, &world, &subscription),
            [format!("change.what: {code}")]
        );
    }
}

/// GRD-2: who comes by "to move" need not say again that it is a move, and everything typed is still there.
#[test]
fn a_new_order_becomes_a_move_by_its_need_alone() {
    let (mut draft, mut world, subscription) = change("move");
    draft.need = "move".to_owned();
    draft.change.what = String::new();
    assert_eq!(errors(&draft, &world, &subscription), Vec::<String>::new());
    let as_new = OrderDraft {
        need: "new".to_owned(),
        ..draft
    };
    world.ask(&as_new, answered(Light::Green));
    assert!(world.parse(&as_new).order.is_some(), "and back again");
}

/// KAP-1, BOK-1, DAT-1: a move is delivered like anything new, by the installed product and its attributes.
#[test]
fn a_move_is_checked_and_booked_at_the_new_place() {
    let (mut draft, mut world, subscription) = change("move");
    draft.lines[0].access_check.id = String::new();
    draft.lines[0].appointment = AppointmentRef::default();
    draft.lines[0].confirmations.door_marked = false;
    assert_eq!(
        errors(&draft, &world, &subscription),
        [
            "lines[0].access_check: access_check.missing",
            "lines[0].confirmations.door_marked: confirmations.door_marked"
        ]
    );
    // What the draft says of product and speed counts for nothing: those of the subscription move.
    let (mut draft, _, subscription) = change("move");
    draft.product = "PSTN".to_owned();
    draft.attributes.clear();
    assert_eq!(errors(&draft, &world, &subscription), Vec::<String>::new());
    world.facts.lines.clear();
    assert!(!errors(&draft, &world, &subscription).is_empty());
}

/// ISP-1: the access type is changed by a change, between shared and full of one family, and not while a switch is open.
#[test]
fn the_access_type_is_converted_within_a_product_family() {
    for (to, right) in [
        ("ADSL_SHARED", true),
        ("ADSL_FULL", false),
        ("OA_SHARED", false),
        ("HDSL", false),
    ] {
        let (mut draft, mut world, subscription) = change("access");
        draft.product = to.to_owned();
        world.ask(&draft, answered(Light::Green));
        let wrong =
            errors(&draft, &world, &subscription).contains(&"product: change.access_not_between".to_owned());
        assert_eq!(wrong, !right, "{to}");
    }
}

/// DAT-1: what is done at the place takes the lead time, the rest is done the next working day.
#[test]
fn a_change_without_a_visit_is_made_the_next_working_day() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let product = catalogue.product("SHDSL").unwrap();
    let today = date!(2026 - 12 - 30);
    for (kind, first) in [
        (ChangeKind::Speed, date!(2026 - 12 - 31)),
        (ChangeKind::Customer, date!(2026 - 12 - 31)),
        (ChangeKind::Contact, date!(2026 - 12 - 31)),
        (ChangeKind::Access, date!(2027 - 01 - 21)),
        (ChangeKind::Move, date!(2027 - 01 - 21)),
    ] {
        assert_eq!(earliest_date(kind, product, today), first, "{kind:?}");
    }
    for (typed, code) in [
        ("23.11.2026", "requested_date: change.too_early"),
        ("24.11.2027", "requested_date: requested_date.too_late"),
        ("", "requested_date: requested_date.missing"),
        ("snart", "requested_date: requested_date.unreadable"),
    ] {
        let (mut draft, world, subscription) = change("speed");
        draft.requested_date = typed.to_owned();
        assert_eq!(errors(&draft, &world, &subscription), [code], "{typed}");
    }
}

/// CAN-1: between Jara ADSL, operator access and Jara HDSL.
#[test]
fn changes_between_access_products_are_known() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    for from in &catalogue.products {
        for to in &catalogue.products {
            let meant = |code: &str| {
                [
                    "ADSL_SHARED",
                    "ADSL_FULL",
                    "OA_SHARED",
                    "OA_FULL",
                    "HDSL",
                    "ONLINE_ADSL",
                ]
                .contains(&code)
            };
            let expected = from.code != to.code && meant(&from.code) && meant(&to.code);
            assert_eq!(changes_access(from, to), expected, "{} {}", from.code, to.code);
        }
    }
}
