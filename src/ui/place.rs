//! Where something that floats (a list, a calendar, an explanation) stands beside what it belongs to.
//!
//! The floating element is in the browser's top layer (`popover`), so no table or panel can cut it off; it only needs coordinates.

use leptos::logging::warn;
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

/// Shows the floating element (which bears `popover="manual"`) beside its anchor. `same_width` makes it at least as wide.
pub fn show_beside(anchor: &HtmlElement, floating: &HtmlElement, same_width: bool) {
    let style = floating.style();
    let anchor_rect = Rect::from(anchor.get_bounding_client_rect());
    let set = |name: &str, value: String| {
        if let Err(refused) = style.set_property(name, &value) {
            warn!("{name} could not be set: {refused:?}");
        }
    };
    if same_width {
        set("min-width", format!("{}px", anchor_rect.width));
    }
    // Showing twice is an error to the browser and none to us.
    if !is_shown(floating)
        && let Err(refused) = floating.show_popover()
    {
        warn!("the popover could not open: {refused:?}");
        return;
    }
    let own = Rect::from(floating.get_bounding_client_rect());
    let window = leptos::prelude::window();
    let size = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(f64::MAX)
    };
    let (left, top) = position(
        anchor_rect,
        (own.width, own.height),
        (size(window.inner_width()), size(window.inner_height())),
    );
    set("left", format!("{left}px"));
    set("top", format!("{top}px"));
}

/// Hides it again, if it is shown.
pub fn hide(floating: &HtmlElement) {
    if is_shown(floating)
        && let Err(refused) = floating.hide_popover()
    {
        warn!("the popover could not close: {refused:?}");
    }
}

/// Whether it is in the top layer now.
pub fn is_shown(floating: &HtmlElement) -> bool {
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
