//! Below the rows: how many there are, the pages, how many rows a page has, and which columns.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::prelude::*;
use texts::Key;
use wire::{lists::Page, orders::OrderSummary};

use crate::{
    language::{Lang, t},
    pages::{
        fetch::{Answer, Question},
        orders::query::{ListQuery, ROW_CHOICES, ROWS},
    },
    ui::{
        button::{Button, ButtonKind, LinkButton},
        choice::Checkbox,
        dialog::Dialog,
        icon::Icon,
        page::unique_id,
    },
};

use super::{Shown, address, columns};

/// The longest trail that is kept.
const TRAIL: usize = 500;

thread_local! {
    /// From which page each page was come to. Keyset pages know the next one only, so the way back is remembered as
    /// long as the application is open.
    static CAME_FROM: RefCell<BTreeMap<String, ListQuery>> = const { RefCell::new(BTreeMap::new()) };
}

fn remember(page: &ListQuery, came_from: ListQuery) {
    CAME_FROM.with_borrow_mut(|trail| {
        if trail.len() >= TRAIL {
            trail.clear();
        }
        trail.insert(address(page), came_from);
    });
}

fn came_from(page: &ListQuery) -> Option<ListQuery> {
    CAME_FROM.with_borrow(|trail| trail.get(&address(page)).cloned())
}

#[component]
pub fn Foot(shown: Shown, page: Question<Page<OrderSummary>>, columns: columns::Shown) -> impl IntoView {
    let lang = Lang::of_context();
    let count = move || {
        page.answer().with(|answer| match answer {
            Answer::Here(page) => {
                let n = usize::try_from(page.total).unwrap_or(usize::MAX);
                let about = page.total_is_estimate && n > 1;
                let other = if about {
                    Key::OrdersCountAbout
                } else {
                    Key::OrdersCountOther
                };
                lang.count(Key::OrdersCountOne, other, n)
            }
            Answer::Awaited | Answer::Failed(_) => String::new(),
        })
    };
    let next = Memo::new(move |_| {
        let after = page.answer().with(|answer| match answer {
            Answer::Here(page) => page.next.clone(),
            Answer::Awaited | Answer::Failed(_) => None,
        })?;
        let here = shown.query.get();
        let next = ListQuery {
            after,
            ..here.clone()
        };
        remember(&next, here);
        Some(address(&next))
    });
    let first = Memo::new(move |_| {
        let here = shown.query.get();
        (!here.after.is_empty()).then(|| address(&here.at_its_start()))
    });
    let previous = Memo::new(move |_| came_from(&shown.query.get()).map(|query| address(&query)));
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
fn ColumnChoices(shown: Shown, columns: columns::Shown) -> impl IntoView {
    untrack(|| columns.choices())
        .into_iter()
        // The number leads to the order and stays.
        .filter(|(key, _, _)| *key != "number")
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
