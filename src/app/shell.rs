//! The bar at the top and the modules at the left, filled with what this user has.

use domain::access::Permission;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use texts::{Key, Language};
use wasm_bindgen::JsCast;

use crate::{
    api::{self, events::Live},
    clock::Clock,
    language::{Lang, params, t, words},
    offline::{connection::Connection, outbox::Outbox, store},
    pages::orders::status::Side,
    pages::when,
    routes,
    session::Session,
    ui::{
        icon::{Glyph, Icon},
        menu::MenuItem,
        page::focus_id,
        shell::{
            self, ConnectionState, LanguageSwitch, Link, NavGroup, NavItem, SchemeSwitch, SearchBox, Shell,
            UserMenu,
        },
        states::ErrorState,
    },
};

const FIND_ID: &str = "find";

/// How many orders wait for this user's company; none while it is not known.
#[derive(Clone, Copy)]
pub struct MyTurn(pub RwSignal<Option<u64>>);

#[component]
pub fn AppShell(children: Children) -> impl IntoView {
    let my_turn = MyTurn(RwSignal::new(None));
    provide_context(my_turn);
    count_my_turn(my_turn);
    view! {
        <Shell
            brand=t(Key::AppName)
            home=routes::HOME
            skip_text=t(Key::ShellSkip)
            nav_label=t(Key::ShellModules)
            nav_toggle=t(Key::ShellModules)
            nav=nav(my_turn)
            search=move || view! { <Find/> }
            connection=move || view! { <ConnectionLine/> }
            tools=move || view! { <Tools/> }
            banner=move || {
                view! {
                    <StorageTrouble/>
                    <super::version::NewVersion/>
                }
            }
        >
            {children()}
        </Shell>
    }
}

/// Asks again whenever an order has changed.
fn count_my_turn(my_turn: MyTurn) {
    let session = Session::of_context();
    if untrack(|| Side::orders_closed(session)).is_some() {
        return;
    }
    let turn = untrack(|| Side::of(session)).own_turn().code();
    let live = use_context::<Live>();
    let changes = Memo::new(move |_| live.map_or(0, |live| live.0.with(|(number, _)| *number)));
    let answer = LocalResource::new(move || {
        changes.track();
        async move { api::orders::list(&[("turn", turn), ("limit", "1")], true).await }
    });
    Effect::new(move |_| {
        if let Some(Ok(page)) = answer.get() {
            my_turn.0.set(Some(page.value.total));
        }
    });
}

/// Only what is there: modules that are still being built are not shown as places to go.
fn nav(my_turn: MyTurn) -> Signal<Vec<NavGroup>> {
    let lang = Lang::of_context();
    let path = use_location().pathname;
    let outbox = use_context::<Outbox>();
    let session = Session::of_context();
    Signal::derive(move || {
        let here = path.get();
        let count = |n: u64| {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            (n > 0).then(|| {
                (
                    u32::try_from(n).unwrap_or(u32::MAX),
                    lang.count(Key::ShellWaitsOne, Key::ShellWaitsOther, n),
                )
            })
        };
        let refused = outbox.map_or(0, Outbox::back);
        let item = |href: &str, key: Key, icon: Icon, n: u64| NavItem {
            href: href.to_owned(),
            text: lang.text(key),
            icon,
            count: count(n),
            current: here == href || (href != routes::HOME && here.starts_with(&format!("{href}/"))),
        };
        vec![
            NavGroup {
                title: None,
                items: vec![
                    item(routes::HOME, Key::NavHome, Icon::Home, 0),
                    item(
                        routes::ORDERS,
                        Key::NavOrders,
                        Icon::Order,
                        my_turn.0.get().unwrap_or(0),
                    ),
                    item(routes::PORTFOLIO, Key::NavPortfolio, Icon::Portfolio, 0),
                ],
            },
            NavGroup {
                title: Some(lang.text(Key::NavMine)),
                items: mine(session, item, u64::try_from(refused).unwrap_or(0)),
            },
        ]
    })
}

/// What is the user's own, and the company's where it has such pages: a partner has.
fn mine(session: Session, item: impl Fn(&str, Key, Icon, u64) -> NavItem, refused: u64) -> Vec<NavItem> {
    let mut items = vec![item(routes::DRAFTS, Key::NavDrafts, Icon::Draft, refused)];
    let may = |permission| {
        session
            .user()
            .is_some_and(|user| user.access.may(permission).is_ok())
    };
    if may(Permission::Company) {
        items.push(item(routes::CONTACTS, Key::NavContacts, Icon::Contacts, 0));
        items.push(item(routes::ACCOUNT, Key::NavAccount, Icon::Account, 0));
    }
    // A partner comes to its mails by its account.
    if may(Permission::Administer) {
        items.push(item(routes::MAILS, Key::NavMails, Icon::Outbox, 0));
    }
    items
}

