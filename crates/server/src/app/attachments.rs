//! Files that go with a case (ORD-9): announced, taken in chunks, found to be what they were announced as, kept once each.
//!
//! An upload is its user's alone until a case takes it; from then on it is seen by who sees that company's cases. Names of
//! files can say who somebody is: they stand in no log, no audit and no kept answer.

use async_stream::try_stream;
use domain::{
    access::{Access, Permission},
    attachments::{self as rules, Attachment, Kind},
    finding::{Code, Finding},
};
use futures::Stream;
use sha2::{Digest as _, Sha256};
use wire::attachments::{AttachmentToUpload, AttachmentView, SHORTEST_CHUNK};

use crate::{
    error::AppError,
    http::{body::hex, current_user::CurrentUser},
    state::AppState,
    store::{
        Connection, Store, StoreError,
        attachments::{self, Announced, Stored},
        audit,
    },
};

/// What a company may have uploaded without having sent it: a project of 50 lines with 20 files each.
const MOST_UNSENT_FILES: u32 = 1000;
const MOST_UNSENT_BYTES: u64 = 1 << 30;

const DAY: i64 = 24 * 3600;
/// The browser still has what has not come completely, and begins again.
const UNFINISHED_KEPT: i64 = 7 * DAY;
/// Twice as long as the draft that names it is kept untouched.
const UNSENT_KEPT: i64 = 180 * DAY;
const REMOVED_AT_ONCE: u32 = 20;

/// Announces an upload. The same announcement again tells how far it has come.
pub async fn announce(
    state: &AppState,
    user: &CurrentUser,
    id: &str,
    wanted: AttachmentToUpload,
) -> Result<AttachmentView, AppError> {
    // Whoever may write a case of any kind may add files to it.
    user.require(Permission::ServiceRequests)?;
    let id = attachment_id(id).ok_or_else(|| AppError::field("id", "attachment.id_invalid"))?;
    rules::check_size(wanted.bytes).map_err(refused)?;
    let sha256 = wanted.sha256.to_ascii_lowercase();
    if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(AppError::field("sha256", "attachment.hash_invalid"));
    }
    let new = Announced {
        id,
        company_id: user.company_id.clone(),
        user_id: user.id.clone(),
        // The ending follows the content, which has not come yet.
        name: wanted.name.chars().take(2 * rules::LONGEST_NAME).collect(),
        bytes: wanted.bytes,
        sha256,
    };
    let now = state.clock.now();
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                if let Some(there) = attachments::find(db, &new.id).await? {
                    let there = own(there, &new.user_id)?;
                    let same = there.announced.bytes == new.bytes && there.announced.sha256 == new.sha256;
                    return if same {
                        Ok(view(there))
                    } else {
                        Err(conflict("attachment.other_file", there))
                    };
                }
                let unsent = attachments::unsent(db, &new.company_id).await?;
                let bytes = unsent.bytes.saturating_add(new.bytes);
                if unsent.files >= MOST_UNSENT_FILES || bytes > MOST_UNSENT_BYTES {
                    return Err(AppError::Unprocessable("attachment.too_many_unsent"));
                }
                if attachments::insert(db, &new, now).await? {
                    audit::append(db, &new.user_id, "attachment.announced", &new.id, now).await?;
                }
                let there = attachments::find(db, &new.id).await?.ok_or_else(not_found)?;
                own(there, &new.user_id).map(view)
            })
        })
        .await
}

/// How far an upload has come.
pub async fn show(state: &AppState, user: &CurrentUser, id: &str) -> Result<AttachmentView, AppError> {
    Ok(view(seen(state, user, id).await?))
}

