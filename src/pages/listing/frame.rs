//! What stands around the rows of every list: who may not see it, how old it is, and what it says when it is empty.

use domain::moment::Moment;
use leptos::prelude::*;
use texts::Key;

use super::{Listing, Shown};
use crate::{
    api::client::ApiError,
    clock::Clock,
    language::{Lang, params, t, words},
    pages::{not_found::title, note::Note, orders::status::Side, when},
    problem,
    session::Session,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        page::{PageHeading, set_title},
        states::EmptyState,
    },
};

/// The page of a list, for those who may see it; to the others it says why not.
#[component]
pub fn ListPage<V: IntoView + 'static>(listing: Listing, list: fn() -> V) -> impl IntoView {
    let lang = Lang::of_context();
    let words = listing.words;
    set_title(move || title(lang, &lang.text(words.title)));
    // A change of user loads the page anew, so this holds as long as the page.
    match untrack(|| Side::orders_closed(Session::of_context())) {
        None => list().into_any(),
        Some(reason) => {
            let text = Signal::derive(move || texts::reason(lang.now(), reason.code, &reason.params));
            view! {
                <PageHeading text=t(words.title)/>
                <EmptyState icon=Icon::Lock title=t(words.no_access) text/>
            }
            .into_any()
        }
    }
}

/// Rows that could not be brought up to date say so, with their time (OFF-2).
#[component]
pub fn Stale(#[prop(into)] trouble: Signal<Option<(ApiError, Moment)>>) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let text = move || {
        let (error, as_of) = trouble.get()?;
        let as_of = when::said(lang.now(), as_of, clock.roughly_now());
        let why = problem::explain(lang.now(), &error);
        Some(lang.fill(
            Key::OrdersStale,
            &params([("when", words(as_of)), ("why", words(why))]),
        ))
    };
    view! { <Note text=Signal::derive(text) icon=Icon::Warning color="warning"/> }
}

/// No rows: because there are none yet, or because the filters leave none, which are then taken away with one press.
#[component]
pub fn NoRows(shown: Shown) -> impl IntoView {
    let (words, icon) = (shown.listing.words, shown.listing.icon);
    let filtered = Memo::new(move |_| {
        shown
            .query
            .with(|query| query.has_filters() || !query.after.is_empty())
    });
    let clear = Callback::new(move |()| shown.show(|query| *query = query.without_filters()));
    move || {
        if filtered.get() {
            let action = move || {
                view! {
                    <Button text=t(Key::OrdersFilterClear) kind=ButtonKind::Secondary on_press=clear/>
                }
            };
            view! {
                <EmptyState
                    icon=Icon::Filter
                    title=t(words.none_match)
                    text=t(words.none_match_text)
                    action
                />
            }
            .into_any()
        } else {
            view! { <EmptyState icon title=t(words.empty) text=t(words.empty_text)/> }.into_any()
        }
    }
}
