//! Records that are kept for the user who is logged in: sealed by the vault (OFF-6), written durably, one write after
//! the other.
//!
//! What cannot be written now (no database, a full disk, nobody logged in) is remembered in the page's memory, read
//! from there as if it were written, and written as soon as that works. [`trouble`] lets the application say so.

use std::{cell::RefCell, collections::BTreeMap, time::Duration};

use js_sys::{Array, Function, Promise, Reflect};
use leptos::{logging::warn, prelude::*, task::spawn_local};
use serde::{Serialize, de::DeserializeOwned};
use texts::{Key, Language};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{database, last_words, tabs::member, vault};

pub use super::database::{ANSWERS, DRAFT_SYNC, DRAFTS, FILES, FORMS, KNOWN, OUTBOX};

/// So often what is only remembered is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// Why a record could not be kept or read: one of the codes below, or the browser's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(pub String);

const MISSING: &str = "missing";
const INSECURE: &str = "insecure";
const FULL: &str = "full";
const LOCKED: &str = "locked";

impl StoreError {
    /// The browser has no database for us: a private window, a setting of the user's house.
    pub fn missing() -> Self {
        Self(MISSING.to_owned())
    }

    /// The browser has no cryptography for an address without HTTPS.
    pub fn insecure() -> Self {
        Self(INSECURE.to_owned())
    }

    pub fn full() -> Self {
        Self(FULL.to_owned())
    }

    pub fn locked() -> Self {
        Self(LOCKED.to_owned())
    }

    pub fn is_locked(&self) -> bool {
        self.0 == LOCKED
    }

    /// The `name` of a DOMException, or of the one that a failed request or transaction hands over with its event.
    pub fn name_of(value: &JsValue) -> String {
        let error = member(&member(value, "target"), "error");
        let error = if error.is_object() { &error } else { value };
        member(error, "name").as_string().unwrap_or_default()
    }
}

