//! Sending what is due, one entry after the other, by one tab of the browser at a time (OFF-3).

use leptos::{logging::warn, prelude::*};
use wire::problem::Problem;

use super::{Outbox, entry, errand};
use super::{
    entry::{Entry, EntryState, wait_after},
    lock_entries, read,
};
use crate::{
    api::{self, client::ApiError},
    offline::{
        drafts::{self, Draft, browser_millis},
        lock,
        store::{self, FORMS, OUTBOX, StoreError},
        uploads,
    },
};

/// Held while entries are sent, over all tabs.
const SENDING: &str = "jara-outbox-sending";
/// An order was made of this draft already, under another key: by the same user in another browser.
const ORDERED_ELSEWHERE: &str = "draft.ordered";

/// Sends until nothing is due, or until it must pause.
pub(super) async fn send_all(outbox: Outbox) {
    let alone = lock::hold(SENDING).await;
    let mut hurry = false;
    let mut tried = Vec::new();
    loop {
        let Some(user) = outbox.user.get_untracked() else {
            return;
        };
        if outbox.hurry.get_value() {
            outbox.hurry.set_value(false);
            hurry = true;
            tried.clear();
        }
        let now = browser_millis();
        let entries = sweep(read(outbox).await, &user, now).await;
        let uploading = uploads::waiting().await;
        let due = entry::next_due(&entries, &uploading, now, (hurry, alone.is_sure()), &tried);
        outbox.set_entries(entries);
        let Some(entry) = due else { return };
        tried.push(entry.id.clone());
        if !send(outbox, &entry.id).await {
            return;
        }
    }
}

/// This user's entries in the order in which they were submitted, without those that are past.
async fn sweep(mut entries: Vec<Entry>, user: &str, now: i64) -> Vec<Entry> {
    entries.retain(|entry| entry.user == user);
    entries.sort_by_key(|entry| entry.created_at);
    for old in entries.extract_if(.., |entry| entry.is_old(now)) {
        if let Err(error) = store::delete(OUTBOX, &old.id).await {
            warn!("an old entry stays in the outbox: {}", error.0);
        }
    }
    entries
}

/// Sends one entry; false when sending shall pause.
async fn send(outbox: Outbox, id: &str) -> bool {
    let mut entry = {
        // As it is now, and nobody takes it back from here on.
        let _alone = lock_entries().await;
        let Some(mut entry) = read(outbox).await.into_iter().find(|entry| entry.id == id) else {
            return true;
        };
        if !entry.is_waiting() {
            return true;
        }
        entry.state = EntryState::Sending;
        entry.tries = entry.tries.saturating_add(1);
        // Should the browser die now, the entry is sent again after a while, with the same key.
        entry.next_try_at = browser_millis() + wait_after(entry.tries, 1.0);
        outbox.keep(&entry).await;
        entry
    };
    let (draft, body) = (entry.draft.as_str(), entry.body.clone());
    let answer = match (&entry.errand, &entry.reopened) {
        (Some(errand), _) => {
            let version = errand::send(&entry.id, errand, body).await;
            version.map(Arrived::Form)
        }
        (None, Some(sent)) => {
            let changed = api::orders::change_sent(&entry.id, draft, sent, body).await;
            changed.map(|order| Arrived::Order(order.id))
        }
        (None, None) => {
            let created = api::orders::submit(&entry.id, draft, body).await;
            created.map(|order| Arrived::Order(order.id))
        }
    };
    let go_on = settle(&mut entry, answer).await;
    let _alone = lock_entries().await;
    outbox.keep(&entry).await;
    if !entry.is_waiting() {
        free_dependants(outbox, &entry).await;
    }
    go_on
}

/// What came of an entry.
enum Arrived {
    /// The order of this id.
    Order(String),
    /// What a small form is about has this version now.
    Form(i64),
}

/// What depended on a confirmed entry depends on it no more: the entry will be gone one day. An action on another line of
/// the same order only goes after it, whatever becomes of it.
pub(super) async fn free_dependants(outbox: Outbox, settled: &Entry) {
    if settled.errand.is_none() && settled.state != EntryState::Confirmed {
        return;
    }
    for mut entry in read(outbox).await {
        if entry.after.as_deref() != Some(&settled.draft) {
            continue;
        }
        entry.after = None;
        if let (Some(errand), Some(arrived), Some(version)) =
            (&mut entry.errand, &settled.errand, settled.version)
        {
            errand.has_seen(arrived, version);
        }
        outbox.keep(&entry).await;
    }
}

