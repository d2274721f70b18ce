//! The frame of the application: what everything else relies on, and which page stands in it.

mod idle;
mod outcomes;
mod shell;
mod version;

pub use shell::Languages;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::{Route, Router, Routes},
    hooks::{use_location, use_navigate, use_query_map},
    path,
};
use texts::Key;
use wire::events::Event;

use crate::{
    api::{self, events::Live},
    clock::Clock,
    language::{Lang, t},
    offline::{connection::Connection, outbox::Outbox, store, sync::Sync, uploads::Uploads, vault},
    pages::{
        home::HomePage,
        late::{self, Late},
        login::LogInPage,
        not_found::NotFoundPage,
        orders,
    },
    reference::Reference,
    routes,
    session::{Session, Stage},
    ui::{
        states::{ErrorState, Skeleton},
        toast::Toasts,
        words::provide_words,
    },
    words,
};

#[component]
pub fn App() -> impl IntoView {
    let lang = Lang::provide();
    provide_words(words::of(lang));
    Toasts::provide();
    let clock = Clock::provide();
    let connection = Connection::new();
    provide_context(connection);
    store::begin();
    let session = Session::provide(clock);
    let outbox = Outbox::new(clock);
    provide_context(outbox);
    let uploads = Uploads::begin(outbox);
    provide_context(uploads);
    let sync = Sync::new(clock, outbox);
    provide_context(sync);
    let live = Live::new();
    provide_context(live);
    api::client::speak_for(move || session.user_name_untracked());
    api::client::listen(move |heard| {
        connection.heard(heard);
        session.heard(heard);
        if heard == api::client::Heard::Misunderstood {
            version::look_for_newer();
        }
    });
    Effect::new(move |_| {
        let working = session.user().filter(|_| !session.has_lapsed());
        let user_name = working.map(|user| user.user_name);
        // What is sent is looked at first: an order waits for its files.
        uploads.set_user(user_name.clone());
        outbox.set_user(user_name);
    });
    Effect::new(move |_| {
        let working = session.user().filter(|_| !session.has_lapsed());
        // Without the key nothing can be read, and nothing that cannot be read is exchanged.
        let open = vault::state() == vault::State::Open;
        sync.set_user(working.filter(|_| open).map(|user| user.user_name));
    });
    keep_listening(session, live, sync);
    #[cfg(debug_assertions)]
    if crate::ui::gallery::is_asked_for() {
        return view! { <crate::ui::gallery::Gallery/> }.into_any();
    }
    view! {
        <Router>
            <Frame/>
        </Router>
    }
    .into_any()
}

/// Keeps one stream of events open while someone is logged in.
fn keep_listening(session: Session, live: Live, sync: Sync) {
    let deliver = move |event: Event| {
        sync.heard(&event);
        // Only forms and the list of drafts care for drafts, and they ask the exchange.
        if !matches!(event, Event::Draft { .. }) {
            live.push(event);
        }
    };
    let stream = StoredValue::new_local(None::<api::events::Stream>);
    let listening = Memo::new(move |_| {
        session
            .user()
            .filter(|_| !session.has_lapsed())
            .map(|user| user.user_name)
    });
    let clock = Clock::of_context();
    Effect::new(move |_| {
        let wanted = listening.get().is_some();
        stream.set_value(None);
        if wanted {
            stream.set_value(api::events::Stream::open(deliver));
        }
    });
    // The browser reconnects by itself, except when it was refused; then it is tried again now and then.
    Effect::new(move |_| {
        let tens = clock.roughly_now().millis() / 10_000;
        let closed = stream.with_value(|stream| stream.as_ref().is_some_and(api::events::Stream::is_closed));
        if tens % 2 == 0 && closed && listening.get_untracked().is_some() {
            stream.set_value(api::events::Stream::open(deliver));
            deliver(Event::Missed);
        }
    });
}

