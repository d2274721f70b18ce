//! The widgets of a form.

use crate::ui::button::{Button, ButtonKind};
use crate::ui::calendar::DayState;
use crate::ui::choice::{Checkbox, ChoiceGroup, ChoiceLook};
use crate::ui::combobox::{ComboOption, ComboState, Combobox};
use crate::ui::date_field::DateField;
use crate::ui::error_summary::{ErrorSummary, SummaryItem};
use crate::ui::field::{Choice, Field, Select};
use crate::ui::icon::Icon;
use crate::ui::layout::{Fields, Panel, Section, SectionState};
use crate::ui::light::{Light, TrafficLight};
use crate::ui::notice::Notice;
use crate::ui::slots::{Slot, SlotPicker, SlotState};
use crate::ui::status::{Tag, Tone};
use leptos::prelude::*;
use time::macros::{date, format_description};
use time::{Date, Duration, Weekday};

fn phone_notice() -> Notice {
    Notice::error("815 49 300 er et spesialnummer. Oppgi et nummer som kontaktpersonen svarer på hele dagen.")
}

fn date_notice() -> Notice {
    Notice::error("Tidligst torsdag 3. desember (8 virkedager).").suggest("Bruk 03.12.2026", "03.12.2026")
}

/// Reads `DD.MM.YYYY` alone; the real forms understand more.
fn parse(text: String) -> Option<Date> {
    Date::parse(&text, format_description!("[day].[month].[year]")).ok()
}

fn format(day: Date) -> String {
    day.format(format_description!("[day].[month].[year]"))
        .unwrap_or_default()
}

fn day_state(day: Date) -> DayState {
    if day < date!(2026 - 12 - 03) {
        DayState::Closed("tidligst torsdag 3. desember (8 virkedager)".to_owned())
    } else if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        DayState::Closed("montøren arbeider ikke i helgen".to_owned())
    } else if day == date!(2026 - 12 - 25) {
        DayState::Closed("første juledag".to_owned())
    } else {
        DayState::Open
    }
}

/// A text signal and what writes into it.
fn typed(text: &str) -> (RwSignal<String>, Callback<String>) {
    let signal = RwSignal::new(text.to_owned());
    (signal, Callback::new(move |text| signal.set(text)))
}

#[component]
pub fn Form() -> impl IntoView {
    let (phone, set_phone) = typed("815 49 300");
    let (wanted, set_wanted) = typed("01.12.2026");
    let attention = RwSignal::new(0);
    let items = Signal::derive(move || {
        let item = |target: &str, label: &str, notice| SummaryItem {
            target: target.to_owned(),
            label: label.to_owned(),
            notice,
        };
        vec![
            item("phone", "Telefon", phone_notice()),
            item("wanted", "Ønsket dato", date_notice()),
        ]
    });
    view! {
        <ErrorSummary
            heading="To ting må rettes før bestillingen kan sendes"
            items
            attention
            on_suggest=Callback::new(move |suggested: crate::ui::error_summary::Suggested| {
                set_wanted.run(suggested.value);
            })
        />
        <Panel>
            <What/>
            <Who/>
            <Where_/>
            <Deliverable/>
            <Section id="kontakt" question="Kontaktperson" help="Den montøren ringer dagen før" state=SectionState::Errors(1)>
                <Fields>
                    <Field id="contact" label="Fullt navn" second="User 1 – Contact" value="Aslak Tveito" on_input=Callback::new(|_| ()) columns=6/>
                    <Field
                        id="phone"
                        label="Telefon"
                        second="User 1 – Contact Phone"
                        value=phone
                        on_input=set_phone
                        notices=Signal::derive(|| vec![phone_notice()])
                        input_type="tel"
                        columns=6
                    />
                </Fields>
            </Section>
            <Section id="naar" question="Når" help="Avtalt dato følger montørtiden" state=SectionState::Errors(1)>
                <Fields>
                    <DateField
                        id="wanted"
                        label="Ønsket dato"
                        second="Requested Date"
                        hint="Skriv 24.12.26, 24/12 eller +16"
                        text=wanted
                        on_input=set_wanted
                        parse=Callback::new(parse)
                        format=Callback::new(format)
                        day_state=Callback::new(day_state)
                        opens_at=date!(2026 - 12 - 03)
                        today=date!(2026 - 11 - 22)
                        notices=Signal::derive(move || if wanted.get() == "01.12.2026" { vec![date_notice()] } else { Vec::new() })
                        columns=5
                    />
                    <Field id="ref" label="Prosjektreferanse" second="Project Reference" hint="Står på fakturaen" optional=true value="" on_input=Callback::new(|_| ()) columns=5/>
                </Fields>
            </Section>
            <Confirmations/>
        </Panel>
        <div class="row">
            <Button text="Vis feilene" kind=ButtonKind::Secondary on_press=Callback::new(move |()| attention.update(|times| *times += 1))/>
            <Button text="Slett kladden" kind=ButtonKind::Danger icon=Icon::Trash on_press=Callback::new(|()| ())/>
            <Button text="Sender" busy=true on_press=Callback::new(|()| ())/>
            <Button
                text="Cancel Line Item"
                kind=ButtonKind::Secondary
                closed=Signal::stored(Some("Bytt ISP annulleres med Service Request".to_owned()))
                on_press=Callback::new(|()| ())
            />
        </div>
    }
}

