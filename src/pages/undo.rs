//! What was deleted last, with the way back.

use leptos::prelude::*;
use texts::Key;

use crate::{
    language::{Lang, params, t, words},
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
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
    view! {
        <Note
            text
            icon=Icon::Trash
            color="info"
            action=move || {
                view! { <Button text=t(Key::UiUndo) kind=ButtonKind::Secondary small=true on_press=on_undo/> }
            }
        />
    }
}