/// Takes the next bytes. What has come already is not taken twice, so a repeat is harmless; with the last ones the file
/// is looked at as a whole.
pub async fn append(
    state: &AppState,
    user: &CurrentUser,
    id: &str,
    offset: u64,
    body: Vec<u8>,
) -> Result<AttachmentView, AppError> {
    user.require(Permission::ServiceRequests)?;
    let there = mine(&state.store, user, id).await?;
    let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
    let (received, bytes) = (there.received, there.announced.bytes);
    let end = offset.saturating_add(length);
    if there.kind.is_some() {
        return Ok(view(there));
    }
    if offset > received || end > bytes {
        return Err(conflict("attachment.offset", there));
    }
    if end <= received {
        // Repeated, or sent only to have all of it looked at once more.
        return if received == bytes {
            finish(state, there).await
        } else {
            Ok(view(there))
        };
    }
    if offset != received {
        return Err(conflict("attachment.offset", there));
    }
    if length < SHORTEST_CHUNK && end < bytes {
        return Err(AppError::Unprocessable("attachment.chunk_too_short"));
    }
    let (name, now) = (there.announced.id.clone(), state.clock.now());
    let id = name.clone();
    let taken = state
        .store
        .write(move |db| Box::pin(async move { attachments::append(db, &name, offset, body, now).await }));
    let taken: bool = taken.await?;
    let there = mine(&state.store, user, &id).await?;
    if !taken && there.received < end {
        return Err(conflict("attachment.offset", there));
    }
    if there.kind.is_none() && there.received == bytes {
        finish(state, there).await
    } else {
        Ok(view(there))
    }
}

/// What a whole file turned out to be.
enum Whole {
    Kind(Kind),
    /// These are not the bytes that were announced.
    Other,
    Refused(Code),
}

/// All bytes are there: looks at the file as a whole, and keeps it or lets it go.
async fn finish(state: &AppState, there: Stored) -> Result<AttachmentView, AppError> {
    let (store, announced) = (&state.store, there.announced);
    let content = content(store, &announced).await?;
    let expected = announced.sha256.clone();
    // Ten megabytes take their time, and would hold up who shares the thread.
    let looked = tokio::task::spawn_blocking(move || {
        if hex(&Sha256::digest(&content)) != expected {
            return Whole::Other;
        }
        rules::check_file(&content).map_or_else(Whole::Refused, Whole::Kind)
    });
    let now = state.clock.now();
    let id = announced.id.clone();
    match looked.await.map_err(AppError::internal)? {
        Whole::Kind(kind) => {
            let whole = Announced {
                name: rules::clean_name(&announced.name, kind),
                ..announced
            };
            let kept = store.write(move |db| {
                Box::pin(async move {
                    attachments::complete(db, &whole, kind, now).await?;
                    attachments::find(db, &whole.id).await
                })
            });
            let kept: Option<Stored> = kept.await.map_err(AppError::from)?;
            kept.map(view).ok_or_else(not_found)
        }
        Whole::Other => {
            let over =
                store.write(move |db| Box::pin(async move { attachments::start_over(db, &id, now).await }));
            over.await.map_err(AppError::from)?;
            Err(AppError::Unprocessable("attachment.damaged"))
        }
        Whole::Refused(code) => {
            let gone = store.write(move |db| {
                Box::pin(async move {
                    attachments::remove(db, &id).await?;
                    audit::append(db, &announced.user_id, "attachment.refused", &id, now).await
                })
            });
            gone.await.map_err(AppError::from)?;
            Err(refused(code))
        }
    }
}

/// All bytes of an upload whose chunks are its own.
async fn content(store: &Store, announced: &Announced) -> Result<Vec<u8>, AppError> {
    let (part, bytes) = (announced.id.clone(), announced.bytes);
    let read = store.read(move |db| {
        Box::pin(async move {
            let mut content = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
            while let Some(chunk) = attachments::chunk(db, &part, length_of(&content)).await? {
                content.extend(chunk);
            }
            Ok::<_, StoreError>(content)
        })
    });
    Ok(read.await?)
}

fn length_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// A whole file on its way out.
pub struct Download<S> {
    pub name: String,
    pub kind: Kind,
    pub bytes: u64,
    pub content: S,
}

/// The file itself, as it is read.
pub async fn download(
    state: &AppState,
    user: &CurrentUser,
    id: &str,
) -> Result<Download<impl Stream<Item = Result<Vec<u8>, AppError>> + Send + 'static>, AppError> {
    let there = seen(state, user, id).await?;
    let Some(kind) = there.kind else {
        return Err(conflict("attachment.incomplete", there));
    };
    let (announced, store) = (there.announced, state.store.clone());
    let part = attachments::part_of(&mut store.connection().await?, &announced.sha256).await?;
    let part = part.ok_or_else(not_found)?;
    let bytes = announced.bytes;
    Ok(Download {
        name: announced.name,
        kind,
        bytes,
        content: try_stream! {
            let mut starts = 0;
            while starts < bytes {
                let chunk = attachments::chunk(&mut store.connection().await?, &part, starts).await?;
                let chunk = chunk.ok_or_else(|| AppError::internal("a chunk of an attachment is missing"))?;
                starts += length_of(&chunk);
                yield chunk;
            }
        },
    })
}

