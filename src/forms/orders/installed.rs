//! What is changed or ended: found by its number in the backend's own records, shown, and confirmed (TRM-1, TRM-4).

use domain::{
    access_check::number_key,
    orders::status::OrderKind,
    subscriptions::{LiveOrder, Subscription},
};
use leptos::{prelude::*, task::spawn_local};
use texts::{Key, date_long, money};

use super::{
    about,
    fields::TextField,
    look_up::{Question, Standing},
    parts::Part,
    paths::id_of,
    state::OrderForm,
};
use crate::{
    api,
    language::{params, t, words},
    offline::{connection::Connection, drafts::KnownSubscription},
    pages::{
        facts::{Fact, Group},
        place,
    },
    routes,
    ui::{
        button::{Button, ButtonKind},
        choice::Checkbox,
        icon::{Glyph, Icon},
        layout::{Fields, Section},
    },
};

const NUMBER: &str = "subscription.number";
const CONFIRMED: &str = "subscription.confirmed";

/// OFF-4: a number is typed, and nobody has said what it is of.
pub fn is_due(form: OrderForm) -> bool {
    form.draft.with(|draft| {
        draft.names_a_subscription()
            && !number_key(&draft.subscription.number).is_empty()
            && form
                .known
                .with(|known| about::found(draft, known.as_ref()) == domain::subscriptions::Found::NotAsked)
    })
}

#[component]
pub fn Installed(form: OrderForm) -> impl IntoView {
    let look_up = RwSignal::new(Question::Idle);
    let ask = move || {
        let number = number_key(&form.get_untracked(NUMBER));
        if number.is_empty() || look_up.with_untracked(|stands| *stands == Question::Asking) {
            return;
        }
        look_up.set(Question::Asking);
        spawn_local(async move {
            let answer = api::subscriptions::under_number(&number).await;
            // What was typed meanwhile is another question; the form may also have gone.
            if look_up.try_set(Question::Idle).is_some() {
                return;
            }
            if number_key(&form.get_untracked(NUMBER)) != number {
                return;
            }
            match answer {
                Ok(subscription) => {
                    form.known.set(Some(KnownSubscription { number, subscription }));
                    form.leave(NUMBER);
                }
                Err(error) => look_up.set(Question::Failed(error)),
            }
        });
    };
    // What was known when the draft was kept may have changed: it is asked for once more when the form opens.
    Effect::new(move |before: Option<()>| {
        if before.is_none() {
            ask();
        }
    });
    Connection::on_return(move || {
        if untrack(move || is_due(form)) {
            ask();
        }
    });
    let on_typed = Callback::new(move |_: String| {
        look_up.set(Question::Idle);
        // Another number is another customer.
        if form.draft.with_untracked(|draft| draft.subscription.confirmed) {
            form.change(|draft| draft.subscription.confirmed = false);
        }
    });
    let on_left = Callback::new(move |()| {
        if untrack(move || is_due(form)) {
            ask();
        }
    });
    let press = Callback::new(move |()| ask());
    let busy = Signal::derive(move || look_up.with(|stands| *stands == Question::Asking));
    let due = Memo::new(move |_| is_due(form));
    let found = Memo::new(move |_| form.installed());
    let fixed = form.fixed(NUMBER);
    view! {
        <Section
            id=Part::Installed.id()
            question=t(Part::Installed.question())
            help=t(Part::Installed.help())
            state=Signal::derive(move || form.section(Part::Installed))
        >
            <Fields>
                <TextField
                    form
                    path=NUMBER
                    hint=Key::OrderFormInstalledNumberHint
                    columns=6
                    max_length=40
                    on_typed
                    on_left
                />
                {move || {
                    fixed
                        .with(Option::is_none)
                        .then(|| {
                            view! {
                                <div class="field beside-field" data-columns="6">
                                    <span class="row">
                                        <Button
                                            text=t(Key::OrderFormInstalledFind)
                                            kind=ButtonKind::Secondary
                                            busy
                                            on_press=press
                                        />
                                        <a class="ds-link" href=routes::PORTFOLIO>
                                            {t(Key::OrderFormInstalledPortfolio)}
                                        </a>
                                    </span>
                                </div>
                            }
                        })
                }}
                <div class="field" data-columns="12" role="status">
                    <Standing
                        question=look_up
                        due
                        waits=Key::OrderFormInstalledWaits
                        asking=Key::OrderFormInstalledAsking
                        on_retry=press
                    />
                </div>
                {move || found.get().map(|subscription| view! { <Found form subscription/> })}
            </Fields>
        </Section>
    }
}

