//! What the user sees when the application itself has failed: never a page that merely stops answering.

use std::panic;

use js_sys::{Reflect, WebAssembly::RuntimeError};
use leptos::prelude::{document, window};
use texts::{Key, Language, text};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// From now on a failure that nobody foresaw is said on the page with a way on. What was typed is in the browser's store
/// by then.
///
/// A panic ends in a trap of WebAssembly, as do a full memory and an endless recursion, and the browser reports each as an
/// error of the page. So it is listened to there: a release build has no code left that could tell of a panic.
pub fn say_so() {
    panic::set_hook(Box::new(|info| leptos::logging::error!("{info}")));
    // The error of a handler, and of a task.
    for (event, property) in [("error", "error"), ("unhandledrejection", "reason")] {
        let heard = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let is_trap = Reflect::get(&event, &property.into())
                .is_ok_and(|thrown| thrown.is_instance_of::<RuntimeError>());
            if is_trap && let Err(refused) = show() {
                leptos::logging::error!("the failure could not be shown: {refused:?}");
            }
        });
        let listening = window().add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        if let Err(refused) = listening {
            leptos::logging::error!("failures will not be shown: {refused:?}");
        }
        // For as long as the page lives.
        heard.forget();
    }
}

/// Plain elements: what usually paints the page may be what has failed.
fn show() -> Result<(), JsValue> {
    const ID: &str = "broken";
    let document = document();
    // Nothing below an open dialog can be read or pressed.
    let place = match document.query_selector("dialog:modal")? {
        Some(dialog) => dialog,
        None => match document.body() {
            Some(body) => body.into(),
            None => return Ok(()),
        },
    };
    if document.get_element_by_id(ID).is_some() {
        return Ok(());
    }
    let tag = document
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default();
    let language = Language::from_tag(&tag).unwrap_or_default();
    let alert = document.create_element("div")?;
    alert.set_id(ID);
    alert.set_attribute("role", "alert")?;
    alert.set_attribute("class", "broken")?;
    let words = document.create_element("p")?;
    words.set_text_content(Some(text(language, Key::AppBrokenText)));
    let again = document.create_element("a")?;
    again.set_attribute("class", "ds-link")?;
    // An empty address is this one: following it loads the page again.
    again.set_attribute("href", "")?;
    again.set_attribute("rel", "external")?;
    again.set_text_content(Some(text(language, Key::AppReload)));
    alert.append_child(&words)?;
    alert.append_child(&again)?;
    place.append_child(&alert).map(|_| ())
}
