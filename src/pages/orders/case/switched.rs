//! What a switch takes over from whom, by whose authority, and what is to come after it (ISP).

use domain::{catalogue::AccessKind, orders::status::HeaderStatus};
use leptos::prelude::*;
use texts::Key;
use wire::orders::{OrderView, SwitchView};

use crate::{
    language::{params, words},
    pages::{
        facts::{Fact, Group},
        orders::status::kind_words,
        place,
    },
    routes,
    ui::{
        icon::{Glyph, Icon},
        layout::Panel,
    },
};

use super::Case;

#[component]
pub fn Switched(case: Case) -> impl IntoView {
    let Case { order, lang, .. } = case;
    let any = Memo::new(move |_| order.with(|order| order.switch.is_some()));
    let facts = move |of: fn(Case, &OrderView, &SwitchView) -> Vec<Fact>| {
        Signal::derive(move || {
            order.with(|order| {
                order
                    .switch
                    .as_ref()
                    .map(|switch| of(case, order, switch))
                    .unwrap_or_default()
            })
        })
    };
    let (from, authority) = (facts(from), facts(authority));
    let title = Signal::derive(move || order.with(|order| kind_words(lang, order.kind)));
    move || {
        any.get().then(|| {
            view! {
                <Panel title>
                    <div class="fact-groups">
                        <Group title=Signal::derive(move || lang.text(Key::OrderSwitchFrom)) facts=from/>
                        <Group title=Signal::derive(move || lang.text(Key::OrderSwitchAuthority)) facts=authority/>
                    </div>
                    <Afterwards case/>
                </Panel>
            }
        })
    }
}

fn from(case: Case, _: &OrderView, switch: &SwitchView) -> Vec<Fact> {
    let Case { lang, products, .. } = case;
    let access = match switch.access {
        AccessKind::Shared => Key::OrderFormAccessShared,
        AccessKind::Full => Key::OrderFormAccessFull,
    };
    let mut facts = vec![
        Fact::new(
            lang.text(Key::OrderFormLosingOperator),
            switch.losing_operator.clone(),
        ),
        Fact::new(
            lang.text(Key::OrderFormProductFrom),
            products.name(lang, &switch.product_from),
        ),
        Fact::new(lang.text(Key::OrderFormAccessFrom), lang.text(access)),
    ];
    if let Some(number) = &switch.number {
        facts.push(Fact::new(
            lang.text(Key::OrderFormSwitchNumber),
            place::phone(number),
        ));
    }
    if !switch.extra_work.is_empty() {
        facts.push(Fact::new(
            lang.text(Key::OrderFormExtraWork),
            products.extra_work(lang, &switch.extra_work).join(", "),
        ));
    }
    facts
}

/// ISP-4: both names where the end user is another than who gave the authority.
fn authority(case: Case, order: &OrderView, switch: &SwitchView) -> Vec<Fact> {
    let lang = case.lang;
    let mut facts = vec![
        Fact::new(lang.text(Key::OrderFormAuthority), switch.authority.clone()),
        Fact::new(
            lang.text(Key::OrderFormAuthorityGivenBy),
            switch.current_owner.clone(),
        ),
    ];
    let name = order.lines.first().map(|line| line.details.end_user.full_name());
    let other = name.filter(|name| name.to_lowercase() != switch.current_owner.to_lowercase());
    if let Some(name) = other {
        facts.push(Fact::new(lang.text(Key::OrderFormNewEndUserShort), name));
    }
    facts
}

/// ISP-1: the other access type, which is changed to once the switch is Closed.
#[component]
fn Afterwards(case: Case) -> impl IntoView {
    let Case {
        order,
        products,
        lang,
        ..
    } = case;
    let afterwards = Memo::new(move |_| {
        order.with(|order| {
            let product = order.switch.as_ref()?.afterwards.clone()?;
            Some((product, order.status == HeaderStatus::Closed))
        })
    });
    move || {
        afterwards.get().map(|(product, closed)| {
            let text = move || {
                let key = if closed {
                    Key::OrderSwitchAfterwardsNow
                } else {
                    Key::OrderSwitchAfterwards
                };
                lang.fill(key, &params([("product", words(products.name(lang, &product)))]))
            };
            view! {
                <div class="notice below" data-color="info">
                    <Glyph icon=Icon::Info/>
                    <p>
                        {text} " "
                        {closed
                            .then(|| {
                                view! {
                                    <a class="ds-link" href=routes::CHANGE>
                                        {move || lang.text(Key::OrderSwitchChange)}
                                    </a>
                                }
                            })}
                    </p>
                </div>
            }
        })
    }
}
