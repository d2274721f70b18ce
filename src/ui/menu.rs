//! A button that opens a short list of things to do (ARIA Authoring Practices, menu button).

use super::icon::{Glyph, Icon};
use super::page::unique_id;
use super::place;
use leptos::html;
use leptos::logging::warn;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What an item does.
#[derive(Clone)]
pub enum MenuAction {
    /// Goes somewhere.
    Link(String),
    Press(Callback<()>),
}

/// One item.
#[derive(Clone)]
pub struct MenuItem {
    pub text: String,
    pub icon: Option<Icon>,
    /// For choices: whether this one holds now.
    pub checked: Option<bool>,
    pub action: MenuAction,
}

impl MenuItem {
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            icon: None,
            checked: None,
            action: MenuAction::Link(href.into()),
        }
    }

    pub fn press(text: impl Into<String>, press: impl Fn() + Send + Sync + 'static) -> Self {
        let press = Callback::new(move |()| press());
        Self {
            text: text.into(),
            icon: None,
            checked: None,
            action: MenuAction::Press(press),
        }
    }

    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }
}

/// Which item a key leads to, round the ends; `None` for every other key.
pub fn item_after_key(at: usize, count: usize, key: &str) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(if at >= last { 0 } else { at + 1 }),
        "ArrowUp" => Some(at.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// The button and its list.
#[component]
pub fn Menu(
    /// What the button is called.
    #[prop(into)]
    name: Signal<String>,
    /// What the button shows; the name is heard anyway.
    #[prop(into)]
    face: ViewFn,
    #[prop(into)] items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let popup = NodeRef::<html::Div>::new();
    let list_id = unique_id("menu");
    let whole = NodeRef::<html::Div>::new();
    place::float(open.into(), move || button.get().map(Into::into), popup, true);
    place::on_press_outside(
        open.into(),
        move || whole.get_untracked().map(Into::into),
        Callback::new(move |()| open.set(false)),
    );
    Effect::new(move |_| {
        if let Some(floating) = popup.get()
            && open.get()
        {
            // It is in sight after the next frame; only then can its first item take the focus.
            request_animation_frame(move || focus_item(&floating, 0));
        }
    });
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked()
            && let Err(refused) = button.focus()
        {
            warn!("the menu button could not take the focus: {refused:?}");
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let key = event.key();
        if key == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            close();
            return;
        }
        let Some(floating) = popup.get_untracked() else {
            return;
        };
        let all = item_elements(&floating);
        let active = document().active_element();
        let at = all
            .iter()
            .position(|item| Some(item.unchecked_ref::<web_sys::Element>()) == active.as_ref());
        if let Some(next) = item_after_key(at.unwrap_or(0), all.len(), &key) {
            event.prevent_default();
            focus_item(&floating, next);
        }
    };
    view! {
        <div class="menu" node_ref=whole>
            <button
                type="button"
                class="menu-button"
                node_ref=button
                aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-label=move || name.get()
                on:click=move |_| open.update(|open| *open = !*open)
                on:keydown=move |event| {
                    if event.key() == "ArrowDown" {
                        event.prevent_default();
                        open.set(true);
                    }
                }
            >
                {face.run()}
                <Glyph icon=Icon::ChevronDown class="menu-chevron"/>
            </button>
            <div
                class="popup menu-popup"
                popover="manual"
                role="menu"
                id=list_id
                aria-label=move || name.get()
                node_ref=popup
                on:keydown=on_key
                on:focusout=move |event| {
                    let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
                    // Back to the button is no leaving: its own press closes.
                    if let (Some(whole), Some(next)) = (whole.try_get_untracked().flatten(), next)
                        && !whole.contains(Some(&next))
                    {
                        open.try_set(false);
                    }
                }
            >
                {move || {
                    items
                        .get()
                        .into_iter()
                        .map(|item| {
                            let inside = view! {
                                {item.icon.map(|icon| view! { <Glyph icon/> })}
                                <span>{item.text}</span>
                                {(item.checked == Some(true))
                                    .then(|| view! { <Glyph icon=Icon::Check class="menu-check"/> })}
                            };
                            let role = if item.checked.is_some() { "menuitemradio" } else { "menuitem" };
                            let checked = item.checked.map(|checked| if checked { "true" } else { "false" });
                            match item.action {
                                MenuAction::Link(href) => view! {
                                    <a
                                        class="menu-item"
                                        role=role
                                        aria-checked=checked
                                        tabindex="-1"
                                        href=href
                                        on:click=move |_| open.set(false)
                                    >
                                        {inside}
                                    </a>
                                }
                                .into_any(),
                                MenuAction::Press(press) => view! {
                                    <button
                                        type="button"
                                        class="menu-item"
                                        role=role
                                        aria-checked=checked
                                        tabindex="-1"
                                        on:click=move |_| {
                                            close();
                                            press.run(());
                                        }
                                    >
                                        {inside}
                                    </button>
                                }
                                .into_any(),
                            }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

fn item_elements(popup: &web_sys::HtmlElement) -> Vec<web_sys::HtmlElement> {
    let Ok(items) = popup.query_selector_all(".menu-item") else {
        return Vec::new();
    };
    (0..items.length())
        .filter_map(|at| items.get(at))
        .filter_map(|node| node.dyn_into::<web_sys::HtmlElement>().ok())
        .collect()
}

fn focus_item(popup: &web_sys::HtmlElement, at: usize) {
    if let Some(item) = item_elements(popup).get(at)
        && let Err(refused) = item.focus()
    {
        warn!("the menu item could not take the focus: {refused:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::item_after_key;

    #[test]
    fn the_arrows_go_round_the_ends_of_a_menu() {
        assert_eq!(item_after_key(2, 3, "ArrowDown"), Some(0));
        assert_eq!(item_after_key(0, 3, "ArrowUp"), Some(2));
        assert_eq!(item_after_key(1, 3, "End"), Some(2));
        assert_eq!(item_after_key(0, 0, "ArrowDown"), None);
        assert_eq!(item_after_key(1, 3, "Tab"), None);
    }
}
