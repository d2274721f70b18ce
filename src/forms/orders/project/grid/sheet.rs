//! The grid's own state: which cell is active, what is selected, what is being typed, and what is said of it.

use domain::{orders::typed, sheet::Column};
use leptos::prelude::*;
use texts::Key;
use wasm_bindgen::JsCast;

use super::{COLUMNS, cell_id};
use crate::{
    forms::orders::{
        lines::{LineKey, Standing, Which},
        paths,
        project::{
            Project, View,
            cells::{self, Pasted},
            focus_soon,
        },
        state::OrderForm,
    },
    ui::page::focus_id,
};

pub const EDITOR: &str = "grid-editor";

/// The cell that is being typed in.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Editing {
    line: LineKey,
    column: usize,
}

/// What of the cursor is in one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub active: Option<usize>,
    pub editing: Option<usize>,
    selected: Option<(usize, usize)>,
}

impl Cursor {
    pub fn selects(self, column: usize) -> bool {
        self.selected
            .is_some_and(|(from, to)| (from..=to).contains(&column))
    }
}

/// What was done last, beside the cells themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Pasted(Pasted),
    NotUnderstood(String),
}

#[derive(Clone, Copy)]
pub struct Sheet {
    pub project: Project,
    /// Row and column.
    pub active: RwSignal<(usize, usize)>,
    /// Where the selection began.
    pub anchor: RwSignal<(usize, usize)>,
    editing: RwSignal<Option<Editing>>,
    /// As the lines stood when the typing began.
    before: StoredValue<Vec<Standing>>,
    pub last: RwSignal<Option<Said>>,
}

impl Sheet {
    pub fn new(project: Project) -> Self {
        let row = untrack(move || {
            let shown = project.shown()?;
            project.form.lines.at(Which::Line(shown))
        })
        .unwrap_or_default();
        Self {
            project,
            active: RwSignal::new((row, 0)),
            anchor: RwSignal::new((row, 0)),
            editing: RwSignal::new(None),
            before: StoredValue::new(Vec::new()),
            last: RwSignal::new(None),
        }
    }

    fn rows(self) -> usize {
        self.project.form.lines.keys_untracked().len()
    }

    fn line_at(self, row: usize) -> Option<LineKey> {
        untrack(move || self.project.form.lines.key_at(row))
    }

    /// Keeps the cursor on the sheet when lines go, and the focus in it when it was there.
    pub fn follow(self, has_focus: impl Fn() -> bool + 'static) {
        let count = Memo::new(move |_| self.project.form.lines.keys().len());
        Effect::new(move |_| {
            let last = count.get().saturating_sub(1);
            let (row, column) = self.active.get_untracked();
            if row > last {
                self.active.set((last, column));
                self.anchor.set((last, column));
            }
        });
        Effect::new(move |before: Option<(usize, usize)>| {
            let now = self.active.get();
            if before.is_some_and(|before| before != now)
                && has_focus()
                && self.editing.get_untracked().is_none()
            {
                self.focus(now);
            }
            now
        });
    }

    pub fn cursor_in(self, row: usize) -> Cursor {
        let (active, anchor) = (self.active.get(), self.anchor.get());
        let (top, bottom) = (active.0.min(anchor.0), active.0.max(anchor.0));
        let editing = self
            .editing
            .get()
            .filter(|editing| self.project.form.lines.at(Which::Line(editing.line)) == Some(row));
        Cursor {
            active: (active.0 == row).then_some(active.1),
            editing: editing.map(|editing| editing.column),
            selected: (top..=bottom)
                .contains(&row)
                .then_some((active.1.min(anchor.1), active.1.max(anchor.1))),
        }
    }

    pub fn is_editing(self) -> bool {
        self.editing.with_untracked(Option::is_some)
    }

    pub fn is_editing_at(self, row: usize, column: usize) -> bool {
        let editing = self.editing.get_untracked();
        editing.is_some_and(|editing| self.line_at(row) == Some(editing.line) && column == editing.column)
    }

