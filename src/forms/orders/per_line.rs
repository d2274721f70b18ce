//! What each line of many is shown by. With fifty lines on the page a key changes one of them: each row listens to a signal
//! of its own, and one effect for all tells which have changed, instead of every row asking whether it has.

use std::{collections::BTreeMap, sync::Arc};

use domain::orders::LineDraft;
use leptos::prelude::*;

use super::{
    found::Found,
    lines::LineKey,
    state::OrderForm,
    tally::{Saying, Tally},
};

/// A line, and all that is known about all of them.
pub struct Seen<'a> {
    pub at: usize,
    pub line: &'a LineDraft,
    pub found: &'a Found,
    pub tally: &'a Tally,
    pub saying: &'a Saying<'a>,
}

/// What a line is shown by, when that is something else than before.
type Read<T> = Arc<dyn Fn(&Seen<'_>, Option<&T>) -> Option<T> + Send + Sync>;

/// One value for each line. Copy it into any row.
pub struct PerLine<T: Send + Sync + 'static> {
    form: OrderForm,
    read: StoredValue<Read<T>>,
    all: StoredValue<BTreeMap<LineKey, ArcRwSignal<T>>>,
}

impl<T: Send + Sync + 'static> Clone for PerLine<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for PerLine<T> {}

impl<T: Default + Send + Sync + 'static> PerLine<T> {
    /// Follows all lines of the form. Call it while a component is made.
    pub fn follow(
        form: OrderForm,
        read: impl Fn(&Seen<'_>, Option<&T>) -> Option<T> + Send + Sync + 'static,
    ) -> Self {
        let per_line = Self {
            form,
            read: StoredValue::new(Arc::new(read)),
            all: StoredValue::new(BTreeMap::new()),
        };
        Effect::new(move |_| per_line.tell());
        per_line
    }

    fn tell(self) {
        let (mut all, read) = (self.all.get_value(), self.read.get_value());
        let mut gone = all.clone();
        self.see(|key, seen| {
            gone.remove(&key);
            let value = all.entry(key).or_default();
            if let Some(now) = value.with_untracked(|before| read(seen, Some(before))) {
                value.set(now);
            }
        });
        all.retain(|key, _| !gone.contains_key(key));
        self.all.set_value(all);
    }

    fn see(self, mut each: impl FnMut(LineKey, &Seen<'_>)) {
        let form = self.form;
        let none = LineDraft::default();
        form.with_saying(|saying| {
            form.with_found(|found| {
                form.tally.with(|tally| {
                    form.draft.with(|draft| {
                        for (at, key) in saying.keys.iter().enumerate() {
                            let line = draft.lines.get(at).unwrap_or(&none);
                            let seen = Seen {
                                at,
                                line,
                                found,
                                tally,
                                saying,
                            };
                            each(*key, &seen);
                        }
                    });
                });
            });
        });
    }

    /// What this line is shown by. Call it while its row is made.
    pub fn of(self, line: LineKey) -> RwSignal<T> {
        if let Some(known) = self.all.with_value(|all| all.get(&line).cloned()) {
            return RwSignal::from(known);
        }
        // The row is there before the effect has run.
        let (mut now, read) = (None, self.read.get_value());
        untrack(|| {
            self.see(|key, seen| {
                if key == line {
                    now = read(seen, None);
                }
            });
        });
        let now = ArcRwSignal::new(now.unwrap_or_default());
        self.all.update_value(|all| {
            all.insert(line, now.clone());
        });
        RwSignal::from(now)
    }
}
