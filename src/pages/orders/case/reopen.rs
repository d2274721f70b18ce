//! Reopen (CHG-1): the order as it was sent, in the form. Nothing happens to the order until the change is submitted.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use texts::Key;

use crate::{
    api,
    forms::orders::reopened,
    language::{params, words},
    offline::{drafts, new_id, store},
    problem, routes,
    ui::{
        status::Tone,
        toast::{Toast, Toasts},
    },
};

use super::Case;

/// The way into the form. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Reopen {
    pub busy: RwSignal<bool>,
    pub press: Callback<()>,
}

impl Reopen {
    /// Call it while the page is made.
    pub fn of(case: Case) -> Self {
        let toasts = Toasts::of_context();
        let navigate = use_navigate();
        let busy = RwSignal::new(false);
        let press = Callback::new(move |()| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            let user = case.session.user_name_untracked();
            let order = case.order.with_untracked(|order| order.id.clone());
            let navigate = navigate.clone();
            spawn_local(async move {
                let draft = draft_of(case, &user, &order).await;
                // The page may have gone meanwhile.
                busy.try_set(false);
                match draft {
                    Ok(id) => navigate(&routes::draft(&id), NavigateOptions::default()),
                    Err(why) => {
                        let why = params([("why", words(why))]);
                        let text = untrack(|| case.lang.fill(Key::OrderReopenFailed, &why));
                        toasts.show(Toast::new(Tone::Danger, text));
                    }
                }
            });
        });
        Self { busy, press }
    }
}

/// The draft of this order's change: the one that was begun here, or a new one with what was sent.
async fn draft_of(case: Case, user: &str, order: &str) -> Result<String, String> {
    let language = case.lang.now_untracked();
    let unkept = |why: store::StoreError| store::said(language, &why.0);
    let begun = drafts::list(user).await.map_err(unkept)?;
    if let Some(draft) = begun
        .into_iter()
        .find(|draft| draft.order.reopened.order == order)
    {
        return Ok(draft.id);
    }
    let sent = api::orders::sent(order, false)
        .await
        .map_err(|error| problem::explain(language, &error))?;
    let draft = reopened::draft_of(new_id(), user.to_owned(), &sent);
    drafts::save(&draft).await.map_err(unkept)?;
    Ok(draft.id)
}
