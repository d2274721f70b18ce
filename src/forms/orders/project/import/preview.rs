//! The rows of the file with what is wrong with each cell, and every cell to be put right where it stands.

use domain::sheet::{COMPANY, Column, PRIVATE, TICKED};
use leptos::{either::EitherOf3, prelude::*};
use texts::Key;

use super::Importer;
use crate::{
    forms::orders::{labels, paths, project::grid, state::notice},
    language::{params, t, words},
    ui::{
        icon::{Glyph, Icon},
        shown::Shown,
    },
};

#[component]
pub fn Preview(importer: Importer) -> impl IntoView {
    let shown = Memo::new(move |_| {
        importer
            .judged
            .with(|judged| importer.read(|import| import.shown(judged)))
            .unwrap_or_default()
    });
    let count = Memo::new(move |_| importer.judged.with(Vec::len));
    view! {
        <div class="grid-frame import-rows" tabindex="0" role="region" aria-label=t(Key::OrderFormImportRows)>
            <table class="sheet" aria-label=t(Key::OrderFormImportRows)>
                <thead>
                    <tr>
                        <th scope="col">{t(Key::OrderFormImportRow)}</th>
                        <th scope="col">{t(Key::OrderFormImportWrong)}</th>
                        <For
                            each=move || shown.get()
                            key=|column| *column
                            children=move |column| view! { <th scope="col" class:tick=column.is_tick()>{label_of(column)}</th> }
                        />
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || 0..count.get()
                        key=|at| *at
                        children=move |at| view! { <RowOfFile importer at shown/> }
                    />
                </tbody>
            </table>
        </div>
    }
}

fn label_of(column: Column) -> Signal<String> {
    t(labels::key(&format!("{}{}", paths::OF_LINE, column.field()))
        .filter(|_| column != Column::NotInRegister)
        .unwrap_or(Key::OrderFormNotInRegisterShort))
}

fn why_id(at: usize) -> String {
    format!("import-row-{at}-why")
}

#[component]
fn RowOfFile(importer: Importer, at: usize, shown: Memo<Vec<Column>>) -> impl IntoView {
    let lang = importer.lang;
    let why = Memo::new(move |_| {
        importer.judged.with(|judged| {
            let faults = judged
                .get(at)
                .map(|row| row.faults.as_slice())
                .unwrap_or_default();
            let said = |column: Column, text: String| {
                let place = Column::ALL.iter().position(|other| *other == column);
                let label = lang.text(grid::label(place.unwrap_or_default()));
                format!("{label}: {text}")
            };
            faults
                .iter()
                .map(|fault| said(fault.column, notice(lang, &fault.finding).text))
                .collect::<Vec<_>>()
        })
    });
    let reasons = move || {
        let why = why.get();
        if why.is_empty() {
            view! { <span class="muted">{t(Key::OrderFormImportRight)}</span> }.into_any()
        } else {
            view! { <ul>{why.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul> }
                .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">
                {(at + 1).to_string()}
                {move || (!why.with(Vec::is_empty)).then(|| view! { <Glyph icon=Icon::Error/> })}
            </th>
            <td class="import-why" id=why_id(at)>{reasons}</td>
            <For
                each=move || shown.get()
                key=|column| *column
                children=move |column| view! { <Cell importer at column/> }
            />
        </tr>
    }
}

#[component]
fn Cell(importer: Importer, at: usize, column: Column) -> impl IntoView {
    let lang = importer.lang;
    let text = Memo::new(move |_| {
        importer
            .judged
            .with(|judged| judged.get(at).map(|row| row.text(column).to_owned()))
            .unwrap_or_default()
    });
    let is_wrong = Memo::new(move |_| {
        importer.judged.with(|judged| {
            judged
                .get(at)
                .is_some_and(|row| row.faults.iter().any(|fault| fault.column == column))
        })
    });
    let is_used = Memo::new(move |_| {
        importer
            .judged
            .with(|judged| judged.get(at).is_none_or(|row| column.is_used(&row.line)))
    });
    let label = label_of(column);
    let name = move || {
        lang.fill(
            Key::OrderFormImportCell,
            &params([
                ("label", words(label.get())),
                ("number", words((at + 1).to_string())),
            ]),
        )
    };
    let correct = move |text: String| importer.change(|import| import.correct(at, column, &text));
    let invalid = move || is_wrong.get().then_some("true");
    let described = move || is_wrong.get().then(|| why_id(at));
    let control = if column == Column::Kind {
        let choice = move |kind: &'static str, key: Key| {
            view! { <option value=kind prop:selected=move || text.with(|text| text == kind)>{t(key)}</option> }
        };
        // What was not understood stays in sight until it is put right.
        let other = move || text.with(|text| (text != PRIVATE && text != COMPANY).then(|| text.clone()));
        EitherOf3::A(view! {
            <select
                aria-label=name
                aria-invalid=invalid
                aria-describedby=described
                on:change:target=move |event| correct(event.target().value())
            >
                {move || other().map(|text| view! { <option value=text.clone() selected=true>{text.clone()}</option> })}
                {choice(PRIVATE, Key::OrderFormPrivate)}
                {choice(COMPANY, Key::OrderFormCompany)}
            </select>
        })
    } else if column.is_tick() && untrack(move || !is_wrong.get()) {
        EitherOf3::B(view! {
            <input
                type="checkbox"
                aria-label=name
                prop:checked=move || text.with(|text| text == TICKED)
                on:change:target=move |event| {
                    correct(if event.target().checked() { TICKED.to_owned() } else { String::new() });
                }
            />
        })
    } else {
        EitherOf3::C(view! {
            <input
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-label=name
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || Shown(text.get())
                on:input:target=move |event| correct(event.target().value())
            />
        })
    };
    view! {
        <td
            data-mark=move || is_wrong.get().then_some("error")
            class:tick=column.is_tick()
            class:unused=move || !is_used.get() && text.with(String::is_empty)
        >
            {control}
        </td>
    }
}
