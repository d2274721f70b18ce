//! Parts of a case page side by side, one shown at a time (ARIA Authoring Practices, tabs with automatic activation).

use super::menu::item_after_key;
use super::page::focus_id;
use leptos::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its panel's id; short, because it stands in the address.
    pub id: String,
    pub label: String,
    /// How many things are inside.
    pub count: Option<u32>,
}

fn tab_id(id: &str) -> String {
    format!("{id}-tab")
}

/// The row of tabs. Which one is shown is kept outside, usually in the address.
#[component]
pub fn Tabs(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    #[prop(into)] selected: Signal<String>,
    on_select: Callback<String>,
) -> impl IntoView {
    let on_key = move |event: web_sys::KeyboardEvent| {
        // Side by side, the arrows to the sides do what up and down do in a list.
        let key = match event.key().as_str() {
            "ArrowRight" => "ArrowDown".to_owned(),
            "ArrowLeft" => "ArrowUp".to_owned(),
            "ArrowUp" | "ArrowDown" => return,
            other => other.to_owned(),
        };
        let next = tabs.with_untracked(|tabs| {
            let at = tabs
                .iter()
                .position(|tab| selected.with_untracked(|selected| *selected == tab.id));
            item_after_key(at.unwrap_or(0), tabs.len(), &key)
                .and_then(|next| tabs.get(next))
                .map(|tab| tab.id.clone())
        });
        if let Some(next) = next {
            event.prevent_default();
            focus_id(&tab_id(&next));
            on_select.run(next);
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=on_key>
            {move || {
                tabs.get()
                    .into_iter()
                    .map(|tab| {
                        let own = StoredValue::new(tab.id.clone());
                        let shown = Memo::new(move |_| selected.with(|selected| own.with_value(|own| own == selected)));
                        view! {
                            <button
                                type="button"
                                role="tab"
                                class="tab"
                                id=tab_id(&tab.id)
                                aria-controls=move || shown.get().then(|| own.get_value())
                                aria-selected=move || if shown.get() { "true" } else { "false" }
                                tabindex=move || if shown.get() { "0" } else { "-1" }
                                on:click=move |_| on_select.run(own.get_value())
                            >
                                {tab.label}
                                {tab.count.map(|count| view! { <span class="tab-count">{count}</span> })}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// What one tab shows; built only while it is shown.
#[component]
pub fn TabPanel(
    /// The id of its tab.
    #[prop(into)]
    id: String,
    #[prop(into)] selected: Signal<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let id = StoredValue::new(id);
    let children = StoredValue::new(children);
    let shown = Memo::new(move |_| selected.with(|selected| id.with_value(|own| own == selected)));
    move || {
        shown.get().then(|| {
            view! {
                <div
                    class="tab-panel"
                    role="tabpanel"
                    id=id.get_value()
                    aria-labelledby=id.with_value(|id| tab_id(id))
                    tabindex="0"
                >
                    {children.with_value(|children| children())}
                </div>
            }
        })
    }
}
