//! Who was logged in last, kept sealed: the application opens without a connection for the same user, while the
//! browser still has the key (OFF-2, OFF-6).

use domain::moment::Moment;
use serde::{Deserialize, Serialize};
use wire::session::SessionView;

use super::{
    drafts::browser_millis,
    store::{self, KNOWN, StoreError},
    vault,
};

#[derive(Serialize, Deserialize)]
struct Known {
    session: SessionView,
    /// When the backend said so, by the browser's clock.
    at: i64,
}

fn id(owner: &str) -> String {
    format!("{owner}/session")
}

/// Keeps what the backend has just said of the session, once the key is here.
pub async fn keep(session: SessionView) {
    let at = browser_millis();
    vault::settled().await;
    let Some(owner) = vault::owner() else { return };
    if let Err(StoreError(reason)) = store::put_spare(KNOWN, &id(&owner), &Known { session, at }).await {
        leptos::logging::warn!("the session is not known after a reload without a connection: {reason}");
    }
}

/// The session as it was last known, with the backend's clock reckoned on to now, and when it was known by the
/// browser's clock.
pub async fn recall() -> Option<(SessionView, i64)> {
    if !vault::reopen().await {
        return None;
    }
    let owner = vault::owner()?;
    let known = store::get::<Known>(KNOWN, &id(&owner))
        .await
        .unwrap_or_else(|StoreError(reason)| {
            leptos::logging::warn!("the last session cannot be read: {reason}");
            None
        })?;
    let mut session = known.session;
    let passed = browser_millis().saturating_sub(known.at).max(0);
    session.now = Moment::from_millis(session.now.millis().saturating_add(passed));
    Some((session, known.at))
}
