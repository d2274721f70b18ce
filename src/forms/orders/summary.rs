//! The side of the form: what is about to be sent, for how much, what is missing, and the button that sends it.

use domain::{
    finding::codes,
    orders::{deadline::change_deadline, price::line_price},
};
use leptos::prelude::*;
use texts::{Key, date_long, money};

use super::{
    parts::Part,
    paths, slots,
    state::OrderForm,
    submit::{Progress, Submission},
    when,
};
use crate::{
    language::t,
    ui::{
        button::{Button, ButtonKind},
        layout::{SideSummary, SummaryRow, TodoItem},
    },
};

#[component]
pub fn Summary(form: OrderForm, submission: Submission, on_close: Callback<()>) -> impl IntoView {
    let lang = form.lang;
    let title = Signal::derive(move || {
        form.product().map_or_else(
            || lang.text(Key::OrderFormNoProduct),
            |product| lang.name(&product.name),
        )
    });
    let todo = Signal::derive(move || {
        Part::ALL
            .into_iter()
            .filter(|part| *part != Part::References)
            .map(|part| TodoItem {
                text: lang.text(part.question()),
                state: form.section(part),
                target: part.id().to_owned(),
            })
            .collect::<Vec<_>>()
    });
    let note = Signal::derive(move || {
        let manual = [
            codes::NOT_IN_REGISTER,
            codes::CHECK_TIMED_OUT_TWICE,
            codes::CHECK_NOTHING_FOUND_MANUAL,
            codes::APPOINTMENT_NONE_FREE,
        ];
        let by_hand = form
            .findings()
            .iter()
            .any(|finding| manual.iter().any(|code| finding.is(*code)));
        lang.text(if by_hand {
            Key::OrderFormManual
        } else {
            Key::OrderFormOfflineNote
        })
    });
    let busy = Signal::derive(move || submission.progress() != Progress::Editing);
    let actions = move || {
        view! {
            <Button
                text=t(Key::OrderFormSubmit)
                busy
                wide=true
                keys="Ctrl Enter"
                on_press=Callback::new(move |()| submission.press())
            />
            <Button text=t(Key::OrderFormSaveAndClose) kind=ButtonKind::Tertiary wide=true on_press=on_close/>
        }
    };
    view! {
        <SideSummary title rows=rows(form) todo_label=t(Key::OrderFormTodo) todo actions note/>
    }
}

fn rows(form: OrderForm) -> Signal<Vec<SummaryRow>> {
    let lang = form.lang;
    Memo::new(move |_| {
        let now = lang.now();
        let row = |term: Key, lines: Vec<String>| SummaryRow {
            term: lang.text(term),
            lines,
            strong: false,
        };
        let line = form.draft.with(paths::line);
        let mut rows = Vec::new();
        let user = &line.end_user;
        let name = if user.kind == "company" {
            user.company_name.trim().to_owned()
        } else {
            format!("{} {}", user.first_name.trim(), user.last_name.trim())
                .trim()
                .to_owned()
        };
        rows.push(row(Key::OrderFormSummaryTo, filled([name])));
        rows.push(row(Key::OrderFormSummaryWhere, place_lines(&line.address)));
        let Some(product) = form.product() else {
            return rows;
        };
        let slot = form.facts.with(|facts| {
            facts
                .appointment
                .as_ref()
                .filter(|held| held.id == line.appointment.id)
                .map(|held| held.slot.clone())
        });
        if product.booking {
            let text = slot.map(|slot| {
                format!(
                    "{} {}",
                    slots::day_name(lang, slot.date),
                    slots::hours(slot.window)
                )
            });
            rows.push(row(Key::OrderFormSummaryTechnician, text.into_iter().collect()));
        }
        let day = when::wished(form);
        rows.push(row(
            Key::OrderFormSummaryDate,
            day.map(|day| date_long(now, day)).into_iter().collect(),
        ));
        if let Some(day) = day {
            let deadline = date_long(now, change_deadline(&product, day));
            rows.push(row(Key::OrderFormSummaryDeadline, vec![deadline]));
        }
        let price = form.draft.with(|draft| line_price(&product, &draft.attributes));
        let vat = form.catalogue().vat_percent;
        for (term, amount) in [
            (Key::OrderFormSummarySetup, price.setup),
            (Key::OrderFormSummaryMonthly, price.monthly),
        ] {
            rows.push(SummaryRow {
                strong: true,
                ..row(term, vec![money(now, amount.with_vat(vat))])
            });
        }
        rows
    })
    .into()
}

fn filled<const N: usize>(lines: [String; N]) -> Vec<String> {
    lines
        .into_iter()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn place_lines(address: &domain::address::AddressDraft) -> Vec<String> {
    if address.no_street_address {
        let cadastre = [
            &address.farm_number,
            &address.title_number,
            &address.lease_number,
            &address.section_number,
        ]
        .into_iter()
        .filter(|number| !number.trim().is_empty())
        .map(|number| number.trim())
        .collect::<Vec<_>>()
        .join("/");
        return filled([cadastre, address.municipality.clone(), address.insa.clone()]);
    }
    let street = format!("{} {}", address.street.trim(), address.house_number.trim());
    let unit = address.unit.trim();
    let street = if unit.is_empty() {
        street
    } else {
        format!("{street}, {unit}")
    };
    let street = street.trim_matches([' ', ',']).to_owned();
    filled([
        street,
        format!("{} {}", address.postcode.trim(), address.place.trim()),
    ])
}
