//! The text in an input, as the application knows it.

use js_sys::Reflect;
use leptos::{tachys::html::property::IntoProperty, web_sys::Element};
use wasm_bindgen::JsValue;

/// The `value` of an input. What stands there already, because the user has just typed it, is not set again: a browser lays
/// out the page anew for that, at every key, and the caret may go to the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown(pub String);

fn set(element: &Element, key: &str, text: &str) {
    let key = JsValue::from_str(key);
    let there = Reflect::get(element, &key).ok();
    if there.and_then(|there| there.as_string()).as_deref() != Some(text)
        && let Err(refused) = Reflect::set(element, &key, &text.into())
    {
        leptos::logging::warn!("a text is not shown: {refused:?}");
    }
}

impl IntoProperty for Shown {
    type State = Element;
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element, key: &str) -> Self::State {
        self.build(element, key)
    }

    fn build(self, element: &Element, key: &str) -> Self::State {
        set(element, key, &self.0);
        element.clone()
    }

    fn rebuild(self, element: &mut Self::State, key: &str) {
        set(element, key, &self.0);
    }

    fn into_cloneable(self) -> Self::Cloneable {
        self
    }

    fn into_cloneable_owned(self) -> Self::CloneableOwned {
        self
    }
}
