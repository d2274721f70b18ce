//! QUO-6: what of a quote goes over into an order, and when nothing does.

use std::sync::LazyLock;

use domain::{
    address::AddressDraft,
    catalogue::Catalogue,
    moment::Moment,
    money::Ore,
    orders::{LineDraft, OrderDraft, QuotedRef, price::Price},
    oslo,
    quotes::{
        NotAllOrderable, NotOrderable, Offer, QuoteLineDraft, Quoted, QuotedOrder, all_to_orders,
        estimate::{Estimate, estimate},
        status::{QuoteLineStatus as L, QuoteStatus as H},
        to_order,
    },
    reason::Reason,
};
use proptest::prelude::*;
use texts::Language;
use time::macros::date;

use crate::{
    quote_world::{circuit, co_location, quote},
    world::TODAY,
};

fn now() -> Moment {
    oslo::midnight(TODAY).plus_seconds(12 * 3600)
}

/// Line `line` of a quote, Completed with what the list or the operator says.
pub fn completed(line: u32, draft: QuoteLineDraft) -> Quoted {
    let (draft, world) = quote(vec![draft]);
    let parsed = world.quote(&draft).lines.remove(0);
    let catalogue = Catalogue::default_catalogue().unwrap();
    let offer = match estimate(&parsed, [Some(1), Some(1)], &catalogue, TODAY) {
        Estimate::Priced(offer) => *offer,
        Estimate::ByHand(_) => {
            let price = Price {
                setup: Ore::kroner(40_000),
                monthly: Ore::kroner(7_000),
            };
            Offer::by_hand(price, 55, &catalogue, TODAY).unwrap()
        }
    };
    Quoted {
        at: QuotedRef {
            quote: "Q-000123".to_owned(),
            line,
        },
        status: L::Completed,
        offer: Some(offer),
        line: parsed,
        order: None,
    }
}

/// The same product between other places, or faster.
fn other(line: u32, spoil: fn(&mut QuoteLineDraft)) -> Quoted {
    let mut draft = circuit();
    spoil(&mut draft);
    completed(line, draft)
}

fn faster(line: u32) -> Quoted {
    other(line, |draft| {
        drop(draft.attributes.insert("speed".to_owned(), "1M".to_owned()))
    })
}

/// The other way round: from B to A.
fn reversed(line: u32) -> Quoted {
    let mut quoted = completed(line, circuit());
    core::mem::swap(&mut quoted.line.address_a, &mut quoted.line.address_b);
    quoted
}

/// Order type, and which lines of the quote it has.
type Shape<'a> = (&'a str, Vec<u32>);

fn shape(orders: &[QuotedOrder]) -> Vec<Shape<'_>> {
    orders
        .iter()
        .map(|order| {
            let lines = order.draft.lines.iter().map(|line| line.quoted.line).collect();
            (order.draft.order_type.as_str(), lines)
        })
        .collect()
}

/// QUO-6: product, attributes, addresses, price and delivery time, and the way back; nothing else is assumed.
#[test]
fn a_completed_line_becomes_an_order() {
    let quoted = completed(2, circuit());
    let order = to_order(&quoted, now()).unwrap();
    assert_eq!(
        order.price,
        Price {
            setup: Ore::kroner(9_900),
            monthly: Ore::kroner(5_350)
        }
    );
    assert_eq!(order.delivery_days, 20);
    let typed = |address: &Option<domain::address::Address>| AddressDraft::from(address.as_ref().unwrap());
    let expected = OrderDraft {
        need: "new".to_owned(),
        order_type: "standard".to_owned(),
        product: "LL_2M".to_owned(),
        attributes: circuit().attributes,
        lines: vec![LineDraft {
            address: typed(&quoted.line.address_a),
            address_b: typed(&quoted.line.address_b),
            quoted: QuotedRef {
                quote: "Q-000123".to_owned(),
                line: 2,
            },
            ..LineDraft::default()
        }],
        ..OrderDraft::default()
    };
    assert_eq!(order.draft, expected);
    assert_eq!(order.draft.lines[0].address.street, "Kirkeveien");
    assert_eq!(order.draft.lines[0].address_b.street, "Bryggeveien");
}

