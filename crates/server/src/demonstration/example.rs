//! One invented order: a draft with everything in order, checked by the same rules as every other.

use std::collections::BTreeMap;

use domain::{
    access_check::{AccessCheck, CheckOutcome, Hit, Light, Subject},
    address::{AddressDraft, RegisterAddress},
    appointment::{Appointment, Slot, Window},
    calendar::working_days_after,
    catalogue::Product,
    customer::{CompanyFact, ContactDraft, EndUserDraft},
    date,
    hold::HoldState,
    orders::{
        self, AppointmentRef, CheckRef, ConfirmationsDraft, Context, Facts, LineDraft, LineFacts, NewOrder,
        OrderDraft, ReferenceHabits,
    },
    oslo,
};
use rand::{RngExt as _, rngs::StdRng, seq::IndexedRandom as _};
use time::Date;

use super::life::Fate;
use crate::{app::orders::store_new::Made, state::AppState};

#[derive(Clone, Debug)]
pub struct Example {
    pub order: NewOrder,
    pub slots: Vec<Option<Slot>>,
    pub made: Made,
    pub fate: Fate,
}

pub(super) const FIRST_NAMES: [&str; 20] = [
    "Solveig",
    "Torbjørn",
    "Aase",
    "Håkon",
    "Ragnhild",
    "Eivind",
    "Gunvor",
    "Sindre",
    "Marit",
    "Olav",
    "Synnøve",
    "Trygve",
    "Åshild",
    "Bjarne",
    "Kjersti",
    "Øystein",
    "Ellen",
    "Mathias",
    "Amina",
    "Jakob",
];
pub(super) const LAST_NAMES: [&str; 20] = [
    "Tveit",
    "Haugland",
    "Ødegård",
    "Bakken",
    "Myrvold",
    "Sæther",
    "Lia",
    "Fossum",
    "Åsen",
    "Nygård",
    "Brekke",
    "Solberg",
    "Kvam",
    "Dahle",
    "Rønning",
    "Stokke",
    "Vik",
    "Hagen",
    "Yusuf",
    "Engen",
];
/// Companies of the demonstration register.
pub(super) const COMPANIES: [(&str, &str); 5] = [
    ("310001007", "FJELLBEKK REGNSKAP AS"),
    ("310001104", "HAVNEKROKEN FISK AS"),
    ("310001201", "TINDEN TØMRERFORRETNING AS"),
    ("310001309", "BLÅLYNG BAKERI AS"),
    ("310001406", "NORDSTJERNEN TANNKLINIKK AS"),
];
/// Ordered more often the more often it stands here.
const PRODUCTS: [&str; 9] = [
    "ADSL_FULL",
    "ADSL_FULL",
    "ADSL_FULL",
    "ADSL_SHARED",
    "ADSL_SHARED",
    "OA_FULL",
    "OA_SHARED",
    "SHDSL",
    "HDSL",
];
const PROJECTS: [&str; 3] = ["Butikker vest", "Borettslag 2026", "Kontorflytting"];

const CHECK: &str = "demonstration-check";
const HIT: &str = "1";
const APPOINTMENT: &str = "demonstration-appointment";

/// None when the rules find something wrong with it, which they say in the log.
pub fn make(random: &mut StdRng, state: &AppState, address: &RegisterAddress, made: Made) -> Option<Example> {
    let today = oslo::date(made.at);
    let product = PRODUCTS
        .choose(random)
        .and_then(|code| state.catalogue.product(code))?;
    let day = working_days_after(today, product.lead_days + random.random_range(1..12));
    let draft = draft(random, product, address, day);
    let line = draft.lines.first()?;
    let subject = Subject::of(
        &state.catalogue,
        &draft.product,
        &draft.attributes,
        &line.address,
        "",
    );
    let slot = product.booking.then(|| slot(random, day));
    let company = (line.end_user.kind == "company").then(|| CompanyFact::Active {
        name: line.end_user.company_name.clone(),
    });
    let facts = Facts {
        lines: vec![LineFacts {
            register_address: Some(address.clone()),
            company,
            access_check: Some(check(subject.clone(), &made, address)),
            appointment: slot.clone().map(|slot| held(subject, slot, &made)),
            ..LineFacts::default()
        }],
        ..Facts::default()
    };
    let outcome = orders::parse(
        &draft,
        &Context {
            today,
            now: made.at,
            catalogue: &state.catalogue,
            postcodes: &state.postcodes,
            facts: &facts,
            habits: &ReferenceHabits::default(),
        },
    );
    let Some(order) = outcome.order else {
        let codes: Vec<_> = outcome
            .findings
            .iter()
            .map(|finding| finding.code.as_str())
            .collect();
        tracing::debug!(?codes, "an invented order does not follow the rules");
        return None;
    };
    Some(Example {
        order,
        slots: vec![slot],
        made,
        fate: Fate::any(random),
    })
}

