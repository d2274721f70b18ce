//! Every widget in every state, for ourselves: only debug builds have it, at `/gallery`. All that stands here is invented.

mod cases;
mod feedback;
mod fields;

use super::icon::Icon;
use super::layout::{SectionState, SideSummary, SummaryRow, TodoItem, WithSide};
use super::menu::MenuItem;
use super::page::{PageHeading, set_title};
use super::shell::{
    ConnectionState, Language, LanguageSwitch, Link, NavGroup, NavItem, SchemeSwitch, SearchBox, Shell,
    UserMenu,
};
use super::status::{Tag, Tone};
use leptos::prelude::*;

fn nav() -> Vec<NavGroup> {
    let item = |text: &str, icon, count: Option<u32>, current| NavItem {
        href: "/gallery".to_owned(),
        text: text.to_owned(),
        icon,
        count: count.map(|count| (count, format!("{count} venter på deg"))),
        current,
    };
    vec![
        NavGroup {
            title: None,
            items: vec![
                item("Hjem", Icon::Home, None, false),
                item("Forespørsler", Icon::Quote, Some(2), false),
                item("Bestillinger", Icon::Order, Some(5), true),
                item("Produktportefølje", Icon::Portfolio, None, false),
                item("Henvendelser", Icon::Request, Some(1), false),
                item("Feilmeldinger", Icon::Ticket, None, false),
                item("Fakturaer", Icon::Invoice, None, false),
            ],
        },
        NavGroup {
            title: Some("Meg og firmaet".to_owned()),
            items: vec![
                item("Kladder og utboks", Icon::Draft, Some(3), false),
                item("Kontakter", Icon::Contacts, None, false),
                item("Opplæring", Icon::Training, None, false),
            ],
        },
        NavGroup {
            title: Some("Drift".to_owned()),
            items: vec![
                item("Driftsmeldinger", Icon::Operations, None, false),
                item("Arbeidskøer", Icon::Queue, Some(41), false),
                item("Administrasjon", Icon::Admin, None, false),
            ],
        },
    ]
}

/// Whether the address asks for it.
pub fn is_asked_for() -> bool {
    window()
        .location()
        .pathname()
        .is_ok_and(|path| path == "/gallery")
}

/// The page.
#[component]
pub fn Gallery() -> impl IntoView {
    set_title(|| "Gallery".to_owned());
    let language = RwSignal::new("nb".to_owned());
    let search = RwSignal::new(String::new());
    let searching = move || {
        view! {
            <SearchBox
                id="search"
                label="Søk på nummer, navn, adresse eller referanse"
                text=search
                on_input=Callback::new(move |text| search.set(text))
                on_search=Callback::new(move |_| ())
                keys="Ctrl K"
            />
        }
    };
    let connection =
        || view! { <ConnectionState link=Link::Online text="Tilkoblet · alt er sendt" href="/drafts"/> };
    let tools = move || {
        let languages = vec![
            Language {
                code: "nb",
                short: "NO",
                name: "Norsk",
            },
            Language {
                code: "en",
                short: "EN",
                name: "English",
            },
        ];
        let items = Signal::derive(|| {
            vec![
                MenuItem::link("Konto", "/account").icon(Icon::Account),
                MenuItem::press("Logg ut", || ()).icon(Icon::Logout),
            ]
        });
        view! {
            <LanguageSwitch
                label="Språk"
                languages
                current=language
                on_choose=Callback::new(move |code: &'static str| language.set(code.to_owned()))
            />
            <SchemeSwitch label="Farger"/>
            <UserMenu label="Bruker" name="Ingrid Vale" company="Fjordnett AS" items/>
        }
    };
    view! {
        <Shell
            brand="Jara NetBusiness"
            home="/"
            skip_text="Til innholdet"
            nav_label="Moduler"
            nav=Signal::derive(nav)
            nav_toggle="Moduler"
            search=searching
            connection
            tools
        >
            <WithSide side=summary>
                <PageHeading
                    text="Ny bestilling"
                    beside=|| view! { <Tag text="Kladd"/> <span>"Lagret 14:32"</span> }
                />
                <fields::Form/>
            </WithSide>
            <cases::Cases/>
            <feedback::Feedback/>
        </Shell>
    }
}

fn summary() -> impl IntoView {
    let row = |term: &str, lines: &[&str], strong| SummaryRow {
        term: term.to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        strong,
    };
    let rows = vec![
        row("Til", &["Aslak Tveito"], false),
        row("Sted", &["Kirkeveien 64B, H0302", "0364 OSLO"], false),
        row("Montør", &["fr 4. desember 08–12"], false),
        row("Endringsfrist", &["on 2. desember"], false),
        row("Kontakt", &[], false),
        row("Etablering", &["kr 790,00"], true),
        row("Per måned", &["kr 189,00"], true),
    ];
    let item = |text: &str, state, target: &str| TodoItem {
        text: text.to_owned(),
        state,
        target: target.to_owned(),
    };
    let todo = vec![
        item("Produkt og adresse", SectionState::Done, "hva"),
        item("Kapaks og montør", SectionState::InProgress, "kan"),
        item("Telefon, ønsket dato", SectionState::Errors(2), "phone"),
        item("Tre bekreftelser", SectionState::NotBegun, "confirm"),
    ];
    view! {
        <SideSummary
            title="Jara ADSL delt tilgang"
            rows=Signal::stored(rows)
            todo_label="Hva som mangler"
            todo=Signal::stored(todo)
            actions=actions
            note="Uten nett legges den i utboksen og sendes når nettet er tilbake."
        />
    }
}

fn actions() -> impl IntoView {
    use super::button::{Button, ButtonKind};
    let toasts = super::toast::Toasts::of_context();
    let busy = RwSignal::new(false);
    let send = Callback::new(move |()| {
        busy.set(true);
        set_timeout(move || busy.set(false), std::time::Duration::from_secs(2));
        toasts.show(
            super::toast::Toast::new(Tone::Success, "Bestillingen er sendt.")
                .link("Åpne 1-20418", "/orders/1-20418"),
        );
    });
    view! {
        <Button text="Send bestillingen" on_press=send busy keys="Ctrl Enter"/>
        <Button text="Lagre og lukk" kind=ButtonKind::Tertiary on_press=Callback::new(|()| ())/>
    }
}
