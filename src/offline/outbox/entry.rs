//! What lies in the outbox, and what may happen to it when: rules without a browser (OFF-3).

use domain::orders::ReopenedRef;
use serde::{Deserialize, Serialize};
use wire::problem::Problem;

use super::errand::Errand;

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
    /// The backend found something wrong: the draft is back in its form.
    Refused,
    /// What it was about has changed meanwhile: the draft is back in its form.
    Conflict,
}

/// One submitted draft, or a small form that was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Also the idempotency key.
    pub id: String,
    /// The draft, or the form as it is kept.
    pub draft: String,
    pub user: String,
    /// What a person knows it by: the end user's name, or that of a contact.
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
    /// The draft that must have been confirmed before this one is sent.
    #[serde(default)]
    pub after: Option<String>,
    /// The files that it names: they go first.
    #[serde(default)]
    pub files: Vec<String>,
    /// CHG-1: the order that it is a change of, as it was seen.
    #[serde(default)]
    pub reopened: Option<ReopenedRef>,
    /// Where it goes, when it is a small form and no order.
    #[serde(default)]
    pub errand: Option<Errand>,
    /// The version that came of such a form.
    #[serde(default)]
    pub version: Option<i64>,
    /// The user has been told of the outcome.
    #[serde(default)]
    pub told: bool,
}

/// Whether an entry may go, as far as others are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Free,
    /// The one before it is on its way.
    Waits,
    /// The one before it is back in its form, and goes first.
    Held,
    /// Some of its files are on their way.
    Files,
}

impl Entry {
    pub fn is_waiting(&self) -> bool {
        match self.state {
            EntryState::Queued | EntryState::Sending => true,
            EntryState::Confirmed | EntryState::Refused | EntryState::Conflict => false,
        }
    }

    /// Whether it is back in the form, for the user to do something about.
    pub fn is_back(&self) -> bool {
        match self.state {
            EntryState::Refused | EntryState::Conflict => true,
            EntryState::Queued | EntryState::Sending | EntryState::Confirmed => false,
        }
    }

    /// Whether a second Submit of the same draft takes its place.
    pub fn is_replaced(&self) -> bool {
        match self.state {
            // The backend may have the first: the second is the same submit.
            EntryState::Sending => false,
            // A draft becomes one order; a form that has arrived is opened again and says something new.
            EntryState::Confirmed => self.errand.is_some(),
            // Tried and not answered is as good as sent.
            EntryState::Queued => self.tries == 0,
            EntryState::Refused | EntryState::Conflict => true,
        }
    }

    /// Whether it may be taken out: never while the backend may have it without our knowing.
    pub fn may_go(&self) -> bool {
        self.state == EntryState::Confirmed || self.is_replaced()
    }

    /// A form that was answered at once never waited for anybody to look after it.
    fn was_answered_at_once(&self) -> bool {
        self.errand.is_some() && self.state == EntryState::Confirmed && self.tries == 1
    }

    /// Whether it is listed no more.
    pub fn is_old(&self, now: i64) -> bool {
        let is_past = self.was_answered_at_once() || self.updated_at + KEPT_MILLIS < now;
        self.state == EntryState::Confirmed && self.told && is_past
    }

    /// Where it stands behind the entry and the files that it depends on; `uploading` are those that are not there yet.
    pub fn standing(&self, all: &[Self], uploading: &[String]) -> Standing {
        if let Some(first) = &self.after {
            match all.iter().find(|entry| entry.draft == *first) {
                Some(entry) if entry.state == EntryState::Confirmed => {}
                Some(entry) if entry.is_waiting() => return Standing::Waits,
                // Back in its form, whether the entry still says so or has been taken out.
                Some(_) | None => return Standing::Held,
            }
        }
        if self.files.iter().any(|file| uploading.contains(file)) {
            return Standing::Files;
        }
        Standing::Free
    }
}

