//! `/orders/:id`: one order, from whose turn it is to its history, kept true while it is open.

mod act;
mod actions;
mod again;
mod banner;
mod cancel;
mod changed;
mod delivery;
mod errand;
mod facts;
mod fee;
mod files;
mod fresh;
mod handling;
mod history;
mod installed;
mod line;
mod reasoned;
mod reopen;
mod seen;
mod switched;
mod update;

use domain::{customer::EndUser, finding::Param, orders::status::OrderKind};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use texts::Key;
use wire::orders::OrderView;

use crate::{
    api,
    clock::Clock,
    language::{Lang, params, t, words},
    pages::{
        fetch::{Answer, Question},
        not_found::title,
        note::Note,
        place,
        products::Products,
        when,
    },
    problem, routes,
    session::Session,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
        page::{PageHeading, set_title},
        states::{EmptyState, ErrorState, Skeleton},
        status::StatusBadge,
    },
};

use self::fresh::{Updated, arrive, follow};
use super::{
    cancel_orders::CancelOrders,
    status::{Side, Standing, explanation, kind_words, tone},
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Case {
    pub order: RwSignal<OrderView>,
    pub side: Memo<Side>,
    pub products: Products,
    pub lang: Lang,
    pub clock: Clock,
    pub session: Session,
    /// Asks for the order again.
    pub again: Callback<()>,
}

/// What stands in the page; the parts live as long as the same order is shown.
#[derive(Clone, PartialEq)]
enum Stands {
    Nothing,
    Order(RwSignal<OrderView>),
    Missing,
    Failed(String),
}

#[component]
pub fn OrderPage() -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let session = Session::of_context();
    let params_map = use_params_map();
    let id = Memo::new(move |_| params_map.with(|map| map.get("id")).unwrap_or_default());
    let question = Question::<OrderView>::new();
    let shown = RwSignal::new(None::<RwSignal<OrderView>>);
    let updated = Updated::new();
    let ask = move |background: bool| {
        let id = id.get_untracked();
        question.ask_settling(
            async move { api::orders::get(&id, background).await },
            move |fresh| {
                arrive(shown, updated, &fresh);
                Some(fresh)
            },
        );
    };
    Effect::new(move |_| {
        id.track();
        question.forget();
        shown.set(None);
        ask(false);
    });
    question.mend(move || ask(true));
    follow(id, move || ask(true));
    let case = StoredValue::new((
        Products::of_context(),
        Memo::new(move |_| Side::of(session)),
        Callback::new(move |()| ask(true)),
    ));
    set_title(move || {
        let id = id.get();
        let page = match shown.get() {
            Some(order) => {
                let status = order.with(|order| order.status.shown_as());
                lang.fill(
                    Key::OrderTitlePage,
                    &params([("id", words(id)), ("status", words(status))]),
                )
            }
            None => lang.fill(Key::OrderTitle, &params([("id", words(id))])),
        };
        title(lang, &page)
    });
    let stands = Memo::new(move |_| match (shown.get(), question.answer().get()) {
        (Some(order), _) => Stands::Order(order),
        (None, Answer::Failed(error)) if error.status() == Some(404) => Stands::Missing,
        (None, Answer::Failed(error)) => Stands::Failed(problem::explain(lang.now(), &error)),
        (None, Answer::Awaited | Answer::Here(_)) => Stands::Nothing,
    });
    let heading = Signal::derive(move || lang.fill(Key::OrderTitle, &params([("id", words(id.get()))])));
    let stale = Signal::derive(move || {
        let (error, as_of) = question.trouble()?;
        let as_of = when::said(lang.now(), as_of, clock.roughly_now());
        let why = problem::explain(lang.now(), &error);
        Some(lang.fill(
            Key::OrderStale,
            &params([("when", words(as_of)), ("why", words(why))]),
        ))
    });
    view! {
        <PageHeading
            text=heading
            beside=move || view! { <Beside shown updated/> }
            actions=move || {
                let (_, _, again) = case.get_value();
                view! { <PageActions shown again/> }
            }
        />
        <Note text=stale icon=Icon::Warning color="warning"/>
        {move || match stands.get() {
            Stands::Nothing => view! { <div class="panel"><Skeleton rows=8/></div> }.into_any(),
            Stands::Missing => view! {
                <EmptyState
                    icon=Icon::Search
                    title=t(Key::OrderNotFound)
                    text=t(Key::OrderNotFoundText)
                    action=move || {
                        view! { <LinkButton text=t(Key::OrderAgain) href=routes::ORDERS kind=ButtonKind::Secondary/> }
                    }
                />
            }
            .into_any(),
            Stands::Failed(text) => view! {
                <ErrorState
                    title=t(Key::OrderFailed)
                    text
                    busy=question.asking()
                    on_retry=Callback::new(move |()| ask(false))
                />
            }
            .into_any(),
            Stands::Order(order) => {
                let (products, side, again) = case.get_value();
                view! { <Whole case=Case { order, side, products, lang, clock, session, again }/> }.into_any()
            }
        }}
    }
}