/// Which of the three it is: not known yet, log in, or the application.
#[component]
fn Frame() -> impl IntoView {
    let session = Session::of_context();
    let lang = Lang::of_context();
    let stage = Memo::new(move |_| session.stage());
    go_where_the_session_allows(stage);
    move || match stage.get() {
        Stage::Asking => view! { <div class="alone"><Skeleton rows=4/></div> }.into_any(),
        Stage::Unreachable(error) => {
            let text = Signal::derive(move || {
                let why = crate::problem::explain(lang.now(), &error);
                format!("{why} {}", lang.text(Key::AppUnreachableText))
            });
            view! {
                <main class="alone">
                    <h1 class="ds-sr-only">{t(Key::AppName)}</h1>
                    <ErrorState title=t(Key::AppUnreachable) text on_retry=Callback::new(move |()| session.ask())/>
                </main>
            }
            .into_any()
        }
        Stage::Nobody => view! { <LogInPage/> }.into_any(),
        Stage::Inside(_) => view! { <Inside/> }.into_any(),
    }
}

/// The address follows the session: to the log-in and back to where one wanted to go.
fn go_where_the_session_allows(stage: Memo<Stage>) {
    let location = use_location();
    let query = use_query_map();
    let navigate = use_navigate();
    Effect::new(move |_| {
        let at_log_in = location.pathname.get() == routes::LOG_IN;
        let replace = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        match stage.get() {
            Stage::Nobody if !at_log_in => {
                let search = location.search.get_untracked();
                let here = location.pathname.get_untracked();
                let next = if search.is_empty() {
                    here
                } else {
                    format!("{here}?{search}")
                };
                navigate(&routes::log_in(&next), replace);
            }
            Stage::Inside(_) if at_log_in => {
                let next = query.with_untracked(|query| query.get("next"));
                navigate(&routes::after_log_in(next.as_deref()), replace);
            }
            Stage::Asking | Stage::Unreachable(_) | Stage::Nobody | Stage::Inside(_) => {}
        }
    });
}

/// The application of one user.
#[component]
fn Inside() -> impl IntoView {
    let session = Session::of_context();
    Reference::provide();
    late::fetch_ahead();
    // What stands beneath the log-in is nobody's to see until its user is back; it keeps its state and its scroll.
    let visibility = move || if session.has_lapsed() { "hidden" } else { "visible" };
    view! {
        <div style:visibility=visibility inert=move || session.has_lapsed()>
            <shell::AppShell>
                <ErrorBoundary fallback=move |_| view! { <shell::Broken/> }>
                    <Routes fallback=NotFoundPage>
                        <Route path=path!("/") view=HomePage/>
                        <Route path=path!("/login") view=|| view! { <Skeleton rows=4/> }/>
                        <Route path=path!("/orders") view=|| Late::Orders.view()/>
                        <Route path=path!("/orders/new") view=orders::new::NewOrderPage/>
                        <Route path=path!("/orders/switch") view=orders::new::NewOrderPage/>
                        <Route path=path!("/orders/terminate") view=orders::new::NewOrderPage/>
                        <Route path=path!("/orders/modify") view=orders::new::NewOrderPage/>
                        <Route path=path!("/orders/:id") view=|| Late::Order.view()/>
                        <Route path=path!("/portfolio") view=|| Late::Portfolio.view()/>
                        <Route path=path!("/portfolio/:id") view=|| Late::Subscription.view()/>
                        <Route path=path!("/drafts") view=|| Late::Drafts.view()/>
                        <Route path=path!("/contacts") view=|| Late::Contacts.view()/>
                        <Route path=path!("/account") view=|| Late::Account.view()/>
                        <Route path=path!("/mails") view=|| Late::Mails.view()/>
                    </Routes>
                </ErrorBoundary>
            </shell::AppShell>
        </div>
        <outcomes::Outcomes/>
        <idle::IdleWarning/>
        <idle::LogInAgain/>
    }
}
