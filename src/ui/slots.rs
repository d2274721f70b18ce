//! The times of a technician as cards, with the one that is held counting down.

use super::icon::{Glyph, Icon};
use super::settled::settled;
use super::words::use_words;
use leptos::prelude::*;

/// What can be said about one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotState {
    Free,
    /// Taken, or asked for too late; why.
    Closed(String),
    /// Held for this draft.
    Held,
    /// The answer to "hold it" is awaited.
    Asking,
}

/// One time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub key: String,
    /// "fri 4 Dec".
    pub day: String,
    /// "08–12".
    pub hours: String,
    pub state: SlotState,
}

/// Minutes and seconds of a countdown: `18:42`.
pub fn left_text(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The cards. Pressing one asks for it; pressing the held one again gives it back.
#[component]
pub fn SlotPicker(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(into)] slots: Signal<Vec<Slot>>,
    /// How long the held one stays ours; none where it is booked for good.
    #[prop(optional, into)]
    seconds_left: Signal<Option<u32>>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let slots = settled(slots);
    let held = move || {
        let left = seconds_left.get();
        words.with(|words| match left {
            Some(seconds) => words.slot_held.replace("{left}", &left_text(seconds)),
            None => words.slot_booked.clone(),
        })
    };
    let label_id = format!("{id}-label");
    let label_ref = label_id.clone();
    view! {
        <div class="slot-picker" role="group" id=id tabindex="-1" aria-labelledby=label_ref>
            <p class="slot-head">
                <b id=label_id>{move || label.get()}</b>
                {hint.map(|hint| view! { <span class="muted">{move || hint.get()}</span> })}
            </p>
            <div class="slots">
                {move || {
                    slots
                        .get()
                        .into_iter()
                        .map(|slot| {
                            let key = slot.key;
                            let closed = match &slot.state {
                                SlotState::Closed(reason) => Some(reason.clone()),
                                SlotState::Free | SlotState::Held | SlotState::Asking => None,
                            };
                            let is_closed = closed.is_some();
                            let is_held = slot.state == SlotState::Held;
                            let asking = slot.state == SlotState::Asking;
                            view! {
                                <button
                                    type="button"
                                    class="slot"
                                    aria-pressed=if is_held { "true" } else { "false" }
                                    aria-disabled=is_closed.then_some("true")
                                    aria-busy=asking.then_some("true")
                                    on:click=move |_| {
                                        if !is_closed && !asking {
                                            on_choose.run(key.clone());
                                        }
                                    }
                                >
                                    <b>{slot.day}</b>
                                    <span>{slot.hours}</span>
                                    {closed.map(|reason| view! { <span class="slot-note">{reason}</span> })}
                                    {is_held
                                        .then(|| {
                                            view! {
                                                <span class="slot-note">
                                                    <Glyph icon=Icon::Clock/>
                                                    {held}
                                                </span>
                                            }
                                        })}
                                    {asking.then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::left_text;

    #[test]
    fn a_countdown_shows_two_digits_of_seconds() {
        assert_eq!(left_text(1122), "18:42");
        assert_eq!(left_text(61), "1:01");
        assert_eq!(left_text(0), "0:00");
    }
}
