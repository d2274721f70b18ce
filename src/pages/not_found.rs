//! An address that leads nowhere.

use leptos::prelude::*;
use texts::Key;

use crate::{
    language::{Lang, t},
    routes,
    ui::{
        button::{ButtonKind, LinkButton},
        icon::Icon,
        page::{PageHeading, set_title},
        states::EmptyState,
    },
};

/// The title of the browser's tab: the page, then the product.
pub fn title(lang: Lang, page: &str) -> String {
    format!("{page} · {}", lang.text(Key::AppName))
}

#[component]
pub fn NotFoundPage() -> impl IntoView {
    let lang = Lang::of_context();
    set_title(move || title(lang, &lang.text(Key::NotFoundTitle)));
    view! {
        <PageHeading text=t(Key::NotFoundTitle)/>
        <EmptyState
            icon=Icon::Search
            title=t(Key::NotFoundWhat)
            text=t(Key::NotFoundWhy)
            action=move || {
                view! { <LinkButton text=t(Key::NavHome) href=routes::HOME kind=ButtonKind::Secondary/> }
            }
        />
    }
}
