//! Where the product is installed (ADR).

use domain::{address::AddressDraft, postcode};
use leptos::prelude::*;
use texts::Key;

use super::{
    fields::{ChoiceField, SelectField, TextField},
    parts::Part,
    paths::of_line,
    repeats::Repeats,
    search::{self, LookUp, field::AddressSearch},
    state::OrderForm,
    waiting,
};
use crate::{
    language::{params, t, words},
    offline::connection::Connection,
    problem,
    ui::{
        button::{Button, ButtonKind},
        choice::Checkbox,
        field::Choice,
        icon::Icon,
        layout::{Fields, Section},
        status::{Tag, Tone},
    },
};

const POSTCODE: &str = of_line!("address.postcode");
const PLACE: &str = of_line!("address.place");

#[component]
pub fn Where(form: OrderForm) -> impl IntoView {
    let look_up = form.lines.look_up(form.which);
    // A draft that is opened again may hold an address that was never looked up.
    search::look_up(form);
    // OFF-4: one that was typed without a connection is looked up when it is back.
    Connection::on_return(move || search::look_up(form));
    let no_street = Memo::new(move |_| form.with_line(|line| line.address.no_street_address));
    view! {
        <Section
            id=Part::Where.id()
            question=t(Part::Where.question())
            help=t(Part::Where.help())
            second="User 1 – Address"
            state=Signal::derive(move || form.section(Part::Where))
        >
            <Fields>
                <AddressSearch form look_up/>
                {move || {
                    if no_street.get() {
                        view! { <WithoutStreet form look_up/> }.into_any()
                    } else {
                        view! { <Street form look_up/> }.into_any()
                    }
                }}
                <Unit form/>
                <TextField form path=of_line!("address.entrance") optional=true/>
                <TextField form path=of_line!("address.floor") optional=true/>
                <Register form look_up/>
                <TextField
                    form
                    path=of_line!("address.existing_number")
                    hint=Key::OrderFormExistingNumberHint
                    optional=true
                    columns=12
                />
                <Tick
                    form
                    path=of_line!("address.no_street_address")
                    label=t(Key::OrderFormNoStreet)
                    of=|address| &mut address.no_street_address
                    on_ticked=Callback::new(move |now: bool| {
                        search::forget(form);
                        look_up.set(LookUp::Idle);
                        // Cadastral numbers are far more common than the operator's own code.
                        form.choose(of_line!("address.kind"), if now { "cadastre" } else { "street" }.to_owned());
                    })
                />
                <Tick
                    form
                    path=of_line!("address.large_area")
                    label=t(Key::OrderFormLargeArea)
                    of=|address| &mut address.large_area
                    on_ticked=Callback::new(move |_| form.leave(of_line!("address.existing_number")))
                />
            </Fields>
            <Repeats form/>
        </Section>
    }
}

#[component]
fn Tick(
    form: OrderForm,
    path: &'static str,
    #[prop(into)] label: Signal<String>,
    of: fn(&mut AddressDraft) -> &mut bool,
    on_ticked: Callback<bool>,
) -> impl IntoView {
    let checked = Memo::new(move |_| form.with_line(|line| *of(&mut line.address.clone())));
    let on_change = Callback::new(move |now: bool| {
        form.change_line(|line| *of(&mut line.address) = now);
        form.leave(path);
        on_ticked.run(now);
    });
    view! { <Checkbox id=form.id_of(path) label checked on_change notices=form.notices(path) columns=6/> }
}

