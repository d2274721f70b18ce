//! ISP-2 to ISP-4: what the customer has with the other operator, and the authority to take it over. The authority comes
//! first, because NRDB knows by it what the rest asks for.

use domain::{access_check, catalogue::AccessKind};
use leptos::prelude::*;
use texts::Key;

use super::{
    authority::Authority,
    fields::{ChoiceField, SelectField, TextField},
    parts::Part,
    state::OrderForm,
};
use crate::{
    language::t,
    ui::{
        field::Choice,
        layout::{Fields, Section},
    },
};

#[component]
pub fn Switch(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let products = Signal::derive(move || {
        let catalogue = form.catalogue();
        let broadband = catalogue
            .products
            .iter()
            .filter(|product| access_check::is_switchable(product.family));
        broadband
            .map(|product| Choice::new(product.code.as_str(), lang.name(&product.name)))
            .collect::<Vec<_>>()
    });
    let accesses = Signal::derive(move || {
        vec![
            Choice::new("shared", lang.text(Key::OrderFormAccessShared)),
            Choice::new("full", lang.text(Key::OrderFormAccessFull)),
        ]
    });
    // Asked only where the product has either.
    let asks_access = Memo::new(move |_| {
        let code = form.get("switch.product_from");
        let catalogue = form.catalogue();
        catalogue
            .product(&code)
            .is_some_and(|product| product.access.is_none())
    });
    let access = Memo::new(move |_| form.access_today());
    view! {
        <Section
            id=Part::Switch.id()
            question=t(Part::Switch.question())
            help=t(Part::Switch.help())
            state=Signal::derive(move || form.section(Part::Switch))
        >
            <Fields>
                <Authority form/>
                <SelectField form path="switch.product_from" choices=products columns=6/>
                <TextField
                    form
                    path="switch.losing_operator"
                    hint=Key::OrderFormLosingOperatorHint
                    columns=6
                    max_length=100
                />
                {move || {
                    asks_access.get().then(|| view! { <ChoiceField form path="switch.access_from" choices=accesses/> })
                }}
                {move || match access.get() {
                    Some(AccessKind::Shared) => {
                        view! {
                            <TextField
                                form
                                path="switch.number"
                                hint=Key::OrderFormSwitchNumberHint
                                input_mode="tel"
                                columns=6
                            />
                        }
                            .into_any()
                    }
                    Some(AccessKind::Full) => {
                        view! {
                            <p class="field muted" data-columns="12">
                                {t(Key::OrderFormSwitchFullPlace)}
                            </p>
                        }
                            .into_any()
                    }
                    None => ().into_any(),
                }}
            </Fields>
        </Section>
    }
}

impl OrderForm {
    /// Whether the customer has shared or full access today; none until that is told.
    pub fn access_today(self) -> Option<AccessKind> {
        self.draft.with(|draft| {
            self.catalogue.with_value(|catalogue| {
                let from = catalogue.product(draft.switch.product_from.trim())?;
                draft.switch.access_of(from)
            })
        })
    }
}
