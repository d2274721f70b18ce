//! Cancel Line Item: what it costs now and later, and why it is done, before anything happens (CAN-1 to CAN-3).

use domain::{finding::Param, orders::status::Action};
use leptos::prelude::*;
use texts::Key;
use wire::orders::{NewLineAction, OrderLineView};

use crate::{
    forms::{delivery::Waits, kept::Kept},
    language::{params, t, words},
    offline::{
        begun::{Keeping, Kind},
        outbox::Errand,
    },
    pages::orders::why::{Said, Why, WhyFields},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        layout::Closable,
    },
};

use super::{Case, act::Failure, errand::LineErrand, fee};

#[component]
pub fn CancelDialog(case: Case, line: Memo<OrderLineView>, open: RwSignal<bool>) -> impl IntoView {
    let Case {
        order,
        lang,
        products,
        ..
    } = case;
    let why = Why::new();
    let number = Memo::new(move |_| line.with(|line| i64::from(line.number)));
    let kept = Keeping::of(Kind::Cancel, move || {
        why.typed().map(|said| (String::new(), said))
    });
    let errand = LineErrand::of(case, line, kept, open);
    Effect::new(move |_| {
        if open.get() {
            why.begin(Said::default());
            errand.begin(move |begun| {
                if let Some(said) = begun.read() {
                    why.begin(said);
                }
            });
        }
    });
    let title = Signal::derive(move || {
        let id = order.with(|order| words(order.id.as_str()));
        lang.fill(
            Key::OrderCancelTitle,
            &params([("n", Param::Number(number.get())), ("id", id)]),
        )
    });
    let confirm = Callback::new(move |()| {
        let Some(said) = why.said() else { return };
        let action = NewLineAction {
            action: Action::Cancel.code().to_owned(),
            reason: said.reason,
            comment: said.comment,
        };
        errand.send(Errand::Cancel, &action);
    });
    let keep = Callback::new(move |()| {
        errand.put_aside();
        open.set(false);
    });
    let actions = move || {
        view! {
            <Button text=t(Key::OrderCancelKeep) kind=ButtonKind::Secondary on_press=keep/>
            <Button
                text=t(Key::OrderCancelConfirm)
                kind=ButtonKind::Danger
                busy=errand.busy()
                closed=errand.closed()
                on_press=confirm
            />
        }
    };
    let fees = move || {
        let fees = products.cancellation();
        let (now, later) =
            order.with(|order| line.with(|line| fee::sentences(lang.now(), order, line, fees.as_ref())));
        view! {
            <p><b>{now}</b></p>
            {later.map(|later| view! { <p>{later}</p> })}
        }
    };
    view! {
        <Dialog open on_close=keep title actions>
            <Waits delivery=errand.delivery/>
            <Failure trouble=errand.trouble/>
            <div>{fees}</div>
            <Closable closed=Signal::derive(move || errand.delivery.is_waiting())>
                <WhyFields why/>
            </Closable>
            <Kept keeping=kept/>
            <p class="small muted">{t(Key::OrderCancelStays)}</p>
        </Dialog>
    }
}
