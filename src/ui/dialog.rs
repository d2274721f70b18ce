//! The browser's own dialog: it keeps the focus inside, closes with Escape, and gives the focus back.

use super::button::IconButton;
use super::icon::Icon;
use super::page::unique_id;
use super::words::word;
use leptos::html;
use leptos::logging::warn;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A modal dialog.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    /// Escape, the cross, or a press outside when `closes_outside`.
    on_close: Callback<()>,
    #[prop(into)] title: Signal<String>,
    /// The buttons, at the lower edge.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Where input could be lost, a press outside does nothing.
    #[prop(optional)]
    closes_outside: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let before = StoredValue::new_local(None::<web_sys::HtmlElement>);
    let title_id = unique_id("dialog");
    let title_ref = title_id.clone();
    let close_word = word(|words| &words.close);
    let children = StoredValue::new(children);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            if !dialog.open() {
                before.set_value(
                    document()
                        .active_element()
                        .and_then(|element| element.dyn_into().ok()),
                );
                if let Err(refused) = dialog.show_modal() {
                    warn!("the dialog could not open: {refused:?}");
                }
            }
        } else if dialog.open() {
            dialog.close();
            if let Some(element) = before.try_update_value(Option::take).flatten()
                && let Err(refused) = element.focus()
            {
                warn!("the focus could not go back: {refused:?}");
            }
        }
    });
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby=title_ref
            on:cancel=move |event: web_sys::Event| {
                // The state outside decides: the browser must not close it alone.
                event.prevent_default();
                on_close.run(());
            }
            on:mousedown=move |event| {
                let outside = dialog
                    .get_untracked()
                    .zip(event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()))
                    .is_some_and(|(dialog, target)| **dialog == target);
                if closes_outside && outside {
                    on_close.run(());
                }
            }
        >
            <div class="dialog-inside">
                <header class="dialog-head">
                    <h2 id=title_id>{move || title.get()}</h2>
                </header>
                // Built only while open: forms inside begin fresh each time.
                {move || {
                    open.get()
                        .then(|| {
                            view! {
                                <div class="dialog-body">{children.with_value(|children| children())}</div>
                                <footer class="dialog-actions">{actions.run()}</footer>
                            }
                        })
                }}
                // Last in order, so that the focus begins in the content; it stands in the corner all the same.
                <div class="dialog-close">
                    <IconButton name=close_word icon=Icon::Close on_press=on_close/>
                </div>
            </div>
        </dialog>
    }
}
