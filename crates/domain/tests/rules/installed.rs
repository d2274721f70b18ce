//! A subscription of the good world's end user, for what is changed and ended.

use domain::{
    finding::{Finding, Severity},
    orders::OrderDraft,
    subscriptions::{Found, Subscription, SubscriptionRef},
};
use time::macros::date;

use crate::world::{World, fills_in_its_text, good, of};

/// What the good draft orders, installed; and a draft that names it, with no other need than this one.
pub fn installed(need: &str) -> (OrderDraft, World, Subscription) {
    let (draft, world) = good();
    let order = world.parse(&draft).order.unwrap();
    let line = order.lines[0].clone();
    let subscription = Subscription {
        id: "s-1".to_owned(),
        number: "JX200017".to_owned(),
        product: order.product,
        attributes: order.attributes,
        end_user: line.end_user,
        address: line.address,
        contact: Some(line.contact),
        monthly_rent: order.monthly_rent,
        since: date!(2024 - 02 - 01),
        terminated: false,
        live_order: None,
    };
    let draft = OrderDraft {
        need: need.to_owned(),
        requested_date: "01.02.2027".to_owned(),
        subscription: SubscriptionRef {
            number: "jx 200017".to_owned(),
            confirmed: true,
        },
        ..OrderDraft::default()
    };
    (draft, world, subscription)
}

pub fn found(subscription: &Subscription) -> Found<'_> {
    Found::One(subscription)
}

/// The errors as `path: code`; every finding carries what its text names.
pub fn errors_of(findings: &[Finding]) -> Vec<String> {
    for finding in findings {
        assert!(fills_in_its_text(finding), "{finding:?}");
    }
    of(findings, Severity::Error)
}
