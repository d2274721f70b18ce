//! The table of a list page: sorted by the server, used with the keys, its header always in sight.

mod rows;
mod selection;

pub use selection::Selection;

use super::icon::{Glyph, Icon};
use super::states::{ErrorState, SkeletonRows};
use super::words::word;
use leptos::prelude::*;
use rows::{FilledRows, move_between_rows, tell_what_is_cut_off};
use selection::AllBox;
use std::sync::Arc;

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

/// What the body of the table holds; the rows themselves change within it.
#[derive(Clone, PartialEq)]
enum Standing {
    Loading,
    Failed(String),
    Empty,
    Filled,
}

/// The table. The first column is the name of its row and bears the link to it.
#[component]
pub fn DataTable<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What the table holds, for those who hear it.
    #[prop(into)]
    caption: Signal<String>,
    columns: Vec<Column<T>>,
    #[prop(into)] rows: Signal<Rows<T>>,
    /// What stays the same when a row changes: such a row changes where it stands and keeps the focus. Without it a
    /// row is its place.
    #[prop(optional, into)]
    row_key: Option<Callback<T, String>>,
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
    /// Rows can be chosen. It needs keys.
    #[prop(optional_no_strip)]
    selection: Option<Selection>,
    /// Below the rows: how many, and the next page.
    #[prop(optional, into)]
    foot: ViewFn,
) -> impl IntoView {
    let columns = StoredValue::new(columns);
    let count = columns.with_value(Vec::len);
    let loading = word(|words| &words.loading);
    let standing = Memo::new(move |_| {
        rows.with(|rows| match rows {
            Rows::Loading => Standing::Loading,
            Rows::Failed(text) => Standing::Failed(text.clone()),
            Rows::Ready(rows) if rows.is_empty() => Standing::Empty,
            Rows::Ready(_) => Standing::Filled,
        })
    });
    let body = move || match standing.get() {
        Standing::Loading => view! {
            <tr class="table-message">
                <td colspan=count>
                    <SkeletonRows rows=8/>
                    <span class="ds-sr-only" role="status">{move || loading.get()}</span>
                </td>
            </tr>
        }
        .into_any(),
        Standing::Failed(text) => view! {
            <tr class="table-message">
                <td colspan=count>
                    <ErrorState title=failed_title text=text on_retry/>
                </td>
            </tr>
        }
        .into_any(),
        Standing::Empty => {
            view! { <tr class="table-message"><td colspan=count>{empty.run()}</td></tr> }.into_any()
        }
        Standing::Filled => view! { <FilledRows rows row_key columns href selection/> }.into_any(),
    };
    let keys = Signal::derive(move || {
        rows.with(|rows| match (rows, row_key) {
            (Rows::Ready(rows), Some(key)) => rows.iter().map(|row| key.run(row.clone())).collect(),
            (Rows::Loading | Rows::Failed(_) | Rows::Ready(_), _) => Vec::new(),
        })
    });
    view! {
        // Without links inside, the frame itself takes the focus, so that it can be scrolled with the keys.
        <div
            class="table-frame"
            role=href.is_none().then_some("region")
            aria-label=move || href.is_none().then(|| caption.get())
            tabindex=href.is_none().then_some("0")
        >
            <table
                class="data-table"
                aria-busy=move || refreshing.get().then_some("true")
            >
                <caption class="ds-sr-only">{move || caption.get()}</caption>
                <thead>
                    <tr>
                        {columns
                            .with_value(|columns| {
                                columns
                                    .iter()
                                    .enumerate()
                                    .map(|(at, column)| {
                                        let selection = selection.filter(|_| at == 0);
                                        let chooser = move || selection.map(|selection| view! { <AllBox selection keys/> });
                                        view! {
                                            <Header
                                                beside=chooser
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
                <tbody on:keydown=move_between_rows on:mouseover=tell_what_is_cut_off>{body}</tbody>
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
    #[prop(into)] beside: ViewFn,
) -> impl IntoView {
    let class = align.class();
    let Some(on_sort) = on_sort else {
        return view! { <th scope="col" class=class>{beside.run()}{move || title.get()}</th> }.into_any();
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
        // Named by its title alone, whatever stands beside it.
        <th
            scope="col"
            class=format!("{class} sortable")
            data-sort=said
            aria-sort=said
            aria-label=move || title.get()
        >
            {beside.run()}
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
}
