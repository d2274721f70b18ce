//! The bar at the top and the modules at the left, filled with what this user has.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use texts::{Key, Language};
use wasm_bindgen::JsCast;

use crate::{
    api::{self, events::Live},
    language::{Lang, params, t, words},
    offline::{
        connection::Connection,
        outbox::{EntryState, Outbox},
    },
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
            banner=move || view! { <StorageTrouble/> }
        >
            {children()}
        </Shell>
    }
}

/// Asks again whenever an order has changed.
fn count_my_turn(my_turn: MyTurn) {
    let live = use_context::<Live>();
    let changes = Memo::new(move |_| live.map_or(0, |live| live.0.with(|(number, _)| *number)));
    let answer = LocalResource::new(move || {
        changes.track();
        async move { api::orders::list(&[("turn", "partner"), ("limit", "1")], true).await }
    });
    Effect::new(move |_| {
        if let Some(Ok(page)) = answer.get() {
            my_turn.0.set(Some(page.total));
        }
    });
}

/// Only what is there: modules that are still being built are not shown as places to go.
fn nav(my_turn: MyTurn) -> Signal<Vec<NavGroup>> {
    let lang = Lang::of_context();
    let path = use_location().pathname;
    let outbox = use_context::<Outbox>();
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
        let refused = outbox.map_or(0, |outbox| {
            outbox.entries().with(|all| {
                all.iter()
                    .filter(|entry| entry.state == EntryState::Refused)
                    .count()
            })
        });
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
                ],
            },
            NavGroup {
                title: Some(lang.text(Key::NavMine)),
                items: vec![item(
                    routes::DRAFTS,
                    Key::NavDrafts,
                    Icon::Draft,
                    u64::try_from(refused).unwrap_or(0),
                )],
            },
        ]
    })
}

/// Finds orders by any number, name, address or reference.
#[component]
fn Find() -> impl IntoView {
    let text = RwSignal::new(String::new());
    let navigate = use_navigate();
    let on_search = Callback::new(move |wanted: String| {
        let wanted = wanted.trim();
        if !wanted.is_empty() {
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
    let refused = Memo::new(move |_| {
        outbox.is_some_and(|outbox| {
            outbox
                .entries()
                .with(|all| all.iter().any(|entry| entry.state == EntryState::Refused))
        })
    });
    let link = Signal::derive(move || match (online.get(), waiting.get(), refused.get()) {
        (false, _, _) => Link::Offline,
        (true, 0, true) => Link::Stuck,
        (true, 0, false) => Link::Online,
        (true, _, _) => Link::Sending,
    });
    let text = Signal::derive(move || {
        let state = match link.get() {
            Link::Offline => Key::ShellOffline,
            Link::Stuck => Key::ShellStuck,
            Link::Online => return lang.text(Key::ShellAllSent),
            Link::Sending => Key::ShellOnline,
        };
        match waiting.get() {
            0 => lang.text(state),
            n => format!(
                "{} · {}",
                lang.text(state),
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
    let outbox = use_context::<Outbox>();
    let text = Signal::derive(move || {
        let full = outbox.and_then(|outbox| outbox.trouble().get());
        // Known after the first use of the store, which the outbox makes when it begins.
        let missing = outbox.is_some_and(|outbox| outbox.is_in_memory());
        match (full, missing) {
            (Some(reason), _) => Some(lang.fill(Key::ShellStorageFull, &params([("reason", words(reason))]))),
            (None, true) => Some(lang.text(Key::ShellStorageMissing)),
            (None, false) => None,
        }
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
