//! The table of a list page: sorted by the server, used with the keys, its header always in sight.

use super::icon::{Glyph, Icon};
use super::states::{ErrorState, SkeletonRows};
use super::words::word;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// How a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Start,
    /// Numbers and dates: digits of one width.
    Numbers,
    /// Sums of money: digits of one width, at the right edge.
    Amount,
}

impl Align {
    const fn class(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Numbers => "numbers",
            Self::Amount => "numbers amount",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    Ascending,
    Descending,
}

/// By which column, and which way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub column: String,
    pub order: SortOrder,
}

impl Sort {
    /// What pressing the header of `column` asks for: ascending first, then the other way.
    pub fn after_press(before: Option<&Self>, column: &str) -> Self {
        let order = match before {
            Some(sort) if sort.column == column && sort.order == SortOrder::Ascending => {
                SortOrder::Descending
            }
            _ => SortOrder::Ascending,
        };
        Self {
            column: column.to_owned(),
            order,
        }
    }
}

/// How a cell of this column is made.
pub type Cell<T> = Arc<dyn Fn(&T) -> AnyView + Send + Sync>;

/// One column.
#[derive(Clone)]
pub struct Column<T> {
    pub key: &'static str,
    pub title: Signal<String>,
    pub align: Align,
    pub sortable: bool,
    pub cell: Cell<T>,
}

impl<T> Column<T> {
    pub fn new<V: IntoAny>(
        key: &'static str,
        title: Signal<String>,
        cell: impl Fn(&T) -> V + Send + Sync + 'static,
    ) -> Self {
        Self {
            key,
            title,
            align: Align::Start,
            sortable: false,
            cell: Arc::new(move |row| cell(row).into_any()),
        }
    }

    #[must_use]
    pub fn numbers(mut self) -> Self {
        self.align = Align::Numbers;
        self
    }

    #[must_use]
    pub fn amount(mut self) -> Self {
        self.align = Align::Amount;
        self
    }

    #[must_use]
    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }
}

/// What there is to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows<T> {
    Loading,
    Ready(Vec<T>),
    /// What went wrong, in words.
    Failed(String),
}

/// The table. The first column is the name of its row and bears the link to it.
#[component]
pub fn DataTable<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What the table holds, for those who hear it.
    #[prop(into)]
    caption: Signal<String>,
    columns: Vec<Column<T>>,
    #[prop(into)] rows: Signal<Rows<T>>,
    /// Where a row leads.
    #[prop(optional, into)]
    href: Option<Callback<T, String>>,
    #[prop(optional, into)] sort: Signal<Option<Sort>>,
    #[prop(optional, into)] on_sort: Option<Callback<Sort>>,
    /// The next answers are awaited while the old ones still stand.
    #[prop(optional, into)]
    refreshing: Signal<bool>,
    /// What stands there when there is no row.
    #[prop(into)]
    empty: ViewFn,
    /// The heading of a failure.
    #[prop(into)]
    failed_title: Signal<String>,
    on_retry: Callback<()>,
    /// Below the rows: how many, and the next page.
    #[prop(optional, into)]
    foot: ViewFn,
) -> impl IntoView {
    let columns = StoredValue::new(columns);
    let count = columns.with_value(Vec::len);
    let loading = word(|words| &words.loading);
    let body = move || match rows.get() {
        Rows::Loading => view! {
            <tr class="table-message">
                <td colspan=count>
                    <SkeletonRows rows=8/>
                    <span class="ds-sr-only" role="status">{move || loading.get()}</span>
                </td>
            </tr>
        }
        .into_any(),
        Rows::Failed(text) => view! {
            <tr class="table-message">
                <td colspan=count>
                    <ErrorState title=failed_title text=text on_retry/>
                </td>
            </tr>
        }
        .into_any(),
        Rows::Ready(rows) if rows.is_empty() => {
            view! { <tr class="table-message"><td colspan=count>{empty.run()}</td></tr> }.into_any()
        }
        Rows::Ready(rows) => rows
            .into_iter()
            .enumerate()
            .map(|(at, row)| view! { <Row row columns href first=at == 0/> })
            .collect_view()
            .into_any(),
    };
    view! {
        // Without links inside, the frame itself takes the focus, so that it can be scrolled with the keys.
        <div
            class="table-frame"
            role=href.is_none().then_some("region")
            aria-label=move || href.is_none().then(|| caption.get())
            tabindex=href.is_none().then_some("0")
        >
            <table
                class="ds-table data-table"
                data-color="neutral"
                data-hover=""
                aria-busy=move || refreshing.get().then_some("true")
            >
                <caption class="ds-sr-only">{move || caption.get()}</caption>
                <thead>
                    <tr>
                        {columns
                            .with_value(|columns| {
                                columns
                                    .iter()
                                    .map(|column| {
                                        view! {
                                            <Header
                                                name=column.key
                                                title=column.title
                                                align=column.align
                                                sort
                                                on_sort=on_sort.filter(|_| column.sortable)
                                            />
                                        }
                                    })
                                    .collect_view()
                            })}
                    </tr>
                </thead>
                <tbody on:keydown=move_between_rows>{body}</tbody>
            </table>
        </div>
        {foot.run()}
    }
}

