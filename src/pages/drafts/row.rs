//! One draft in the list: what it is, how far it has come, what has happened to it elsewhere, and what can be done.

use domain::{moment::Moment, orders::expiry};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use texts::{Key, message};

use crate::{
    api::client::ApiError,
    clock::Clock,
    forms::orders::{
        completeness::{self, Completeness, World},
        conflict::only_here,
    },
    language::{Lang, params, t, words},
    offline::{
        drafts::{self, Draft},
        new_id,
        store::StoreError,
        sync::{Sync, decide::Copied},
    },
    pages::{
        products::Products,
        shelf::{self, Shelf},
        when,
    },
    problem, routes,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
        status::{Tag, Tone},
    },
};

use super::named;

/// "3 of 7 parts are done. Left: Who (2), Contact (1)."
fn progress(lang: Lang, told: &Completeness) -> String {
    if told.left.is_empty() {
        return lang.text(Key::DraftsReady);
    }
    let number = |n: usize| domain::finding::Param::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let parts = told
        .left
        .iter()
        .map(|(question, errors)| {
            let part = lang.text(*question);
            if *errors == 0 {
                part
            } else {
                lang.fill(
                    Key::DraftsLeftSome,
                    &params([("part", words(part)), ("n", number(*errors))]),
                )
            }
        })
        .collect::<Vec<_>>()
        .join(", ");
    let done = lang.fill(
        Key::DraftsDone,
        &params([("done", number(told.done)), ("of", number(told.of))]),
    );
    format!(
        "{done} {}",
        lang.fill(Key::DraftsLeft, &params([("parts", words(parts))]))
    )
}

/// Why the backend refused it, as far as one line holds.
fn refusal(lang: Lang, draft: &Draft) -> Option<String> {
    let why = match (draft.refused_for.first(), &draft.refused) {
        (Some(finding), _) => message(lang.now(), &finding.code, &finding.params),
        (None, Some(problem)) => problem::explain(lang.now(), &ApiError::Problem(Box::new(problem.clone()))),
        (None, None) => return None,
    };
    Some(lang.fill(Key::DraftsRefused, &params([("why", words(why))])))
}

/// What has happened to it in another browser.
fn elsewhere(lang: Lang, copy: &Copied, clock: Clock) -> Option<String> {
    let now = clock.roughly_now();
    let by = |key: Key, origin: &crate::offline::sync::decide::Origin| {
        lang.fill(
            key,
            &params([
                ("device", words(origin.device.as_str())),
                ("when", words(when::said(lang.now(), origin.at, now))),
            ]),
        )
    };
    if let Some(theirs) = &copy.theirs {
        return Some(by(Key::DraftsConflictText, &theirs.origin));
    }
    if let Some(gone) = &copy.gone {
        return Some(match &gone.order {
            Some(order) => lang.fill(Key::DraftsGoneOrdered, &params([("id", words(order.as_str()))])),
            None => lang.text(Key::DraftsGoneText),
        });
    }
    if let Some(refused) = &copy.not_taken {
        return Some(lang.text(only_here(refused.why)));
    }
    copy.origin
        .as_ref()
        .map(|origin| by(Key::DraftsFromElsewhere, origin))
}

/// ORD-4: how long a draft may still be sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Days {
    Enough,
    Left(i64),
    Over,
}

impl Days {
    fn of(begun: Moment, now: Moment) -> Self {
        if expiry::has_expired(begun, now) {
            Self::Over
        } else if expiry::is_listed(begun, now) {
            Self::Left(expiry::days_left(begun, now))
        } else {
            Self::Enough
        }
    }

    fn said(self, lang: Lang) -> Option<String> {
        match self {
            Self::Enough => None,
            Self::Left(days) => Some(lang.count(
                Key::DraftsDaysLeftOne,
                Key::DraftsDaysLeftOther,
                usize::try_from(days).unwrap_or(0),
            )),
            Self::Over => Some(lang.text(Key::DraftsOver)),
        }
    }
}

/// What a draft's copy asks of the user.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nothing,
    Choice,
    Keep,
    /// It became an order elsewhere: there is nothing to keep in step with.
    LetGo,
}

impl Asks {
    fn of(copy: Option<&Copied>) -> Self {
        match copy {
            Some(copy) if copy.theirs.is_some() => Self::Choice,
            Some(copy) => match &copy.gone {
                Some(gone) if gone.order.is_some() => Self::LetGo,
                Some(_) => Self::Keep,
                None => Self::Nothing,
            },
            None => Self::Nothing,
        }
    }
}

