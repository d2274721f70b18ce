//! The rows become lines: those without errors, or all; the lines that are there stay or go. Undo takes it back.

use domain::{
    orders::{LineFacts, MOST_PROJECT_LINES, typed},
    sheet::{Column, import::Judged},
};
use leptos::prelude::*;
use texts::Key;

use super::{FOUND, Importer, number, saving::Failed};
use crate::{
    forms::orders::{
        lines::{LineKey, Standing},
        project::{focus_soon, new_line},
    },
    language::{params, t, words},
    ui::{
        button::{Button, ButtonKind},
        choice::{ChoiceGroup, ChoiceLook},
        field::Choice,
        icon::Icon,
    },
};

/// What becomes of the lines that are there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Add,
    Replace,
}

/// A line that nobody has typed in makes room.
fn is_typed(standing: &Standing) -> bool {
    standing.line != new_line() && standing.line != domain::orders::LineDraft::default()
}

impl Importer {
    /// How many lines there are that something is typed in.
    fn typed_lines(self) -> usize {
        // Tracks the draft: what is typed elsewhere takes room here.
        self.project.form.draft.track();
        let lines = self.project.form.lines.snapshot();
        lines.iter().filter(|standing| is_typed(standing)).count()
    }

    /// Which rows become lines, and which would but have no room (ORD-1).
    fn chosen(self, way: Way, only_good: bool) -> (Vec<usize>, Vec<usize>) {
        let there = match way {
            Way::Add => self.typed_lines(),
            Way::Replace => 0,
        };
        let room = MOST_PROJECT_LINES.saturating_sub(there);
        let mut wanted: Vec<usize> = self.judged.with(|judged| {
            let fits = |(at, row): (usize, &Judged)| (!only_good || row.is_good()).then_some(at);
            judged.iter().enumerate().filter_map(fits).collect()
        });
        let beyond = wanted.split_off(room.min(wanted.len()));
        (wanted, beyond)
    }

    /// The rows become lines; what is left stays to be put right, and who takes all is done.
    fn take(self, way: Way, only_good: bool) {
        let (rows, _) = untrack(move || self.chosen(way, only_good));
        let form = self.project.form;
        let judged = self.judged.get_untracked();
        let fresh: Vec<Standing> = rows
            .iter()
            .filter_map(|at| judged.get(*at))
            .map(|row| {
                let mut line = row.line.clone();
                for column in Column::ALL {
                    typed::tidy(&mut line, column.field());
                }
                form.lines.new_line(line, LineFacts::default())
            })
            .collect();
        let keys: Vec<LineKey> = fresh.iter().map(|standing| standing.key).collect();
        if keys.is_empty() {
            return;
        }
        self.project
            .history
            .change(Key::OrderFormProjectDidImport, |lines| {
                match way {
                    Way::Add => lines.retain(is_typed),
                    Way::Replace => lines.clear(),
                }
                lines.extend(fresh);
            });
        form.leave_lines(&keys);
        self.project.background.look_up(&keys);
        self.project.removed.set(None);
        self.project.taken.set(Some(keys.len()));
        form.import.update(|kept| {
            if let Some(pending) = &mut kept.pending {
                kept.said.extend(pending.said());
                let mut at = 0;
                pending.rows.retain(|_| {
                    at += 1;
                    !rows.contains(&(at - 1))
                });
            }
        });
        if let Some(first) = keys.first() {
            self.project.show(*first);
        }
        if self.read_untracked(|import| import.rows.is_empty()) == Some(true) {
            self.close();
            focus_soon("lines".to_owned());
        } else {
            focus_soon(FOUND.to_owned());
        }
    }
}

