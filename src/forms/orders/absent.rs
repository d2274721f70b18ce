//! What stands in the place of the form when its draft is not to be written: it is not here, cannot be read, or was sent.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use texts::Key;

use super::submit::Progress;
use crate::{
    language::{Lang, params, t, words},
    offline::{
        connection::Connection,
        drafts::{self, Draft},
        new_id,
        store::{self, StoreError},
    },
    routes,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
        page::PageHeading,
        states::EmptyState,
    },
};

/// Not in this browser, or not this user's.
#[component]
pub fn Missing() -> impl IntoView {
    view! {
        <PageHeading text=t(Key::OrderFormTitle)/>
        <EmptyState
            icon=Icon::Draft
            title=t(Key::OrderFormDraftMissing)
            text=t(Key::OrderFormDraftMissingWhy)
            action=move || {
                view! { <LinkButton text=t(Key::OrderFormNewOne) href=routes::NEW_ORDER kind=ButtonKind::Secondary/> }
            }
        />
    }
}

/// ORD-4: its days are over. What is typed begins a new order.
#[component]
pub fn Over(draft: Draft) -> impl IntoView {
    let lang = Lang::of_context();
    let navigate = use_navigate();
    let trouble = RwSignal::new(None::<String>);
    let draft = StoredValue::new(draft);
    let begin_again = Callback::new(move |()| {
        let made = draft.with_value(|draft| draft.copied(new_id()));
        let navigate = navigate.clone();
        spawn_local(async move {
            match drafts::save(&made).await {
                Ok(()) => navigate(&routes::draft(&made.id), NavigateOptions::default()),
                Err(StoreError(reason)) => {
                    trouble.try_set(Some(reason));
                }
            }
        });
    });
    let text = Signal::derive(move || match trouble.get() {
        Some(reason) => {
            let reason = words(store::said(lang.now(), &reason));
            lang.fill(Key::OrderFormNotSaved, &params([("reason", reason)]))
        }
        None => lang.text(Key::OrderFormOverText),
    });
    view! {
        <PageHeading text=t(Key::OrderFormTitle)/>
        <EmptyState
            icon=Icon::Draft
            title=t(Key::DraftsOver)
            text
            action=move || view! { <Button text=t(Key::DraftsBeginAgain) on_press=begin_again/> }
        />
    }
}

/// OFF-6: it comes by itself when the vault opens.
#[component]
pub fn Locked() -> impl IntoView {
    view! {
        <PageHeading text=t(Key::OrderFormTitle)/>
        <EmptyState icon=Icon::Lock title=t(Key::DraftsLocked) text=t(Key::DraftsLockedText)/>
    }
}

/// The order waits in the outbox: it goes by itself, and the user goes on with something else.
#[component]
pub fn Waiting(progress: Memo<Progress>, #[prop(into)] for_files: Signal<bool>) -> impl IntoView {
    let lang = Lang::of_context();
    let connection = use_context::<Connection>();
    let why = Signal::derive(move || {
        let online = connection.is_none_or(Connection::is_online);
        lang.text(match (online, for_files.get()) {
            (true, true) => Key::OrderFormWaitingFiles,
            (true, false) => Key::OrderFormWaitingOnline,
            (false, _) => Key::OrderFormWaitingOffline,
        })
    });
    move || {
        (progress.get() == Progress::Waiting).then(|| {
            view! {
                <PageHeading text=t(Key::OrderFormWaiting)/>
                <EmptyState
                    icon=Icon::Outbox
                    title=t(Key::OrderFormWaitingTitle)
                    text=why
                    action=move || {
                        view! {
                            <div class="row">
                                <LinkButton text=t(Key::OrderFormToDrafts) href=routes::DRAFTS kind=ButtonKind::Secondary/>
                                <LinkButton text=t(Key::OrderFormNewOne) href=routes::NEW_ORDER kind=ButtonKind::Tertiary/>
                            </div>
                        }
                    }
                />
            }
        })
    }
}
