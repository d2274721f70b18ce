//! Cancel Line Item: what it costs now and later, and why it is done, before anything happens (CAN-1 to CAN-3).

use domain::{finding::Param, orders::status::Action, reason::codes};
use leptos::prelude::*;
use texts::Key;
use wire::orders::{NewLineAction, OrderLineView};

use crate::{
    language::{params, t, words},
    ui::{
        button::{Button, ButtonKind},
        choice::ChoiceGroup,
        dialog::Dialog,
        field::{Choice, TextArea},
        notice::Notice,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

use super::{
    Case,
    act::{Failure, Sending},
    fee,
};

/// The reasons that a partner may give.
const REASONS: [(&str, Key); 3] = [
    (codes::CASE_CUSTOMER_WITHDREW, Key::OrderReasonCustomerWithdrew),
    (codes::CASE_WRONG_ORDER, Key::OrderReasonWrongOrder),
    (codes::CASE_OTHER, Key::OrderReasonOther),
];
/// As long as the backend takes it.
const LONGEST_COMMENT: u32 = 2000;

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
    let why = RwSignal::new(String::new());
    let comment = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            why.set(String::new());
            comment.set(String::new());
            tried.set(false);
            sending.reset();
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
    let why_missing = move || why.with(String::is_empty);
    // A reason of one's own needs words; the others speak for themselves.
    let comment_missing =
        move || why.with(|why| why == codes::CASE_OTHER) && comment.with(|comment| comment.trim().is_empty());
    let why_notices = Signal::derive(move || {
        let wrong = tried.get() && why_missing();
        if wrong {
            vec![Notice::error(lang.text(Key::OrderCancelReasonMissing))]
        } else {
            Vec::new()
        }
    });
    let comment_notices = Signal::derive(move || {
        let wrong = tried.get() && comment_missing();
        if wrong {
            vec![Notice::error(lang.text(Key::OrderCancelCommentMissing))]
        } else {
            Vec::new()
        }
    });
    let confirm = Callback::new(move |()| {
        tried.set(true);
        if untrack(why_missing) {
            crate::ui::page::focus_id("cancel-reason");
            return;
        }
        if untrack(comment_missing) {
            crate::ui::page::focus_id("cancel-comment");
            return;
        }
        let action = NewLineAction {
            action: Action::Cancel.code().to_owned(),
            reason: why.get_untracked(),
            comment: comment.get_untracked().trim().to_owned(),
        };
        let n = number.get_untracked();
        let at = u32::try_from(n).unwrap_or_default();
        sending.send(case, at, action, move || {
            open.try_set(false);
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
            <ChoiceGroup
                id="cancel-reason"
                label=t(Key::OrderCancelReason)
                value=why
                on_choose=Callback::new(move |code| why.set(code))
                choices=Signal::derive(move || {
                    REASONS.map(|(code, key)| Choice::new(code, lang.text(key))).to_vec()
                })
                notices=why_notices
            />
            <TextArea
                id="cancel-comment"
                label=t(Key::OrderCancelComment)
                value=comment
                on_input=Callback::new(move |typed| comment.set(typed))
                notices=comment_notices
                optional=Signal::derive(move || why.with(|why| why != codes::CASE_OTHER))
                max_length=LONGEST_COMMENT
            />
            <p class="small muted">{t(Key::OrderCancelStays)}</p>
        </Dialog>
    }
}
