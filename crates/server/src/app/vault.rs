//! The key of a user's vault in the browser (OFF-6): random, one per user, so that what was sealed in one session opens
//! in the next.

use base64::Engine as _;
use wire::session::VaultKey;

use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{
        StoreError, audit,
        vault_keys::{self, StoredKey},
    },
};

/// AES-256.
const KEY_BYTES: usize = 32;

/// The user's key; made when it is first asked for, and the same ever after.
pub async fn key(state: &AppState, user: &CurrentUser) -> Result<VaultKey, AppError> {
    let known = vault_keys::find(&mut state.store.connection().await?, &user.id).await?;
    let key = match known {
        Some(key) => key,
        None => make(state, user).await?,
    };
    Ok(VaultKey { key: key.0 })
}

async fn make(state: &AppState, user: &CurrentUser) -> Result<StoredKey, StoreError> {
    let key = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(rand::random::<[u8; KEY_BYTES]>());
    let (user_id, key, now) = (user.id.clone(), StoredKey(key), state.clock.now());
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                let kept = vault_keys::keep_first(db, &user_id, &key, now).await?;
                if kept == key {
                    audit::append(db, &user_id, "vault_key.made", "", now).await?;
                }
                Ok(kept)
            })
        })
        .await
}
