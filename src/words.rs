//! The widgets' own few words, in the language of the moment.

use domain::finding::{Param, Params};
use leptos::prelude::*;
use texts::{Key, Language, fill, text};

use crate::{language::Lang, ui::words::Words};

pub fn of(lang: Lang) -> Signal<Words> {
    Signal::derive(move || words(lang.now()))
}

/// A text that the widget fills in itself keeps the name of the value in braces.
fn open(language: Language, key: Key, name: &str) -> String {
    fill(
        language,
        key,
        &Params::from([(name.to_owned(), Param::Text(format!("{{{name}}}")))]),
    )
}

/// A list of words that stands in one text, with commas between.
fn list<const N: usize>(language: Language, key: Key) -> [String; N] {
    let mut words = text(language, key).split(',');
    core::array::from_fn(|_| words.next().unwrap_or_default().to_owned())
}

fn words(language: Language) -> Words {
    let say = |key| text(language, key).to_owned();
    Words {
        optional: say(Key::UiOptional),
        close: say(Key::UiClose),
        retry: say(Key::UiRetry),
        loading: say(Key::UiLoading),
        error: say(Key::UiError),
        warning: say(Key::UiWarning),
        choose: say(Key::UiChoose),
        choose_file: say(Key::UiChooseFile),
        choose_files: say(Key::UiChooseFiles),
        open_calendar: say(Key::UiOpenCalendar),
        previous_month: say(Key::UiPreviousMonth),
        next_month: say(Key::UiNextMonth),
        day_open: say(Key::UiDayOpen),
        calendar_keys: say(Key::UiCalendarKeys),
        today: say(Key::UiToday),
        months: list(language, Key::UiMonths),
        weekdays: list(language, Key::UiWeekdays),
        weekdays_short: list(language, Key::UiWeekdaysShort),
        week: say(Key::UiWeek),
        messages: say(Key::UiMessages),
        dismiss: say(Key::UiDismiss),
        section_not_begun: say(Key::UiSectionNotBegun),
        section_in_progress: say(Key::UiSectionInProgress),
        section_done: say(Key::UiSectionDone),
        section_errors: open(language, Key::UiSectionErrors, "count"),
        section_one_error: say(Key::UiSectionOneError),
        step_done: say(Key::UiStepDone),
        step_now: say(Key::UiStepNow),
        step_ahead: say(Key::UiStepAhead),
        step_failed: say(Key::UiStepFailed),
        slot_held: open(language, Key::UiSlotHeld, "left"),
        slot_booked: text(language, Key::UiSlotBooked).to_owned(),
        compare_what: say(Key::UiCompareWhat),
        compare_all_mine: say(Key::UiCompareAllMine),
        compare_all_theirs: say(Key::UiCompareAllTheirs),
        compare_show_same: say(Key::UiCompareShowSame),
        compare_before: open(language, Key::UiCompareBefore, "before"),
        compare_empty: say(Key::UiCompareEmpty),
        scheme_auto: say(Key::UiSchemeAuto),
        scheme_light: say(Key::UiSchemeLight),
        scheme_dark: say(Key::UiSchemeDark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_words_is_whole_in_every_language() {
        for language in Language::ALL {
            let words = words(language);
            assert!(
                words
                    .months
                    .iter()
                    .chain(&words.weekdays)
                    .chain(&words.weekdays_short)
                    .all(|word| !word.is_empty())
            );
            assert_eq!(words.slot_held.matches("{left}").count(), 1);
        }
    }
}
