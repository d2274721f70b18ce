//! tmp
use leptos::prelude::*;
#[component]
pub fn DraftsPage() -> impl IntoView {}
