//! What a dialog tells in short lists before anything happens.

use leptos::prelude::*;
use texts::Key;

use crate::language::t;

/// A short list under its heading, or nothing.
#[component]
pub fn Told(heading: Key, items: Signal<Vec<String>>) -> impl IntoView {
    move || {
        let items = items.get();
        (!items.is_empty()).then(|| {
            view! {
                <p>{t(heading)}</p>
                <ul class="small">{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul>
            }
        })
    }
}
