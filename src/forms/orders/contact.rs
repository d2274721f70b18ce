//! The contact person whom the technician calls (CON).

use leptos::prelude::*;
use texts::Key;

use super::{fields::TextField, parts::Part, paths::of_line, state::OrderForm};
use crate::{
    language::t,
    ui::layout::{Fields, Section},
};

#[component]
pub fn ContactPerson(form: OrderForm) -> impl IntoView {
    let visited = Memo::new(move |_| form.is_visited());
    let unvisited = Signal::derive(move || !visited.get());
    let help = Signal::derive(move || {
        form.lang.text(if visited.get() {
            Part::Contact.help()
        } else {
            Key::OrderFormContactHelpUnvisited
        })
    });
    view! {
        <Section
            id=Part::Contact.id()
            question=t(Part::Contact.question())
            help
            state=Signal::derive(move || form.section(Part::Contact))
        >
            <Fields>
                <TextField form path=of_line!("contact.name") columns=12/>
                <TextField
                    form
                    path=of_line!("contact.phone")
                    hint=Key::OrderFormContactPhoneHint
                    input_mode="tel"
                    columns=6
                />
                <TextField
                    form
                    path=of_line!("contact.second_phone")
                    hint=Key::OrderFormContactSecondPhoneHint
                    input_mode="tel"
                    columns=6
                    optional=unvisited
                />
            </Fields>
        </Section>
    }
}
