//! The search among the filters of a list: asked when the typing rests.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use texts::Key;

use super::Shown;
use crate::{language::t, ui::field::Field};

/// Between the last letter and the question.
const TYPING: Duration = Duration::from_millis(300);

#[component]
pub fn SearchText(
    shown: Shown,
    /// What can be searched by.
    hint: Key,
) -> impl IntoView {
    let query = shown.query;
    let typed = RwSignal::new(query.with_untracked(|query| query.q.clone()));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    // The search at the top, a saved view or "back" may have changed the address.
    let in_address = Memo::new(move |_| query.with(|query| query.q.clone()));
    Effect::new(move |_| {
        let wanted = in_address.get();
        if typed.with_untracked(|typed| typed.trim() != wanted) {
            typed.set(wanted);
        }
    });
    let send = move || {
        waiting.try_set_value(None);
        if let Some(text) = typed.try_with_untracked(|typed| typed.trim().to_owned()) {
            shown.amend(|query| query.q = text);
        }
    };
    let on_input = Callback::new(move |text: String| {
        typed.set(text);
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        match set_timeout_with_handle(send, TYPING) {
            Ok(handle) => waiting.set_value(Some(handle)),
            // A browser without timers is asked at once.
            Err(_) => send(),
        }
    });
    view! {
        <Field
            id="filter-q"
            label=t(Key::OrdersFilterQ)
            value=typed
            on_input
            on_leave=Callback::new(move |()| send())
            input_type="search"
            placeholder=t(hint)
            max_length=100
        />
    }
}
