//! The calendar as a dialog with a grid (ARIA Authoring Practices, date picker dialog): one day is in the tab order, the arrow keys
//! move it, and a closed day can be reached so that its reason can be heard.

use super::button::IconButton;
use super::calendar::{
    DayState, day_after_key, first_of_month, is_weekend, months_later, week_number, weeks,
};
use super::icon::Icon;
use super::page::unique_id;
use super::words::{Words, use_words, word};
use leptos::html;
use leptos::prelude::*;
use time::Date;
use wasm_bindgen::JsCast;

/// "3 December 2026" in the language of the moment, for the name of a day.
fn spoken(words: &Words, day: Date) -> String {
    let weekday = usize::from(day.weekday().number_days_from_monday());
    let month = usize::from(u8::from(day.month()) - 1);
    format!(
        "{} {}. {} {}",
        words.weekdays[weekday],
        day.day(),
        words.months[month],
        day.year()
    )
}

/// One month.
#[component]
pub fn CalendarView(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] chosen: Signal<Option<Date>>,
    /// The day that has the focus at first.
    shown: Date,
    #[prop(into)] today: Signal<Date>,
    day_state: Callback<Date, DayState>,
    choose: Callback<Date>,
    /// Closed with Escape: the focus goes back to the field.
    close: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let focused = RwSignal::new(shown);
    let month = Memo::new(move |_| first_of_month(focused.get()));
    let root = NodeRef::<html::Div>::new();
    // Turned with the buttons, the focus stays on the button and only the grid changes.
    let follows = StoredValue::new(true);
    let (title_id, reason_id) = (unique_id("month"), unique_id("reason"));
    let previous = word(|words| &words.previous_month);
    let next = word(|words| &words.next_month);
    let keys = word(|words| &words.calendar_keys);
    let title = move || {
        let first = month.get();
        words.with(|words| {
            format!(
                "{} {}",
                words.months[usize::from(u8::from(first.month()) - 1)],
                first.year()
            )
        })
    };

    // The focus follows the focused day, also into another month, once its button is there.
    Effect::new(move |_| {
        focused.track();
        if let Some(root) = root.get()
            && follows.get_value()
        {
            request_animation_frame(move || focus_day(&root));
        }
    });
    let turn = move |months: i32| {
        follows.set_value(false);
        if let Some(day) = months_later(focused.get_untracked(), months) {
            focused.set(day);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let key = event.key();
        if key == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            close.run(());
            return;
        }
        if key == "Tab"
            && let Some(root) = root.get_untracked()
        {
            event.prevent_default();
            step_inside(&root, event.shift_key());
            return;
        }
        let in_grid = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.class_list().contains("day"));
        if in_grid && let Some(day) = day_after_key(focused.get_untracked(), &key, event.shift_key()) {
            event.prevent_default();
            follows.set_value(true);
            focused.set(day);
        }
    };
    // Who points at a day is told of that one.
    let pointed = RwSignal::new(None::<Date>);
    let reason = move || match day_state.run(pointed.get().unwrap_or(focused.get())) {
        DayState::Open => keys.get(),
        DayState::Closed(reason) => {
            let day = pointed.get().unwrap_or(focused.get());
            words.with(|words| format!("{}: {reason}", spoken(words, day)))
        }
    };
    view! {
        <div
            class="calendar"
            role="dialog"
            aria-modal="true"
            aria-label=move || label.get()
            node_ref=root
            on:keydown=on_key
        >
            <div class="calendar-head">
                <IconButton name=previous icon=Icon::ChevronLeft on_press=Callback::new(move |()| turn(-1))/>
                <h2 id=title_id.clone() aria-live="polite">{title}</h2>
                <IconButton name=next icon=Icon::ChevronRight on_press=Callback::new(move |()| turn(1))/>
            </div>
            <table role="grid" aria-labelledby=title_id>
                <thead>
                    <tr>
                        <th scope="col" class="week">{move || words.with(|words| words.week.clone())}</th>
                        {(0..7usize)
                            .map(|day| {
                                view! {
                                    <th scope="col" abbr=move || words.with(|words| words.weekdays[day].clone())>
                                        {move || words.with(|words| words.weekdays_short[day].clone())}
                                    </th>
                                }
                            })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let first = month.get();
                        weeks(first)
                            .into_iter()
                            .map(|week| {
                                let number = week_number(&week);
                                view! {
                                    <tr>
                                        <th scope="row" class="week">{number}</th>
                                        {week
                                            .into_iter()
                                            .map(|day| match day {
                                                Some(day) => {
                                                    view! {
                                                        <DayCell
                                                            day
                                                            first
                                                            focused
                                                            pointed
                                                            chosen
                                                            today
                                                            day_state
                                                            choose
                                                        />
                                                    }
                                                        .into_any()
                                                }
                                                None => view! { <td></td> }.into_any(),
                                            })
                                            .collect_view()}
                                    </tr>
                                }
                            })
                            .collect_view()
                    }}
                </tbody>
            </table>
            <p class="calendar-reason" id=reason_id aria-live="polite">{reason}</p>
        </div>
    }
}

