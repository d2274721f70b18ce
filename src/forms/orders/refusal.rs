//! What is wrong with the whole, when it is no field's fault.

use leptos::prelude::*;

use super::{project::focus_soon, submit::Submission};
use crate::ui::icon::{Glyph, Icon};

const ID: &str = "refusal";

/// Submit stands far below: whoever pressed it is led here.
pub fn lead_here() {
    focus_soon(ID.to_owned());
}

#[component]
pub fn Refusal(submission: Submission) -> impl IntoView {
    move || {
        submission.refusal().map(|text| {
            view! {
                <div class="notice" id=ID tabindex="-1" data-color="danger" role="alert">
                    <Glyph icon=Icon::Error/>
                    <p>{text}</p>
                </div>
            }
        })
    }
}
