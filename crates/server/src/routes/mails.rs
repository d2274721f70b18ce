//! `/api/v1/mails`: what was written to the partner.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{company::MailView, lists::Page, paths, problem::Problem};

use crate::{app::mails, error::AppError, http::current_user::CurrentUser, state::AppState};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_mails))
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct MailQuery {
    /// `next` of the page before
    after: Option<String>,
}

/// Mails to one's own company of the last 90 days, newest first, 50 on a page; to every partner for administrators.
#[utoipa::path(get, path = paths::MAILS, tag = "mails", params(MailQuery), responses(
    (status = 200, body = Page<MailView>), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem),
))]
async fn list_mails(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<MailQuery>,
) -> Result<Json<Page<MailView>>, AppError> {
    Ok(Json(mails::list(&state, &user, query.after.as_deref()).await?))
}
