//! "Saved 14:32", quietly, below a small form that keeps itself (OFF-1).

use leptos::prelude::*;
use texts::Key;

use crate::{
    clock::Clock,
    language::{Lang, params, words},
    offline::{begun::Keeping, store},
    pages::when,
};

#[component]
pub fn Kept(keeping: Keeping) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let line = move || {
        if let Some(reason) = keeping.trouble() {
            let reason = words(store::said(lang.now(), &reason));
            return Some(lang.fill(Key::OrderFormNotSaved, &params([("reason", reason)])));
        }
        let at = clock.of_browser(keeping.saved_at()?);
        let when = words(when::said(lang.now(), at, clock.roughly_now()));
        Some(lang.fill(Key::FormsKept, &params([("when", when)])))
    };
    // A place of its own, so that nothing moves when it is saved.
    view! { <p class="small muted kept">{line}</p> }
}