#[component]
fn What() -> impl IntoView {
    let (product, set_product) = typed("adsl");
    let (kind, set_kind) = typed("standard");
    view! {
        <Section id="hva" question="Hva" help="Produkt og tekniske valg" state=SectionState::Done>
            <Fields>
                <Select
                    id="product"
                    label="Produkt"
                    second="Product"
                    value=product
                    on_choose=set_product
                    choices=Signal::stored(vec![
                        Choice::new("adsl", "Jara ADSL delt tilgang"),
                        Choice::new("shdsl", "Jara SHDSL").closed("krever tilbud"),
                    ])
                    columns=5
                />
                <Select
                    id="speed"
                    label="Hastighet"
                    second="Speed"
                    value=""
                    on_choose=Callback::new(|_| ())
                    choices=Signal::stored(vec![Choice::new("8128", "8128/640 kbit/s")])
                    notices=Signal::stored(vec![Notice::warning("8128/640 er mer enn linjen er målt til.")])
                    columns=4
                />
                <Field id="pris" label="Pris per måned" value="kr 189,00" readonly=true on_input=Callback::new(|_| ()) columns=3/>
            </Fields>
            <ChoiceGroup
                id="order-type"
                label="Ordretype"
                second="Order Type"
                value=kind
                on_choose=set_kind
                look=ChoiceLook::Cards
                choices=Signal::stored(vec![
                    Choice::new("standard", "Standard").help("Ny linje eller ny bruker på stedet"),
                    Choice::new("project", "Prosjekt").help("Opptil 50 linjer i én bestilling"),
                    Choice::new("express", "Ekspress").closed("Ikke for ADSL delt tilgang"),
                ])
            />
        </Section>
    }
}

#[component]
fn Who() -> impl IntoView {
    let (kind, set_kind) = typed("person");
    view! {
        <Section id="hvem" question="Hvem" help="Sluttbrukeren der produktet skal stå." second="User 1" state=SectionState::InProgress>
            <ChoiceGroup
                id="customer-type"
                label="Kundetype"
                value=kind
                on_choose=set_kind
                choices=Signal::stored(vec![Choice::new("person", "Privatperson"), Choice::new("company", "Bedrift")])
            />
            <Fields>
                <Field id="first" label="Fornavn" value="Aslak" on_input=Callback::new(|_| ())/>
                <Field id="last" label="Etternavn" value="Tveito" on_input=Callback::new(|_| ())/>
                <Field id="born" label="Fødselsdato" value="14.03.1971" on_input=Callback::new(|_| ())/>
            </Fields>
        </Section>
    }
}

fn addresses() -> Vec<ComboOption> {
    [
        ("1", "Kirkeveien 64A", "0364 OSLO"),
        ("2", "Kirkeveien 64B", "0364 OSLO"),
        ("3", "Kirkeveien 66", "0364 OSLO"),
        ("4", "Kirkevegen 6", "2500 TYNSET"),
        ("5", "Kirkegata 64", "3510 HØNEFOSS"),
    ]
    .into_iter()
    .map(|(key, label, detail)| ComboOption::new(key, label).detail(detail))
    .collect()
}

#[component]
fn Where_() -> impl IntoView {
    let (text, set_text) = typed("");
    let state = Signal::derive(move || match text.get().as_str() {
        "" => ComboState::Idle,
        "feil" => {
            ComboState::Failed("Adresseregisteret svarer ikke. Skriv adressen i feltene under.".to_owned())
        }
        "vent" => ComboState::Loading,
        _ => ComboState::Ready,
    });
    let options = Signal::derive(move || {
        let text = text.get().to_lowercase();
        addresses()
            .into_iter()
            .filter(|option| option.label.to_lowercase().contains(&text))
            .collect::<Vec<_>>()
    });
    view! {
        <Section id="hvor" question="Hvor" help="Leveringsadressen, ikke postboks. Prøv «kirke» for Kirkeveien." state=SectionState::Done>
            <Fields>
                <Combobox
                    id="address"
                    label="Finn adressen"
                    text
                    on_input=set_text
                    on_choose=Callback::new(move |option: ComboOption| set_text.run(option.label))
                    options
                    state
                    count_line=Signal::derive(move || format!("{} av 214 adresser", options.get().len()))
                    empty_text="Ingen adresse heter det. Skriv den i feltene under."
                    on_retry=Callback::new(move |()| set_text.run("kirke".to_owned()))
                    placeholder="kirkev 64b osl"
                />
                <Field id="street" label="Gate" value="Kirkeveien" on_input=Callback::new(|_| ())/>
                <Field id="number" label="Nr." value="64B" on_input=Callback::new(|_| ()) columns=2/>
                <Field id="postcode" label="Postnr." value="0364" on_input=Callback::new(|_| ()) columns=2/>
                <Field id="place" label="Sted" value="OSLO" readonly=true on_input=Callback::new(|_| ())/>
                <Select id="unit" label="Bolig" value="H0302" on_choose=Callback::new(|_| ()) choices=Signal::stored(vec![Choice::new("H0302", "H0302 · 3. etasje")])/>
                <Field id="entrance" label="Oppgang" optional=true value="" on_input=Callback::new(|_| ())/>
                <Field
                    id="carrier"
                    label="Linjenummer"
                    optional=true
                    value="22 60 11 40"
                    on_input=Callback::new(|_| ())
                    beside=|| view! { <Button text="Slå opp" kind=ButtonKind::Secondary icon=Icon::Search on_press=Callback::new(|()| ())/> }
                    notices=Signal::stored(vec![Notice::info("Linjen ligger hos Nordlys Bredbånd.")])
                />
            </Fields>
            <div class="row"><Tag text="Funnet i matrikkelen" tone=Tone::Success icon=Icon::Check/></div>
        </Section>
    }
}

