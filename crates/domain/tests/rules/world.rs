//! A draft with nothing wrong in it and the world around it, to be spoilt one thing at a time.

use std::collections::BTreeMap;

use domain::{
    access_check::{AccessCheck, CheckOutcome, Hit, Light, Subject},
    address::{AddressDraft, RegisterAddress},
    appointment::{Appointment, Slot, Window},
    catalogue::Catalogue,
    customer::{ContactDraft, EndUserDraft},
    finding::{Code, Finding, Severity},
    hold::HoldState,
    moment::Moment,
    orders::{
        AppointmentRef, CheckRef, ConfirmationsDraft, Context, Facts, LineDraft, LineFacts, OrderDraft,
        Outcome, ReferenceHabits, parse,
    },
    oslo,
    postcode::{PostcodeRegister, SHIPPED},
};
use texts::{Key, Language};
use time::{Date, macros::date};

/// A Monday.
pub const TODAY: Date = date!(2026 - 11 - 23);
/// The day of the held slot, after ADSL's eight working days.
pub const SLOT_DAY: Date = date!(2026 - 12 - 07);

pub struct World {
    pub today: Date,
    pub now: Moment,
    pub catalogue: Catalogue,
    pub postcodes: PostcodeRegister,
    pub facts: Facts,
    pub habits: ReferenceHabits,
}

impl World {
    pub fn parse(&self, draft: &OrderDraft) -> Outcome {
        let outcome = parse(draft, &self.context());
        for finding in &outcome.findings {
            assert!(fills_in_its_text(finding), "{finding:?}");
        }
        outcome
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            today: self.today,
            now: self.now,
            catalogue: &self.catalogue,
            postcodes: &self.postcodes,
            facts: &self.facts,
            habits: &self.habits,
        }
    }

    pub fn line(&mut self) -> &mut LineFacts {
        self.facts.lines.first_mut().unwrap()
    }

    /// Asks Kapaks again for the draft as it now is, with this answer, and books again where a slot is held.
    pub fn ask(&mut self, draft: &OrderDraft, outcome: CheckOutcome) {
        let subject = subject(draft, &self.catalogue);
        let now = self.now;
        let line = self.line();
        line.access_check = Some(AccessCheck {
            id: "check-1".to_owned(),
            subject: subject.clone(),
            asked_at: now,
            valid_until: now.plus_seconds(24 * 3600),
            outcome,
            existing_lines: Vec::new(),
            lines_known: true,
        });
        if let Some(appointment) = &mut line.appointment {
            appointment.subject = subject;
        }
    }
}

pub fn subject(draft: &OrderDraft, catalogue: &Catalogue) -> Subject {
    let line = draft.lines.first().unwrap();
    Subject::of(
        catalogue,
        &draft.product,
        &draft.attributes,
        &line.address,
        &line.access_check.number,
    )
}

pub fn hit(id: &str, light: Light) -> Hit {
    Hit {
        id: id.to_owned(),
        description: "Kirkeveien 64B".to_owned(),
        line_number: None,
        light,
        reason: None,
        best_speed: None,
        alternatives: Vec::new(),
        elsewhere: false,
    }
}

pub fn answered(light: Light) -> CheckOutcome {
    CheckOutcome::Answered {
        hits: vec![hit("hit-1", light)],
    }
}

pub fn register_address() -> RegisterAddress {
    RegisterAddress {
        id: "v-0301-10014-64B".to_owned(),
        text: "Kirkeveien 64B".to_owned(),
        street: "Kirkeveien".to_owned(),
        house_number: "64B".to_owned(),
        postcode: "0364".to_owned(),
        place: "OSLO".to_owned(),
        ..RegisterAddress::default()
    }
}

/// Jara ADSL for a private customer in a known street, checked green and with a slot held: nothing is wrong.
pub fn good() -> (OrderDraft, World) {
    let draft = OrderDraft {
        need: "new".to_owned(),
        product: "ADSL_FULL".to_owned(),
        attributes: BTreeMap::from(
            [("speed", "8128/640"), ("static_address", "no"), ("modem", "yes")]
                .map(|(k, v)| (k.into(), v.into())),
        ),
        lines: vec![LineDraft {
            end_user: EndUserDraft {
                kind: "private".to_owned(),
                first_name: "Solveig".to_owned(),
                last_name: "Bakkemo".to_owned(),
                date_of_birth: "12.03.1971".to_owned(),
                ..EndUserDraft::default()
            },
            address: AddressDraft {
                register_id: register_address().id,
                street: "Kirkeveien".to_owned(),
                house_number: "64 b".to_owned(),
                floor: "2".to_owned(),
                postcode: "0364".to_owned(),
                place: "Oslo".to_owned(),
                ..AddressDraft::default()
            },
            contact: ContactDraft {
                name: "Solveig Bakkemo".to_owned(),
                phone: "912 34 567".to_owned(),
                second_phone: "+47 406 12 345".to_owned(),
            },
            access_check: CheckRef {
                number: String::new(),
                id: "check-1".to_owned(),
                hit: "hit-1".to_owned(),
            },
            appointment: AppointmentRef {
                id: "slot-1".to_owned(),
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
            attachments: Vec::new(),
            beside: Vec::new(),
            ..LineDraft::default()
        }],
        ..OrderDraft::default()
    };
    let now = oslo::midnight(TODAY).plus_seconds(10 * 3600);
    let mut world = World {
        today: TODAY,
        now,
        catalogue: Catalogue::default_catalogue().unwrap(),
        postcodes: PostcodeRegister::parse(SHIPPED).unwrap(),
        facts: Facts::default(),
        habits: ReferenceHabits::default(),
    };
    world.facts.lines.push(LineFacts {
        register_address: Some(register_address()),
        appointment: Some(Appointment {
            id: "slot-1".to_owned(),
            check: "check-1".to_owned(),
            subject: Subject::default(),
            slot: Slot {
                id: "0301-08".to_owned(),
                date: SLOT_DAY,
                window: Window::Morning,
            },
            held_until: now.plus_seconds(20 * 60),
            state: HoldState::Held,
        }),
        ..LineFacts::default()
    });
    world.ask(&draft, answered(Light::Green));
    (draft, world)
}

/// Whether the finding carries every value that its text names, in both languages.
pub fn fills_in_its_text(finding: &Finding) -> bool {
    let key = Key::named(&format!("error.{}", finding.code)).unwrap();
    Language::ALL.into_iter().all(|language| {
        let names = texts::text(language, key)
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'));
        names
            .map(|(name, _)| name)
            .all(|name| finding.params.contains_key(name))
    })
}

/// The findings of this severity as `path: code`.
pub fn of(findings: &[Finding], severity: Severity) -> Vec<String> {
    findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .map(|finding| format!("{}: {}", finding.path, finding.code))
        .collect()
}

pub fn errors(outcome: &Outcome) -> Vec<String> {
    of(&outcome.findings, Severity::Error)
}

pub fn warnings(outcome: &Outcome) -> Vec<String> {
    of(&outcome.findings, Severity::Warning)
}

pub fn found(outcome: &Outcome, code: Code) -> Option<&Finding> {
    outcome.findings.iter().find(|finding| finding.is(code))
}
