//! What leads out of a switch that cannot be made, each with one press and with everything typed: the two ways to another
//! access type (ISP-1), a new order where there is nothing to take over, a change where it is one's own already (ISP-2).

use std::sync::Arc;

use domain::{
    access_check::ExistingLine,
    catalogue::Product,
    finding::{Code, codes},
    isp_switch::{self, Hindrance},
    orders::Need,
};
use leptos::prelude::*;
use texts::Key;

use super::{need::first_field, state::OrderForm};
use crate::{
    language::{params, t, words},
    ui::{
        button::{Button, ButtonKind},
        icon::{Glyph, Icon},
        page::focus_id,
    },
};

/// The form of another need, with everything that is typed.
pub fn go_over(form: OrderForm, need: Need) {
    form.choose("need", need.as_str().to_owned());
    request_animation_frame(move || {
        focus_id(first_field(need));
    });
}

/// What is wanted and what hinders it; none where nothing does.
fn hindered(form: OrderForm) -> Option<(Arc<Product>, Hindrance)> {
    if form.need() != Some(Need::Switch) {
        return None;
    }
    let (to, access) = (form.product()?, form.access_today()?);
    let catalogue = form.catalogue();
    let from = form.get("switch.product_from");
    let hindrance = isp_switch::hindrance(catalogue.product(&from)?, access, &to)?;
    Some((to, hindrance))
}

/// Of the wanted kind, what has the access type of today.
fn switched_first(form: OrderForm) -> Option<Product> {
    let (to, hindrance) = hindered(form)?;
    match hindrance {
        Hindrance::AccessDiffers => {
            let access = form.access_today()?;
            isp_switch::switched_first(&to, access, &form.catalogue()).cloned()
        }
        Hindrance::NotBetween => None,
    }
}

/// ISP-1: below the product that cannot be switched to.
#[component]
pub fn OtherAccess(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let hindered = Memo::new(move |_| hindered(form));
    let first = Memo::new(move |_| switched_first(form));
    let afterwards = Memo::new(move |_| {
        let catalogue = form.catalogue();
        form.draft.with(|draft| {
            let is_switch = Need::named(&draft.need) == Some(Need::Switch);
            let product = isp_switch::changed_afterwards(draft, &catalogue).filter(|_| is_switch);
            product.cloned()
        })
    });
    let named = move |key: Key, product: &Product| {
        lang.fill(key, &params([("product", words(lang.name(&product.name)))]))
    };
    let switch_first = Callback::new(move |()| {
        let wanted = hindered.get_untracked().map(|(to, _)| to);
        if let Some((wanted, first)) = wanted.zip(first.get_untracked()) {
            form.change(|draft| {
                draft.switch.afterwards = wanted.code.clone();
                draft.product = first.code;
            });
            form.leave("product");
            request_animation_frame(|| {
                focus_id("product");
            });
        }
    });
    let order_new = Callback::new(move |()| go_over(form, Need::New));
    view! {
        <div role="status" class="field" data-columns="12">
            {move || {
                hindered
                    .get()
                    .map(|(to, _)| {
                        let title = move || named(Key::OrderFormWaysTitle, &to);
                        let switches = move || {
                            first
                                .get()
                                .map(|product| {
                                    view! {
                                        <p>{move || named(Key::OrderFormWaysFirstText, &product)}</p>
                                        <Button
                                            text=t(Key::OrderFormWaysFirst)
                                            kind=ButtonKind::Secondary
                                            small=true
                                            on_press=switch_first
                                        />
                                    }
                                })
                        };
                        view! {
                            <div class="notice" data-color="warning">
                                <Glyph icon=Icon::Warning/>
                                <div class="stack">
                                    <p>
                                        <b>{title}</b>
                                    </p>
                                    {switches}
                                    <p>{t(Key::OrderFormWaysNewText)}</p>
                                    <Button
                                        text=t(Key::OrderFormWaysNew)
                                        kind=ButtonKind::Secondary
                                        small=true
                                        on_press=order_new
                                    />
                                </div>
                            </div>
                        }
                    })
            }}
            {move || {
                afterwards
                    .get()
                    .map(|product| {
                        view! {
                            <div class="notice" data-color="info">
                                <Glyph icon=Icon::Info/>
                                <p>{move || named(Key::OrderFormWaysAfterwards, &product)}</p>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// What the access check has found that makes it no switch (ISP-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoSwitch {
    NoBroadband,
    Own,
}

fn no_switch(form: OrderForm) -> Option<NoSwitch> {
    let has = |code: Code| form.with_found(|found| found.all.iter().any(|finding| finding.is(code)));
    if has(codes::SWITCH_NO_BROADBAND) {
        Some(NoSwitch::NoBroadband)
    } else if has(codes::SWITCH_FROM_OURSELVES) {
        Some(NoSwitch::Own)
    } else {
        None
    }
}

/// Whether there is nothing to take over, so that no technician is booked for it.
pub fn is_no_switch(form: OrderForm) -> bool {
    no_switch(form).is_some()
}

/// The line that is this partner's own already.
fn own_line(form: OrderForm) -> Option<ExistingLine> {
    form.facts.with_untracked(|facts| {
        let lines = &facts.access_check.as_ref()?.existing_lines;
        lines.iter().find(|line| line.own).cloned()
    })
}

/// ISP-2: below the answer of Kapaks, with which NRDB says what the customer has.
#[component]
pub fn NothingToTakeOver(form: OrderForm) -> impl IntoView {
    let found = Memo::new(move |_| no_switch(form));
    let order_new = Callback::new(move |()| go_over(form, Need::New));
    let change = Callback::new(move |()| {
        if let Some(number) = own_line(form).and_then(|line| line.number) {
            form.change(|draft| {
                if draft.subscription.number.trim().is_empty() {
                    draft.subscription.number = number;
                }
            });
        }
        go_over(form, Need::Change);
    });
    move || {
        found.get().map(|found| {
            let (text, button, press) = match found {
                NoSwitch::NoBroadband => (Key::ErrorSwitchNoBroadband, Key::OrderFormWaysToNew, order_new),
                NoSwitch::Own => (Key::ErrorSwitchFromOurselves, Key::OrderFormWaysToChange, change),
            };
            view! {
                <div class="notice" data-color="danger" role="status">
                    <Glyph icon=Icon::Error/>
                    <div class="stack">
                        <p>{t(text)}</p>
                        <Button text=t(button) kind=ButtonKind::Secondary small=true on_press=press/>
                    </div>
                </div>
            }
        })
    }
}
