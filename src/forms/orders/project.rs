//! ORD-1: an order of the type Project has one to fifty lines of one product. They stand in a list with a form for the chosen
//! one, or in a grid for those who know their way; both show the same lines, and going over loses nothing.

mod asking;
mod cells;
mod export;
pub mod files;
pub mod grid;
mod history;
mod import;
mod list;
mod overview;
mod standing;

use domain::orders::{
    AppointmentRef, ConfirmationsDraft, LineDraft, LineFacts, MOST_PROJECT_LINES, Need, OrderType,
};
use leptos::prelude::*;
use texts::Key;

pub use overview::SeveralLines;
pub use standing::name_of;

use self::{asking::Background, history::History};
use super::{
    lines::{LineKey, Which},
    paths,
    state::OrderForm,
};
use crate::ui::page::focus_id;

/// How the lines are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    Form,
    Grid,
}

/// What is done with the lines and files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filing {
    /// ORD-8: a file is looked over before its rows become lines.
    Import,
    Export,
}

/// What the page knows of the lines beside what they hold.
#[derive(Clone, Copy)]
pub struct Project {
    pub form: OrderForm,
    pub history: History,
    pub background: Background,
    pub view: RwSignal<View>,
    /// The line whose form is shown, as it was chosen; it may have gone.
    chosen: RwSignal<Option<LineKey>>,
    /// What was taken away last, to be said with the way back.
    pub removed: RwSignal<Option<String>>,
    pub filing: RwSignal<Option<Filing>>,
    /// A file that was dropped on the lines.
    pub dropped: RwSignal<Option<web_sys::File>, LocalStorage>,
    /// How many lines were taken in last, to be said with the way back.
    pub taken: RwSignal<Option<usize>>,
}

impl Project {
    /// The grid is shown, or the rows of a file.
    pub fn needs_width(self) -> bool {
        self.view.get() == View::Grid || self.filing.get() == Some(Filing::Import)
    }

    /// Call it while the form is made.
    pub fn begin(form: OrderForm) -> Self {
        Self {
            form,
            history: History::begin(form),
            background: Background::begin(form),
            view: RwSignal::new(View::default()),
            chosen: RwSignal::new(None),
            removed: RwSignal::new(None),
            filing: RwSignal::new(
                form.import
                    .with_untracked(|import| import.pending.is_some().then_some(Filing::Import)),
            ),
            dropped: RwSignal::new_local(None),
            taken: RwSignal::new(None),
        }
    }

    /// Whether the order is one, or has lines that only one can have.
    pub fn is_on(self) -> bool {
        self.form.draft.with(|draft| {
            let is_new = Need::named(&draft.need) == Some(Need::New);
            is_new && (draft.order_type() == Some(OrderType::Project) || draft.lines.len() > 1)
        })
    }

    /// The line whose form is shown.
    pub fn shown(self) -> Option<LineKey> {
        let keys = self.form.lines.keys();
        let chosen = self.chosen.get().filter(|key| keys.contains(key));
        chosen.or_else(|| keys.first().copied())
    }

    pub fn show(self, line: LineKey) {
        self.chosen.set(Some(line));
    }

    /// Opens what an error of the summary speaks of: in the form its line, in the grid its cell is there already.
    pub fn open(self, path: &str) {
        if let Some((at, _)) = paths::line_field(path)
            && let Some(line) = untrack(move || self.form.lines.key_at(at))
        {
            self.show(line);
        }
    }

    pub fn is_full(self) -> bool {
        self.form.lines.keys().len() >= MOST_PROJECT_LINES
    }

    /// Opens the import, with a file where one was dropped.
    pub fn begin_import(self, file: Option<web_sys::File>) {
        self.dropped.set(file);
        self.filing.set(Some(Filing::Import));
    }

    fn add(self, what: Key, at: Option<usize>, line: LineDraft, facts: LineFacts) {
        if untrack(move || self.is_full()) {
            return;
        }
        let new = self.form.lines.new_line(line, facts);
        let key = new.key;
        self.history.change(what, |lines| {
            let at = at.unwrap_or(lines.len()).min(lines.len());
            lines.insert(at, new);
        });
        self.show(key);
        self.removed.set(None);
        self.taken.set(None);
    }

    /// An empty line at the end.
    pub fn add_line(self) {
        self.add(
            Key::OrderFormProjectDidAdd,
            None,
            new_line(),
            LineFacts::default(),
        );
    }

    /// The same once more below it; what was asked and confirmed for the one is not the copy's.
    pub fn copy_line(self, line: LineKey) {
        let lines = self.form.lines.snapshot();
        let Some(at) = lines.iter().position(|standing| standing.key == line) else {
            return;
        };
        if let Some(standing) = lines.into_iter().nth(at) {
            let copied = LineDraft {
                access_check: domain::orders::CheckRef::default(),
                appointment: AppointmentRef::default(),
                numbers: domain::numbers::NumbersDraft::default(),
                confirmations: ConfirmationsDraft::default(),
                // A file goes with one line (ORD-9).
                attachments: Vec::new(),
                beside: Vec::new(),
                ..standing.line
            };
            let facts = LineFacts {
                register_address: standing.facts.register_address,
                company: standing.facts.company,
                ..LineFacts::default()
            };
            self.add(Key::OrderFormProjectDidCopy, Some(at + 1), copied, facts);
        }
    }

    /// Takes a line away; the last one stays, empty.
    pub fn remove_line(self, line: LineKey) {
        let lines = self.form.lines.snapshot();
        let Some(at) = lines.iter().position(|standing| standing.key == line) else {
            return;
        };
        let name = lines
            .get(at)
            .map(|standing| standing::name_of(&standing.line))
            .unwrap_or_default();
        let neighbour = lines
            .get(at + 1)
            .or_else(|| lines.get(at.checked_sub(1)?))
            .map(|standing| standing.key);
        let was_shown = untrack(move || self.shown()) == Some(line);
        let fresh = self.form.lines.new_line(new_line(), LineFacts::default());
        self.history.change(Key::OrderFormProjectDidRemove, |lines| {
            lines.retain(|standing| standing.key != line);
            if lines.is_empty() {
                lines.push(fresh);
            }
        });
        if was_shown {
            self.chosen.set(neighbour);
        }
        let number = (at + 1).to_string();
        self.removed.set(Some(if name.is_empty() {
            number
        } else {
            format!("{number} · {name}")
        }));
    }

    pub fn undo(self) {
        let touched = self.history.undo();
        self.after_going(touched);
    }

    pub fn redo(self) {
        let touched = self.history.redo();
        self.after_going(touched);
    }

    fn after_going(self, touched: Option<LineKey>) {
        self.removed.set(None);
        self.taken.set(None);
        if let Some(line) = touched
            && self.form.lines.at_untracked(Which::Line(line)).is_some()
        {
            self.show(line);
        }
    }
}

/// A line that nothing is typed in yet, with what is preselected.
pub fn new_line() -> LineDraft {
    let mut line = LineDraft::default();
    domain::sheet::PRIVATE.clone_into(&mut line.end_user.kind);
    line
}

/// Moves the focus once what was changed is painted.
pub fn focus_soon(id: String) {
    request_animation_frame(move || {
        focus_id(&id);
    });
}
