//! The few words that widgets speak by themselves, given from outside so that the language can change without
//! any input being lost.
//!
//! Widgets know neither the message keys nor the language: the application provides one [`Words`] as context.

use leptos::prelude::*;

/// Every text that stands inside a widget and does not belong to one use of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The mark of a field that may stay empty, as in "(optional)".
    pub optional: String,
    pub close: String,
    pub retry: String,
    pub loading: String,
    /// Said before the text of an error, for those who do not see the red.
    pub error: String,
    pub warning: String,
    /// The empty choice of a select.
    pub choose: String,
    /// The button that opens the browser's own chooser of files.
    pub choose_file: String,
    pub choose_files: String,
    /// Name of the button that opens the calendar.
    pub open_calendar: String,
    pub previous_month: String,
    pub next_month: String,
    /// Said of a day that can be chosen.
    pub day_open: String,
    /// How the calendar is used with the keys.
    pub calendar_keys: String,
    pub today: String,
    /// January to December, as they stand in the middle of a sentence.
    pub months: [String; 12],
    /// Monday to Sunday in full.
    pub weekdays: [String; 7],
    /// Monday to Sunday in two or three letters.
    pub weekdays_short: [String; 7],
    /// Stands over the numbers of the weeks.
    pub week: String,
    /// Name of the region of short messages.
    pub messages: String,
    pub dismiss: String,
    pub section_not_begun: String,
    pub section_in_progress: String,
    pub section_done: String,
    /// `{count}` is replaced; the second is used for one.
    pub section_errors: String,
    pub section_one_error: String,
    pub step_done: String,
    pub step_now: String,
    pub step_ahead: String,
    pub step_failed: String,
    /// Said of the slot that is held; `{left}` is replaced by minutes and seconds.
    pub slot_held: String,
    pub slot_booked: String,
    pub compare_what: String,
    pub compare_all_mine: String,
    pub compare_all_theirs: String,
    pub compare_show_same: String,
    /// `{before}` is replaced by what stood there before the two versions went apart.
    pub compare_before: String,
    pub compare_empty: String,
    pub scheme_auto: String,
    pub scheme_light: String,
    pub scheme_dark: String,
}

/// What the application provides once, at the root.
#[derive(Clone, Copy)]
struct Provided(Signal<Words>);

/// Gives all widgets below their words.
pub fn provide_words(words: Signal<Words>) {
    provide_context(Provided(words));
}

/// The words of the moment. Without a provider they are empty, which shows at once in the gallery.
pub fn use_words() -> Signal<Words> {
    use_context::<Provided>().map_or_else(|| Signal::stored(Words::default()), |provided| provided.0)
}

/// One word as a signal of its own, so that only its own place is painted again.
pub fn word(pick: fn(&Words) -> &String) -> Signal<String> {
    let words = use_words();
    Signal::derive(move || words.with(|all| pick(all).clone()))
}
