//! Log-in, log-out, and who is logged in.

use wire::{
    demonstration::DemonstrationUser,
    paths,
    session::{LogIn, SessionView, VaultKey},
};

use super::client::{ApiError, Call};

/// Who is logged in. In the background it does not keep the session alive; otherwise it does.
pub async fn current(background: bool) -> Result<SessionView, ApiError> {
    Call::get(paths::SESSION)
        .in_background(background)
        .expecting_unauthorised()
        .of_anybody()
        .send()
        .await
}

pub async fn log_in(credentials: &LogIn) -> Result<SessionView, ApiError> {
    Call::post(paths::SESSION)
        .expecting_unauthorised()
        .send_body(credentials)
        .await
}

/// Whom one can log in as in a demonstration; nobody anywhere else.
pub async fn demonstration_users() -> Result<Vec<DemonstrationUser>, ApiError> {
    Call::get(paths::DEMONSTRATION_USERS)
        .in_background(true)
        .send()
        .await
}

pub async fn log_out() -> Result<(), ApiError> {
    Call::delete(paths::SESSION)
        .expecting_unauthorised()
        .send::<serde_json::Value>()
        .await
        .map(|_| ())
}

/// The key that seals what this user's browsers keep (OFF-6).
pub async fn vault_key() -> Result<VaultKey, ApiError> {
    Call::get(paths::VAULT_KEY).in_background(true).send().await
}
