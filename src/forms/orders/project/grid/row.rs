//! One line as a row. Of fifty rows a key changes a cell or two, so each is told of nothing but its own.

use domain::{
    finding::{Finding, Severity},
    sheet::Column,
};
use leptos::{html, prelude::*};
use texts::Key;
use wasm_bindgen::{JsCast, JsValue};

use super::{
    COLUMNS, cell_id, is_tick, label,
    sheet::{Cursor, EDITOR, Sheet},
    widths::is_long,
};
use crate::{
    forms::orders::{
        lines::LineKey,
        paths,
        per_line::Seen,
        project::{
            list::numbered,
            standing::{Lamp, LineNow},
        },
        state::OrderForm,
        tally::Saying,
    },
    language::{params, words},
    ui::{
        icon::{Glyph, Icon},
        shown::Shown,
    },
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

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
enum Content {
    Text(String),
    Tick(bool),
    Lamp(Option<Lamp>),
    /// It is being typed in.
    Editor,
}

/// How a cell looks and what is said of it, beside what stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    /// The focus comes here.
    active: bool,
    selected: bool,
    unused: bool,
    error: bool,
    warning: bool,
    /// There may be no room for all of the text.
    long: bool,
}

/// All cells of a row, and the place of its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Looks {
    at: usize,
    cells: Vec<Look>,
}

/// What a row is painted by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowNow {
    now: LineNow,
    marks: Marks,
}

impl RowNow {
    /// None when it is as it was.
    pub fn of(seen: &Seen<'_>, before: Option<&Self>) -> Option<Self> {
        let marks = Marks::of(seen.found.of_line(seen.at), seen.saying);
        match (LineNow::of(seen, before.map(|before| &before.now)), before) {
            (Some(now), _) => Some(Self { now, marks }),
            (None, Some(before)) if before.marks != marks => Some(Self {
                now: before.now.clone(),
                marks,
            }),
            (None, _) => None,
        }
    }

    pub fn number(&self) -> usize {
        self.now.at + 1
    }

    pub fn is_wrong(&self) -> bool {
        self.marks.errors != 0
    }
}

impl AsRef<LineNow> for RowNow {
    fn as_ref(&self) -> &LineNow {
        &self.now
    }
}

/// A row, for its cells.
#[derive(Clone, Copy)]
struct Row {
    form: OrderForm,
    row: RwSignal<RowNow>,
    lamp: Memo<Option<Lamp>>,
    cursor: Memo<Cursor>,
}

#[component]
pub fn GridRow(sheet: Sheet, line: LineKey, now: RwSignal<RowNow>) -> impl IntoView {
    let form = sheet.project.form.of(line);
    let lang = form.lang;
    let at = Memo::new(move |_| now.with(|now| now.now.at));
    let lamp = Lamp::of(form, now);
    let cursor = Memo::new(move |_| sheet.cursor_in(at.get()));
    let of = Row {
        form,
        row: now,
        lamp,
        cursor,
    };
    let looks = Memo::new(move |_| {
        let cursor = cursor.get();
        now.with(|RowNow { now, marks }| {
            let look = |column: usize| {
                let own = Column::ALL.get(column);
                Look {
                    active: cursor.active == Some(column),
                    selected: cursor.selects(column),
                    unused: own.is_some_and(|own| !own.is_used(&now.line)),
                    error: has(marks.errors, column),
                    warning: has(marks.warnings, column),
                    long: own.is_some_and(|own| is_long(own.get(&now.line), column)),
                }
            };
            Looks {
                at: now.at,
                cells: (0..COLUMNS).map(look).collect(),
            }
        })
    });
    // Set by hand, each when it changes: what is painted anew loses its attributes for a moment, and a cell that may not be
    // focused for a moment has lost the focus. And so a key that is pressed in one of fifty lines costs one cell.
    let row = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<Looks>| {
        let Some(row) = row.get() else {
            return Looks::default();
        };
        let now = looks.get();
        if let Err(refused) = show(&row, before.unwrap_or_default(), &now) {
            leptos::logging::warn!("a row is not shown as it is: {refused:?}");
        }
        now
    });
    let cell = move |column: usize| {
        view! {
            <div role="gridcell" data-column=column.to_string()>
                <CellContent of column/>
            </div>
        }
    };
    let said = move || {
        let errors = now.with(|now| now.marks.errors.count_ones());
        (errors > 0).then(|| {
            lang.count(
                Key::OrderFormProjectWrongOne,
                Key::OrderFormProjectWrongOther,
                usize::try_from(errors).unwrap_or(usize::MAX),
            )
        })
    };
    view! {
        <div
            class="sheet-row"
            role="row"
            node_ref=row
            data-row=move || at.get().to_string()
            aria-rowindex=move || (at.get() + 2).to_string()
        >
            // The number that is seen stands beside the rows (`numbers.rs`).
            <div role="rowheader" aria-label=move || numbered(lang, Key::OrderFormGridRow, Some(at.get()))>
                <span class="ds-sr-only">{move || now.with(RowNow::number).to_string()} " " {said}</span>
            </div>
            {(0..COLUMNS).map(cell).collect::<Vec<_>>()}
        </div>
    }
}

