//! The draft as a whole: what is sent when nothing is wrong, and everything at once when much is.

use domain::{finding::codes, money::Ore, orders::OrderDraft};

use crate::world::{SLOT_DAY, errors, found, good, warnings};

/// BOK-3: the booked day is the requested date.
#[test]
fn a_draft_with_nothing_wrong_becomes_an_order() {
    let (draft, world) = good();
    let outcome = world.parse(&draft);
    assert_eq!(errors(&outcome), Vec::<String>::new());
    assert_eq!(warnings(&outcome), Vec::<String>::new());
    let order = outcome.order.unwrap();
    assert_eq!(order.requested_date, SLOT_DAY);
    assert_eq!(
        (order.setup_price, order.monthly_rent),
        (Ore::kroner(1190 + 490), Ore::kroner(179 + 120))
    );
    assert_eq!(order.lines.len(), 1);
    assert_eq!(order.lines[0].contact.second_phone.as_deref(), Some("40612345"));
    assert_eq!(order.lines[0].appointment.as_deref(), Some("slot-1"));
    assert!(!order.manual_handling);
}

/// GRD-3, ORD-1, ORD-2: an empty draft is told everything at once.
#[test]
fn an_empty_draft_is_told_what_it_lacks() {
    let (_, world) = good();
    let outcome = world.parse(&OrderDraft::default());
    assert!(outcome.order.is_none());
    for code in [codes::NEED_MISSING, codes::PRODUCT_MISSING, codes::LINES_MISSING] {
        assert!(found(&outcome, code).is_some(), "{}", code.name);
    }
}
