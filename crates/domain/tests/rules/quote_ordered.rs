//! ORD-3, QUO-6: an order by lines of a quote: as it was quoted, once, and as long as the offer is good.

use domain::{
    address::RegisterAddress,
    finding::{Severity, codes},
    money::Ore,
    orders::{
        LineDraft, LineFacts, NewLine, OrderDraft, OrderType, Ordered,
        price::Price,
        reopen::{ADDRESS_B, Sent, changes, check},
    },
    quotes::{Quoted, all_to_orders, status::QuoteLineStatus as L},
};
use time::macros::date;

use crate::{
    quote_order::completed,
    quote_world::{address, circuit, co_location, hit_a, hit_b},
    world::{World, errors, found, good, of, warnings},
};

/// The order of these lines, with everything filled in that a quote does not know, and a world that knows them.
fn ordered(quoted: &[Quoted]) -> (OrderDraft, World) {
    let (known, mut world) = good();
    let mut draft = all_to_orders(quoted, world.now).unwrap().remove(0).draft;
    draft.requested_date = "21.12.2026".to_owned();
    for line in &mut draft.lines {
        let filled = known.lines[0].clone();
        *line = LineDraft {
            end_user: filled.end_user,
            contact: filled.contact,
            confirmations: filled.confirmations,
            ..line.clone()
        };
    }
    world.facts.lines = quoted
        .iter()
        .map(|quoted| LineFacts {
            register_address: Some(hit_a()),
            register_address_b: Some(hit_b()),
            quoted: Some(quoted.clone()),
            ..LineFacts::default()
        })
        .collect();
    (draft, world)
}

fn kroner(setup: i64, monthly: i64) -> Price {
    Price {
        setup: Ore::kroner(setup),
        monthly: Ore::kroner(monthly),
    }
}

/// QUO-6: the order costs what was quoted, whatever the catalogue says by now, and its line leads back.
#[test]
fn what_was_quoted_is_ordered_as_it_was_quoted() {
    let mut quoted = completed(2, circuit());
    quoted.offer.as_mut().unwrap().price = kroner(8_000, 5_000);
    let (draft, world) = ordered(&[quoted]);
    let outcome = world.parse(&draft);
    assert_eq!((errors(&outcome), warnings(&outcome)), (vec![], vec![]));
    let order = outcome.order.unwrap();
    assert_eq!(order.order_type, OrderType::Standard);
    assert_eq!(
        (order.setup_price, order.monthly_rent),
        (Ore::kroner(8_000), Ore::kroner(5_000))
    );
    let line = &order.lines[0];
    let by = line.quoted.as_ref().unwrap();
    assert_eq!(
        (by.at.quote.as_str(), by.at.line, by.price, by.delivery_days),
        ("Q-000123", 2, kroner(8_000, 5_000), 20)
    );
    let other_end = line.address_b.as_ref().unwrap().in_one_line();
    assert_eq!(other_end, "Bryggeveien 7, 0665 OSLO");
    // As it was sent it comes back, and a new one of the same needs a new quote.
    assert_eq!(order.as_sent().lines[0].quoted, draft.lines[0].quoted);
    assert_eq!(order.as_sent().lines[0].address_b.street, "Bryggeveien");
    let again = order.again();
    assert_eq!(
        (&again.lines[0].quoted, again.lines[0].address_b.street.as_str()),
        (&Default::default(), "Bryggeveien")
    );
    let kept: NewLine = serde_json::from_str(&serde_json::to_string(line).unwrap()).unwrap();
    assert_eq!(&kept, line);
    assert_eq!(
        Ordered::New(Box::new(order.clone())).lines()[0].address_b,
        line.address_b
    );
}

type Spoil = fn(&mut OrderDraft, &mut World);

fn fact(world: &mut World) -> &mut Quoted {
    world.facts.lines[0].quoted.as_mut().unwrap()
}

