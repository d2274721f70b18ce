//! ISP-4: asking NRDB about a letter of authority, and keeping what it said.

use axum::http::StatusCode;
use domain::{
    access::Permission,
    finding::{Finding, codes},
    isp_switch::{AuthorityAnswer, AuthorityRecord, authority_key},
    moment::Moment,
};
use wire::registers::NewAuthorityCheck;

use super::{
    access_checks::existing_line,
    idempotency::{Answer, earlier, once},
};
use crate::{
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    ports::number_authority::Authority,
    state::AppState,
    store::{self, Connection, StoreError, users},
};

/// What may be typed: NRDB's own references are far shorter.
const LONGEST: usize = 50;
/// A consent that was there yesterday may be used or withdrawn by now: it is asked about again.
const RECORD_LASTS_SECONDS: i64 = 24 * 3600;

/// Asks NRDB and records the answer for the user's company. That NRDB is away is an answer too.
pub async fn ask(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    asked: NewAuthorityCheck,
) -> Result<Answer, AppError> {
    user.require(Permission::Order)?;
    if let Some(answer) = earlier(state, user, submission).await? {
        return Ok(answer);
    }
    let reference = authority_key(&asked.reference);
    let wrong = |code| AppError::Invalid(vec![Finding::new(code, "reference")]);
    if reference.is_empty() {
        return Err(wrong(codes::AUTHORITY_MISSING));
    }
    if reference.chars().count() > LONGEST || reference.chars().any(char::is_control) {
        return Err(wrong(codes::AUTHORITY_UNKNOWN));
    }
    let own_number = {
        let mut db = state.store.connection().await?;
        let company = users::find_company(&mut db, &user.company_id).await?;
        company
            .map(|company| company.organisation_number)
            .unwrap_or_default()
    };
    let answer = match state.ports.numbers.authority(&reference).await {
        Ok(None) => AuthorityAnswer::Unknown,
        Ok(Some(authority)) => found(authority, &own_number, &user.company_id),
        Err(error) => {
            tracing::warn!(%error, "nothing can be said of an authority");
            AuthorityAnswer::Away
        }
    };
    let company_id = user.company_id.clone();
    let record = AuthorityRecord { reference, answer };
    once(state, user, submission, StatusCode::CREATED, move |db, now| {
        Box::pin(async move {
            store::authorities::keep(db, &company_id, &record, now).await?;
            Ok(record)
        })
    })
    .await
}

/// The company's own record of the reference that a draft names, for the rules.
pub async fn fact(
    db: &mut Connection,
    company_id: &str,
    typed: &str,
    now: Moment,
) -> Result<Option<AuthorityRecord>, StoreError> {
    let since = now.plus_seconds(-RECORD_LASTS_SECONDS);
    store::authorities::find(db, company_id, &authority_key(typed), since).await
}

fn found(authority: Authority, own_number: &str, company_id: &str) -> AuthorityAnswer {
    AuthorityAnswer::Found {
        standing: authority.standing,
        expires: authority.expires,
        given_to_us: authority.given_to == own_number,
        given_by: authority.given_by,
        owner: authority.owner,
        line: authority.line.map(|line| existing_line(line, company_id)),
    }
}
