//! Everything that was done to the order: who, when, what, from, to (AUD-1).

use leptos::prelude::*;
use texts::Key;
use wire::orders::HistoryEntry;

use crate::{
    language::{Lang, params, words},
    pages::when,
    ui::layout::Panel,
};

use super::{Case, banner::given, changed};

#[component]
pub fn History(case: Case) -> impl IntoView {
    let Case {
        order,
        lang,
        clock,
        products,
        ..
    } = case;
    let several = Memo::new(move |_| order.with(|order| order.lines.len() > 1));
    let entries = Memo::new(move |_| {
        // Newest first; an entry never changes, so its place from the end is its key.
        order.with(|order| {
            let count = order.history.len();
            order
                .history
                .iter()
                .cloned()
                .enumerate()
                .map(|(at, entry)| (count - at, entry))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Panel title=Signal::derive(move || lang.text(Key::OrderHistory))>
            <ol class="history">
                <For
                    each=move || entries.get()
                    key=|(key, _)| *key
                    children=move |(_, entry)| {
                        let at = entry.at;
                        let who = entry.who.clone();
                        // A system has a name of its own in each language; a person's is a person's.
                        let system = Key::named(&format!("order.who_{who}"));
                        let who = move || system.map_or_else(|| who.clone(), |key| lang.text(key));
                        let line = entry.line;
                        let changes = StoredValue::new(entry.changes.clone());
                        let changed = move || {
                            let all = order.with(|order| {
                                let said = |change: &_| changed::said(lang, products, order, change);
                                changes.with_value(|all| all.iter().map(said).collect::<Vec<_>>())
                            });
                            (!all.is_empty())
                                .then(|| {
                                    let each = all.into_iter().map(|text| view! { <li>{text}</li> });
                                    view! { <ul class="changed-fields">{each.collect_view()}</ul> }
                                })
                        };
                        let line_words = move || {
                            let line = line.filter(|_| several.get())?;
                            let n = domain::finding::Param::Number(i64::from(line));
                            Some(format!("{} · ", lang.fill(Key::OrderLine, &params([("n", n)]))))
                        };
                        view! {
                            <li>
                                <time datetime=at.to_string()>
                                    {move || when::said(lang.now(), at, clock.roughly_now())}
                                </time>
                                <span>{who}</span>
                                <div>
                                    <span>{line_words}{move || what(lang, &entry)}</span>
                                    {changed}
                                </div>
                            </li>
                        }
                    }
                />
            </ol>
        </Panel>
    }
}

/// "In Progress → Incomplete · the apartment number is missing · “H0201?”".
fn what(lang: Lang, entry: &HistoryEntry) -> String {
    let change = match (entry.from, entry.to) {
        (Some(from), Some(to)) if from != to => Some(format!("{} → {}", from.shown_as(), to.shown_as())),
        (_, Some(to)) => Some(to.shown_as().to_owned()),
        (_, None) => None,
    };
    let action = entry
        .action
        .and_then(|action| Key::named(&format!("action.{}", action.code())));
    let action = action.map(|key| lang.text(key));
    let given = given(lang, entry.reason.as_ref(), entry.comment.as_deref());
    let comment = entry
        .comment
        .as_ref()
        .filter(|comment| !comment.trim().is_empty());
    let comment =
        comment.map(|comment| lang.fill(Key::OrderQuoted, &params([("text", words(comment.as_str()))])));
    [action, change, given, comment]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use domain::orders::status::Action;
    use texts::Key;

    /// AUD-1
    #[test]
    fn every_action_has_words_in_the_history() {
        for action in Action::ALL {
            assert!(
                Key::named(&format!("action.{}", action.code())).is_some(),
                "{}",
                action.code()
            );
        }
    }
}
