//! One line as a row. It is painted anew as a whole, and only when something of it has changed: so a key pressed in one of
//! fifty lines costs one row.

use domain::{
    finding::{Finding, Severity},
    sheet::Column,
};
use leptos::{either::Either, html, prelude::*};
use texts::Key;
use wasm_bindgen::JsCast;

use super::{
    COLUMNS, cell_id, is_tick, label,
    sheet::{EDITOR, Sheet},
};
use crate::{
    forms::orders::{
        lines::LineKey,
        paths,
        project::{list::numbered, standing::Lamp},
        tally::Saying,
    },
    language::{params, words},
    ui::icon::{Glyph, Icon},
};

/// Which cells have errors and warnings that are said, a bit for each column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    errors: u64,
    warnings: u64,
}

impl Marks {
    fn of<'a>(findings: impl Iterator<Item = &'a Finding>, saying: &Saying<'_>) -> Self {
        let mut marks = Self::default();
        for finding in findings {
            let Some((_, field)) = paths::line_field(&finding.path) else {
                continue;
            };
            if !saying.says(&finding.path) {
                continue;
            }
            let bit = 1_u64 << column_showing(field);
            match finding.severity {
                Severity::Error => marks.errors |= bit,
                Severity::Warning => marks.warnings |= bit,
                Severity::Hint => {}
            }
        }
        marks
    }
}

/// Which column shows what is found at a field.
pub fn column_showing(field: &str) -> usize {
    Column::showing(field)
        .and_then(|column| Column::ALL.iter().position(|other| *other == column))
        // What Kapaks and the booking say stands in the last.
        .unwrap_or(COLUMNS - 1)
}

#[component]
pub fn GridRow(sheet: Sheet, line: LineKey) -> impl IntoView {
    let form = sheet.project.form.of(line);
    let lang = form.lang;
    let at = Memo::new(move |_| form.lines.at(form.which).unwrap_or_default());
    let typed = form.typed();
    let lamp = Lamp::of(form, typed);
    let cursor = Memo::new(move |_| sheet.cursor_in(at.get()));
    let marks = Memo::new(move |_| {
        let at = at.get();
        form.with_saying(|saying| form.with_found(|found| Marks::of(found.of_line(at), saying)))
    });
    let cell = move |column: usize| {
        let own = Column::ALL.get(column).copied();
        let (text, is_used) = typed.with(|typed| match own {
            Some(Column::Kind) => (kind_word(lang, &typed.end_user.kind), true),
            Some(own) => (own.get(typed).to_owned(), own.is_used(typed)),
            None => (String::new(), true),
        });
        let cursor = cursor.get();
        let marks = marks.get();
        let has = |bits: u64| bits & (1 << column) != 0;
        let mark = match (has(marks.errors), has(marks.warnings)) {
            (true, _) => Some("error"),
            (false, true) => Some("warning"),
            (false, false) => None,
        };
        let content = if cursor.editing == Some(column) {
            let name = lang.fill(
                Key::OrderFormGridEditor,
                &params([
                    ("label", words(lang.text(label(column)))),
                    ("number", words((at.get() + 1).to_string())),
                ]),
            );
            Either::Left(view! {
                <input
                    id=EDITOR
                    class="grid-editor"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=name
                    aria-invalid=has(marks.errors).then_some("true")
                    aria-describedby="grid-message"
                    prop:value=text
                />
            })
        } else {
            Either::Right(match (own, lamp.get()) {
                (None, Some(lamp)) => Either::Left(Either::Left(view! {
                    <span class="lamp-cell" data-color=lamp.tone().color()>
                        <Glyph icon=lamp.icon()/>
                        {lang.text(lamp.word)}
                    </span>
                })),
                (None, None) => Either::Right(String::new()),
                (Some(own), _) if own.is_tick() => {
                    let ticked = !text.is_empty();
                    let said = lang.text(if ticked {
                        Key::OrderFormGridTicked
                    } else {
                        Key::OrderFormGridNotTicked
                    });
                    Either::Left(Either::Right(view! {
                        <span class="tick-box" class:ticked=ticked>
                            {ticked.then(|| view! { <Glyph icon=Icon::Check/> })}
                            <span class="ds-sr-only">{said}</span>
                        </span>
                    }))
                }
                (Some(_), _) => Either::Right(text),
            })
        };
        view! {
            <td
                role="gridcell"
                id=cell_id(at.get(), column)
                data-column=column.to_string()
                data-mark=mark
                class:tick=is_tick(column)
                class:unused=!is_used
                aria-selected=cursor.selects(column).to_string()
                aria-invalid=has(marks.errors).then_some("true")
                aria-describedby=(mark.is_some() || cursor.active == Some(column)).then_some("grid-message")
            >
                {content}
            </td>
        }
    };
    let heading = move || {
        let (number, errors) = (at.get() + 1, marks.get().errors.count_ones());
        view! {
            {number.to_string()}
            {(errors > 0)
                .then(|| {
                    let said = lang.count(
                        Key::OrderFormProjectWrongOne,
                        Key::OrderFormProjectWrongOther,
                        usize::try_from(errors).unwrap_or(usize::MAX),
                    );
                    view! {
                        <Glyph icon=Icon::Error/>
                        <span class="ds-sr-only">{said}</span>
                    }
                })}
        }
    };
    // Set by hand and not painted with the rest: a cell that is painted anew loses its attributes for a moment, and one that
    // may not be focused for a moment has lost the focus.
    let row = NodeRef::<html::Tr>::new();
    let active = Memo::new(move |_| cursor.get().active);
    Effect::new(move |_| {
        let Some(row) = row.get() else { return };
        let active = active.get();
        let Ok(cells) = row.query_selector_all("td") else {
            return;
        };
        for column in 0..cells.length() {
            let is_active = active == usize::try_from(column).ok();
            if let Some(cell) = cells
                .item(column)
                .and_then(|cell| cell.dyn_into::<web_sys::Element>().ok())
                && let Err(refused) = cell.set_attribute("tabindex", if is_active { "0" } else { "-1" })
            {
                leptos::logging::warn!("a cell cannot take the focus: {refused:?}");
            }
        }
    });
    view! {
        <tr node_ref=row data-row=move || at.get().to_string() aria-rowindex=move || (at.get() + 2).to_string()>
            <th scope="row" role="rowheader" aria-label=move || numbered(lang, Key::OrderFormGridRow, Some(at.get()))>
                {heading}
            </th>
            {move || (0..COLUMNS).map(cell).collect::<Vec<_>>()}
        </tr>
    }
}

pub fn kind_word(lang: crate::language::Lang, kind: &str) -> String {
    match kind {
        domain::sheet::PRIVATE => lang.text(Key::OrderFormPrivate),
        domain::sheet::COMPANY => lang.text(Key::OrderFormCompany),
        other => other.to_owned(),
    }
}
