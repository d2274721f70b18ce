//! Whom a visitor of a demonstration can log in as. Anywhere else the backend names nobody, and nothing stands here.

use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::demonstration::DemonstrationUser;

use crate::{
    api,
    language::{Lang, t},
    ui::page::focus_id,
};

/// One press fills in the user name; the password is typed, as everywhere.
#[component]
pub fn DemonstrationUsers(user_name: RwSignal<String>, password_id: &'static str) -> impl IntoView {
    let lang = Lang::of_context();
    let users = RwSignal::new(Vec::<DemonstrationUser>::new());
    spawn_local(async move {
        match api::session::demonstration_users().await {
            Ok(found) => users.set(found),
            // Who knows a user name needs no hint.
            Err(error) => leptos::logging::log!("no users of a demonstration: {}", error.code()),
        }
    });
    let row = move |user: DemonstrationUser| {
        let chosen = user.user_name.clone();
        let press = move |_| {
            user_name.set(chosen.clone());
            focus_id(password_id);
        };
        let may = user.may;
        view! {
            <li>
                <button type="button" on:click=press>
                    <strong>{user.display_name}</strong>
                    <span>{user.company}</span>
                    <span class="muted">{move || lang.name(&may)}</span>
                </button>
            </li>
        }
    };
    move || {
        let users = users.get();
        (!users.is_empty()).then(|| {
            view! {
                <section class="demonstration-users" aria-label=move || lang.text(Key::LoginDemonstration)>
                    <h2>{t(Key::LoginDemonstration)}</h2>
                    <p class="small muted">{t(Key::LoginDemonstrationText)}</p>
                    <ul>{users.into_iter().map(row).collect_view()}</ul>
                </section>
            }
        })
    }
}
