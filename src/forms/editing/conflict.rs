//! OFF-5: what was typed and what a colleague has saved meanwhile, side by side, and the choice between them.

use leptos::prelude::*;

use super::{Editing, Shared, Theirs};
use crate::{
    language::Lang,
    ui::compare::{Choose, Chosen, Compare, CompareRow, undecided},
};

/// A row for each field.
pub(super) fn rows<D: Shared>(
    editing: Editing<D>,
    theirs: &D,
    said: &dyn Fn(&'static str, String) -> String,
) -> Vec<CompareRow> {
    let lang = editing.lang;
    let row = |part: &super::Part<D>| {
        let text = |draft: &D| said(part.path, (part.get)(draft));
        CompareRow {
            key: part.path.to_owned(),
            label: lang.text(part.label),
            mine: editing.draft.with(text),
            theirs: text(theirs),
            base: Some(editing.was.with(text)),
        }
    };
    D::PARTS.iter().map(row).collect()
}

/// What the choices make of the two.
fn merged<D: Shared>(mine: &D, theirs: &D, chosen: &Chosen) -> D {
    let mut merged = mine.clone();
    for part in D::PARTS {
        if chosen.get(part.path) == Some(&Choose::Theirs) {
            (part.take)(&mut merged, theirs);
        }
    }
    merged
}

impl<D: Shared> Editing<D> {
    /// Why it cannot be saved yet: so many fields are still to be chosen.
    pub(super) fn left_to_choose(self) -> usize {
        self.theirs.with(|theirs| match theirs {
            Some(theirs) => {
                let rows = rows(self, &theirs.draft, &super::plain);
                self.chosen.with(|chosen| undecided(&rows, chosen))
            }
            None => 0,
        })
    }

    /// Puts the two together as chosen; what comes out is saved over the version that stands there now.
    pub fn settle(self) {
        let Some(Theirs { draft, version }) = self.theirs.get_untracked() else {
            return;
        };
        let mine = self.draft.get_untracked();
        let merged = self.chosen.with_untracked(|chosen| merged(&mine, &draft, chosen));
        self.was.set(draft);
        self.draft.set(merged);
        self.version.set(Some(version));
        self.theirs.set(None);
    }
}

/// The two versions; nothing while there is but one.
#[component]
pub fn Conflict<D: Shared>(
    editing: Editing<D>,
    #[prop(into)] lead: Signal<String>,
    #[prop(into)] mine: Signal<String>,
    #[prop(into)] theirs: Signal<String>,
    #[prop(into)] name: Signal<String>,
    /// What stands in a field, in words.
    said: Callback<(&'static str, String), String>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let any = Memo::new(move |_| editing.theirs.with(Option::is_some));
    let shown = Memo::new(move |_| {
        // Called anew in another language.
        lang.now();
        editing.theirs.with(|theirs| {
            theirs.as_ref().map_or_else(Vec::new, |theirs| {
                rows(editing, &theirs.draft, &|path, text| said.run((path, text)))
            })
        })
    });
    let chosen = editing.chosen;
    move || {
        any.get().then(|| {
            view! {
                <div class="stack">
                    <p role="alert">{move || lead.get()}</p>
                    <Compare rows=shown mine theirs name chosen/>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};
    use texts::Key;

    use super::{super::Part, *};
    use crate::offline::{begun::Kind, outbox::Errand};

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Two(String, String);

    impl Shared for Two {
        const PARTS: &'static [Part<Self>] = &[
            Part {
                path: "one",
                label: Key::UiClose,
                get: |two| two.0.clone(),
                take: |two, other| two.0.clone_from(&other.0),
            },
            Part {
                path: "other",
                label: Key::UiClose,
                get: |two| two.1.clone(),
                take: |two, other| two.1.clone_from(&other.1),
            },
        ];
        const ID: &'static str = "two";
        const KIND: Kind = Kind::Account;

        fn name(&self) -> String {
            self.0.clone()
        }

        fn check(&self) -> Vec<domain::finding::Finding> {
            Vec::new()
        }

        fn errand(_: String, seen: Option<i64>) -> Errand {
            Errand::Account {
                seen: seen.unwrap_or(1),
            }
        }

        fn current(_: &serde_json::Value) -> Option<Theirs<Self>> {
            None
        }
    }

    /// OFF-5
    #[test]
    fn what_was_chosen_of_theirs_is_taken_and_the_rest_is_mine() {
        let (mine, theirs) = (
            Two("a".to_owned(), "b".to_owned()),
            Two("c".to_owned(), "d".to_owned()),
        );
        let chosen = Chosen::from([
            ("one".to_owned(), Choose::Mine),
            ("other".to_owned(), Choose::Theirs),
        ]);
        assert_eq!(
            merged(&mine, &theirs, &chosen),
            Two("a".to_owned(), "d".to_owned())
        );
    }
}
