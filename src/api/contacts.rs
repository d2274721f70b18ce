//! The user's own company: its contacts, its account, the mails to it.

use wire::{
    company::{AccountSaved, AccountView, ContactSaved, Contacts, MailView},
    lists::Page,
    paths,
};

use super::client::{ApiError, Call, Fetched, path};
use crate::offline::answers::Shelf;

pub async fn list(background: bool) -> Result<Fetched<Contacts>, ApiError> {
    Call::get(paths::CONTACTS)
        .in_background(background)
        .fetch(Shelf::Base)
        .await
}

/// Saves a `PartnerContactDraft` as JSON over the version that was seen, or for the first time. 412 when a colleague has
/// changed it meanwhile. It may have been sent long ago: nobody need be there.
pub async fn save(
    idempotency_key: &str,
    id: &str,
    seen: Option<i64>,
    contact: String,
) -> Result<ContactSaved, ApiError> {
    let call = Call::put(&path(paths::CONTACT, "id", id))
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .in_background(true);
    let call = match seen {
        Some(version) => call.header("If-Match", &format!("\"{version}\"")),
        None => call.header("If-None-Match", "*"),
    };
    call.send_text(Some(contact)).await
}

pub async fn remove(id: &str, seen: i64) -> Result<(), ApiError> {
    Call::delete(&path(paths::CONTACT, "id", id))
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .header("If-Match", &format!("\"{seen}\""))
        .send::<serde_json::Value>()
        .await
        .map(|_| ())
}

pub async fn account(background: bool) -> Result<Fetched<AccountView>, ApiError> {
    Call::get(paths::ACCOUNT)
        .in_background(background)
        .fetch(Shelf::Base)
        .await
}

/// A page of the mails: the latest, or those after what is named.
pub async fn mails(after: &str, background: bool) -> Result<Fetched<Page<MailView>>, ApiError> {
    Call::get(paths::MAILS)
        .query(&[("after", after)])
        .in_background(background)
        .fetch(Shelf::List)
        .await
}

/// Changes the account, an `AccountDraft` as JSON, as it was seen: 412 when a colleague has changed it meanwhile. As with
/// [`save`], nobody need be there.
pub async fn save_account(
    idempotency_key: &str,
    seen: i64,
    account: String,
) -> Result<AccountSaved, ApiError> {
    Call::put(paths::ACCOUNT)
        .header(paths::IDEMPOTENCY_KEY, idempotency_key)
        .in_background(true)
        .header("If-Match", &format!("\"{seen}\""))
        .send_text(Some(account))
        .await
}
