//! Records of version 1 of the database, which stood in the clear with the user's name: each is sealed when its
//! user's key is here for the first time. Until then it stays: nothing typed is lost.

use js_sys::{Array, JSON};
use wasm_bindgen::{JsCast, JsValue};

use super::{Key, seal_with};
use crate::offline::{
    database::{self, DRAFTS, OUTBOX},
    lock,
    store::StoreError,
    tabs::member,
};

/// One tab at a time: what another seals meanwhile must not be sealed over by what was read before.
const ALONE: &str = "jara-vault-old";

/// The id of a record that stands in the clear and is this user's.
fn clear_record_of(record: &JsValue, user: &str) -> Option<String> {
    let is_clear = member(record, "data").is_undefined();
    let is_theirs = member(record, "user").as_string().as_deref() == Some(user);
    (is_clear && is_theirs).then(|| member(record, "id").as_string())?
}

pub async fn seal_clear_records(key: &Key, user: &str) -> Result<(), StoreError> {
    let mut held = None;
    for store in [DRAFTS, OUTBOX] {
        let found: Array = database::all(store).await?.dyn_into()?;
        for id in found.iter().filter_map(|record| clear_record_of(&record, user)) {
            if held.is_none() {
                held = Some(lock::hold(ALONE).await);
            }
            // As it is now: another tab may have been first.
            let record = database::get(store, &id).await?;
            if clear_record_of(&record, user).is_some() {
                let json = String::from(JSON::stringify(&record)?);
                // In its own place, so the clear one is gone when the sealed one is there.
                database::put(store, &seal_with(key, store, &id, json.as_bytes()).await?).await?;
            }
        }
    }
    Ok(())
}
