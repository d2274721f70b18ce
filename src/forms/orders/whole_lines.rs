//! OFF-5 for a project: of two versions each line is chosen whole, because a line put together of two would be nobody's.

use domain::{
    orders::{Facts, OrderDraft},
    sheet::Column,
};
use texts::Key;

use super::project;
use crate::{
    language::{Lang, params, words},
    offline::sync::decide::Body,
};

/// Whether one of them is a project.
pub fn has_several(mine: &Body, theirs: &Body) -> bool {
    mine.order.lines.len() > 1 || theirs.order.lines.len() > 1
}

pub fn key_of(at: usize) -> String {
    format!("lines[{at}]")
}

/// The lines that were chosen, each with what is known of it.
pub fn choose(made: &mut Body, theirs: &Body, is_theirs: impl Fn(&str) -> bool) {
    let facts_of = |body: &Body| Facts::from(body.facts.clone()).lines;
    let (own, other) = (facts_of(made), facts_of(theirs));
    let most = made.order.lines.len().max(theirs.order.lines.len());
    let (lines, facts) = (0..most)
        .filter_map(|at| {
            let (body, facts) = if is_theirs(&key_of(at)) {
                (theirs, &other)
            } else {
                (&*made, &own)
            };
            let line = body.order.lines.get(at)?.clone();
            Some((line, facts.get(at).cloned().unwrap_or_default()))
        })
        .unzip();
    made.order.lines = lines;
    made.facts = Facts {
        lines: facts,
        authority: made.facts.authority.clone(),
        sent: made.facts.sent.clone(),
    }
    .into();
}

pub fn numbered(lang: Lang, at: usize) -> String {
    let number = words((at + 1).to_string());
    lang.fill(Key::OrderFormGridRow, &params([("number", number)]))
}

/// Everything that stands in a line, in the order of the grid.
pub fn said(lang: Lang, order: &OrderDraft, at: usize) -> String {
    let Some(line) = order.lines.get(at) else {
        return String::new();
    };
    let mut said: Vec<String> = Column::ALL
        .into_iter()
        .enumerate()
        .filter(|(_, column)| *column != Column::Kind && !column.get(line).trim().is_empty())
        .map(|(nth, column)| {
            if column.is_tick() {
                lang.text(project::grid::label(nth))
            } else {
                column.get(line).trim().to_owned()
            }
        })
        .collect();
    if said.is_empty() {
        said.push(lang.text(Key::OrderFormProjectNoName));
    }
    said.join(" · ")
}