/// Removes an upload that went with no case.
pub async fn remove(state: &AppState, user: &CurrentUser, id: &str) -> Result<(), AppError> {
    user.require(Permission::ServiceRequests)?;
    let there = mine(&state.store, user, id).await?;
    let (id, user_id, now) = (there.announced.id.clone(), user.id.clone(), state.clock.now());
    let gone = state.store.write(move |db| {
        Box::pin(async move {
            let gone = attachments::remove(db, &id).await?;
            if gone {
                audit::append(db, &user_id, "attachment.removed", &id, now).await?;
            }
            Ok::<_, StoreError>(gone)
        })
    });
    if gone.await? {
        Ok(())
    } else {
        Err(conflict("attachment.sent", there))
    }
}

/// Gives the files to a case, named as `order:20418`, inside the caller's transaction.
pub async fn give_to(
    db: &mut Connection,
    user_id: &str,
    files: &[Attachment],
    case: &str,
) -> Result<(), AppError> {
    for file in files {
        if !attachments::give_to(db, user_id, &file.id, case).await? {
            // Another submission has it: nothing of this one is stored.
            return Err(AppError::Conflict {
                code: "attachment.gone",
                current: None,
            });
        }
    }
    Ok(())
}

/// Removes what nobody came back for, and whole files that no upload is of any more.
pub async fn remove_forgotten(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    let (unfinished, unsent) = (now.plus_seconds(-UNFINISHED_KEPT), now.plus_seconds(-UNSENT_KEPT));
    loop {
        let removed = state.store.write(move |db| {
            Box::pin(async move {
                let forgotten = attachments::forgotten(db, unfinished, unsent, REMOVED_AT_ONCE).await?;
                for (id, user_id) in &forgotten {
                    if attachments::remove(db, id).await? {
                        audit::append(db, user_id, "attachment.forgotten", id, now).await?;
                    }
                }
                let unused = attachments::remove_unused(db, REMOVED_AT_ONCE).await?;
                Ok::<_, StoreError>(forgotten.len() + unused)
            })
        });
        let removed: usize = removed.await?;
        if removed == 0 {
            return Ok(());
        }
        tracing::info!(removed, "forgotten attachments were removed");
    }
}

/// An attachment that the user may see: an own upload, or what went with a case that the user may follow.
async fn seen(state: &AppState, user: &CurrentUser, id: &str) -> Result<Stored, AppError> {
    user.order_scope()?;
    let there = load(&state.store, id).await?;
    let sent = there.used_by.is_some();
    let visible = match user.access {
        Access::Partner { .. } => {
            there.announced.user_id == user.id || (sent && there.announced.company_id == user.company_id)
        }
        Access::Operator { .. } => sent,
    };
    if visible { Ok(there) } else { Err(not_found()) }
}

async fn mine(store: &Store, user: &CurrentUser, id: &str) -> Result<Stored, AppError> {
    own(load(store, id).await?, &user.id)
}

async fn load(store: &Store, id: &str) -> Result<Stored, AppError> {
    let id = attachment_id(id).ok_or_else(not_found)?;
    let found = attachments::find(&mut store.connection().await?, &id).await?;
    found.ok_or_else(not_found)
}

fn own(there: Stored, user_id: &str) -> Result<Stored, AppError> {
    if there.announced.user_id == user_id {
        Ok(there)
    } else {
        Err(not_found())
    }
}

/// UUIDs are compared in their usual form.
pub fn attachment_id(text: &str) -> Option<String> {
    uuid::Uuid::parse_str(text).ok().map(|id| id.to_string())
}

fn view(there: Stored) -> AttachmentView {
    AttachmentView {
        id: there.announced.id,
        name: there.announced.name,
        bytes: there.announced.bytes,
        received: there.received,
        kind: there.kind,
        sent: there.used_by.is_some(),
    }
}

fn refused(code: Code) -> AppError {
    AppError::Invalid(vec![Finding::new(code, "content")])
}

fn conflict(code: &'static str, there: Stored) -> AppError {
    match serde_json::to_value(view(there)) {
        Ok(current) => AppError::Conflict {
            code,
            current: Some(current),
        },
        Err(error) => AppError::internal(error),
    }
}

fn not_found() -> AppError {
    AppError::NotFound("attachment.not_found")
}
