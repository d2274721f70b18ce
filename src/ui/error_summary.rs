//! All errors of a form in one place: it takes the focus when the form is sent with errors, and its links lead to the fields.

use super::icon::{Glyph, Icon};
use super::notice::{Notice, SuggestionButtons};
use super::page::focus_id;
use super::settled::settled;
use leptos::html;
use leptos::prelude::*;

/// One line of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryItem {
    /// The id of the input that it leads to.
    pub target: String,
    /// The label of that input, said before the text.
    pub label: String,
    pub notice: Notice,
}

/// A value offered in the summary was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    pub target: String,
    pub value: String,
}

/// The summary; nothing at all when there is nothing to say.
#[component]
pub fn ErrorSummary(
    /// "Two things must be put right before the order can be sent".
    #[prop(into)]
    heading: Signal<String>,
    #[prop(into)] items: Signal<Vec<SummaryItem>>,
    /// Grows by one each time the summary shall take the focus (Submit pressed with errors).
    #[prop(optional, into)]
    attention: Signal<u32>,
    #[prop(optional, into)] on_suggest: Option<Callback<Suggested>>,
    /// Called before the focus moves, so that a folded section can open.
    #[prop(optional, into)]
    on_follow: Option<Callback<String>>,
) -> impl IntoView {
    let items = settled(items);
    let region = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<u32>| {
        let now = attention.get();
        if now > before.unwrap_or(0)
            && let Some(element) = region.get()
        {
            // The list may have been painted in this very turn: the focus waits for the frame.
            request_animation_frame(move || {
                element.scroll_into_view();
                if let Err(refused) = element.focus() {
                    leptos::logging::warn!("the error summary could not take the focus: {refused:?}");
                }
            });
        }
        now
    });
    let empty = Memo::new(move |_| items.with(Vec::is_empty));
    let heading_id = super::page::unique_id("errors");
    let heading_ref = heading_id.clone();
    view! {
        <div
            class="error-summary"
            node_ref=region
            tabindex="-1"
            role="region"
            aria-labelledby=heading_ref
            hidden=move || empty.get()
        >
            <Glyph icon=Icon::Error class="error-summary-icon"/>
            <h2 id=heading_id>{move || heading.get()}</h2>
            <ul>
                {move || {
                    items
                        .get()
                        .into_iter()
                        .map(|item| view! { <SummaryLine item on_suggest on_follow/> })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

#[component]
fn SummaryLine(
    item: SummaryItem,
    on_suggest: Option<Callback<Suggested>>,
    on_follow: Option<Callback<String>>,
) -> impl IntoView {
    let href = format!("#{}", item.target);
    let followed = item.target.clone();
    let target = item.target;
    let suggestions = if on_suggest.is_some() {
        item.notice.suggestions
    } else {
        Vec::new()
    };
    let press = Callback::new(move |value: String| {
        if let Some(on_suggest) = on_suggest {
            on_suggest.run(Suggested {
                target: target.clone(),
                value,
            });
        }
    });
    view! {
        <li>
            <a
                class="ds-link"
                href=href
                on:click=move |event| {
                    event.prevent_default();
                    if let Some(on_follow) = on_follow {
                        on_follow.run(followed.clone());
                    }
                    let target = followed.clone();
                    request_animation_frame(move || {
                        focus_id(&target);
                    });
                }
            >
                <b>{item.label}": "</b>
                {item.notice.text}
            </a>
            <SuggestionButtons suggestions on_suggest=press/>
        </li>
    }
}
