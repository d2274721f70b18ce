//! The lines as a spreadsheet, for those who know their way: typing, pasting, filling down, undo, and what is wrong with each
//! cell. It is used by the keyboard as the grid of WAI-ARIA; it comes late (src/pages/late.rs), because few need it.

mod block;
mod keys;
mod numbers;
pub mod row;
mod said;
mod sheet;
mod widths;

use leptos::{html, prelude::*};
use texts::Key;
use wasm_bindgen::JsCast;

use self::{
    numbers::Numbers,
    row::{GridRow, RowNow},
    sheet::Sheet,
};
use super::Project;
use crate::{
    forms::orders::{labels, lines::LineKey, per_line::PerLine},
    language::{Lang, t},
};
use domain::sheet::Column;

/// The columns of the grid: those that are typed, and last what Kapaks says.
pub const COLUMNS: usize = Column::ALL.len() + 1;

/// What a column is called.
pub fn label(column: usize) -> Key {
    match Column::ALL.get(column) {
        Some(Column::NotInRegister) => Key::OrderFormNotInRegisterShort,
        Some(column) => {
            labels::key(&format!("lines[].{}", column.field())).unwrap_or(Key::OrderFormProjectLine)
        }
        None => Key::OrderFormCheck,
    }
}

/// The labels of the typed columns, as sheets that were made here have them.
pub fn labels_of(lang: Lang) -> Vec<(Column, String)> {
    let now = untrack(move || lang.now());
    Column::ALL
        .into_iter()
        .enumerate()
        .map(|(nth, column)| (column, texts::text(now, label(nth)).to_owned()))
        .collect()
}

/// The id of a cell is that of the field, so that the error summary leads to it.
pub fn cell_id(row: usize, column: usize) -> String {
    let field = Column::ALL
        .get(column)
        .map_or("access_check", |column| column.field());
    crate::forms::orders::paths::id_of(&format!("lines[{row}].{field}"))
}

/// Which cell an event came from.
fn cell_of(event: &web_sys::Event) -> Option<(usize, usize)> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let cell = target.closest("[data-column]").ok()??;
    let row = cell.closest("[data-row]").ok()??;
    let number = |element: &web_sys::Element, name: &str| element.get_attribute(name)?.parse().ok();
    Some((number(&row, "data-row")?, number(&cell, "data-column")?))
}

#[component]
pub fn Grid() -> impl IntoView {
    // The panel of the lines stands around it.
    use_context::<Project>().map(|project| view! { <Lines project/> })
}

#[component]
fn Lines(project: Project) -> impl IntoView {
    let form = project.form;
    let lang = form.lang;
    let sheet = Sheet::new(project);
    let table = NodeRef::<html::Div>::new();
    // Who is in the grid stays there when a line above goes or comes; who is not is not called into it.
    sheet.follow(move || {
        let element: Option<web_sys::Element> = table.get_untracked().map(Into::into);
        let active = document().active_element();
        element.is_some_and(|table| active.is_some_and(|active| table.contains(Some(&active))))
    });
    let count = Memo::new(move |_| form.lines.keys().len());
    let rows = PerLine::follow(form, RowNow::of);
    let on_mousedown = move |event: web_sys::MouseEvent| {
        if let Some((row, column)) = cell_of(&event)
            && !sheet.is_editing_at(row, column)
        {
            event.prevent_default();
            sheet.end_edit();
            sheet.go(row, column, event.shift_key());
            if !event.shift_key() && Column::ALL.get(column).is_some_and(|column| column.is_tick()) {
                sheet.toggle();
            }
        }
    };
    let on_dblclick = move |event: web_sys::MouseEvent| {
        if let Some((row, column)) = cell_of(&event)
            && !sheet.is_editing_at(row, column)
        {
            sheet.act();
        }
    };
    let on_input = move |event: web_sys::Event| {
        if let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        {
            sheet.type_text(&input.value());
        }
    };
    let on_focusin = move |event: web_sys::FocusEvent| {
        if let Some((row, column)) = cell_of(&event) {
            sheet.entered(row, column);
        }
    };
    view! {
        <p class="muted small" id="grid-keys">{t(Key::OrderFormGridKeys)}</p>
        <div class="grid-frame">
            <div class="sheet-layers">
                <Numbers form rows/>
                // No table: a browser measures all cells of one when a letter changes, and each row of these for itself.
                <div
                    class="sheet lines-sheet"
                    style=("--columns", widths::template())
                    role="grid"
                    node_ref=table
                    aria-label=t(Key::OrderFormGridName)
                    aria-describedby="grid-keys"
                    aria-multiselectable="true"
                    aria-rowcount=move || (count.get() + 1).to_string()
                    aria-colcount=(COLUMNS + 1).to_string()
                    on:mousedown=on_mousedown
                    on:dblclick=on_dblclick
                    on:input=on_input
                    on:focusin=on_focusin
                    on:focusout=move |event: web_sys::FocusEvent| sheet.left(&event)
                    on:keydown=move |event: web_sys::KeyboardEvent| keys::pressed(sheet, &event)
                    on:copy=move |event| keys::copied(sheet, &event)
                    on:cut=move |event| keys::cut(sheet, &event)
                    on:paste=move |event| keys::pasted(sheet, &event)
                >
                    <div class="sheet-row" role="row" aria-rowindex="1">
                        <Heading label=Key::OrderFormProjectLine/>
                        {(0..COLUMNS).map(|column| view! { <Heading label=label(column)/> }).collect_view()}
                    </div>
                    <For
                        each=move || form.lines.keys()
                        key=|line| *line
                        children=move |line: LineKey| view! { <GridRow sheet line now=rows.of(line)/> }
                    />
                </div>
            </div>
        </div>
        <div class="grid-below">
            <p id="grid-message" class="grid-message" role="status">{move || sheet.message()}</p>
            <p class="muted small" role="status">{move || sheet.said(lang)}</p>
        </div>
    }
}

#[component]
fn Heading(label: Key) -> impl IntoView {
    // What has no room is read in full by whoever points at it.
    view! { <div role="columnheader" title=t(label)>{t(label)}</div> }
}

fn is_tick(column: usize) -> bool {
    Column::ALL.get(column).is_some_and(|column| column.is_tick())
}
