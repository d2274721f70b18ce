//! The traffic light of an access check. Never colour alone (KAP-6): a word, an icon of its own shape, and an explanation.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// What the light shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Light {
    /// Nothing asked yet, or the answer no longer fits what is typed.
    #[default]
    Off,
    /// The answer is awaited.
    Asking,
    Green,
    Yellow,
    Red,
    /// No answer could be had.
    Unknown,
}

impl Light {
    const fn color(self) -> &'static str {
        match self {
            Self::Off | Self::Asking => "neutral",
            Self::Green => "success",
            Self::Yellow => "warning",
            Self::Red => "danger",
            Self::Unknown => "info",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Off | Self::Asking => Icon::Circle,
            Self::Green => Icon::Check,
            Self::Yellow => Icon::Warning,
            Self::Red => Icon::Stop,
            Self::Unknown => Icon::Help,
        }
    }
}

/// The light with its words.
#[component]
pub fn TrafficLight(
    #[prop(into)] light: Signal<Light>,
    /// "Green – can be delivered".
    #[prop(into)]
    word: Signal<String>,
    #[prop(into)] explanation: Signal<String>,
    /// Below the explanation: the figures of the answer.
    #[prop(optional, into)]
    details: ViewFn,
    /// At the right: ask again.
    #[prop(optional, into)]
    action: ViewFn,
) -> impl IntoView {
    view! {
        <div class="light" data-color=move || light.get().color()>
            <span class="lamp">
                {move || {
                    if light.get() == Light::Asking {
                        view! { <span class="spinner" aria-hidden="true"></span> }.into_any()
                    } else {
                        view! { <Glyph icon=light.get().icon()/> }.into_any()
                    }
                }}
            </span>
            <div class="light-text" role="status">
                <p class="light-word">{move || word.get()}</p>
                <p class="light-explanation">{move || explanation.get()}</p>
                {details.run()}
            </div>
            <div class="light-action">{action.run()}</div>
        </div>
    }
}
