//! What the user sees when the application itself has failed: never a page that merely stops answering.

use std::panic;

use leptos::prelude::document;
use texts::{Key, Language, text};
use wasm_bindgen::JsValue;

/// From now on a failure that nobody foresaw is written to the console, and said on the page with a way on. What was
/// typed is in the browser's store by then.
pub fn say_so() {
    panic::set_hook(Box::new(|info| {
        leptos::logging::error!("{info}");
        if let Err(refused) = show() {
            leptos::logging::error!("the failure could not be shown: {refused:?}");
        }
    }));
}

/// Plain elements: what usually paints the page may be what has failed.
fn show() -> Result<(), JsValue> {
    const ID: &str = "broken";
    let document = document();
    let Some(body) = document.body() else {
        return Ok(());
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
    alert.set_attribute("class", "notice broken")?;
    alert.set_attribute("data-color", "danger")?;
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
    body.prepend_with_node_1(&alert)
}
