//! `/portfolio/:id`: one subscription, what it costs, the orders that made it what it is, and what can be begun from it.

mod actions;
mod orders;

use domain::{customer::EndUser, finding::Param};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use texts::{Key, date_long, date_short, money};
use wire::subscriptions::SubscriptionView;

use super::{
    ask_when_orders_change,
    status::{explanation, name, tone},
};
use crate::{
    api,
    clock::Clock,
    language::{Lang, params, t, words},
    pages::{
        facts::{Fact, Group, with_vat},
        fetch::{Answer, Question},
        not_found::title,
        note::Note,
        place,
        products::Products,
        when,
    },
    problem, routes,
    ui::{
        button::{ButtonKind, LinkButton},
        icon::Icon,
        layout::Panel,
        page::{PageHeading, set_title},
        states::{EmptyState, ErrorState, Skeleton},
        status::StatusBadge,
    },
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Case {
    pub view: Memo<Option<SubscriptionView>>,
    pub products: Products,
    pub lang: Lang,
}

/// What stands in the page.
#[derive(Clone, PartialEq)]
enum Stands {
    Nothing,
    Subscription,
    Missing,
    Failed(String),
}

#[component]
pub fn SubscriptionPage() -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let params_map = use_params_map();
    let id = Memo::new(move |_| params_map.with(|map| map.get("id")).unwrap_or_default());
    let question = Question::<SubscriptionView>::new();
    let ask = move |background: bool| {
        let id = id.get_untracked();
        question.ask(async move { api::subscriptions::get(&id, background).await });
    };
    Effect::new(move |_| {
        id.track();
        question.forget();
        ask(false);
    });
    question.mend(move || ask(true));
    ask_when_orders_change(move || ask(true));
    let view = Memo::new(move |_| match question.answer().get() {
        Answer::Here(view) => Some(view),
        Answer::Awaited | Answer::Failed(_) => None,
    });
    let case = Case {
        view,
        products: Products::of_context(),
        lang,
    };
    let heading = Signal::derive(move || {
        view.with(|view| {
            let number = view.as_ref().map(|view| place::phone(&view.subscription.number));
            match number {
                Some(number) => lang.fill(
                    Key::PortfolioSubscriptionTitle,
                    &params([("number", words(number))]),
                ),
                None => lang.text(Key::PortfolioSubscription),
            }
        })
    });
    set_title(move || title(lang, &heading.get()));
    let stands = Memo::new(move |_| match question.answer().get() {
        Answer::Here(_) => Stands::Subscription,
        Answer::Failed(error) if error.status() == Some(404) => Stands::Missing,
        Answer::Failed(error) => Stands::Failed(problem::explain(lang.now(), &error)),
        Answer::Awaited => Stands::Nothing,
    });
    let stale = Signal::derive(move || {
        let (error, as_of) = question.trouble()?;
        let as_of = when::said(lang.now(), as_of, clock.roughly_now());
        let why = problem::explain(lang.now(), &error);
        Some(lang.fill(
            Key::PortfolioStale,
            &params([("when", words(as_of)), ("why", words(why))]),
        ))
    });
    view! {
        <PageHeading
            text=heading
            beside=move || view! { <Beside case/> }
            actions=move || {
                view! {
                    <LinkButton
                        text=t(Key::PortfolioBack)
                        href=routes::PORTFOLIO
                        kind=ButtonKind::Tertiary
                        icon=Icon::ChevronLeft
                    />
                }
            }
        />
        <Note text=stale icon=Icon::Warning color="warning"/>
        {move || match stands.get() {
            Stands::Nothing => view! { <div class="panel"><Skeleton rows=8/></div> }.into_any(),
            Stands::Missing => view! {
                <EmptyState
                    icon=Icon::Search
                    title=t(Key::PortfolioNotFound)
                    text=t(Key::PortfolioNotFoundText)
                    action=move || {
                        view! { <LinkButton text=t(Key::PortfolioBack) href=routes::PORTFOLIO kind=ButtonKind::Secondary/> }
                    }
                />
            }
            .into_any(),
            Stands::Failed(text) => view! {
                <ErrorState
                    title=t(Key::PortfolioSubscriptionFailed)
                    text
                    busy=question.asking()
                    on_retry=Callback::new(move |()| ask(false))
                />
            }
            .into_any(),
            Stands::Subscription => view! {
                <actions::Actions case/>
                <Facts case/>
                <orders::Orders case/>
            }
            .into_any(),
        }}
    }
}

