//! The lines as a file for a spreadsheet, as they stand in the grid.

use domain::sheet::{Column, delimited::Rows};
use leptos::prelude::*;
use texts::Key;

use super::{
    Project,
    files::SaveRows,
    focus_soon,
    grid::{self, row::kind_word},
};
use crate::{
    language::t,
    ui::button::{Button, ButtonKind},
};

const CSV: &str = "export-csv";

fn rows(project: Project) -> Rows {
    let lang = project.form.lang;
    let labels = grid::labels_of(lang);
    let lines = project.form.lines.snapshot();
    let headings = labels.iter().map(|(_, label)| label.clone()).collect();
    let cells = lines.iter().map(|standing| {
        let cell = |(column, _): &(Column, String)| match column {
            Column::Kind => untrack(|| kind_word(lang, column.get(&standing.line))),
            _ => column.get(&standing.line).to_owned(),
        };
        labels.iter().map(cell).collect()
    });
    core::iter::once(headings).chain(cells).collect()
}

#[component]
pub fn Export(project: Project) -> impl IntoView {
    let close = Callback::new(move |()| {
        project.filing.set(None);
        focus_soon("project-export".to_owned());
    });
    focus_soon(CSV.to_owned());
    view! {
        <section class="import" aria-labelledby="export-heading">
            <div>
                <h3 id="export-heading">{t(Key::OrderFormExportTitle)}</h3>
                <p class="muted small">{t(Key::OrderFormExportText)}</p>
            </div>
            <div class="row">
                <SaveRows
                    keys=(Key::OrderFormExportCsv, Key::OrderFormExportXlsx)
                    name=Key::OrderFormExportName
                    rows=Callback::new(move |()| rows(project))
                    id=CSV.to_owned()
                />
                <Button text=t(Key::OrderFormExportClose) kind=ButtonKind::Tertiary small=true on_press=close/>
            </div>
        </section>
    }
}
