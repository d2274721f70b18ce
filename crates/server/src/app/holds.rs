//! What is held at a partner system for a user until Submit: how it stands, how it is given back, and how Submit
//! confirms it. The same for a technician's slot (BOK-4) and for telephone numbers (NUM-2).

use domain::{
    access::Permission,
    hold::{HELD_SECONDS, HoldState, Lost},
    moment::Moment,
};
use serde::Serialize;

use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    ports::PartnerError,
    state::AppState,
    store::{
        Connection, StoreError,
        holds::{self, Held, StoredHold},
    },
};

/// A confirmation whose order never came: the submission was given up, and with it the claim on what was held.
const ORPHANED_AFTER_SECONDS: i64 = 24 * 3600;
/// How many are given back in one round.
const BATCH: u32 = 100;

/// How a kind of hold is settled with its partner system.
pub trait Hold: Held {
    const NOT_FOUND: &'static str;
    /// It belongs to an order already.
    const USED: &'static str;
    /// What can be had in the place of one that has gone.
    type Other: Send;

    /// Confirms it there; when it has gone, with what is offered instead. A repeat does no harm.
    fn confirm_there(
        state: &AppState,
        partner_id: &str,
    ) -> impl Future<Output = Result<Result<(), Vec<Self::Other>>, PartnerError>> + Send;

    /// Gives it back there. A repeat does no harm.
    fn give_back_there(
        state: &AppState,
        partner_id: &str,
    ) -> impl Future<Output = Result<(), PartnerError>> + Send;
}

/// A hold of one's own company, as it stands now.
pub async fn get<T: Hold>(state: &AppState, user: &CurrentUser, id: &str) -> Result<T, AppError> {
    user.require(Permission::Order)?;
    let mut held = stored::<T>(state, user, id).await?.held;
    held.set_state(held.state().at(held.held_until(), state.clock.now()));
    Ok(held)
}

async fn stored<T: Hold>(state: &AppState, user: &CurrentUser, id: &str) -> Result<StoredHold<T>, AppError> {
    let mut db = state.store.connection().await?;
    let found = holds::find(&mut db, &user.company_id, id).await?;
    found.ok_or(AppError::NotFound(T::NOT_FOUND))
}

/// A hold as the rules are to see it for one submission: what this very submission has confirmed already, before a
/// crash or at the same time, is still held for it.
pub async fn fact<T: Hold>(
    db: &mut Connection,
    company_id: &str,
    id: &str,
    submission: &str,
    now: Moment,
) -> Result<Option<T>, StoreError> {
    let Some(stored) = holds::find::<T>(db, company_id, id).await? else {
        return Ok(None);
    };
    let mut held = stored.held;
    if held.state() == HoldState::Confirmed && stored.confirmed_for.as_deref() == Some(submission) {
        held.set_state(HoldState::Held);
        held.hold_until(held.held_until().max(now.plus_seconds(HELD_SECONDS)));
    }
    Ok(Some(held))
}

/// When a hold that begins now ends: by our own clock, unless the partner system lets go of it earlier.
pub fn held_until(now: Moment, there: Option<Moment>) -> Moment {
    let ours = now.plus_seconds(HELD_SECONDS);
    there.map_or(ours, |there| there.min(ours))
}

/// Gives a hold back. Doing it again does no harm; what belongs to an order is changed with the order.
pub async fn release<T: Hold + Serialize>(
    state: &AppState,
    user: &CurrentUser,
    id: &str,
) -> Result<(), AppError> {
    user.require(Permission::Order)?;
    let stored = stored::<T>(state, user, id).await?;
    match stored.held.state() {
        HoldState::Released | HoldState::Gone => Ok(()),
        HoldState::Confirmed => Err(AppError::Conflict {
            code: T::USED,
            current: Some(serde_json::json!(stored.held)),
        }),
        HoldState::Held => {
            if change(state, &stored, HoldState::Released).await? {
                tell(state, &stored).await;
            }
            Ok(())
        }
    }
}

