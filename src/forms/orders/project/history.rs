//! Undo and redo over everything that happens to the lines of a project: typing in the grid, pasting, filling, adding, removing.

use leptos::prelude::*;
use texts::Key;

use crate::forms::orders::{
    lines::{LineKey, Standing},
    state::OrderForm,
};

/// A day's work; what is older is forgotten.
const MOST_STEPS: usize = 200;

/// What it takes to go back: which lines stood there, and those that were otherwise.
#[derive(Clone)]
struct Step {
    what: Key,
    order: Vec<LineKey>,
    other: Vec<Standing>,
}

#[derive(Clone, Copy)]
pub struct History {
    form: OrderForm,
    done: RwSignal<Vec<Step>>,
    undone: RwSignal<Vec<Step>>,
}

impl History {
    pub fn begin(form: OrderForm) -> Self {
        Self {
            form,
            done: RwSignal::new(Vec::new()),
            undone: RwSignal::new(Vec::new()),
        }
    }

    /// What undo would take back; none when there is nothing.
    pub fn next_undo(self) -> Option<Key> {
        self.done.with(|done| done.last().map(|step| step.what))
    }

    pub fn can_redo(self) -> bool {
        self.undone.with(|undone| !undone.is_empty())
    }

    /// Changes the lines, so that it can be taken back.
    pub fn change(self, what: Key, change: impl FnOnce(&mut Vec<Standing>)) {
        let before = self.form.lines.snapshot();
        let mut after = before.clone();
        change(&mut after);
        if before != after {
            self.put(&before, after);
            self.remember(step(what, before, &self.form.lines.snapshot()));
        }
    }

    /// For what was changed piece by piece, as a cell letter by letter.
    pub fn changed_since(self, what: Key, before: Vec<Standing>) {
        let now = self.form.lines.snapshot();
        if before != now {
            self.remember(step(what, before, &now));
        }
    }

    fn remember(self, step: Step) {
        self.done.update(|done| {
            done.push(step);
            if done.len() > MOST_STEPS {
                done.remove(0);
            }
        });
        self.undone.set(Vec::new());
    }

    fn put(self, before: &[Standing], after: Vec<Standing>) {
        if before.len() != after.len() || before.iter().zip(&after).any(|(one, other)| one.key != other.key) {
            self.form.forget_refusals_of_lines();
        }
        self.form.lines.put(after);
    }

    /// Takes back what was done last; the line that it touched, to be shown.
    pub fn undo(self) -> Option<LineKey> {
        self.go(self.done, self.undone)
    }

    pub fn redo(self) -> Option<LineKey> {
        self.go(self.undone, self.done)
    }

    fn go(self, from: RwSignal<Vec<Step>>, to: RwSignal<Vec<Step>>) -> Option<LineKey> {
        let Step { what, order, other } = from.try_update(Vec::pop).flatten()?;
        let now = self.form.lines.snapshot();
        let touched = other.first().map(|standing| standing.key);
        let restored: Vec<Standing> = order
            .iter()
            .filter_map(|key| {
                let present = now.iter().find(|standing| standing.key == *key);
                match other.iter().find(|standing| standing.key == *key) {
                    Some(before) => Some(with_newer_check(before.clone(), present)),
                    None => present.cloned(),
                }
            })
            .collect();
        self.put(&now, restored);
        let back = step(what, now, &self.form.lines.snapshot());
        to.update(|steps| steps.push(back));
        touched
    }
}

/// What it takes to go back from `after` to `before`.
fn step(what: Key, before: Vec<Standing>, after: &[Standing]) -> Step {
    Step {
        what,
        order: before.iter().map(|standing| standing.key).collect(),
        other: before
            .into_iter()
            .filter(|standing| !after.contains(standing))
            .collect(),
    }
}

/// Kapaks may have answered meanwhile. Its answer is bound to what it was asked for (KAP-5), so it can stay: where it does not
/// fit what comes back, the light says so.
fn with_newer_check(mut before: Standing, present: Option<&Standing>) -> Standing {
    if let Some(present) = present
        && present.facts.access_check.is_some()
    {
        before
            .line
            .access_check
            .id
            .clone_from(&present.line.access_check.id);
        before
            .line
            .access_check
            .hit
            .clone_from(&present.line.access_check.hit);
        before.facts.access_check.clone_from(&present.facts.access_check);
    }
    before
}

#[cfg(test)]
mod tests {
    use domain::{
        access_check::{AccessCheck, CheckOutcome, Subject},
        moment::Moment,
        orders::{Facts, LineFacts, OrderDraft},
    };

    use super::*;
    use crate::forms::orders::{lines::Lines, project::new_line};

    fn some(count: usize) -> Vec<Standing> {
        let lines = Lines::new(RwSignal::new(OrderDraft::default()), Facts::default());
        (0..count)
            .map(|_| lines.new_line(new_line(), LineFacts::default()))
            .collect()
    }

    /// ORD-8
    #[test]
    fn a_step_holds_only_the_lines_that_it_changed() {
        Owner::new().with(|| {
            let before = some(50);
            let mut after = before.clone();
            after[7].line.contact.name = "Kari Nordby".to_owned();
            after.remove(3);
            let step = step(Key::OrderFormProjectDidType, before.clone(), &after);
            assert_eq!(step.order.len(), 50);
            let keys: Vec<_> = step.other.iter().map(|standing| standing.key).collect();
            assert_eq!(keys, [before[3].key, before[7].key]);
        });
    }

    /// KAP-5
    #[test]
    fn what_kapaks_has_answered_meanwhile_stays() {
        Owner::new().with(|| {
            let before = some(1).remove(0);
            let mut now = before.clone();
            now.line.contact.name = "Kari Nordby".to_owned();
            now.line.access_check.id = "check-1".to_owned();
            now.facts.access_check = Some(AccessCheck {
                id: "check-1".to_owned(),
                subject: Subject::default(),
                asked_at: Moment::default(),
                valid_until: Moment::default(),
                outcome: CheckOutcome::NothingFound,
                existing_lines: Vec::new(),
                lines_known: true,
            });
            let restored = with_newer_check(before, Some(&now));
            assert_eq!(restored.line.contact.name, "");
            assert_eq!(restored.line.access_check.id, "check-1");
            assert_eq!(restored.facts, now.facts);
        });
    }
}
