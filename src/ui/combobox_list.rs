//! The list of a combobox: its options, and what stands there while it waits, when it found nothing, when it failed.

use super::combobox::{ComboOption, ComboState};
use super::icon::{Glyph, Icon};
use super::words::word;
use leptos::prelude::*;

/// The id of the option at this place.
pub fn option_id(list_id: &str, at: usize) -> String {
    format!("{list_id}-{at}")
}

/// What the popup of a combobox holds.
#[component]
pub fn OptionList(
    list_id: String,
    label_id: String,
    options: Signal<Vec<ComboOption>>,
    state: Signal<ComboState>,
    active: RwSignal<Option<usize>>,
    count_line: Signal<String>,
    empty_text: Signal<String>,
    choose: Callback<usize>,
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let loading = word(|words| &words.loading);
    let retry = word(|words| &words.retry);
    let own_id = list_id.clone();
    // Keeps the active option in sight: the focus itself stays in the input.
    Effect::new(move |_| {
        if let Some(at) = active.get()
            && let Some(element) = document().get_element_by_id(&option_id(&own_id, at))
        {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let row_list_id = list_id.clone();
    let said = Signal::derive(move || match state.get() {
        ComboState::Idle => String::new(),
        ComboState::Loading => loading.get(),
        ComboState::Ready if options.with(Vec::is_empty) => empty_text.get(),
        ComboState::Ready => count_line.get(),
        ComboState::Failed(text) => text,
    });
    let failed = move || state.with(|state| matches!(state, ComboState::Failed(_)));
    view! {
        <ul class="option-list" role="listbox" id=list_id aria-labelledby=label_id>
            {move || {
                options
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(at, option)| {
                        view! {
                            <li
                                role="option"
                                id=option_id(&row_list_id, at)
                                aria-selected=move || if active.get() == Some(at) { "true" } else { "false" }
                                // The focus must not leave the input before the click has been heard.
                                on:mousedown=move |event| event.prevent_default()
                                on:click=move |_| choose.run(at)
                            >
                                <span class="option-label">{option.label}</span>
                                {option.detail.map(|detail| view! { <span class="option-detail">{detail}</span> })}
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
        <div
            class="option-foot"
            data-failed=move || failed().then_some("")
            hidden=move || said.with(String::is_empty)
        >
            {move || {
                state
                    .with(|state| *state == ComboState::Loading)
                    .then(|| view! { <span class="spinner" aria-hidden="true"></span> })
            }}
            {move || failed().then(|| view! { <Glyph icon=Icon::Error/> })}
            <span role="status">{said}</span>
            {move || {
                on_retry
                    .filter(|_| failed())
                    .map(|on_retry| {
                        view! {
                            <button
                                type="button"
                                class="suggestion"
                                tabindex="-1"
                                on:mousedown=move |event| event.prevent_default()
                                on:click=move |_| on_retry.run(())
                            >
                                {retry.get()}
                            </button>
                        }
                    })
            }}
        </div>
    }
}
