//! Asks the browser not to clear what is kept when its disk fills up. Without that word it may: drafts are then safe
//! from everything but a lack of room (OFF-1).

use std::cell::Cell;

use js_sys::{Function, Promise, Reflect};
use leptos::{logging::log, prelude::window, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::drafts::browser_millis;

/// When the browser was asked last, in `localStorage`.
const ASKED: &str = "jara-storage-asked";
/// Some browsers ask their user, and one who has said no is not asked again soon; others decide by how much an
/// application is used, and may have changed their mind by then.
const AGAIN_MILLIS: i64 = 30 * 24 * 60 * 60 * 1000;

thread_local! {
    static DONE: Cell<bool> = const { Cell::new(false) };
}

/// Asks, once, in the background. There is something to lose from the first draft on: before that the question would
/// mean nothing to whoever is asked. A refusal changes nothing.
pub fn ask_once() {
    if DONE.replace(true) || asked_lately() {
        return;
    }
    spawn_local(async {
        match ask().await {
            Ok(granted) => {
                if !granted {
                    log!("the browser may clear what is kept when it runs out of room");
                }
            }
            Err(refused) => log!("the browser cannot be asked to keep what it has: {refused:?}"),
        }
    });
}

/// `navigator.storage.persist()`, unless it has been granted already.
async fn ask() -> Result<bool, JsValue> {
    let storage = Reflect::get(&window().navigator(), &"storage".into())?;
    if call(&storage, "persisted").await? {
        return Ok(true);
    }
    note_asked();
    call(&storage, "persist").await
}

async fn call(storage: &JsValue, method: &str) -> Result<bool, JsValue> {
    let function: Function = Reflect::get(storage, &method.into())?.dyn_into()?;
    let promise: Promise = function.call0(storage)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?.as_bool() == Some(true))
}

fn asked_lately() -> bool {
    let at = window()
        .local_storage()
        .ok()
        .flatten()
        .and_then(|storage| storage.get_item(ASKED).ok().flatten())
        .and_then(|text| text.parse::<i64>().ok());
    at.is_some_and(|at| is_lately(at, browser_millis()))
}

/// A moment that is still to come, as after a clock was put right, is not lately.
fn is_lately(at: i64, now: i64) -> bool {
    (0..AGAIN_MILLIS).contains(&now.saturating_sub(at))
}

fn note_asked() {
    if let Ok(Some(storage)) = window().local_storage()
        && let Err(refused) = storage.set_item(ASKED, &browser_millis().to_string())
    {
        log!("it is not remembered that the browser was asked: {refused:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OFF-1
    #[test]
    fn a_user_who_has_answered_is_not_asked_again_for_a_month() {
        assert!(is_lately(1000, 1000));
        assert!(is_lately(1000, 1000 + AGAIN_MILLIS - 1));
        assert!(!is_lately(1000, 1000 + AGAIN_MILLIS));
        assert!(!is_lately(1000, 999));
    }
}
