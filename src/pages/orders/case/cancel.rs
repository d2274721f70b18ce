//! Cancel Line Item: what it costs now and later, and why it is done, before anything happens (CAN-1 to CAN-3).

use domain::orders::status::Action;
use leptos::prelude::*;
use texts::Key;
use wire::orders::OrderLineView;

use crate::offline::{begun::Kind, outbox::Errand};

use super::{
    Case, fee,
    reasoned::{Reasoned, ReasonedDialog},
};

const CANCEL: Reasoned = Reasoned {
    action: Action::Cancel,
    kind: Kind::Cancel,
    errand: Errand::Cancel,
    title: Key::OrderCancelTitle,
    after: Key::OrderCancelStays,
    confirm: Key::OrderCancelConfirm,
    keep: Key::OrderCancelKeep,
};

#[component]
pub fn CancelDialog(case: Case, line: Memo<OrderLineView>, open: RwSignal<bool>) -> impl IntoView {
    let Case {
        order,
        lang,
        products,
        ..
    } = case;
    let fees = move || {
        let fees = products.cancellation();
        let (now, later) =
            order.with(|order| line.with(|line| fee::sentences(lang.now(), order, line, fees.as_ref())));
        view! {
            <p><b>{now}</b></p>
            {later.map(|later| view! { <p>{later}</p> })}
        }
    };
    view! { <ReasonedDialog case line open of=CANCEL lead=move || view! { {fees} }/> }
}
