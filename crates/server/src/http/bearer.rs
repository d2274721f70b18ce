//! Tokens that programs bring, where people bring a session.

use axum::http::{HeaderMap, header};
use sha2::{Digest as _, Sha256};

/// Whether a request bears this token. Hashes are compared, so that the time it takes says nothing of where two tokens
/// begin to differ.
pub fn bears_token(headers: &HeaderMap, token: &str) -> bool {
    let sent = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    !token.is_empty() && Sha256::digest(sent) == Sha256::digest(token)
}
