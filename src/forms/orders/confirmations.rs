//! What the user makes sure of (ADR-8, CON-5, ORD-7), with the real deadline and the real cost of a late change.

use domain::{
    finding::Param,
    orders::{
        ConfirmationsDraft, OrderDraft, OrderType, Told,
        deadline::{change_deadline, late_cost},
    },
};
use leptos::prelude::*;
use texts::Key;

use super::{fields::ConfirmationField, parts::Part, paths::of_line, state::OrderForm, when};
use crate::{
    language::{params, t},
    ui::{
        choice::Checkbox,
        layout::{Fields, Section},
    },
};

#[component]
pub fn ConfirmationList(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let visit = Memo::new(move |_| form.is_visited());
    // The sentence that the user stands for names the day and the amounts that are true now.
    let now = Memo::new(move |_| {
        let product = form.product()?;
        let day = when::wished(form)?;
        let setup = form.price(&product, 1).setup;
        Some(Told { day, setup })
    });
    let given = Memo::new(move |_| form.line().confirmations);
    tell_anew(form, given, now);
    let informed = Signal::derive(move || {
        let (Some(product), Some(Told { day, setup })) = (form.product(), now.get()) else {
            return lang.text(Key::OrderFormCustomerInformedOpen);
        };
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
                <Informed form given now label=informed/>
            </Fields>
        </Section>
    }
}

const INFORMED: &str = of_line!("confirmations.customer_informed");

/// Of another day, or at another price, the customer has not been told. In a project it is said line by line, perhaps in a
/// file, of a day that is the whole order's.
fn tell_anew(form: OrderForm, given: Memo<ConfirmationsDraft>, now: Memo<Option<Told>>) {
    let is_project = |draft: &OrderDraft| draft.order_type() == Some(OrderType::Project);
    Effect::new(move |_| {
        let given = given.get();
        let other = now
            .get()
            .is_some_and(|now| given.told.is_some_and(|told| told != now));
        if given.customer_informed && other && !form.draft.with(is_project) {
            form.change_line(|line| line.confirmations.customer_informed = false);
            form.leave(INFORMED);
        }
    });
}

#[component]
fn Informed(
    form: OrderForm,
    given: Memo<ConfirmationsDraft>,
    now: Memo<Option<Told>>,
    label: Signal<String>,
) -> impl IntoView {
    let checked = Memo::new(move |_| given.with(|given| given.customer_informed));
    let on_change = Callback::new(move |ticked: bool| {
        let told = now.get_untracked().filter(|_| ticked);
        form.change_line(|line| {
            line.confirmations.customer_informed = ticked;
            line.confirmations.told = told;
        });
        form.leave(INFORMED);
    });
    view! { <Checkbox id=form.id_of(INFORMED) label checked on_change notices=form.notices(INFORMED)/> }
}
