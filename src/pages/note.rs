//! One quiet sentence above what a page shows, in a live region: it is heard when it comes and takes no focus.

use leptos::prelude::*;

use crate::ui::icon::{Glyph, Icon};

#[component]
pub fn Note(
    /// Nothing stands there while it is none.
    text: Signal<Option<String>>,
    icon: Icon,
    /// The colour family: `info`, `warning`, `success`.
    color: &'static str,
    /// What can be done about it.
    #[prop(optional, into)]
    action: ViewFn,
) -> impl IntoView {
    view! {
        <div role="status" class="note-place">
            {move || {
                let action = action.clone();
                text.get()
                    .map(|text| {
                        view! {
                            <div class="note" data-color=color>
                                <Glyph icon/>
                                <p>{text}</p>
                                {action.run()}
                            </div>
                        }
                    })
            }}
        </div>
    }
}
