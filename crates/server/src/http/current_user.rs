//! Who asks: the session cookie, the user behind it, and the address that a request comes from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use domain::{
    access::{Access, Permission},
    moment::Moment,
};

use crate::{app::sessions, config::Config, error::AppError, state::AppState, store::orders::Scope};

/// Marks a request that no person caused: it does not put off the idle time-out.
pub const BACKGROUND: &str = wire::paths::BACKGROUND;

/// The user of a live session. As an argument of a handler it refuses everybody else with 401.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    pub session_id: String,
    pub session_started_at: Moment,
    pub last_seen_at: Moment,
    pub expires_at: Moment,
    pub id: String,
    pub user_name: String,
    pub display_name: String,
    pub company_id: String,
    pub company_name: String,
    pub access: Access,
}

impl CurrentUser {
    pub fn require(&self, permission: Permission) -> Result<(), AppError> {
        self.access
            .may(permission)
            .map_err(|reason| AppError::Forbidden(reason.code))
    }

    /// The orders that the user sees.
    pub fn order_scope(&self) -> Result<Scope, AppError> {
        match &self.access {
            Access::Partner { .. } => {
                self.require(Permission::Follow)?;
                Ok(Scope::Company(self.company_id.clone()))
            }
            Access::Operator { .. } => {
                self.require(Permission::HandleOrders)?;
                Ok(Scope::AllPartners)
            }
        }
    }
}

impl FromRequestParts<AppState> for CurrentUser {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let token =
            session_token(&parts.headers, &state.config).ok_or(AppError::NotLoggedIn("session.required"))?;
        let background = parts.headers.contains_key(BACKGROUND) || parts.uri.path() == wire::paths::EVENTS;
        let user = sessions::resume(state, token, !background).await?;
        let meant = parts.headers.get(wire::paths::USER);
        if meant.is_some_and(|tag| tag.as_bytes() != wire::paths::user_tag(&user.user_name).as_bytes()) {
            // OFF-6: a page of one user does nothing in the name of another who has logged in beside it.
            return Err(AppError::NotLoggedIn("session.other_user"));
        }
        Ok(user)
    }
}

/// `__Host-` binds the cookie to this host and to TLS; browsers refuse it without `Secure`.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.secure_cookies() {
        "__Host-jara-session"
    } else {
        "jara-session"
    }
}

fn session_token<'h>(headers: &'h HeaderMap, config: &Config) -> Option<&'h str> {
    let name = cookie_name(config);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Browser and system as they name themselves, cut to what is worth keeping.
#[derive(Clone, Debug)]
pub struct ClientName(pub String);

impl FromRequestParts<AppState> for ClientName {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        let named = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        Ok(Self(
            named.chars().filter(|c| !c.is_control()).take(200).collect(),
        ))
    }
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct CallerAddress(pub IpAddr);

impl FromRequestParts<AppState> for CallerAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| address.ip());
        // Only the entry that our own proxy added can be believed: the last.
        let forwarded = || {
            let value = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
            value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let address = if state.config.trusted_proxy {
            forwarded().or(peer)
        } else {
            peer
        };
        Ok(Self(address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}
