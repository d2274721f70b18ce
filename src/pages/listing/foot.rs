//! Below the rows: how many there are, the pages, how many rows a page has, and which columns.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::prelude::*;
use texts::Key;
use wire::lists::Page;

use crate::{
    language::{Lang, t},
    pages::fetch::{Answer, Question},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        choice::Checkbox,
        dialog::Dialog,
        icon::Icon,
        page::unique_id,
    },
};

use super::{
    Shown,
    columns::ChosenColumns,
    query::{ListQuery, ROW_CHOICES, ROWS},
};

/// The longest trail that is kept.
const TRAIL: usize = 500;

thread_local! {
    /// From which page each page was come to. Keyset pages know the next one only, so the way back is remembered as
    /// long as the application is open.
    static CAME_FROM: RefCell<BTreeMap<String, ListQuery>> = const { RefCell::new(BTreeMap::new()) };
}

fn remember(address: String, came_from: ListQuery) {
    CAME_FROM.with_borrow_mut(|trail| {
        if trail.len() >= TRAIL {
            trail.clear();
        }
        trail.insert(address, came_from);
    });
}

fn came_from(address: &str) -> Option<ListQuery> {
    CAME_FROM.with_borrow(|trail| trail.get(address).cloned())
}

#[component]
pub fn Foot<T: Clone + Send + Sync + 'static>(
    shown: Shown,
    page: Question<Page<T>>,
    columns: ChosenColumns,
) -> impl IntoView {
    let lang = Lang::of_context();
    let listing = shown.listing;
    let [one, other, about] = listing.counts;
    let count = move || {
        page.answer().with(|answer| match answer {
            Answer::Here(page) => {
                let n = usize::try_from(page.total).unwrap_or(usize::MAX);
                let several = if page.total_is_estimate && n > 1 {
                    about
                } else {
                    other
                };
                lang.count(one, several, n)
            }
            Answer::Awaited | Answer::Failed(_) => String::new(),
        })
    };
    let next_page = Memo::new(move |_| {
        let after = page.answer().with(|answer| match answer {
            Answer::Here(page) => page.next.clone(),
            Answer::Awaited | Answer::Failed(_) => None,
        })?;
        Some(ListQuery {
            after,
            ..shown.query.get()
        })
    });
    let next = Memo::new(move |_| next_page.with(|next| next.as_ref().map(|next| listing.address(next))));
    // While another page is awaited, the answer that is shown says nothing of what follows on it.
    Effect::new(move |_| {
        let here = shown.query.get();
        if let Some(next) = next_page.get().filter(|next| *next != here)
            && !page.asking().get()
        {
            remember(listing.address(&next), here);
        }
    });
    let first = Memo::new(move |_| {
        let here = shown.query.get();
        (!here.after.is_empty()).then(|| listing.address(&here.at_its_start()))
    });
    let previous = Memo::new(move |_| {
        came_from(&listing.address(&shown.query.get())).map(|query| listing.address(&query))
    });
    let choosing = RwSignal::new(false);
    view! {
        <div class="table-foot">
            <span role="status">{count}</span>
            <nav class="row" aria-label=move || lang.text(Key::OrdersPaging)>
                <PageLink text=t(Key::OrdersFirstPage) href=first/>
                <PageLink text=t(Key::OrdersPreviousPage) href=previous icon=Icon::ChevronLeft/>
                <PageLink text=t(Key::OrdersNextPage) href=next icon=Icon::ChevronRight/>
            </nav>
            <div class="row push">
                <RowCount shown/>
                <Button
                    text=t(Key::OrdersColumns)
                    kind=ButtonKind::Tertiary
                    icon=Icon::Columns
                    small=true
                    on_press=Callback::new(move |()| choosing.set(true))
                />
            </div>
        </div>
        <Dialog
            open=choosing
            on_close=Callback::new(move |()| choosing.set(false))
            title=t(Key::OrdersColumns)
            closes_outside=true
        >
            <ColumnChoices shown columns/>
        </Dialog>
    }
}

#[component]
fn PageLink(
    #[prop(into)] text: Signal<String>,
    href: Memo<Option<String>>,
    #[prop(optional, into)] icon: Option<Signal<Icon>>,
) -> impl IntoView {
    let there = Memo::new(move |_| href.with(Option::is_some));
    move || {
        there.get().then(|| {
            let href = Signal::derive(move || href.get().unwrap_or_default());
            match icon {
                Some(icon) => view! { <LinkButton text href kind=ButtonKind::Secondary icon/> }.into_any(),
                None => view! { <LinkButton text href kind=ButtonKind::Secondary/> }.into_any(),
            }
        })
    }
}

#[component]
fn RowCount(shown: Shown) -> impl IntoView {
    let id = unique_id("rows");
    let limit = Memo::new(move |_| {
        shown.query.with(|query| {
            if query.limit.is_empty() {
                ROWS.to_owned()
            } else {
                query.limit.clone()
            }
        })
    });
    view! {
        <label for=id.clone()>{t(Key::OrdersRows)}</label>
        <select
            class="ds-input row-count"
            id=id
            on:change:target=move |event| {
                let limit = event.target().value();
                let limit = if limit == ROWS { String::new() } else { limit };
                shown.show(|query| query.limit = limit);
            }
        >
            {ROW_CHOICES
                .map(|choice| {
                    view! { <option value=choice prop:selected=move || limit.get() == choice>{choice}</option> }
                })
                .collect_view()}
        </select>
    }
}

#[component]
fn ColumnChoices(shown: Shown, columns: ChosenColumns) -> impl IntoView {
    untrack(|| columns.choices())
        .into_iter()
        .map(|(key, title, _)| {
            let checked = Signal::derive(move || {
                columns
                    .choices()
                    .iter()
                    .any(|(own, _, shown)| *own == key && *shown)
            });
            let toggle = Callback::new(move |_: bool| {
                let keys = columns.toggled(key);
                shown.amend(|query| query.columns = keys);
            });
            view! { <Checkbox id=format!("column-{key}") label=t(title) checked on_change=toggle/> }
        })
        .collect_view()
}