/// QUO-6, QUO-2: where the addresses stand in an attachment, the order begins without any; its files stay with the quote.
#[test]
fn what_stood_in_an_attachment_is_asked_for_with_the_order() {
    let order = to_order(&completed(1, co_location()), now()).unwrap();
    assert_eq!(order.draft.product, "TELELOSJI");
    assert_eq!(order.draft.lines[0].address, AddressDraft::default());
    assert_eq!(order.draft.lines[0].attachments, []);
    assert_eq!(
        (order.price.setup, order.delivery_days),
        (Ore::kroner(40_000), 55)
    );
}

/// QUO-6, QUO-9: a line is ordered once, from Completed, and as long as its offer is good.
#[test]
fn only_a_completed_line_is_ordered_and_only_once() {
    let good = completed(1, circuit());
    let until = date!(2026 - 12 - 23);
    let last = oslo::midnight(date!(2026 - 12 - 24));
    for status in L::ALL {
        let quoted = Quoted {
            status,
            ..good.clone()
        };
        let expected = match status {
            L::Completed => None,
            L::Expired => Some(NotOrderable::Expired { until }),
            status => Some(NotOrderable::NotCompleted(status)),
        };
        assert_eq!(to_order(&quoted, now()).err(), expected, "{status:?}");
    }
    let unpriced = Quoted {
        offer: None,
        ..good.clone()
    };
    assert_eq!(
        to_order(&unpriced, now()),
        Err(NotOrderable::NotCompleted(L::Completed))
    );
    let ordered = Quoted {
        order: Some("1-000456".to_owned()),
        ..good.clone()
    };
    let why = NotOrderable::Ordered {
        order: "1-000456".to_owned(),
    };
    assert_eq!(to_order(&ordered, now()), Err(why.clone()));
    let too_late = NotOrderable::Expired { until };
    assert!(to_order(&good, Moment::from_millis(last.millis() - 1)).is_ok());
    assert_eq!(to_order(&good, last), Err(too_late.clone()));
    let said = |why| {
        let reason = Reason::from(why);
        texts::reason(Language::English, reason.code, &reason.params)
    };
    assert!(said(why).ends_with("1-000456."));
    assert!(said(too_late).contains("Wednesday 23 December 2026"));
    assert!(said(NotOrderable::NotCompleted(L::InProcess)).ends_with("In Process."));
}

/// QUO-6, ORD-1: several ends of the same become a Project, whatever stands between them; everything else is Standard.
#[test]
fn all_lines_become_as_few_orders_as_there_are_kinds() {
    let table: Vec<(Vec<Quoted>, Vec<Shape>)> = vec![
        (vec![completed(1, circuit())], vec![("standard", vec![1])]),
        (
            vec![completed(1, circuit()), reversed(2)],
            vec![("project", vec![1, 2])],
        ),
        (
            vec![completed(1, circuit()), faster(2)],
            vec![("standard", vec![1]), ("standard", vec![2])],
        ),
        (
            vec![
                completed(1, circuit()),
                completed(2, co_location()),
                faster(3),
                reversed(4),
                faster(5),
            ],
            vec![
                ("project", vec![1, 4]),
                ("standard", vec![2]),
                ("project", vec![3, 5]),
            ],
        ),
    ];
    for (lines, expected) in table {
        let orders = all_to_orders(&lines, now()).unwrap();
        assert_eq!(shape(&orders), expected);
    }
}

/// QUO-6, DAT-1: a Project costs what its lines cost together, and takes as long as the slowest of them.
#[test]
fn a_project_costs_the_sum_and_takes_the_longest() {
    let mut slow = reversed(2);
    let offer = slow.offer.as_mut().unwrap();
    offer.delivery_days = 45;
    offer.price.monthly = Ore(1);
    let orders = all_to_orders(&[completed(1, circuit()), slow], now()).unwrap();
    assert_eq!(orders[0].delivery_days, 45);
    assert_eq!(
        (orders[0].price.setup, orders[0].price.monthly),
        (Ore::kroner(19_800), Ore(535_001))
    );
}

