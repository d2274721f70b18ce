//! Sessions: log in, stay logged in, log out here and elsewhere.

use std::net::IpAddr;

use base64::Engine as _;
use domain::moment::Moment;
use sha2::{Digest as _, Sha256};
use wire::session::{LogIn, SessionSummary, SessionView, UserView};

use super::{login_guard::Guard, passwords};
use crate::{
    error::AppError,
    http::{body::hex, current_user::CurrentUser},
    state::AppState,
    store::{
        StoreError,
        sessions::{self, Session},
        users,
    },
};

pub const IDLE_SECONDS: i64 = 30 * 60;
pub const LONGEST_SECONDS: i64 = 12 * 3600;
/// A person who works sends many requests a minute; one write in that time is enough to know it.
const TOUCH_AFTER_SECONDS: i64 = 5;
/// User names are shorter; what is longer is nobody.
const LONGEST_USER_NAME: usize = 100;

/// A new session, and the token that only its browser may know.
#[derive(Debug)]
pub struct LoggedIn {
    pub token: String,
    pub view: SessionView,
}

pub async fn log_in(
    state: &AppState,
    given: LogIn,
    address: IpAddr,
    client: String,
) -> Result<LoggedIn, AppError> {
    let user_name = given.user_name.trim().to_lowercase();
    let guard = Guard::new(&user_name, address);
    guard.check(state).await?;
    let user = if user_name.len() <= LONGEST_USER_NAME {
        users::find_user_by_name(&mut state.store.connection().await?, &user_name).await?
    } else {
        None
    };
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let right = passwords::verify(given.password, hash).await?;
    let Some(user) = user.filter(|_| right) else {
        guard.failed(state).await?;
        return Err(AppError::NotLoggedIn("session.wrong_credentials"));
    };
    guard.succeeded(state).await?;

    let token = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    let now = state.clock.now();
    let session = Session {
        id: uuid::Uuid::now_v7().to_string(),
        user_id: user.id.clone(),
        token_hash: hash_token(&token),
        started_at: now,
        last_seen_at: now,
        expires_at: now.plus_seconds(LONGEST_SECONDS),
        client,
    };
    let stored = session.clone();
    state
        .store
        .write(move |db| Box::pin(async move { sessions::insert(db, &stored).await.map_err(AppError::from) }))
        .await?;
    let user = CurrentUser {
        session_id: session.id,
        session_started_at: now,
        last_seen_at: now,
        expires_at: session.expires_at,
        id: user.id,
        user_name: user.user_name,
        display_name: user.display_name,
        company_id: user.company_id,
        company_name: user.company_name,
        access: user.access,
    };
    Ok(LoggedIn {
        token,
        view: view(state, &user),
    })
}

/// The live session of a token. A request that a person caused puts off the idle time-out.
pub async fn resume(state: &AppState, token: &str, by_a_person: bool) -> Result<CurrentUser, AppError> {
    let found = sessions::find_by_token(&mut state.store.connection().await?, &hash_token(token)).await?;
    let known = found.ok_or(AppError::NotLoggedIn("session.required"))?;
    let now = state.clock.now();
    let session = known.session;
    if now >= session.expires_at || now >= session.last_seen_at.plus_seconds(IDLE_SECONDS) {
        return Err(AppError::NotLoggedIn("session.expired"));
    }
    let mut last_seen_at = session.last_seen_at;
    if by_a_person && last_seen_at.seconds_until(now) >= TOUCH_AFTER_SECONDS {
        let id = session.id.clone();
        let touched: Result<(), StoreError> = state
            .store
            .write(move |db| Box::pin(async move { sessions::touch(db, &id, now).await }))
            .await;
        match touched {
            Ok(()) => last_seen_at = now,
            // Nothing can be written just now; what can be read is still read.
            Err(error) if error.retryable() => {
                tracing::warn!(%error, "a session could not be kept awake");
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(CurrentUser {
        session_id: session.id,
        session_started_at: session.started_at,
        last_seen_at,
        expires_at: session.expires_at,
        id: session.user_id,
        user_name: known.user_name,
        display_name: known.display_name,
        company_id: known.company_id,
        company_name: known.company_name,
        access: known.access,
    })
}

pub fn view(state: &AppState, user: &CurrentUser) -> SessionView {
    SessionView {
        id: user.session_id.clone(),
        user: UserView {
            user_name: user.user_name.clone(),
            display_name: user.display_name.clone(),
            company: user.company_name.clone(),
            access: user.access.clone(),
        },
        now: state.clock.now(),
        idle_expires_at: user.last_seen_at.plus_seconds(IDLE_SECONDS).min(user.expires_at),
        expires_at: user.expires_at,
        demonstration: state.config.demonstration,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// One's own live sessions, newest first.
pub async fn list(state: &AppState, user: &CurrentUser) -> Result<Vec<SessionSummary>, AppError> {
    let now = state.clock.now();
    let found = sessions::of_user(&mut state.store.connection().await?, &user.id).await?;
    Ok(found
        .into_iter()
        .filter(|session| now < session.expires_at && now < session.last_seen_at.plus_seconds(IDLE_SECONDS))
        .map(|session| SessionSummary {
            current: session.id == user.session_id,
            id: session.id,
            started_at: session.started_at,
            last_seen_at: session.last_seen_at,
            client: session.client,
        })
        .collect())
}

/// Ends one of one's own sessions; another user's does not exist.
pub async fn end(state: &AppState, user: &CurrentUser, session_id: String) -> Result<(), AppError> {
    let user_id = user.id.clone();
    let ended = state
        .store
        .write(move |db| Box::pin(async move { sessions::end(db, &user_id, &session_id).await }))
        .await?;
    if ended {
        Ok(())
    } else {
        Err(AppError::NotFound("session.not_found"))
    }
}

/// Whether a session that was live still is, for streams that outlast their request.
pub async fn still_live(state: &AppState, user: &CurrentUser) -> Result<bool, AppError> {
    let now: Moment = state.clock.now();
    let found = sessions::of_user(&mut state.store.connection().await?, &user.id).await?;
    Ok(found.iter().any(|session| {
        session.id == user.session_id
            && now < session.expires_at
            && now < session.last_seen_at.plus_seconds(IDLE_SECONDS)
    }))
}

fn hash_token(token: &str) -> String {
    hex(&Sha256::digest(token))
}