/// The next entry to send. With `hurry` those that wait for their next try go, too; when nobody else sends, what
/// was under way in a tab that has died is sent again at once.
pub fn next_due(
    entries: &[Entry],
    uploading: &[String],
    now: i64,
    (hurry, alone): (bool, bool),
    tried: &[String],
) -> Option<Entry> {
    let due = |entry: &&Entry| {
        let orphan = alone && entry.state == EntryState::Sending;
        entry.is_waiting()
            && entry.standing(entries, uploading) == Standing::Free
            && !tried.contains(&entry.id)
            && (hurry || orphan || entry.next_try_at <= now)
    };
    entries.iter().find(due).cloned()
}

/// How long to wait after so many tries. `chance`, from 0 to 1, spreads the browsers of a whole house, which would
/// otherwise all come back in the same moment after an outage.
pub fn wait_after(tries: u32, chance: f64) -> i64 {
    let whole = FIRST_WAIT_MILLIS
        .saturating_mul(1_i64.checked_shl(tries.saturating_sub(1)).unwrap_or(i64::MAX))
        .clamp(FIRST_WAIT_MILLIS, LONGEST_WAIT_MILLIS);
    whole / 2 + (whole as f64 / 2.0 * chance) as i64
}

/// The last form that waits and changes the same case as this one, which is kept as `draft`.
pub fn before(errand: &Errand, draft: &str, all: &[Entry]) -> Option<String> {
    let earlier = all
        .iter()
        .filter(|entry| entry.is_waiting() && entry.draft != draft);
    let last = earlier
        .filter(|entry| entry.errand.as_ref().is_some_and(|that| errand.follows(that)))
        .max_by_key(|entry| entry.created_at)?;
    Some(last.draft.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(state: EntryState, tries: u32) -> Entry {
        Entry {
            id: "one".to_owned(),
            draft: "draft".to_owned(),
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
            after: None,
            files: Vec::new(),
            reopened: None,
            errand: None,
            version: None,
            told: false,
        }
    }

    fn second() -> Entry {
        Entry {
            id: "two".to_owned(),
            draft: "second".to_owned(),
            after: Some("draft".to_owned()),
            ..entry(EntryState::Queued, 0)
        }
    }

    /// OFF-3
    #[test]
    fn a_second_submit_of_what_may_have_arrived_is_the_same_submit() {
        assert!(!entry(EntryState::Sending, 1).is_replaced());
        assert!(!entry(EntryState::Queued, 1).is_replaced());
        assert!(!entry(EntryState::Confirmed, 1).is_replaced());
    }

    /// OFF-3
    #[test]
    fn a_corrected_draft_is_a_new_submit() {
        assert!(entry(EntryState::Refused, 3).is_replaced());
        assert!(entry(EntryState::Conflict, 3).is_replaced());
        assert!(entry(EntryState::Queued, 0).is_replaced());
    }

    /// OFF-3
    #[test]
    fn a_form_that_has_arrived_may_be_sent_anew_and_an_order_may_not() {
        let form = Entry {
            errand: Some(Errand::Account { seen: 1 }),
            ..entry(EntryState::Confirmed, 2)
        };
        assert!(form.is_replaced());
        assert!(!entry(EntryState::Confirmed, 2).is_replaced());
    }

    /// OFF-3
    #[test]
    fn what_the_backend_may_have_is_not_taken_back() {
        assert!(!entry(EntryState::Sending, 1).may_go());
        assert!(!entry(EntryState::Queued, 1).may_go());
        assert!(entry(EntryState::Queued, 0).may_go());
        assert!(entry(EntryState::Confirmed, 1).may_go());
    }

    /// OFF-3
    #[test]
    fn waits_double_and_end_at_five_minutes() {
        assert_eq!([1, 2, 3, 4].map(|n| wait_after(n, 1.0)), [1000, 2000, 4000, 8000]);
        assert_eq!(wait_after(40, 1.0), LONGEST_WAIT_MILLIS);
        assert_eq!(wait_after(u32::MAX, 1.0), LONGEST_WAIT_MILLIS);
    }

    /// OFF-3
    #[test]
    fn chance_takes_at_most_half_of_a_wait() {
        assert_eq!(wait_after(3, 0.0), 2000);
        assert_eq!(wait_after(3, 0.5), 3000);
    }

    /// OFF-3
    #[test]
    fn an_entry_goes_after_the_one_that_it_depends_on_and_not_past_a_refused_one() {
        let standing = |first: Entry| second().standing(&[first, second()], &[]);
        assert_eq!(standing(entry(EntryState::Queued, 0)), Standing::Waits);
        assert_eq!(standing(entry(EntryState::Sending, 1)), Standing::Waits);
        assert_eq!(standing(entry(EntryState::Confirmed, 1)), Standing::Free);
        assert_eq!(standing(entry(EntryState::Refused, 1)), Standing::Held);
        assert_eq!(standing(entry(EntryState::Conflict, 1)), Standing::Held);
        assert_eq!(second().standing(&[second()], &[]), Standing::Held);
    }

    /// OFF-3
    #[test]
    fn an_entry_goes_after_its_files() {
        let entry = Entry {
            files: vec!["a".to_owned(), "b".to_owned()],
            ..entry(EntryState::Queued, 0)
        };
        let due = |uploading: &str| {
            next_due(
                std::slice::from_ref(&entry),
                &[uploading.to_owned()],
                1,
                (true, true),
                &[],
            )
        };
        assert_eq!(due("b"), None);
        assert_eq!(due("c").map(|entry| entry.id), Some("one".to_owned()));
    }

    /// OFF-3
    #[test]
    fn who_waits_for_another_is_not_due() {
        let all = [entry(EntryState::Refused, 1), second()];
        assert_eq!(next_due(&all, &[], 1, (true, true), &[]), None);
        let all = [entry(EntryState::Confirmed, 1), second()];
        assert_eq!(
            next_due(&all, &[], 1, (false, true), &[]).map(|entry| entry.id),
            Some("two".to_owned())
        );
    }

    /// OFF-3
    #[test]
    fn what_a_dead_tab_was_sending_goes_at_once_when_nobody_else_sends() {
        let dead = Entry {
            next_try_at: 5000,
            ..entry(EntryState::Sending, 1)
        };
        let all = [dead];
        assert!(next_due(&all, &[], 0, (false, true), &[]).is_some());
        assert!(next_due(&all, &[], 0, (false, false), &[]).is_none());
    }

    /// OFF-3
    #[test]
    fn a_hurry_tries_each_entry_once() {
        let waits = Entry {
            next_try_at: 5000,
            ..entry(EntryState::Queued, 2)
        };
        let all = [waits];
        assert!(next_due(&all, &[], 0, (false, true), &[]).is_none());
        assert!(next_due(&all, &[], 0, (true, true), &[]).is_some());
        assert!(next_due(&all, &[], 0, (true, true), &["one".to_owned()]).is_none());
    }

    /// OFF-3
    #[test]
    fn an_outcome_that_nobody_was_told_of_is_kept() {
        let old = entry(EntryState::Confirmed, 1);
        assert!(!old.is_old(KEPT_MILLIS + 1));
        assert!(Entry { told: true, ..old }.is_old(KEPT_MILLIS + 1));
    }

    /// OFF-3: whatever became of the page after it was told.
    #[test]
    fn a_form_that_was_answered_at_once_is_not_listed_and_one_that_waited_is() {
        let form = |tries, told| Entry {
            errand: Some(Errand::Account { seen: 1 }),
            told,
            ..entry(EntryState::Confirmed, tries)
        };
        assert!(form(1, true).is_old(0));
        assert!(!form(2, true).is_old(0));
        assert!(!form(1, false).is_old(0));
        let order = Entry {
            told: true,
            ..entry(EntryState::Confirmed, 1)
        };
        assert!(!order.is_old(0));
    }

    /// Entries of earlier versions are read: nothing that was submitted is lost.
    #[test]
    fn an_entry_of_an_earlier_version_is_read() {
        let earlier = r#"{"id":"one","draft":"draft","user":"","title":"","body":"","state":"queued","tries":0,
            "next_try_at":0,"created_at":0,"updated_at":0}"#;
        let read: Result<Entry, _> = serde_json::from_str(earlier);
        assert_eq!(read.ok(), Some(entry(EntryState::Queued, 0)));
    }
}