/// TRM-1: what stands under the number, so that nobody changes or ends another customer's.
#[component]
fn Found(form: OrderForm, subscription: Subscription) -> impl IntoView {
    let lang = form.lang;
    // CHG-1: an order is not in its own way.
    let own = form.reopened_order();
    let live = subscription.live_order.clone().filter(|live| live.order != own);
    let open = !subscription.terminated && live.is_none();
    let subscription = StoredValue::new(subscription);
    let what = Signal::derive(move || subscription.with_value(|it| what(form, it)));
    let whose = Signal::derive(move || {
        subscription.with_value(|it| {
            vec![
                Fact::new(lang.text(Key::OrderEndUser), it.end_user.full_name()),
                Fact::new(lang.text(Key::OrderAddress), place::place(lang, &it.address)),
            ]
        })
    });
    let confirmed = Memo::new(move |_| form.draft.with(|draft| draft.subscription.confirmed));
    let on_change = Callback::new(move |now: bool| {
        form.change(|draft| draft.subscription.confirmed = now);
        form.forget_refusal(CONFIRMED);
        form.leave(CONFIRMED);
    });
    view! {
        <div class="field found" data-columns="12">
            <div class="fact-groups">
                <Group title=Signal::derive(move || lang.text(Key::OrderFormInstalledWhat)) facts=what/>
                <Group title=Signal::derive(move || lang.text(Key::OrderFormInstalledWhose)) facts=whose/>
            </div>
        </div>
        {live.map(|live| view! { <Live form live/> })}
        {open
            .then(|| {
                view! {
                    <div class="field" data-columns="12">
                        <Checkbox
                            id=id_of(CONFIRMED)
                            label=t(Key::OrderFormInstalledConfirmed)
                            checked=confirmed
                            on_change
                            notices=form.notices(CONFIRMED)
                        />
                    </div>
                }
            })}
    }
}

fn what(form: OrderForm, subscription: &Subscription) -> Vec<Fact> {
    let lang = form.lang;
    let catalogue = form.catalogue();
    let product = catalogue.product(&subscription.product);
    let mut facts = vec![Fact::new(
        lang.text(Key::OrderProduct),
        product.map_or_else(
            || subscription.product.clone(),
            |product| lang.name(&product.name),
        ),
    )];
    if let Some(product) = product {
        let chosen = product.attributes_asked(&subscription.attributes);
        facts.extend(chosen.filter_map(|attribute| {
            let choice = attribute.choice(subscription.attributes.get(&attribute.code)?)?;
            Some(Fact::new(lang.name(&attribute.name), lang.name(&choice.name)))
        }));
    }
    facts.push(Fact::new(
        lang.text(Key::OrderMonthly),
        money(lang.now(), subscription.monthly_rent),
    ));
    facts.push(Fact::new(
        lang.text(Key::PortfolioSince),
        date_long(lang.now(), subscription.since),
    ));
    facts
}

/// TRM-4: the order that is under way, with the way to it.
#[component]
fn Live(form: OrderForm, live: LiveOrder) -> impl IntoView {
    let lang = form.lang;
    let key = match live.kind {
        OrderKind::Terminate => Key::OrderFormInstalledEnding,
        OrderKind::New | OrderKind::IspSwitch | OrderKind::Modify => Key::OrderFormInstalledChanging,
    };
    let order = StoredValue::new(live.order.clone());
    let named = move |key| lang.fill(key, &params([("order", words(order.get_value()))]));
    view! {
        <div class="field" data-columns="12">
            <div class="notice" data-color="warning" role="status">
                <Glyph icon=Icon::Warning/>
                <p>
                    {move || named(key)} " "
                    <a class="ds-link" href=routes::order(&live.order)>
                        {move || named(Key::PortfolioOpenOrder)}
                    </a>
                </p>
            </div>
        </div>
    }
}
