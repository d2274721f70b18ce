//! What an order changes or ends: the subscription, what it becomes, and how long it runs on (TRM-3).

use domain::{finding::Param, subscriptions::Subscription};
use leptos::prelude::*;
use texts::{Key, date_long, money};
use wire::orders::OrderView;

use crate::{
    language::{params, words},
    pages::{
        facts::{Fact, Group},
        orders::status::kind_words,
        place,
    },
    routes,
    ui::layout::Panel,
};

use super::Case;

#[component]
pub fn Installed(case: Case) -> impl IntoView {
    let Case { order, lang, .. } = case;
    let subscription = Memo::new(move |_| {
        order.with(|order| {
            let subscription = order.subscription.as_ref()?;
            Some((subscription.id.clone(), place::phone(&subscription.number)))
        })
    });
    let facts = Signal::derive(move || order.with(|order| facts(case, order)));
    let title = Signal::derive(move || order.with(|order| kind_words(lang, order.kind)));
    move || {
        subscription.get().map(|(id, number)| {
            let number = StoredValue::new(number);
            let link = move || {
                let values = params([("number", words(number.get_value()))]);
                lang.fill(Key::PortfolioSubscriptionTitle, &values)
            };
            view! {
                <Panel title>
                    <div class="fact-groups">
                        <Group title=Signal::derive(move || lang.text(Key::OrderFormInstalledWhat)) facts/>
                    </div>
                    <p class="below">
                        <a class="ds-link" href=routes::subscription(&id)>
                            {link}
                        </a>
                    </p>
                </Panel>
            }
        })
    }
}

fn facts(case: Case, order: &OrderView) -> Vec<Fact> {
    let lang = case.lang;
    if let Some(runs) = &order.run_on {
        let rent = Param::Text(money(lang.now(), runs.rent));
        return vec![
            Fact::new(
                lang.text(Key::OrderRequestedDate),
                date_long(lang.now(), order.requested_date),
            ),
            Fact::new(
                lang.text(Key::OrderFormSummaryLastDay),
                date_long(lang.now(), runs.last_day),
            ),
            Fact::new(
                lang.text(Key::OrderFormSummaryUntilThen),
                lang.fill(
                    Key::OrderRunsOnFor,
                    &params([("rent", rent), ("days", Param::Number(runs.days))]),
                ),
            ),
        ];
    }
    match (&order.subscription, &order.change) {
        (Some(was), Some(change)) => differences(case, was, &change.becomes),
        _ => Vec::new(),
    }
}

/// "4096/512 kbit/s → 8128/640 kbit/s", for everything that becomes another.
fn differences(case: Case, was: &Subscription, becomes: &Subscription) -> Vec<Fact> {
    let Case { lang, products, .. } = case;
    let mut pairs = vec![(
        lang.text(Key::OrderProduct),
        products.name(lang, &was.product),
        products.name(lang, &becomes.product),
    )];
    let before = products.attributes(lang, &was.product, &was.attributes);
    for (name, value) in products.attributes(lang, &becomes.product, &becomes.attributes) {
        let old = before.iter().find(|(known, _)| *known == name);
        pairs.push((name, old.map(|(_, old)| old.clone()).unwrap_or_default(), value));
    }
    let contact = |subscription: &Subscription| {
        let contact = subscription.contact.as_ref();
        contact
            .map(|contact| format!("{}, {}", contact.name, place::phone(&contact.phone)))
            .unwrap_or_default()
    };
    pairs.extend([
        (
            lang.text(Key::OrderEndUser),
            was.end_user.full_name(),
            becomes.end_user.full_name(),
        ),
        (
            lang.text(Key::OrderAddress),
            place::place(lang, &was.address),
            place::place(lang, &becomes.address),
        ),
        (lang.text(Key::OrderContact), contact(was), contact(becomes)),
        (
            lang.text(Key::OrderMonthly),
            money(lang.now(), was.monthly_rent),
            money(lang.now(), becomes.monthly_rent),
        ),
    ]);
    pairs.retain(|(_, was, becomes)| was != becomes);
    pairs
        .into_iter()
        .map(|(name, was, becomes)| {
            let text = if was.is_empty() {
                becomes
            } else {
                format!("{was} → {becomes}")
            };
            Fact::new(name, text)
        })
        .collect()
}