/// Street, number, postcode and the place that follows from it (ADR-3).
#[component]
fn Street(form: OrderForm, look_up: RwSignal<LookUp>) -> impl IntoView {
    let on_typed = Callback::new(move |_: String| {
        search::forget(form);
        look_up.set(LookUp::Idle);
    });
    // The place that was filled in by itself may change by itself; one that was typed stays.
    let filled_in = StoredValue::new(String::new());
    let fill_in_place = move || {
        let postcodes = form.reference.postcodes();
        let now = form.get_untracked(PLACE);
        let typed = form.get_untracked(POSTCODE);
        let place =
            postcode::split(&typed).and_then(|(code, _)| postcodes.place_of(&code).map(str::to_owned));
        if let Some(place) = place
            && (now.trim().is_empty() || filled_in.with_value(|filled| *filled == now))
        {
            filled_in.set_value(place.clone());
            form.set(PLACE, place);
        }
    };
    // A whole address that was typed as the street brings its postcode along.
    let on_left = Callback::new(move |()| {
        fill_in_place();
        search::look_up(form);
    });
    let on_postcode = Callback::new(move |_: String| {
        on_typed.run(String::new());
        fill_in_place();
    });
    view! {
        <TextField form path=of_line!("address.street") on_typed on_left/>
        <TextField form path=of_line!("address.house_number") columns=2 on_typed on_left/>
        <TextField form path=POSTCODE columns=2 input_mode="numeric" on_typed=on_postcode on_left/>
        // The place follows from the postcode: it finds no other address, so nothing is looked up again.
        <TextField form path=PLACE/>
    }
}

/// ADR-1: open only after the user has said that there is no street address.
#[component]
fn WithoutStreet(form: OrderForm, look_up: RwSignal<LookUp>) -> impl IntoView {
    let lang = form.lang;
    let kinds = Signal::derive(move || {
        vec![
            Choice::new("cadastre", lang.text(Key::OrderFormCadastre)),
            Choice::new("insa", lang.text(Key::OrderFormInsa)),
        ]
    });
    let on_chosen = Callback::new(move |_: String| {
        search::forget(form);
        look_up.set(LookUp::Idle);
    });
    let on_typed = on_chosen;
    let on_left = Callback::new(move |()| search::look_up(form));
    let insa = Memo::new(move |_| form.get(of_line!("address.kind")) == "insa");
    view! {
        <ChoiceField form path=of_line!("address.kind") choices=kinds on_chosen/>
        {move || {
            if insa.get() {
                view! { <TextField form path=of_line!("address.insa") hint=Key::OrderFormInsaHint columns=12/> }.into_any()
            } else {
                view! {
                    <TextField form path=of_line!("address.farm_number") columns=2 input_mode="numeric" on_typed on_left/>
                    <TextField form path=of_line!("address.title_number") columns=2 input_mode="numeric" on_typed on_left/>
                    <TextField
                        form
                        path=of_line!("address.lease_number")
                        columns=2
                        input_mode="numeric"
                        optional=true
                        on_typed
                        on_left
                    />
                    <TextField
                        form
                        path=of_line!("address.section_number")
                        columns=2
                        input_mode="numeric"
                        optional=true
                        on_typed
                        on_left
                    />
                    <TextField form path=of_line!("address.municipality") on_typed on_left/>
                }
                    .into_any()
            }
        }}
    }
}

/// ADR-4: one of the dwellings that the register knows, or free text where it knows none.
#[component]
fn Unit(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let units = Memo::new(move |_| {
        let chosen = !form.get(search::REGISTER_ID).is_empty();
        form.facts.with(|facts| {
            facts
                .register_address
                .as_ref()
                .filter(|_| chosen)
                .map_or_else(Vec::new, |hit| hit.units.clone())
        })
    });
    let known = Memo::new(move |_| !units.with(Vec::is_empty));
    let choices = Signal::derive(move || {
        units.with(|units| {
            units
                .iter()
                .map(|unit| Choice::new(unit.as_str(), unit_name(lang, unit)))
                .collect::<Vec<_>>()
        })
    });
    move || {
        if known.get() {
            view! { <SelectField form path=of_line!("address.unit") choices/> }.into_any()
        } else {
            view! {
                <TextField
                    form
                    path=of_line!("address.unit")
                    hint=Key::OrderFormUnitHint
                    optional=true
                />
            }
            .into_any()
        }
    }
}