/// QUO-6: all are ordered when all are Completed; what was closed, cancelled or ordered is no hindrance.
#[test]
fn all_lines_are_ordered_when_all_are_completed() {
    let with = |line, status, order: Option<&str>| Quoted {
        status,
        order: order.map(str::to_owned),
        ..completed(line, circuit())
    };
    let good = || completed(1, circuit());
    let orders = |lines: &[Quoted]| all_to_orders(lines, now());
    for hindrance in [L::New, L::Expired] {
        assert_eq!(
            orders(&[good(), with(2, hindrance, None)]),
            Err(NotAllOrderable::NotCompleted(H::InProcess))
        );
    }
    assert_eq!(
        orders(&[good(), with(2, L::Received, None)]),
        Err(NotAllOrderable::NotCompleted(H::Received))
    );
    assert_eq!(orders(&[]), Err(NotAllOrderable::NotCompleted(H::New)));
    let rest = [
        with(2, L::CustomerClosed, None),
        with(3, L::Cancelled, None),
        with(4, L::Completed, Some("1-000456")),
    ];
    assert_eq!(orders(&rest), Err(NotAllOrderable::NothingLeft));
    let with_one = [rest.as_slice(), &[good()]].concat();
    assert_eq!(shape(&orders(&with_one).unwrap()), [("standard", vec![1])]);

    let mut short = completed(2, circuit());
    short.offer.as_mut().unwrap().valid_until = date!(2026 - 11 - 22);
    let why = NotAllOrderable::Expired {
        line: 2,
        until: date!(2026 - 11 - 22),
    };
    assert_eq!(orders(&[good(), short]), Err(why.clone()));
    for (why, says) in [
        (why, "line 2"),
        (NotAllOrderable::NothingLeft, "ordered or closed"),
        (NotAllOrderable::NotCompleted(H::Received), "Received"),
    ] {
        let reason = Reason::from(why);
        let said = texts::reason(Language::English, reason.code, &reason.params);
        assert!(said.contains(says), "{said}");
    }
}

/// QUO-6: a draft without a quote is written as it was before there were any.
#[test]
fn a_line_from_no_quote_is_written_as_before() {
    let written = serde_json::to_string(&LineDraft::default()).unwrap();
    assert!(!written.contains("quoted") && !written.contains("address_b"));
    let order = to_order(&completed(2, circuit()), now()).unwrap().draft;
    let read: OrderDraft = serde_json::from_str(&serde_json::to_string(&order).unwrap()).unwrap();
    assert_eq!(read, order);
}

/// Reading the register of postcodes takes its time: once is enough.
static KINDS: LazyLock<[Quoted; 3]> =
    LazyLock::new(|| [completed(1, circuit()), faster(1), completed(1, co_location())]);

proptest! {
    /// QUO-6: every line that can be ordered is in exactly one order, and no øre is lost on the way.
    #[test]
    fn every_line_is_ordered_once(kinds in proptest::collection::vec((0_usize..3, any::<bool>()), 1..12)) {
        let lines: Vec<_> = (1..).zip(kinds).map(|(line, (kind, ordered))| {
            let mut quoted = KINDS[kind].clone();
            quoted.at.line = line;
            quoted.order = ordered.then(|| "1-000456".to_owned());
            quoted
        }).collect();
        let left: Vec<_> = lines.iter().filter(|quoted| quoted.order.is_none()).collect();
        match all_to_orders(&lines, now()) {
            Ok(orders) => {
                let mut ordered: Vec<_> = shape(&orders).into_iter().flat_map(|(_, lines)| lines).collect();
                ordered.sort_unstable();
                prop_assert_eq!(ordered, left.iter().map(|quoted| quoted.at.line).collect::<Vec<_>>());
                let sum: Ore = left.iter().map(|quoted| quoted.offer.as_ref().unwrap().price.monthly).sum();
                prop_assert_eq!(orders.iter().map(|order| order.price.monthly).sum::<Ore>(), sum);
                for order in &orders {
                    prop_assert_eq!(order.draft.order_type == "project", order.draft.lines.len() > 1);
                }
            }
            Err(why) => {
                prop_assert!(left.is_empty());
                prop_assert_eq!(why, NotAllOrderable::NothingLeft);
            }
        }
    }
}
