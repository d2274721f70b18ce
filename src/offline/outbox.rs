//! The outbox: what is submitted is written down before it is sent, and sent until there is an answer (OFF-3).
//!
//! Each entry bears the idempotency key that all its sendings share, so a lost answer, a double click, two tabs or
//! a crash in the middle make one order.

mod entry;
mod errand;
mod sending;

pub use entry::{Entry, EntryState, Standing};
pub use errand::{Errand, OWN, OfLine, SeenLine, about_line};

use domain::orders::OrderDraft;
use leptos::{logging::warn, prelude::*, task::spawn_local};

use super::{
    begun::Kind,
    connection::Connection,
    drafts::{self, browser_millis},
    lock::{self, Held},
    new_id,
    store::{self, OUTBOX, StoreError},
    tabs, uploads, vault,
};
use crate::clock::Clock;

/// Held while entries are added, changed or taken out, over all tabs: for moments, never while waiting for an answer.
const ADDING: &str = "jara-outbox-adding";
/// What the tabs tell each other when an entry has changed.
const CHANGED: &str = "outbox-changed";

async fn lock_entries() -> Held {
    lock::hold(ADDING).await
}

/// What is in the outbox. A browser that cannot read now has what this page knows.
async fn read(outbox: Outbox) -> Vec<Entry> {
    match store::all(OUTBOX).await {
        Ok(entries) => entries,
        Err(error) => {
            warn!("the outbox cannot be read: {}", error.0);
            outbox.entries.get_untracked()
        }
    }
}

/// The outbox of the user who is logged in.
#[derive(Clone, Copy)]
pub struct Outbox {
    entries: RwSignal<Vec<Entry>>,
    /// The entries have been read once.
    known: RwSignal<bool>,
    user: RwSignal<Option<String>>,
    flushing: StoredValue<bool>,
    /// What waits for its next try shall not wait: the connection is back, or the user says so.
    hurry: StoredValue<bool>,
    /// Drafts whose forms are open in this tab and show the outcome themselves.
    followed: StoredValue<Vec<String>>,
}

impl Outbox {
    /// The application's own; a page that stands alone, as in a test, has one of its own.
    pub fn of_context() -> Self {
        use_context().unwrap_or_else(|| Self::new(Clock::of_context()))
    }

    pub fn new(clock: Clock) -> Self {
        let outbox = Self {
            entries: RwSignal::new(Vec::new()),
            known: RwSignal::new(false),
            user: RwSignal::new(None),
            flushing: StoredValue::new(false),
            hurry: StoredValue::new(false),
            followed: StoredValue::new(Vec::new()),
        };
        let connection = use_context::<Connection>();
        // The application lives as long as the page, and so do the listeners.
        let _ = window_event_listener_untyped("focus", move |_| outbox.flush());
        tabs::listen(CHANGED, move |_| outbox.look());
        Effect::new(move |before: Option<bool>| {
            let online = connection.is_none_or(Connection::is_online);
            if online && before == Some(false) {
                outbox.send_now();
            }
            online
        });
        // What was asked for while nothing could be read was answered with nothing.
        Effect::new(move |_| {
            if vault::state() == vault::State::Open {
                outbox.look();
                outbox.send_now();
            }
        });
        Effect::new(move |_| {
            clock.every_second();
            let now = browser_millis();
            let uploading = uploads::known_waiting();
            if outbox.entries.with_untracked(|all| {
                all.iter().any(|entry| {
                    entry.is_waiting()
                        && entry.next_try_at <= now
                        && entry.standing(all, &uploading) == Standing::Free
                })
            }) {
                outbox.flush();
            }
        });
        outbox
    }

    /// Who is logged in now; nobody stops the sending (a session that has ended pauses it).
    pub fn set_user(self, user: Option<String>) {
        if self.user.get_untracked() != user {
            // What is shown stays: a page belongs to one user, and another's is loaded anew.
            self.user.set(user);
        }
        if self.user.with_untracked(Option::is_some) {
            // Shown at once: another tab may be sending for a while, and sending waits for it.
            self.look();
            self.flush();
        }
    }

    pub fn entries(self) -> RwSignal<Vec<Entry>> {
        self.entries
    }