#[component]
pub fn Taking(importer: Importer, on_stop: Callback<()>) -> impl IntoView {
    let lang = importer.lang;
    let chosen = RwSignal::new(Way::Add);
    let has_lines = Memo::new(move |_| importer.typed_lines() > 0);
    let way = move || {
        if has_lines.get() {
            chosen.get()
        } else {
            Way::Replace
        }
    };
    let value = Signal::derive(move || match chosen.get() {
        Way::Add => "add".to_owned(),
        Way::Replace => "replace".to_owned(),
    });
    let choices = Signal::derive(move || {
        vec![
            Choice::new("add", lang.text(Key::OrderFormImportAdd)),
            Choice::new("replace", lang.text(Key::OrderFormImportReplace)),
        ]
    });
    let on_choose = Callback::new(move |value: String| {
        chosen.set(if value == "replace" {
            Way::Replace
        } else {
            Way::Add
        });
    });
    let good = Memo::new(move |_| importer.chosen(way(), true).0.len());
    let all = Memo::new(move |_| importer.chosen(way(), false).0.len());
    let has_bad = Memo::new(move |_| importer.counted().1 > 0);
    let no_room = Memo::new(move |_| {
        let (_, beyond) = importer.chosen(way(), false);
        let has_any = importer.judged.with(|judged| !judged.is_empty());
        has_any && all.get() == 0 && !beyond.is_empty()
    });
    let beyond = move || {
        let (rows, beyond) = importer.chosen(way(), false);
        (!beyond.is_empty()).then(|| {
            lang.fill(
                Key::OrderFormImportRoom,
                &params([
                    ("most", number(MOST_PROJECT_LINES)),
                    ("room", number(rows.len())),
                    ("rows", words(in_runs(&beyond))),
                ]),
            )
        })
    };
    let full = move || no_room.get().then(|| lang.text(Key::OrderFormImportNoRoom));
    let closed = Signal::derive(move || {
        full().or_else(|| (good.get() == 0).then(|| lang.text(Key::OrderFormImportTakeNone)))
    });
    let take_good = Signal::derive(move || {
        lang.count(
            Key::OrderFormImportTakeOne,
            Key::OrderFormImportTakeOther,
            good.get(),
        )
    });
    view! {
        <div class="import-take">
            {move || {
                has_lines
                    .get()
                    .then(|| {
                        view! {
                            <ChoiceGroup
                                id="import-way"
                                label=t(Key::OrderFormImportWhat)
                                value
                                on_choose
                                choices
                                look=ChoiceLook::List
                            />
                        }
                    })
            }}
            <p role="status">{beyond}</p>
            <div class="row">
                <Button
                    text=take_good
                    icon=Icon::Check
                    closed
                    on_press=Callback::new(move |()| importer.take(untrack(way), true))
                />
                {move || {
                    has_bad
                        .get()
                        .then(|| {
                            view! {
                                <Button
                                    text=t(Key::OrderFormImportTakeAll)
                                    kind=ButtonKind::Secondary
                                    closed=Signal::derive(full)
                                    on_press=Callback::new(move |()| importer.take(untrack(way), false))
                                />
                            }
                        })
                }}
                <Button text=t(Key::OrderFormImportStop) kind=ButtonKind::Tertiary on_press=on_stop/>
            </div>
            {move || has_bad.get().then(|| view! { <Failed importer/> })}
        </div>
    }
}

/// `51–60, 63`: rows as people name them, from 1.
fn in_runs(rows: &[usize]) -> String {
    let runs = rows.chunk_by(|one, next| one + 1 == *next);
    runs.filter_map(|run| {
        let (first, last) = (run.first()? + 1, run.last()? + 1);
        Some(if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        })
    })
    .collect::<Vec<_>>()
    .join(", ")
}

#[cfg(test)]
mod tests {
    use super::in_runs;

    /// ORD-8
    #[test]
    fn rows_beside_each_other_are_named_together() {
        assert_eq!(in_runs(&[50, 51, 52, 55, 57, 58]), "51–53, 56, 58–59");
        assert_eq!(in_runs(&[]), "");
    }
}