impl From<JsValue> for StoreError {
    fn from(value: JsValue) -> Self {
        if Self::name_of(&value) == "QuotaExceededError" {
            return Self::full();
        }
        let text = Reflect::get(&member(&value, "target"), &"error".into())
            .ok()
            .filter(JsValue::is_object)
            .unwrap_or(value);
        Self(format!("{text:?}"))
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<crate::json::Unreadable> for StoreError {
    fn from(error: crate::json::Unreadable) -> Self {
        Self(error.to_string())
    }
}

/// The reason of a [`StoreError`] in words for people.
pub fn said(language: Language, reason: &str) -> String {
    let key = match reason {
        MISSING => Key::StoreMissing,
        INSECURE => Key::StoreInsecure,
        FULL => Key::StoreFull,
        LOCKED => Key::StoreLocked,
        words => return words.to_owned(),
    };
    texts::text(language, key).to_owned()
}

/// A store and an id in it.
type Place = (String, String);

thread_local! {
    /// What is only remembered, as JSON.
    static REMEMBERED: RefCell<BTreeMap<Place, String>> = const { RefCell::new(BTreeMap::new()) };
    /// What is being written, as JSON, or deleted: none.
    static UNDER_WAY: RefCell<BTreeMap<Place, Option<String>>> = const { RefCell::new(BTreeMap::new()) };
    static TROUBLE: ArcRwSignal<Option<String>> = ArcRwSignal::new(None);
    /// The end of the last write that was begun.
    static LAST: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Why the browser does not keep what it is given, as long as it does not; a signal. For [`said`].
pub fn trouble() -> Option<String> {
    TROUBLE.with(Clone::clone).get()
}

fn set_trouble(reason: Option<String>) {
    let signal = TROUBLE.with(Clone::clone);
    if signal.with_untracked(|known| *known != reason) {
        signal.set(reason);
    }
}

/// Tries again what is only remembered, now and then and when the vault opens. Call it once, at the start.
pub fn begin() {
    vault::begin();
    last_words::begin();
    if let Err(refused) = set_interval_with_handle(write_remembered, AGAIN) {
        warn!("what is only remembered is not tried again: {refused:?}");
    }
    // Before the listeners of the forms, which know better what is typed. The application lives as long as the page.
    let _ = window_event_listener_untyped("pagehide", |_| say_what_is_under_way());
    Effect::new(move |_| {
        if vault::state() == vault::State::Open {
            write_remembered();
        }
    });
}

fn write_remembered() {
    if REMEMBERED.with_borrow(BTreeMap::is_empty) || vault::owner().is_none() {
        return;
    }
    spawn_local(async {
        let places: Vec<Place> = REMEMBERED.with_borrow(|all| all.keys().cloned().collect());
        for (store, id) in places {
            let _alone = turn().await;
            // As it is now: it may have been written or deleted meanwhile.
            let Some(json) = remembered(&store, &id) else {
                continue;
            };
            if write(&store, &id, &json).await.is_err() {
                return;
            }
        }
    });
}

fn remembered(store: &str, id: &str) -> Option<String> {
    REMEMBERED.with_borrow(|all| all.get(&(store.to_owned(), id.to_owned())).cloned())
}

fn forget_remembered(store: &str, id: &str) {
    let left = REMEMBERED.with_borrow_mut(|all| {
        all.remove(&(store.to_owned(), id.to_owned()));
        all.len()
    });
    if left == 0 {
        set_trouble(None);
    }
}

/// A page that goes is not given the time to end what it has begun.
fn say_what_is_under_way() {
    let remembered = REMEMBERED.with_borrow(|all| all.clone());
    for ((store, id), json) in remembered {
        last_words::say(&store, &id, Some(&json));
    }
    let under_way = UNDER_WAY.with_borrow(|all| all.clone());
    for ((store, id), json) in under_way {
        last_words::say(&store, &id, json.as_deref());
    }
}

/// Notes that a record is being written or, without JSON, deleted, and has it done.
async fn noted(
    store: &str,
    id: &str,
    json: Option<String>,
    work: impl Future<Output = Result<(), StoreError>>,
) -> Result<(), StoreError> {
    let place = (store.to_owned(), id.to_owned());
    UNDER_WAY.with_borrow_mut(|all| all.insert(place.clone(), json.clone()));
    let done = work.await;
    UNDER_WAY.with_borrow_mut(|all| {
        // Something newer may have been begun.
        if all.get(&place) == Some(&json) {
            all.remove(&place);
        }
    });
    done
}

/// The right to write; the next one gets it when this is dropped.
struct Turn(Option<Function>);

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(done) = &self.0 {
            // A promise's own function cannot refuse.
            let _ = done.call0(&JsValue::UNDEFINED);
        }
    }
}

/// One write after the other: sealing takes a moment, and an older state must not land upon a newer one.
async fn turn() -> Turn {
    let mut done = None;
    let mine = Promise::new(&mut |resolve, _| done = Some(resolve));
    let turn = Turn(done);
    if let Some(before) = LAST.with_borrow_mut(|last| last.replace(mine)) {
        // Never rejected.
        let _ = JsFuture::from(before).await;
    }
    turn
}

/// When all that was begun to be written or deleted before is done.
pub async fn caught_up() {
    drop(turn().await);
}

async fn write(store: &str, id: &str, json: &str) -> Result<(), StoreError> {
    let written = async {
        let record = vault::seal(store, id, json.as_bytes()).await?;
        database::put(store, &record).await
    }
    .await;
    match &written {
        Ok(()) => {
            forget_remembered(store, id);
            last_words::written(store, id, json);
        }
        Err(StoreError(reason)) => {
            REMEMBERED.with_borrow_mut(|all| {
                all.insert((store.to_owned(), id.to_owned()), json.to_owned());
            });
            set_trouble(Some(reason.clone()));
        }
    }
    written
}

/// Keeps a record, in place of an earlier one with the same id. After an error it is remembered and tried again.
pub async fn put<T: Serialize>(store: &str, id: &str, record: &T) -> Result<(), StoreError> {
    put_text(store, id, serde_json::to_string(record)?).await
}

/// Keeps a record of a page that goes, or has none any more: there is no time for [`put`] and [`delete`], which are begun
/// all the same.
pub fn put_last<T: Serialize>(store: &str, id: &str, record: Option<&T>) {
    match record.map(serde_json::to_string).transpose() {
        Ok(json) => last_words::say(store, id, json.as_deref()),
        Err(error) => warn!("the last words are none: {error}"),
    }
}

/// Keeps what is a help and no promise: where it cannot be written it is not remembered, and nobody is told.
pub async fn put_spare<T: Serialize>(store: &str, id: &str, record: &T) -> Result<(), StoreError> {
    let json = serde_json::to_string(record)?;
    vault::settled().await;
    let record = vault::seal(store, id, json.as_bytes()).await?;
    database::put(store, &record).await
}

pub(super) async fn put_text(store: &str, id: &str, json: String) -> Result<(), StoreError> {
    let written = async {
        vault::settled().await;
        let _alone = turn().await;
        write(store, id, &json).await
    };
    noted(store, id, Some(json.clone()), written).await
}

pub async fn get<T: DeserializeOwned>(store: &str, id: &str) -> Result<Option<T>, StoreError> {
    Ok(get_text(store, id).await?.and_then(|json| readable(store, &json)))
}

async fn get_text(store: &str, id: &str) -> Result<Option<String>, StoreError> {
    vault::settled().await;
    last_words::take().await;
    if let Some(json) = remembered(store, id) {
        return Ok(Some(json));
    }
    match unsealed_one(store, id).await {
        Ok(json) => Ok(json),
        Err(error) => only_remembered(error).map(|()| None),
    }
}

async fn unsealed_one(store: &str, id: &str) -> Result<Option<String>, StoreError> {
    vault::must_be_open()?;
    let record = database::get(store, id).await?;
    Ok(text_of(store, &record).await)
}

async fn text_of(store: &str, record: &JsValue) -> Option<String> {
    String::from_utf8(vault::unseal(store, record).await?)
        .inspect_err(|error| warn!("a record in {store} is no text: {error}"))
        .ok()
}

/// A browser that keeps nothing has what is remembered and nothing else; that is no error, but it is said. A vault
/// that is locked is one: what cannot be read now is not gone.
fn only_remembered(error: StoreError) -> Result<(), StoreError> {
    if [MISSING, INSECURE].contains(&error.0.as_str()) {
        set_trouble(Some(error.0));
        return Ok(());
    }
    Err(error)
}

/// All records of a store that are this user's. An error while the vault is locked.
pub async fn all<T: DeserializeOwned>(store: &str) -> Result<Vec<T>, StoreError> {
    let texts = all_texts(store).await?;
    Ok(texts.iter().filter_map(|json| readable(store, json)).collect())
}

async fn all_texts(store: &str) -> Result<Vec<String>, StoreError> {
    vault::settled().await;
    last_words::take().await;
    let mut texts = REMEMBERED.with_borrow(|all| {
        all.iter()
            .filter(|((of, _), _)| of == store)
            .map(|(_, json)| json.clone())
            .collect::<Vec<_>>()
    });
    match unsealed(store).await {
        Ok(kept) => texts.extend(kept),
        Err(error) => only_remembered(error)?,
    }
    Ok(texts)
}

/// What the database holds, but for what has a later state that is only remembered.
async fn unsealed(store: &str) -> Result<Vec<String>, StoreError> {
    vault::must_be_open()?;
    let records: Array = database::all(store).await?.dyn_into()?;
    let mut texts = Vec::new();
    for record in records.iter() {
        let id = member(&record, "id").as_string().unwrap_or_default();
        if remembered(store, &id).is_none()
            && let Some(json) = text_of(store, &record).await
        {
            texts.push(json);
        }
    }
    Ok(texts)
}

pub async fn delete(store: &str, id: &str) -> Result<(), StoreError> {
    let deleted = async {
        let _alone = turn().await;
        forget_remembered(store, id);
        let deleted = database::delete(store, id).await;
        last_words::unsay(store, id);
        deleted.or_else(only_remembered)
    };
    noted(store, id, None, deleted).await
}

fn readable<T: DeserializeOwned>(store: &str, json: &str) -> Option<T> {
    crate::json::read(json)
        .inspect_err(|error| warn!("a record in {store} cannot be read: {error}"))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OFF-1
    #[test]
    fn why_something_is_not_kept_is_said_in_both_languages() {
        for language in [Language::Norwegian, Language::English] {
            for error in [
                StoreError::missing(),
                StoreError::insecure(),
                StoreError::full(),
                StoreError::locked(),
            ] {
                assert_ne!(said(language, &error.0), error.0);
            }
            assert_eq!(said(language, "the disk is on fire"), "the disk is on fire");
        }
    }
}
