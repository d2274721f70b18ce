//! GRD-1: the customer has broadband from another operator already. A new order is refused, and the way out is offered.

use domain::{access_check, finding::codes};
use leptos::prelude::*;
use texts::Key;

use super::state::OrderForm;
use crate::{
    language::{params, t, words},
    routes,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::{Glyph, Icon},
    },
};

/// Who has the customer: name of the operator, name of the product, number.
type Rival = (String, String, Option<String>);

/// Whether the order is refused because of another operator's line.
pub fn is_refused(form: OrderForm) -> Memo<bool> {
    Memo::new(move |_| {
        form.findings()
            .iter()
            .any(|finding| finding.is(codes::EXISTING_LINE_OTHER_OPERATOR))
    })
}

#[component]
pub fn ExistingLine(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let refused = is_refused(form);
    let rival = Memo::new(move |_| {
        let product = form.product().filter(|_| refused.get())?;
        let catalogue = form.catalogue();
        form.with_check(|state| {
            form.facts.with(|facts| -> Option<Rival> {
                let recorded = facts.access_check.as_ref()?;
                let line = access_check::rival_line(&product, &catalogue, recorded, state)?;
                let name = catalogue
                    .product(&line.product)
                    .map_or_else(|| line.product.clone(), |p| lang.name(&p.name));
                Some((line.operator.clone(), name, line.number.clone()))
            })
        })
        .flatten()
    });
    let switch = Callback::new(move |()| {
        form.choose("need", "switch".to_owned());
    });
    move || {
        rival.get().map(|(operator, product, number)| {
            let text = Signal::derive(move || {
                lang.fill(
                    Key::OrderFormRivalText,
                    &params([
                        ("operator", words(operator.as_str())),
                        ("product", words(product.as_str())),
                        ("number", words(number.clone().unwrap_or_else(|| "–".to_owned()))),
                    ]),
                )
            });
            view! {
                <div class="notice" data-color="danger" role="status" id="existing-line">
                    <Glyph icon=Icon::Error/>
                    <div>
                        <p>
                            <b>{t(Key::OrderFormRivalTitle)}</b>
                        </p>
                        <p>{move || text.get()}</p>
                        <p>{t(Key::OrderFormRivalTodo)}</p>
                        <div class="row">
                            <Button text=t(Key::OrderFormRivalSwitch) kind=ButtonKind::Secondary on_press=switch/>
                            <LinkButton
                                text=t(Key::OrderFormRivalKeep)
                                href=routes::DRAFTS
                                kind=ButtonKind::Tertiary
                            />
                        </div>
                    </div>
                </div>
            }
        })
    }
}