/// The tab key goes round inside: earlier month, later month, the day, and again.
fn step_inside(root: &web_sys::HtmlElement, back: bool) {
    let Ok(stops) = root.query_selector_all("button:not([tabindex='-1'])") else {
        return;
    };
    let stops: Vec<_> = (0..stops.length())
        .filter_map(|at| stops.get(at))
        .filter_map(|node| node.dyn_into::<web_sys::HtmlElement>().ok())
        .collect();
    let active = document().active_element();
    let at = stops
        .iter()
        .position(|stop| Some(stop.unchecked_ref()) == active.as_ref())
        .unwrap_or(0);
    let step = if back { stops.len().saturating_sub(1) } else { 1 };
    if let Some(next) = stops.get((at + step) % stops.len().max(1))
        && let Err(refused) = next.focus()
    {
        leptos::logging::warn!("the calendar could not move the focus: {refused:?}");
    }
}

fn focus_day(root: &web_sys::HtmlElement) {
    let found = root.query_selector(".day[tabindex='0']").ok().flatten();
    if let Some(day) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        && let Err(refused) = day.focus()
    {
        leptos::logging::warn!("the day could not take the focus: {refused:?}");
    }
}

#[component]
fn DayCell(
    day: Date,
    first: Date,
    focused: RwSignal<Date>,
    pointed: RwSignal<Option<Date>>,
    chosen: Signal<Option<Date>>,
    today: Signal<Date>,
    day_state: Callback<Date, DayState>,
    choose: Callback<Date>,
) -> impl IntoView {
    let words = use_words();
    let state = day_state.run(day);
    let reason = match &state {
        DayState::Open => None,
        DayState::Closed(reason) => Some(reason.clone()),
    };
    let is_open = reason.is_none();
    let tip = reason.clone();
    let name = move || {
        words.with(|words| {
            let said = reason.as_ref().unwrap_or(&words.day_open);
            let today_said = if today.get() == day {
                format!(", {}", words.today)
            } else {
                String::new()
            };
            format!("{}{today_said}, {said}", spoken(words, day))
        })
    };
    view! {
        <td role="gridcell" aria-selected=move || if chosen.get() == Some(day) { "true" } else { "false" }>
            <button
                type="button"
                class="day"
                class:day-outside=day.month() != first.month()
                class:day-weekend=is_weekend(day)
                class:day-today=move || today.get() == day
                class:day-chosen=move || chosen.get() == Some(day)
                tabindex=move || if focused.get() == day { "0" } else { "-1" }
                aria-label=name
                aria-disabled=(!is_open).then_some("true")
                title=tip
                on:mouseenter=move |_| pointed.set(Some(day))
                on:mouseleave=move |_| pointed.set(None)
                on:click=move |_| {
                    if is_open { choose.run(day) } else { focused.set(day) }
                }
            >
                {day.day()}
            </button>
        </td>
    }
}
