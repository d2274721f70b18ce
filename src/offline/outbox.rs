//! The outbox: what is submitted is written down before it is sent, and sent until there is an answer (OFF-3).
//!
//! Each entry bears the idempotency key that all its sendings share, so a lost answer, a double click, two tabs or
//! a crash in the middle make one order.

use domain::orders::OrderDraft;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use wire::{orders::OrderCreated, problem::Problem};

use super::{
    drafts, lock, new_id,
    store::{self, OUTBOX, StoreError},
};
use crate::{
    api::{self, client::ApiError},
    clock::Clock,
};

/// Held while entries are added or sent, over all tabs.
const ADDING: &str = "jara-outbox-adding";
const SENDING: &str = "jara-outbox-sending";
/// Confirmed entries are shown for a day.
const KEPT_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// Waits between two tries: doubled each time, at most five minutes.
const FIRST_WAIT_MILLIS: i64 = 1000;
const LONGEST_WAIT_MILLIS: i64 = 5 * 60 * 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Written down, not sent yet, or to be sent again.
    Queued,
    /// Under way: the backend may have it already.
    Sending,
    Confirmed,
    Refused,
}

/// One submitted draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Also the idempotency key.
    pub id: String,
    pub draft: String,
    pub user: String,
    /// What a person knows it by: the end user's name.
    pub title: String,
    /// The request's body, byte for byte the same each time.
    pub body: String,
    pub state: EntryState,
    pub tries: u32,
    /// Milliseconds by the browser's clock, as all times here.
    pub next_try_at: i64,
    pub created_at: i64,
    pub updated_at: i64,
    /// The order that it became.
    #[serde(default)]
    pub order: Option<String>,
    /// Why it was refused.
    #[serde(default)]
    pub problem: Option<Problem>,
}

impl Entry {
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, EntryState::Queued | EntryState::Sending)
    }
}

/// What a second Submit of the same draft does with the first one's entry.
fn replaces(entry: &Entry) -> bool {
    match entry.state {
        // The backend may have the first, or has it: the second is the same submit.
        EntryState::Sending | EntryState::Confirmed => false,
        // Tried and not answered is as good as sent.
        EntryState::Queued => entry.tries == 0,
        EntryState::Refused => true,
    }
}

/// How long to wait after so many tries.
fn wait_after(tries: u32) -> i64 {
    FIRST_WAIT_MILLIS
        .saturating_mul(1_i64.checked_shl(tries.saturating_sub(1)).unwrap_or(i64::MAX))
        .clamp(FIRST_WAIT_MILLIS, LONGEST_WAIT_MILLIS)
}

/// The outbox of the user who is logged in.
#[derive(Clone, Copy)]
pub struct Outbox {
    entries: RwSignal<Vec<Entry>>,
    user: RwSignal<Option<String>>,
    flushing: StoredValue<bool>,
    /// Why the browser does not keep what it is given, when it does not.
    trouble: RwSignal<Option<String>>,
}

