//! Views of the list: those that every reader has, and those that readers have saved for themselves or their company.

mod dialogs;

use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::lists::{NewView, SavedView};

use crate::{
    api::{self, client::ApiError},
    language::{Lang, params, t, words},
    pages::{
        fetch::{Answer, Question},
        listing::{
            Shown,
            query::{ListQuery, encode},
        },
        orders::status::Side,
    },
    routes,
    ui::{
        icon::{Glyph, Icon},
        menu::{Menu, MenuItem},
    },
};

use super::{address, filters};

/// The list that these views are of.
const LIST: &str = "orders";

/// The saved views and what can be done with them.
#[derive(Clone, Copy)]
struct Saved {
    views: Question<Vec<SavedView>>,
}

impl Saved {
    fn fetch() -> Self {
        let views = Question::new();
        let saved = Self { views };
        saved.ask();
        views.mend(move || saved.ask());
        saved
    }

    fn ask(self) {
        self.views.ask(api::views::list(LIST));
    }

    /// One's own first.
    fn all(self) -> Vec<SavedView> {
        let mut all = self.views.answer().with(|answer| match answer {
            Answer::Here(views) => views.clone(),
            Answer::Awaited | Answer::Failed(_) => Vec::new(),
        });
        all.sort_by_key(|view| (!view.own, view.name.to_lowercase()));
        all
    }

    fn own(self) -> Vec<SavedView> {
        self.all().into_iter().filter(|view| view.own).collect()
    }

    /// Saves a view in place of others: the new one is there before the old ones go, so that none is ever lost.
    async fn replace(self, view: NewView, replaced: Vec<String>) -> Result<(), ApiError> {
        api::views::create(&view).await?;
        for id in replaced {
            api::views::delete(&id).await?;
        }
        self.ask();
        Ok(())
    }
}

#[component]
pub fn Views(shown: Shown, side: Memo<Side>) -> impl IntoView {
    let lang = Lang::of_context();
    let saved = Saved::fetch();
    let saving = RwSignal::new(false);
    let managing = RwSignal::new(false);
    let standing = Memo::new(move |_| {
        let here = shown.query.get();
        standing_views(&here, side.get())
            .map(|(key, query)| (key, same_filters(&here, &query), address(&query)))
    });
    let items = Signal::derive(move || {
        let here = shown.query.get();
        let view = |view: SavedView| {
            let current = here.is_view(&of_saved(&view.query));
            let name = if view.own && !view.shared {
                view.name
            } else {
                lang.fill(Key::OrdersViewShared, &params([("name", words(view.name))]))
            };
            MenuItem::link(name, routes::orders(&view.query)).checked(current)
        };
        let mut items: Vec<_> = saved.all().into_iter().map(view).collect();
        items.push(
            MenuItem::press(lang.text(Key::OrdersSaveView), move || saving.set(true)).icon(Icon::Bookmark),
        );
        if !saved.own().is_empty() {
            items.push(
                MenuItem::press(lang.text(Key::OrdersManageViews), move || managing.set(true))
                    .icon(Icon::Edit),
            );
        }
        items
    });
    let face = move || {
        view! {
            <Glyph icon=Icon::Bookmark/>
            <span>{t(Key::OrdersSavedViews)}</span>
        }
    };
    view! {
        <nav class="view-tabs" aria-label=move || lang.text(Key::OrdersViews)>
            <ul>
                {move || {
                    standing
                        .get()
                        .map(|(key, current, href)| {
                            view! {
                                <li>
                                    <a href=href aria-current=current.then_some("page")>{lang.text(key)}</a>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <Menu name=t(Key::OrdersSavedViews) face items/>
        </nav>
        <dialogs::SaveView saved open=saving query=shown.query/>
        <dialogs::ManageViews saved open=managing/>
    }
}

/// Those that everybody has; each keeps columns, sort and rows as they are.
fn standing_views(here: &ListQuery, side: Side) -> [(Key, ListQuery); 4] {
    let base = here.without_filters();
    let turn = side.own_turn().code().to_owned();
    [
        (Key::OrdersViewAll, base.clone()),
        (Key::OrdersViewMine, ListQuery { turn, ..base.clone() }),
        (
            Key::OrdersViewOpen,
            ListQuery {
                status: filters::under_way(),
                ..base.clone()
            },
        ),
        (
            Key::OrdersViewDone,
            ListQuery {
                status: filters::all_ended(),
                ..base
            },
        ),
    ]
}

fn same_filters(here: &ListQuery, view: &ListQuery) -> bool {
    let filters = |query: &ListQuery| ListQuery {
        sort: String::new(),
        limit: String::new(),
        columns: String::new(),
        after: String::new(),
        ..query.clone()
    };
    filters(here) == filters(view)
}

/// A saved query as the address of the list has it.
fn of_saved(query: &str) -> ListQuery {
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), decoded(value)))
        .collect();
    ListQuery::read(|name| {
        pairs
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.clone())
    })
}

fn decoded(value: &str) -> String {
    js_sys::decode_uri_component(value).map_or_else(|_| value.to_owned(), String::from)
}

/// What is saved: the list from its first page.
fn to_saved(query: &ListQuery) -> String {
    encode(query.at_its_start().pairs())
}

/// Runs a change of the views, with what to do when it failed.
fn run(
    change: impl Future<Output = Result<(), ApiError>> + 'static,
    done: impl FnOnce(Result<(), ApiError>) + 'static,
) {
    spawn_local(async move { done(change.await) });
}
