//! All that is wrong or worth saying, found once for every change, and read by as many fields as there are.

use std::collections::{BTreeMap, BTreeSet};

use domain::finding::{Finding, Severity};

use super::{lines::LineKey, paths};

/// What the rules find here, and what the backend found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Nothing hinders Submit.
    pub is_order: bool,
    pub all: Vec<Finding>,
    /// For each line, which of them are about it: with fifty lines no field looks through those of all others.
    of_lines: Vec<Vec<usize>>,
}

impl Found {
    pub fn of(is_valid: bool, findings: Vec<Finding>, refused: &[Finding]) -> Self {
        let mut all = findings;
        let own = all.len();
        for finding in refused {
            let said_here = |known: &Finding| {
                known.path == finding.path
                    && (known.code == finding.code || known.severity == Severity::Error)
            };
            if !all.iter().take(own).any(said_here) {
                all.push(finding.clone());
            }
        }
        let mut of_lines: Vec<Vec<usize>> = Vec::new();
        for (nth, finding) in all.iter().enumerate() {
            let Some((at, _)) = paths::line_field(&finding.path) else {
                continue;
            };
            // The backend's word about a line that nobody can have.
            if at >= domain::orders::MOST_PROJECT_LINES * 2 {
                continue;
            }
            if of_lines.len() <= at {
                of_lines.resize(at + 1, Vec::new());
            }
            if let Some(line) = of_lines.get_mut(at) {
                line.push(nth);
            }
        }
        Self {
            is_order: is_valid && all.iter().all(|finding| finding.severity != Severity::Error),
            all,
            of_lines,
        }
    }

    /// Those about one line.
    pub fn of_line(&self, at: usize) -> impl Iterator<Item = &Finding> {
        self.of_lines
            .get(at)
            .into_iter()
            .flatten()
            .filter_map(|nth| self.all.get(*nth))
    }

    /// Those about the field at a path.
    pub fn at<'a>(&'a self, path: &'a str) -> Box<dyn Iterator<Item = &'a Finding> + 'a> {
        match paths::line_field(path) {
            Some((at, _)) => Box::new(self.of_line(at).filter(move |finding| finding.path == path)),
            None => Box::new(self.all.iter().filter(move |finding| finding.path == path)),
        }
    }
}

/// The fields that were left once: from then on what is wrong with them is said.
#[derive(Clone, Debug, Default)]
pub struct Left {
    fields: BTreeMap<Option<LineKey>, BTreeSet<String>>,
    /// Lines that came whole, as from a spreadsheet: nobody will go through their fields one by one.
    lines: BTreeSet<LineKey>,
}

impl Left {
    /// True when it was not known before.
    pub fn add(&mut self, line: Option<LineKey>, field: &str) -> bool {
        let fields = self.fields.entry(line).or_default();
        !fields.contains(field) && fields.insert(field.to_owned())
    }

    pub fn add_line(&mut self, line: LineKey) {
        self.lines.insert(line);
    }

    pub fn holds(&self, line: Option<LineKey>, field: &str) -> bool {
        line.is_some_and(|line| self.lines.contains(&line))
            || self
                .fields
                .get(&line)
                .is_some_and(|fields| fields.contains(field))
    }
}