    /// Whether it is known what lies here: until then nothing is said of it.
    pub fn is_known(self) -> bool {
        self.known.get()
    }

    pub fn waiting(self) -> usize {
        self.entries
            .with(|all| all.iter().filter(|entry| entry.is_waiting()).count())
    }

    /// How many small forms of a kind wait.
    pub fn waiting_of(self, kind: Kind) -> usize {
        let of_kind = |entry: &&Entry| entry.errand.as_ref().is_some_and(|errand| errand.kind() == kind);
        self.entries.with(|all| {
            let waiting = all.iter().filter(|entry| entry.is_waiting());
            waiting.filter(of_kind).count()
        })
    }

    /// How many are back in their forms.
    pub fn back(self) -> usize {
        self.entries
            .with(|all| all.iter().filter(|entry| entry.is_back()).count())
    }

    /// The entry of a draft.
    pub fn of_draft(self, draft: &str) -> Option<Entry> {
        self.entries
            .with(|all| all.iter().find(|entry| entry.draft == draft).cloned())
    }

    pub fn of_draft_untracked(self, draft: &str) -> Option<Entry> {
        self.entries
            .with_untracked(|all| all.iter().find(|entry| entry.draft == draft).cloned())
    }

    /// Where an entry stands behind the one that it depends on.
    pub fn standing(self, entry: &Entry) -> Standing {
        let uploading = uploads::known_waiting();
        self.entries.with(|all| entry.standing(all, &uploading))
    }

    /// Writes a submitted draft down, durably, and begins to send; `after` names a draft that must have been confirmed
    /// before. The answer comes as the state of its entry.
    pub async fn submit(
        self,
        draft: &str,
        order: &OrderDraft,
        title: String,
        after: Option<String>,
    ) -> Result<Entry, StoreError> {
        let body = serde_json::to_string(order)?;
        let entry = Entry {
            after,
            files: files_of(order),
            reopened: order.is_reopened().then(|| order.reopened.clone()),
            ..self.new_entry(draft, title, body)
        };
        self.add(entry).await
    }

    /// Writes a small form down that is kept as `form`, durably, and begins to send. The answer comes as the state of its
    /// entry.
    pub async fn deliver(
        self,
        form: &str,
        errand: Errand,
        title: String,
        body: String,
    ) -> Result<Entry, StoreError> {
        let entry = Entry {
            errand: Some(errand),
            ..self.new_entry(form, title, body)
        };
        self.add(entry).await
    }

    fn new_entry(self, draft: &str, title: String, body: String) -> Entry {
        let now = browser_millis();
        Entry {
            id: new_id(),
            draft: draft.to_owned(),
            user: self.user.get_untracked().unwrap_or_default(),
            title,
            body,
            state: EntryState::Queued,
            tries: 0,
            next_try_at: now,
            created_at: now,
            updated_at: now,
            order: None,
            problem: None,
            after: None,
            files: Vec::new(),
            reopened: None,
            errand: None,
            version: None,
            told: false,
        }
    }

    async fn add(self, mut entry: Entry) -> Result<Entry, StoreError> {
        let entry = {
            let _alone = lock_entries().await;
            let all = read(self).await;
            if let Some(errand) = &entry.errand {
                entry.after = entry::before(errand, &entry.draft, &all);
            }
            let earlier = all.into_iter().find(|known| known.draft == entry.draft);
            match earlier {
                Some(earlier) if !earlier.is_replaced() => earlier,
                earlier => {
                    write_down(&entry).await?;
                    if let Some(earlier) = earlier {
                        store::delete(OUTBOX, &earlier.id).await?;
                        self.entries
                            .update(|all| all.retain(|known| known.id != earlier.id));
                    }
                    entry
                }
            }
        };
        self.show(&entry);
        tabs::tell(CHANGED, &[]);
        self.flush();
        Ok(entry)
    }

