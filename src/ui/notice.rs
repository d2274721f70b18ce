//! What stands at a field or in the summary when something is wrong, in the same words, with the right value as a button.

use super::icon::{Glyph, Icon};
use super::words::word;
use leptos::prelude::*;

/// How much a notice weighs. Only errors hold a form back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Info,
    Warning,
    Error,
}

impl Severity {
    /// The colour family of the design system.
    pub const fn color(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "danger",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Warning => Icon::Warning,
            Self::Error => Icon::Error,
        }
    }
}

/// A value offered instead of the one that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What the button says, for example "Use 03.12.2026".
    pub label: String,
    /// What the button writes into the field.
    pub value: String,
}

/// One thing to say about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub severity: Severity,
    pub text: String,
    pub suggestions: Vec<Suggestion>,
}

impl Notice {
    pub fn error(text: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            text: text.into(),
            suggestions: Vec::new(),
        }
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            text: text.into(),
            suggestions: Vec::new(),
        }
    }

    pub fn info(text: impl Into<String>) -> Self {
        Self {
            severity: Severity::Info,
            text: text.into(),
            suggestions: Vec::new(),
        }
    }

    #[must_use]
    pub fn suggest(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.suggestions.push(Suggestion {
            label: label.into(),
            value: value.into(),
        });
        self
    }
}

/// Whether one of them holds the form back.
pub fn has_error(notices: &[Notice]) -> bool {
    notices.iter().any(|notice| notice.severity == Severity::Error)
}

/// The notices of one field, below it, in a polite live region: they are said when they come, without taking the focus.
#[component]
pub fn Notices(
    /// The id that the field names in `aria-describedby`.
    #[prop(into)]
    id: String,
    #[prop(into)] notices: Signal<Vec<Notice>>,
    /// Takes the value of a pressed suggestion.
    on_suggest: Callback<String>,
) -> impl IntoView {
    let error_word = word(|words| &words.error);
    let warning_word = word(|words| &words.warning);
    view! {
        <div class="notices" id=id aria-live="polite">
            {move || {
                notices
                    .get()
                    .into_iter()
                    .map(|notice| {
                        let said = match notice.severity {
                            Severity::Error => error_word.get(),
                            Severity::Warning => warning_word.get(),
                            Severity::Info => String::new(),
                        };
                        view! {
                            <div class="notice" data-color=notice.severity.color()>
                                <Glyph icon=notice.severity.icon()/>
                                <p>
                                    <span class="ds-sr-only">{said}" "</span>
                                    {notice.text}
                                </p>
                                <SuggestionButtons suggestions=notice.suggestions on_suggest/>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// The right values as buttons; nothing when there are none.
#[component]
pub fn SuggestionButtons(suggestions: Vec<Suggestion>, on_suggest: Callback<String>) -> impl IntoView {
    (!suggestions.is_empty()).then(|| {
        view! {
            <div class="suggestions">
                {suggestions
                    .into_iter()
                    .map(|suggestion| {
                        let value = suggestion.value;
                        view! {
                            <button
                                type="button"
                                class="suggestion"
                                on:click=move |_| on_suggest.run(value.clone())
                            >
                                {suggestion.label}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_alone_does_not_hold_the_form_back() {
        assert!(!has_error(&[
            Notice::warning("Mondays are busy"),
            Notice::info("Found")
        ]));
        assert!(has_error(&[
            Notice::warning("Mondays are busy"),
            Notice::error("Not a date")
        ]));
    }
}
