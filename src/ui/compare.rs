//! Two versions of the same thing side by side, row by row, and the choice between them.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::page::unique_id;
use super::words::{use_words, word};

/// Which of the two versions holds in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choose {
    Mine,
    Theirs,
}

/// One row: what it is called, and what stands there in either version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareRow {
    /// Names the row in [`Chosen`].
    pub key: String,
    pub label: String,
    pub mine: String,
    pub theirs: String,
    /// What stood there before the two went apart, when that is known.
    pub base: Option<String>,
}

impl CompareRow {
    pub fn differs(&self) -> bool {
        self.mine != self.theirs
    }

    /// Where only one of the two has changed something, that is what was meant; else nobody can know.
    pub fn obvious(&self) -> Option<Choose> {
        let base = self.base.as_ref()?;
        match (self.mine == *base, self.theirs == *base) {
            (true, false) => Some(Choose::Theirs),
            (false, true) => Some(Choose::Mine),
            (true, true) | (false, false) => None,
        }
    }
}

/// What has been chosen so far, by the keys of the rows.
pub type Chosen = BTreeMap<String, Choose>;

/// The choices that go without saying.
pub fn obvious_choices(rows: &[CompareRow]) -> Chosen {
    rows.iter()
        .filter(|row| row.differs())
        .filter_map(|row| Some((row.key.clone(), row.obvious()?)))
        .collect()
}

/// How many rows still wait for a choice.
pub fn undecided(rows: &[CompareRow], chosen: &Chosen) -> usize {
    rows.iter()
        .filter(|row| row.differs() && !chosen.contains_key(&row.key))
        .count()
}

/// The comparison. Without `chosen` it only shows the two versions.
#[component]
pub fn Compare(
    #[prop(into)] rows: Signal<Vec<CompareRow>>,
    #[prop(into)] mine: Signal<String>,
    #[prop(into)] theirs: Signal<String>,
    /// What the whole is called for those who hear it.
    #[prop(into)]
    name: Signal<String>,
    #[prop(optional)] chosen: Option<RwSignal<Chosen>>,
) -> impl IntoView {
    let words = use_words();
    let group = StoredValue::new(unique_id("compare"));
    let all = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let all = all.get();
        rows.with(|rows| {
            rows.iter()
                .filter(|row| all || row.differs())
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let same = Memo::new(move |_| rows.with(|rows| rows.iter().filter(|row| !row.differs()).count()));
    let choose_all = move |side: Choose| {
        Callback::new(move |()| {
            if let Some(chosen) = chosen {
                let every = rows.with_untracked(|rows| {
                    rows.iter()
                        .filter(|row| row.differs())
                        .map(|row| (row.key.clone(), side))
                        .collect()
                });
                chosen.set(every);
            }
        })
    };
    let all_mine = choose_all(Choose::Mine);
    let all_theirs = choose_all(Choose::Theirs);
    let all_of = move |text: Signal<String>, on_press: Callback<()>| {
        chosen.map(|_| view! { <Button text kind=ButtonKind::Secondary small=true on_press/> })
    };
    let cell = move |row: &CompareRow, side: Choose| {
        let text = match side {
            Choose::Mine => row.mine.clone(),
            Choose::Theirs => row.theirs.clone(),
        };
        let said = if text.is_empty() {
            view! { <span class="muted">{move || words.with(|words| words.compare_empty.clone())}</span> }
                .into_any()
        } else {
            view! { <span>{text}</span> }.into_any()
        };
        let Some(chosen) = chosen.filter(|_| row.differs()) else {
            return view! { <td>{said}</td> }.into_any();
        };
        let key = StoredValue::new(row.key.clone());
        let label = row.label.clone();
        let side_name = move || match side {
            Choose::Mine => mine.get(),
            Choose::Theirs => theirs.get(),
        };
        let is_chosen =
            Memo::new(move |_| chosen.with(|chosen| key.with_value(|key| chosen.get(key) == Some(&side))));
        view! {
            <td data-chosen=move || is_chosen.get().then_some("")>
                <label>
                    <input
                        type="radio"
                        class="ds-input"
                        name=format!("{}-{}", group.get_value(), row.key)
                        prop:checked=move || is_chosen.get()
                        on:change=move |_| chosen.update(|chosen| {
                            chosen.insert(key.get_value(), side);
                        })
                    />
                    <span class="ds-sr-only">{label}", "{side_name}": "</span>
                    {said}
                </label>
            </td>
        }
        .into_any()
    };
    view! {
        <div class="compare">
            <div class="row">
                {all_of(word(|words| &words.compare_all_mine), all_mine)}
                {all_of(word(|words| &words.compare_all_theirs), all_theirs)}
                {move || {
                    (same.get() > 0)
                        .then(|| {
                            view! {
                                <label class="compare-all">
                                    <input
                                        type="checkbox"
                                        class="ds-input"
                                        prop:checked=move || all.get()
                                        on:change=move |event| all.set(event_target_checked(&event))
                                    />
                                    {move || words.with(|words| words.compare_show_same.clone())}
                                </label>
                            }
                        })
                }}
            </div>
            <div class="table-frame" tabindex="0" role="region" aria-label=move || name.get()>
                <table class="compare-table">
                    <thead>
                        <tr>
                            <th scope="col">{move || words.with(|words| words.compare_what.clone())}</th>
                            <th scope="col">{move || mine.get()}</th>
                            <th scope="col">{move || theirs.get()}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            shown
                                .get()
                                .iter()
                                .map(|row| {
                                    let before = row.base.clone().filter(|_| row.differs());
                                    view! {
                                        <tr>
                                            <th scope="row">
                                                {row.label.clone()}
                                                {before
                                                    .map(|before| {
                                                        view! {
                                                            <span class="second">
                                                                {move || {
                                                                    words
                                                                        .with(|words| {
                                                                            let before = if before.is_empty() {
                                                                                &words.compare_empty
                                                                            } else {
                                                                                &before
                                                                            };
                                                                            words.compare_before.replace("{before}", before)
                                                                        })
                                                                }}
                                                            </span>
                                                        }
                                                    })}
                                            </th>
                                            {cell(row, Choose::Mine)}
                                            {cell(row, Choose::Theirs)}
                                        </tr>
                                    }
                                })
                                .collect_view()
                        }}
                    </tbody>
                </table>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mine: &str, theirs: &str, base: Option<&str>) -> CompareRow {
        CompareRow {
            key: format!("{mine}/{theirs}"),
            mine: mine.to_owned(),
            theirs: theirs.to_owned(),
            base: base.map(str::to_owned),
            ..CompareRow::default()
        }
    }

    /// OFF-5
    #[test]
    fn what_only_one_side_has_changed_is_chosen_and_the_rest_waits_for_the_user() {
        let rows = [
            row("a", "b", Some("a")),
            row("c", "d", Some("d")),
            row("e", "f", Some("g")),
            row("h", "i", None),
            row("j", "j", Some("j")),
        ];
        let chosen = obvious_choices(&rows);
        assert_eq!(chosen.get("a/b"), Some(&Choose::Theirs));
        assert_eq!(chosen.get("c/d"), Some(&Choose::Mine));
        assert_eq!(chosen.len(), 2);
        assert_eq!(undecided(&rows, &chosen), 2);
    }
}