    /// Takes an entry out that is settled, or that was never sent. What may be under way stays.
    pub async fn forget(self, id: &str) -> Result<(), StoreError> {
        let _alone = lock_entries().await;
        // As it is now: another tab may be sending it.
        let entry = read(self).await.into_iter().find(|entry| entry.id == id);
        match entry {
            Some(entry) if !entry.may_go() => self.show(&entry),
            entry => {
                let taken_back = entry.as_ref().filter(|entry| entry.state == EntryState::Queued);
                if let Some(entry) = taken_back {
                    match entry.errand {
                        // It is still kept as it was sent.
                        Some(_) => sending::free_dependants(self, entry).await,
                        None => drafts::save(&sending::as_draft(entry).await?).await?,
                    }
                }
                store::delete(OUTBOX, id).await?;
                self.entries.update(|all| all.retain(|entry| entry.id != id));
                tabs::tell(CHANGED, &[]);
            }
        }
        Ok(())
    }

    /// Reads what other tabs have written, and sends what is due.
    pub fn flush(self) {
        if self.flushing.get_value() || self.user.with_untracked(Option::is_none) {
            return;
        }
        self.flushing.set_value(true);
        spawn_local(async move {
            sending::send_all(self).await;
            self.flushing.set_value(false);
            // Asked for while the last pass was ending.
            if self.hurry.get_value() {
                self.flush();
            }
        });
    }

    /// Sends what waits now, whatever its next try was set to.
    pub fn send_now(self) {
        if self.user.with_untracked(Option::is_some) {
            self.hurry.set_value(true);
            self.flush();
        }
    }

    /// Reads what another tab has written.
    fn look(self) {
        let Some(user) = self.user.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let mut entries = read(self).await;
            entries.retain(|entry| entry.user == user);
            entries.sort_by_key(|entry| entry.created_at);
            self.set_entries(entries);
        });
    }

    fn set_entries(self, entries: Vec<Entry>) {
        if self.entries.with_untracked(|known| *known != entries) {
            self.entries.set(entries);
        }
        if !self.known.get_untracked() {
            self.known.set(true);
        }
    }

    /// Writes an entry down that is known to be kept already: should this fail, the earlier state is still there, and
    /// the store goes on trying.
    async fn keep(self, entry: &Entry) {
        if let Err(error) = store::put(OUTBOX, &entry.id, entry).await {
            warn!("a change in the outbox is only remembered: {}", error.0);
        }
        self.show(entry);
        tabs::tell(CHANGED, &[]);
    }

    fn show(self, entry: &Entry) {
        self.entries
            .update(|all| match all.iter_mut().find(|known| known.id == entry.id) {
                Some(known) => *known = entry.clone(),
                None => all.push(entry.clone()),
            });
    }

    /// The form of this draft is open in this tab, until it is let go.
    pub fn follow(self, draft: &str) {
        self.followed.update_value(|all| all.push(draft.to_owned()));
    }

    pub fn unfollow(self, draft: &str) {
        self.followed.update_value(|all| {
            if let Some(at) = all.iter().position(|one| one == draft) {
                all.swap_remove(at);
            }
        });
    }

    pub fn is_followed(self, draft: &str) -> bool {
        self.followed.with_value(|all| all.iter().any(|one| one == draft))
    }

    /// Takes it upon this tab to tell of an outcome; false when it has been told already.
    pub async fn claim(self, id: &str) -> bool {
        let _alone = lock_entries().await;
        let entry = read(self).await.into_iter().find(|entry| entry.id == id);
        match entry {
            Some(mut entry) if !entry.told && !entry.is_waiting() => {
                entry.told = true;
                self.keep(&entry).await;
                true
            }
            Some(_) | None => false,
        }
    }
}

/// The files that an order names.
fn files_of(order: &OrderDraft) -> Vec<String> {
    let files = order.lines.iter().flat_map(|line| &line.attachments);
    files.map(|file| file.id.clone()).collect()
}

/// Writes a new entry down. A browser that keeps nothing may still send what it remembers, as long as it is online;
/// without a connection nothing is accepted that the next reload would lose.
async fn write_down(entry: &Entry) -> Result<(), StoreError> {
    let written = store::put(OUTBOX, &entry.id, entry).await;
    if written.is_err() && !window().navigator().on_line() {
        store::delete(OUTBOX, &entry.id).await?;
        return written;
    }
    Ok(())
}
