//! A file on its way into the lines of a project (ORD-8): its columns mapped by name or by hand, its rows judged by the rules
//! of the form before any line changes, put right where they stand, and what failed written back with the reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    column::{Column, Misunderstood},
    delimited::{self, Rows},
    mapping,
};
use crate::{
    finding::{self, Finding, Path, Severity, codes},
    orders::{Context, LineDraft, OrderDraft, judge},
    postcode::PostcodeRegister,
    subscriptions::Found,
};

/// More than any project has room for, and few enough to be kept with the draft and judged at each key.
pub const MOST_ROWS: usize = 200;

/// What the columns of earlier files were mapped to, by their folded headings; none for one that was left out.
pub type Remembered = BTreeMap<String, Option<Column>>;

/// The rows of a file, with what has been said about its columns and put right in its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    pub file_name: String,
    /// The first row of the file names the columns.
    pub has_headings: bool,
    pub headings: Vec<String>,
    /// Which column each heading is; none where it is left out.
    pub columns: Vec<Option<Column>>,
    /// Which of them were recognised when the file was read; the others are asked about.
    pub recognised: Vec<bool>,
    pub rows: Vec<Row>,
    /// Rows beyond the most that are read.
    #[serde(default)]
    pub left_out: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As they stand in the file.
    pub cells: Vec<String>,
    /// What was put right since: it stays when a column is mapped anew.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub corrected: BTreeMap<Column, String>,
}

/// A row as a line, and what is wrong with its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub line: LineDraft,
    pub faults: Vec<Fault>,
    /// What stands in cells that were not understood; the line does not have it.
    pub misunderstood: BTreeMap<Column, String>,
}

/// What is wrong, and in which column it is put right.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub column: Column,
    pub finding: Finding,
}

impl Judged {
    /// What stands in the cell, also where it was not understood.
    pub fn text(&self, column: Column) -> &str {
        let typed = self.misunderstood.get(&column);
        typed.map_or_else(|| column.get(&self.line), String::as_str)
    }

    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }
}

impl Import {
    /// Reads the rows of a file; none when it holds nothing. `labels` are what our own sheets call the columns.
    pub fn of<'a>(
        file_name: &str,
        rows: Rows,
        labels: impl Iterator<Item = (Column, &'a str)>,
        remembered: &Remembered,
    ) -> Option<Self> {
        let mut rows = delimited::without_empty_rows(rows);
        let first = rows.first()?;
        let mut columns = mapping::columns(first, labels);
        let has_headings = mapping::is_heading(&columns, first) || looks_like_headings(first);
        let headings = if has_headings {
            rows.remove(0)
        } else {
            columns.clear();
            Vec::new()
        };
        let left_out = rows.len().saturating_sub(MOST_ROWS);
        rows.truncate(MOST_ROWS);
        let width = rows.iter().map(Vec::len).chain([headings.len()]).max()?;
        let mut import = Self {
            file_name: file_name.to_owned(),
            has_headings,
            headings,
            columns,
            rows: rows.into_iter().map(Row::of).collect(),
            left_out,
            ..Self::default()
        };
        import.widen(width);
        import.remember(remembered);
        import.recognise(remembered);
        (!import.rows.is_empty()).then_some(import)
    }

    fn widen(&mut self, width: usize) {
        self.headings.resize(width, String::new());
        self.columns.resize(width, None);
    }

    /// What was said by hand about columns of these names goes before what they seem to be.
    fn remember(&mut self, remembered: &Remembered) {
        for at in 0..self.headings.len() {
            let known = self
                .headings
                .get(at)
                .and_then(|heading| remembered.get(&mapping::folded(heading)));
            if let Some(column) = known {
                self.choose(at, *column);
            }
        }
    }

    fn recognise(&mut self, remembered: &Remembered) {
        let known = |(heading, column): (&String, &Option<Column>)| {
            column.is_some() || remembered.contains_key(&mapping::folded(heading))
        };
        self.recognised = self.headings.iter().zip(&self.columns).map(known).collect();
    }