    /// Goes to a cell; `extend` keeps where the selection began.
    pub fn go(self, row: usize, column: usize, extend: bool) {
        let to = (row.min(self.rows().saturating_sub(1)), column.min(COLUMNS - 1));
        if !extend {
            self.anchor.set(to);
        }
        if self.active.get_untracked() != to {
            self.leave_cell();
            self.active.set(to);
        }
        if let Some(line) = self.line_at(to.0) {
            self.project.show(line);
        }
        self.focus(to);
    }

    /// At once, so that the next key finds the grid; a row that was added just now is painted first.
    fn focus(self, (row, column): (usize, usize)) {
        let id = cell_id(row, column);
        let cell = document()
            .get_element_by_id(&id)
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        // Only as far as it must does the grid scroll.
        if cell.is_none_or(|cell| cell.focus().is_err()) {
            focus_soon(id);
        }
    }

    pub fn step(self, down: isize, right: isize, extend: bool) {
        let (row, column) = self.active.get_untracked();
        self.go(
            row.saturating_add_signed(down),
            column.saturating_add_signed(right),
            extend,
        );
    }

    pub fn active_untracked(self) -> (usize, usize) {
        self.active.get_untracked()
    }

    pub fn undo(self) {
        self.project.undo();
        self.stay();
    }

    pub fn redo(self) {
        self.project.redo();
        self.stay();
    }

    /// The row of the cursor may have gone, and must not take the focus with it.
    fn stay(self) {
        let (row, column) = self.active.get_untracked();
        if row >= self.rows() {
            self.go(self.rows().saturating_sub(1), column, false);
        }
    }

    pub fn select_all(self) {
        self.anchor.set((0, 0));
        self.active.set((self.rows().saturating_sub(1), COLUMNS - 1));
    }

    /// The focus came from outside, as from a link of the error summary.
    pub fn entered(self, row: usize, column: usize) {
        if !self.is_editing() && self.active.get_untracked() != (row, column) && self.line_at(row).is_some() {
            self.anchor.set((row, column));
            self.active.set((row, column));
        }
    }

    /// The focus went; when it left the grid, what was typed is done with.
    pub fn left(self, event: &web_sys::FocusEvent) {
        let related = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let inside = related.is_some_and(|to| to.closest(".lines-sheet").is_ok_and(|found| found.is_some()));
        if !inside && self.is_editing() && event.related_target().is_some() {
            self.end_edit();
        }
        if !inside {
            self.leave_cell();
        }
    }

    /// From now on what is wrong with the cell is said.
    fn leave_cell(self) {
        let (row, column) = self.active.get_untracked();
        if let (Some(line), Some(column)) = (self.line_at(row), Column::ALL.get(column)) {
            let form = self.project.form.of(line);
            if !column.get(&form.line_untracked()).is_empty() {
                form.leave(&format!("{}{}", paths::OF_LINE, column.field()));
            }
        }
    }