#[component]
pub fn DraftRow(
    draft: Draft,
    world: Signal<Option<World>>,
    shelf: Shelf,
    deleted: RwSignal<Vec<Draft>>,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let products = Products::of_context();
    let sync = use_context::<Sync>();
    let navigate = use_navigate();
    let changed = clock.of_browser(draft.updated_at);
    let begun = draft.begun_at(clock);
    let days = Memo::new(move |_| Days::of(begun, clock.roughly_now()));
    let id = StoredValue::new(draft.id.clone());
    let href = routes::draft(&draft.id);
    let draft = StoredValue::new(draft);
    let copy = Memo::new(move |_| sync.and_then(|sync| sync.of(&id.get_value())));
    let asks = Memo::new(move |_| copy.with(|copy| Asks::of(copy.as_ref())));
    let name = move || draft.with_value(|draft| shelf::name(lang, &draft.order));
    let about = move || {
        draft.with_value(|draft| {
            let product = match draft.order.product.as_str() {
                "" => lang.text(Key::DraftsNoProduct),
                code => products.name(lang, code),
            };
            let place = shelf::place(&draft.order);
            if place.is_empty() {
                product
            } else {
                format!("{product} · {place}")
            }
        })
    };
    let told = move || {
        let world = world.get()?;
        let told = draft.with_value(|draft| {
            let known = draft.facts.subscription.as_ref();
            completeness::of(&draft.order, &draft.facts.clone().into(), known, &world)
        });
        Some(progress(lang, &told))
    };
    let refused = move || draft.with_value(|draft| refusal(lang, draft));
    let happened = move || copy.with(|copy| elsewhere(lang, copy.as_ref()?, clock));
    let spoken = move |key: Key| Signal::derive(move || named(lang, key, &name()));
    let say = move |StoreError(reason): StoreError| {
        trouble.try_set(Some(reason));
    };
    let delete = Callback::new(move |()| {
        let gone = draft.get_value();
        spawn_local(async move {
            match drafts::delete(&gone.id).await {
                Ok(()) => {
                    // Its row first: the focus that goes with it is found again at the way back.
                    shelf.looked().await;
                    deleted.try_update(|all| all.push(gone));
                }
                Err(error) => say(error),
            }
        });
    });
    let copy_it = Callback::new(move |()| {
        let made = draft.with_value(|draft| draft.copied(new_id()));
        let navigate = navigate.clone();
        spawn_local(async move {
            match drafts::save(&made).await {
                Ok(()) => navigate(&routes::draft(&made.id), NavigateOptions::default()),
                Err(error) => say(error),
            }
        });
    });
    let settle = move |keep: bool| {
        Callback::new(move |()| {
            let Some(sync) = sync else { return };
            spawn_local(async move {
                let id = id.get_value();
                let done = if keep {
                    sync.keep_mine(&id).await
                } else {
                    sync.let_go(&id).await
                };
                if let Err(error) = done {
                    say(error);
                }
            });
        })
    };
    let (keep, let_go) = (settle(true), settle(false));
    let link = StoredValue::new(href);
    let go_on = move |text: Key, key: Key, kind: ButtonKind| {
        view! { <LinkButton text=t(text) spoken=spoken(key) href=link.get_value() kind small=true/> }
    };
    let remove = move || {
        view! {
            <Button
                text=t(Key::DraftsLetGo)
                spoken=spoken(Key::DraftsLetGoThis)
                kind=ButtonKind::Tertiary
                small=true
                on_press=let_go
            />
        }
    };
    let first = move || match asks.get() {
        Asks::Choice => go_on(Key::DraftsCompare, Key::DraftsCompareThis, ButtonKind::Primary).into_any(),
        Asks::Keep => view! {
            <Button
                text=t(Key::DraftsKeepMine)
                spoken=spoken(Key::DraftsKeepMineThis)
                kind=ButtonKind::Secondary
                small=true
                on_press=keep
            />
            {remove()}
        }
        .into_any(),
        Asks::LetGo => remove().into_any(),
        // What is typed is not lost with its days: a new order begins with it.
        Asks::Nothing if days.get() == Days::Over => view! {
            <Button
                text=t(Key::DraftsBeginAgain)
                spoken=spoken(Key::DraftsBeginAgainThis)
                kind=ButtonKind::Secondary
                small=true
                on_press=copy_it
            />
        }
        .into_any(),
        Asks::Nothing => go_on(Key::DraftsGoOn, Key::DraftsGoOnWith, ButtonKind::Secondary).into_any(),
    };
    let tag = move || match asks.get() {
        Asks::Choice => Some(view! { <Tag text=t(Key::DraftsConflict) tone=Tone::Warning/> }),
        Asks::Keep | Asks::LetGo => Some(view! { <Tag text=t(Key::DraftsGone) tone=Tone::Warning/> }),
        Asks::Nothing => None,
    };
    let second = move |text: Option<String>| text.map(|text| view! { <span class="second">{text}</span> });
    view! {
        <li>
            <span class="grow">
                <b>{name}</b>
                <span class="second">{about}</span>
                {move || second(told())}
                {move || {
                    refused().map(|text| view! { <span class="second refused">{text}</span> })
                }}
                {move || second(happened())}
            </span>
            {tag}
            {move || days.get().said(lang).map(|text| view! { <Tag text=Signal::stored(text) tone=Tone::Warning/> })}
            <span class="muted small changed">
                {move || lang.text(Key::DraftsColumnChanged)}" "
                {move || when::said(lang.now(), changed, clock.roughly_now())}
            </span>
            <span class="row">
                {first}
                <Button
                    text=t(Key::DraftsCopy)
                    spoken=spoken(Key::DraftsCopyThis)
                    kind=ButtonKind::Tertiary
                    icon=Icon::Copy
                    small=true
                    on_press=copy_it
                />
                <Button
                    text=t(Key::DraftsDelete)
                    spoken=spoken(Key::DraftsDeleteThis)
                    kind=ButtonKind::Tertiary
                    icon=Icon::Trash
                    small=true
                    on_press=delete
                />
            </span>
        </li>
    }
}