/// QUO-6, ORD-3: one thing that is not as it was quoted, and what is said of it.
#[test]
fn with_anything_else_the_price_is_none() {
    let table: Vec<(Spoil, &[&str])> = vec![
        (|_, _| {}, &[]),
        (
            |draft, _| draft.lines[0].quoted = Default::default(),
            &["product: product.quote_first"],
        ),
        (
            |draft, _| draft.lines[0].quoted.line = 3,
            &["lines[0].quoted: quoted.unknown"],
        ),
        (
            |_, world| world.facts.lines[0].quoted = None,
            &["lines[0].quoted: quoted.unknown"],
        ),
        (
            |_, world| fact(world).status = L::CustomerClosed,
            &["lines[0].quoted: quoted.not_completed"],
        ),
        (
            |_, world| fact(world).status = L::Expired,
            &["lines[0].quoted: quoted.expired"],
        ),
        (
            |_, world| fact(world).offer.as_mut().unwrap().valid_until = date!(2026 - 11 - 22),
            &["lines[0].quoted: quoted.expired"],
        ),
        (
            |_, world| fact(world).order = Some("1-000456".to_owned()),
            &["lines[0].quoted: quoted.ordered"],
        ),
        (
            |_, world| fact(world).line.product = "LL_34M".to_owned(),
            &["product: quoted.other_product"],
        ),
        (
            |draft, _| drop(draft.attributes.insert("speed".to_owned(), "1M".to_owned())),
            &["attributes: quoted.other_attributes"],
        ),
        (
            |draft, _| draft.lines[0].address.unit = "H0201".to_owned(),
            &["lines[0].address: quoted.other_place"],
        ),
        (
            |draft, world| {
                draft.lines[0].address_b = draft.lines[0].address.clone();
                world.facts.lines[0].register_address_b = Some(hit_a());
            },
            &["lines[0].address_b: quoted.other_place"],
        ),
        (
            |draft, _| draft.lines[0].address_b.house_number.clear(),
            &[
                "lines[0].address_b: quoted.other_place",
                "lines[0].address_b.house_number: address.house_number.missing",
                "lines[0].address_b.register_id: address.register.differs",
            ],
        ),
        // What only helps to find it may be another.
        (|draft, _| draft.lines[0].address_b.floor = "4".to_owned(), &[]),
        // What needs no quote goes by none.
        (
            |draft, world| {
                let (adsl, kapaks) = good();
                draft.product = adsl.product;
                draft.attributes = adsl.attributes;
                draft.requested_date.clear();
                draft.lines[0].address = adsl.lines[0].address.clone();
                draft.lines[0].access_check = adsl.lines[0].access_check.clone();
                draft.lines[0].appointment = adsl.lines[0].appointment.clone();
                world.facts = kapaks.facts;
            },
            &[],
        ),
    ];
    for (at, (spoil, expected)) in table.into_iter().enumerate() {
        let (mut draft, mut world) = ordered(&[completed(2, circuit())]);
        spoil(&mut draft, &mut world);
        let outcome = world.parse(&draft);
        assert_eq!(errors(&outcome), expected, "{at}");
        assert_eq!(outcome.order.is_some(), expected.is_empty(), "{at}");
    }
}

/// DAT-1, QUO-6: the delivery time that was quoted stands in place of the product's, be it longer or shorter.
#[test]
fn the_quoted_delivery_time_decides_on_the_date() {
    let table = [
        (45, "27.01.2027", None),
        (45, "26.01.2027", Some(codes::REQUESTED_DATE_TOO_EARLY)),
        (5, "30.11.2026", None),
        (5, "27.11.2026", Some(codes::REQUESTED_DATE_TOO_EARLY)),
        (5, "05.12.2026", Some(codes::REQUESTED_DATE_WEEKEND)),
        (5, "", Some(codes::REQUESTED_DATE_MISSING)),
    ];
    for (days, typed, code) in table {
        let mut quoted = completed(1, circuit());
        quoted.offer.as_mut().unwrap().delivery_days = days;
        let (mut draft, world) = ordered(&[quoted]);
        draft.requested_date = typed.to_owned();
        let expected: Vec<_> = code
            .map(|code| format!("requested_date: {}", code.name))
            .into_iter()
            .collect();
        let outcome = world.parse(&draft);
        assert_eq!(errors(&outcome), expected, "{days} {typed}");
        if let Some(finding) = found(&outcome, codes::REQUESTED_DATE_TOO_EARLY) {
            let earliest = if days == 5 { "30.11.2026" } else { "27.01.2027" };
            assert_eq!(finding.suggestion.as_deref(), Some(earliest));
            assert_eq!(finding.params["lead"], i64::from(days).into());
        }
    }
}

