//! What the tabs of one browser tell each other: small messages that nobody else hears, and that nobody keeps.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Function, Reflect};
use leptos::logging::warn;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::vault::subtle::object;

const CHANNEL: &str = "jara-tabs";

type Listener = Rc<dyn Fn(JsValue)>;

thread_local! {
    static CHANNEL_OPEN: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    static LISTENERS: RefCell<Vec<(&'static str, Listener)>> = const { RefCell::new(Vec::new()) };
}

fn open() -> Result<JsValue, JsValue> {
    if let Some(open) = CHANNEL_OPEN.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let make: Function = Reflect::get(&js_sys::global(), &"BroadcastChannel".into())?.dyn_into()?;
    let channel = Reflect::construct(&make, &Array::of1(&CHANNEL.into()))?;
    let on_message = Closure::<dyn FnMut(JsValue)>::new(|event: JsValue| {
        let message = member(&event, "data");
        let kind = member(&message, "kind").as_string().unwrap_or_default();
        let hearing = LISTENERS.with_borrow(|all| {
            all.iter()
                .filter(|(wanted, _)| *wanted == kind)
                .map(|(_, listener)| listener.clone())
                .collect::<Vec<_>>()
        });
        for listener in hearing {
            listener(message.clone());
        }
    });
    Reflect::set(&channel, &"onmessage".into(), on_message.as_ref())?;
    // The channel is open as long as the page lives.
    on_message.forget();
    CHANNEL_OPEN.with_borrow_mut(|slot| *slot = Some(channel.clone()));
    Ok(channel)
}

/// What a message says under this name; undefined when it says nothing.
pub fn member(message: &JsValue, name: &str) -> JsValue {
    Reflect::get(message, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Tells the other tabs. A browser without channels has tabs that know nothing of each other: each asks the
/// backend by itself.
pub fn tell(kind: &str, members: &[(&str, &JsValue)]) {
    let told = object(members).and_then(|message| {
        Reflect::set(&message, &"kind".into(), &kind.into())?;
        let channel = open()?;
        let post: Function = Reflect::get(&channel, &"postMessage".into())?.dyn_into()?;
        post.call1(&channel, &message)
    });
    if let Err(refused) = told {
        warn!("the other tabs were not told: {refused:?}");
    }
}

/// Hears what other tabs tell, from now on.
pub fn listen(kind: &'static str, listener: impl Fn(JsValue) + 'static) {
    if let Err(refused) = open() {
        warn!("the other tabs are not heard: {refused:?}");
    }
    LISTENERS.with_borrow_mut(|all| all.push((kind, Rc::new(listener))));
}
