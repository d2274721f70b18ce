//! Log-in, log-out, and who is logged in.

use wire::{
    paths,
    session::{LogIn, SessionView},
};

use super::client::{ApiError, Call};

/// Who is logged in. In the background it does not keep the session alive; otherwise it does.
pub async fn current(background: bool) -> Result<SessionView, ApiError> {
    Call::get(paths::SESSION)
        .in_background(background)
        .expecting_unauthorised()
        .send()
        .await
}

pub async fn log_in(credentials: &LogIn) -> Result<SessionView, ApiError> {
    Call::post(paths::SESSION)
        .expecting_unauthorised()
        .send_body(credentials)
        .await
}

pub async fn log_out() -> Result<(), ApiError> {
    Call::delete(paths::SESSION)
        .expecting_unauthorised()
        .send::<serde_json::Value>()
        .await
        .map(|_| ())
}
