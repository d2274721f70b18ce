//! What a page does besides its content: its title, its heading, where the focus goes, the link past the navigation.

use leptos::html;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;

/// Sets the title of the browser's tab, again whenever it changes (every page has its own).
pub fn set_title(title: impl Fn() -> String + Send + Sync + 'static) {
    Effect::new(move |_| document().set_title(&title()));
}

/// An id that no other element of this page has, for texts that only one widget refers to.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Moves the focus to the element with this id and brings it into view; says whether there was one.
pub fn focus_id(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else {
        return false;
    };
    let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() else {
        return false;
    };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    // An element that has gone away between the two calls cannot take the focus: nothing is lost by that.
    element.focus().is_ok()
}

/// Whether the next key goes to no element: the one that had the focus has gone.
pub fn nothing_has_focus() -> bool {
    let active = document().active_element();
    active.is_none_or(|active| {
        document()
            .body()
            .is_some_and(|body| active == *body.unchecked_ref())
    })
}

/// Takes away what `index.html` shows until the application has begun.
pub fn end_boot() {
    for id in ["boot", "boot-failed"] {
        if let Some(element) = document().get_element_by_id(id) {
            element.remove();
        }
    }
}

/// The one `h1` of a page. It takes the focus when the page comes, so that those who cannot see it hear where they are.
#[component]
pub fn PageHeading(
    #[prop(into)] text: Signal<String>,
    /// Beside the heading: a status, when it was saved.
    #[prop(optional, into)]
    beside: ViewFn,
    /// At the right: the actions of the page.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Whether the heading takes the focus when it appears (true, except at the very first page).
    #[prop(default = true)]
    takes_focus: bool,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(element) = heading.get()
            && takes_focus
            && let Err(refused) = element.focus()
        {
            leptos::logging::warn!("the heading could not take the focus: {refused:?}");
        }
    });
    view! {
        <header class="page-heading">
            <h1 node_ref=heading tabindex="-1">{move || text.get()}</h1>
            <div class="page-heading-beside">{beside.run()}</div>
            <div class="page-heading-actions">{actions.run()}</div>
        </header>
    }
}

/// The first stop of the tab key: past the navigation, to the content.
#[component]
pub fn SkipLink(#[prop(into)] text: Signal<String>, #[prop(into)] target: String) -> impl IntoView {
    let href = format!("#{target}");
    view! {
        <a
            class="skip-link"
            href=href
            on:click=move |event| {
                // The address keeps the route; only the focus moves.
                event.prevent_default();
                focus_id(&target);
            }
        >
            {move || text.get()}
        </a>
    }
}

/// A key of the keyboard.
#[component]
pub fn Kbd(#[prop(into)] keys: Signal<String>) -> impl IntoView {
    view! { <kbd class="kbd">{move || keys.get()}</kbd> }
}