/// QUO-6, ORD-1, ORD-5: several ends of the same in one Project, each with its own price; from one place to two others is
/// no repetition, to the same one it is.
#[test]
fn a_project_has_the_price_of_each_of_its_lines() {
    let mut other = completed(2, circuit());
    core::mem::swap(&mut other.line.address_a, &mut other.line.address_b);
    other.offer.as_mut().unwrap().price = kroner(1_000, 100);
    let (mut draft, mut world) = ordered(&[completed(1, circuit()), other]);
    world.facts.lines[1].register_address = Some(hit_b());
    world.facts.lines[1].register_address_b = Some(hit_a());
    let order = world.parse(&draft).order.unwrap();
    assert_eq!(order.order_type, OrderType::Project);
    assert_eq!(
        (order.setup_price, order.monthly_rent),
        (Ore::kroner(10_900), Ore::kroner(5_450))
    );
    let own: Vec<_> = order
        .lines
        .iter()
        .map(|line| line.quoted.as_ref().unwrap().price)
        .collect();
    assert_eq!(own, [kroner(9_900, 5_350), kroner(1_000, 100)]);
    let identities = Ordered::New(Box::new(order)).identities();
    assert_ne!(identities[0], identities[1]);
    assert!(identities[0].contains("kirkeveien") && identities[0].contains("bryggeveien"));

    // The same line of the quote twice, and the same circuit twice.
    draft.lines[1].quoted = draft.lines[0].quoted.clone();
    assert_eq!(errors(&world.parse(&draft)), ["lines[1].quoted: quoted.repeated"]);
    let (mut draft, mut world) = ordered(&[completed(1, circuit()), completed(2, circuit())]);
    assert_eq!(
        errors(&world.parse(&draft)),
        ["lines[1].beside: line.repeats_line"]
    );
    // From the same place to the house next to the other's.
    let next_door = RegisterAddress {
        id: "v-0301-10200-9".to_owned(),
        house_number: "9".to_owned(),
        ..hit_b()
    };
    draft.lines[1].address_b = address(&next_door);
    world.facts.lines[1].register_address_b = Some(next_door);
    assert_eq!(
        errors(&world.parse(&draft)),
        ["lines[1].address_b: quoted.other_place"],
        "no repetition, though no price either"
    );
}

/// QUO-6, QUO-2: what stood in an attachment is filled in with the order, and held against nothing.
#[test]
fn a_place_from_an_attachment_is_given_with_the_order() {
    let (mut draft, world) = ordered(&[completed(1, co_location())]);
    draft.requested_date = "10.02.2027".to_owned();
    let missing = errors(&world.parse(&draft));
    assert!(missing.contains(&"lines[0].address.street: address.street.missing".to_owned()));
    draft.lines[0].address = address(&hit_a());
    let order = world.parse(&draft).order.unwrap();
    assert_eq!(order.setup_price, Ore::kroner(40_000));
    assert_eq!(order.lines[0].address_b, None);
    draft.requested_date = "09.02.2027".to_owned();
    assert_eq!(
        errors(&world.parse(&draft)),
        ["requested_date: requested_date.too_early"]
    );
}

/// CHG-1, QUO-6: what was good when the order was sent is not asked about again; what makes it this order stays.
#[test]
fn a_reopened_order_keeps_what_it_was_quoted_for() {
    let (draft, mut world) = ordered(&[completed(2, circuit())]);
    let order = world.parse(&draft).order.unwrap();
    let sent = Ordered::New(Box::new(order));
    world.facts.sent = Some(Sent::of(&sent, None, world.today));
    fact(&mut world).order = Some("1-000456".to_owned());
    fact(&mut world).offer.as_mut().unwrap().valid_until = date!(2026 - 11 - 22);
    let mut reopened = sent.as_sent();
    reopened.reopened.order = "1-000456".to_owned();
    reopened.lines[0].contact.phone = "41234567".to_owned();
    assert_eq!(errors(&world.parse(&reopened)), Vec::<String>::new());
    reopened.lines[0].quoted.line = 3;
    assert_eq!(
        errors(&world.parse(&reopened)),
        ["lines[0].quoted: quoted.unknown"]
    );
    // Another line of the quote would have to be good today, and is none of this order's anyway.
    fact(&mut world).at.line = 3;
    fact(&mut world).order = None;
    assert_eq!(
        errors(&world.parse(&reopened)),
        ["lines[0].quoted: quoted.expired"]
    );
    let mut findings = Vec::new();
    check(
        world.facts.sent.as_ref().unwrap(),
        &reopened,
        world.today,
        &mut findings,
    );
    assert_eq!(
        of(&findings, Severity::Error),
        ["lines[0].quoted: reopen.other_lines"]
    );
    fact(&mut world).at.line = 2;
    fact(&mut world).order = Some("1-000456".to_owned());
    reopened.reopened.order.clear();
    reopened.lines[0].quoted.line = 2;
    assert_eq!(
        errors(&world.parse(&reopened)),
        ["lines[0].quoted: quoted.ordered"]
    );
}

/// AUD-1: the other end is told whole when it changes.
#[test]
fn another_floor_at_the_other_end_is_a_change() {
    let (was, _) = ordered(&[completed(2, circuit())]);
    let mut now = was.clone();
    now.lines[0].address_b.floor = "4".to_owned();
    let changed = changes(&was, &now);
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].path, format!("lines[0].{ADDRESS_B}"));
    assert_eq!(
        (changed[0].from.as_str(), changed[0].to.as_str()),
        ("Bryggeveien 7 1 0665 OSLO", "Bryggeveien 7 4 0665 OSLO")
    );
    let (adsl, _) = good();
    let fewer = OrderDraft {
        lines: Vec::new(),
        ..adsl.clone()
    };
    assert!(
        !changes(&adsl, &fewer)
            .iter()
            .any(|change| change.path.ends_with(ADDRESS_B))
    );
}
