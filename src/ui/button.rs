//! Buttons and links that look like buttons.

use super::icon::{Glyph, Icon};
use super::page::unique_id;
use leptos::prelude::*;

/// How much a button asks for attention. There is one primary button in a view at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    #[default]
    Primary,
    Secondary,
    Tertiary,
    /// Something that cannot be undone.
    Danger,
}

impl ButtonKind {
    const fn variant(self) -> &'static str {
        match self {
            Self::Primary | Self::Danger => "primary",
            Self::Secondary => "secondary",
            Self::Tertiary => "tertiary",
        }
    }

    /// Named always: a button on a coloured surface must not take that colour over.
    const fn color(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Primary | Self::Secondary | Self::Tertiary => "accent",
        }
    }
}

/// A button. It never goes silent: one that may not be pressed now stays in the tab order and says why.
#[component]
pub fn Button(
    #[prop(into)] text: Signal<String>,
    on_press: Callback<()>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<Signal<Icon>>,
    /// While the answer is awaited: the button keeps its width and its name, and pressing it does nothing more.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be pressed now; `None` when it can.
    #[prop(optional, into)]
    closed: Signal<Option<String>>,
    /// Shown at the right, for example `Ctrl Enter`.
    #[prop(optional, into)]
    keys: Option<Signal<String>>,
    /// `submit` for the one button of a small form.
    #[prop(default = "button")]
    button_type: &'static str,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional)] wide: bool,
    /// A smaller button, for rows and panels.
    #[prop(optional)]
    small: bool,
    /// What it is called where its text alone does not say which of many it is ("Delete the draft for …").
    #[prop(optional, into)]
    spoken: Option<Signal<String>>,
) -> impl IntoView {
    let reason_id = StoredValue::new(unique_id("closed"));
    let text_id = StoredValue::new(unique_id("button"));
    let is_closed = Memo::new(move |_| closed.with(Option::is_some));
    view! {
        <button
            type=button_type
            id=id
            class="ds-button button"
            class:button-small=small
            data-variant=kind.variant()
            data-color=kind.color()
            data-fullwidth=wide.then_some("")
            aria-label=move || spoken.map(|name| name.get())
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || (busy.get() || is_closed.get()).then_some("true")
            aria-labelledby=move || is_closed.get().then(|| text_id.get_value())
            aria-describedby=move || is_closed.get().then(|| reason_id.get_value())
            on:click=move |event| {
                if busy.get_untracked() || is_closed.get_untracked() {
                    event.prevent_default();
                } else {
                    on_press.run(());
                }
            }
        >
            {move || busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
            {move || icon.filter(|_| !busy.get()).map(|icon| view! { <Glyph icon/> })}
            <span id=text_id.get_value()>{move || text.get()}</span>
            {keys.map(|keys| view! { <kbd class="kbd" aria-hidden="true">{move || keys.get()}</kbd> })}
            {move || {
                closed
                    .get()
                    .map(|reason| view! { <span class="closed-reason" id=reason_id.get_value()>{reason}</span> })
            }}
        </button>
    }
}

/// A button that shows an icon alone; its name is heard, and seen when the pointer rests on it.
#[component]
pub fn IconButton(
    #[prop(into)] name: Signal<String>,
    #[prop(into)] icon: Signal<Icon>,
    on_press: Callback<()>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            id=id
            class="ds-button button icon-button"
            data-variant="tertiary"
            data-color="neutral"
            data-icon=""
            aria-label=move || name.get()
            title=move || name.get()
            on:click=move |_| on_press.run(())
        >
            <Glyph icon/>
        </button>
    }
}

/// A link that looks like a button: it goes somewhere, so it can be opened in a new tab.
#[component]
pub fn LinkButton(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<Signal<Icon>>,
    /// The file name when the link downloads.
    #[prop(optional, into)]
    download: Option<Signal<String>>,
    /// A smaller one, for rows and panels.
    #[prop(optional)]
    small: bool,
    /// What it is called where its text alone does not say which of many it is.
    #[prop(optional, into)]
    spoken: Option<Signal<String>>,
) -> impl IntoView {
    view! {
        <a
            class="ds-button button"
            class:button-small=small
            aria-label=move || spoken.map(|name| name.get())
            data-variant=kind.variant()
            data-color=kind.color()
            href=move || href.get()
            download=move || download.map(|name| name.get())
        >
            {icon.map(|icon| view! { <Glyph icon/> })}
            <span>{move || text.get()}</span>
        </a>
    }
}
