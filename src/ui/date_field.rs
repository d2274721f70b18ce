//! A date is typed as people write it, or chosen from a calendar that says which days are open and why the others are not.

use super::calendar::DayState;
use super::calendar_view::CalendarView;
use super::field::{FieldFrame, FieldIds};
use super::icon::{Glyph, Icon};
use super::notice::{Notice, has_error};
use super::page::focus_id;
use super::place;
use super::shown::Shown;
use super::words::word;
use leptos::html;
use leptos::prelude::*;
use time::Date;

/// The field. What a text means, how a date is written and which days are open are told from outside.
#[component]
pub fn DateField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] second: Option<Signal<String>>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    /// What is typed.
    #[prop(into)]
    text: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
    /// What the typed text means; `None` when it is no date.
    parse: Callback<String, Option<Date>>,
    /// How a date stands in the field.
    format: Callback<Date, String>,
    /// Whether a day can be chosen, and if not, why.
    day_state: Callback<Date, DayState>,
    /// Where the calendar opens when nothing is typed: the earliest open day.
    #[prop(into)]
    opens_at: Signal<Date>,
    /// Marked in the calendar.
    #[prop(into)]
    today: Signal<Date>,
    #[prop(optional, into)] notices: Signal<Vec<Notice>>,
    #[prop(optional, into)] on_suggest: Option<Callback<String>>,
    #[prop(optional, into)] optional: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] placeholder: Option<Signal<String>>,
    #[prop(default = 4)] columns: u8,
) -> impl IntoView {
    let ids = FieldIds::of(&id);
    let described = ids.described_by(hint.is_some());
    let calendar_id = format!("{id}-calendar");
    let invalid = Memo::new(move |_| notices.with(|all| has_error(all)));
    let open_word = word(|words| &words.open_calendar);
    let open = RwSignal::new(false);
    let frame = NodeRef::<html::Div>::new();
    let popup = NodeRef::<html::Div>::new();
    let chosen = Memo::new(move |_| text.with(|text| parse.run(text.clone())));
    let input_id = StoredValue::new(id.clone());

    place::float(open.into(), move || frame.get().map(Into::into), popup, false);
    place::on_press_outside(
        open.into(),
        move || frame.get_untracked().map(Into::into),
        Callback::new(move |()| open.set(false)),
    );
    let close = Callback::new(move |()| {
        open.set(false);
        input_id.with_value(|id| focus_id(id));
    });
    let choose = Callback::new(move |day: Date| {
        on_input.run(format.run(day));
        close.run(());
        if let Some(on_leave) = on_leave {
            on_leave.run(());
        }
    });
    let leave = move |_| {
        // What was understood is shown as it was understood. A field that is taken away with the focus in it is left, too,
        // when nobody is there any more to hear of it.
        if let Some(day) = chosen.try_get_untracked().flatten()
            && let Some(normal) = format.try_run(day)
            && text.try_with_untracked(|text| *text != normal) == Some(true)
        {
            on_input.try_run(normal);
        }
        if let Some(on_leave) = on_leave {
            on_leave.try_run(());
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
            columns
        >
            <div class="date-field" node_ref=frame>
                <input
                    class="ds-input"
                    id=id
                    type="text"
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=move || invalid.get().then_some("true")
                    disabled=move || disabled.get()
                    placeholder=move || placeholder.map(|text| text.get())
                    prop:value=move || Shown(text.get())
                    on:input:target=move |event| on_input.run(event.target().value())
                    on:keydown=move |event| {
                        if event.alt_key() && event.key() == "ArrowDown" {
                            event.prevent_default();
                            open.set(true);
                        }
                    }
                    on:blur=leave
                />
                <button
                    type="button"
                    class="date-open"
                    disabled=move || disabled.get()
                    aria-label=move || format!("{}: {}", open_word.get(), label.get())
                    title=move || open_word.get()
                    aria-haspopup="dialog"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls=calendar_id.clone()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <Glyph icon=Icon::Calendar/>
                </button>
                <div class="popup" popover="manual" id=calendar_id node_ref=popup>
                    {move || {
                        open.get()
                            .then(|| {
                                let shown = chosen.get_untracked().unwrap_or_else(|| opens_at.get_untracked());
                                view! { <CalendarView label chosen shown today day_state choose close/> }
                            })
                    }}
                </div>
            </div>
        </FieldFrame>
    }
}
