//! A status with its explanation one hover, focus or key press away, and the plain tag.

use super::icon::{Glyph, Icon};
use super::page::unique_id;
use super::place;
use leptos::html;
use leptos::prelude::*;

/// What a colour means. It never stands alone: the word is always there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    /// Under way.
    Info,
    Success,
    /// Someone must do something.
    Warning,
    Danger,
    Accent,
}

impl Tone {
    pub const fn color(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Accent => "accent",
        }
    }
}

/// A word in a box.
#[component]
pub fn Tag(
    #[prop(into)] text: Signal<String>,
    #[prop(optional, into)] tone: Signal<Tone>,
    #[prop(optional, into)] icon: Option<Signal<Icon>>,
) -> impl IntoView {
    view! {
        <span class="tag" data-color=move || tone.get().color()>
            {icon.map(|icon| view! { <Glyph icon/> })}
            {move || text.get()}
        </span>
    }
}

/// One line of an explanation: "What it means", "Whose turn", "Since", "Next".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    pub term: String,
    pub text: String,
}

impl Explained {
    pub fn new(term: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            text: text.into(),
        }
    }
}

/// A status with its explanation (STA-2): shown by hover, focus or pressing, closed by Escape.
#[component]
pub fn StatusBadge(
    #[prop(into)] text: Signal<String>,
    #[prop(optional, into)] tone: Signal<Tone>,
    #[prop(into)] explanation: Signal<Vec<Explained>>,
) -> impl IntoView {
    let id = unique_id("explanation");
    let described = id.clone();
    let button = NodeRef::<html::Button>::new();
    let popup = NodeRef::<html::Div>::new();
    let shown = RwSignal::new(false);
    let hovered = RwSignal::new(false);
    place::float(shown.into(), move || button.get().map(Into::into), popup, false);
    let enter = move |_| {
        hovered.set(true);
        shown.set(true);
    };
    // The pointer may move from the badge onto the explanation (WCAG 1.4.13), so leaving waits a moment.
    let leave = move |_| {
        hovered.set(false);
        set_timeout(
            move || {
                if hovered.try_get_untracked() == Some(false) {
                    shown.set(false);
                }
            },
            std::time::Duration::from_millis(120),
        );
    };
    view! {
        <span class="status" on:mouseenter=enter on:mouseleave=leave>
            <button
                type="button"
                class="tag status-badge"
                data-color=move || tone.get().color()
                node_ref=button
                aria-describedby=described
                aria-expanded=move || if shown.get() { "true" } else { "false" }
                on:click=move |_| shown.set(true)
                on:focus=move |_| shown.set(true)
                on:blur=move |_| {
                    // The badge may be gone, with the focus in it.
                    shown.try_set(false);
                }
                on:keydown=move |event| {
                    if event.key() == "Escape" && shown.get_untracked() {
                        event.prevent_default();
                        event.stop_propagation();
                        shown.set(false);
                    }
                }
            >
                {move || text.get()}
            </button>
            <div class="popup explanation" popover="manual" role="tooltip" id=id node_ref=popup>
                <dl>
                    {move || {
                        explanation
                            .get()
                            .into_iter()
                            .map(|line| view! { <div><dt>{line.term}</dt><dd>{line.text}</dd></div> })
                            .collect_view()
                    }}
                </dl>
            </div>
        </span>
    }
}
