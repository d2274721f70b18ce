//! What stands below the grid: which cell it is, what is wrong with it, and what was done last.

use domain::{access_check::State, finding::Severity, sheet::Column};
use leptos::prelude::*;
use texts::Key;

use super::{
    label,
    row::column_showing,
    sheet::{Said, Sheet},
};
use crate::{
    forms::orders::{paths, state::notice},
    language::{Lang, params, words},
};

impl Sheet {
    /// Below the grid: which cell it is, and what is wrong with it (never colour alone).
    pub fn message(self) -> String {
        let form = self.project.form;
        let lang = form.lang;
        let (row, column) = self.active.get();
        let Some(line) = form.lines.key_at(row) else {
            return String::new();
        };
        let form = form.of(line);
        let notices: Vec<String> = form.with_found(|found| {
            found
                .of_line(row)
                .filter(|finding| finding.severity != Severity::Hint && form.is_said(&finding.path))
                .filter(|finding| {
                    paths::line_field(&finding.path).is_some_and(|(_, field)| column_showing(field) == column)
                })
                .map(|finding| notice(lang, finding).text)
                .collect()
        });
        let own = Column::ALL.get(column);
        let (is_used, is_company) = form.with_line(|line| {
            let is_used = own.is_none_or(|own| own.is_used(line));
            (is_used, line.end_user.kind == domain::sheet::COMPANY)
        });
        let text = if !notices.is_empty() {
            notices.join(" ")
        } else if !is_used {
            lang.text(if is_company {
                Key::OrderFormGridUnusedCompany
            } else {
                Key::OrderFormGridUnusedPrivate
            })
        } else if own.is_none()
            && form.with_check(|state| matches!(state, State::PickHit { .. })) == Some(true)
        {
            lang.text(Key::OrderFormGridPick)
        } else {
            lang.text(Key::OrderFormGridGood)
        };
        lang.fill(
            Key::OrderFormGridAt,
            &params([
                ("number", words((row + 1).to_string())),
                ("label", words(lang.text(label(column)))),
                ("text", words(text)),
            ]),
        )
    }

    /// What became of the last paste.
    pub fn said(self, lang: Lang) -> String {
        let number = |n: usize| domain::finding::Param::Number(i64::try_from(n).unwrap_or(i64::MAX));
        match self.last.get() {
            None => String::new(),
            Some(Said::NotUnderstood(text)) => {
                lang.fill(Key::OrderFormGridNotUnderstood, &params([("text", words(text))]))
            }
            Some(Said::Pasted(told)) => {
                let mut said =
                    vec![lang.fill(Key::OrderFormGridPasted, &params([("cells", number(told.cells))]))];
                for (count, name, key) in [
                    (told.rows_left, "rows", Key::OrderFormGridRowsLeft),
                    (told.columns_left, "columns", Key::OrderFormGridColumnsLeft),
                    (told.misunderstood, "cells", Key::OrderFormGridMisunderstood),
                ] {
                    if count > 0 {
                        said.push(lang.fill(key, &params([(name, number(count))])));
                    }
                }
                said.join(" ")
            }
        }
    }
}
