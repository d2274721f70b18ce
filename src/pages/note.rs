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
    /// The id of its place, which can take the focus also while nothing stands there.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let focusable = id.is_some().then_some("-1");
    view! {
        <div role="status" class="note-place" id=id tabindex=focusable>
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