    /// What has been said about the columns, for the next file.
    pub fn said(&self) -> Remembered {
        self.headings
            .iter()
            .map(|heading| mapping::folded(heading))
            .zip(self.columns.iter().copied())
            .filter(|(heading, _)| !heading.is_empty())
            .collect()
    }

    /// A heading is this column from now on; the one that was it before is left out, because no column is there twice.
    pub fn choose(&mut self, at: usize, column: Option<Column>) {
        for (other, taken) in self.columns.iter_mut().enumerate() {
            if other == at {
                *taken = column;
            } else if column.is_some() && *taken == column {
                *taken = None;
            }
        }
    }

    /// The first row names the columns, or it is a customer like the others. What was put right below stays.
    pub fn set_has_headings(&mut self, now: bool) {
        if now == self.has_headings {
            return;
        }
        let width = self.headings.len();
        if now {
            if self.rows.len() < 2 {
                return;
            }
            self.headings = self.rows.remove(0).cells;
        } else {
            let cells = core::mem::take(&mut self.headings);
            self.rows.insert(0, Row::of(cells));
        }
        self.has_headings = now;
        self.widen(width);
    }

    /// Puts a cell right. It need not be in the file at all.
    pub fn correct(&mut self, row: usize, column: Column, text: &str) {
        if let Some(row) = self.rows.get_mut(row) {
            row.corrected.insert(column, text.to_owned());
        }
    }

    /// The row as a line. What was put right comes last; the place follows from the postcode where it is not there (ADR-3).
    fn line(&self, row: &Row, postcodes: &PostcodeRegister) -> Judged {
        let made = mapping::line_of(&row.cells, &self.columns);
        let mut line = made.line;
        with_its_zero(&mut line.address.postcode);
        let mut misunderstood: BTreeMap<Column, String> = made.misunderstood.into_iter().collect();
        for (column, text) in &row.corrected {
            match column.set(&mut line, text) {
                Ok(()) => {
                    misunderstood.remove(column);
                }
                Err(Misunderstood) => {
                    misunderstood.insert(*column, text.clone());
                }
            }
        }
        if line.address.place.trim().is_empty() {
            postcodes
                .place_of(&line.address.postcode)
                .unwrap_or_default()
                .clone_into(&mut line.address.place);
        }
        Judged {
            line,
            faults: Vec::new(),
            misunderstood,
        }
    }

    /// Every row as a line of this order, with what the rules of the form say of what the file holds. What is only asked for
    /// later (Kapaks, the register, what the user confirms) is no fault of the file.
    pub fn judged(&self, order: &OrderDraft, context: &Context<'_>) -> Vec<Judged> {
        let mut judged: Vec<Judged> = self
            .rows
            .iter()
            .map(|row| self.line(row, context.postcodes))
            .collect();
        let draft = OrderDraft {
            lines: judged.iter().map(|row| in_no_register(&row.line)).collect(),
            ..order.clone()
        };
        let verdict = judge(&draft, &Found::NotAsked, context);
        for finding in verdict.findings {
            if finding.severity != Severity::Error {
                continue;
            }
            let at_fault = finding::line_field(&finding.path)
                .and_then(|(at, field)| Some((judged.get_mut(at)?, of_the_file(field)?)));
            if let Some((row, column)) = at_fault
                && !row.misunderstood.contains_key(&column)
                && !is_filled_in(&row.line, &finding)
            {
                row.faults.push(Fault { column, finding });
            }
        }
        for (at, row) in judged.iter_mut().enumerate() {
            for (column, text) in &row.misunderstood {
                let line = Path::element("lines", at);
                let finding = Finding::new(codes::SHEET_NOT_UNDERSTOOD, line.field(column.field()))
                    .with("text", text.as_str());
                row.faults.push(Fault {
                    column: *column,
                    finding,
                });
            }
            row.faults.sort_by_key(|fault| fault.column);
        }
        judged
    }

