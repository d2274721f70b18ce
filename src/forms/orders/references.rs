//! REF: the three references, each with what it is for and an example, because they are easily mixed up.

use leptos::prelude::*;
use texts::Key;

use super::{fields::TextField, parts::Part, state::OrderForm};
use crate::{
    language::t,
    ui::layout::{Fields, Section},
};

#[component]
pub fn References(form: OrderForm) -> impl IntoView {
    view! {
        <Section
            id=Part::References.id()
            question=t(Part::References.question())
            help=t(Part::References.help())
            state=Signal::derive(move || form.section(Part::References))
        >
            <Fields>
                <TextField
                    form
                    path="project_reference"
                    hint=Key::OrderFormProjectReferenceHint
                    optional=true
                />
                <TextField
                    form
                    path="customer_invoice_ref"
                    hint=Key::OrderFormCustomerInvoiceRefHint
                    optional=true
                />
                <TextField
                    form
                    path="customer_order_ref"
                    hint=Key::OrderFormCustomerOrderRefHint
                    optional=true
                />
            </Fields>
        </Section>
    }
}