fn has(bits: u64, column: usize) -> bool {
    bits & (1 << column) != 0
}

/// Changes what has changed in the cells of a row.
fn show(row: &web_sys::Element, before: Looks, now: &Looks) -> Result<(), JsValue> {
    let cells = row.query_selector_all("[role=gridcell]")?;
    for (column, look) in now.cells.iter().enumerate() {
        if before.at == now.at && before.cells.get(column) == Some(look) {
            continue;
        }
        let cell = u32::try_from(column).ok().and_then(|column| cells.item(column));
        let Some(cell) = cell.and_then(|cell| cell.dyn_into::<web_sys::Element>().ok()) else {
            continue;
        };
        let put = |name: &str, value: Option<&str>| match value {
            Some(value) => cell.set_attribute(name, value),
            None => cell.remove_attribute(name),
        };
        let classes = [
            ("sheet-cell", true),
            ("tick", is_tick(column)),
            ("unused", look.unused),
            ("long", look.long),
        ];
        let classes: Vec<&str> = classes
            .into_iter()
            .filter_map(|(class, is_so)| is_so.then_some(class))
            .collect();
        let mark = match look {
            Look { error: true, .. } => Some("error"),
            Look { warning: true, .. } => Some("warning"),
            _ => None,
        };
        put("id", Some(&cell_id(now.at, column)))?;
        put("class", Some(&classes.join(" ")))?;
        put("tabindex", Some(if look.active { "0" } else { "-1" }))?;
        put("data-mark", mark)?;
        put(
            "aria-selected",
            Some(if look.selected { "true" } else { "false" }),
        )?;
        put("aria-invalid", look.error.then_some("true"))?;
        let described = mark.is_some() || look.active;
        put("aria-describedby", described.then_some("grid-message"))?;
    }
    Ok(())
}

#[component]
fn CellContent(of: Row, column: usize) -> impl IntoView {
    let lang = of.form.lang;
    let own = Column::ALL.get(column).copied();
    let text = Memo::new(move |_| {
        of.row.with(|row| match own {
            Some(Column::Kind) => kind_word(lang, &row.now.line.end_user.kind),
            Some(own) => own.get(&row.now.line).to_owned(),
            None => String::new(),
        })
    });
    let content = Memo::new(move |_| {
        if of.cursor.with(|cursor| cursor.editing == Some(column)) {
            return Content::Editor;
        }
        match own {
            None => Content::Lamp(of.lamp.get()),
            Some(own) if own.is_tick() => Content::Tick(text.with(|text| !text.is_empty())),
            Some(_) => Content::Text(text.get()),
        }
    });
    move || match content.get() {
        Content::Text(text) => text.into_any(),
        Content::Tick(ticked) => {
            let said = lang.text(if ticked {
                Key::OrderFormGridTicked
            } else {
                Key::OrderFormGridNotTicked
            });
            view! {
                <span class="tick-box" class:ticked=ticked>
                    {ticked.then(|| view! { <Glyph icon=Icon::Check/> })}
                    <span class="ds-sr-only">{said}</span>
                </span>
            }
            .into_any()
        }
        Content::Lamp(lamp) => lamp
            .map(|lamp| {
                view! {
                    <span class="lamp-cell" data-color=lamp.tone().color()>
                        <Glyph icon=lamp.icon()/>
                        {lang.text(lamp.word)}
                    </span>
                }
            })
            .into_any(),
        Content::Editor => view! { <Editor of column text/> }.into_any(),
    }
}

/// It stays the same input as long as it is typed in.
#[component]
fn Editor(of: Row, column: usize, text: Memo<String>) -> impl IntoView {
    let lang = of.form.lang;
    let name = move || {
        lang.fill(
            Key::OrderFormGridEditor,
            &params([
                ("label", words(lang.text(label(column)))),
                ("number", words(of.row.with(RowNow::number).to_string())),
            ]),
        )
    };
    let invalid = move || of.row.with(|row| has(row.marks.errors, column)).then_some("true");
    view! {
        <input
            id=EDITOR
            class="grid-editor"
            type="text"
            autocomplete="off"
            spellcheck="false"
            aria-label=name
            aria-invalid=invalid
            aria-describedby="grid-message"
            prop:value=move || Shown(text.get())
        />
    }
}

pub fn kind_word(lang: crate::language::Lang, kind: &str) -> String {
    match kind {
        domain::sheet::PRIVATE => lang.text(Key::OrderFormPrivate),
        domain::sheet::COMPANY => lang.text(Key::OrderFormCompany),
        other => other.to_owned(),
    }
}
