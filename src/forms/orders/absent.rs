//! What stands in the place of the form when its draft is not to be written: it is not here, cannot be read, or was sent.

use leptos::prelude::*;
use texts::Key;

use super::submit::Progress;
use crate::{
    language::{Lang, t},
    offline::connection::Connection,
    routes,
    ui::{
        button::{ButtonKind, LinkButton},
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
pub fn Waiting(progress: Memo<Progress>) -> impl IntoView {
    let lang = Lang::of_context();
    let connection = use_context::<Connection>();
    let why = Signal::derive(move || {
        let online = connection.is_none_or(Connection::is_online);
        lang.text(if online {
            Key::OrderFormWaitingOnline
        } else {
            Key::OrderFormWaitingOffline
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
