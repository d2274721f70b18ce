//! What each column of the file is: those that are recognised fold away, the others are asked about.

use domain::sheet::Column;
use leptos::prelude::*;
use texts::Key;

use super::{Importer, number};
use crate::{
    forms::orders::project::grid,
    language::{params, t, words},
    ui::{
        choice::Checkbox,
        field::{Choice, Select},
        layout::Fields,
    },
};

#[component]
pub fn Columns(importer: Importer) -> impl IntoView {
    let lang = importer.lang;
    let places = move |recognised: bool| {
        importer
            .read(|import| {
                let of_kind = |(at, known): (usize, &bool)| (*known == recognised).then_some(at);
                import
                    .recognised
                    .iter()
                    .enumerate()
                    .filter_map(of_kind)
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    };
    let unknown = Memo::new(move |_| places(false));
    let known = Memo::new(move |_| places(true));
    let has_headings = Memo::new(move |_| importer.read(|import| import.has_headings) == Some(true));
    let known_count = move || {
        lang.count(
            Key::OrderFormImportColumnsKnownOne,
            Key::OrderFormImportColumnsKnownOther,
            known.with(Vec::len),
        )
    };
    view! {
        <section aria-labelledby="import-columns-heading">
            <h4 id="import-columns-heading">{t(Key::OrderFormImportColumns)}</h4>
            <Checkbox
                id="import-first-row"
                label=t(Key::OrderFormImportFirstRow)
                checked=has_headings
                on_change=Callback::new(move |now: bool| importer.change(|import| import.set_has_headings(now)))
            />
            {move || {
                (!unknown.with(Vec::is_empty))
                    .then(|| {
                        view! {
                            <p class="small">{t(Key::OrderFormImportColumnsUnknown)}</p>
                            <Fields>
                                <For each=move || unknown.get() key=|at| *at children=move |at| view! { <OneColumn importer at/> }/>
                            </Fields>
                        }
                    })
            }}
            {move || {
                (!known.with(Vec::is_empty))
                    .then(|| {
                        view! {
                            <details class="import-known">
                                <summary>{known_count}</summary>
                                <Fields>
                                    <For each=move || known.get() key=|at| *at children=move |at| view! { <OneColumn importer at/> }/>
                                </Fields>
                            </details>
                        }
                    })
            }}
        </section>
    }
}

#[component]
fn OneColumn(importer: Importer, at: usize) -> impl IntoView {
    let lang = importer.lang;
    let label = Signal::derive(move || {
        importer
            .read(|import| import.headings.get(at).cloned())
            .flatten()
            .filter(|heading| !heading.trim().is_empty())
            .unwrap_or_else(|| {
                lang.fill(
                    Key::OrderFormImportColumnNth,
                    &params([("number", number(at + 1))]),
                )
            })
    });
    let example = Signal::derive(move || {
        importer
            .read(|import| {
                let mut cells = import.rows.iter().filter_map(|row| row.cells.get(at));
                cells.find(|cell| !cell.trim().is_empty()).cloned()
            })
            .flatten()
            .map(|text| {
                lang.fill(
                    Key::OrderFormImportColumnExample,
                    &params([("text", words(text))]),
                )
            })
            .unwrap_or_default()
    });
    let value = Signal::derive(move || {
        importer
            .read(|import| import.columns.get(at).copied().flatten())
            .flatten()
            .map(|column| column.field().to_owned())
            .unwrap_or_default()
    });
    let choices = Signal::derive(move || {
        Column::ALL
            .into_iter()
            .enumerate()
            .map(|(nth, column)| Choice::new(column.field(), lang.text(grid::label(nth))))
            .collect::<Vec<_>>()
    });
    let on_choose = Callback::new(move |field: String| {
        importer.choose(at, Column::ALL.into_iter().find(|column| column.field() == field));
    });
    view! {
        <Select
            id=format!("import-column-{at}")
            label
            hint=example
            value
            on_choose
            choices
            empty=t(Key::OrderFormImportColumnSkip)
            columns=3
        />
    }
}