    /// Begins to type in the active cell: over what stands there, or into it.
    pub fn begin_edit(self, over: Option<&str>) {
        let (row, column) = self.active.get_untracked();
        let Some((line, own)) = self.line_at(row).zip(Column::ALL.get(column)) else {
            return;
        };
        let form = self.project.form.of(line);
        if own.is_tick() || *own == Column::Kind || !own.is_used(&form.line_untracked()) {
            return;
        }
        self.anchor.set((row, column));
        self.last.set(None);
        self.before.set_value(form.lines.snapshot());
        self.editing.set(Some(Editing { line, column }));
        if let Some(text) = over {
            self.type_text(text);
        }
        request_animation_frame(|| {
            if focus_id(EDITOR)
                && let Some(input) = document()
                    .get_element_by_id(EDITOR)
                    .and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok())
            {
                let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
                // Where it cannot be set, it stands at the beginning.
                let _ = input.set_selection_range(end, end);
            }
        });
    }

    /// OFF-1: every letter stands in the draft at once, as in the form.
    pub fn type_text(self, text: &str) {
        if let Some(Editing { line, column }) = self.editing.get_untracked()
            && let Some(column) = Column::ALL.get(column)
        {
            self.write(self.project.form.of(line), *column, text);
        }
    }

    /// A letter that comes before the input has the focus: who types fast loses none.
    pub fn append(self, letter: &str) {
        if let Some(Editing { line, column }) = self.editing.get_untracked()
            && let Some(column) = Column::ALL.get(column)
        {
            let form = self.project.form.of(line);
            let typed = format!("{}{letter}", column.get(&form.line_untracked()));
            self.write(form, *column, &typed);
        }
    }

    fn write(self, form: OrderForm, column: Column, text: &str) {
        let postcodes = form.reference.postcodes();
        let mut line = form.line_untracked();
        let mut facts = form.facts.with_untracked(Clone::clone);
        let known = facts.clone();
        if cells::write(&mut line, &mut facts, column, text, &postcodes).is_err() {
            self.last.set(Some(Said::NotUnderstood(text.to_owned())));
            return;
        }
        if facts != known {
            form.facts.update(|now| *now = facts);
        }
        form.change_line(|now| *now = line);
        form.forget_refusal(&format!("{}{}", paths::OF_LINE, column.field()));
    }

    /// What was typed stays, and is one step to undo.
    pub fn end_edit(self) {
        let Some(Editing { line, column }) = self.editing.get_untracked() else {
            return;
        };
        if editor_has_focus() {
            // The input goes, and must not take the focus with it.
            self.focus(self.active.get_untracked());
        }
        self.editing.set(None);
        let form = self.project.form.of(line);
        if let Some(column) = Column::ALL.get(column) {
            let tidied = {
                let mut line = form.line_untracked();
                typed::leave(&mut line, column.field(), form.today());
                line
            };
            if tidied != form.line_untracked() {
                form.change_line(|line| *line = tidied);
            }
            form.leave(&format!("{}{}", paths::OF_LINE, column.field()));
        }
        let before = self.before.try_update_value(core::mem::take).unwrap_or_default();
        self.project
            .history
            .changed_since(Key::OrderFormProjectDidType, before);
        self.project.background.look_up(&[line]);
    }

    /// The cell is as it was before.
    pub fn cancel_edit(self) {
        if self.editing.get_untracked().is_none() {
            return;
        }
        self.focus(self.active.get_untracked());
        self.editing.set(None);
        let before = self.before.try_update_value(core::mem::take).unwrap_or_default();
        if before != self.project.form.lines.snapshot() {
            self.project.form.lines.put(before);
        }
    }

    /// Enter: what a cell is for. A text is typed, a tick changes, a light is asked or chosen.
    pub fn act(self) {
        let (row, column) = self.active.get_untracked();
        let Some(line) = self.line_at(row) else { return };
        match Column::ALL.get(column) {
            Some(own) if own.is_tick() || *own == Column::Kind => self.toggle(),
            Some(_) => self.begin_edit(None),
            None => {
                let form = self.project.form.of(line);
                let picks =
                    form.with_check(|state| matches!(state, domain::access_check::State::PickHit { .. }));
                if picks == Some(true) {
                    // KAP-2: the hits have their own words and need room.
                    self.project.show(line);
                    self.project.view.set(View::Form);
                    focus_soon(paths::id_of(&format!("lines[{row}].access_check.hit")));
                } else {
                    self.project.background.check(line);
                }
            }
        }
    }

    /// The other of two.
    pub fn toggle(self) {
        let (row, column) = self.active.get_untracked();
        let Some((line, own)) = self.line_at(row).zip(Column::ALL.get(column)) else {
            return;
        };
        let form = self.project.form.of(line);
        let before = form.lines.snapshot();
        let now = untrack(move || form.with_line(|line| own.get(line).to_owned()));
        let text = match (own, now.as_str()) {
            (Column::Kind, domain::sheet::COMPANY) => domain::sheet::PRIVATE,
            (Column::Kind, _) => domain::sheet::COMPANY,
            (_, "") => domain::sheet::TICKED,
            (_, _) => "",
        };
        self.write(form, *own, text);
        form.leave(&format!("{}{}", paths::OF_LINE, own.field()));
        self.project
            .history
            .changed_since(Key::OrderFormProjectDidType, before);
    }
}

pub fn editor_has_focus() -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.id() == EDITOR)
}
