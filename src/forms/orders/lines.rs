//! The lines of the draft, told apart by more than their place: lines come and go above one that is being typed in or
//! asked about, and what is answered must find the line it was asked for.

use std::collections::BTreeMap;

use domain::orders::{Facts, LineDraft, LineFacts, OrderDraft};
use leptos::prelude::*;

use super::{delivery::Asking, search::LookUp};

/// A line of the form, as long as the form is open. It is never given to another line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineKey(u32);

#[cfg(test)]
impl LineKey {
    /// So many, each of another line.
    pub fn some(count: u32) -> Vec<Self> {
        (0..count).map(Self).collect()
    }
}

/// Which line a part of the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one line of a standard order.
    First,
    Line(LineKey),
}

/// What is being asked about a line; it goes on while another line is shown.
#[derive(Clone, Default)]
struct Questions {
    asking: ArcRwSignal<Asking>,
    look_up: ArcRwSignal<LookUp>,
}

#[derive(Clone, Copy)]
pub struct Lines {
    draft: RwSignal<OrderDraft>,
    /// One for each line of the draft, in its order; one at least.
    keys: RwSignal<Vec<LineKey>>,
    /// What the backend has answered about each line, in the same order.
    pub facts: RwSignal<Facts>,
    next: StoredValue<u32>,
    questions: StoredValue<BTreeMap<LineKey, Questions>>,
}

impl Lines {
    pub fn new(draft: RwSignal<OrderDraft>, facts: Facts) -> Self {
        let lines = Self {
            draft,
            keys: RwSignal::new(Vec::new()),
            facts: RwSignal::new(facts),
            next: StoredValue::new(0),
            questions: StoredValue::new(BTreeMap::new()),
        };
        lines.count_anew();
        lines
    }

    /// Gives keys to lines that have come with a whole draft, and takes them from those that have gone.
    pub fn count_anew(self) {
        let count = self.draft.with_untracked(|draft| draft.lines.len()).max(1);
        if self.keys.with_untracked(Vec::len) != count {
            self.keys.update(|keys| {
                keys.truncate(count);
                while keys.len() < count {
                    keys.push(self.new_key());
                }
            });
        }
    }

    fn new_key(self) -> LineKey {
        let key = self.next.get_value();
        self.next.set_value(key.wrapping_add(1));
        LineKey(key)
    }

    pub fn keys(self) -> Vec<LineKey> {
        self.keys.get()
    }

    pub fn with_keys<T>(self, read: impl FnOnce(&[LineKey]) -> T) -> T {
        self.keys.with(|keys| read(keys))
    }

    pub fn keys_untracked(self) -> Vec<LineKey> {
        self.keys.get_untracked()
    }

    /// The place of a line in the draft; none when it has gone.
    pub fn at(self, which: Which) -> Option<usize> {
        match which {
            Which::First => Some(0),
            Which::Line(key) => self.keys.with(|keys| keys.iter().position(|other| *other == key)),
        }
    }

    pub fn at_untracked(self, which: Which) -> Option<usize> {
        untrack(move || self.at(which))
    }

    pub fn key_at(self, at: usize) -> Option<LineKey> {
        self.keys.with(|keys| keys.get(at).copied())
    }

    /// Whether Kapaks is being asked about a line.
    pub fn asking(self, which: Which) -> RwSignal<Asking> {
        RwSignal::from(self.questions(which).asking)
    }

    /// Where the look-up of a line's address stands.
    pub fn look_up(self, which: Which) -> RwSignal<LookUp> {
        RwSignal::from(self.questions(which).look_up)
    }

    fn questions(self, which: Which) -> Questions {
        let key = match which {
            Which::First => untrack(move || self.key_at(0)),
            Which::Line(key) => Some(key),
        };
        key.and_then(|key| {
            self.questions
                .try_update_value(|all| all.entry(key).or_default().clone())
        })
        .unwrap_or_default()
    }

    /// All lines as they stand now.
    pub fn snapshot(self) -> Vec<Standing> {
        let keys = self.keys.get_untracked();
        self.draft.with_untracked(|draft| {
            self.facts.with_untracked(|facts| {
                keys.into_iter()
                    .enumerate()
                    .map(|(at, key)| Standing {
                        key,
                        line: draft.lines.get(at).cloned().unwrap_or_default(),
                        facts: facts.lines.get(at).cloned().unwrap_or_default(),
                    })
                    .collect()
            })
        })
    }

    /// Puts other lines in the place of all.
    pub fn put(self, lines: Vec<Standing>) {
        let mut keys = Vec::with_capacity(lines.len());
        let mut typed = Vec::with_capacity(lines.len());
        let mut facts = Vec::with_capacity(lines.len());
        for standing in lines {
            keys.push(standing.key);
            typed.push(standing.line);
            facts.push(standing.facts);
        }
        if self.keys.with_untracked(|before| *before != keys) {
            self.keys.set(keys);
        }
        self.facts.update(|all| all.lines = facts);
        self.draft.update(|draft| draft.lines = typed);
    }

    /// A line that stands nowhere yet.
    pub fn new_line(self, line: LineDraft, facts: LineFacts) -> Standing {
        Standing {
            key: self.new_key(),
            line,
            facts,
        }
    }
}

/// A line with all that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub key: LineKey,
    pub line: LineDraft,
    pub facts: LineFacts,
}

/// What the backend has answered about one line.
#[derive(Clone, Copy)]
pub struct FactsOfLine {
    pub lines: Lines,
    pub which: Which,
}

impl FactsOfLine {
    pub fn with<T>(self, read: impl FnOnce(&LineFacts) -> T) -> T {
        let at = self.lines.at(self.which);
        self.lines
            .facts
            .with(|all| match at.and_then(|at| all.lines.get(at)) {
                Some(facts) => read(facts),
                None => read(&LineFacts::default()),
            })
    }

    pub fn with_untracked<T>(self, read: impl FnOnce(&LineFacts) -> T) -> T {
        untrack(move || self.with(read))
    }

    /// Learns something; of a line that has gone meanwhile nothing is learnt.
    pub fn update(self, change: impl FnOnce(&mut LineFacts)) {
        let Some(at) = self.lines.at_untracked(self.which) else {
            return;
        };
        self.lines.facts.update(|all| {
            if all.lines.len() <= at {
                all.lines.resize(at + 1, LineFacts::default());
            }
            if let Some(facts) = all.lines.get_mut(at) {
                change(facts);
            }
        });
    }
}
