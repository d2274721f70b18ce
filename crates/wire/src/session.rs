//! Who is logged in, and for how long.

use domain::{access::Access, moment::Moment};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogIn {
    pub user_name: String,
    pub password: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserView {
    pub user_name: String,
    pub display_name: String,
    pub company: String,
    pub access: Access,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    pub id: String,
    pub user: UserView,
    /// The backend's clock, so that the browser counts down by it.
    pub now: Moment,
    /// Logged out then unless something is done before: 30 minutes after the last request that a person caused.
    pub idle_expires_at: Moment,
    /// Logged out then in any case: 12 hours after the log-in.
    pub expires_at: Moment,
    /// True when the data is invented and the clock can be set forward.
    pub demonstration: bool,
    /// Version of the backend and of the application that it serves.
    pub version: String,
}

/// One of one's own sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionSummary {
    pub id: String,
    pub started_at: Moment,
    pub last_seen_at: Moment,
    /// Browser and system in a few words, as it named itself.
    pub client: String,
    pub current: bool,
}

/// The key that seals what the browser keeps of a user (OFF-6): one per user, handed to a live session alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VaultKey {
    /// 32 random bytes as base64url without padding.
    pub key: String,
}

/// The key stays out of every log.
impl std::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKey(…)")
    }
}
