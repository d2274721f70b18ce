//! When: typed as people write dates, or chosen from the days that are open (DAT, BOK-3).

use domain::{
    date::{self, Era},
    delivery_date,
    reason::Reason,
};
use leptos::prelude::*;
use texts::Key;
use time::Date;

use super::{labels, parts::Part, state::OrderForm};
use crate::{
    language::{params, t},
    ui::{
        button::{Button, ButtonKind},
        calendar::DayState,
        date_field::DateField,
        layout::{Fields, Section},
    },
};

const PATH: &str = "requested_date";

/// The day of the slot that is held for this order.
pub fn booked(form: OrderForm) -> Option<Date> {
    let id = form.get("lines[0].appointment.id");
    form.facts.with(|facts| {
        facts
            .appointment
            .as_ref()
            .filter(|held| held.id == id)
            .map(|held| held.slot.date)
    })
}

/// The wished day, as far as it can be read.
pub fn wished(form: OrderForm) -> Option<Date> {
    booked(form).or_else(|| date::parse(&form.get(PATH), form.today(), Era::Coming).ok())
}

#[component]
pub fn When(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let earliest = Memo::new(move |_| {
        let today = form.today();
        form.product()
            .map_or(today, |product| delivery_date::earliest_date(&product, today))
    });
    let follows = Memo::new(move |_| booked(form).is_some());
    let parse = Callback::new(move |typed: String| date::parse(&typed, oslo_today(form), Era::Coming).ok());
    let day_state = Callback::new(move |day: Date| {
        let Some(product) = untrack(move || form.product()) else {
            return DayState::Open;
        };
        match delivery_date::day_state(day, &product, oslo_today(form)) {
            Ok(()) => DayState::Open,
            Err(closed) => {
                let reason = Reason::from(closed);
                DayState::Closed(texts::reason(lang.now_untracked(), reason.code, &reason.params))
            }
        }
    });
    let on_leave = Callback::new(move |()| {
        // Shown as everybody writes it, once it can be read.
        let typed = form.get_untracked(PATH);
        if let Ok(day) = date::parse(&typed, oslo_today(form), Era::Coming) {
            form.set(PATH, date::format(day));
        }
        form.leave_after_press(PATH);
    });
    let on_input = Callback::new(move |typed: String| form.set(PATH, typed));
    let on_suggest = Callback::new(move |value: String| form.choose(PATH, value));
    let hint = Signal::derive(move || {
        let key = if follows.get() {
            Key::OrderFormDateFollows
        } else {
            Key::OrderFormDateHint
        };
        lang.text(key)
    });
    let use_earliest = Signal::derive(move || {
        let value = domain::finding::Param::Text(date::format(earliest.get()));
        lang.fill(Key::OrderFormUseEarliest, &params([("date", value)]))
    });
    let shows_earliest =
        move || !follows.get() && form.product().is_some() && form.get(PATH) != date::format(earliest.get());
    view! {
        <Section
            id=Part::When.id()
            question=t(Part::When.question())
            help=t(Part::When.help())
            state=Signal::derive(move || form.section(Part::When))
        >
            <Fields>
                <DateField
                    id="requested_date"
                    label=t(Key::OrderFormRequestedDate)
                    second=Signal::derive(move || labels::second(lang, PATH))
                    hint
                    text=form.field(PATH)
                    on_input
                    on_leave
                    on_suggest
                    parse
                    format=Callback::new(date::format)
                    day_state
                    opens_at=earliest
                    today=Signal::derive(move || form.today())
                    notices=form.notices(PATH)
                    disabled=follows
                    columns=6
                />
                <div class="field beside-field" data-columns="6">
                    {move || {
                        shows_earliest()
                            .then(|| {
                                view! {
                                    <Button
                                        text=use_earliest
                                        kind=ButtonKind::Secondary
                                        on_press=Callback::new(move |()| {
                                            form.choose(PATH, date::format(earliest.get_untracked()));
                                        })
                                    />
                                }
                            })
                    }}
                </div>
            </Fields>
        </Section>
    }
}

fn oslo_today(form: OrderForm) -> Date {
    domain::oslo::date(form.clock.now_untracked())
}
