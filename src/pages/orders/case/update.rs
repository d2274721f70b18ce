//! Customer Update: what was missing is in place, and the operator goes on.

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
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        field::Field,
        notice::Notice,
        page::focus_id,
    },
};

use super::{Case, act::Failure, banner, errand::LineErrand, reopen::Reopen};

/// As long as the backend takes it.
const LONGEST_COMMENT: u32 = 2000;

#[component]
pub fn UpdateDialog(
    case: Case,
    line: Memo<OrderLineView>,
    open: RwSignal<bool>,
    reopen: Reopen,
) -> impl IntoView {
    let Case { order, lang, .. } = case;
    let comment = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let number = Memo::new(move |_| line.with(|line| i64::from(line.number)));
    let kept = Keeping::of(Kind::CustomerUpdate, move || {
        Some((String::new(), comment.get())).filter(|(_, comment)| !comment.is_empty())
    });
    let errand = LineErrand::of(case, line, kept, open);
    Effect::new(move |_| {
        if open.get() {
            comment.set(String::new());
            tried.set(false);
            errand.begin(move |begun| {
                if let Some(typed) = begun.read() {
                    comment.set(typed);
                }
            });
        }
    });
    let title = Signal::derive(move || {
        let id = order.with(|order| words(order.id.as_str()));
        lang.fill(
            Key::OrderUpdateTitle,
            &params([("n", Param::Number(number.get())), ("id", id)]),
        )
    });
    let notices = Signal::derive(move || {
        let wrong = tried.get() && comment.with(|comment| comment.trim().is_empty());
        if wrong {
            vec![Notice::error(lang.text(Key::OrderUpdateCommentMissing))]
        } else {
            Vec::new()
        }
    });
    let confirm = Callback::new(move |()| {
        tried.set(true);
        let said = comment.get_untracked().trim().to_owned();
        if said.is_empty() {
            focus_id("update-comment");
            return;
        }
        let action = NewLineAction {
            action: Action::CustomerUpdate.code().to_owned(),
            reason: String::new(),
            comment: said,
        };
        errand.send(Errand::CustomerUpdate, &action);
    });
    let close = Callback::new(move |()| {
        errand.put_aside();
        open.set(false);
    });
    // What was asked for is most often a field of the order.
    let correct = Callback::new(move |()| {
        errand.put_aside();
        open.set(false);
        reopen.press.run(());
    });
    let actions = move || {
        view! {
            <Button text=t(Key::OrderUpdateCorrect) kind=ButtonKind::Secondary on_press=correct/>
            <Button text=t(Key::UiCancel) kind=ButtonKind::Secondary on_press=close/>
            <Button
                text=t(Key::OrderUpdateConfirm)
                busy=errand.busy()
                closed=errand.closed()
                on_press=confirm
            />
        }
    };
    view! {
        <Dialog open on_close=close title actions>
            <Waits delivery=errand.delivery/>
            <Failure trouble=errand.trouble/>
            <p><b>{move || line.with(|line| banner::why(lang, line))}</b></p>
            <p>{t(Key::OrderUpdateLead)}</p>
            <Field
                id="update-comment"
                label=t(Key::OrderUpdateComment)
                value=comment
                on_input=Callback::new(move |typed| comment.set(typed))
                notices
                readonly=Signal::derive(move || errand.delivery.is_waiting())
                max_length=LONGEST_COMMENT
                rows=3
                columns=12
            />
            <Kept keeping=kept/>
        </Dialog>
    }
}