#[component]
fn Header(
    name: &'static str,
    title: Signal<String>,
    align: Align,
    sort: Signal<Option<Sort>>,
    #[prop(optional_no_strip)] on_sort: Option<Callback<Sort>>,
) -> impl IntoView {
    let class = align.class();
    let Some(on_sort) = on_sort else {
        return view! { <th scope="col" class=class>{move || title.get()}</th> }.into_any();
    };
    let order = Memo::new(move |_| {
        sort.with(|sort| {
            sort.as_ref()
                .filter(|sort| sort.column == name)
                .map(|sort| sort.order)
        })
    });
    let said = move || match order.get() {
        None => "none",
        Some(SortOrder::Ascending) => "ascending",
        Some(SortOrder::Descending) => "descending",
    };
    let icon = Signal::derive(move || match order.get() {
        None => Icon::Sort,
        Some(SortOrder::Ascending) => Icon::ArrowUp,
        Some(SortOrder::Descending) => Icon::ArrowDown,
    });
    view! {
        <th scope="col" class=format!("{class} sortable") data-sort=said aria-sort=said>
            <button
                type="button"
                class="sort-button"
                on:click=move |_| on_sort.run(Sort::after_press(sort.get_untracked().as_ref(), name))
            >
                <span>{move || title.get()}</span>
                <Glyph icon class="sort-icon"/>
            </button>
        </th>
    }
    .into_any()
}

#[component]
fn Row<T: Clone + Send + Sync + 'static>(
    row: T,
    columns: StoredValue<Vec<Column<T>>>,
    #[prop(optional_no_strip)] href: Option<Callback<T, String>>,
    first: bool,
) -> impl IntoView {
    let href = href.map(|href| href.run(row.clone()));
    let linked = href.is_some();
    let cells = columns.with_value(|columns| {
        columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let class = column.align.class();
                let cell = (column.cell)(&row);
                if at > 0 {
                    return view! { <td class=class>{cell}</td> }.into_any();
                }
                let tab = if first { "0" } else { "-1" };
                match href.clone() {
                    Some(href) => view! {
                        <th scope="row" class=class>
                            <a class="row-link" href=href tabindex=tab on:focus=take_the_tab_stop>{cell}</a>
                        </th>
                    }
                    .into_any(),
                    None => view! { <th scope="row" class=class>{cell}</th> }.into_any(),
                }
            })
            .collect_view()
    });
    view! {
        <tr class:linked=linked on:click=follow_row>
            {cells}
        </tr>
    }
}

