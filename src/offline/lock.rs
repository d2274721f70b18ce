//! Web Locks: one at a time over all tabs of this browser.

use js_sys::{Function, Promise, Reflect};
use leptos::logging::warn;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// The right to do something alone; given back when dropped, also when the tab is closed.
pub struct Held {
    release: Option<Function>,
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

/// Waits until nobody else holds the lock. A browser without Web Locks has nobody to wait for: there, the
/// idempotency key alone keeps two tabs from making two orders of one.
pub async fn hold(name: &str) -> Held {
    match request(name).await {
        Ok(release) => Held {
            release: Some(release),
        },
        Err(refused) => {
            warn!("no lock in this browser: {refused:?}");
            Held { release: None }
        }
    }
}

async fn request(name: &str) -> Result<Function, JsValue> {
    let navigator = leptos::prelude::window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    // The lock is held until the promise that the callback returns is settled: by `release`.
    let mut release = None;
    let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let mut outcome = None;
    let granted = Promise::new(&mut |resolve, reject| outcome = Some((resolve, reject)));
    let (Some(release), Some((grant, fail))) = (release, outcome) else {
        return Err(JsValue::NULL);
    };
    let on_granted = Closure::<dyn FnMut() -> Promise>::new(move || {
        // The one who waits below cannot refuse.
        let _ = grant.call0(&JsValue::UNDEFINED);
        until_released.clone()
    });
    let asked: Promise = request
        .call2(&locks, &name.into(), on_granted.as_ref())?
        .dyn_into()?;
    let on_failed = Closure::<dyn FnMut(JsValue)>::new(move |error: JsValue| {
        let _ = fail.call1(&JsValue::UNDEFINED, &error);
    });
    let _ = asked.catch(&on_failed);
    JsFuture::from(granted).await?;
    // Granted at most once and settled at most once; the second is still owed when the tab is closed.
    on_failed.forget();
    Ok(release)
}
