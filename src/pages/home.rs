//! Home: what waits for this reader, the newest orders, and what was begun and not sent (HOM-1).

use domain::{access::Permission, orders::expiry};
use leptos::prelude::*;
use texts::Key;
use wire::{lists::Page, orders::OrderSummary};

use crate::{
    api::{self, events::Live},
    clock::Clock,
    language::{Lang, params, t, words},
    offline::outbox::Outbox,
    problem, routes,
    session::Session,
    ui::{
        button::{ButtonKind, LinkButton},
        icon::{Glyph, Icon},
        layout::Panel,
        page::{PageHeading, set_title},
        states::{EmptyState, ErrorState, Skeleton},
        status::StatusBadge,
    },
};

use super::{
    fetch::{Answer, Question},
    not_found::title,
    note::Note,
    orders::status::{Side, Standing, explanation, tone},
    products::Products,
    shelf::{self, Shelf},
    when,
};

/// How many orders and drafts are shown here; the lists hold the rest.
const ORDERS: &str = "8";
const DRAFTS: usize = 5;

#[component]
pub fn HomePage() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    set_title(move || title(lang, &lang.text(Key::HomeTitle)));
    let welcome = Signal::derive(move || {
        let name = session.user().map_or_else(String::new, |user| user.display_name);
        lang.fill(Key::HomeWelcome, &params([("name", words(name))]))
    });
    let may_order = Memo::new(move |_| {
        session
            .user()
            .is_some_and(|user| user.access.may(Permission::Order).is_ok())
    });
    let actions = move || {
        move || {
            may_order.get().then(
                || view! { <LinkButton text=t(Key::OrdersNew) href=routes::NEW_ORDER icon=Icon::Plus/> },
            )
        }
    };
    let shelf = Shelf::read();
    let sees_orders = untrack(|| Side::orders_closed(session)).is_none();
    view! {
        <PageHeading text=welcome actions/>
        <MyTurn shelf/>
        <div class="home-columns">
            {sees_orders.then(|| view! { <Recent/> })}
            <Drafts shelf/>
        </div>
    }
}

