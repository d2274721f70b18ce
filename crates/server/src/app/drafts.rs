//! The server's copy of drafts: it follows its user to another browser, is nobody else's, and goes when its order is made.
//!
//! What is typed is personal data. It is stored, handed back to its user, and stands in no log, no audit and no kept answer.

use axum::http::StatusCode;
use domain::moment::Moment;
use wire::drafts::{DraftOrdered, DraftSaved, DraftToSave, DraftView, Drafts};

use super::orders::order_name;
use crate::{
    app::idempotency::{self, Answer},
    error::AppError,
    http::{body::Submission, current_user::CurrentUser, version::Precondition},
    state::AppState,
    store::{
        Connection, StoreError, audit,
        drafts::{self, DraftToStore, MOST_BYTES, MOST_BYTES_PER_USER, MOST_PER_USER},
        events::{self, About},
    },
};

const LONGEST_KIND: usize = 40;
const DAY: i64 = 24 * 3600;
/// A draft that nobody touches for so long is forgotten, and what it holds of people must not lie about.
const KEPT_UNTOUCHED: i64 = 90 * DAY;
/// A browser that was away for longer than a year with a draft that another has ordered is not to be expected.
const ORDERED_KEPT: i64 = 366 * DAY;
/// How many drafts one transaction removes.
const REMOVED_AT_ONCE: u32 = 200;

pub async fn list(state: &AppState, user: &CurrentUser) -> Result<Drafts, AppError> {
    let items = drafts::of_user(&mut state.store.connection().await?, &user.id).await?;
    Ok(Drafts { items })
}

pub async fn show(state: &AppState, user: &CurrentUser, id: &str) -> Result<DraftView, AppError> {
    let id = draft_id(id).ok_or_else(not_found)?;
    drafts::find(&mut state.store.connection().await?, &user.id, &id)
        .await?
        .ok_or_else(not_found)
}

/// Saves a draft over the version that the browser has seen, or as a new one.
pub async fn save(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    id: &str,
    seen: Precondition,
    (wanted, device): (DraftToSave, String),
) -> Result<Answer, AppError> {
    let id = draft_id(id).ok_or_else(|| AppError::field("id", "draft.id_invalid"))?;
    let draft = to_store(user, id, wanted, device)?;
    let company_id = user.company_id.clone();
    let status = match seen {
        Precondition::Absent => StatusCode::CREATED,
        Precondition::Version(_) => StatusCode::OK,
    };
    let answer = idempotency::once(state, user, submission, status, move |db, now| {
        Box::pin(async move {
            let version = write(db, &draft, seen, now).await?;
            let about = About::Draft {
                user_id: draft.user_id,
                id: draft.id.clone(),
                version: Some(version),
            };
            events::append(db, &company_id, about, now).await?;
            Ok(DraftSaved {
                id: draft.id,
                version,
                updated_at: now,
            })
        })
    })
    .await?;
    state.events.wake();
    Ok(answer)
}

fn to_store(
    user: &CurrentUser,
    id: String,
    wanted: DraftToSave,
    device: String,
) -> Result<DraftToStore, AppError> {
    let kind = &wanted.kind;
    let named = !kind.is_empty()
        && kind.len() <= LONGEST_KIND
        && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !named {
        return Err(AppError::field("kind", "draft.kind_invalid"));
    }
    if !wanted.body.is_object() {
        return Err(AppError::field("body", "draft.body_invalid"));
    }
    let body = drafts::as_text(&wanted.body)?;
    if body.len() > MOST_BYTES {
        return Err(AppError::TooLarge);
    }
    Ok(DraftToStore {
        user_id: user.id.clone(),
        id,
        kind: wanted.kind,
        device,
        body,
    })
}

/// Writes the draft and gives its version. Not every saving is audited, for a form saves itself all the time; what is, is
/// that there is a draft, and what becomes of it.
async fn write(
    db: &mut Connection,
    draft: &DraftToStore,
    seen: Precondition,
    now: Moment,
) -> Result<i64, AppError> {
    refuse_ordered(db, &draft.user_id, &draft.id).await?;
    let kept = drafts::kept_beside(db, &draft.user_id, &draft.id).await?;
    let bytes = i64::try_from(draft.body.len()).unwrap_or(i64::MAX);
    if kept.drafts >= MOST_PER_USER || kept.bytes.saturating_add(bytes) > MOST_BYTES_PER_USER {
        return Err(AppError::field("id", "draft.too_many"));
    }
    let (written, version) = match seen {
        Precondition::Absent => (drafts::insert(db, draft, now).await?, 1),
        Precondition::Version(seen) => (
            drafts::update(db, draft, seen, now).await?,
            seen.saturating_add(1),
        ),
    };
    if !written {
        return Err(overtaken(db, &draft.user_id, &draft.id).await?);
    }
    if seen == Precondition::Absent {
        audit::append(db, &draft.user_id, "draft.made", &draft.id, now).await?;
    }
    Ok(version)
}

