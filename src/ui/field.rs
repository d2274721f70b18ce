//! Fields that are typed into: a label with its quiet second line, a hint, the control, what is wrong with it.

use super::icon::{Glyph, Icon};
use super::notice::{Notice, Notices, has_error};
use super::settled::settled;
use super::shown::Shown;
use super::words::word;
use leptos::prelude::*;

/// The ids of the parts of a field, all derived from the id of its control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldIds {
    pub control: String,
    pub label: String,
    pub hint: String,
    pub notices: String,
}

impl FieldIds {
    pub fn of(control: &str) -> Self {
        Self {
            control: control.to_owned(),
            label: format!("{control}-label"),
            hint: format!("{control}-hint"),
            notices: format!("{control}-notices"),
        }
    }

    /// What `aria-describedby` holds: the hint and what is wrong, which is empty when nothing is.
    pub fn described_by(&self, has_hint: bool) -> String {
        if has_hint {
            format!("{} {}", self.hint, self.notices)
        } else {
            self.notices.clone()
        }
    }
}

/// The frame around a control: everything of a field but the control itself.
#[component]
pub fn FieldFrame(
    ids: FieldIds,
    #[prop(into)] label: Signal<String>,
    /// The English name as a quiet second line, where the course teaches it.
    #[prop(optional_no_strip)]
    second: Option<Signal<String>>,
    #[prop(optional_no_strip)] hint: Option<Signal<String>>,
    #[prop(optional, into)] optional: Signal<bool>,
    #[prop(optional, into)] readonly: Signal<bool>,
    #[prop(optional, into)] notices: Signal<Vec<Notice>>,
    on_suggest: Callback<String>,
    /// What stands at the right of the control: the button of a lookup.
    #[prop(optional, into)]
    beside: ViewFn,
    /// How many of the twelve columns it takes.
    #[prop(default = 4)]
    columns: u8,
    children: Children,
) -> impl IntoView {
    let optional_word = word(|words| &words.optional);
    let control = ids.control.clone();
    // Said by an attribute: a rule that looks for it inside would have the whole page looked through at each key press.
    let without_hint = move || hint.is_none_or(|hint| hint.with(String::is_empty)).then_some("");
    view! {
        <div class="field" data-columns=columns data-without-hint=without_hint>
            <label class="field-label" id=ids.label for=control>
                {move || {
                    readonly.get().then(|| view! { <Glyph icon=Icon::Lock class="field-lock"/> })
                }}
                <span>{move || label.get()}</span>
                {move || {
                    optional
                        .get()
                        .then(|| view! { <span class="field-optional">" ("{optional_word.get()}")"</span> })
                }}
                {move || {
                    // Empty where the label itself is the English name.
                    second
                        .map(|second| second.get())
                        .filter(|text| !text.is_empty())
                        .map(|text| view! { <span class="field-second" lang="en">{text}</span> })
                }}
            </label>
            {hint
                .map(|hint| {
                    let empty = move || hint.with(String::is_empty);
                    view! { <p class="field-hint" id=ids.hint hidden=empty>{move || hint.get()}</p> }
                })}
            <div class="field-control">{children()} {beside.run()}</div>
            <Notices id=ids.notices notices on_suggest/>
        </div>
    }
}

