//! The dialog of an action on a line that is never done without saying why (CAN-3, STA-3).

use domain::{finding::Param, orders::status::Action};
use leptos::prelude::*;
use texts::Key;
use wire::orders::{NewLineAction, OrderLineView};

use crate::{
    forms::{delivery::Waits, kept::Kept},
    language::{params, t, words},
    offline::{
        begun::{Keeping, Kind},
        outbox::{Errand, OfLine},
    },
    pages::orders::why::{Said, Why, WhyFields},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        layout::Closable,
    },
};

use super::{Case, act::Failure, errand::LineErrand};

/// One such action, and what its dialog says.
#[derive(Clone, Copy)]
pub struct Reasoned {
    pub action: Action,
    pub kind: Kind,
    pub errand: fn(OfLine) -> Errand,
    /// `{n}`, `{id}`
    pub title: Key,
    /// What becomes of the line.
    pub after: Key,
    pub confirm: Key,
    /// Leaves the line as it is.
    pub keep: Key,
}

#[component]
pub fn ReasonedDialog(
    case: Case,
    line: Memo<OrderLineView>,
    open: RwSignal<bool>,
    of: Reasoned,
    /// What is to be known before anything is said.
    #[prop(optional, into)]
    lead: ViewFn,
) -> impl IntoView {
    let Case { order, lang, .. } = case;
    let why = Why::of(of.action);
    let number = Memo::new(move |_| line.with(|line| i64::from(line.number)));
    let kept = Keeping::of(of.kind, move || why.typed().map(|said| (String::new(), said)));
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
            of.title,
            &params([("n", Param::Number(number.get())), ("id", id)]),
        )
    });
    let confirm = Callback::new(move |()| {
        let Some(said) = why.said() else { return };
        let action = NewLineAction {
            action: of.action.code().to_owned(),
            reason: said.reason,
            comment: said.comment,
        };
        errand.send(of.errand, &action);
    });
    let keep = Callback::new(move |()| {
        errand.put_aside();
        open.set(false);
    });
    // What cannot be undone looks like it.
    let weight = match of.action {
        Action::RequestInformation => ButtonKind::Primary,
        _ => ButtonKind::Danger,
    };
    let actions = move || {
        view! {
            <Button text=t(of.keep) kind=ButtonKind::Secondary on_press=keep/>
            <Button
                text=t(of.confirm)
                kind=weight
                busy=errand.busy()
                closed=errand.closed()
                on_press=confirm
            />
        }
    };
    view! {
        <Dialog open on_close=keep title actions>
            <Waits delivery=errand.delivery/>
            <Failure trouble=errand.trouble/>
            <div>{lead.run()}</div>
            <Closable closed=Signal::derive(move || errand.delivery.is_waiting())>
                <WhyFields why/>
            </Closable>
            <Kept keeping=kept/>
            <p class="small muted">{t(of.after)}</p>
        </Dialog>
    }
}
