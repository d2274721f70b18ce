//! Rows that are chosen, for what is done to several at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

/// Which rows are chosen. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Selection {
    /// The keys of the chosen rows; they stay chosen when another page is turned to.
    pub chosen: RwSignal<BTreeSet<String>>,
    /// What the box of all rows is called, for those who hear it.
    pub all: Signal<String>,
    /// The same of a row, by its key.
    pub one: Callback<String, String>,
}

impl Selection {
    fn set(self, keys: impl IntoIterator<Item = String>, on: bool) {
        self.chosen.update(|chosen| {
            for key in keys {
                if on {
                    chosen.insert(key);
                } else {
                    chosen.remove(&key);
                }
            }
        });
    }
}

/// How many of the rows that are shown are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    None,
    Some,
    All,
}

fn shown(keys: &[String], chosen: &BTreeSet<String>) -> Shown {
    match keys.iter().filter(|key| chosen.contains(*key)).count() {
        0 => Shown::None,
        n if n == keys.len() => Shown::All,
        _ => Shown::Some,
    }
}

/// The box of a row.
#[component]
pub fn RowBox(selection: Selection, key: String, #[prop(into)] tab: Signal<&'static str>) -> impl IntoView {
    let name = key.clone();
    let own = key.clone();
    let checked = Memo::new(move |_| selection.chosen.with(|chosen| chosen.contains(&own)));
    view! {
        <input
            type="checkbox"
            class="ds-input row-box"
            tabindex=move || tab.get()
            aria-label=move || selection.one.run(name.clone())
            prop:checked=move || checked.get()
            on:change:target=move |event| selection.set([key.clone()], event.target().checked())
        />
    }
}

/// The box of all rows that are shown.
#[component]
pub fn AllBox(selection: Selection, keys: Signal<Vec<String>>) -> impl IntoView {
    let now = Memo::new(move |_| keys.with(|keys| selection.chosen.with(|chosen| shown(keys, chosen))));
    view! {
        <input
            type="checkbox"
            class="ds-input row-box"
            aria-label=move || selection.all.get()
            disabled=move || keys.with(Vec::is_empty)
            prop:checked=move || now.get() == Shown::All
            prop:indeterminate=move || now.get() == Shown::Some
            on:change:target=move |event| selection.set(keys.get_untracked(), event.target().checked())
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_of_all_rows_says_whether_none_some_or_all_of_the_page_are_chosen() {
        let keys = ["1-1".to_owned(), "1-2".to_owned()];
        let chosen = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(shown(&keys, &chosen(&[])), Shown::None);
        assert_eq!(shown(&keys, &chosen(&["1-9"])), Shown::None);
        assert_eq!(shown(&keys, &chosen(&["1-1", "1-9"])), Shown::Some);
        assert_eq!(shown(&keys, &chosen(&["1-1", "1-2", "1-9"])), Shown::All);
        assert_eq!(shown(&[], &chosen(&["1-1"])), Shown::None);
    }
}
