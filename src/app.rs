//! The application: for the moment the gallery of widgets in debug builds, and the name alone otherwise.

use crate::ui;
use leptos::prelude::*;

/// The root of everything that is shown.
#[component]
pub fn App() -> impl IntoView {
    ui::toast::Toasts::provide();
    view! { "Jara NetBusiness" }
}
