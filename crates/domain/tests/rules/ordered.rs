//! What was ordered, of every kind: written and read again, and what statuses and lists go by.

use domain::{
    changes::{self, Changed},
    orders::{Ordered, OrderedChange, OrderedTermination, status::OrderKind},
    subscriptions::{Found, Subscription},
    terminations,
};
use serde_json::{Value, json};

use crate::{
    installed::installed,
    world::{World, good},
};

fn termination() -> (Ordered, World, Subscription) {
    let (draft, world, was) = installed("terminate");
    let verdict = terminations::parse(&draft, &Found::One(&was), &world.context());
    let ordered = OrderedTermination {
        termination: verdict.valid.unwrap(),
        was: was.clone(),
    };
    (Ordered::Termination(Box::new(ordered)), world, was)
}

fn change(what: &str) -> (Ordered, World, Subscription) {
    let (mut draft, world, was) = installed("change");
    draft.change.what = what.to_owned();
    draft.attributes = was.attributes.clone();
    draft
        .attributes
        .insert("speed".to_owned(), "24000/1024".to_owned());
    draft.lines = good().0.lines;
    draft.lines[0].contact.name = "Turid Solvang".to_owned();
    let verdict = changes::parse(&draft, &Found::One(&was), &world.context());
    let ordered = OrderedChange {
        change: verdict.valid.expect("a valid change"),
        was: was.clone(),
    };
    (Ordered::Change(Box::new(ordered)), world, was)
}

fn new() -> (Ordered, World) {
    let (draft, world) = good();
    let order = world.parse(&draft).order.unwrap();
    (Ordered::New(Box::new(order)), world)
}

#[test]
fn every_kind_is_read_as_it_was_written() {
    let all = [
        (new().0, OrderKind::New),
        (termination().0, OrderKind::Terminate),
        (change("speed").0, OrderKind::Modify),
    ];
    for (ordered, kind) in all {
        assert_eq!(ordered.kind(), kind);
        let read: Ordered = serde_json::from_value(json!(ordered)).unwrap();
        assert_eq!(read, ordered);
    }
}

#[test]
fn an_order_from_before_there_were_kinds_is_a_new_one() {
    let (Ordered::New(order), _) = new() else {
        panic!("a new order");
    };
    let stored: Value = json!({ "order": order });
    assert_eq!(
        serde_json::from_value::<Ordered>(stored).unwrap(),
        Ordered::New(order)
    );
}

/// TRM-1
#[test]
fn nobody_comes_to_end_a_subscription_and_it_is_about_what_is_installed() {
    let (ordered, world, was) = termination();
    assert!(!ordered.visit(&world.catalogue));
    assert_eq!(ordered.product(), was.product);
    let lines = ordered.lines();
    assert_eq!(
        (lines.len(), &lines[0].end_user, &lines[0].address),
        (1, &was.end_user, &was.address)
    );
    let price = ordered.price(&world.catalogue);
    assert_eq!((price.setup.0, price.monthly), (0, was.monthly_rent));
}

/// CAN-1
#[test]
fn only_another_access_product_is_cancelled_by_service_request() {
    let (ordered, world, _) = change("speed");
    assert!(!ordered.changes_access(&world.catalogue));
    assert!(!ordered.visit(&world.catalogue));
    let (ordered, world) = new();
    assert!(!ordered.changes_access(&world.catalogue));
    assert!(ordered.visit(&world.catalogue));
}

/// CHG-1
#[test]
fn a_change_changes_what_was_asked_for_and_nothing_else() {
    let (Ordered::Change(speed), world, was) = change("speed") else {
        panic!("a change");
    };
    let becomes = speed.change.changed.applied_to(&was, &world.catalogue);
    assert_eq!(becomes.attributes["speed"], "24000/1024");
    assert_ne!(becomes.monthly_rent, was.monthly_rent);
    let undone = Subscription {
        attributes: was.attributes.clone(),
        monthly_rent: was.monthly_rent,
        ..becomes
    };
    assert_eq!(undone, was);

    let (Ordered::Change(contact), world, was) = change("contact") else {
        panic!("a change");
    };
    assert!(matches!(contact.change.changed, Changed::Contact { .. }));
    let becomes = contact.change.changed.applied_to(&was, &world.catalogue);
    assert_eq!(becomes.contact.as_ref().unwrap().name, "Turid Solvang");
    assert_eq!(becomes.monthly_rent, was.monthly_rent);
}

/// ORD-5
#[test]
fn ending_what_is_installed_repeats_no_order() {
    assert_ne!(termination().0.identities(), new().0.identities());
    assert_eq!(new().0.identities().len(), 1);
}