fn draft(random: &mut StdRng, product: &Product, address: &RegisterAddress, day: Date) -> OrderDraft {
    let mut attributes = BTreeMap::new();
    for attribute in &product.attributes {
        if let Some(choice) = attribute.choices.choose(random) {
            attributes.insert(attribute.code.clone(), choice.code.clone());
        }
    }
    let reference =
        |random: &mut StdRng, prefix: &str| format!("{prefix}-{}", random.random_range(10_000..99_999));
    OrderDraft {
        need: "new".into(),
        product: product.code.clone(),
        attributes,
        requested_date: date::format(day),
        project_reference: if random.random_ratio(1, 5) {
            PROJECTS
                .choose(random)
                .map(|project| (*project).to_owned())
                .unwrap_or_default()
        } else {
            String::new()
        },
        customer_invoice_ref: if random.random_ratio(1, 3) {
            reference(random, "F")
        } else {
            String::new()
        },
        customer_order_ref: if random.random_ratio(9, 10) {
            reference(random, "PO")
        } else {
            String::new()
        },
        lines: vec![line(random, address, product.booking)],
        ..OrderDraft::default()
    }
}

fn line(random: &mut StdRng, address: &RegisterAddress, booking: bool) -> LineDraft {
    let mut word = |words: &[&str]| words.choose(random).copied().unwrap_or_default().to_owned();
    let (first_name, last_name) = (word(&FIRST_NAMES), word(&LAST_NAMES));
    let contact_name = format!("{first_name} {last_name}");
    let end_user = match COMPANIES.choose(random).filter(|_| random.random_ratio(1, 4)) {
        Some((number, name)) => EndUserDraft {
            kind: "company".into(),
            company_name: (*name).to_owned(),
            organisation_number: (*number).to_owned(),
            ..EndUserDraft::default()
        },
        None => EndUserDraft {
            kind: "private".into(),
            first_name,
            last_name,
            date_of_birth: format!(
                "{:02}.{:02}.{}",
                random.random_range(1..29),
                random.random_range(1..13),
                random.random_range(1940..2005)
            ),
            ..EndUserDraft::default()
        },
    };
    LineDraft {
        end_user,
        address: AddressDraft {
            register_id: address.id.clone(),
            street: address.street.clone(),
            house_number: address.house_number.clone(),
            unit: if address.units.len() > 1 {
                address.units.choose(random).cloned().unwrap_or_default()
            } else {
                String::new()
            },
            postcode: address.postcode.clone(),
            place: address.place.clone(),
            ..AddressDraft::default()
        },
        contact: ContactDraft {
            name: contact_name,
            phone: format!("9{:07}", random.random_range(0..10_000_000)),
            second_phone: format!("22{:06}", random.random_range(0..1_000_000)),
        },
        access_check: CheckRef {
            number: String::new(),
            id: CHECK.into(),
            hit: HIT.into(),
        },
        appointment: AppointmentRef {
            id: if booking {
                APPOINTMENT.into()
            } else {
                String::new()
            },
            search: String::new(),
        },
        confirmations: ConfirmationsDraft {
            door_marked: true,
            contact_reachable: true,
            contact_present: true,
            contact_informed: true,
            contact_helpful: true,
            customer_informed: true,
            told: None,
        },
        ..LineDraft::default()
    }
}

fn slot(random: &mut StdRng, day: Date) -> Slot {
    let window = if random.random::<bool>() {
        Window::Morning
    } else {
        Window::Afternoon
    };
    Slot {
        id: format!("demonstration-{}", date::iso(day)),
        date: day,
        window,
    }
}

fn check(subject: Subject, made: &Made, address: &RegisterAddress) -> AccessCheck {
    let hit = Hit {
        id: HIT.into(),
        description: address.text.clone(),
        line_number: None,
        light: Light::Green,
        reason: None,
        best_speed: None,
        alternatives: Vec::new(),
        elsewhere: false,
    };
    AccessCheck {
        id: CHECK.into(),
        subject,
        asked_at: made.at,
        valid_until: made.at.plus_seconds(24 * 3600),
        outcome: CheckOutcome::Answered { hits: vec![hit] },
        existing_lines: Vec::new(),
        lines_known: true,
    }
}

fn held(subject: Subject, slot: Slot, made: &Made) -> Appointment {
    Appointment {
        id: APPOINTMENT.into(),
        check: CHECK.into(),
        subject,
        slot,
        held_until: made.at.plus_seconds(20 * 60),
        state: HoldState::Held,
    }
}
