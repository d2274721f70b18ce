//! KAP-2: an address can give several lines or places, and the user picks the right one.

use domain::access_check::{CheckOutcome, Light as HitLight, State};
use leptos::prelude::*;
use texts::Key;

use super::{booking, paths::of_line, state::OrderForm};
use crate::{
    language::t,
    ui::{
        choice::{ChoiceGroup, ChoiceLook},
        field::Choice,
    },
};

pub const HIT: &str = of_line!("access_check.hit");

/// Several lines or places: the user picks the right one (KAP-2).
#[component]
pub fn Hits(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let hits = Memo::new(move |_| {
        // Not those of an answer to another question.
        let holds =
            form.with_check(|state| !matches!(state, State::Stale(_) | State::NotAsked | State::Unknown));
        form.facts.with(
            |facts| match facts.access_check.as_ref().map(|check| &check.outcome) {
                Some(CheckOutcome::Answered { hits }) if hits.len() > 1 && holds == Some(true) => {
                    hits.clone()
                }
                _ => Vec::new(),
            },
        )
    });
    let several = Memo::new(move |_| !hits.with(Vec::is_empty));
    let choices = Signal::derive(move || {
        hits.with(|hits| {
            hits.iter()
                .map(|hit| {
                    let light = match hit.light {
                        HitLight::Green => Key::OrderFormCheckGreen,
                        HitLight::YellowFault => Key::OrderFormCheckFault,
                        HitLight::YellowUncertain => Key::OrderFormCheckUncertain,
                        HitLight::Red => Key::OrderFormCheckRed,
                    };
                    let line = hit
                        .line_number
                        .as_ref()
                        .map(|number| format!("{number} · "))
                        .unwrap_or_default();
                    Choice::new(hit.id.as_str(), hit.description.as_str())
                        .help(format!("{line}{}", lang.text(light)))
                })
                .collect::<Vec<_>>()
        })
    });
    let on_choose = Callback::new(move |id: String| {
        booking::give_back(form);
        form.choose(HIT, id);
    });
    move || {
        several.get().then(|| {
            view! {
                <ChoiceGroup
                    id=form.id_of(HIT)
                    label=t(Key::OrderFormCheckHit)
                    value=form.field(HIT)
                    on_choose
                    choices
                    look=ChoiceLook::List
                    notices=form.notices(HIT)
                />
            }
        })
    }
}
