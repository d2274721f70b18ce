//! What is done with many cells at once: copying, clearing, filling down, pasting.

use domain::sheet::{Column, delimited};
use leptos::prelude::*;
use texts::Key;

use super::{
    labels_of,
    row::kind_word,
    sheet::{Said, Sheet},
};
use crate::forms::orders::{
    lines::LineKey,
    project::{
        cells::{self, Pasted},
        new_line,
    },
};

impl Sheet {
    /// The selected rows and columns; the light at the end can only be looked at.
    fn block(self) -> ((usize, usize), (usize, usize)) {
        let (active, anchor) = (self.active.get_untracked(), self.anchor.get_untracked());
        (
            (active.0.min(anchor.0), active.0.max(anchor.0)),
            (active.1.min(anchor.1), active.1.max(anchor.1)),
        )
    }

    /// The selected cells, to be copied.
    pub fn copied(self) -> String {
        let ((top, bottom), (left, right)) = self.block();
        let lang = self.project.form.lang;
        let lines = self.project.form.lines.snapshot();
        let rows: Vec<Vec<String>> = lines
            .iter()
            .take(bottom + 1)
            .skip(top)
            .map(|standing| {
                let columns = Column::ALL.into_iter().take(right + 1).skip(left);
                columns
                    .map(|column| match column {
                        Column::Kind => untrack(|| kind_word(lang, column.get(&standing.line))),
                        _ => column.get(&standing.line).to_owned(),
                    })
                    .collect()
            })
            .collect();
        delimited::copied(&rows)
    }

    pub fn clear(self) {
        let (rows, columns) = self.block();
        let postcodes = self.project.form.reference.postcodes();
        self.project
            .history
            .change(Key::OrderFormProjectDidClear, |lines| {
                cells::fill(lines, rows, columns, |_| String::new(), &postcodes);
            });
    }

    /// The uppermost of the selected cells fill those below; of one cell, the one above fills it.
    pub fn fill_down(self) {
        let ((top, bottom), columns) = self.block();
        let (from, first) = match (top == bottom, top.checked_sub(1)) {
            (true, None) => return,
            (true, Some(above)) => (above, top),
            (false, _) => (top, top + 1),
        };
        let postcodes = self.project.form.reference.postcodes();
        self.project
            .history
            .change(Key::OrderFormProjectDidFill, |lines| {
                let Some(source) = lines.get(from).map(|standing| standing.line.clone()) else {
                    return;
                };
                let text_of = |column: Column| column.get(&source).to_owned();
                cells::fill(lines, (first, bottom), columns, text_of, &postcodes);
            });
        self.settle(first, bottom);
    }

    pub fn paste(self, text: &str) {
        let rows = delimited::read(text, '\t');
        let (block_rows, block_columns) = self.block();
        let form = self.project.form;
        let postcodes = form.reference.postcodes();
        let labels = labels_of(form.lang);
        let mut told = Pasted::default();
        self.project
            .history
            .change(Key::OrderFormProjectDidPaste, |lines| {
                if let [row] = rows.as_slice()
                    && let [only] = row.as_slice()
                {
                    cells::fill(lines, block_rows, block_columns, |_| only.clone(), &postcodes);
                    let (height, width) = (
                        block_rows.1 - block_rows.0 + 1,
                        block_columns.1 - block_columns.0 + 1,
                    );
                    told = Pasted {
                        cells: height * width,
                        first: block_rows.0,
                        rows: height,
                        ..Pasted::default()
                    };
                    return;
                }
                let labels = labels.iter().map(|(column, label)| (*column, label.as_str()));
                let fresh = || {
                    form.lines
                        .new_line(new_line(), domain::orders::LineFacts::default())
                };
                told = cells::paste(
                    lines,
                    (block_rows.0, block_columns.0),
                    &rows,
                    labels,
                    fresh,
                    &postcodes,
                );
            });
        self.last.set(Some(Said::Pasted(told)));
        if told.rows > 0 {
            self.settle(told.first, told.first + told.rows - 1);
        }
    }

    /// Lines that were written at once: what is wrong with them is said, and the registers are asked.
    fn settle(self, first: usize, last: usize) {
        let keys = self.project.form.lines.keys_untracked();
        let touched: Vec<LineKey> = keys.into_iter().take(last + 1).skip(first).collect();
        self.project.form.leave_lines(&touched);
        self.project.background.look_up(&touched);
    }
}