/// A line of text, or several.
#[component]
pub fn Field(
    /// The id of the input; errors lead to it.
    #[prop(into)]
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] second: Option<Signal<String>>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(into)] value: Signal<String>,
    /// Every key press.
    on_input: Callback<String>,
    /// When the field is left: this is when it is checked for the first time.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    #[prop(optional, into)] notices: Signal<Vec<Notice>>,
    /// Takes the value of a pressed suggestion; without it the value goes to `on_input`.
    #[prop(optional, into)]
    on_suggest: Option<Callback<String>>,
    #[prop(optional, into)] optional: Signal<bool>,
    #[prop(optional, into)] readonly: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// `text`, `tel`, `email`, `password`, `search`.
    #[prop(default = "text")]
    input_type: &'static str,
    /// `numeric`, `tel`, `email`: which keyboard a tablet shows.
    #[prop(optional)]
    input_mode: Option<&'static str>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional, into)] placeholder: Option<Signal<String>>,
    #[prop(optional)] max_length: Option<u32>,
    /// How many lines are in sight; without it there is but one.
    #[prop(optional)]
    rows: Option<u32>,
    #[prop(optional, into)] beside: ViewFn,
    #[prop(default = 4)] columns: u8,
) -> impl IntoView {
    let ids = FieldIds::of(&id);
    let described = ids.described_by(hint.is_some());
    let invalid = Memo::new(move |_| notices.with(|all| has_error(all)));
    // A field that is taken away with the focus in it is left, too, when nobody is there any more to hear of it.
    let leave = move |_| {
        if let Some(on_leave) = on_leave {
            on_leave.try_run(());
        }
    };
    let control = match rows {
        Some(rows) => view! {
            <textarea
                class="ds-input"
                id=id
                rows=rows
                maxlength=max_length
                aria-describedby=described
                aria-invalid=move || invalid.get().then_some("true")
                readonly=move || readonly.get()
                prop:value=move || Shown(value.get())
                on:input:target=move |event| on_input.run(event.target().value())
                on:blur=leave
            ></textarea>
        }
        .into_any(),
        None => view! {
            <input
                class="ds-input"
                id=id
                type=input_type
                inputmode=input_mode
                autocomplete=autocomplete
                spellcheck="false"
                maxlength=max_length
                aria-describedby=described
                aria-invalid=move || invalid.get().then_some("true")
                readonly=move || readonly.get()
                disabled=move || disabled.get()
                placeholder=move || placeholder.map(|text| text.get())
                prop:value=move || Shown(value.get())
                on:input:target=move |event| on_input.run(event.target().value())
                on:blur=leave
            />
        }
        .into_any(),
    };
    view! {
        <FieldFrame
            ids
            label
            second
            hint
            optional
            readonly
            notices
            on_suggest=on_suggest.unwrap_or(on_input)
            beside
            columns
        >
            {control}
        </FieldFrame>
    }
}

/// One choice of a select or of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// One sentence below the label; only groups of cards show it.
    pub help: Option<String>,
    /// Why it cannot be chosen now; `None` when it can.
    pub closed: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            help: None,
            closed: None,
        }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn closed(mut self, reason: impl Into<String>) -> Self {
        self.closed = Some(reason.into());
        self
    }
}

/// One of many, in the browser's own select: every keyboard and every reader of the screen knows it.
#[component]
pub fn Select(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] second: Option<Signal<String>>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    /// The chosen value; empty when nothing is chosen yet.
    #[prop(into)]
    value: Signal<String>,
    on_choose: Callback<String>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    /// The text of the empty choice; the widgets' own word for it otherwise.
    #[prop(optional, into)]
    empty: Option<Signal<String>>,
    #[prop(optional, into)] notices: Signal<Vec<Notice>>,
    #[prop(optional, into)] on_suggest: Option<Callback<String>>,
    #[prop(optional, into)] optional: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] beside: ViewFn,
    #[prop(default = 4)] columns: u8,
) -> impl IntoView {
    let ids = FieldIds::of(&id);
    let described = ids.described_by(hint.is_some());
    let invalid = Memo::new(move |_| notices.with(|all| has_error(all)));
    let choose = word(|words| &words.choose);
    let choices = settled(choices);
    view! {
        <FieldFrame
            ids
            label
            second
            hint
            optional
            notices
            on_suggest=on_suggest.unwrap_or(on_choose)
            beside
            columns
        >
            <select
                class="ds-input"
                id=id
                aria-describedby=described
                aria-invalid=move || invalid.get().then_some("true")
                disabled=move || disabled.get()
                on:change:target=move |event| on_choose.run(event.target().value())
                on:blur=move |_| {
                    if let Some(on_leave) = on_leave {
                        on_leave.try_run(());
                    }
                }
            >
                <option value="" prop:selected=move || value.with(String::is_empty)>
                    {move || empty.map_or_else(|| choose.get(), |text| text.get())}
                </option>
                {move || {
                    choices
                        .get()
                        .into_iter()
                        .map(|choice| {
                            let own = choice.value.clone();
                            let selected = move || value.with(|value| *value == own);
                            let closed = choice.closed.is_some();
                            view! {
                                <option
                                    value=choice.value
                                    prop:selected=selected
                                    disabled=closed
                                >
                                    {choice.label}
                                    {choice.closed.map(|reason| format!(" – {reason}"))}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_described_by_its_hint_only_when_it_has_one() {
        let ids = FieldIds::of("lines-0-address-postcode");
        assert_eq!(ids.described_by(false), "lines-0-address-postcode-notices");
        assert_eq!(
            ids.described_by(true),
            "lines-0-address-postcode-hint lines-0-address-postcode-notices"
        );
    }
}
