//! What the user makes sure of (ADR-8, CON-5, ORD-7), with the real deadline and the real cost of a late change.

use domain::{
    finding::Param,
    orders::{
        ConfirmationsDraft, OrderType, Told,
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
    let given = Memo::new(move |_| form.with_line(|line| line.confirmations));
    let is_project = Memo::new(move |_| {
        form.draft
            .with(|draft| draft.order_type() == Some(OrderType::Project))
    });
    tell_anew(form, given, now, is_project);
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
                <Informed form given now is_project label=informed/>
            </Fields>
        </Section>
    }
}

const INFORMED: &str = of_line!("confirmations.customer_informed");

/// Of another day, or at another price, the customer has not been told, and of none at all before there is one. In a
/// project it is said line by line, perhaps in a file, of a day that is the whole order's.
fn tell_anew(
    form: OrderForm,
    given: Memo<ConfirmationsDraft>,
    now: Memo<Option<Told>>,
    is_project: Memo<bool>,
) {
    Effect::new(move |_| {
        let given = given.get();
        if given.customer_informed && !given.is_informed_of(now.get()) && !is_project.get() {
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
    is_project: Memo<bool>,
    label: Signal<String>,
) -> impl IntoView {
    let lang = form.lang;
    let checked = Memo::new(move |_| given.with(|given| given.customer_informed));
    let on_change = Callback::new(move |ticked: bool| {
        let told = now.get_untracked().filter(|_| ticked);
        form.change_line(|line| {
            line.confirmations.customer_informed = ticked;
            line.confirmations.told = told;
        });
        form.leave(INFORMED);
    });
    // Nobody stands for what nobody knows yet.
    let blocked = Memo::new(move |_| now.get().is_none() && !checked.get() && !is_project.get());
    let hint = Signal::derive(move || {
        let told = given.with(|given| given.told);
        if blocked.get() {
            lang.text(Key::OrderFormCustomerInformedFirst)
        } else if !checked.get() && told.is_some() && told != now.get() {
            lang.text(Key::OrderFormCustomerInformedAnew)
        } else {
            String::new()
        }
    });
    view! {
        <Checkbox
            id=form.id_of(INFORMED)
            label
            hint
            checked
            on_change
            blocked
            notices=form.notices(INFORMED)
        />
    }
}
