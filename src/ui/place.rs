//! Where something that floats (a list, a calendar, an explanation) stands beside what it belongs to.
//!
//! The floating element is in the browser's top layer (`popover`), so no table or panel can cut it off; it only needs coordinates.

use leptos::html::Div;
use leptos::logging::warn;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, HtmlElement};

/// Space kept to the edge of the window and between the two, in CSS pixels.
const GAP: f64 = 6.0;

/// A rectangle in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl From<DomRect> for Rect {
    fn from(rect: DomRect) -> Self {
        Self {
            left: rect.left(),
            top: rect.top(),
            width: rect.width(),
            height: rect.height(),
        }
    }
}

/// Below the anchor when there is room, else above; never outside the window at the left or right.
pub fn position(anchor: Rect, floating: (f64, f64), window: (f64, f64)) -> (f64, f64) {
    let (width, height) = floating;
    let below = anchor.top + anchor.height + GAP;
    let above = anchor.top - GAP - height;
    let fits_below = below + height + GAP <= window.1;
    let top = if fits_below || above < GAP {
        below.min((window.1 - height - GAP).max(GAP))
    } else {
        above
    };
    let left = anchor.left.min(window.0 - width - GAP).max(GAP);
    (left, top)
}

/// Shows `floating` (which bears `popover="manual"`) beside `anchor` as long as `open` says so, and follows when the page scrolls, the
/// window changes or the content grows. `same_width` makes it at least as wide as the anchor.
pub fn float(
    open: Signal<bool>,
    anchor: impl Fn() -> Option<HtmlElement> + Copy + 'static,
    floating: NodeRef<Div>,
    same_width: bool,
) {
    let following = StoredValue::new(false);
    Effect::new(move |_| {
        let (Some(anchor), Some(floating)) = (anchor(), floating.get()) else {
            return;
        };
        if open.get() {
            if !following.get_value() {
                following.set_value(true);
                follow(open, following, anchor, floating.into(), same_width);
            }
        } else {
            hide(&floating);
        }
    });
}

/// Once a frame, only while it is open: reading the place of two elements is cheap, and no way of moving is forgotten.
fn follow(
    open: Signal<bool>,
    following: StoredValue<bool>,
    anchor: HtmlElement,
    floating: HtmlElement,
    same_width: bool,
) {
    // The widget may have gone away in the meantime, and its signals with it.
    if open.try_get_untracked() != Some(true) || !floating.is_connected() {
        following.try_set_value(false);
        return;
    }
    show_beside(&anchor, &floating, same_width);
    request_animation_frame(move || follow(open, following, anchor, floating, same_width));
}

fn show_beside(anchor: &HtmlElement, floating: &HtmlElement, same_width: bool) {
    let style = floating.style();
    let anchor_rect = Rect::from(anchor.get_bounding_client_rect());
    let set = |name: &str, value: String| {
        let stands = style.get_property_value(name).is_ok_and(|now| now == value);
        if !stands && let Err(refused) = style.set_property(name, &value) {
            warn!("{name} could not be set: {refused:?}");
        }
    };
    if same_width {
        set("min-width", format!("{}px", anchor_rect.width.round()));
    }
    // Showing twice is an error to the browser and none to us.
    if !is_shown(floating)
        && let Err(refused) = floating.show_popover()
    {
        warn!("the popover could not open: {refused:?}");
        return;
    }
    let size = (
        f64::from(floating.offset_width()),
        f64::from(floating.offset_height()),
    );
    let inner = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(f64::MAX)
    };
    let (left, top) = position(
        anchor_rect,
        size,
        (inner(window().inner_width()), inner(window().inner_height())),
    );
    set("left", format!("{}px", left.round()));
    set("top", format!("{}px", top.round()));
}

/// Calls back when something is pressed outside of `inside` while `open`.
pub fn on_press_outside(
    open: Signal<bool>,
    inside: impl Fn() -> Option<HtmlElement> + Copy + Send + Sync + 'static,
    outside: Callback<()>,
) {
    let handle = window_event_listener(leptos::ev::pointerdown, move |event| {
        if open.try_get_untracked() != Some(true) {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if inside().is_some_and(|element| !element.contains(target.as_ref())) {
            outside.run(());
        }
    });
    on_cleanup(move || handle.remove());
}

/// Hides it again, if it is shown.
fn hide(floating: &HtmlElement) {
    if is_shown(floating)
        && let Err(refused) = floating.hide_popover()
    {
        warn!("the popover could not close: {refused:?}");
    }
}

/// Whether it is in the top layer now.
fn is_shown(floating: &HtmlElement) -> bool {
    floating.matches(":popover-open").unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: (f64, f64) = (1280.0, 800.0);

    fn anchor(left: f64, top: f64) -> Rect {
        Rect {
            left,
            top,
            width: 200.0,
            height: 40.0,
        }
    }

    #[test]
    fn it_stands_below_where_there_is_room() {
        assert_eq!(
            position(anchor(100.0, 100.0), (300.0, 200.0), WINDOW),
            (100.0, 146.0)
        );
    }

    #[test]
    fn it_stands_above_at_the_lower_edge() {
        assert_eq!(
            position(anchor(100.0, 700.0), (300.0, 200.0), WINDOW),
            (100.0, 494.0)
        );
    }

    #[test]
    fn it_is_pushed_in_from_the_right_edge() {
        assert_eq!(position(anchor(1200.0, 100.0), (300.0, 200.0), WINDOW).0, 974.0);
    }

    #[test]
    fn it_never_begins_outside_a_window_that_is_too_small() {
        let (left, top) = position(anchor(10.0, 150.0), (400.0, 500.0), (320.0, 256.0));
        assert_eq!((left, top), (6.0, 6.0));
    }
}