/// Gives back what has run out.
pub async fn release_run_out<T: Hold>(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    let run_out = {
        let mut db = state.store.connection().await?;
        holds::run_out::<T>(&mut db, now, now.plus_seconds(-ORPHANED_AFTER_SECONDS), BATCH).await?
    };
    for stored in run_out {
        // Another backend, or Submit itself, may have been quicker.
        if change(state, &stored, HoldState::Released).await? {
            tell(state, &stored).await;
        }
    }
    Ok(())
}

/// Stores a new hold, and gives back the one that it takes the place of.
pub async fn insert_instead<T: Hold>(
    db: &mut Connection,
    held: &StoredHold<T>,
    instead_of: &str,
) -> Result<(), StoreError> {
    holds::insert(db, held).await?;
    if let Some(old) = holds::find::<T>(db, &held.company_id, instead_of).await? {
        holds::change_state::<T>(db, old.held.id(), HoldState::Held, HoldState::Released).await?;
    }
    Ok(())
}

/// Tells the partner system of what was given back here already.
pub async fn tell_given_back<T: Hold>(state: &AppState, company_id: &str, id: &str) {
    if id.is_empty() {
        return;
    }
    let found = async {
        let mut db = state.store.connection().await?;
        holds::find::<T>(&mut db, company_id, id).await
    };
    match found.await {
        Ok(Some(stored)) if stored.held.state() == HoldState::Released => tell(state, &stored).await,
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "a hold that was given back could not be read"),
    }
}

/// When the partner system is away, it lets go by itself once the hold has run out.
async fn tell<T: Hold>(state: &AppState, stored: &StoredHold<T>) {
    if let Err(error) = T::give_back_there(state, &stored.partner_id).await {
        tracing::warn!(%error, held = T::TABLE, "the partner system does not know yet that a hold was given back");
    }
}

/// What became of a hold at Submit.
#[derive(Debug)]
pub enum Confirming<N> {
    Done,
    /// It is of no use any more; what the partner system named instead, which may be nothing.
    Lost(Lost, Vec<N>),
}

/// Confirms a hold for one submission, before the order's transaction and never inside it. A repeat of the same
/// submission goes through, also after a crash between the confirmation and the order; another one does not get it.
pub async fn confirm<T: Hold>(
    state: &AppState,
    submission: &str,
    stored: &StoredHold<T>,
) -> Result<Confirming<T::Other>, AppError> {
    match stored
        .held
        .state()
        .at(stored.held.held_until(), state.clock.now())
    {
        HoldState::Confirmed if stored.confirmed_for.as_deref() == Some(submission) => {
            return Ok(Confirming::Done);
        }
        HoldState::Confirmed => return Ok(Confirming::Lost(Lost::Used, Vec::new())),
        HoldState::Released => return Ok(Confirming::Lost(Lost::RanOut, Vec::new())),
        HoldState::Gone => return Ok(Confirming::Lost(Lost::Taken, Vec::new())),
        HoldState::Held => {}
    }
    // The partner system is asked before it is written down here: whoever finds it written down can rely on it. It
    // takes a repeat for what it is.
    match T::confirm_there(state, &stored.partner_id).await? {
        // Of two submissions that name the same hold, the first to come here gets it.
        Ok(()) if mark(state, stored, submission).await? => Ok(Confirming::Done),
        Ok(()) => Ok(Confirming::Lost(Lost::Used, Vec::new())),
        Err(others) => {
            change(state, stored, HoldState::Gone).await?;
            Ok(Confirming::Lost(Lost::Taken, others))
        }
    }
}

async fn mark<T: Hold>(state: &AppState, stored: &StoredHold<T>, submission: &str) -> Result<bool, AppError> {
    let (id, submission) = (stored.held.id().to_owned(), submission.to_owned());
    let marked = state
        .store
        .write(move |db| Box::pin(async move { holds::confirm_for::<T>(db, &id, &submission).await }))
        .await;
    marked.map_err(|error: StoreError| error.into())
}

async fn change<T: Hold>(state: &AppState, stored: &StoredHold<T>, to: HoldState) -> Result<bool, AppError> {
    let (id, from) = (stored.held.id().to_owned(), stored.held.state());
    let changed = state
        .store
        .write(move |db| Box::pin(async move { holds::change_state::<T>(db, &id, from, to).await }))
        .await;
    changed.map_err(|error: StoreError| error.into())
}
