//! The last words of a page that goes: what was typed or thrown away in the moment before its tab was closed or loaded
//! anew (OFF-1).
//!
//! To seal and to write into the database takes a moment that such a page is not given. So a pad is made while there is
//! time: bytes of the key's own cipher, as many as a draft may have. The last words are laid over it and put into
//! `localStorage`, which takes them at once. Whoever reads the store next brings them into the database first.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::{logging::warn, prelude::*, task::spawn_local};
use web_sys::Storage;

use super::{
    store::{self, StoreError},
    vault::{
        self,
        encoding::{hex, unhex},
        pad,
    },
};

/// Before the owner, the store and the id, in the name of an item.
const PREFIX: &str = "jara-last-words/";
/// A draft with all its answers has some 20 KB.
const PAD_BYTES: usize = 128 << 10;

/// What one page's last words are laid over.
struct Pad {
    owner: String,
    number: Vec<u8>,
    bytes: Vec<u8>,
    used: usize,
}

thread_local! {
    static PAD: RefCell<Option<Pad>> = const { RefCell::new(None) };
    /// What this page has said, by the names of the items.
    static SAID: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Makes a pad ready whenever the vault opens. Call it once, at the start.
pub fn begin() {
    Effect::new(move |_| {
        PAD.set(None);
        if vault::state() == vault::State::Open {
            spawn_local(prepare());
        }
    });
    // The page did not go after all: it goes on with what it has in its memory. The application lives as long as the
    // page, and so does the listener.
    let _ = window_event_listener_untyped("pageshow", move |_| {
        let said = SAID.take();
        if let Some(storage) = storage().filter(|_| !said.is_empty()) {
            said.keys().for_each(|name| remove(&storage, name));
            spawn_local(prepare());
        }
    });
}

async fn prepare() {
    let made = async {
        let number = pad::number()?;
        let bytes = pad::make(&number, PAD_BYTES).await?;
        Ok::<_, StoreError>((number, bytes))
    };
    match (made.await, vault::owner()) {
        (Ok((number, bytes)), Some(owner)) => PAD.set(Some(Pad {
            owner,
            number,
            bytes,
            used: 0,
        })),
        (Ok(_), None) => {}
        (Err(StoreError(reason)), _) => warn!("a page that goes will keep no last words: {reason}"),
    }
}

impl Pad {
    /// Covers a text; none when no pad is left for it. No part of a pad covers two texts: together they would show
    /// what they say.
    fn cover(&mut self, clear: &[u8]) -> Option<String> {
        let end = self.used.checked_add(clear.len())?;
        let covered = laid_over(clear, self.bytes.get(self.used..end)?);
        let text = format!("{}.{}.{}", hex(&self.number), self.used, hex(&covered));
        self.used = end;
        Some(text)
    }
}

fn laid_over(text: &[u8], pad: &[u8]) -> Vec<u8> {
    text.iter().zip(pad).map(|(text, pad)| text ^ pad).collect()
}

/// The pad's number, where in it the text begins, and the text.
fn parts(item: &str) -> Option<(Vec<u8>, usize, Vec<u8>)> {
    let mut parts = item.split('.');
    let (number, begin, covered) = (parts.next()?, parts.next()?, parts.next()?);
    Some((unhex(number)?, begin.parse().ok()?, unhex(covered)?))
}

/// What a text is bound to stands before it.
fn bound(store: &str, id: &str, json: &str) -> String {
    format!("{store}/{id}\n{json}")
}

fn name(owner: &str, store: &str, id: &str) -> String {
    format!("{PREFIX}{owner}/{store}/{id}")
}

/// Keeps a record of a page that goes, at once; none where it has just been deleted.
pub fn say(store: &str, id: &str, record: Option<&str>) {
    // JSON is never empty.
    let json = record.unwrap_or_default();
    let (Some(owner), Some(storage)) = (vault::owner(), storage()) else {
        return;
    };
    let covered = PAD.with_borrow_mut(|pad| {
        pad.as_mut()
            .filter(|pad| pad.owner == owner)?
            .cover(bound(store, id, json).as_bytes())
    });
    let Some(covered) = covered else { return };
    let name = name(&owner, store, id);
    if let Err(refused) = storage.set_item(&name, &covered) {
        warn!("the last words are not kept: {refused:?}");
        return;
    }
    SAID.with_borrow_mut(|said| said.insert(name, json.to_owned()));
}

/// The database has a record now. What was said last stays until it has just that.
pub fn written(store: &str, id: &str, json: &str) {
    let name = vault::owner().map(|owner| name(&owner, store, id));
    let Some(name) =
        name.filter(|name| SAID.with_borrow(|said| said.get(name).is_some_and(|last| last == json)))
    else {
        return;
    };
    SAID.with_borrow_mut(|said| said.remove(&name));
    if let Some(storage) = storage() {
        remove(&storage, &name);
    }
}

/// A record is deleted, and what was said of it before with it. What this page has said since stays.
pub fn unsay(store: &str, id: &str) {
    let (Some(owner), Some(storage)) = (vault::owner(), storage()) else {
        return;
    };
    let name = name(&owner, store, id);
    let since = SAID.with_borrow_mut(|said| match said.get(&name) {
        Some(last) if !last.is_empty() => true,
        _ => {
            said.remove(&name);
            false
        }
    });
    if !since {
        remove(&storage, &name);
    }
}

/// Brings into the database what pages that are gone have said last.
pub async fn take() {
    let (Some(owner), Some(storage)) = (vault::owner(), storage()) else {
        return;
    };
    let of_owner = format!("{PREFIX}{owner}/");
    let count = storage.length().unwrap_or(0);
    let names: Vec<String> = (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|name| name.starts_with(&of_owner) && !SAID.with_borrow(|said| said.contains_key(name)))
        .collect();
    for name in names {
        let place = name
            .strip_prefix(&of_owner)
            .and_then(|place| place.split_once('/'));
        let item = storage.get_item(&name).ok().flatten();
        let (Some((store, id)), Some(item)) = (place, item) else {
            continue;
        };
        match uncovered(store, id, &item).await {
            Ok(Some(json)) => {
                let kept = if json.is_empty() {
                    store::delete(store, id).await
                } else {
                    store::put_text(store, id, json).await
                };
                if let Err(StoreError(reason)) = kept {
                    warn!("the last words wait: {reason}");
                    continue;
                }
            }
            Ok(None) => warn!("the last words of a page cannot be read"),
            // The vault was locked meanwhile.
            Err(_) => continue,
        }
        remove(&storage, &name);
    }
}

/// What an item says; none when it is damaged.
async fn uncovered(store: &str, id: &str, item: &str) -> Result<Option<String>, StoreError> {
    let Some((number, begin, covered)) = parts(item) else {
        return Ok(None);
    };
    let end = begin.saturating_add(covered.len());
    if end > PAD_BYTES {
        return Ok(None);
    }
    let pad = pad::make(&number, end).await?;
    let clear = pad.get(begin..).map(|pad| laid_over(&covered, pad));
    let text = clear.and_then(|clear| String::from_utf8(clear).ok());
    let before = bound(store, id, "");
    Ok(text.and_then(|text| text.strip_prefix(&before).map(str::to_owned)))
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn remove(storage: &Storage, name: &str) {
    if let Err(refused) = storage.remove_item(name) {
        warn!("what was said last stays: {refused:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pad(bytes: &[u8]) -> Pad {
        Pad {
            owner: "owner".to_owned(),
            number: vec![7; 12],
            bytes: bytes.to_vec(),
            used: 0,
        }
    }

    /// OFF-6
    #[test]
    fn no_part_of_a_pad_covers_two_texts() {
        let bytes: Vec<u8> = (1..=10).collect();
        let mut pad = pad(&bytes);
        for (begin, text) in [(0, "abcd"), (4, "abcd")] {
            let item = pad.cover(text.as_bytes()).as_deref().and_then(parts);
            let (number, at, covered) = item.unwrap_or_default();
            assert_eq!((number.as_slice(), at), ([7; 12].as_slice(), begin));
            assert_eq!(laid_over(&covered, &bytes[begin..]), text.as_bytes());
            assert_ne!(covered, text.as_bytes());
        }
        assert_eq!(pad.cover(b"abc"), None, "two bytes are left");
        assert!(pad.cover(b"ab").is_some());
    }

    /// OFF-6
    #[test]
    fn a_damaged_item_is_none() {
        for item in ["", "..", "zz.0.00", "00.x.00", "00.0", "00.0.0"] {
            assert_eq!(parts(item), None, "{item}");
        }
        assert!(parts("00.3.ff").is_some());
    }
}