/// Finds orders by any number, name, address or reference.
#[component]
fn Find() -> impl IntoView {
    let text = RwSignal::new(String::new());
    let navigate = use_navigate();
    let on_search = Callback::new(move |wanted: String| {
        let wanted = wanted.trim();
        // Who types a whole number means that order.
        if wire::orders::order_id(wanted).is_some() {
            navigate(&routes::order(wanted), leptos_router::NavigateOptions::default());
        } else if !wanted.is_empty() {
            let query = format!("q={}", String::from(js_sys::encode_uri_component(wanted)));
            navigate(&routes::orders(&query), leptos_router::NavigateOptions::default());
        }
    });
    // Ctrl K leads here from everywhere.
    let keys = window_event_listener_untyped("keydown", move |event| {
        if let Ok(event) = event.dyn_into::<web_sys::KeyboardEvent>()
            && (event.ctrl_key() || event.meta_key())
            && event.key().eq_ignore_ascii_case("k")
        {
            event.prevent_default();
            focus_id(FIND_ID);
        }
    });
    on_cleanup(move || keys.remove());
    let on_input = Callback::new(move |typed| text.set(typed));
    view! { <SearchBox id=FIND_ID label=t(Key::ShellFind) text on_input on_search keys="Ctrl K"/> }
}

#[component]
fn ConnectionLine() -> impl IntoView {
    let lang = Lang::of_context();
    let connection = use_context::<Connection>();
    let outbox = use_context::<Outbox>();
    let online = Memo::new(move |_| connection.is_none_or(Connection::is_online));
    let waiting = Memo::new(move |_| outbox.map_or(0, Outbox::waiting));
    let refused = Memo::new(move |_| outbox.map_or(0, Outbox::back) > 0);
    let known = Memo::new(move |_| outbox.is_none_or(Outbox::is_known));
    let link = Signal::derive(move || match (online.get(), waiting.get(), refused.get()) {
        (false, _, _) => Link::Offline,
        (true, 0, true) => Link::Stuck,
        (true, 0, false) => Link::Online,
        (true, _, _) => Link::Sending,
    });
    let session = Session::of_context();
    let clock = Clock::of_context();
    let offline = move || {
        let heard_at = connection.and_then(Connection::heard_at).or(session.known_at());
        heard_at.map_or_else(
            || lang.text(Key::ShellOffline),
            |at| {
                let at = when::said(lang.now(), clock.of_browser(at), clock.roughly_now());
                lang.fill(Key::ShellOfflineSince, &params([("when", words(at))]))
            },
        )
    };
    let text = Signal::derive(move || {
        let state = match link.get() {
            Link::Offline => offline(),
            Link::Stuck => lang.text(Key::ShellStuck),
            // Nothing is said of an outbox that has not been read yet.
            Link::Online if known.get() => return lang.text(Key::ShellAllSent),
            Link::Online => lang.text(Key::ShellOnline),
            Link::Sending => lang.text(Key::ShellOnline),
        };
        match waiting.get() {
            0 => state,
            n => format!(
                "{state} · {}",
                lang.count(Key::ShellWaitingOne, Key::ShellWaitingOther, n)
            ),
        }
    });
    view! { <ConnectionState link text href=routes::DRAFTS/> }
}

#[component]
fn Tools() -> impl IntoView {
    let session = Session::of_context();
    let lang = Lang::of_context();
    let name = Signal::derive(move || session.user().map_or_else(String::new, |user| user.display_name));
    let company = Signal::derive(move || session.user().map_or_else(String::new, |user| user.company));
    let items = Signal::derive(move || {
        vec![MenuItem::press(lang.text(Key::SessionLogOut), move || session.log_out()).icon(Icon::Logout)]
    });
    view! {
        <Languages/>
        <SchemeSwitch label=t(Key::ShellScheme)/>
        <UserMenu label=t(Key::ShellUser) name company items/>
    }
}

/// Norwegian and English, side by side.
#[component]
pub fn Languages() -> impl IntoView {
    let lang = Lang::of_context();
    let languages = vec![
        shell::Language {
            code: Language::Norwegian.tag(),
            short: "NO",
            name: "Norsk",
        },
        shell::Language {
            code: Language::English.tag(),
            short: "EN",
            name: "English",
        },
    ];
    let current = Signal::derive(move || lang.now().tag().to_owned());
    let on_choose = Callback::new(move |code: &'static str| {
        if let Some(language) = Language::from_tag(code) {
            lang.choose(language);
        }
    });
    view! { <LanguageSwitch label=t(Key::ShellLanguage) languages current on_choose/> }
}

/// Says so when this browser keeps nothing (a private window, a full disk): forms still work while online.
#[component]
fn StorageTrouble() -> impl IntoView {
    let lang = Lang::of_context();
    let text = Signal::derive(move || {
        store::trouble().map(|reason| {
            let reason = words(store::said(lang.now(), &reason));
            lang.fill(Key::ShellStorageTrouble, &params([("reason", reason)]))
        })
    });
    view! {
        {move || {
            text.get()
                .map(|text| {
                    view! {
                        <div class="notice" role="status" data-color="warning">
                            <Glyph icon=Icon::Warning/>
                            <p>{text}</p>
                        </div>
                    }
                })
        }}
    }
}

/// What stands where a page failed in a way that nobody foresaw: never an endless wait.
#[component]
pub fn Broken() -> impl IntoView {
    let reload = Callback::new(|()| {
        if let Err(refused) = window().location().reload() {
            leptos::logging::warn!("the page could not be loaded again: {refused:?}");
        }
    });
    view! { <ErrorState title=t(Key::AppBroken) text=t(Key::AppBrokenText) on_retry=reload/> }
}
