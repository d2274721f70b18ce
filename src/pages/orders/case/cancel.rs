//! Cancel Line Item: what it costs now and later, and why it is done, before anything happens (CAN-1 to CAN-3).

use domain::{finding::Param, orders::status::Action};
use leptos::prelude::*;
use texts::Key;
use wire::orders::{NewLineAction, OrderLineView};

use crate::{
    forms::kept::Kept,
    language::{params, t, words},
    offline::begun::{Keeping, Kind},
    pages::orders::why::{Said, Why, WhyFields},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

use super::{
    Case,
    act::{Failure, Sending, about},
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
    let number = Memo::new(move |_| line.with(|line| i64::from(line.number)));
    let kept = Keeping::of(Kind::Cancel, move || {
        why.typed().map(|said| (String::new(), said))
    });
    Effect::new(move |_| {
        if open.get() {
            why.begin(Said::default());
            sending.reset();
            kept.begin(
                about(case, line.with_untracked(|line| line.number)),
                move |begun| {
                    if let Some(said) = begun.read() {
                        why.begin(said);
                    }
                },
            );
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
        let n = number.get_untracked();
        let at = u32::try_from(n).unwrap_or_default();
        let sent = kept.sending();
        sending.send(case, at, action, move || {
            open.try_set(false);
            sent.arrived();
            let text = untrack(|| lang.fill(Key::OrderCancelled, &params([("n", Param::Number(n))])));
            toasts.show(Toast::new(Tone::Success, text));
        });
    });
    let keep = Callback::new(move |()| {
        kept.save();
        open.set(false);
    });
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
            <Kept keeping=kept/>
            <p class="small muted">{t(Key::OrderCancelStays)}</p>
        </Dialog>
    }
}
