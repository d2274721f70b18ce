//! Saving a view, and giving one's own views other names or deleting them.

use leptos::prelude::*;
use texts::Key;
use wire::lists::{NewView, SavedView};

use crate::{
    api::{self, client::ApiError},
    forms::kept::Kept,
    language::{Lang, params, t, words},
    offline::begun::{Keeping, Kind},
    pages::{listing::query::ListQuery, note::Note, undo::Undo},
    problem, routes,
    ui::{
        button::{Button, ButtonKind, IconButton},
        choice::Checkbox,
        dialog::Dialog,
        field::Field,
        icon::Icon,
        notice::Notice,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

use super::{LIST, Saved, run, to_saved};

/// The longest name of a view.
const LONGEST_NAME: usize = 60;

/// What is wrong with a name, once it has been tried.
fn name_notices(lang: Lang, name: &str, tried: bool) -> Vec<Notice> {
    let name = name.trim();
    if tried && name.is_empty() {
        vec![Notice::error(lang.text(Key::OrdersViewNameMissing))]
    } else if name.chars().count() > LONGEST_NAME {
        vec![Notice::error(lang.text(Key::OrdersViewNameLong))]
    } else {
        Vec::new()
    }
}

fn named(lang: Lang, key: Key, name: &str) -> String {
    lang.fill(key, &params([("name", words(name))]))
}

/// One's own views of this name, whatever its capitals.
fn of_name(own: &[SavedView], name: &str) -> Vec<String> {
    let wanted = name.trim().to_lowercase();
    own.iter()
        .filter(|view| view.name.to_lowercase() == wanted)
        .map(|view| view.id.clone())
        .collect()
}

#[component]
pub fn SaveView(saved: Saved, open: RwSignal<bool>, query: Memo<ListQuery>) -> impl IntoView {
    let lang = Lang::of_context();
    let toasts = Toasts::of_context();
    let name = RwSignal::new(String::new());
    let shared = RwSignal::new(false);
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let kept = Keeping::of(Kind::View, move || {
        let typed = (name.get(), shared.get());
        (typed != Default::default()).then(|| (typed.0.clone(), typed))
    });
    // Each time it opens it begins afresh, or goes on with what was typed for these filters.
    Effect::new(move |_| {
        if open.get() {
            name.set(String::new());
            shared.set(false);
            tried.set(false);
            failed.set(None);
            kept.begin(query.with_untracked(to_saved), move |begun| {
                if let Some((typed, everybody)) = begun.read() {
                    name.set(typed);
                    shared.set(everybody);
                }
            });
        }
    });
    let notices = Signal::derive(move || {
        let mut notices = name.with(|name| name_notices(lang, name, tried.get()));
        if notices.is_empty() && !name.with(|name| of_name(&saved.own(), name)).is_empty() {
            notices.push(Notice::info(lang.text(Key::OrdersViewReplaces)));
        }
        notices
    });
    let save = Callback::new(move |()| {
        tried.set(true);
        let wanted = name.get_untracked().trim().to_owned();
        if busy.get_untracked() || !untrack(|| name_notices(lang, &wanted, true)).is_empty() {
            return;
        }
        let replaced = untrack(|| of_name(&saved.own(), &wanted));
        let view = NewView {
            list: LIST.to_owned(),
            name: wanted.clone(),
            query: query.with_untracked(to_saved),
            shared: shared.get_untracked(),
        };
        busy.set(true);
        let sent = kept.sending();
        run(saved.replace(view, replaced), move |result| {
            busy.set(false);
            match result {
                Ok(()) => {
                    open.set(false);
                    sent.arrived();
                    toasts.show(Toast::new(
                        Tone::Success,
                        untrack(|| named(lang, Key::OrdersViewSaved, &wanted)),
                    ));
                }
                Err(error) => failed.set(Some(error)),
            }
        });
    });
    let close = Callback::new(move |()| {
        kept.put_aside();
        open.set(false);
    });
    let actions = move || {
        view! {
            <Button text=t(Key::UiCancel) kind=ButtonKind::Secondary on_press=close/>
            <Button text=t(Key::OrdersViewSave) busy on_press=save/>
        }
    };
    view! {
        <Dialog open on_close=close title=t(Key::OrdersSaveTitle) actions>
            <Failure failed/>
            <form
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    save.run(());
                }
            >
                <p class="muted">{t(Key::OrdersSaveLead)}</p>
                <Field
                    id="view-name"
                    label=t(Key::OrdersViewName)
                    value=name
                    on_input=Callback::new(move |typed| name.set(typed))
                    notices
                    columns=12
                />
                <Checkbox
                    id="view-shared"
                    label=t(Key::OrdersViewShare)
                    checked=shared
                    on_change=Callback::new(move |yes| shared.set(yes))
                />
            </form>
            <Kept keeping=kept/>
        </Dialog>
    }
}

/// Why a change of the views was not made.
#[component]
fn Failure(failed: RwSignal<Option<ApiError>>) -> impl IntoView {
    let lang = Lang::of_context();
    let text = Signal::derive(move || {
        let why = failed.with(|failed| failed.as_ref().map(|error| problem::explain(lang.now(), error)))?;
        Some(format!("{}: {why}", lang.text(Key::OrdersViewFailed)))
    });
    view! { <Note text icon=Icon::Error color="danger"/> }
}

#[component]
pub fn ManageViews(saved: Saved, open: RwSignal<bool>) -> impl IntoView {
    let failed = RwSignal::new(None::<ApiError>);
    // The view that was deleted last, which can be brought back.
    let deleted = RwSignal::new(None::<SavedView>);
    Effect::new(move |_| {
        if open.get() {
            failed.set(None);
            deleted.set(None);
        }
    });
    view! {
        <Dialog
            open
            on_close=Callback::new(move |()| open.set(false))
            title=t(Key::OrdersManageTitle)
        >
            <Failure failed/>
            <Deleted saved deleted failed/>
            <ul class="rows">
                <For
                    each=move || saved.own()
                    key=|view| view.id.clone()
                    children=move |view| view! { <OwnView saved view open deleted failed/> }
                />
            </ul>
            {move || saved.own().is_empty().then(|| view! { <p class="muted">{t(Key::OrdersManageNone)}</p> })}
        </Dialog>
    }
}

/// The last deletion, with the way back.
#[component]
fn Deleted(
    saved: Saved,
    deleted: RwSignal<Option<SavedView>>,
    failed: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let name = Signal::derive(move || deleted.with(|view| view.as_ref().map(|view| view.name.clone())));
    let undo = Callback::new(move |()| {
        let Some(view) = deleted.try_update(Option::take).flatten() else {
            return;
        };
        let again = NewView {
            list: view.list.clone(),
            name: view.name.clone(),
            query: view.query.clone(),
            shared: view.shared,
        };
        run(saved.replace(again, Vec::new()), move |result| {
            if let Err(error) = result {
                failed.set(Some(error));
                deleted.set(Some(view));
            }
        });
    });
    view! { <Undo said=Key::OrdersViewDeleted name on_undo=undo/> }
}

#[component]
fn OwnView(
    saved: Saved,
    view: SavedView,
    open: RwSignal<bool>,
    deleted: RwSignal<Option<SavedView>>,
    failed: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let renaming = RwSignal::new(false);
    let name = RwSignal::new(view.name.clone());
    let busy = RwSignal::new(false);
    let id = view.id.clone();
    let kept = StoredValue::new(view);
    let changed = move || {
        let typed = name.get();
        kept.with_value(|view| (typed != view.name).then(|| (view.name.clone(), typed)))
    };
    let keeping = Keeping::of(Kind::ViewName, changed);
    keeping.begin(id, move |begun| {
        if let Some(typed) = begun.read() {
            name.set(typed);
            renaming.set(true);
        }
    });
    let shown_name = move || {
        kept.with_value(|view| {
            if view.shared {
                named(lang, Key::OrdersViewShared, &view.name)
            } else {
                view.name.clone()
            }
        })
    };
    let delete = Callback::new(move |()| {
        let view = kept.get_value();
        run(
            async move { api::views::delete(&view.id).await },
            move |result| match result {
                Ok(()) => {
                    // What is gone gets no other name.
                    keeping.sending().arrived();
                    deleted.set(Some(kept.get_value()));
                    saved.ask();
                }
                Err(error) => failed.set(Some(error)),
            },
        );
    });
    let rename = Callback::new(move |()| {
        let view = kept.get_value();
        let wanted = name.get_untracked().trim().to_owned();
        if wanted == view.name {
            name.set(wanted);
            renaming.set(false);
            return;
        }
        if busy.get_untracked() || !untrack(|| name_notices(lang, &wanted, true)).is_empty() {
            return;
        }
        let mut replaced = untrack(|| of_name(&saved.own(), &wanted));
        replaced.retain(|id| *id != view.id);
        replaced.push(view.id.clone());
        let again = NewView {
            list: view.list,
            name: wanted,
            query: view.query,
            shared: view.shared,
        };
        busy.set(true);
        let sent = keeping.sending();
        run(saved.replace(again, replaced), move |result| {
            busy.try_set(false);
            match result {
                Ok(()) => sent.arrived(),
                Err(error) => failed.set(Some(error)),
            }
        });
    });
    let href = kept.with_value(|view| routes::orders(&view.query));
    view! {
        <li>
            {move || {
                if renaming.get() {
                    view! {
                        <form
                            class="row"
                            on:submit=move |event| {
                                event.prevent_default();
                                rename.run(());
                            }
                        >
                            <Field
                                id=kept.with_value(|view| format!("view-name-{}", view.id))
                                label=t(Key::OrdersViewName)
                                value=name
                                on_input=Callback::new(move |typed| name.set(typed))
                                notices=Signal::derive(move || name.with(|name| name_notices(lang, name, true)))
                            />
                            <Button text=t(Key::OrdersViewSave) small=true busy on_press=rename/>
                            <Kept keeping/>
                        </form>
                    }
                        .into_any()
                } else {
                    view! {
                        <a class="ds-link" href=href.clone() on:click=move |_| open.set(false)>{shown_name}</a>
                    }
                        .into_any()
                }
            }}
            <span class="row push">
                <IconButton
                    name=Signal::derive(move || {
                        kept.with_value(|view| named(lang, Key::OrdersViewRenameThis, &view.name))
                    })
                    icon=Icon::Edit
                    on_press=Callback::new(move |()| renaming.update(|renaming| *renaming = !*renaming))
                />
                <IconButton
                    name=Signal::derive(move || {
                        kept.with_value(|view| named(lang, Key::OrdersViewDeleteThis, &view.name))
                    })
                    icon=Icon::Trash
                    on_press=delete
                />
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_of_the_same_name_is_replaced_whatever_its_capitals() {
        let view = |id: &str, name: &str| SavedView {
            id: id.to_owned(),
            list: LIST.to_owned(),
            name: name.to_owned(),
            query: String::new(),
            shared: false,
            own: true,
        };
        let own = [view("a", "Oslo"), view("b", "Bergen")];
        assert_eq!(of_name(&own, " oslo "), ["a"]);
        assert!(of_name(&own, "Os").is_empty());
    }
}
