//! A signal that speaks only when what it says has become another.

use leptos::prelude::*;

/// A list is painted anew as a whole, so what paints one listens to this: a key press anywhere in a form has much derived
/// once more that then is the same as before.
pub fn settled<T: Clone + PartialEq + Send + Sync + 'static>(signal: Signal<T>) -> Signal<T> {
    Memo::new(move |_| signal.get()).into()
}
