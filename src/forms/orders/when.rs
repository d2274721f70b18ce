//! When: typed as people write dates, or chosen from the days that are open (DAT, BOK-3).

use domain::{
    date::{self, Era},
    delivery_date::Days,
    finding::Param,
    isp_switch,
    orders::{Need, days_of},
    reason::Reason,
};
use leptos::prelude::*;
use texts::Key;
use time::Date;

use super::{booking, labels, parts::Part, run_on::RunsOn, state::OrderForm};
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
    booking::held(form).map(|held| held.slot.date)
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
        days(form, today).map_or(today, |days| days.earliest())
    });
    let follows = Memo::new(move |_| booked(form).is_some());
    let parse = Callback::new(move |typed: String| date::parse(&typed, oslo_today(form), Era::Coming).ok());
    let day_state = Callback::new(move |day: Date| {
        let state = untrack(move || days(form, oslo_today(form))).map(|days| days.state(day));
        match state.unwrap_or(Ok(())).map_err(Reason::from) {
            Ok(()) => DayState::Open,
            Err(reason) => DayState::Closed(texts::reason(lang.now_untracked(), reason.code, &reason.params)),
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
    let fixed = form.fixed(PATH);
    let hint = Signal::derive(move || {
        if let Some(why) = fixed.get() {
            return why;
        }
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
    let shows_earliest = move || {
        !follows.get()
            && fixed.with(Option::is_none)
            && form.product().is_some()
            && form.get(PATH) != date::format(earliest.get())
    };
    view! {
        <Section
            id=Part::When.id()
            question=t(Part::When.question())
            help=Signal::derive(move || {
                help(form)
            })
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
                    disabled=Signal::derive(move || follows.get() || fixed.with(Option::is_some))
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
                <RunsOn form/>
            </Fields>
        </Section>
    }
}

/// Whether somebody comes with the order, so that it is the product's lead time that counts.
fn at_the_place(form: OrderForm) -> bool {
    match form.need() {
        Some(Need::Terminate) => false,
        Some(Need::Move | Need::Change) => form.change_kind().is_some_and(|kind| kind.is_at_the_place()),
        Some(Need::Switch) => form.is_visited(),
        Some(Need::New) | None => true,
    }
}

fn help(form: OrderForm) -> String {
    let lang = form.lang;
    match (form.need(), form.product()) {
        (Some(Need::Switch), Some(product)) => lang.fill(
            Key::OrderFormWhenHelpSwitch,
            &params([("days", Param::Number(isp_switch::days_ahead(&product)))]),
        ),
        _ if at_the_place(form) => lang.text(Part::When.help()),
        _ => lang.text(Key::OrderFormWhenHelpNobodyComes),
    }
}

/// The days that can be wanted (DAT, TRM-2); none while no product says how long it takes.
fn days(form: OrderForm, today: Date) -> Option<Days> {
    let product = form.product()?;
    let catalogue = form.catalogue();
    Some(
        form.draft
            .with(|draft| days_of(draft, &product, &catalogue, today)),
    )
}

fn oslo_today(form: OrderForm) -> Date {
    domain::oslo::date(form.clock.now_untracked())
}
