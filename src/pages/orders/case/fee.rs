//! CAN-2: what a cancellation costs now and when it next rises, in words, before anybody confirms.

use domain::orders::{cancellation_fee::Rise, cancellation_fee::cancellation_fee};
use domain::{catalogue::CancellationFees, money::Ore};
use texts::{Key, Language, fill, money, text};
use wire::orders::{OrderLineView, OrderView};

use crate::language::{params, words};

/// The two sentences of the dialog.
pub fn sentences(
    lang: Language,
    order: &OrderView,
    line: &OrderLineView,
    fees: Option<&CancellationFees>,
) -> (String, Option<String>) {
    // What it costs now is the backend's word.
    let now = if line.cancellation_fee == Ore::ZERO {
        text(lang, Key::OrderCancelFree).to_owned()
    } else {
        let fee = money(lang, line.cancellation_fee);
        fill(lang, Key::OrderCancelCosts, &params([("fee", words(fee))]))
    };
    let Some(fees) = fees else { return (now, None) };
    let setup = share(order);
    match cancellation_fee(line.status, setup, fees).rises {
        // What is never set up costs nothing to give up, now or later.
        None if setup == Ore::ZERO && line.cancellation_fee == Ore::ZERO => {
            (text(lang, Key::OrderCancelFreeAlways).to_owned(), None)
        }
        None => (now, Some(text(lang, Key::OrderCancelNeverRises).to_owned())),
        Some(rise) => (now, Some(rises(lang, line, rise))),
    }
}

/// The price of an order is that of all its lines, which are of the same product (ORD-1).
fn share(order: &OrderView) -> Ore {
    order.setup_price.shared_by(order.lines.len())
}

fn rises(lang: Language, line: &OrderLineView, rise: Rise) -> String {
    let expected = line
        .timeline
        .iter()
        .find(|milestone| milestone.status == rise.at)
        .and_then(|at| at.expected);
    let fee = words(money(lang, rise.to));
    let status = words(rise.at.shown_as());
    match expected {
        Some(date) => fill(
            lang,
            Key::OrderCancelRisesDate,
            &params([
                ("fee", fee),
                ("status", status),
                ("date", words(texts::date_long(lang, date))),
            ]),
        ),
        None => fill(
            lang,
            Key::OrderCancelRises,
            &params([("fee", fee), ("status", status)]),
        ),
    }
}

#[cfg(test)]
pub mod tests {
    use std::collections::BTreeMap;

    use domain::{
        address::{Address, Place},
        customer::{Contact, EndUser},
        moment::Moment,
        orders::{
            Confirmations, OrderType, OrderedLine,
            status::{HeaderStatus, LineStatus, OrderKind, Turn},
        },
    };
    use time::macros::date;

    use super::*;

    pub fn line_in(number: u32, status: LineStatus) -> OrderLineView {
        OrderLineView {
            number,
            status,
            turn: status.turn(),
            since: Moment::default(),
            status_description: None,
            comment: None,
            reason: None,
            customer_order_id: None,
            agreed_date: None,
            appointment: None,
            change_deadline: None,
            cancellation_fee: Ore::ZERO,
            seen: false,
            details: OrderedLine {
                end_user: EndUser::Private {
                    first_name: "Kari".to_owned(),
                    last_name: "Testesen".to_owned(),
                    date_of_birth: date!(1980 - 02 - 29),
                },
                address: Address {
                    place: Place::Insa {
                        signature: "OSL-0417-22".to_owned(),
                    },
                    entrance: None,
                    floor: None,
                    unit: None,
                    register_id: None,
                    existing_number: None,
                    large_area: false,
                },
                contact: Some(Contact {
                    name: "Kari Testesen".to_owned(),
                    phone: "21900001".to_owned(),
                    second_phone: None,
                }),
                access_check: None,
                appointment: None,
                numbers: None,
                confirmations: Confirmations::default(),
                attachments: Vec::new(),
                address_b: None,
                quoted: None,
            },
            actions: Vec::new(),
            timeline: Vec::new(),
        }
    }

    pub fn order_with(statuses: &[LineStatus]) -> OrderView {
        OrderView {
            id: "1-20001".to_owned(),
            version: 1,
            company: None,
            kind: OrderKind::New,
            subscription: None,
            change: None,
            switch: None,
            run_on: None,
            order_type: OrderType::Standard,
            product: "ADSL_FULL".to_owned(),
            catalogue_version: "2026-1".to_owned(),
            attributes: BTreeMap::new(),
            requested_date: date!(2026 - 12 - 03),
            project_reference: None,
            customer_invoice_ref: None,
            customer_order_ref: None,
            setup_price: Ore::kroner(1000),
            monthly_rent: Ore::kroner(200),
            manual_handling: false,
            status: HeaderStatus::InProgress,
            turn: Turn::Operator,
            turn_since: Moment::default(),
            created_at: Moment::default(),
            created_by: "Oda Strand".to_owned(),
            warnings: Vec::new(),
            lines: statuses
                .iter()
                .zip(1..)
                .map(|(status, number)| line_in(number, *status))
                .collect(),
            history: Vec::new(),
        }
    }

    /// CAN-2
    #[test]
    fn what_was_never_to_be_set_up_costs_nothing_to_give_up() {
        let fees = domain::catalogue::Catalogue::default_catalogue()
            .unwrap()
            .cancellation;
        for language in texts::Language::ALL {
            let mut order = order_with(&[LineStatus::InProgress]);
            let (_, later) = sentences(language, &order, &order.lines[0], Some(&fees));
            assert!(later.is_some(), "a new line is dearer later");
            order.setup_price = Ore::ZERO;
            let said = sentences(language, &order, &order.lines[0], Some(&fees));
            let free = texts::text(language, Key::OrderCancelFreeAlways).to_owned();
            assert_eq!(said, (free, None));
        }
    }

    /// ORD-1
    #[test]
    fn each_line_of_a_project_bears_its_share_of_the_setup_price() {
        assert_eq!(share(&order_with(&[LineStatus::InProgress])), Ore::kroner(1000));
        assert_eq!(
            share(&order_with(&[LineStatus::InProgress, LineStatus::Ordered])),
            Ore::kroner(500)
        );
    }
}
