//! The rows of a table: each painted where it stands when it changes, and walked through with the keys.

use super::{
    Column, Rows,
    selection::{RowBox, Selection},
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;

/// The rows by their keys: one that changes is painted where it stands, the others are left alone.
#[component]
pub fn FilledRows<T: Clone + PartialEq + Send + Sync + 'static>(
    rows: Signal<Rows<T>>,
    #[prop(optional_no_strip)] row_key: Option<Callback<T, String>>,
    columns: StoredValue<Vec<Column<T>>>,
    #[prop(optional_no_strip)] href: Option<Callback<T, String>>,
    #[prop(optional_no_strip)] selection: Option<Selection>,
) -> impl IntoView {
    let keyed = Memo::new(move |_| {
        rows.with(|rows| match rows {
            Rows::Ready(rows) => rows
                .iter()
                .enumerate()
                .map(|(at, row)| {
                    let key = row_key.map_or_else(|| at.to_string(), |row_key| row_key.run(row.clone()));
                    (key, row.clone())
                })
                .collect(),
            Rows::Loading | Rows::Failed(_) => Vec::new(),
        })
    });
    let by_key = Memo::new(move |_| keyed.get().into_iter().collect::<BTreeMap<_, _>>());
    let first = Memo::new(move |_| keyed.with(|rows| rows.first().map(|(key, _)| key.clone())));
    view! {
        <For
            each=move || keyed.get()
            key=|(key, _)| key.clone()
            children=move |(key, row)| {
                let first_key = key.clone();
                let chooser = selection.map(|selection| (selection, key.clone()));
                let is_first = Memo::new(move |_| first.with(|first| first.as_ref() == Some(&first_key)));
                // A row that is about to go shows for a moment what it showed last.
                let row = Memo::new(move |before: Option<&T>| {
                    let now = by_key.with(|rows| rows.get(&key).cloned());
                    now.or_else(|| before.cloned()).unwrap_or_else(|| row.clone())
                });
                view! { <Row row columns href first=is_first chooser/> }
            }
        />
    }
}

#[component]
fn Row<T: Clone + PartialEq + Send + Sync + 'static>(
    row: Memo<T>,
    columns: StoredValue<Vec<Column<T>>>,
    #[prop(optional_no_strip)] href: Option<Callback<T, String>>,
    first: Memo<bool>,
    /// With the key of the row.
    #[prop(optional_no_strip)]
    chooser: Option<(Selection, String)>,
) -> impl IntoView {
    let linked = href.is_some();
    let cells = columns.with_value(|columns| {
        columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let class = column.align.class();
                let make = column.cell.clone();
                let cell = move || row.with(|row| make(row));
                if at > 0 {
                    return view! { <td class=class>{cell}</td> }.into_any();
                }
                let tab = Signal::derive(move || if first.get() { "0" } else { "-1" });
                let chooser = chooser
                    .clone()
                    .map(|(selection, key)| view! { <RowBox selection key tab/> });
                match href {
                    Some(href) => view! {
                        <th scope="row" class=class>
                            {chooser}
                            <a class="row-link" href=move || href.run(row.get()) tabindex=move || tab.get() on:focus=take_the_tab_stop>{cell}</a>
                        </th>
                    }
                    .into_any(),
                    None => view! { <th scope="row" class=class>{chooser}{cell}</th> }.into_any(),
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
        set_tab_stop(&other, -1);
    }
    set_tab_stop(&link, 0);
}

/// Of a row's link, and of the box before it.
fn set_tab_stop(link: &web_sys::HtmlElement, index: i32) {
    link.set_tab_index(index);
    if let Some(row_box) = box_of(link) {
        row_box.set_tab_index(index);
    }
}

fn box_of(link: &web_sys::HtmlElement) -> Option<web_sys::HtmlElement> {
    let row = link.closest("tr").ok().flatten()?;
    row.query_selector(".row-box").ok().flatten()?.dyn_into().ok()
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

/// A cell that is too narrow for its text shows it whole under the pointer.
pub fn tell_what_is_cut_off(event: web_sys::MouseEvent) {
    let cell = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("td, th").ok().flatten())
        .and_then(|cell| cell.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(cell) = cell {
        let cut = cell.scroll_width() > cell.client_width();
        cell.set_title(&if cut { cell.inner_text() } else { String::new() });
    }
}

/// Up, Down, Home and End between the rows; the space bar chooses the row.
pub fn move_between_rows(event: web_sys::KeyboardEvent) {
    let Some(current) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    if !current.class_list().contains("row-link") {
        return;
    }
    if event.key() == " "
        && let Some(row_box) = box_of(&current)
    {
        event.prevent_default();
        row_box.click();
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
    fn the_keys_stop_at_the_first_and_the_last_row() {
        assert_eq!(row_after_key(0, 3, "ArrowUp"), None);
        assert_eq!(row_after_key(2, 3, "ArrowDown"), None);
        assert_eq!(row_after_key(1, 3, "Home"), Some(0));
        assert_eq!(row_after_key(1, 3, "End"), Some(2));
        assert_eq!(row_after_key(1, 3, "x"), None);
    }
}
