//! Who the end user is ("User 1"): a person or a company (CUS).

use domain::{customer::CompanyFact, organisation_number::OrganisationNumber};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use super::{
    carrier::CarrierLookUp,
    fields::{ChoiceField, TextField},
    parts::Part,
    paths::of_line,
    state::OrderForm,
    waiting,
};
use crate::{
    api::{self, client::ApiError},
    language::t,
    offline::connection::Connection,
    problem,
    ui::{
        button::{Button, ButtonKind},
        field::Choice,
        icon::Icon,
        layout::{Fields, Section},
        status::{Tag, Tone},
    },
};

const NUMBER: &str = of_line!("end_user.organisation_number");
const NAME: &str = of_line!("end_user.company_name");

#[component]
pub fn Who(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let kinds = Signal::derive(move || {
        vec![
            Choice::new("private", lang.text(Key::OrderFormPrivate)),
            Choice::new("company", lang.text(Key::OrderFormCompany)),
        ]
    });
    let company = Memo::new(move |_| form.get(of_line!("end_user.kind")) == "company");
    view! {
        <Section
            id=Part::Who.id()
            question=t(Part::Who.question())
            help=t(Part::Who.help())
            second="User 1"
            state=Signal::derive(move || form.section(Part::Who))
        >
            <Fields>
                <ChoiceField form path=of_line!("end_user.kind") choices=kinds/>
                <CarrierLookUp form/>
                {move || {
                    if company.get() {
                        view! { <Company form/> }.into_any()
                    } else {
                        view! {
                            <TextField form path=of_line!("end_user.first_name")/>
                            <TextField form path=of_line!("end_user.last_name")/>
                            <TextField
                                form
                                path=of_line!("end_user.date_of_birth")
                                hint=Key::OrderFormDateOfBirthHint
                                input_mode="numeric"
                            />
                        }
                            .into_any()
                    }
                }}
            </Fields>
        </Section>
    }
}

/// OFF-4: a company's number is typed, and its register has not answered.
pub fn is_due(form: OrderForm) -> bool {
    form.get(of_line!("end_user.kind")) == "company"
        && form.facts.with(|facts| facts.company.is_none())
        && OrganisationNumber::parse(&form.get(NUMBER)).is_ok()
}

/// Asks the company register, and takes over its answer; no error where another number was typed meanwhile. A name that
/// stands there stays: what was filled in for another number has gone with that number.
pub async fn ask_register(form: OrderForm, number: &OrganisationNumber) -> Result<(), Option<ApiError>> {
    let answer = api::registers::company(number.as_str()).await;
    // What was typed meanwhile is another question.
    if OrganisationNumber::parse(&form.get_untracked(NUMBER)).as_ref() != Ok(number) {
        return Err(None);
    }
    let fact = answer?.fact;
    if let CompanyFact::Active { name } | CompanyFact::Bankrupt { name } | CompanyFact::WindingUp { name } =
        &fact
        && form.get_untracked(NAME).trim().is_empty()
    {
        form.set(NAME, name.clone());
    }
    form.facts.update(|facts| facts.company = Some(fact));
    form.leave(NUMBER);
    Ok(())
}

/// The number that the register is to be asked about.
pub fn number(form: OrderForm) -> Option<OrganisationNumber> {
    OrganisationNumber::parse(&form.get(NUMBER)).ok()
}

/// Where the look-up in the company register stands.
#[derive(Clone, Debug, PartialEq)]
enum LookUp {
    Idle,
    Asking,
    Failed(ApiError),
}

/// The register fills in the name; a name that was typed stays.
#[component]
fn Company(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let look_up = RwSignal::new(LookUp::Idle);
    let filled_in = StoredValue::new(String::new());
    let ask = move || {
        let Ok(number) = OrganisationNumber::parse(&form.get_untracked(NUMBER)) else {
            return;
        };
        look_up.set(LookUp::Asking);
        spawn_local(async move {
            let was = form.get_untracked(NAME);
            match ask_register(form, &number).await {
                Ok(()) => {
                    look_up.set(LookUp::Idle);
                    let name = form.get_untracked(NAME);
                    if name != was {
                        filled_in.set_value(name);
                    }
                }
                Err(None) => {}
                Err(Some(error)) => look_up.set(LookUp::Failed(error)),
            }
        });
    };
    let on_typed = Callback::new(move |_: String| {
        // What the register said was about another number, and so is the name that it filled in.
        if !form.get_untracked(NAME).is_empty() && form.get_untracked(NAME) == filled_in.get_value() {
            form.set(NAME, String::new());
        }
        form.facts.update(|facts| facts.company = None);
        look_up.set(LookUp::Idle);
        ask();
    });
    let found = move || {
        matches!(
            form.facts.with(|facts| facts.company.clone()),
            Some(CompanyFact::Active { .. })
        )
    };
    Connection::on_return(move || {
        if is_due(form) {
            ask();
        }
    });
    let offline = waiting::offline();
    let waits = Memo::new(move |_| offline.get() && is_due(form));
    let line = move || match look_up.get() {
        _ if waits.get() => {
            view! { <Tag text=t(Key::OrderFormCompanyWaits) tone=Tone::Info icon=Icon::Clock/> }.into_any()
        }
        LookUp::Asking => view! { <Tag text=t(Key::OrderFormCompanyAsking) tone=Tone::Info/> }.into_any(),
        LookUp::Failed(error) => {
            let text = Signal::derive(move || problem::explain(lang.now(), &error));
            view! {
                <span class="row">
                    <Tag text tone=Tone::Warning/>
                    <Button
                        text=t(Key::UiRetry)
                        kind=ButtonKind::Tertiary
                        small=true
                        on_press=Callback::new(move |()| ask())
                    />
                </span>
            }
            .into_any()
        }
        LookUp::Idle if found() => {
            view! { <Tag text=t(Key::OrderFormCompanyFound) tone=Tone::Success icon=Icon::Check/> }.into_any()
        }
        LookUp::Idle => ().into_any(),
    };
    view! {
        <TextField form path=NUMBER hint=Key::OrderFormOrganisationNumberHint input_mode="numeric" on_typed/>
        <TextField form path=NAME columns=8/>
        <div class="field" data-columns="12" role="status">
            {line}
        </div>
    }
}
