//! The frame of every page: bar at the top, modules at the left, content. It knows nothing of what stands in its places.

use super::icon::{Glyph, Icon};
use super::menu::{Menu, MenuItem};
use super::page::SkipLink;
use super::scheme::Scheme;
use super::shown::Shown;
use super::toast::ToastRegion;
use super::words::use_words;
use leptos::prelude::*;

/// The id of the main landmark: the skip link leads there.
pub const MAIN_ID: &str = "main";

/// One place to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    pub href: String,
    pub text: String,
    pub icon: Icon,
    /// How many wait for the reader, with the words that say so ("5 wait for you"); `None` hides it.
    pub count: Option<(u32, String)>,
    pub current: bool,
}

/// Some places under one heading; the first group has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    pub title: Option<String>,
    pub items: Vec<NavItem>,
}

/// The frame.
#[component]
pub fn Shell(
    #[prop(into)] brand: Signal<String>,
    #[prop(into)] home: Signal<String>,
    #[prop(into)] skip_text: Signal<String>,
    #[prop(into)] nav_label: Signal<String>,
    #[prop(into)] nav: Signal<Vec<NavGroup>>,
    /// The name of the button that opens the modules where the window is narrow.
    #[prop(into)]
    nav_toggle: Signal<String>,
    /// The search across everything.
    #[prop(optional, into)]
    search: ViewFn,
    /// Connection and outbox.
    #[prop(optional, into)]
    connection: ViewFn,
    /// Language, colour scheme, user.
    #[prop(optional, into)]
    tools: ViewFn,
    /// Above the content on every page: an operations message, "you are offline".
    #[prop(optional, into)]
    banner: ViewFn,
    children: Children,
) -> impl IntoView {
    let nav_open = RwSignal::new(false);
    // Once a module is chosen, the list folds again.
    Effect::new(move |_| {
        nav.track();
        nav_open.set(false);
    });
    view! {
        <SkipLink text=skip_text target=MAIN_ID/>
        <div class="shell">
            <header class="top-bar">
                <button
                    type="button"
                    class="menu-button rail-toggle"
                    aria-label=move || nav_toggle.get()
                    aria-expanded=move || if nav_open.get() { "true" } else { "false" }
                    aria-controls="modules"
                    on:click=move |_| nav_open.update(|open| *open = !*open)
                >
                    <Glyph icon=Icon::Menu/>
                </button>
                <a class="brand" href=move || home.get()>
                    <span class="brand-mark" aria-hidden="true"></span>
                    <span>{move || brand.get()}</span>
                </a>
                <div class="top-search">{search.run()}</div>
                <div class="top-tools">{connection.run()} {tools.run()}</div>
            </header>
            <nav class="rail" id="modules" data-open=move || nav_open.get().then_some("") aria-label=move || nav_label.get()>
                {move || nav.get().into_iter().map(|group| view! { <Group group/> }).collect_view()}
            </nav>
            <main class="page" id=MAIN_ID tabindex="-1">
                {banner.run()}
                {children()}
            </main>
        </div>
        <ToastRegion/>
    }
}