/// `H0302 · 3rd floor`
fn unit_name(lang: crate::language::Lang, unit: &str) -> String {
    let floor = unit.get(1..3).and_then(|floor| floor.parse::<i64>().ok());
    let key = match unit.chars().next() {
        Some('H') => Key::OrderFormUnitMain,
        Some('U') => Key::OrderFormUnitLower,
        Some('K') => Key::OrderFormUnitCellar,
        Some('L') => Key::OrderFormUnitLoft,
        _ => return unit.to_owned(),
    };
    match floor {
        Some(floor) => lang.fill(
            key,
            &params([
                ("unit", words(unit)),
                ("floor", domain::finding::Param::Number(floor)),
            ]),
        ),
        None => unit.to_owned(),
    }
}

/// ADR-6: found in the register, or confirmed as not there.
#[component]
fn Register(form: OrderForm, look_up: RwSignal<LookUp>) -> impl IntoView {
    let lang = form.lang;
    let address = Memo::new(move |_| form.with_line(|line| line.address.clone()));
    let found = Memo::new(move |_| address.with(|address| !address.register_id.is_empty()));
    let confirmed = Memo::new(move |_| address.with(|address| address.not_in_register));
    let offline = waiting::offline();
    // OFF-4: without a connection it waits for the register.
    let waits = Memo::new(move |_| offline.get() && search::is_due(form));
    // Asked only when the register has no answer: nobody shall confirm what a search would have found.
    let asks = Memo::new(move |_| {
        let no_answer = matches!(look_up.get(), LookUp::Nothing | LookUp::Failed(_)) && !waits.get();
        !found.get() && (confirmed.get() || no_answer)
    });
    let on_change = Callback::new(move |now: bool| {
        form.change_line(|line| line.address.not_in_register = now);
        form.leave(of_line!("address.not_in_register"));
    });
    let state = move || match look_up.get() {
        _ if found.get() => {
            view! { <Tag text=t(Key::OrderFormInRegister) tone=Tone::Success icon=Icon::Check/> }.into_any()
        }
        _ if waits.get() => {
            view! { <Tag text=t(Key::OrderFormRegisterWaits) tone=Tone::Info icon=Icon::Clock/> }.into_any()
        }
        LookUp::Asking => view! { <Tag text=t(Key::OrderFormRegisterAsking) tone=Tone::Info/> }.into_any(),
        LookUp::Nothing => {
            view! { <Tag text=t(Key::OrderFormNotInRegister) tone=Tone::Warning icon=Icon::Warning/> }
                .into_any()
        }
        LookUp::Failed(error) => {
            let text = Signal::derive(move || problem::explain(lang.now(), &error));
            view! {
                <Tag text tone=Tone::Warning icon=Icon::Warning/>
                <Button
                    text=t(Key::UiRetry)
                    kind=ButtonKind::Tertiary
                    small=true
                    on_press=Callback::new(move |()| search::look_up(form))
                />
            }
            .into_any()
        }
        LookUp::Several(hits) => view! {
            <p>{t(Key::OrderFormRegisterSeveral)}</p>
            {hits
                .into_iter()
                .map(|hit| {
                    let text = search::one_line(&hit);
                    let on_press = Callback::new(move |()| {
                        look_up.set(LookUp::Idle);
                        search::adopt(form, &hit);
                    });
                    view! { <Button text kind=ButtonKind::Secondary small=true on_press/> }
                })
                .collect_view()}
        }
        .into_any(),
        LookUp::Idle => ().into_any(),
    };
    view! {
        <div class="field" data-columns="12" role="status">
            <div class="row">{state}</div>
        </div>
        {move || {
            asks.get()
                .then(|| {
                    view! {
                        <Checkbox
                            id=form.id_of(of_line!("address.not_in_register"))
                            label=t(Key::OrderFormConfirmNotInRegister)
                            checked=confirmed
                            on_change
                            notices=form.notices(of_line!("address.not_in_register"))
                        />
                    }
                })
        }}
    }
}
