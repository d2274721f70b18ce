//! A date as a filter: typed as people write it, kept in the address as the backend reads it.

use domain::date::{self, Era};
use leptos::prelude::*;
use texts::Key;
use time::{Date, macros::format_description};

use crate::{
    clock::Clock,
    language::{Lang, t},
    ui::{calendar::DayState, date_field::DateField, notice::Notice},
};

/// `2026-12-24`; none for anything else that may stand in an address.
pub fn of_address(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

#[component]
pub fn DateFilter(
    id: &'static str,
    label: Key,
    /// As it stands in the address.
    #[prop(into)]
    value: Signal<String>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let text = RwSignal::new(String::new());
    let left = RwSignal::new(false);
    // Another address, as after "back", is another date; what is being typed stays as long as it means the same.
    Effect::new(move |_| {
        let wanted = value.with(|value| of_address(value));
        let typed = text.with_untracked(|text| meant(text, clock.today()));
        if wanted != typed {
            text.set(wanted.map_or_else(String::new, date::format));
        }
    });
    let parse = Callback::new(move |typed: String| meant(&typed, clock.today()));
    let on_input = Callback::new(move |typed: String| {
        left.set(false);
        text.set(typed);
    });
    let on_leave = Callback::new(move |()| {
        left.set(true);
        let typed = text.get_untracked();
        if typed.trim().is_empty() {
            on_choose.run(String::new());
        } else if let Some(date) = meant(&typed, clock.today()) {
            on_choose.run(date.to_string());
        }
    });
    let notices = Signal::derive(move || {
        let wrong =
            left.get() && text.with(|text| !text.trim().is_empty() && meant(text, clock.today()).is_none());
        if wrong {
            vec![Notice::error(lang.text(Key::OrdersFilterDateWrong))]
        } else {
            Vec::new()
        }
    });
    view! {
        <DateField
            id=id
            label=t(label)
            text
            on_input
            on_leave
            parse
            format=Callback::new(date::format)
            day_state=Callback::new(|_| DayState::Open)
            opens_at=Signal::derive(move || clock.today())
            today=Signal::derive(move || clock.today())
            notices
            columns=2
        />
    }
}

fn meant(typed: &str, today: Date) -> Option<Date> {
    date::parse(typed, today, Era::Coming).ok()
}

#[cfg(test)]
mod tests {
    use super::of_address;
    use time::macros::date;

    #[test]
    fn only_a_date_of_the_calendar_is_taken_from_an_address() {
        assert_eq!(of_address("2026-12-24"), Some(date!(2026 - 12 - 24)));
        for nonsense in ["", "24.12.2026", "2026-02-30", "2026-12-24T00:00"] {
            assert_eq!(of_address(nonsense), None, "{nonsense}");
        }
    }
}
