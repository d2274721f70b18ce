//! A question to a register that one field asks: it is being asked, it waits for the connection, or it could not be asked.

use leptos::prelude::*;
use texts::Key;

use super::waiting;
use crate::{
    api::client::ApiError,
    language::{Lang, t},
    problem,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        status::{Tag, Tone},
    },
};

/// Where the question stands. What was answered stands with the facts of the form.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    Idle,
    Asking,
    Failed(ApiError),
}

/// How it goes, in words.
#[component]
pub fn Standing(
    question: RwSignal<Question>,
    /// OFF-4: something is typed that has no answer yet.
    due: Memo<bool>,
    /// Said while it waits for the connection.
    waits: Key,
    /// Said while it is being asked.
    asking: Key,
    on_retry: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let offline = waiting::offline();
    move || match question.get() {
        _ if offline.get() && due.get() => {
            view! { <Tag text=t(waits) tone=Tone::Info icon=Icon::Clock/> }.into_any()
        }
        Question::Asking => view! { <Tag text=t(asking) tone=Tone::Info/> }.into_any(),
        Question::Failed(error) => {
            let text = Signal::derive(move || problem::explain(lang.now(), &error));
            view! {
                <span class="row">
                    <Tag text tone=Tone::Warning/>
                    <Button text=t(Key::UiRetry) kind=ButtonKind::Tertiary small=true on_press=on_retry/>
                </span>
            }
            .into_any()
        }
        Question::Idle => ().into_any(),
    }
}
