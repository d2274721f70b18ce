//! STA-1: a line that ended badly is marked as seen, so that it no longer hides the others in the order's status; and back.

use domain::{finding::Param, orders::status::may_be_marked_seen};
use leptos::prelude::*;
use texts::Key;
use wire::orders::{NewLineAction, OrderLineView};

use crate::{
    language::params,
    pages::orders::status::Side,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

use super::{
    Case,
    act::{Failure, Sending},
    actions::not_allowed,
};

#[component]
pub fn Seen(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let lang = case.lang;
    let toasts = Toasts::of_context();
    let sending = Sending::of(case);
    let seen = Memo::new(move |_| line.with(|line| line.seen));
    let shown = Memo::new(move |_| {
        case.side.get() == Side::Partner && line.with(|line| may_be_marked_seen(line.status))
    });
    let press = Callback::new(move |()| {
        let (number, was) = line.with_untracked(|line| (line.number, line.seen));
        let action = NewLineAction {
            action: if was { "mark_unseen" } else { "mark_seen" }.to_owned(),
            ..NewLineAction::default()
        };
        sending.send(number, action, move || {
            let said = if was {
                Key::OrderUnseenNow
            } else {
                Key::OrderSeenNow
            };
            let n = Param::Number(i64::from(number));
            let text = untrack(|| lang.fill(said, &params([("n", n)])));
            toasts.show(Toast::new(Tone::Success, text));
        });
    });
    let text = Signal::derive(move || {
        lang.text(if seen.get() {
            Key::OrderMarkUnseen
        } else {
            Key::OrderMarkSeen
        })
    });
    move || {
        shown.get().then(|| {
            view! {
                <span title=move || lang.text(Key::OrderMarkSeenHelp)>
                    <Button
                        text
                        kind=ButtonKind::Secondary
                        icon=Icon::Check
                        small=true
                        busy=sending.busy
                        closed=Signal::derive(move || not_allowed(case))
                        on_press=press
                    />
                </span>
                <Failure trouble=sending.trouble/>
            }
        })
    }
}