/// Asks at once and whenever an order has changed.
fn kept_true(query: Memo<Vec<(&'static str, String)>>) -> Question<Page<OrderSummary>> {
    let question = Question::<Page<OrderSummary>>::new();
    if untrack(|| Side::orders_closed(Session::of_context())).is_some() {
        // Nothing of it is this user's to see.
        question.answer().set(Answer::Here(Page {
            items: Vec::new(),
            next: None,
            total: 0,
            total_is_estimate: false,
        }));
        return question;
    }
    let live = use_context::<Live>();
    let ask = move || {
        let query = query.get_untracked();
        question.ask(async move {
            let query: Vec<_> = query
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            api::orders::list(&query, true).await
        });
    };
    Effect::new(move |_| {
        query.track();
        if let Some(live) = live {
            live.0.track();
        }
        ask();
    });
    question.mend(ask);
    question
}

/// One thing that waits, as a link to all of its kind.
struct Waiting {
    icon: Icon,
    text: String,
    href: String,
}

#[component]
fn MyTurn(shelf: Shelf) -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let clock = Clock::of_context();
    let outbox = use_context::<Outbox>();
    let turn = Memo::new(move |_| Side::of(session).own_turn().code());
    let asked = Memo::new(move |_| vec![("turn", turn.get().to_owned()), ("limit", "1".to_owned())]);
    let question = kept_true(asked);
    let orders = Memo::new(move |_| {
        question.answer().with(|answer| match answer {
            Answer::Here(page) => Some(usize::try_from(page.total).unwrap_or(usize::MAX)),
            Answer::Awaited | Answer::Failed(_) => None,
        })
    });
    let refused = Memo::new(move |_| outbox.map_or(0, Outbox::back));
    // ORD-4: those that are near the end of their days, each with what is left, the nearest first.
    let ending = Memo::new(move |_| {
        let now = clock.roughly_now();
        let mut ending: Vec<_> = shelf
            .drafts()
            .into_iter()
            .filter(|draft| expiry::is_listed(draft.begun_at(clock), now))
            .map(|draft| {
                (
                    expiry::days_left(draft.begun_at(clock), now),
                    draft.id,
                    draft.order,
                )
            })
            .collect();
        ending.sort_by_key(|(left, _, _)| *left);
        ending
    });
    let waiting = move || {
        let thing = |n: usize, one: Key, other: Key, icon: Icon, href: String| {
            (n > 0).then(|| Waiting {
                icon,
                text: lang.count(one, other, n),
                href,
            })
        };
        [
            thing(
                orders.get().unwrap_or(0),
                Key::HomeTurnOrdersOne,
                Key::HomeTurnOrdersOther,
                Icon::Order,
                routes::orders(&format!("turn={}", turn.get())),
            ),
            thing(
                refused.get(),
                Key::HomeRefusedOne,
                Key::HomeRefusedOther,
                Icon::Outbox,
                routes::DRAFTS.to_owned(),
            ),
        ]
        .into_iter()
        .flatten()
        .chain(ending.get().into_iter().map(|(left, id, order)| Waiting {
            icon: Icon::Draft,
            text: format!(
                "{}: {}",
                shelf::name(lang, &order),
                lang.count(
                    Key::DraftsDaysLeftOne,
                    Key::DraftsDaysLeftOther,
                    usize::try_from(left).unwrap_or(0)
                )
            ),
            href: routes::draft(&id),
        }))
        .collect::<Vec<_>>()
    };
    view! {
        <Panel title=t(Key::HomeMyTurn)>
            {move || {
                let waiting = waiting();
                if !waiting.is_empty() {
                    return view! {
                        <ul class="waiting">
                            {waiting
                                .into_iter()
                                .map(|thing| {
                                    view! {
                                        <li>
                                            <a href=thing.href>
                                                <Glyph icon=thing.icon/>
                                                <span>{thing.text}</span>
                                                <Glyph icon=Icon::ChevronRight class="push"/>
                                            </a>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    }
                        .into_any();
                }
                match question.answer().get() {
                    // Nothing is promised of what could not be asked.
                    Answer::Failed(error) => {
                        view! { <p class="muted">{problem::explain(lang.now(), &error)}</p> }.into_any()
                    }
                    Answer::Awaited => view! { <Skeleton rows=1/> }.into_any(),
                    Answer::Here(_) => {
                        view! {
                            <p class="nothing">
                                <Glyph icon=Icon::CheckCircle/>
                                <span>
                                    <b>{lang.text(Key::HomeTurnNone)}</b>
                                    <span class="second">{lang.text(Key::HomeTurnNoneText)}</span>
                                </span>
                            </p>
                        }
                            .into_any()
                    }
                }
            }}
        </Panel>
    }
}

#[component]
fn Recent() -> impl IntoView {
    let lang = Lang::of_context();
    let asked = Memo::new(|_| vec![("limit", ORDERS.to_owned())]);
    let question = kept_true(asked);
    let again = Callback::new(move |()| {
        question.forget();
        question.ask(api::orders::list(&[("limit", ORDERS)], false));
    });
    let rows = Memo::new(move |_| match question.answer().get() {
        Answer::Here(page) => page.items,
        Answer::Awaited | Answer::Failed(_) => Vec::new(),
    });
    let clock = Clock::of_context();
    let stale = Signal::derive(move || {
        let (_, as_of) = question.trouble()?;
        let as_of = when::said(lang.now(), as_of, clock.roughly_now());
        Some(lang.fill(Key::HomeStale, &params([("when", words(as_of))])))
    });
    let stands = Memo::new(move |_| {
        question.answer().with(|answer| match answer {
            Answer::Awaited => Ok(None),
            Answer::Here(page) => Ok(Some(!page.items.is_empty())),
            Answer::Failed(error) => Err(error.clone()),
        })
    });
    view! {
        <Panel
            title=t(Key::HomeRecent)
            actions=move || {
                view! { <a class="ds-link" href=routes::ORDERS>{t(Key::HomeAllOrders)}</a> }
            }
        >
            <Note text=stale icon=Icon::Warning color="warning"/>
            {move || match stands.get() {
                Ok(None) => view! { <Skeleton rows=6/> }.into_any(),
                Err(error) => {
                    let text = Signal::derive(move || problem::explain(lang.now(), &error));
                    view! { <ErrorState title=t(Key::HomeFailed) text on_retry=again/> }.into_any()
                }
                Ok(Some(false)) => view! {
                    <EmptyState icon=Icon::Order title=t(Key::HomeNoOrders) text=t(Key::HomeNoOrdersText)/>
                }
                .into_any(),
                Ok(Some(true)) => view! {
                    <ul class="rows">
                        <For
                            each=move || rows.get()
                            key=|order| (order.id.clone(), order.status, order.turn_since)
                            children=|order| view! { <RecentOrder order/> }
                        />
                    </ul>
                }
                .into_any(),
            }}
        </Panel>
    }
}

#[component]
fn RecentOrder(order: OrderSummary) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let session = Session::of_context();
    let products = Products::of_context();
    let (status, made) = (order.status, order.created_at);
    let standing = order.clone();
    let explained = Signal::derive(move || {
        let now = clock.roughly_now();
        explanation(lang, Side::of(session), now, &Standing::of(&standing, now))
    });
    let product = order.product;
    view! {
        <li>
            <a class="ds-link numbers" href=routes::order(&order.id)>{order.id.clone()}</a>
            <span class="grow">
                {order.end_user}
                <span class="second">{move || products.name(lang, &product)}" · "{order.place}</span>
            </span>
            <StatusBadge text=status.shown_as() tone=tone(status) explanation=explained/>
            <span class="muted numbers age">{move || when::age(lang.now(), made, clock.roughly_now())}</span>
        </li>
    }
}

#[component]
fn Drafts(shelf: Shelf) -> impl IntoView {
    let lang = Lang::of_context();
    let products = Products::of_context();
    let drafts = Memo::new(move |_| shelf.drafts());
    view! {
        <Panel
            title=t(Key::HomeDrafts)
            actions=move || {
                view! { <a class="ds-link" href=routes::DRAFTS>{t(Key::HomeAllDrafts)}</a> }
            }
        >
            {move || {
                let drafts = drafts.get();
                if drafts.is_empty() {
                    return view! {
                        <EmptyState icon=Icon::Draft title=t(Key::HomeNoDrafts) text=t(Key::HomeNoDraftsText)/>
                    }
                        .into_any();
                }
                view! {
                    <ul class="rows">
                        {drafts
                            .into_iter()
                            .take(DRAFTS)
                            .map(|draft| {
                                let name = shelf::name(lang, &draft.order);
                                let product = if draft.order.product.is_empty() {
                                    lang.text(Key::DraftsNoProduct)
                                } else {
                                    products.name(lang, &draft.order.product)
                                };
                                let label = lang
                                    .fill(Key::DraftsGoOnWith, &params([("name", words(name.as_str()))]));
                                view! {
                                    <li>
                                        <span class="grow">{name}<span class="second">{product}</span></span>
                                        <LinkButton
                                            text=t(Key::DraftsGoOn)
                                            spoken=label
                                            href=routes::draft(&draft.id)
                                            kind=ButtonKind::Secondary
                                            small=true
                                        />
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }
                    .into_any()
            }}
        </Panel>
    }
}
