//! Which form it is: what it is called, and where it stands (GRD-3).

use domain::orders::Need;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use texts::Key;

use super::state::OrderForm;
use crate::{
    language::{params, words},
    routes,
};

/// What the form is called.
pub fn title_of(need: Option<Need>) -> Key {
    match need {
        Some(Need::Terminate) => Key::OrderFormTitleTermination,
        Some(Need::Move | Need::Change) => Key::OrderFormTitleChange,
        Some(Need::Switch) => Key::OrderFormTitleSwitch,
        Some(Need::New) | None => Key::OrderFormTitle,
    }
}

/// What this form is called; the change of a sent order bears its number.
pub fn heading(form: OrderForm) -> String {
    match form.reopened_order() {
        id if id.is_empty() => form.lang.text(title_of(form.need())),
        id => form
            .lang
            .fill(Key::OrderFormTitleReopened, &params([("id", words(id))])),
    }
}

/// The address says which form it is, so that a reload or a bookmark leads to the same (GRD-3). Nothing is loaded anew:
/// only what the browser shows and remembers is another.
pub fn stand_at_its_address(form: OrderForm, id: String) {
    let need = Memo::new(move |_| form.need());
    let query = use_query_map();
    // A draft that has not been saved yet has no address of its own.
    let named = Memo::new(move |_| query.with(|query| query.get("draft").is_some()));
    let id = StoredValue::new(id);
    Effect::new(move |_| {
        let need = need.get();
        if !named.get() {
            return;
        }
        // The router writes the address of its own first.
        request_animation_frame(move || {
            let here = window().location().pathname().unwrap_or_default();
            let Some(own) = id.try_with_value(|id| routes::draft_of(id, need)) else {
                return;
            };
            if !routes::is_form(&here) || here == routes::form_of(need) {
                return;
            }
            let replaced = window().history().and_then(|history| {
                let state = history.state()?;
                history.replace_state_with_url(&state, "", Some(&own))
            });
            if let Err(refused) = replaced {
                leptos::logging::warn!("the address stays: {refused:?}");
            }
        });
    });
}