/// The draft is no longer what was seen: what it is now, or that it is gone.
async fn overtaken(db: &mut Connection, user_id: &str, id: &str) -> Result<AppError, StoreError> {
    Ok(match drafts::find(db, user_id, id).await? {
        Some(current) => AppError::changed(&current),
        None => not_found(),
    })
}

/// A draft becomes one order: whoever comes later, from whichever browser, is told which.
pub async fn refuse_ordered(db: &mut Connection, user_id: &str, id: &str) -> Result<(), AppError> {
    match drafts::ordered_as(db, user_id, id).await? {
        Some(order) => Err(AppError::Conflict {
            code: "draft.ordered",
            current: serde_json::to_value(DraftOrdered {
                order: order_name(order),
            })
            .ok(),
        }),
        None => Ok(()),
    }
}

/// Deletes a draft, only the version that was seen when one is given. With a key a repeat gets the first answer.
pub async fn remove(
    state: &AppState,
    user: &CurrentUser,
    submission: Option<&Submission>,
    id: &str,
    seen: Option<i64>,
) -> Result<Answer, AppError> {
    let id = draft_id(id).ok_or_else(not_found)?;
    let (user_id, company_id) = (user.id.clone(), user.company_id.clone());
    let answer = match submission {
        Some(submission) => {
            idempotency::once(state, user, submission, StatusCode::NO_CONTENT, move |db, now| {
                Box::pin(async move { delete(db, (&user_id, &company_id), &id, seen, now).await })
            })
            .await?
        }
        None => {
            let now = state.clock.now();
            state
                .store
                .write(move |db| {
                    Box::pin(async move { delete(db, (&user_id, &company_id), &id, seen, now).await })
                })
                .await?;
            Answer::empty(StatusCode::NO_CONTENT)
        }
    };
    state.events.wake();
    Ok(answer)
}

async fn delete(
    db: &mut Connection,
    (user_id, company_id): (&str, &str),
    id: &str,
    seen: Option<i64>,
    now: Moment,
) -> Result<(), AppError> {
    if !drafts::delete(db, user_id, id, seen).await? {
        return Err(overtaken(db, user_id, id).await?);
    }
    audit::append(db, user_id, "draft.deleted", id, now).await?;
    Ok(tell_gone(db, company_id, user_id, id, now).await?)
}

async fn tell_gone(
    db: &mut Connection,
    company_id: &str,
    user_id: &str,
    id: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let about = About::Draft {
        user_id: user_id.to_owned(),
        id: id.to_owned(),
        version: None,
    };
    events::append(db, company_id, about, now).await
}

/// Removes the copy of a draft as the first step of the transaction that stores its order; true when there was one. First,
/// so that on PostgreSQL everybody locks a draft before the events, and nobody waits for each other.
pub async fn take_for_order(db: &mut Connection, user_id: &str, id: &str) -> Result<bool, AppError> {
    Ok(drafts::delete(db, user_id, id, None).await?)
}

/// An order was made of a draft, in the same transaction: the draft does not become another one.
pub async fn ordered(
    db: &mut Connection,
    (user_id, company_id): (&str, &str),
    (id, taken): (&str, bool),
    order_id: i64,
    now: Moment,
) -> Result<(), AppError> {
    if !drafts::keep_ordered(db, user_id, id, order_id, now).await? {
        // Another submission of the same draft was first: nothing of this one is stored.
        refuse_ordered(db, user_id, id).await?;
    }
    if taken {
        audit::append(db, user_id, "draft.ordered", id, now).await?;
        tell_gone(db, company_id, user_id, id, now).await?;
    }
    Ok(())
}

/// Removes drafts that nobody has touched for 90 days, and what is remembered of ordered ones for more than a year.
pub async fn remove_forgotten(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    loop {
        let removed = state
            .store
            .write(move |db| Box::pin(async move { remove_some_forgotten(db, now).await }))
            .await?;
        if removed == 0 {
            break;
        }
        tracing::info!(removed, "forgotten drafts were removed");
        state.events.wake();
    }
    state
        .store
        .write(move |db| {
            Box::pin(async move { drafts::purge_ordered(db, now.plus_seconds(-ORDERED_KEPT)).await })
        })
        .await
        .map(|_: u64| ())
        .map_err(|error: StoreError| error.into())
}

async fn remove_some_forgotten(db: &mut Connection, now: Moment) -> Result<usize, StoreError> {
    let forgotten = drafts::untouched_since(db, now.plus_seconds(-KEPT_UNTOUCHED), REMOVED_AT_ONCE).await?;
    for draft in &forgotten {
        // Only the version that was found: its user may have come back in this moment.
        if drafts::delete(db, &draft.user_id, &draft.id, Some(draft.version)).await? {
            audit::append(db, &draft.user_id, "draft.forgotten", &draft.id, now).await?;
            tell_gone(db, &draft.company_id, &draft.user_id, &draft.id, now).await?;
        }
    }
    Ok(forgotten.len())
}

/// A draft's id in its usual form; none when it is no UUID.
pub fn draft_id(text: &str) -> Option<String> {
    uuid::Uuid::parse_str(text).ok().map(|id| id.to_string())
}

fn not_found() -> AppError {
    AppError::NotFound("draft.not_found")
}
