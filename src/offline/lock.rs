//! Web Locks: one at a time over all tabs of this browser.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::logging::warn;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::vault::subtle::object;

/// The right to do something alone; given back when dropped, also when the tab is closed.
pub struct Held {
    /// None in a browser without locks: there, tabs do not know of each other.
    release: Option<Function>,
}

impl Held {
    /// False where the browser has no locks: then somebody else may do the same.
    pub fn is_sure(&self) -> bool {
        self.release.is_some()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release
            && let Err(refused) = release.call0(&JsValue::UNDEFINED)
        {
            warn!("a lock could not be given back: {refused:?}");
        }
    }
}

/// What is done about somebody else who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Wait,
    /// Nothing: who comes second goes without.
    IfFree,
    /// It is taken away.
    Steal,
}

/// Waits until nobody else holds the lock. A browser without Web Locks has nobody to wait for: there, the
/// idempotency key alone keeps two tabs from making two orders of one.
pub async fn hold(name: &str) -> Held {
    // Who waits is never sent away.
    ask(name, Way::Wait, || ())
        .await
        .unwrap_or(Held { release: None })
}

/// The lock, unless somebody else holds it. `lost` is called should another tab take it away.
pub async fn hold_if_free(name: &str, lost: impl FnOnce() + 'static) -> Option<Held> {
    ask(name, Way::IfFree, lost).await
}

/// Takes the lock away from whoever holds it.
pub async fn steal(name: &str, lost: impl FnOnce() + 'static) -> Option<Held> {
    ask(name, Way::Steal, lost).await
}

async fn ask(name: &str, way: Way, lost: impl FnOnce() + 'static) -> Option<Held> {
    match request(name, way, lost).await {
        Ok(release) => release.map(|release| Held {
            release: Some(release),
        }),
        Err(refused) => {
            warn!("no lock in this browser: {refused:?}");
            Some(Held { release: None })
        }
    }
}

/// `navigator.locks.request(name, options, callback)`: the function that releases it, or none when another tab has it.
async fn request(name: &str, way: Way, lost: impl FnOnce() + 'static) -> Result<Option<Function>, JsValue> {
    let navigator = leptos::prelude::window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = match way {
        Way::Wait => object(&[]),
        Way::IfFree => object(&[("ifAvailable", &JsValue::TRUE)]),
        Way::Steal => object(&[("steal", &JsValue::TRUE)]),
    }?;
    // The lock is held until the promise that the callback returns is settled: by `release`.
    let mut release = None;
    let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let mut outcome = None;
    let granted = Promise::new(&mut |resolve, reject| outcome = Some((resolve, reject)));
    let (Some(release), Some((grant, fail))) = (release, outcome) else {
        return Err(JsValue::NULL);
    };
    let on_answer = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let has = !lock.is_null();
        // The one who waits below cannot refuse.
        let _ = grant.call1(&JsValue::UNDEFINED, &JsValue::from_bool(has));
        if has {
            until_released.into()
        } else {
            JsValue::UNDEFINED
        }
    });
    let asked: Promise =
        Reflect::apply(&request, &locks, &Array::of3(&name.into(), &options, &on_answer))?.dyn_into()?;
    // Before it is granted this is a refusal; afterwards it means that another tab has taken it.
    let on_failed = Closure::once(move |error: JsValue| {
        let _ = fail.call1(&JsValue::UNDEFINED, &error);
        lost();
    });
    let _ = asked.catch(&on_failed);
    // Called at most once, perhaps long after; still owed when the tab is closed.
    on_failed.forget();
    let has = JsFuture::from(granted).await?.as_bool() == Some(true);
    Ok(has.then_some(release))
}
