//! The vault (OFF-6): what is kept in this browser is sealed with a key that only its user's log-in yields.
//!
//! The backend keeps one key per user and hands it to a live session. Here it is a handle that no script can read
//! out, and it is dropped when the session ends, in every tab. docs/threat-model.md says what that protects against,
//! and what it does not.

pub mod encoding;
mod kept;
mod old;
pub mod pad;
pub mod subtle;

pub use kept::seen;

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use js_sys::{Function, Promise};
use leptos::{logging::warn, prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use self::encoding::{hex, unbase64url};
use super::{
    drafts::browser_millis,
    store::StoreError,
    tabs::{self, member},
};
use crate::api;

/// A form saves itself half a second after a key press; what was typed last is sealed before the key is dropped.
pub const LAST_WORDS: Duration = Duration::from_millis(600);
/// How often, and how many times, it is looked whether another tab has handed its key over.
const NEIGHBOUR_LOOKS: Duration = Duration::from_millis(50);
const NEIGHBOUR_TIMES: u32 = 20;
/// Waits between two questions for the key.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What the tabs tell each other.
const LOCKED: &str = "vault-locked";
const OPENED: &str = "vault-opened";
const KEY_WANTED: &str = "vault-key-wanted";
const KEY: &str = "vault-key";

/// Whether what is kept can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not known yet: whoever reads or writes waits.
    Opening,
    Locked,
    Open,
    /// This browser has no cryptography here (an address without HTTPS): nothing is kept.
    Missing,
}

#[derive(Clone)]
struct Key {
    handle: JsValue,
    /// What stands in the clear beside each record of this user, in place of the name.
    owner: String,
    /// When the session ends at the latest, by the browser's clock.
    until: i64,
    /// Whose it is, once the backend has said so.
    user: Option<String>,
}

thread_local! {
    static HELD: RefCell<Option<Key>> = const { RefCell::new(None) };
    /// The session has ended, and the key is held for the last words alone.
    static LOCKING: Cell<bool> = const { Cell::new(false) };
    static STATE: ArcRwSignal<State> = ArcRwSignal::new(State::Opening);
    /// Who waits for the state to be known.
    static WAITING: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
    /// Grows with each opening and locking: what was begun before does nothing after.
    static TURN: RefCell<u32> = const { RefCell::new(0) };
}

/// As a signal.
pub fn state() -> State {
    STATE.with(Clone::clone).get()
}

