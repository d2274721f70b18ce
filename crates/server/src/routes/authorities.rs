//! `/api/v1/authorities`

use axum::extract::State;
use domain::isp_switch::AuthorityRecord;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{paths, problem::Problem, registers::NewAuthorityCheck};

use crate::{
    app::{authorities, idempotency::Answer},
    error::AppError,
    http::{body::Submitted, current_user::CurrentUser},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_authority_check))
}

/// Ask NRDB about a letter of authority (ISP-4). That NRDB does not know it or does not answer is an answer too.
#[utoipa::path(post, path = paths::AUTHORITIES, tag = "ISP switch", request_body = NewAuthorityCheck,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 201, body = AuthorityRecord), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem),
))]
async fn create_authority_check(
    State(state): State<AppState>,
    user: CurrentUser,
    Submitted { body, submission }: Submitted<NewAuthorityCheck>,
) -> Result<Answer, AppError> {
    authorities::ask(&state, &user, &submission, body).await
}
