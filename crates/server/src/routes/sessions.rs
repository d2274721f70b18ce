//! `/api/v1/session` and `/api/v1/sessions`

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    paths,
    problem::Problem,
    session::{LogIn, SessionSummary, SessionView},
};

use crate::{
    app::sessions,
    config::Config,
    error::AppError,
    http::{
        body::JsonBody,
        current_user::{CallerAddress, ClientName, CurrentUser, cookie_name},
    },
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(log_in, get_session, log_out))
        .routes(routes!(list_sessions))
        .routes(routes!(end_session))
}

/// Log in. The answer sets the session's cookie.
#[utoipa::path(post, path = paths::SESSION, tag = "session", request_body = LogIn, responses(
    (status = 201, body = SessionView),
    (status = 401, body = Problem, description = "Wrong name or password; which one is not told"),
    (status = 429, body = Problem, description = "Too many failures; see `Retry-After`"),
))]
async fn log_in(
    State(state): State<AppState>,
    CallerAddress(address): CallerAddress,
    ClientName(client): ClientName,
    JsonBody(given): JsonBody<LogIn>,
) -> Result<impl IntoResponse, AppError> {
    let logged_in = sessions::log_in(&state, given, address, client).await?;
    let cookie = cookie(&state.config, &logged_in.token, sessions::LONGEST_SECONDS);
    Ok((
        StatusCode::CREATED,
        AppendHeaders([(header::SET_COOKIE, cookie)]),
        Json(logged_in.view),
    ))
}

/// Who is logged in, and for how long. With the header `Jara-Background` it does not put off the idle time-out.
#[utoipa::path(get, path = paths::SESSION, tag = "session", responses(
    (status = 200, body = SessionView), (status = 401, body = Problem),
))]
async fn get_session(State(state): State<AppState>, user: CurrentUser) -> Json<SessionView> {
    Json(sessions::view(&state, &user))
}

/// Log out.
#[utoipa::path(delete, path = paths::SESSION, tag = "session", responses((status = 204), (status = 401, body = Problem)))]
async fn log_out(State(state): State<AppState>, user: CurrentUser) -> Result<impl IntoResponse, AppError> {
    let id = user.session_id.clone();
    match sessions::end(&state, &user, id).await {
        // Ended from elsewhere in the same moment: what was wanted is so.
        Ok(()) | Err(AppError::NotFound(_)) => {}
        Err(error) => return Err(error),
    }
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(header::SET_COOKIE, cookie(&state.config, "", 0))]),
    ))
}

/// One's own sessions, newest first.
#[utoipa::path(get, path = paths::SESSIONS, tag = "session", responses(
    (status = 200, body = Vec<SessionSummary>), (status = 401, body = Problem),
))]
async fn list_sessions(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<Json<Vec<SessionSummary>>, AppError> {
    Ok(Json(sessions::list(&state, &user).await?))
}

/// Log out there.
#[utoipa::path(delete, path = paths::SESSION_BY_ID, tag = "session", params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn end_session(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<StatusCode, AppError> {
    sessions::end(&state, &user, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn cookie(config: &Config, token: &str, seconds: i64) -> String {
    let secure = if config.secure_cookies() { "; Secure" } else { "" };
    format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}",
        cookie_name(config)
    )
}
