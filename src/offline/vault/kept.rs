//! The wrapped copy of the key, for a reload without a connection (OFF-2).
//!
//! It lies in the browser's database, wrapped with a key of two halves. One half lies beside it; the other is the
//! name of the tab's window, which browsers keep in memory only: it outlives a reload, ends with the tab, and is in
//! no copy of the profile. A session cookie would not do: Chromium writes those to the profile, too.

use std::time::Duration;

use js_sys::Array;
use leptos::{logging::warn, prelude::window};
use wasm_bindgen::{JsCast, JsValue};

use super::{
    encoding::{hex, unhex},
    subtle,
};
use crate::offline::{
    database::{self, KEYS},
    drafts::browser_millis,
    is_id, new_id,
    store::StoreError,
    tabs::member,
};

/// How a window is named whose tab holds a half: this, an id, a point, 32 bytes in hexadecimal.
const NAMED: &str = "jara-";
const HALF_BYTES: usize = 32;
/// When someone last did something here, in `localStorage`.
const SEEN: &str = "jara-seen";
/// A session lasts this long without a sign of life (`access.md`).
const IDLE: Duration = Duration::from_secs(30 * 60);

/// What a wrapped copy yields.
pub struct Kept {
    pub key: JsValue,
    pub owner: String,
    /// When the session ends at the latest, by the browser's clock.
    pub until: i64,
}

/// The id of the copy and the other half, of a window's name.
fn halves(name: &str) -> Option<(&str, Vec<u8>)> {
    let (id, half) = name.strip_prefix(NAMED)?.split_once('.')?;
    let half = unhex(half)?;
    (is_id(id) && half.len() == HALF_BYTES).then_some((id, half))
}

/// Keeps a wrapped copy for this tab, in place of an earlier one.
pub async fn keep(raw: &[u8], owner: &str, until: i64) -> Result<(), StoreError> {
    sweep().await?;
    let half = subtle::half(&subtle::random::<HALF_BYTES>()?).await?;
    let other = subtle::random::<HALF_BYTES>()?;
    let around = subtle::derive(&half, &other).await?;
    let (iv, data) = subtle::seal(&around, owner, raw).await?;
    let id = new_id();
    let record = subtle::object(&[
        ("id", &id.as_str().into()),
        ("owner", &owner.into()),
        ("until", &(until as f64).into()),
        ("half", &half),
        ("iv", &iv),
        ("data", &data),
    ])?;
    let before = window().name().unwrap_or_default();
    database::put(KEYS, &record).await?;
    window().set_name(&format!("{NAMED}{id}.{}", hex(&other)))?;
    if let Some((before, _)) = halves(&before) {
        database::delete(KEYS, before).await?;
    }
    Ok(())
}

/// Removes copies of sessions that have ended.
async fn sweep() -> Result<(), StoreError> {
    let now = browser_millis() as f64;
    let all: Array = database::all(KEYS).await?.dyn_into()?;
    for record in all.iter() {
        let ended = member(&record, "until").as_f64().is_none_or(|until| until < now);
        if let Some(id) = member(&record, "id").as_string().filter(|_| ended) {
            database::delete(KEYS, &id).await?;
        }
    }
    Ok(())
}

/// Opens this tab's copy, unless its session has ended meanwhile.
pub async fn open() -> Result<Option<Kept>, StoreError> {
    let name = window().name().unwrap_or_default();
    let Some((id, other)) = halves(&name) else {
        return Ok(None);
    };
    let record = database::get(KEYS, id).await?;
    let owner = member(&record, "owner").as_string();
    let until = member(&record, "until").as_f64();
    let (Some(owner), Some(until)) = (owner, until) else {
        return Ok(None);
    };
    let until = until as i64;
    if until < browser_millis() || is_idle() {
        forget_all().await?;
        return Ok(None);
    }
    let around = subtle::derive(&member(&record, "half"), &other).await?;
    let key = subtle::unwrap(&around, &owner, &member(&record, "iv"), &member(&record, "data")).await?;
    Ok(Some(Kept { key, owner, until }))
}

/// Forgets every copy of this browser: one session has ended, and it was everybody's.
pub async fn forget_all() -> Result<(), StoreError> {
    if window().name().is_ok_and(|name| name.starts_with(NAMED)) {
        window().set_name("")?;
    }
    database::clear(KEYS).await
}

/// Someone did something: what lets a copy be opened again is not older than that.
pub fn seen() {
    let now = browser_millis().to_string();
    if let Ok(Some(storage)) = window().local_storage()
        && let Err(refused) = storage.set_item(SEEN, &now)
    {
        // A full disk: then a reload without a connection asks for the log-in sooner.
        warn!("the last sign of life could not be kept: {refused:?}");
    }
}

fn is_idle() -> bool {
    let seen = window()
        .local_storage()
        .ok()
        .flatten()
        .and_then(|storage| storage.get_item(SEEN).ok().flatten())
        .and_then(|seen| seen.parse::<i64>().ok());
    let idle = i64::try_from(IDLE.as_millis()).unwrap_or(i64::MAX);
    seen.is_none_or(|seen| seen.saturating_add(idle) < browser_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OFF-6
    #[test]
    fn a_window_names_its_copy_and_the_other_half() {
        let id = "11111111-2222-4333-8444-555555555555";
        let name = format!("jara-{id}.{}", "0f".repeat(32));
        assert_eq!(halves(&name), Some((id, vec![15; 32])));
    }

    /// OFF-6
    #[test]
    fn a_window_that_somebody_else_has_named_holds_no_half() {
        let id = "11111111-2222-4333-8444-555555555555";
        for name in [
            String::new(),
            "popup".to_owned(),
            format!("jara-{id}"),
            format!("jara-{id}.{}", "0f".repeat(31)),
            format!("jara-{id}.{}", "0g".repeat(32)),
            format!("jara-x.{}", "0f".repeat(32)),
        ] {
            assert_eq!(halves(&name), None, "{name}");
        }
    }
}