/// A click anywhere in a row follows its link, but not one on something that has its own meaning, nor the end of marking a text.
fn follow_row(event: web_sys::MouseEvent) {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let own_meaning = target
        .closest("a, button, input, select, [popover]")
        .ok()
        .flatten()
        .is_some();
    let marked = window()
        .get_selection()
        .ok()
        .flatten()
        .is_some_and(|selection| !selection.is_collapsed());
    if own_meaning || marked {
        return;
    }
    let link = target
        .closest("tr")
        .ok()
        .flatten()
        .and_then(|row| row.query_selector("a.row-link").ok().flatten())
        .and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(link) = link else { return };
    if event.ctrl_key() || event.meta_key() {
        let href = link.get_attribute("href").unwrap_or_default();
        if let Err(refused) = window().open_with_url_and_target(&href, "_blank") {
            leptos::logging::warn!("a new tab could not be opened: {refused:?}");
        }
    } else {
        link.click();
    }
}

/// One row link is in the tab order: the one that had the focus last.
fn take_the_tab_stop(event: web_sys::FocusEvent) {
    let Some(link) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    for other in row_links(&link) {
        other.set_tab_index(-1);
    }
    link.set_tab_index(0);
}

fn row_links(inside: &web_sys::HtmlElement) -> Vec<web_sys::HtmlElement> {
    let Some(links) = inside
        .closest("tbody")
        .ok()
        .flatten()
        .and_then(|body| body.query_selector_all("a.row-link").ok())
    else {
        return Vec::new();
    };
    (0..links.length())
        .filter_map(|at| links.get(at))
        .filter_map(|node| node.dyn_into::<web_sys::HtmlElement>().ok())
        .collect()
}

/// Up, Down, Home and End between the rows.
fn move_between_rows(event: web_sys::KeyboardEvent) {
    let Some(current) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    if !current.class_list().contains("row-link") {
        return;
    }
    let links = row_links(&current);
    let Some(at) = links.iter().position(|link| *link == current) else {
        return;
    };
    if let Some(next) = row_after_key(at, links.len(), &event.key()).and_then(|next| links.get(next)) {
        event.prevent_default();
        if let Err(refused) = next.focus() {
            leptos::logging::warn!("the row could not take the focus: {refused:?}");
        }
    }
}

/// Where a key leads from the row at this place; `None` for every other key and at the ends.
pub fn row_after_key(at: usize, count: usize, key: &str) -> Option<usize> {
    let next = match key {
        "ArrowDown" => at.checked_add(1)?,
        "ArrowUp" => at.checked_sub(1)?,
        "Home" => 0,
        "End" => count.checked_sub(1)?,
        _ => return None,
    };
    (next < count).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressing_a_header_sorts_upwards_and_pressing_again_turns_it() {
        let once = Sort::after_press(None, "age");
        assert_eq!(once.order, SortOrder::Ascending);
        let twice = Sort::after_press(Some(&once), "age");
        assert_eq!(twice.order, SortOrder::Descending);
        assert_eq!(Sort::after_press(Some(&twice), "age").order, SortOrder::Ascending);
    }

    #[test]
    fn pressing_another_header_begins_upwards_again() {
        let before = Sort {
            column: "age".to_owned(),
            order: SortOrder::Ascending,
        };
        let after = Sort::after_press(Some(&before), "place");
        assert_eq!(
            after,
            Sort {
                column: "place".to_owned(),
                order: SortOrder::Ascending
            }
        );
    }

    #[test]
    fn the_keys_stop_at_the_first_and_the_last_row() {
        assert_eq!(row_after_key(0, 3, "ArrowUp"), None);
        assert_eq!(row_after_key(2, 3, "ArrowDown"), None);
        assert_eq!(row_after_key(1, 3, "Home"), Some(0));
        assert_eq!(row_after_key(1, 3, "End"), Some(2));
        assert_eq!(row_after_key(1, 3, "x"), None);
    }
}
