//! KAP and ADR-6 for all lines at once, in the background: a few are asked at a time, what is answered shows at once, what
//! failed can be asked again, and the whole can be stopped.

use std::collections::VecDeque;

use domain::{access_check::State, finding::Severity};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    forms::orders::{
        delivery::{self, Asking},
        lines::LineKey,
        paths,
        search::{self, LookUp},
        state::OrderForm,
        who,
    },
    offline::connection::Connection,
};

/// At once: the partner systems are everybody's, and one after another takes too long.
const AT_ONCE: usize = 3;

/// What is asked about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// The registers alone, which cost nothing and are asked by themselves.
    Registers,
    Check,
}

#[derive(Clone, Copy)]
pub struct Background {
    form: OrderForm,
    queue: RwSignal<VecDeque<(LineKey, Wish)>>,
    running: RwSignal<usize>,
    /// Lines of this run: all, and those that are done with.
    pub total: RwSignal<usize>,
    pub done: RwSignal<usize>,
    /// OFF-4: it goes on by itself when the connection is back.
    pub waits: RwSignal<bool>,
    connection: Option<Connection>,
}

impl Background {
    /// Call it while the form is made.
    pub fn begin(form: OrderForm) -> Self {
        let background = Self {
            form,
            queue: RwSignal::new(VecDeque::new()),
            running: RwSignal::new(0),
            total: RwSignal::new(0),
            done: RwSignal::new(0),
            waits: RwSignal::new(false),
            connection: use_context::<Connection>(),
        };
        Connection::on_return(move || {
            background.waits.set(false);
            background.work();
        });
        background
    }

    /// Whether a run is under way; one that waits for the connection is.
    pub fn is_running(self) -> bool {
        self.running.get() > 0 || self.queue.with(|queue| !queue.is_empty())
    }

    /// Asks the registers about these lines, where they have not been asked.
    pub fn look_up(self, lines: &[LineKey]) {
        self.add(lines.iter().map(|key| (*key, Wish::Registers)));
    }

    /// Asks Kapaks about all lines that have no answer that fits them.
    pub fn check_all(self) {
        let keys = self.form.lines.keys_untracked();
        let due = keys
            .into_iter()
            .filter(|key| untrack(|| is_due(self.form.of(*key))));
        self.begin_run(due.collect());
    }

    /// Asks about one line, also once more.
    pub fn check(self, line: LineKey) {
        if !untrack(move || self.is_running()) {
            self.begin_run(Vec::new());
        }
        self.total.update(|total| *total += 1);
        self.add([(line, Wish::Check)].into_iter());
    }

    fn begin_run(self, lines: Vec<LineKey>) {
        self.total.set(lines.len());
        self.done.set(0);
        self.add(lines.into_iter().map(|key| (key, Wish::Check)));
    }

    /// What is under way is waited for, and nothing more is asked.
    pub fn stop(self) {
        self.queue.update(VecDeque::clear);
        self.waits.set(false);
        self.total.set(0);
    }

    fn add(self, wishes: impl Iterator<Item = (LineKey, Wish)>) {
        self.queue.update(|queue| {
            for wish in wishes {
                if !queue.contains(&wish) {
                    queue.push_back(wish);
                }
            }
        });
        self.work();
    }

    fn work(self) {
        while self.running.get_untracked() < AT_ONCE {
            let Some((key, wish)) = self.queue.try_update(VecDeque::pop_front).flatten() else {
                return;
            };
            self.running.update(|running| *running += 1);
            spawn_local(async move {
                let answered = ask(self.form.of(key), wish).await;
                // The form may have been closed meanwhile.
                if self
                    .running
                    .try_update(|running| *running = running.saturating_sub(1))
                    .is_none()
                {
                    return;
                }
                if !answered && !self.is_online() {
                    self.waits.set(true);
                    self.queue.update(|queue| queue.push_front((key, wish)));
                    return;
                }
                if wish == Wish::Check {
                    self.done.update(|done| *done += 1);
                }
                self.work();
            });
        }
    }

    fn is_online(self) -> bool {
        untrack(|| self.connection.is_none_or(Connection::is_online))
    }
}

/// Asks what is to be asked about a line, one after the other; false when a question had no answer.
async fn ask(form: OrderForm, wish: Wish) -> bool {
    if untrack(|| form.lines.at(form.which)).is_none() {
        return true;
    }
    if untrack(|| who::is_due(form))
        && let Some(number) = untrack(|| who::number(form))
        && let Err(Some(_)) = who::ask_register(form, &number).await
    {
        return false;
    }
    if untrack(|| search::is_due(form)) {
        search::look_up_and_adopt(form).await;
        if matches!(form.lines.look_up(form.which).get_untracked(), LookUp::Failed(_)) {
            return false;
        }
    }
    if wish == Wish::Registers || !untrack(|| has_place(form)) {
        return true;
    }
    delivery::ask_and_take(form).await;
    !matches!(form.lines.asking(form.which).get_untracked(), Asking::Failed(_))
}

/// Whether Kapaks is to be asked about a line: no answer fits it, or the last question had none.
pub fn is_due(form: OrderForm) -> bool {
    form.with_check(|state| match state {
        State::NotAsked | State::Unknown | State::Stale(_) | State::TryAgain => true,
        State::NotNeeded
        | State::PickHit { .. }
        | State::MayBook(_)
        | State::ShouldBook(_)
        | State::MaySubmit(_)
        | State::NothingFound
        | State::Elsewhere(_)
        | State::Refused(_) => false,
    }) == Some(true)
}

/// Another address would be another question (KAP-5), so a line whose address is not right yet is not asked about.
pub fn has_place(form: OrderForm) -> bool {
    let wrong = form.line_has(|finding| {
        finding.severity == Severity::Error
            && paths::line_field(&finding.path).is_some_and(|(_, field)| field.starts_with("address"))
    });
    !wrong && form.subject().can_be_asked(&form.catalogue())
}
