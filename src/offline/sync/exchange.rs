//! One exchange of all drafts with the backend: what is new here goes there, what is new there comes here.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use wire::drafts::{DraftOrdered, DraftToSave, DraftView};

use super::{
    Sync, Wanted, by_id,
    decide::{Agreed, Body, Copied, Gone, NotTaken, Origin, Remote, Step, Theirs, Why, decide},
    dig_up, tell_tabs,
};
use crate::{
    api::{self, client::ApiError},
    json,
    offline::{
        device,
        drafts::{self, Draft, browser_millis},
        lock,
        outbox::EntryState,
        store::{self, DRAFT_SYNC, StoreError},
        turn,
    },
};

/// One tab exchanges at a time.
const EXCHANGING: &str = "jara-draft-exchange";
/// What was deleted elsewhere, and was not touched here, is shown for a day.
const GONE_MILLIS: i64 = 24 * 60 * 60 * 1000;
const ORDER: &str = "order";
/// Why an exchange ended before its end.
pub enum Later {
    /// Tried again after a while.
    Failed(String),
    /// Nobody is logged in: whoever logs in begins anew.
    Paused,
}

impl From<StoreError> for Later {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.0)
    }
}

impl Sync {
    pub(super) async fn exchange(self, wanted: Wanted) -> Result<(), Later> {
        let Some(user) = self.user.get_untracked() else {
            return Err(Later::Paused);
        };
        let _alone = lock::hold(EXCHANGING).await;
        // The copies before the drafts: a vault that is locked in between makes nothing look deleted.
        let copies = by_id(store::all::<Copied>(DRAFT_SYNC).await?, &user);
        let drafts: BTreeMap<String, Draft> = drafts::list(&user)
            .await?
            .into_iter()
            .filter(|draft| draft.kind == ORDER)
            .map(|draft| (draft.id.clone(), draft))
            .collect();
        let remote = match wanted {
            Wanted::Pull => Some(views(api::drafts::list().await.map_err(later)?)),
            Wanted::Push => None,
        };
        let mut ids: BTreeSet<&String> = drafts.keys().chain(copies.keys()).collect();
        ids.extend(remote.iter().flat_map(BTreeMap::keys));
        let mut any = false;
        for id in ids {
            // What is being sent is settled by its answer.
            let sent = self.outbox.of_draft_untracked(id);
            if sent.is_some_and(|entry| entry.state != EntryState::Refused) {
                continue;
            }
            let side = match &remote {
                None => Remote::Unknown,
                Some(all) => match all.get(id) {
                    None => Remote::Absent,
                    // Of another version of the application, or of a kind that this page does not know.
                    Some(None) => continue,
                    Some(Some(theirs)) => Remote::Present(Box::new(theirs.clone())),
                },
            };
            let (draft, known) = (drafts.get(id), copies.get(id));
            any |= self.settle(&user, id, draft, known, side, wanted).await?;
        }
        let all = store::all::<Copied>(DRAFT_SYNC).await?;
        if any {
            tell_tabs();
        }
        self.show(all);
        Ok(())
    }