/// Beside the heading: the status with its explanation, and what it is in one line.
#[component]
fn Beside(case: Case) -> impl IntoView {
    let Case { view, products, lang } = case;
    let there = Memo::new(move |_| view.with(Option::is_some));
    let badge = move || {
        there.get().then(|| {
            let status = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.status)));
            let text =
                Signal::derive(move || status.get().map(|status| name(lang, status)).unwrap_or_default());
            let tone = Signal::derive(move || status.get().map(tone).unwrap_or_default());
            let explanation = Signal::derive(move || {
                view.with(|view| {
                    view.as_ref().map_or_else(Vec::new, |view| {
                        explanation(lang, view.status, view.subscription.live_order.as_ref())
                    })
                })
            });
            view! { <StatusBadge text tone explanation/> }
        })
    };
    let about = move || {
        view.with(|view| {
            view.as_ref().map(|view| {
                let product = products.name(lang, &view.subscription.product);
                format!("{product} · {}", view.subscription.end_user.full_name())
            })
        })
    };
    view! {
        {badge}
        <span class="about">{about}</span>
    }
}

#[component]
fn Facts(case: Case) -> impl IntoView {
    let Case { view, lang, .. } = case;
    let facts = move |of: fn(Case, &SubscriptionView) -> Vec<Fact>| {
        Signal::derive(move || view.with(|view| view.as_ref().map(|view| of(case, view)).unwrap_or_default()))
    };
    let (what, who, place, price) = (facts(what), facts(who), facts(where_it_is), facts(price));
    view! {
        <Panel title=t(Key::PortfolioSubscription)>
            <div class="fact-groups">
                <Group title=Signal::derive(move || lang.text(Key::OrderWhat)) facts=what/>
                <Group title=Signal::derive(move || lang.text(Key::OrderWho)) facts=who/>
                <Group title=Signal::derive(move || lang.text(Key::OrderWhere)) facts=place/>
                <Group title=Signal::derive(move || lang.text(Key::OrderPrice)) facts=price/>
            </div>
        </Panel>
    }
}

fn what(case: Case, view: &SubscriptionView) -> Vec<Fact> {
    let Case { products, lang, .. } = case;
    let subscription = &view.subscription;
    let number = Fact::new(
        lang.text(Key::PortfolioColumnNumber),
        place::phone(&subscription.number),
    );
    let product = Fact::new(
        lang.text(Key::OrderProduct),
        products.name(lang, &subscription.product),
    );
    let chosen = products.attributes(lang, &subscription.product, &subscription.attributes);
    let chosen = chosen.into_iter().map(|(name, value)| Fact::new(name, value));
    let company = view.company.clone();
    let company = company.map(|company| Fact::new(lang.text(Key::OrderCompany), company));
    [number, product]
        .into_iter()
        .chain(chosen)
        .chain(company)
        .collect()
}

fn who(case: Case, view: &SubscriptionView) -> Vec<Fact> {
    let lang = case.lang;
    let end_user = &view.subscription.end_user;
    let mut facts = vec![Fact::new(lang.text(Key::OrderEndUser), end_user.full_name())];
    facts.push(match end_user {
        EndUser::Private { date_of_birth, .. } => {
            Fact::new(lang.text(Key::OrderBorn), date_short(*date_of_birth))
        }
        EndUser::Company {
            organisation_number, ..
        } => Fact::new(
            lang.text(Key::OrderOrganisationNumber),
            place::organisation_number(organisation_number),
        ),
    });
    if let Some(contact) = &view.subscription.contact {
        facts.push(Fact::new(lang.text(Key::OrderContact), contact.name.clone()));
        facts.push(Fact::new(
            lang.text(Key::OrderPhone),
            place::phone(&contact.phone),
        ));
    }
    facts
}

fn where_it_is(case: Case, view: &SubscriptionView) -> Vec<Fact> {
    let lang = case.lang;
    let address = &view.subscription.address;
    let parts = [
        (Key::OrderEntrance, &address.entrance),
        (Key::OrderFloor, &address.floor),
        (Key::OrderUnit, &address.unit),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(key, part)| Some(Fact::new(lang.text(key), part.clone()?)));
    let whole = Fact::new(lang.text(Key::OrderAddress), place::place(lang, address));
    std::iter::once(whole).chain(parts).collect()
}

fn price(case: Case, view: &SubscriptionView) -> Vec<Fact> {
    let Case { products, lang, .. } = case;
    let rent = view.subscription.monthly_rent;
    let monthly = Fact::new(lang.text(Key::OrderMonthly), money(lang.now(), rent));
    let mut facts = vec![
        monthly.second(with_vat(lang, rent, products.vat_percent())),
        Fact::new(
            lang.text(Key::PortfolioSince),
            date_long(lang.now(), view.subscription.since),
        ),
    ];
    if let Some(ended) = view.ended {
        facts.push(Fact::new(
            lang.text(Key::PortfolioColumnEnded),
            date_long(lang.now(), ended),
        ));
    } else if let Some(days) = products.notice_days(&view.subscription.product) {
        let days = Param::Number(i64::from(days));
        facts.push(Fact::new(
            lang.text(Key::PortfolioNotice),
            lang.fill(Key::PortfolioNoticeDays, &params([("n", days)])),
        ));
    }
    facts
}