    /// Rows as a file again: the columns that it had, those that were added, and last what is wrong with each.
    pub fn written(
        &self,
        judged: &[Judged],
        rows: &[usize],
        label: impl Fn(Column) -> String,
        (reason_heading, reason): (&str, impl Fn(&Judged) -> String),
    ) -> Rows {
        let added: Vec<Column> = self
            .shown(judged)
            .into_iter()
            .filter(|column| !self.columns.contains(&Some(*column)))
            .collect();
        let heading = |(heading, column): (&String, &Option<Column>)| match column {
            Some(column) if heading.trim().is_empty() => label(*column),
            Some(_) | None => heading.clone(),
        };
        let mut written = vec![
            self.headings
                .iter()
                .zip(&self.columns)
                .map(heading)
                .chain(added.iter().map(|column| label(*column)))
                .chain([reason_heading.to_owned()])
                .collect(),
        ];
        for at in rows {
            let (Some(row), Some(judged)) = (self.rows.get(*at), judged.get(*at)) else {
                continue;
            };
            let now = |column: &Column| row.corrected.get(column).cloned();
            let cells = self.columns.iter().enumerate().map(|(nth, column)| {
                let corrected = column.as_ref().and_then(now);
                corrected.unwrap_or_else(|| row.cells.get(nth).cloned().unwrap_or_default())
            });
            let beside = added.iter().map(|column| judged.text(*column).to_owned());
            written.push(cells.chain(beside).chain([reason(judged)]).collect());
        }
        written
    }

    /// The columns to show: those of the file, and those where something is missing, in the order of the form.
    pub fn shown(&self, judged: &[Judged]) -> Vec<Column> {
        let at_fault = |column: &Column| {
            let of_row = |row: &Judged| row.faults.iter().any(|fault| fault.column == *column);
            judged.iter().any(of_row)
        };
        let corrected = |column: &Column| self.rows.iter().any(|row| row.corrected.contains_key(column));
        let mut shown = Column::ALL.to_vec();
        shown.retain(|column| self.columns.contains(&Some(*column)) || at_fault(column) || corrected(column));
        shown
    }
}

impl Row {
    fn of(cells: Vec<String>) -> Self {
        Self {
            cells,
            corrected: BTreeMap::new(),
        }
    }
}

/// Names of columns that nobody knows are still names: words, all of them, without a digit that a customer's row would have.
fn looks_like_headings(row: &[String]) -> bool {
    let filled: Vec<&String> = row.iter().filter(|cell| !cell.trim().is_empty()).collect();
    filled.len() > 1
        && filled
            .iter()
            .all(|cell| !cell.contains(|letter: char| letter.is_ascii_digit()))
}

/// Spreadsheets take a postcode for a number, and lose the zero that it begins with.
fn with_its_zero(postcode: &mut String) {
    if postcode.len() == 3 && postcode.chars().all(|letter| letter.is_ascii_digit()) {
        postcode.insert(0, '0');
    }
}

/// ADR-6: the register is asked once the line is there. Until then the place is what is written, so that a row which repeats
/// another one is found already (ORD-5).
fn in_no_register(line: &LineDraft) -> LineDraft {
    let mut line = line.clone();
    line.address.not_in_register = true;
    line
}

/// CUS-2: the company register fills in the name once the line is there.
fn is_filled_in(line: &LineDraft, finding: &Finding) -> bool {
    finding.is(codes::COMPANY_NAME_MISSING) && !line.end_user.organisation_number.trim().is_empty()
}

/// The column in which a fault of the file is put right; none for what the form asks for once the line is there.
fn of_the_file(field: &str) -> Option<Column> {
    let is_asked_later = matches!(field, "address.register_id" | "address.not_in_register");
    Column::showing(field).filter(|column| !is_asked_later && !column.is_tick())
}
