//! What was deleted last, with the way back.

use leptos::prelude::*;
use texts::Key;

use crate::{
    language::{Lang, params, t, words},
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        page::{focus_id, nothing_has_focus, unique_id},
    },
};

use super::note::Note;

/// A note with its button; nothing while nothing was deleted.
#[component]
pub fn Undo(
    /// What is said of it: a text with `{name}`.
    said: Key,
    /// The name of what was deleted last.
    #[prop(into)]
    name: Signal<Option<String>>,
    on_undo: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let text = Signal::derive(move || {
        name.get()
            .map(|name| lang.fill(said, &params([("name", words(name))])))
    });
    let (place, button) = (unique_id("undo-place"), unique_id("undo"));
    let (focus_place, button_id) = (place.clone(), StoredValue::new(button.clone()));
    // The button that was pressed has gone with what it deleted, or brought back: who works by the keyboard goes on here.
    Effect::new(move |before: Option<()>| {
        let next = if name.with(Option::is_some) {
            button.clone()
        } else {
            focus_place.clone()
        };
        if before.is_some() {
            request_animation_frame(move || {
                if nothing_has_focus() {
                    focus_id(&next);
                }
            });
        }
    });
    view! {
        <Note
            id=place
            text
            icon=Icon::Trash
            color="info"
            action=move || {
                view! { <Button id=button_id.get_value() text=t(Key::UiUndo) kind=ButtonKind::Secondary small=true on_press=on_undo/> }
            }
        />
    }
}