#[component]
fn Group(group: NavGroup) -> impl IntoView {
    view! {
        {group.title.map(|title| view! { <h2 class="rail-title">{title}</h2> })}
        <ul class="rail-list">
            {group
                .items
                .into_iter()
                .map(|item| {
                    let title = item.text.clone();
                    view! {
                        <li>
                            <a
                                class="rail-link"
                                href=item.href
                                title=title
                                aria-current=item.current.then_some("page")
                            >
                                <Glyph icon=item.icon/>
                                <span class="rail-text">{item.text}</span>
                                {item
                                    .count
                                    .map(|(count, said)| {
                                        view! {
                                            <span class="rail-count">
                                                <span aria-hidden="true">{count}</span>
                                                <span class="ds-sr-only">", "{said}</span>
                                            </span>
                                        }
                                    })}
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// The search across everything, in the bar. The list of what it finds is a page of its own or a popup of the caller's.
#[component]
pub fn SearchBox(
    #[prop(into)] id: String,
    /// What it is called; also what stands in it while it is empty.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] text: Signal<String>,
    on_input: Callback<String>,
    /// Enter.
    on_search: Callback<String>,
    /// The keys that lead here, shown at the right: "Ctrl K".
    #[prop(optional, into)]
    keys: Option<Signal<String>>,
) -> impl IntoView {
    view! {
        <form
            class="search-box"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                on_search.run(text.get_untracked());
            }
        >
            <Glyph icon=Icon::Search/>
            <input
                id=id
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=move || label.get()
                placeholder=move || label.get()
                prop:value=move || Shown(text.get())
                on:input:target=move |event| on_input.run(event.target().value())
            />
            {keys.map(|keys| view! { <kbd class="kbd" aria-hidden="true">{move || keys.get()}</kbd> })}
        </form>
    }
}

/// How the connection stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    #[default]
    Online,
    /// Something is on its way.
    Sending,
    Offline,
    /// Something could not be sent and needs the reader.
    Stuck,
}

impl Link {
    const fn color(self) -> &'static str {
        match self {
            Self::Online => "success",
            Self::Sending => "info",
            Self::Offline => "warning",
            Self::Stuck => "danger",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Online => Icon::Online,
            Self::Sending => Icon::Outbox,
            Self::Offline => Icon::Offline,
            Self::Stuck => Icon::Warning,
        }
    }
}

/// The connection and the outbox in a few words, leading to the outbox.
#[component]
pub fn ConnectionState(
    #[prop(into)] link: Signal<Link>,
    /// "Connected · everything is sent".
    #[prop(into)]
    text: Signal<String>,
    #[prop(into)] href: Signal<String>,
) -> impl IntoView {
    let icon = Signal::derive(move || link.get().icon());
    view! {
        <a class="connection" data-color=move || link.get().color() href=move || href.get()>
            <Glyph icon/>
            <span role="status">{move || text.get()}</span>
        </a>
    }
}

/// One language: its code, what the button shows, its own name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    pub code: &'static str,
    pub short: &'static str,
    pub name: &'static str,
}

/// Side by side: the language can be changed at any moment without losing what is typed.
#[component]
pub fn LanguageSwitch(
    #[prop(into)] label: Signal<String>,
    languages: Vec<Language>,
    /// The code of the language of now.
    #[prop(into)]
    current: Signal<String>,
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    view! {
        <div class="language-switch" role="group" aria-label=move || label.get()>
            {languages
                .into_iter()
                .map(|language| {
                    let pressed = move || current.with(|current| current == language.code);
                    view! {
                        <button
                            type="button"
                            lang=language.code
                            aria-label=language.name
                            title=language.name
                            aria-pressed=move || if pressed() { "true" } else { "false" }
                            on:click=move |_| on_choose.run(language.code)
                        >
                            {language.short}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// Light, dark or as the system has it. Applies and keeps the choice by itself.
#[component]
pub fn SchemeSwitch(#[prop(into)] label: Signal<String>) -> impl IntoView {
    let words = use_words();
    let scheme = RwSignal::new(Scheme::kept());
    let item = move |text: String, own: Scheme, icon: Icon| {
        MenuItem::press(text, move || {
            scheme.set(own);
            own.apply();
        })
        .icon(icon)
        .checked(scheme.get() == own)
    };
    let items = Signal::derive(move || {
        let words = words.get();
        vec![
            item(words.scheme_auto, Scheme::Auto, Icon::Contrast),
            item(words.scheme_light, Scheme::Light, Icon::Sun),
            item(words.scheme_dark, Scheme::Dark, Icon::Moon),
        ]
    });
    let face = move || {
        let icon = Signal::derive(move || match scheme.get() {
            Scheme::Auto => Icon::Contrast,
            Scheme::Light => Icon::Sun,
            Scheme::Dark => Icon::Moon,
        });
        view! { <Glyph icon/> }
    };
    view! { <Menu name=label face items/> }
}

/// The reader: name and company, and what belongs to them.
#[component]
pub fn UserMenu(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] name: Signal<String>,
    #[prop(into)] company: Signal<String>,
    #[prop(into)] items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let spoken = Signal::derive(move || format!("{}: {}, {}", label.get(), name.get(), company.get()));
    let face = move || {
        view! {
            <span class="user-face" aria-hidden="true">
                {move || name.with(|name| initials(name))}
            </span>
            <span class="user-text">
                <b>{move || name.get()}</b>
                <span>{move || company.get()}</span>
            </span>
        }
    };
    view! { <Menu name=spoken face items/> }
}

/// The first letters of the first and the last name.
pub fn initials(name: &str) -> String {
    let mut parts = name.split_whitespace().filter_map(|part| part.chars().next());
    let first = parts.next();
    first
        .into_iter()
        .chain(parts.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Ingrid Vale"), "IV");
        assert_eq!(initials("Åse Marie øvre Haug"), "ÅH");
        assert_eq!(initials("Siv"), "S");
        assert_eq!(initials("  "), "");
    }
}