/// What the answer makes of the entry; false when sending shall pause.
async fn settle(entry: &mut Entry, answer: Result<Arrived, ApiError>) -> bool {
    let now = browser_millis();
    entry.updated_at = now;
    match answer {
        Ok(arrived) => {
            confirm(entry, arrived).await;
            true
        }
        Err(error) if error.status() == Some(401) => {
            // Goes on when the same user is back: until then nobody is there to send for. It was not looked at.
            entry.state = EntryState::Queued;
            entry.tries = entry.tries.saturating_sub(1);
            entry.next_try_at = now;
            false
        }
        Err(error) if error.retryable() => {
            entry.state = EntryState::Queued;
            let asked = match &error {
                ApiError::Problem(problem) => {
                    problem.retry_after.map_or(0, |seconds| i64::from(seconds) * 1000)
                }
                ApiError::Offline | ApiError::Timeout | ApiError::Malformed(_) => 0,
            };
            entry.next_try_at = now + wait_after(entry.tries, js_sys::Math::random()).max(asked);
            false
        }
        Err(error) => {
            let problem = match error {
                ApiError::Problem(problem) => *problem,
                // Not reached: these are retryable. A refusal without words is still a refusal.
                ApiError::Offline | ApiError::Timeout | ApiError::Malformed(_) => Problem::default(),
            };
            match ordered_elsewhere(&problem) {
                Some(order) => confirm(entry, Arrived::Order(order)).await,
                None => give_back(entry, problem).await,
            }
            true
        }
    }
}

/// The order that was made of the same draft in another browser.
fn ordered_elsewhere(problem: &Problem) -> Option<String> {
    if problem.code != ORDERED_ELSEWHERE {
        return None;
    }
    let order = problem.current.as_ref()?.get("order")?;
    order.as_str().map(str::to_owned)
}

async fn confirm(entry: &mut Entry, arrived: Arrived) {
    entry.state = EntryState::Confirmed;
    entry.body.clear();
    let gone = match arrived {
        Arrived::Order(id) => {
            entry.order = Some(id);
            drafts::delete(&entry.draft).await
        }
        Arrived::Form(version) => {
            entry.version = Some(version);
            store::delete(FORMS, &entry.draft).await
        }
    };
    if let Err(error) = gone {
        warn!("what has arrived is still kept as if it had not: {}", error.0);
    }
}

/// Back to the form, with what the backend found wrong.
async fn give_back(entry: &mut Entry, problem: Problem) {
    entry.state = match problem.status {
        409 | 412 => EntryState::Conflict,
        _ => EntryState::Refused,
    };
    // A small form is kept as it was sent, and asks its entry what was wrong.
    if entry.errand.is_none()
        && let Err(error) = refuse_draft(entry, &problem).await
    {
        warn!("the form does not know yet why it was refused: {}", error.0);
    }
    entry.problem = Some(problem);
}

async fn refuse_draft(entry: &Entry, problem: &Problem) -> Result<(), StoreError> {
    let mut draft = as_draft(entry).await?;
    draft.refused_for = problem.fields.clone();
    draft.refused = Some(Problem {
        fields: Vec::new(),
        ..problem.clone()
    });
    drafts::save(&draft).await
}

/// The draft of an entry with all that was submitted.
pub(super) async fn as_draft(entry: &Entry) -> Result<Draft, StoreError> {
    let kept = drafts::load(&entry.draft, &entry.user).await?;
    // Gone meanwhile, as when it was deleted in another browser: what was submitted is still here.
    let mut draft = kept.unwrap_or_else(|| Draft {
        updated_at: entry.created_at,
        ..Draft::new(entry.draft.clone(), entry.user.clone())
    });
    if is_as_submitted(draft.updated_at, entry) {
        // What was typed last before Submit stands in the entry, whether the form came to save it or not.
        draft.order = crate::json::read(&entry.body)?;
    }
    Ok(draft)
}

/// Whether nobody has changed the draft since it was submitted.
fn is_as_submitted(draft_updated_at: i64, entry: &Entry) -> bool {
    draft_updated_at <= entry.created_at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OFF-1
    #[test]
    fn what_was_changed_after_submit_is_not_overwritten_by_what_was_submitted() {
        let entry: Result<Entry, _> = serde_json::from_value(serde_json::json!({
            "id": "one", "draft": "draft", "user": "", "title": "", "body": "", "state": "queued", "tries": 0,
            "next_try_at": 0, "created_at": 100, "updated_at": 100,
        }));
        assert_eq!(
            entry.as_ref().ok().map(|entry| is_as_submitted(100, entry)),
            Some(true)
        );
        assert_eq!(
            entry.as_ref().ok().map(|entry| is_as_submitted(101, entry)),
            Some(false)
        );
    }

    /// OFF-3
    #[test]
    fn an_order_that_another_browser_has_made_of_the_draft_is_this_one() {
        let mut problem = Problem {
            status: 409,
            code: ORDERED_ELSEWHERE.to_owned(),
            ..Problem::default()
        };
        assert_eq!(ordered_elsewhere(&problem), None);
        problem.current = Some(serde_json::json!({ "order": "1-20418" }));
        assert_eq!(ordered_elsewhere(&problem), Some("1-20418".to_owned()));
        problem.code = "version.changed".to_owned();
        assert_eq!(ordered_elsewhere(&problem), None);
    }
}
