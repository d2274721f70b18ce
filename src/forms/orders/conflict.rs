//! OFF-5: what another browser has done to the draft meanwhile, and the choice between the two versions.

use std::sync::Arc;

use domain::{catalogue::Catalogue, moment::Moment};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use super::{compare, state::OrderForm, version::Words};
use crate::{
    language::{Lang, params, t, words},
    offline::{
        drafts::{Draft, browser_millis},
        store::{self, StoreError},
        sync::{
            Sync,
            decide::{Body, Copied, Theirs, Why},
        },
    },
    pages::{note::Note, when},
    ui::{
        button::{Button, ButtonKind},
        compare::{Choose, Chosen, Compare, obvious_choices, undecided},
        icon::Icon,
        layout::Panel,
    },
};

/// "Chrome, Windows" and "today 14:32", to be filled in.
pub fn of_theirs(lang: Lang, key: Key, theirs: &Theirs, now: Moment) -> String {
    let when = when::said(lang.now(), theirs.origin.at, now);
    lang.fill(
        key,
        &params([
            ("device", words(theirs.origin.device.as_str())),
            ("when", words(when)),
        ]),
    )
}

/// Why the draft lies in this browser alone.
pub fn only_here(why: Why) -> Key {
    match why {
        Why::TooLarge => Key::DraftsOnlyHereLarge,
        Why::NoRoom => Key::DraftsOnlyHereMany,
        Why::Form => Key::DraftsOnlyHere,
    }
}

/// Says above the form that another browser has changed the draft, that it is gone there, or that no other gets it.
#[component]
pub fn Elsewhere(
    form: OrderForm,
    copy: Memo<Option<Copied>>,
    on_compare: Callback<()>,
    on_keep: Callback<()>,
    on_let_go: Callback<()>,
) -> impl IntoView {
    let lang = form.lang;
    let changed = Signal::derive(move || {
        let copy = copy.get()?;
        let now = form.clock.roughly_now();
        Some(of_theirs(
            lang,
            Key::OrderFormConflictBanner,
            copy.theirs.as_ref()?,
            now,
        ))
    });
    let gone = Signal::derive(move || {
        let gone = copy.get()?.gone?;
        Some(match gone.order {
            Some(order) => lang.fill(Key::OrderFormGoneOrderedBanner, &params([("id", words(order))])),
            None => lang.text(Key::OrderFormGoneBanner),
        })
    });
    let alone = Signal::derive(move || {
        let refused = copy.get()?.not_taken?;
        Some(lang.text(only_here(refused.why)))
    });
    let ordered = Memo::new(move |_| copy.get().and_then(|copy| copy.gone?.order).is_some());
    view! {
        <Note text=alone icon=Icon::Info color="info"/>
        <Note
            text=changed
            icon=Icon::Warning
            color="warning"
            action=move || view! { <Button text=t(Key::DraftsCompare) small=true on_press=on_compare/> }
        />
        <Note
            text=gone
            icon=Icon::Warning
            color="warning"
            action=move || {
                view! {
                    {move || {
                        (!ordered.get())
                            .then(|| {
                                view! {
                                    <Button
                                        text=t(Key::DraftsKeepMine)
                                        kind=ButtonKind::Secondary
                                        small=true
                                        on_press=on_keep
                                    />
                                }
                            })
                    }}
                    <Button text=t(Key::DraftsLetGo) kind=ButtonKind::Tertiary small=true on_press=on_let_go/>
                }
            }
        />
    }
}

/// The two versions side by side.
#[component]
pub fn Comparison(
    sync: Sync,
    catalogue: Arc<Catalogue>,
    /// As it lies in this browser.
    mine: Draft,
    copy: Copied,
    theirs: Theirs,
    now: Moment,
    /// The draft that the choices have made.
    on_done: Callback<Draft>,
    on_later: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let own = Body::of(&mine);
    let base = copy.agreed.map(|agreed| agreed.body);
    let mine_at = {
        let ahead = now.millis() - browser_millis();
        Moment::from_millis(mine.updated_at.saturating_add(ahead))
    };
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let other = theirs.clone();
    let rows = Memo::new(move |_| {
        let words = Words {
            lang,
            catalogue: &catalogue,
            now,
        };
        compare::rows(words, &own, &other.body, base.as_ref())
    });
    let chosen: RwSignal<Chosen> = RwSignal::new(rows.with_untracked(|rows| obvious_choices(rows)));
    let left = Memo::new(move |_| rows.with(|rows| chosen.with(|chosen| undecided(rows, chosen))));
    let closed = Signal::derive(move || {
        let left = left.get();
        (left > 0).then(|| {
            lang.count(
                Key::OrderFormConflictLeftOne,
                Key::OrderFormConflictLeftOther,
                left,
            )
        })
    });
    let named = StoredValue::new(theirs.clone());
    let theirs_name = Signal::derive(move || {
        named.with_value(|theirs| of_theirs(lang, Key::OrderFormConflictTheirs, theirs, now))
    });
    let mine_name = Signal::derive(move || {
        let when = when::said(lang.now(), mine_at, now);
        lang.fill(Key::OrderFormConflictMine, &params([("when", words(when))]))
    });
    let save = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let choices = chosen.get_untracked();
        let all_mine = choices.values().all(|choice| *choice == Choose::Mine);
        let Body { order, facts } = compare::merged(&Body::of(&mine), &theirs.body, &choices);
        let draft = Draft {
            order,
            facts,
            updated_at: browser_millis(),
            refused_for: if all_mine {
                mine.refused_for.clone()
            } else {
                Vec::new()
            },
            refused: mine.refused.clone().filter(|_| all_mine),
            ..mine.clone()
        };
        let theirs = theirs.clone();
        spawn_local(async move {
            let kept = sync.resolve(&draft, &theirs).await;
            let _ = busy.try_set(false);
            match kept {
                Ok(()) => {
                    on_done.try_run(draft);
                }
                Err(StoreError(reason)) => {
                    let _ = trouble.try_set(Some(reason));
                }
            }
        });
    });
    let troubled = Signal::derive(move || {
        let reason = store::said(lang.now(), &trouble.get()?);
        Some(lang.fill(Key::OrderFormConflictFailed, &params([("reason", words(reason))])))
    });
    view! {
        <Panel title=t(Key::OrderFormConflictTitle)>
            <div class="stack">
                <p>{t(Key::OrderFormConflictLead)}</p>
                <Note text=troubled icon=Icon::Error color="danger"/>
                <Compare rows mine=mine_name theirs=theirs_name name=t(Key::OrderFormConflictTitle) chosen/>
                <div class="row">
                    <Button text=t(Key::OrderFormConflictSave) busy closed on_press=save/>
                    <Button text=t(Key::OrderFormConflictLater) kind=ButtonKind::Tertiary on_press=on_later/>
                </div>
            </div>
        </Panel>
    }
}
