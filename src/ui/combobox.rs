//! A text field with a list of what it may mean, as the ARIA Authoring Practices describe the editable combobox
//! with list autocomplete: the focus stays in the input, the arrow keys move an active descendant.

use super::combobox_list::{OptionList, option_id};
use super::field::{FieldFrame, FieldIds};
use super::notice::{Notice, has_error};
use super::place;
use super::shown::Shown;
use leptos::html;
use leptos::prelude::*;

/// One thing the text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComboOption {
    pub key: String,
    pub label: String,
    /// A quiet second line.
    pub detail: Option<String>,
    /// Choosing it narrows the list, which stays open for the next choice.
    pub narrows: bool,
}

impl ComboOption {
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            detail: None,
            narrows: false,
        }
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub fn narrowing(mut self) -> Self {
        self.narrows = true;
        self
    }
}

/// Where the list stands with its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ComboState {
    /// Nothing asked yet: the list stays closed.
    #[default]
    Idle,
    Loading,
    Ready,
    /// What went wrong, in words.
    Failed(String),
}

/// Where the active descendant goes at a key, in a list of `count`; `None` is the input itself.
pub fn moved(active: Option<usize>, count: usize, key: &str) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, active) {
        ("ArrowDown", None) => Some(0),
        ("ArrowDown", Some(at)) => (at < last).then_some(at + 1),
        ("ArrowUp", None) => Some(last),
        ("ArrowUp", Some(at)) => at.checked_sub(1),
        ("PageDown", at) => Some(at.map_or(last, |at| (at + 8).min(last))),
        ("PageUp", at) => Some(at.map_or(0, |at| at.saturating_sub(8))),
        (_, at) => at,
    }
}

/// The field.
#[component]
pub fn Combobox(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] second: Option<Signal<String>>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    /// What is typed.
    #[prop(into)]
    text: Signal<String>,
    on_input: Callback<String>,
    on_choose: Callback<ComboOption>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
    #[prop(into)] options: Signal<Vec<ComboOption>>,
    #[prop(into)] state: Signal<ComboState>,
    /// "8 of 214 addresses": below the list, and said.
    #[prop(optional, into)]
    count_line: Signal<String>,
    /// What stands in the list when nothing was found, and what to do then.
    #[prop(into)]
    empty_text: Signal<String>,
    /// Asks again after a failure.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    #[prop(optional, into)] notices: Signal<Vec<Notice>>,
    #[prop(optional, into)] on_suggest: Option<Callback<String>>,
    #[prop(optional, into)] optional: Signal<bool>,
    #[prop(optional, into)] placeholder: Option<Signal<String>>,
    #[prop(optional, into)] beside: ViewFn,
    #[prop(default = 12)] columns: u8,
) -> impl IntoView {
    let ids = FieldIds::of(&id);
    let described = ids.described_by(hint.is_some());
    let list_id = format!("{id}-list");
    let label_id = ids.label.clone();
    let invalid = Memo::new(move |_| notices.with(|all| has_error(all)));
    let wanted = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let input = NodeRef::<html::Input>::new();
    let popup = NodeRef::<html::Div>::new();
    let open = Memo::new(move |_| wanted.get() && state.with(|state| *state != ComboState::Idle));

    // What waits, found nothing or failed is a message, not a list.
    let expanded = Memo::new(move |_| open.get() && !options.with(Vec::is_empty));

    // New answers: the active one of the old list means nothing any more.
    Effect::new(move |_| {
        options.track();
        active.set(None);
    });
    place::float(open.into(), move || input.get().map(Into::into), popup, true);

    let choose = Callback::new(move |at: usize| {
        if let Some(option) = options.with_untracked(|options| options.get(at).cloned()) {
            wanted.set(option.narrows);
            active.set(None);
            on_choose.run(option);
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        key @ ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp") => {
            event.prevent_default();
            let was_open = open.get_untracked();
            wanted.set(true);
            if was_open || key.starts_with("Arrow") {
                let count = options.with_untracked(Vec::len);
                active.update(|active| *active = moved(*active, count, key));
            }
        }
        "Enter" => {
            if let Some(at) = active.get_untracked().filter(|_| open.get_untracked()) {
                event.prevent_default();
                choose.run(at);
            }
        }
        "Escape" if open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            wanted.set(false);
            active.set(None);
        }
        _ => {}
    };
    let active_id = {
        let list_id = list_id.clone();
        move || {
            active
                .get()
                .filter(|_| open.get())
                .map(|at| option_id(&list_id, at))
        }
    };
    view! {
        <FieldFrame
            ids
            label
            second
            hint
            optional
            notices
            on_suggest=on_suggest.unwrap_or(on_input)
            beside
            columns
        >
            <div class="combobox">
                <input
                    class="ds-input"
                    node_ref=input
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=move || if expanded.get() { "true" } else { "false" }
                    aria-controls=list_id.clone()
                    aria-activedescendant=active_id
                    aria-describedby=described
                    aria-invalid=move || invalid.get().then_some("true")
                    placeholder=move || placeholder.map(|text| text.get())
                    prop:value=move || Shown(text.get())
                    on:input:target=move |event| {
                        wanted.set(true);
                        on_input.run(event.target().value());
                    }
                    on:keydown=on_key
                    on:click=move |_| wanted.set(true)
                    on:blur=move |_| {
                        // Taken away with the focus in it: nobody hears of it any more.
                        wanted.try_set(false);
                        if let Some(on_leave) = on_leave {
                            on_leave.try_run(());
                        }
                    }
                />
                <div class="popup combobox-popup" popover="manual" node_ref=popup>
                    <OptionList
                        list_id
                        label_id
                        options
                        state
                        active
                        count_line
                        empty_text
                        choose
                        on_retry
                    />
                </div>
            </div>
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_down_goes_from_the_input_through_the_list_and_back_to_the_input() {
        assert_eq!(moved(None, 2, "ArrowDown"), Some(0));
        assert_eq!(moved(Some(0), 2, "ArrowDown"), Some(1));
        assert_eq!(moved(Some(1), 2, "ArrowDown"), None);
    }

    #[test]
    fn arrow_up_begins_at_the_end() {
        assert_eq!(moved(None, 3, "ArrowUp"), Some(2));
        assert_eq!(moved(Some(0), 3, "ArrowUp"), None);
    }

    #[test]
    fn an_empty_list_has_no_active_option() {
        assert_eq!(moved(None, 0, "ArrowDown"), None);
        assert_eq!(moved(Some(4), 0, "PageDown"), None);
    }

    #[test]
    fn page_keys_stop_at_the_ends() {
        assert_eq!(moved(Some(3), 5, "PageDown"), Some(4));
        assert_eq!(moved(Some(3), 5, "PageUp"), Some(0));
    }
}