fn set_state(state: State) {
    let signal = STATE.with(Clone::clone);
    if signal.get_untracked() != state {
        signal.set(state);
    }
    if state != State::Opening {
        for resolve in WAITING.take() {
            // A promise's own function cannot refuse.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Waits until the state is known.
pub async fn settled() {
    if STATE.with(Clone::clone).get_untracked() == State::Opening {
        let known = Promise::new(&mut |resolve, _| WAITING.with_borrow_mut(|all| all.push(resolve)));
        // Never rejected.
        let _ = JsFuture::from(known).await;
    }
}

fn held() -> Option<Key> {
    HELD.with_borrow(Clone::clone)
}

/// The tag of the user whose key is here.
pub fn owner() -> Option<String> {
    held().map(|key| key.owner)
}

fn next_turn() -> u32 {
    TURN.with_borrow_mut(|turn| {
        *turn = turn.wrapping_add(1);
        *turn
    })
}

fn is_turn(turn: u32) -> bool {
    TURN.with_borrow(|now| *now == turn)
}

/// Hears the other tabs, from the start of the page on.
pub fn begin() {
    if !subtle::is_available() {
        set_state(State::Missing);
    }
    tabs::listen(KEY_WANTED, |_| {
        if let Some(key) = held() {
            let until = (key.until as f64).into();
            let members = [
                ("key", &key.handle),
                ("owner", &key.owner.as_str().into()),
                ("until", &until),
            ];
            tabs::tell(KEY, &members);
        }
    });
    tabs::listen(KEY, |message| {
        let (owner, until) = (
            member(&message, "owner").as_string(),
            member(&message, "until").as_f64(),
        );
        let waits = STATE.with(Clone::clone).get_untracked() == State::Opening;
        if let (Some(owner), Some(until), true) = (owner, until, waits && held().is_none()) {
            hold(Key {
                handle: member(&message, "key"),
                owner,
                until: until as i64,
                user: None,
            });
        }
    });
}

/// Calls when the session of this tab's user has ended in another tab, and when one has begun there.
pub fn hear(ended: impl Fn() + 'static, begun: impl Fn() + 'static) {
    tabs::listen(LOCKED, move |message| {
        let owner = member(&message, "owner").as_string();
        if owner.is_some() && owner == self::owner() {
            ended();
        }
    });
    tabs::listen(OPENED, move |_| begun());
}

fn hold(key: Key) {
    LOCKING.set(false);
    HELD.set(Some(key));
    set_state(State::Open);
}

/// Someone is logged in: their key is fetched, again and again until there is an answer.
pub fn open_for(user: &str, until: i64) {
    if STATE.with(Clone::clone).get_untracked() == State::Missing
        || held().is_some_and(|key| key.user.as_deref() == Some(user) && !LOCKING.get())
    {
        return;
    }
    // Whoever is back before the last words are sealed is not locked out by them.
    let turn = next_turn();
    if held().is_none() {
        set_state(State::Opening);
    }
    let user = user.to_owned();
    spawn_local(async move {
        let mut wait = FIRST_WAIT;
        while is_turn(turn) {
            match api::session::vault_key().await {
                Ok(answer) => {
                    if let Err(StoreError(reason)) = take(turn, user, &answer.key, until).await {
                        warn!("the vault could not be opened: {reason}");
                        set_state(State::Locked);
                    }
                    return;
                }
                Err(error) => {
                    warn!("the key of the vault was not handed out: {}", error.code());
                    if held().is_none() {
                        set_state(State::Locked);
                    }
                }
            }
            pause(wait).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    });
}

/// Makes a handle of the key, seals what an older version left in the clear, and keeps a wrapped copy.
async fn take(turn: u32, user: String, key: &str, until: i64) -> Result<(), StoreError> {
    let raw = unbase64url(key).ok_or_else(|| StoreError("the key is no key".to_owned()))?;
    let handle = subtle::import(&raw).await?;
    let tag = subtle::digest(&[b"jara owner".as_slice(), &raw].concat()).await?;
    let owner = hex(tag.get(..16).unwrap_or_default());
    let key = Key {
        handle,
        owner: owner.clone(),
        until,
        user: Some(user.clone()),
    };
    if let Err(StoreError(reason)) = old::seal_clear_records(&key, &user).await {
        warn!("what an older version kept is not sealed yet: {reason}");
    }
    // Locked meanwhile: the answer comes too late.
    if !is_turn(turn) {
        return Ok(());
    }
    hold(key);
    seen();
    tabs::tell(OPENED, &[("owner", &owner.as_str().into())]);
    if let Err(StoreError(reason)) = kept::keep(&raw, &owner, until).await {
        warn!("a reload without a connection will ask for the log-in: {reason}");
    } else if !is_turn(turn) {
        forget_copies().await;
    }
    Ok(())
}

/// Nobody can say who is logged in: the key of a session that has not ended is in this tab's wrapped copy, or in
/// another tab.
pub async fn reopen() -> bool {
    if STATE.with(Clone::clone).get_untracked() == State::Missing {
        return false;
    }
    if held().is_some() {
        return true;
    }
    let turn = next_turn();
    set_state(State::Opening);
    match kept::open().await {
        Ok(Some(copy)) if is_turn(turn) => hold(Key {
            handle: copy.key,
            owner: copy.owner,
            until: copy.until,
            user: None,
        }),
        Ok(_) => {}
        Err(StoreError(reason)) => warn!("the wrapped copy of the key cannot be opened: {reason}"),
    }
    if held().is_none() {
        tabs::tell(KEY_WANTED, &[]);
        for _ in 0..NEIGHBOUR_TIMES {
            if held().is_some() || !is_turn(turn) {
                break;
            }
            pause(NEIGHBOUR_LOOKS).await;
        }
    }
    if let Some(key) = held() {
        return key.until > browser_millis();
    }
    if is_turn(turn) {
        set_state(State::Locked);
    }
    false
}

/// The session has ended: every copy is forgotten at once, the key itself when what was typed last is sealed.
pub fn lock() {
    if let Some(owner) = owner() {
        tabs::tell(LOCKED, &[("owner", &owner.as_str().into())]);
    }
    lock_here();
    spawn_local(forget_copies());
}

/// Like [`lock`], for an end that another tab has told of.
pub fn lock_here() {
    if STATE.with(Clone::clone).get_untracked() == State::Missing {
        return;
    }
    let turn = next_turn();
    if held().is_none() {
        set_state(State::Locked);
        return;
    }
    LOCKING.set(true);
    set_timeout(
        move || {
            if is_turn(turn) {
                LOCKING.set(false);
                HELD.set(None);
                set_state(State::Locked);
            }
        },
        LAST_WORDS,
    );
}

async fn forget_copies() {
    if let Err(StoreError(reason)) = kept::forget_all().await {
        warn!("a wrapped copy of the key may be left: {reason}");
    }
}

async fn pause(how_long: Duration) {
    let over = Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                // A promise's own function cannot refuse.
                let _ = resolve.call0(&JsValue::UNDEFINED);
            },
            how_long,
        );
    });
    // Never rejected.
    let _ = JsFuture::from(over).await;
}

/// What a record is bound to: it cannot be laid in the place of another.
fn place(store: &str, id: &str) -> String {
    format!("{store}/{id}")
}

async fn seal_with(key: &Key, store: &str, id: &str, clear: &[u8]) -> Result<JsValue, StoreError> {
    let (iv, data) = subtle::seal(&key.handle, &place(store, id), clear).await?;
    let members = [
        ("id", &id.into()),
        ("user", &key.owner.as_str().into()),
        ("iv", &iv),
        ("data", &data),
    ];
    Ok(subtle::object(&members)?)
}

/// An error that says why nothing can be sealed or opened now.
pub fn must_be_open() -> Result<(), StoreError> {
    key().map(|_| ())
}

fn key() -> Result<Key, StoreError> {
    held().ok_or_else(|| match STATE.with(Clone::clone).get_untracked() {
        State::Missing => StoreError::insecure(),
        State::Opening | State::Locked | State::Open => StoreError::locked(),
    })
}

/// A record as it is written.
pub async fn seal(store: &str, id: &str, clear: &[u8]) -> Result<JsValue, StoreError> {
    seal_with(&key()?, store, id, clear).await
}

/// What a record says, when it is this user's. Others' are neither shown nor touched.
pub async fn unseal(store: &str, record: &JsValue) -> Option<Vec<u8>> {
    let key = held()?;
    let (id, owner) = (
        member(record, "id").as_string()?,
        member(record, "user").as_string()?,
    );
    if owner != key.owner {
        return None;
    }
    let (iv, data) = (member(record, "iv"), member(record, "data"));
    subtle::open(&key.handle, &place(store, &id), &iv, &data)
        .await
        .inspect_err(|refused| warn!("a record in {store} cannot be opened: {refused:?}"))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OFF-6
    #[test]
    fn a_record_is_bound_to_its_place() {
        assert_ne!(place("drafts", "1"), place("outbox", "1"));
        assert_ne!(place("drafts", "1"), place("drafts", "2"));
    }
}
