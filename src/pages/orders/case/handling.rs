//! What customer service says of a line that waits for it, beside that it can go on: that something is missing, that it
//! cannot be delivered, or that it repeats another (STA-3).

use domain::orders::status::Action;
use leptos::prelude::*;
use texts::Key;
use wire::orders::OrderLineView;

use crate::offline::{begun::Kind, outbox::Errand};

use super::{
    Case,
    reasoned::{Reasoned, ReasonedDialog},
};

const ASK_BACK: Reasoned = Reasoned {
    action: Action::RequestInformation,
    kind: Kind::AskBack,
    errand: Errand::AskBack,
    title: Key::OrderAskTitle,
    after: Key::OrderAskAfter,
    confirm: Key::OrderAskConfirm,
    keep: Key::UiCancel,
};

const REJECT: Reasoned = Reasoned {
    action: Action::Reject,
    kind: Kind::Reject,
    errand: Errand::Reject,
    title: Key::OrderRejectTitle,
    after: Key::OrderRejectAfter,
    confirm: Key::OrderRejectConfirm,
    keep: Key::UiCancel,
};

const DUPLICATE: Reasoned = Reasoned {
    action: Action::MarkDuplicate,
    kind: Kind::MarkDuplicate,
    errand: Errand::MarkDuplicate,
    title: Key::OrderDuplicateTitle,
    after: Key::OrderDuplicateAfter,
    confirm: Key::OrderDuplicateConfirm,
    keep: Key::UiCancel,
};

/// Which of the dialogs is open. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Handling {
    pub asking: RwSignal<bool>,
    pub rejecting: RwSignal<bool>,
    pub doubling: RwSignal<bool>,
}

impl Handling {
    pub fn new() -> Self {
        Self {
            asking: RwSignal::new(false),
            rejecting: RwSignal::new(false),
            doubling: RwSignal::new(false),
        }
    }
}

#[component]
pub fn HandlingDialogs(case: Case, line: Memo<OrderLineView>, handling: Handling) -> impl IntoView {
    view! {
        <ReasonedDialog case line open=handling.asking of=ASK_BACK/>
        <ReasonedDialog case line open=handling.rejecting of=REJECT/>
        <ReasonedDialog case line open=handling.doubling of=DUPLICATE/>
    }
}