    /// Does what is to be done with one draft; says whether anything was.
    async fn settle(
        self,
        user: &str,
        id: &str,
        draft: Option<&Draft>,
        known: Option<&Copied>,
        side: Remote,
        wanted: Wanted,
    ) -> Result<bool, Later> {
        let body = draft.map(Body::of);
        let mut copy = known.cloned().unwrap_or_else(|| Copied::new(id, user));
        let mut step = decide(body.as_ref(), known, side, false);
        if matches!(step, Step::Create | Step::Update(_)) && is_refused_still(draft, known, wanted) {
            return Ok(false);
        }
        // A write that meets another version is decided once more; after that it waits for the next exchange.
        for _ in 0..2 {
            let (result, sent) = match (&step, &body) {
                (Step::Create, Some(body)) => (api::drafts::save(id, None, &to_save(body)?).await, body),
                (Step::Update(over), Some(body)) => {
                    (api::drafts::save(id, Some(*over), &to_save(body)?).await, body)
                }
                (Step::Delete(version), _) => match api::drafts::delete(id, *version).await {
                    Ok(()) => {
                        forget(id).await?;
                        // There is room for one that had none.
                        self.want(Wanted::Pull);
                        return Ok(true);
                    }
                    Err(error) => {
                        step = decide(None, known, found(error)?, false);
                        continue;
                    }
                },
                _ => break,
            };
            match result {
                Ok(saved) => {
                    copy.agreed = Some(Agreed {
                        version: saved.version,
                        body: sent.clone(),
                    });
                    copy.origin = None;
                    copy.not_taken = None;
                    store::put(DRAFT_SYNC, id, &copy).await?;
                    return Ok(true);
                }
                Err(error) if error.code() == "draft.ordered" => {
                    copy.gone = Some(Gone {
                        since: browser_millis(),
                        order: ordered(&error),
                    });
                    store::put(DRAFT_SYNC, id, &copy).await?;
                    return Ok(true);
                }
                Err(error) => {
                    if let (Some(why), Some(draft)) = (why_not(&error), draft) {
                        // OFF-1: it stays here, and the others go on.
                        copy.not_taken = Some(NotTaken {
                            why,
                            updated_at: draft.updated_at,
                        });
                        store::put(DRAFT_SYNC, id, &copy).await?;
                        return Ok(true);
                    }
                    step = decide(Some(sent), known, found(error)?, false);
                }
            }
        }
        self.take(user, id, draft, copy, step).await
    }

    /// Takes what the backend has into this browser.
    async fn take(
        self,
        user: &str,
        id: &str,
        draft: Option<&Draft>,
        mut copy: Copied,
        step: Step,
    ) -> Result<bool, Later> {
        match step {
            Step::Adopt(theirs) => {
                // A form that has the draft open keeps it as it is; none opens it while it is written.
                let Some(_claim) = turn::claim_if_free(id).await else {
                    return self.conflict(copy, theirs).await;
                };
                drafts::keep(&self.adopted(user, id, draft, &theirs)).await?;
                dig_up(id).await?;
                copy.agreed = Some(Agreed {
                    version: theirs.version,
                    body: theirs.body,
                });
                copy.origin = Some(theirs.origin);
                copy.not_taken = None;
                copy.theirs = None;
                copy.gone = None;
            }
            Step::Agree(theirs) => {
                copy.agreed = Some(Agreed {
                    version: theirs.version,
                    // Its answers may be younger or older than ours; neither is worth a new version.
                    body: draft.map(Body::of).unwrap_or(theirs.body),
                });
                copy.theirs = None;
                copy.gone = None;
            }
            Step::Conflict(theirs) => return self.conflict(copy, theirs).await,
            Step::Gone => {
                copy.theirs = None;
                copy.gone = Some(Gone {
                    since: browser_millis(),
                    order: None,
                });
            }
            Step::Forget => {
                forget(id).await?;
                return Ok(true);
            }
            Step::Nothing => return Ok(purge(id, draft, &copy).await?),
            // Tried twice and overtaken twice: the next exchange goes on.
            Step::Create | Step::Update(_) | Step::Delete(_) => return Ok(false),
        }
        store::put(DRAFT_SYNC, id, &copy).await?;
        Ok(true)
    }

    async fn conflict(self, mut copy: Copied, theirs: Theirs) -> Result<bool, Later> {
        if copy.theirs.as_ref() == Some(&theirs) {
            return Ok(false);
        }
        copy.theirs = Some(theirs);
        copy.gone = None;
        store::put(DRAFT_SYNC, &copy.id, &copy).await?;
        Ok(true)
    }

    fn adopted(self, user: &str, id: &str, draft: Option<&Draft>, theirs: &Theirs) -> Draft {
        let ahead = self.clock.now_untracked().millis() - browser_millis();
        let at = theirs.origin.at.millis().saturating_sub(ahead);
        let mut adopted = Draft::new(id.to_owned(), user.to_owned());
        adopted.order = theirs.body.order.clone();
        adopted.facts = theirs.body.facts.clone();
        adopted.created_at = draft.map_or(at, |draft| draft.created_at);
        adopted.updated_at = at;
        adopted
    }
}