/// Beside the heading: the status with its explanation, and what it is about in one line.
#[component]
fn Beside(shown: RwSignal<Option<RwSignal<OrderView>>>, updated: Updated) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let session = Session::of_context();
    let products = Products::of_context();
    let badge = move || {
        shown.get().map(|order| {
            let text = Signal::derive(move || order.with(|order| order.status.shown_as().to_owned()));
            let tone = Signal::derive(move || order.with(|order| tone(order.status)));
            let explained = Signal::derive(move || {
                let now = clock.roughly_now();
                order.with(|order| {
                    let standing = Standing {
                        code: order.status.code(),
                        turn: order.turn,
                        since: order.turn_since,
                        expected: banner::next_expected(order, clock.today()).map(|(_, at)| at),
                        comment: banner::comment(order),
                    };
                    explanation(lang, Side::of(session), now, &standing)
                })
            });
            view! { <StatusBadge text tone explanation=explained/> }
        })
    };
    let about = move || {
        shown
            .get()
            .map(|order| order.with(|order| about(lang, products, order)))
    };
    view! {
        {badge}
        <span class="about">{about}</span>
        <span class="quiet" role="status">{move || updated.shown.get().then(|| lang.text(Key::OrderUpdated))}</span>
    }
}

/// "Jara HDSL · Aslak Bakkemo · Prøveveien 1B, 0665 OSLO".
fn about(lang: Lang, products: Products, order: &OrderView) -> String {
    let product = match order.kind {
        OrderKind::New => products.name(lang, &order.product),
        OrderKind::IspSwitch | OrderKind::Modify | OrderKind::Terminate => {
            let kind = kind_words(lang, order.kind);
            format!("{kind} · {}", products.name(lang, &order.product))
        }
    };
    let Some(first) = order.lines.first() else {
        return product;
    };
    let name = match &first.details.end_user {
        EndUser::Private {
            first_name,
            last_name,
            ..
        } => format!("{first_name} {last_name}"),
        EndUser::Company { name, .. } => name.clone(),
    };
    let more = order.lines.len().saturating_sub(1);
    if more > 0 {
        let n = Param::Number(i64::try_from(more).unwrap_or(i64::MAX));
        return format!(
            "{product} · {name} {}",
            lang.fill(Key::OrdersLinesMore, &params([("n", n)]))
        );
    }
    format!(
        "{product} · {name} · {}",
        place::place(lang, &first.details.address)
    )
}

/// CAN-4: an order of one line is cancelled by its line.
fn may_cancel_whole(order: &OrderView) -> bool {
    order.lines.iter().filter(|line| !line.status.is_final()).count() > 1
}

#[component]
fn PageActions(shown: RwSignal<Option<RwSignal<OrderView>>>, again: Callback<()>) -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let cancelling = RwSignal::new(false);
    let whole = Memo::new(move |_| shown.get().is_some_and(|order| order.with(may_cancel_whole)));
    let ids = Memo::new(move |_| {
        let id = shown.get().map(|order| order.with(|order| order.id.clone()));
        id.into_iter().collect::<Vec<_>>()
    });
    let closed = Signal::derive(move || {
        let refused = Side::acting_closed(session)?;
        Some(texts::reason(lang.now(), refused.code, &refused.params))
    });
    let cancel = move || {
        view! {
            <span title=move || lang.text(Key::OrderCancelWholeHelp)>
                <Button
                    text=t(Key::OrderCancelWhole)
                    kind=ButtonKind::Tertiary
                    icon=Icon::Close
                    closed
                    on_press=Callback::new(move |()| cancelling.set(true))
                />
            </span>
        }
    };
    let print = Callback::new(|()| {
        if let Err(refused) = window().print() {
            leptos::logging::warn!("the page could not be printed: {refused:?}");
        }
    });
    view! {
        <LinkButton text=t(Key::OrderAgain) href=routes::ORDERS kind=ButtonKind::Tertiary icon=Icon::ChevronLeft/>
        {move || whole.get().then(cancel)}
        <Button text=t(Key::OrderPrint) kind=ButtonKind::Secondary icon=Icon::Print on_press=print/>
        <CancelOrders ids open=cancelling done=Callback::new(move |_| again.run(()))/>
    }
}

/// Everything about the order.
#[component]
fn Whole(case: Case) -> impl IntoView {
    let manual = Memo::new(move |_| case.order.with(|order| order.manual_handling));
    let text = Signal::derive(move || {
        manual.get().then(|| {
            format!(
                "{}: {}",
                case.lang.text(Key::OrderManual),
                case.lang.text(Key::OrderManualText)
            )
        })
    });
    view! {
        <banner::Banner case/>
        <Note text icon=Icon::User color="info"/>
        <installed::Installed case/>
        <switched::Switched case/>
        <line::Lines case/>
        <facts::OrderFacts case/>
        <facts::Warnings case/>
        <history::History case/>
    }
}
