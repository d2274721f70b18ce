//! Choices that stand open: radio buttons as cards or as segments, and the single check box.

use super::field::{Choice, FieldIds};
use super::notice::{Notice, Notices, has_error};
use super::settled::settled;
use super::words::word;
use leptos::prelude::*;

/// How a group of choices looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChoiceLook {
    /// Side by side in one bar: two to four short words.
    #[default]
    Segments,
    /// Cards with a sentence of help.
    Cards,
    /// Plain radio buttons, one below the other.
    List,
}

impl ChoiceLook {
    const fn name(self) -> &'static str {
        match self {
            Self::Segments => "segments",
            Self::Cards => "cards",
            Self::List => "list",
        }
    }
}

/// One of a few. The native radio buttons stay: arrow keys move, the tab key passes by.
#[component]
pub fn ChoiceGroup(
    /// The id of the group; errors lead to it, the chosen (or first) button takes the focus.
    #[prop(into)]
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] second: Option<Signal<String>>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(into)] value: Signal<String>,
    on_choose: Callback<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional)] look: ChoiceLook,
    #[prop(optional, into)] notices: Signal<Vec<Notice>>,
    #[prop(optional, into)] optional: Signal<bool>,
    /// What is chosen is shown, and nothing else may be.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    #[prop(default = 12)] columns: u8,
) -> impl IntoView {
    let ids = FieldIds::of(&id);
    let choices = settled(choices);
    let described = ids.described_by(hint.is_some());
    let invalid = Memo::new(move |_| notices.with(|all| has_error(all)));
    let optional_word = word(|words| &words.optional);
    let group = id.clone();
    // The first button bears the id of the group itself, so that a link to the error lands on a control.
    let control_id = move |index: usize| {
        if index == 0 {
            group.clone()
        } else {
            format!("{group}-{index}")
        }
    };
    let name = format!("{id}-choice");
    view! {
        <fieldset
            class="field choice-group"
            data-columns=columns
            data-look=look.name()
            data-without-hint=hint.is_none().then_some("")
            aria-describedby=described
            data-invalid=move || invalid.get().then_some("")
        >
            <legend class="field-label">
                <span>{move || label.get()}</span>
                {move || {
                    optional
                        .get()
                        .then(|| view! { <span class="field-optional">" ("{optional_word.get()}")"</span> })
                }}
                {second.map(|second| view! { <span class="field-second" lang="en">{move || second.get()}</span> })}
            </legend>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field-hint" id=ids.hint hidden=move || hint.with(String::is_empty)>
                            {move || hint.get()}
                        </p>
                    }
                })}
            <div class="choices">
                {move || {
                    choices
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, choice)| {
                            view! {
                                <ChoiceCard
                                    id=control_id(index)
                                    name=name.clone()
                                    choice
                                    value
                                    on_choose
                                    invalid
                                    disabled
                                />
                            }
                        })
                        .collect_view()
                }}
            </div>
            <Notices id=ids.notices notices on_suggest=on_choose/>
        </fieldset>
    }
}

#[component]
fn ChoiceCard(
    id: String,
    name: String,
    choice: Choice,
    value: Signal<String>,
    on_choose: Callback<String>,
    #[prop(into)] invalid: Signal<bool>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let closed = choice.closed.is_some();
    let own = choice.value.clone();
    let chosen = choice.value.clone();
    let help_id = format!("{id}-help");
    let explained = choice.closed.clone().or(choice.help);
    let described = explained.is_some().then(|| help_id.clone());
    view! {
        <label class="choice">
            <input
                class="ds-input"
                type="radio"
                id=id
                name=name
                value=choice.value
                aria-describedby=described
                aria-invalid=move || invalid.get().then_some("true")
                disabled=move || closed || disabled.get()
                prop:checked=move || value.with(|value| *value == own)
                on:change=move |_| on_choose.run(chosen.clone())
            />
            <span class="choice-label">{choice.label}</span>
            {explained.map(|text| view! { <span class="choice-help" id=help_id>{text}</span> })}
        </label>
    }
}

/// Yes or no, with the whole sentence as its label.
#[component]
pub fn Checkbox(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] second: Option<Signal<String>>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(into)] checked: Signal<bool>,
    on_change: Callback<bool>,
    #[prop(optional, into)] notices: Signal<Vec<Notice>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Cannot be ticked yet, and the hint says why: unlike a disabled one it can be come to, by a link from the error too.
    #[prop(optional, into)]
    blocked: Signal<bool>,
    #[prop(default = 12)] columns: u8,
) -> impl IntoView {
    let ids = FieldIds::of(&id);
    let described = ids.described_by(hint.is_some());
    let invalid = Memo::new(move |_| notices.with(|all| has_error(all)));
    view! {
        <div class="field checkbox" data-columns=columns>
            <input
                class="ds-input"
                type="checkbox"
                id=id.clone()
                aria-describedby=described
                aria-invalid=move || invalid.get().then_some("true")
                disabled=move || disabled.get()
                aria-disabled=move || blocked.get().then_some("true")
                prop:checked=move || checked.get()
                on:click=move |event| {
                    if blocked.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <label for=id>
                {move || label.get()}
                {second.map(|second| view! { <span class="field-second" lang="en">{move || second.get()}</span> })}
            </label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field-hint" id=ids.hint hidden=move || hint.with(String::is_empty)>
                            {move || hint.get()}
                        </p>
                    }
                })}
            <Notices id=ids.notices notices on_suggest=Callback::new(|_: String| ())/>
        </div>
    }
}
