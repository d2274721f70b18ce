//! The partner's contacts: its users see them, those with full access and super users change them.

use axum::http::StatusCode;
use domain::{
    access::Permission,
    contacts::{self, Around, OrdersOf, PartnerContact, PartnerContactDraft, Taken},
    moment::Moment,
};
use wire::company::{ContactSaved, ContactView, Contacts};

use crate::{
    app::idempotency::{self, Answer},
    error::AppError,
    http::{body::Submission, current_user::CurrentUser, version::Precondition},
    state::AppState,
    store::{
        Connection, StoreError, audit,
        contacts::{self as stored, ContactToStore, MOST_PER_COMPANY},
        users,
    },
};

pub async fn list(state: &AppState, user: &CurrentUser) -> Result<Contacts, AppError> {
    user.require(Permission::Company)?;
    let company_id = user.company_id.clone();
    let read = state.store.read(move |db| {
        Box::pin(async move {
            Ok::<_, StoreError>(Contacts {
                items: stored::of_company(db, &company_id, false).await?,
                colleagues: users::of_company(db, &company_id).await?,
            })
        })
    });
    Ok(read.await?)
}

pub async fn show(state: &AppState, user: &CurrentUser, id: &str) -> Result<ContactView, AppError> {
    user.require(Permission::Company)?;
    let id = contact_id(id).ok_or_else(not_found)?;
    stored::find(&mut state.store.connection().await?, &user.company_id, &id)
        .await?
        .ok_or_else(not_found)
}

/// Saves a contact over the version that the browser has seen, or as a new one.
pub async fn save(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    id: &str,
    seen: Precondition,
    draft: PartnerContactDraft,
) -> Result<Answer, AppError> {
    user.require(Permission::Contacts)?;
    let id = contact_id(id).ok_or_else(|| AppError::field("id", "contact.id_invalid"))?;
    let (user_id, company_id) = (user.id.clone(), user.company_id.clone());
    let status = match seen {
        Precondition::Absent => StatusCode::CREATED,
        Precondition::Version(_) => StatusCode::OK,
    };
    idempotency::once(state, user, submission, status, move |db, now| {
        Box::pin(async move {
            let version = write(db, (&company_id, &user_id), &id, seen, &draft, now).await?;
            Ok(ContactSaved { id, version })
        })
    })
    .await
}

async fn write(
    db: &mut Connection,
    (company_id, user_id): (&str, &str),
    id: &str,
    seen: Precondition,
    draft: &PartnerContactDraft,
    now: Moment,
) -> Result<i64, AppError> {
    let others = stored::of_company(db, company_id, true).await?;
    let contact = checked(db, company_id, id, &others, draft).await?;
    let contact = ContactToStore {
        company_id: company_id.to_owned(),
        id: id.to_owned(),
        contact,
        changed_by: user_id.to_owned(),
    };
    let (written, version, action) = match seen {
        Precondition::Absent if others.len() >= MOST_PER_COMPANY as usize => {
            return Err(AppError::Unprocessable("contact.too_many"));
        }
        Precondition::Absent => (stored::insert(db, &contact, now).await?, 1, "contact.made"),
        Precondition::Version(seen) => (
            stored::update(db, &contact, seen, now).await?,
            seen.saturating_add(1),
            "contact.changed",
        ),
    };
    if !written {
        return Err(overtaken(db, company_id, id).await?);
    }
    audit::append(db, user_id, action, id, now).await?;
    Ok(version)
}

/// The draft against the company as it is in this transaction.
async fn checked(
    db: &mut Connection,
    company_id: &str,
    id: &str,
    others: &[ContactView],
    draft: &PartnerContactDraft,
) -> Result<PartnerContact, AppError> {
    let colleagues = users::of_company(db, company_id).await?;
    let colleagues: Vec<String> = colleagues.into_iter().map(|user| user.user_name).collect();
    let orders_of = |code: &str| match code {
        "" => OrdersOf::Nobody,
        name if colleagues.iter().any(|colleague| colleague == name) => OrdersOf::User(name.to_owned()),
        _ => OrdersOf::Everyone,
    };
    let taken = others
        .iter()
        .filter(|other| other.id != id && !other.orders_of.is_empty())
        .map(|other| Taken {
            orders_of: orders_of(&other.orders_of),
            name: other.name.clone(),
        })
        .collect();
    let verdict = contacts::parse(draft, &Around { colleagues, taken });
    verdict.valid.ok_or(AppError::Invalid(verdict.findings))
}

/// The contact is no longer what was seen: what it is now, or that it is gone.
async fn overtaken(db: &mut Connection, company_id: &str, id: &str) -> Result<AppError, StoreError> {
    Ok(match stored::find(db, company_id, id).await? {
        Some(current) => AppError::changed(&current),
        None => not_found(),
    })
}

/// Removes the version of a contact that was seen. With a key a repeat gets the first answer.
pub async fn remove(
    state: &AppState,
    user: &CurrentUser,
    submission: Submission,
    id: &str,
    seen: i64,
) -> Result<Answer, AppError> {
    user.require(Permission::Contacts)?;
    let id = contact_id(id).ok_or_else(not_found)?;
    let (user_id, company_id) = (user.id.clone(), user.company_id.clone());
    idempotency::once(
        state,
        user,
        &submission,
        StatusCode::NO_CONTENT,
        move |db, now| {
            Box::pin(async move {
                if !stored::delete(db, &company_id, &id, seen).await? {
                    return Err(overtaken(db, &company_id, &id).await?);
                }
                Ok(audit::append(db, &user_id, "contact.removed", &id, now).await?)
            })
        },
    )
    .await
}

/// A contact's id in its usual form; none when it is no UUID.
fn contact_id(text: &str) -> Option<String> {
    uuid::Uuid::parse_str(text).ok().map(|id| id.to_string())
}

fn not_found() -> AppError {
    AppError::NotFound("contact.not_found")
}
