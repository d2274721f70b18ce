//! BOK-5: work past the interface, which the technician who is booked for a switch does on the way, with its price.

use domain::{
    catalogue::{ExtraWork as Work, Product},
    isp_switch,
    orders::{
        Need,
        price::{Price, line_price},
    },
};
use leptos::prelude::*;
use texts::{Key, money};

use super::{paths::id_of, state::OrderForm};
use crate::{
    language::{params, t, words},
    ui::{
        choice::Checkbox,
        notice::{Notices, has_error},
    },
};

const PATH: &str = "switch.extra_work";

#[component]
pub fn ExtraWork(form: OrderForm) -> impl IntoView {
    // What was ordered stays in sight when the booking goes, so that it can be taken away.
    let shown = Memo::new(move |_| {
        let ordered = form.draft.with(|draft| !draft.switch.extra_work.is_empty());
        let bookable = form.booking().is_some_and(|booking| booking.is_open());
        form.need() == Some(Need::Switch) && (ordered || bookable)
    });
    move || shown.get().then(|| view! { <Works form/> })
}

#[component]
fn Works(form: OrderForm) -> impl IntoView {
    let works = StoredValue::new(form.catalogue().extra_work.clone());
    let notices = form.notices(PATH);
    let notices_id = format!("{}-notices", id_of(PATH));
    let described = notices_id.clone();
    view! {
        <fieldset
            class="field choice-group"
            aria-describedby=described
            data-invalid=move || notices.with(|all| has_error(all)).then_some("")
        >
            <legend class="field-label">
                <span>{t(Key::OrderFormExtraWork)}</span>
            </legend>
            <p class="field-hint">{t(Key::OrderFormExtraWorkHint)}</p>
            <div class="stack">
                {works
                    .get_value()
                    .into_iter()
                    .enumerate()
                    .map(|(at, work)| view! { <OneWork form at work/> })
                    .collect_view()}
            </div>
            <Notices id=notices_id notices on_suggest=Callback::new(|_: String| ())/>
        </fieldset>
    }
}

#[component]
fn OneWork(form: OrderForm, at: usize, work: Work) -> impl IntoView {
    let lang = form.lang;
    // The first bears the id of the whole, so that a link to the error lands on a control.
    let id = match at {
        0 => id_of(PATH),
        _ => format!("{}-{}", id_of(PATH), work.code),
    };
    let name = work.name.clone();
    let label = Signal::derive(move || lang.name(&name));
    let price = work.price.with_vat(form.catalogue().vat_percent);
    let hint = Signal::derive(move || {
        lang.fill(
            Key::OrderFormExtraWorkPrice,
            &params([("price", words(money(lang.now(), price)))]),
        )
    });
    let code = StoredValue::new(work.code);
    let checked = Memo::new(move |_| {
        let is_this = |ordered: &String| code.with_value(|code| ordered.trim() == code.as_str());
        form.draft
            .with(|draft| draft.switch.extra_work.iter().any(is_this))
    });
    let on_change = Callback::new(move |now: bool| {
        let code = code.get_value();
        form.change(|draft| {
            draft.switch.extra_work.retain(|ordered| ordered.trim() != code);
            if now {
                draft.switch.extra_work.push(code);
            }
        });
        form.forget_refusal(PATH);
        form.leave(PATH);
    });
    view! { <Checkbox id label hint checked on_change/> }
}

impl OrderForm {
    /// What so many lines of the product cost as they are chosen, with the work that is ordered with a switch.
    pub fn price(self, product: &Product, lines: usize) -> Price {
        self.draft.with(|draft| match Need::named(&draft.need) {
            Some(Need::Switch) => self.catalogue.with_value(|catalogue| {
                isp_switch::price(product, &draft.attributes, &draft.switch.extra_work, catalogue)
            }),
            Some(Need::New | Need::Move | Need::Change | Need::Terminate) | None => {
                line_price(product, &draft.attributes).times(lines)
            }
        })
    }
}
