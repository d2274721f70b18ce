//! What the user makes sure of (ADR-8, CON-5, ORD-7), with the real deadline and the real cost of a late change.

use domain::{
    finding::Param,
    orders::deadline::{change_deadline, late_cost},
};
use leptos::prelude::*;
use texts::Key;

use super::{fields::ConfirmationField, parts::Part, paths::of_line, state::OrderForm, when};
use crate::{
    language::{params, t},
    ui::layout::{Fields, Section},
};

#[component]
pub fn ConfirmationList(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let visit = Memo::new(move |_| form.is_visited());
    // The sentence that the user stands for names the day and the amounts that are true now.
    let informed = Signal::derive(move || {
        let Some(product) = form.product() else {
            return lang.text(Key::OrderFormCustomerInformedOpen);
        };
        let Some(day) = when::wished(form) else {
            return lang.text(Key::OrderFormCustomerInformedOpen);
        };
        let setup = form.price(&product, 1).setup;
        let cost = late_cost(setup, &form.catalogue().cancellation);
        // Where nobody comes, nobody begins: it becomes dearer when the switch is made (ISP-6).
        let key = if visit.get() {
            Key::OrderFormCustomerInformed
        } else {
            Key::OrderFormCustomerInformedUnvisited
        };
        lang.fill(
            key,
            &params([
                ("date", Param::Date(day)),
                ("deadline", Param::Date(change_deadline(&product, day))),
                ("before", Param::Money(cost.before_visit)),
                ("after", Param::Money(cost.after_visit)),
            ]),
        )
    });
    view! {
        <Section
            id=Part::Confirmations.id()
            question=t(Part::Confirmations.question())
            help=t(Part::Confirmations.help())
            state=Signal::derive(move || form.section(Part::Confirmations))
        >
            <Fields>
                {move || {
                    visit
                        .get()
                        .then(|| {
                            view! {
                                <ConfirmationField
                                    form
                                    path=of_line!("confirmations.door_marked")
                                    label=t(Key::OrderFormDoorMarked)
                                    of=|all| &mut all.door_marked
                                />
                                <ConfirmationField
                                    form
                                    path=of_line!("confirmations.contact_reachable")
                                    label=t(Key::OrderFormContactReachable)
                                    of=|all| &mut all.contact_reachable
                                />
                                <ConfirmationField
                                    form
                                    path=of_line!("confirmations.contact_present")
                                    label=t(Key::OrderFormContactPresent)
                                    of=|all| &mut all.contact_present
                                />
                                <ConfirmationField
                                    form
                                    path=of_line!("confirmations.contact_informed")
                                    label=t(Key::OrderFormContactInformed)
                                    of=|all| &mut all.contact_informed
                                />
                                <ConfirmationField
                                    form
                                    path=of_line!("confirmations.contact_helpful")
                                    label=t(Key::OrderFormContactHelpful)
                                    of=|all| &mut all.contact_helpful
                                />
                            }
                        })
                }}
                <ConfirmationField
                    form
                    path=of_line!("confirmations.customer_informed")
                    label=informed
                    of=|all| &mut all.customer_informed
                />
            </Fields>
        </Section>
    }
}
