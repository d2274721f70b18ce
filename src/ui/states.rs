//! What stands where content will be, where there is none, and where it could not be had.

use super::button::{Button, ButtonKind};
use super::icon::{Glyph, Icon};
use super::words::word;
use leptos::prelude::*;

/// Grey lines in the shape of rows, while the rows are awaited.
#[component]
pub fn SkeletonRows(#[prop(default = 5)] rows: usize) -> impl IntoView {
    view! {
        <div class="skeleton-rows" aria-hidden="true">
            {(0..rows).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
}

/// A whole page or panel that is awaited; said once.
#[component]
pub fn Skeleton(#[prop(default = 5)] rows: usize) -> impl IntoView {
    let loading = word(|words| &words.loading);
    view! {
        <div class="skeleton">
            <span class="ds-sr-only" role="status">{move || loading.get()}</span>
            <SkeletonRows rows/>
        </div>
    }
}

/// Nothing here yet: why, and what to do.
#[component]
pub fn EmptyState(
    #[prop(into)] icon: Signal<Icon>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] text: Option<Signal<String>>,
    #[prop(optional, into)] action: ViewFn,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <Glyph icon class="empty-icon"/>
            <p class="empty-title">{move || title.get()}</p>
            {text.map(|text| view! { <p class="empty-text">{move || text.get()}</p> })}
            <div class="row">{action.run()}</div>
        </div>
    }
}

/// It could not be had: what happened, and trying again.
#[component]
pub fn ErrorState(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    on_retry: Callback<()>,
    #[prop(optional, into)] busy: Signal<bool>,
) -> impl IntoView {
    let retry = word(|words| &words.retry);
    view! {
        <div class="empty-state" role="alert">
            <Glyph icon=Icon::Warning class="empty-icon failed"/>
            <p class="empty-title">{move || title.get()}</p>
            <p class="empty-text">{move || text.get()}</p>
            <Button text=retry icon=Icon::Refresh kind=ButtonKind::Secondary busy on_press=on_retry/>
        </div>
    }
}
