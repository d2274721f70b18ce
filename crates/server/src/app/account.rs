//! The partner's account: its users see it, those with full access and super users change what is theirs to set.

use axum::http::StatusCode;
use domain::{
    access::Permission,
    account::{self, AccountDraft},
};
use wire::company::{AccountSaved, AccountView};

use crate::{
    app::idempotency::{self, Answer},
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    state::AppState,
    store::{Connection, accounts, audit, users},
};

pub async fn show(state: &AppState, user: &CurrentUser) -> Result<AccountView, AppError> {
    user.require(Permission::Company)?;
    let company_id = user.company_id.clone();
    state
        .store
        .read(move |db| Box::pin(async move { read(db, &company_id).await }))
        .await
}

async fn read(db: &mut Connection, company_id: &str) -> Result<AccountView, AppError> {
    let company = users::find_company(db, company_id)
        .await?
        .ok_or_else(|| AppError::internal("a user's company is not there"))?;
    let account = accounts::find(db, company_id).await?;
    Ok(AccountView {
        version: account.version,
        company: company.name,
        organisation_number: company.organisation_number,
        quotes_email: account.quotes_email,
        language: account.language,
        service_hours: account.service_hours,
        users: users::of_company(db, company_id).await?,
    })
}

/// Changes what the partner may set, over the version that was seen.
pub async fn save(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    seen: i64,
    draft: AccountDraft,
) -> Result<Answer, AppError> {
    user.require(Permission::Contacts)?;
    let verdict = account::parse(&draft);
    let account = verdict.valid.ok_or(AppError::Invalid(verdict.findings))?;
    let (user_id, company_id) = (user.id.clone(), user.company_id.clone());
    idempotency::once(state, user, submission, StatusCode::OK, move |db, now| {
        Box::pin(async move {
            if !accounts::update(db, &company_id, seen, &account).await? {
                return Err(AppError::changed(&read(db, &company_id).await?));
            }
            audit::append(db, &user_id, "account.changed", &company_id, now).await?;
            Ok(AccountSaved {
                version: seen.saturating_add(1),
            })
        })
    })
    .await
}