#[component]
fn Deliverable() -> impl IntoView {
    let again = || view! { <Button text="Sjekk på nytt" kind=ButtonKind::Tertiary icon=Icon::Refresh on_press=Callback::new(|()| ())/> };
    let held = RwSignal::new("1".to_owned());
    let first = date!(2026 - 12 - 03);
    let slots = Signal::derive(move || {
        (0..8i64)
            .map(|at| {
                let key = at.to_string();
                let day = first + Duration::days(at / 2 + if at > 3 { 2 } else { 0 });
                let state = if held.get() == key {
                    SlotState::Held
                } else if at == 4 {
                    SlotState::Closed("opptatt".to_owned())
                } else if at == 6 {
                    SlotState::Asking
                } else {
                    SlotState::Free
                };
                Slot {
                    key,
                    day: format!("{}. des", day.day()),
                    hours: if at % 2 == 0 {
                        "08–12".to_owned()
                    } else {
                        "12–16".to_owned()
                    },
                    state,
                }
            })
            .collect::<Vec<_>>()
    });
    view! {
        <Section id="kan" question="Kan det leveres" help="Svar fra Kapaks for nøyaktig dette stedet og produktet" state=SectionState::InProgress>
            <TrafficLight
                light=Light::Green
                word="Grønt – kan leveres"
                explanation="Beste hastighet på linjen 8128/640. Du kan bestille montør nå. Svaret gjelder til i morgen kl. 14:20."
                action=again
            />
            <SlotPicker
                id="slots"
                label="Velg tid for montør"
                hint="ledige tider fra torsdag 3. desember"
                slots
                seconds_left=Signal::stored(Some(1122))
                on_choose=Callback::new(move |key| held.set(key))
            />
            <TrafficLight light=Light::Yellow word="Gult – må avklares" explanation="Kapaks finner ingen ledig port. Bestillingen går til kundeservice, som svarer innen tre virkedager." action=again/>
            <TrafficLight light=Light::Red word="Rødt – kan ikke leveres" explanation="Det er ingen linje til dette stedet. Velg et annet produkt." action=again/>
            <TrafficLight light=Light::Unknown word="Ukjent – Kapaks svarer ikke" explanation="Du kan sende likevel; vi sjekker når Kapaks svarer."/>
            <TrafficLight light=Light::Asking word="Spør Kapaks …" explanation="Det tar vanligvis fem sekunder."/>
            <TrafficLight light=Light::Off word="Ikke spurt ennå" explanation="Fyll ut produkt og adresse først."/>
        </Section>
    }
}

#[component]
fn Confirmations() -> impl IntoView {
    let checked = RwSignal::new(true);
    view! {
        <Section id="bekreft" question="Bekreft" help="Det vi må vite før den sendes">
            <Checkbox id="confirm" label="Sluttbrukeren har bestilt, og vi har fullmakten liggende." checked on_change=Callback::new(move |now| checked.set(now))/>
            <Checkbox
                id="confirm-b"
                label="Kontaktpersonen vet at montøren kommer."
                second="Contact is informed"
                checked=false
                on_change=Callback::new(|_| ())
                notices=Signal::stored(vec![Notice::error("Kryss av når kontaktpersonen er varslet.")])
            />
            <ChoiceGroup
                id="list"
                label="Vedlegg"
                look=ChoiceLook::List
                value=""
                on_choose=Callback::new(|_| ())
                choices=Signal::stored(vec![Choice::new("a", "Ingen"), Choice::new("b", "Sendes i posten")])
                notices=Signal::stored(vec![Notice::error("Velg ett.")])
            />
            <Field id="comment" rows=3 columns=12 label="Kommentar" optional=true value="" on_input=Callback::new(|_| ()) hint="Ikke skriv navn eller telefonnummer her."/>
        </Section>
    }
}