impl Outbox {
    pub fn new(clock: Clock) -> Self {
        let outbox = Self {
            entries: RwSignal::new(Vec::new()),
            user: RwSignal::new(None),
            flushing: StoredValue::new(false),
            trouble: RwSignal::new(None),
        };
        for event in ["online", "focus"] {
            // The application lives as long as the page, and so does the listener.
            let _ = window_event_listener_untyped(event, move |_| outbox.flush());
        }
        Effect::new(move |_| {
            clock.every_second();
            let now = drafts::browser_millis();
            if outbox.entries.with_untracked(|all| {
                all.iter()
                    .any(|entry| entry.is_waiting() && entry.next_try_at <= now)
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
            self.flush();
        }
    }

    pub fn entries(self) -> RwSignal<Vec<Entry>> {
        self.entries
    }

    pub fn waiting(self) -> usize {
        self.entries
            .with(|all| all.iter().filter(|entry| entry.is_waiting()).count())
    }

    /// Whether this browser keeps nothing. Known when the outbox has been read once.
    pub fn is_in_memory(self) -> bool {
        self.entries.track();
        store::is_durable() == Some(false)
    }

    pub fn trouble(self) -> RwSignal<Option<String>> {
        self.trouble
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

    /// Writes a submitted draft down, durably, and begins to send. The answer comes as the state of its entry.
    pub async fn submit(self, draft: &str, order: &OrderDraft, title: String) -> Result<Entry, StoreError> {
        let user = self.user.get_untracked().unwrap_or_default();
        let body = serde_json::to_string(order)?;
        let entry = {
            let _alone = lock::hold(ADDING).await;
            let earlier = store::all::<Entry>(OUTBOX)
                .await?
                .into_iter()
                .find(|entry| entry.draft == draft);
            match earlier {
                Some(earlier) if !replaces(&earlier) => earlier,
                earlier => {
                    if let Some(earlier) = earlier {
                        store::delete(OUTBOX, &earlier.id).await?;
                    }
                    let now = drafts::browser_millis();
                    let entry = Entry {
                        id: new_id(),
                        draft: draft.to_owned(),
                        user,
                        title,
                        body,
                        state: EntryState::Queued,
                        tries: 0,
                        next_try_at: now,
                        created_at: now,
                        updated_at: now,
                        order: None,
                        problem: None,
                    };
                    store::put(OUTBOX, &entry.id, &entry).await?;
                    entry
                }
            }
        };
        self.show(&entry);
        self.flush();
        Ok(entry)
    }

    /// Forgets an entry that is settled, or takes back one that was never sent.
    pub async fn forget(self, id: &str) -> Result<(), StoreError> {
        let _alone = lock::hold(ADDING).await;
        store::delete(OUTBOX, id).await?;
        self.entries.update(|all| all.retain(|entry| entry.id != id));
        Ok(())
    }

    /// Reads what other tabs have written, and sends what is due.
    pub fn flush(self) {
        if self.flushing.get_value() || self.user.with_untracked(Option::is_none) {
            return;
        }
        self.flushing.set_value(true);
        spawn_local(async move {
            if let Err(error) = self.send_all().await {
                leptos::logging::warn!("the outbox cannot be read or written: {}", error.0);
                self.trouble.set(Some(error.0));
            }
            self.flushing.set_value(false);
        });
    }

    async fn send_all(self) -> Result<(), StoreError> {
        let _alone = lock::hold(SENDING).await;
        loop {
            let Some(user) = self.user.get_untracked() else {
                return Ok(());
            };
            let now = drafts::browser_millis();
            let mut entries: Vec<Entry> = store::all(OUTBOX).await?;
            entries.retain(|entry| entry.user == user);
            entries.sort_by_key(|entry| entry.created_at);
            for old in entries.extract_if(.., |entry| {
                entry.state == EntryState::Confirmed && entry.updated_at + KEPT_MILLIS < now
            }) {
                store::delete(OUTBOX, &old.id).await?;
            }
            let due = entries
                .iter()
                .find(|entry| entry.is_waiting() && entry.next_try_at <= now)
                .cloned();
            self.entries.set(entries);
            let Some(entry) = due else { return Ok(()) };
            if !self.send(entry).await? {
                return Ok(());
            }
        }
    }

    /// Sends one entry; false when sending shall pause.
    async fn send(self, mut entry: Entry) -> Result<bool, StoreError> {
        entry.state = EntryState::Sending;
        entry.tries = entry.tries.saturating_add(1);
        // Should the browser die now, the entry is sent again after a while, with the same key.
        entry.next_try_at = drafts::browser_millis() + wait_after(entry.tries);
        self.keep(&entry).await?;
        let answer = api::orders::submit(&entry.id, entry.body.clone()).await;
        let go_on = self.settle(&mut entry, answer).await?;
        self.keep(&entry).await?;
        Ok(go_on)
    }

    async fn settle(
        self,
        entry: &mut Entry,
        answer: Result<OrderCreated, ApiError>,
    ) -> Result<bool, StoreError> {
        let now = drafts::browser_millis();
        entry.updated_at = now;
        match answer {
            Ok(created) => {
                entry.state = EntryState::Confirmed;
                entry.order = Some(created.id);
                entry.body.clear();
                drafts::delete(&entry.draft).await?;
                Ok(true)
            }
            Err(error) if error.status() == Some(401) => {
                // Goes on when the same user is back: until then nobody is there to send for.
                entry.state = EntryState::Queued;
                entry.next_try_at = now;
                Ok(false)
            }
            Err(error) if error.retryable() => {
                entry.state = EntryState::Queued;
                let asked = match &error {
                    ApiError::Problem(problem) => {
                        problem.retry_after.map_or(0, |seconds| i64::from(seconds) * 1000)
                    }
                    ApiError::Offline | ApiError::Timeout | ApiError::Malformed(_) => 0,
                };
                entry.next_try_at = now + wait_after(entry.tries).max(asked);
                Ok(false)
            }
            Err(error) => {
                let problem = match error {
                    ApiError::Problem(problem) => *problem,
                    // Not reached: these are retryable. A refusal without words is still a refusal.
                    ApiError::Offline | ApiError::Timeout | ApiError::Malformed(_) => Problem::default(),
                };
                if let Some(mut draft) = drafts::load(&entry.draft, &entry.user).await? {
                    draft.refused_for = problem.fields.clone();
                    draft.refused_code = Some(problem.code.clone());
                    drafts::save(&draft).await?;
                }
                entry.state = EntryState::Refused;
                entry.problem = Some(problem);
                Ok(true)
            }
        }
    }

    async fn keep(self, entry: &Entry) -> Result<(), StoreError> {
        store::put(OUTBOX, &entry.id, entry).await?;
        self.show(entry);
        Ok(())
    }

    fn show(self, entry: &Entry) {
        self.entries
            .update(|all| match all.iter_mut().find(|known| known.id == entry.id) {
                Some(known) => *known = entry.clone(),
                None => all.push(entry.clone()),
            });
    }

    /// Sends what waits now, whatever its next try was set to.
    pub fn send_now(self) {
        spawn_local(async move {
            let result = async {
                let _alone = lock::hold(SENDING).await;
                for mut entry in store::all::<Entry>(OUTBOX).await? {
                    if entry.state == EntryState::Queued {
                        entry.next_try_at = drafts::browser_millis();
                        self.keep(&entry).await?;
                    }
                }
                Ok::<_, StoreError>(())
            }
            .await;
            if let Err(error) = result {
                self.trouble.set(Some(error.0));
            }
            self.flush();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(state: EntryState, tries: u32) -> Entry {
        Entry {
            id: String::new(),
            draft: String::new(),
            user: String::new(),
            title: String::new(),
            body: String::new(),
            state,
            tries,
            next_try_at: 0,
            created_at: 0,
            updated_at: 0,
            order: None,
            problem: None,
        }
    }

    /// OFF-3
    #[test]
    fn a_second_submit_of_what_may_have_arrived_is_the_same_submit() {
        assert!(!replaces(&entry(EntryState::Sending, 1)));
        assert!(!replaces(&entry(EntryState::Queued, 1)));
        assert!(!replaces(&entry(EntryState::Confirmed, 1)));
    }

    /// OFF-3
    #[test]
    fn a_corrected_draft_is_a_new_submit() {
        assert!(replaces(&entry(EntryState::Refused, 3)));
        assert!(replaces(&entry(EntryState::Queued, 0)));
    }

    /// OFF-3
    #[test]
    fn waits_double_and_end_at_five_minutes() {
        assert_eq!([1, 2, 3, 4].map(wait_after), [1000, 2000, 4000, 8000]);
        assert_eq!(wait_after(40), LONGEST_WAIT_MILLIS);
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT_MILLIS);
    }
}
