//! TRM-3: how long the subscription runs on after its termination, and what the partner pays until then, before anybody
//! submits.

use domain::{
    finding::Param,
    orders::Need,
    terminations::{RunOn, run_on},
};
use leptos::prelude::*;
use texts::{Key, date_long, money};

use super::{state::OrderForm, when};
use crate::{
    language::{params, words},
    ui::icon::{Glyph, Icon},
};

/// None while it cannot be told yet.
pub fn of(form: OrderForm) -> Option<RunOn> {
    if form.need() != Some(Need::Terminate) {
        return None;
    }
    let (installed, product, wanted) = (form.installed()?, form.product()?, when::wished(form)?);
    let today = form.today();
    let facts = form.lines.facts;
    let notice_given = facts.with(|facts| form.draft.with(|draft| facts.notice_given(draft, today)));
    (wanted > today).then(|| run_on(&product, installed.monthly_rent, wanted, notice_given))
}

#[component]
pub fn RunsOn(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let known = Memo::new(move |_| of(form));
    move || {
        known.get().map(|runs| {
            let text = move || {
                let values = params([
                    ("date", words(date_long(lang.now(), runs.last_day))),
                    ("days", Param::Number(runs.days)),
                    ("rent", words(money(lang.now(), runs.rent))),
                ]);
                let key = if runs.days == 0 {
                    Key::OrderFormRunsOnNot
                } else {
                    Key::OrderFormRunsOn
                };
                lang.fill(key, &values)
            };
            view! {
                <div class="field" data-columns="12">
                    <div class="notice" data-color="info" role="status">
                        <Glyph icon=Icon::Calendar/>
                        <p>{text}</p>
                    </div>
                </div>
            }
        })
    }
}
