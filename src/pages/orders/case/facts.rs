//! What was ordered, as the person sees it who sent it: product, references, price, and what they were warned of.

use domain::orders::{OrderType, status::OrderKind};
use leptos::prelude::*;
use texts::{Key, message, money};

use crate::{
    language::{params, words},
    pages::{
        facts::{Fact, Group, with_vat},
        when,
    },
    ui::{
        icon::{Glyph, Icon},
        layout::Panel,
    },
};

use super::Case;

#[component]
pub fn OrderFacts(case: Case) -> impl IntoView {
    let Case {
        order, lang, clock, ..
    } = case;
    let what = Signal::derive(move || what(case));
    let references = Signal::derive(move || references(case));
    let price = Signal::derive(move || price(case));
    let created = move || {
        let (who, made) = order.with(|order| (order.created_by.clone(), order.created_at));
        let when = when::said(lang.now(), made, clock.roughly_now());
        lang.fill(
            Key::OrderCreated,
            &params([("who", words(who)), ("when", words(when))]),
        )
    };
    view! {
        <Panel>
            <div class="fact-groups">
                <Group title=Signal::derive(move || lang.text(Key::OrderWhat)) facts=what/>
                <Group title=Signal::derive(move || lang.text(Key::OrderReferences)) facts=references/>
                <Group title=Signal::derive(move || lang.text(Key::OrderPrice)) facts=price/>
            </div>
            <p class="small muted below">{created}</p>
        </Panel>
    }
}

fn what(case: Case) -> Vec<Fact> {
    let Case {
        order,
        products,
        lang,
        ..
    } = case;
    order.with(|order| {
        let kind = match order.order_type {
            OrderType::Standard => Key::OrderTypeStandard,
            OrderType::Project => Key::OrderTypeProject,
        };
        let mut facts = vec![Fact::new(
            lang.text(Key::OrderProduct),
            products.name(lang, &order.product),
        )];
        let chosen = products.attributes(lang, &order.product, &order.attributes);
        facts.extend(chosen.into_iter().map(|(name, value)| Fact::new(name, value)));
        // Only new orders come as projects (ORD-1).
        if order.kind == OrderKind::New {
            facts.push(Fact::new(lang.text(Key::OrderOrderType), lang.text(kind)));
        }
        if let Some(company) = &order.company {
            facts.push(Fact::new(lang.text(Key::OrderCompany), company.clone()));
        }
        facts
    })
}

fn references(case: Case) -> Vec<Fact> {
    let lang = case.lang;
    case.order.with(|order| {
        [
            (Key::OrderCustomerOrderRef, &order.customer_order_ref),
            (Key::OrderProjectReference, &order.project_reference),
            (Key::OrderCustomerInvoiceRef, &order.customer_invoice_ref),
        ]
        .into_iter()
        .map(|(key, value)| Fact::new(lang.text(key), value.clone().unwrap_or_else(|| "–".to_owned())))
        .collect()
    })
}

fn price(case: Case) -> Vec<Fact> {
    let Case {
        order,
        products,
        lang,
        ..
    } = case;
    let vat = products.vat_percent();
    let (setup, monthly) = order.with(|order| (order.setup_price, order.monthly_rent));
    vec![
        Fact::new(lang.text(Key::OrderSetup), money(lang.now(), setup)).second(with_vat(lang, setup, vat)),
        Fact::new(lang.text(Key::OrderMonthly), money(lang.now(), monthly))
            .second(with_vat(lang, monthly, vat)),
        Fact::bare(lang.text(Key::OrderPerLine)),
    ]
}

/// What whoever ordered was warned of, and went on.
#[component]
pub fn Warnings(case: Case) -> impl IntoView {
    let Case { order, lang, .. } = case;
    let warnings = Memo::new(move |_| order.with(|order| order.warnings.clone()));
    let any = Memo::new(move |_| warnings.with(|warnings| !warnings.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <Panel title=Signal::derive(move || lang.text(Key::OrderWarnings))>
                    <p class="small muted">{move || lang.text(Key::OrderWarningsText)}</p>
                    <ul class="warned">
                        {move || {
                            warnings
                                .get()
                                .into_iter()
                                .map(|finding| {
                                    let text = message(lang.now(), &finding.code, &finding.params);
                                    view! {
                                        <li>
                                            <Glyph icon=Icon::Warning/>
                                            <span>{text}</span>
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                </Panel>
            }
        })
    }
}
