//! Cancel Line Item: what it costs now and later, and why it is done, before anything happens (CAN-1 to CAN-3).

use domain::{finding::Param, orders::status::Action};
use leptos::prelude::*;
use texts::Key;
use wire::orders::{NewLineAction, OrderLineView};

use crate::{
    language::{params, t, words},
    pages::orders::why::{Why, WhyFields},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

use super::{
    Case,
    act::{Failure, Sending, remark},
    fee,
};

#[component]
pub fn CancelDialog(case: Case, line: Memo<OrderLineView>, open: RwSignal<bool>) -> impl IntoView {
    let Case {
        order,
        lang,
        products,
        ..
    } = case;
    let toasts = Toasts::of_context();
    let sending = Sending::new();
    let why = Why::new();
    let kept = remark(case, line, Action::Cancel, why.comment);
    Effect::new(move |_| {
        if open.get() {
            why.reset();
            sending.reset();
            kept.recall();
        }
    });
    let number = Memo::new(move |_| line.with(|line| i64::from(line.number)));
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
        let n = number.get_untracked();
        let at = u32::try_from(n).unwrap_or_default();
        sending.send(case, at, action, move || {
            open.try_set(false);
            kept.forget();
            let text = untrack(|| lang.fill(Key::OrderCancelled, &params([("n", Param::Number(n))])));
            toasts.show(Toast::new(Tone::Success, text));
        });
    });
    let keep = Callback::new(move |()| open.set(false));
    let actions = move || {
        view! {
            <Button text=t(Key::OrderCancelKeep) kind=ButtonKind::Secondary on_press=keep/>
            <Button
                text=t(Key::OrderCancelConfirm)
                kind=ButtonKind::Danger
                busy=sending.busy
                on_press=confirm
            />
        }
    };
    let fees = move || {
        let fees = products.cancellation();
        let (now, later) =
            order.with(|order| line.with(|line| fee::sentences(lang, order, line, fees.as_ref())));
        view! {
            <p><b>{now}</b></p>
            {later.map(|later| view! { <p>{later}</p> })}
        }
    };
    view! {
        <Dialog open on_close=keep title actions>
            <Failure case sending/>
            <div>{fees}</div>
            <WhyFields why/>
            <p class="small muted">{t(Key::OrderCancelStays)}</p>
        </Dialog>
    }
}