/// Whether the backend has said of just this version that it would not have it.
fn is_refused_still(draft: Option<&Draft>, known: Option<&Copied>, wanted: Wanted) -> bool {
    let refused = known.and_then(|known| known.not_taken.as_ref());
    draft
        .zip(refused)
        .is_some_and(|(draft, refused)| refused.holds(draft.updated_at, wanted == Wanted::Pull))
}

/// Why a draft was refused, when it is the draft's own fault.
fn why_not(error: &ApiError) -> Option<Why> {
    match error {
        ApiError::Problem(problem) if problem.status == 413 => Some(Why::TooLarge),
        ApiError::Problem(problem) if problem.status == 422 => {
            let full = problem
                .fields
                .iter()
                .any(|finding| finding.code == "draft.too_many");
            Some(if full { Why::NoRoom } else { Why::Form })
        }
        ApiError::Problem(_) | ApiError::Offline | ApiError::Timeout | ApiError::Malformed(_) => None,
    }
}

async fn forget(id: &str) -> Result<(), StoreError> {
    store::delete(DRAFT_SYNC, id).await?;
    dig_up(id).await
}

/// What was deleted elsewhere, and holds nothing that the backend had not had, goes by itself after a day.
async fn purge(id: &str, draft: Option<&Draft>, copy: &Copied) -> Result<bool, StoreError> {
    let old = copy
        .gone
        .as_ref()
        .is_some_and(|gone| gone.since + GONE_MILLIS < browser_millis());
    let clean = draft
        .map(Body::of)
        .is_some_and(|body| copy.agreed.as_ref().is_some_and(|agreed| agreed.body == body));
    if old && clean && turn::claim_if_free(id).await.is_some() {
        drafts::let_go(id).await?;
        forget(id).await?;
        return Ok(true);
    }
    Ok(false)
}

fn to_save(body: &Body) -> Result<DraftToSave, StoreError> {
    Ok(DraftToSave {
        kind: ORDER.to_owned(),
        body: json::tree(body)?,
    })
}

/// By id; none where this version of the application cannot read it.
fn views(all: Vec<DraftView>) -> BTreeMap<String, Option<Theirs>> {
    all.into_iter()
        .map(|view| (view.id.clone(), theirs(view)))
        .collect()
}

fn theirs(view: DraftView) -> Option<Theirs> {
    if view.kind != ORDER {
        return None;
    }
    let body = json::pick(&view.body)
        .inspect_err(|error| leptos::logging::warn!("the copy of a draft cannot be read: {error}"))
        .ok()?;
    Some(Theirs {
        version: view.version,
        body,
        origin: Origin {
            device: device::known_as(&view.device),
            at: view.updated_at,
        },
    })
}

/// What a refused write says of the backend's side.
fn found(error: ApiError) -> Result<Remote, Later> {
    match &error {
        ApiError::Problem(problem) if problem.status == 412 => {
            let current = problem.current.as_ref().map(json::pick::<DraftView>);
            Ok(match current {
                Some(Ok(view)) => {
                    theirs(view).map_or(Remote::Unknown, |theirs| Remote::Present(Box::new(theirs)))
                }
                Some(Err(_)) | None => Remote::Absent,
            })
        }
        ApiError::Problem(problem) if problem.status == 404 => Ok(Remote::Absent),
        _ => Err(later(error)),
    }
}

fn ordered(error: &ApiError) -> Option<String> {
    match error {
        ApiError::Problem(problem) => json::pick::<DraftOrdered>(problem.current.as_ref()?)
            .ok()
            .map(|made| made.order),
        ApiError::Offline | ApiError::Timeout | ApiError::Malformed(_) => None,
    }
}

fn later(error: ApiError) -> Later {
    match error.status() {
        Some(401) => Later::Paused,
        Some(_) | None => Later::Failed(error.code().to_owned()),
    }
}
