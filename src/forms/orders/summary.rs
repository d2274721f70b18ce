//! The side of the form: what is about to be sent, for how much, what is missing, and the button that sends it.

use domain::{
    catalogue::Product,
    changes::ChangeKind,
    finding::{Finding, Param, codes},
    orders::{Need, deadline::change_deadline, price::line_price},
};
use leptos::prelude::*;
use texts::{Key, date_long, money};

use super::{
    booking, change,
    kind::title_of,
    numbers,
    parts::Part,
    project::{Project, name_of},
    run_on, slots,
    state::OrderForm,
    submit::{Progress, Submission},
    tally::Errors,
    when,
};
use crate::{
    language::{params, t},
    pages::place,
    ui::{
        button::{Button, ButtonKind},
        layout::{SectionState, SideSummary, SummaryRow, TodoItem},
    },
};

#[component]
pub fn Summary(project: Project, submission: Submission, on_close: Callback<()>) -> impl IntoView {
    let form = project.form;
    let lang = form.lang;
    let is_project = Memo::new(move |_| project.is_on());
    // For each line, how much is wrong with it, and how much of that is said.
    let of_lines = Memo::new(move |_| form.errors_of_lines());
    let title = Signal::derive(move || {
        form.product().map_or_else(
            || {
                // Until the number is found, the form's own name says what it is about.
                lang.text(match form.need() {
                    Some(Need::New) | None => Key::OrderFormNoProduct,
                    need @ Some(Need::Switch | Need::Move | Need::Change | Need::Terminate) => title_of(need),
                })
            },
            |product| lang.name(&product.name),
        )
    });
    let todo = Signal::derive(move || {
        let item = |part: Part| TodoItem {
            text: lang.text(part.question()),
            state: form.section(part),
            target: part.id().to_owned(),
        };
        if is_project.get() {
            let lines = TodoItem {
                text: lang.text(Key::OrderFormProjectLines),
                state: of_lines.with(|lines| state_of_lines(lines)),
                target: "lines".to_owned(),
            };
            return vec![item(Part::What), lines, item(Part::When)];
        }
        form.draft
            .with(Part::needed)
            .iter()
            .copied()
            .filter(|part| !part.is_optional())
            .map(item)
            .collect::<Vec<_>>()
    });
    let note = Signal::derive(move || {
        if let Some(said) = submission.said() {
            return said;
        }
        let manual = [
            codes::NOT_IN_REGISTER,
            codes::CHECK_TIMED_OUT_TWICE,
            codes::CHECK_NOTHING_FOUND_MANUAL,
            codes::APPOINTMENT_NONE_FREE,
        ];
        let by_hand = form.with_found(|found| {
            let is_manual = |finding: &Finding| manual.iter().any(|code| finding.is(*code));
            found.all.iter().any(is_manual)
        });
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
    let rows = Signal::derive(move || {
        if is_project.get() {
            of_lines.with(|lines| rows_of_project(form, lines))
        } else {
            rows_of_line(form)
        }
    });
    view! {
        <SideSummary title rows todo_label=t(Key::OrderFormTodo) todo actions note/>
    }
}

/// How far the lines have come together.
fn state_of_lines(lines: &[Errors]) -> SectionState {
    let said: usize = lines.iter().map(|errors| errors.said).sum();
    if said > 0 {
        SectionState::Errors(u32::try_from(said).unwrap_or(u32::MAX))
    } else if lines.iter().all(|errors| errors.all == 0) {
        SectionState::Done
    } else {
        SectionState::InProgress
    }
}

fn row(form: OrderForm, term: Key, lines: Vec<String>) -> SummaryRow {
    SummaryRow {
        term: form.lang.text(term),
        lines,
        strong: false,
    }
}

/// How many lines, and what they come to together; no technician, with the reason (BOK-2).
fn rows_of_project(form: OrderForm, lines: &[Errors]) -> Vec<SummaryRow> {
    let lang = form.lang;
    let number = |n: usize| Param::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let ready = lines.iter().filter(|errors| errors.all == 0).count();
    let count = lang.fill(
        Key::OrderFormProjectSummaryCount,
        &params([("ready", number(ready)), ("total", number(lines.len()))]),
    );
    let mut rows = vec![
        row(form, Key::OrderFormProjectSummaryLines, vec![count]),
        row(
            form,
            Key::OrderFormSummaryTechnician,
            vec![lang.text(Key::OrderFormProjectSummaryNoBooking)],
        ),
    ];
    if let Some(product) = form.product() {
        rows.extend(dates_and_price(form, &product, lines.len()));
    }
    rows
}

fn rows_of_line(form: OrderForm) -> Vec<SummaryRow> {
    if form.draft.with(|draft| draft.names_a_subscription()) {
        return rows_of_installed(form);
    }
    let lang = form.lang;
    let mut rows = Vec::new();
    let (name, place) = form.with_line(|line| (name_of(line), place_lines(&line.address)));
    if form.need() == Some(Need::Switch) {
        rows.push(row(form, Key::OrderFormSummaryFrom, switched_from(form)));
    }
    rows.push(row(form, Key::OrderFormSummaryTo, filled([name])));
    rows.push(row(form, Key::OrderFormSummaryWhere, place));
    let Some(product) = form.product() else {
        return rows;
    };
    let slot = booking::held(form).map(|held| held.slot);
    if product.booking && form.is_visited() {
        let text = slot.map(|slot| format!("{} {}", slots::day_name(lang, slot.date), slot.window.hours()));
        rows.push(row(
            form,
            Key::OrderFormSummaryTechnician,
            text.into_iter().collect(),
        ));
    }
    let numbers = numbers::held(form).map(|held| held.series.in_words());
    if let Some(numbers) = numbers {
        rows.push(row(form, Key::OrderNumbers, vec![numbers]));
    }
    let works = extra_work(form);
    if !works.is_empty() {
        rows.push(row(form, Key::OrderFormExtraWork, works));
    }
    rows.extend(dates_and_price(form, &product, 1));
    rows
}

/// BOK-5: what the technician does beside a switch.
fn extra_work(form: OrderForm) -> Vec<String> {
    if form.need() != Some(Need::Switch) {
        return Vec::new();
    }
    let catalogue = form.catalogue();
    form.draft.with(|draft| {
        let ordered = draft.switch.extra_work.iter();
        ordered
            .filter_map(|code| Some(form.lang.name(&catalogue.extra_work(code)?.name)))
            .collect()
    })
}

/// What the customer has, and from whom.
fn switched_from(form: OrderForm) -> Vec<String> {
    let (product, operator) = (
        form.get("switch.product_from"),
        form.get("switch.losing_operator"),
    );
    let product = form
        .catalogue()
        .product(&product)
        .map(|it| form.lang.name(&it.name));
    filled([operator, product.unwrap_or_default()])
}

/// When, until when it can be changed, and for how much: of all lines together.
fn dates_and_price(form: OrderForm, product: &Product, lines: usize) -> Vec<SummaryRow> {
    let now = form.lang.now();
    let day = when::wished(form);
    let mut rows = vec![row(
        form,
        Key::OrderFormSummaryDate,
        day.map(|day| date_long(now, day)).into_iter().collect(),
    )];
    if let Some(day) = day {
        let deadline = date_long(now, change_deadline(product, day));
        rows.push(row(form, Key::OrderFormSummaryDeadline, vec![deadline]));
    }
    let price = form.price(product, lines);
    let vat = form.catalogue().vat_percent;
    for (term, amount) in [
        (Key::OrderFormSummarySetup, price.setup),
        (Key::OrderFormSummaryMonthly, price.monthly),
    ] {
        rows.push(SummaryRow {
            strong: true,
            ..row(form, term, vec![money(now, amount.with_vat(vat))])
        });
    }
    rows
}

/// What is changed or ended, whose it is, when, and what it costs then.
fn rows_of_installed(form: OrderForm) -> Vec<SummaryRow> {
    let lang = form.lang;
    let now = lang.now();
    let row = |term: Key, text: Option<String>| SummaryRow {
        term: lang.text(term),
        lines: text.into_iter().collect(),
        strong: false,
    };
    let installed = form.installed();
    let mut rows = vec![
        row(
            Key::OrderFormSummaryTo,
            installed.as_ref().map(|it| it.end_user.full_name()),
        ),
        row(
            Key::OrderFormSummaryWhere,
            installed.as_ref().map(|it| place::place(lang, &it.address)),
        ),
    ];
    if let Some(kind) = form.change_kind() {
        rows.push(row(Key::OrderFormChangeWhat, Some(lang.text(change::name(kind)))));
    }
    let day = when::wished(form);
    rows.push(row(Key::OrderFormSummaryDate, day.map(|day| date_long(now, day))));
    if let Some(runs) = run_on::of(form) {
        rows.push(row(
            Key::OrderFormSummaryLastDay,
            Some(date_long(now, runs.last_day)),
        ));
        rows.push(SummaryRow {
            strong: true,
            ..row(Key::OrderFormSummaryUntilThen, Some(money(now, runs.rent)))
        });
    }
    let becomes = form.product().zip(form.change_kind()).zip(installed);
    if let Some(((product, kind), installed)) = becomes {
        let rented = match kind {
            ChangeKind::Speed | ChangeKind::Access => form
                .draft
                .with(|draft| line_price(&product, &draft.attributes).monthly),
            ChangeKind::Move | ChangeKind::Customer | ChangeKind::Contact => installed.monthly_rent,
        };
        let monthly = money(now, rented.with_vat(form.catalogue().vat_percent));
        rows.push(SummaryRow {
            strong: true,
            ..row(Key::OrderFormSummaryMonthly, Some(monthly))
        });
    }
    rows
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
