//! Whatever a draft holds, parsing it answers: with an order and no error, or with errors and no order.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access_check::{CheckOutcome, Light},
    address::AddressDraft,
    attachments::AttachmentRef,
    customer::{ContactDraft, EndUserDraft},
    finding::{Severity, codes},
    moment::Moment,
    numbers::NumbersDraft,
    orders::{AppointmentRef, CheckRef, ConfirmationsDraft, LineDraft, OrderDraft, Outcome, line_state},
    reason,
};
use proptest::{collection, prelude::*};
use time::Date;

use crate::world::{answered, good, register_address};

/// A word that the rules know, something near it, or anything.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any::<String>(),
        1 => prop::sample::select(vec![
            "", "new", "standard", "project", "ADSL_FULL", "PSTN", "TELELOSJI", "private", "company", "street", "cadastre", "insa",
            "0364", "Oslo", "64B", "Kirkeveien", "Postboks 12", "91234567", "+4791234567", "02000", "310001007", "12.03.1971", "01017012345",
            "7.12", "+16", "check-1", "hit-1", "slot-1", "v-0301-10014-64B", "H0101", "speed", "8128/640", "yes",
        ]).prop_map(str::to_owned),
        1 => "[0-9 +.,/-]{0,16}",
        1 => "[æøåÆØÅ\u{0}-\u{1f}\u{200b}-\u{202e}🦭]{0,60}",
    ]
}

prop_compose! {
    fn end_user()(t in collection::vec(typed(), 6)) -> EndUserDraft {
        let [kind, first_name, last_name, date_of_birth, company_name, organisation_number] = six(t);
        EndUserDraft { kind, first_name, last_name, date_of_birth, company_name, organisation_number }
    }
}

prop_compose! {
    fn address()(a in collection::vec(typed(), 6), b in collection::vec(typed(), 6), c in collection::vec(typed(), 6), ticks in any::<[bool; 3]>()) -> AddressDraft {
        let [kind, register_id, street, house_number, entrance, floor] = six(a);
        let [unit, postcode, place, farm_number, title_number, lease_number] = six(b);
        let [section_number, municipality, insa, existing_number, ..] = six(c);
        AddressDraft {
            no_street_address: ticks[0], not_in_register: ticks[1], large_area: ticks[2],
            kind, register_id, street, house_number, entrance, floor, unit, postcode, place, farm_number, title_number, lease_number,
            section_number, municipality, insa, existing_number,
        }
    }
}

prop_compose! {
    fn line()(
        end_user in end_user(), address in address(), t in collection::vec(typed(), 6), u in collection::vec(typed(), 6),
        files in collection::vec(typed(), 0..4), ticks in any::<[bool; 6]>(),
    ) -> LineDraft {
        let [name, phone, second_phone, number, id, hit] = six(t);
        let [appointment, search, count, reservation, donor, ..] = six(u);
        LineDraft {
            end_user, address,
            contact: ContactDraft { name, phone, second_phone },
            access_check: CheckRef { number, id, hit },
            appointment: AppointmentRef { id: appointment, search },
            numbers: NumbersDraft { count, reservation, donor },
            confirmations: ConfirmationsDraft {
                door_marked: ticks[0], contact_reachable: ticks[1], contact_present: ticks[2],
                contact_informed: ticks[3], contact_helpful: ticks[4], customer_informed: ticks[5], told: None,
            },
            attachments: files.into_iter().map(|id| AttachmentRef { name: id.clone(), id }).collect(),
            beside: Vec::new(),
            ..LineDraft::default()
        }
    }
}

prop_compose! {
    fn draft()(
        t in collection::vec(typed(), 6), more in collection::vec(typed(), 6),
        attributes in collection::btree_map(typed(), typed(), 0..5), lines in collection::vec(line(), 0..4),
    ) -> OrderDraft {
        let [need, order_type, product, requested_date, project_reference, customer_invoice_ref] = six(t);
        let [customer_order_ref, ..] = six(more);
        OrderDraft { need, order_type, product, attributes, requested_date, project_reference, customer_invoice_ref, customer_order_ref, lines, ..OrderDraft::default() }
    }
}

fn six(texts: Vec<String>) -> [String; 6] {
    texts.try_into().unwrap()
}

fn is_sound(outcome: &Outcome) {
    let error = outcome
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    assert_eq!(
        outcome.order.is_none(),
        error,
        "an order exactly where there is no error: {:?}",
        outcome.findings
    );
    let known: BTreeMap<_, _> = codes::ALL.iter().map(|code| (code.name, code.severity)).collect();
    for finding in &outcome.findings {
        assert_eq!(
            known.get(finding.code.as_str()),
            Some(&finding.severity),
            "{finding:?}"
        );
        assert!(!finding.path.is_empty());
    }
}

proptest! {
    #[test]
    fn any_draft_is_answered(draft in draft(), day in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(), now in any::<i64>()) {
        let (_, mut world) = good();
        is_sound(&world.parse(&draft));
        world.today = Date::from_julian_day(day).unwrap();
        world.now = Moment::from_millis(now);
        is_sound(&world.parse(&draft));
        let _ = line_state(&draft, 0, &world.facts.lines[0], &world.context());
        let read: OrderDraft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
        prop_assert_eq!(read, draft);
    }

    /// A good draft with one text replaced by anything.
    #[test]
    fn a_good_draft_with_anything_in_one_field_is_answered(field in 0_usize..24, text in typed(), attempt in 0_u32..4, telephony in any::<bool>()) {
        let (mut draft, mut world) = good();
        if telephony {
            draft.product = "PSTN".to_owned();
            draft.attributes = [("number".to_owned(), "new".to_owned())].into();
            world.ask(&draft, answered(Light::Green));
        }
        let line = &mut draft.lines[0];
        let fields: [&mut String; 24] = [
            &mut draft.need, &mut draft.order_type, &mut draft.product, &mut draft.requested_date, &mut draft.project_reference,
            &mut draft.customer_invoice_ref, &mut draft.customer_order_ref, &mut line.end_user.kind, &mut line.end_user.first_name,
            &mut line.end_user.date_of_birth, &mut line.address.kind, &mut line.address.street, &mut line.address.house_number,
            &mut line.address.unit, &mut line.address.postcode, &mut line.address.place, &mut line.address.register_id,
            &mut line.contact.name, &mut line.contact.phone, &mut line.contact.second_phone, &mut line.access_check.number,
            &mut line.access_check.id, &mut line.access_check.hit, &mut line.appointment.id,
        ];
        *fields.into_iter().nth(field).unwrap() = text;
        is_sound(&world.parse(&draft));
        world.ask(&draft, CheckOutcome::TimedOut { attempt });
        is_sound(&world.parse(&draft));
    }
}

#[test]
fn every_code_stands_once_and_names_its_rule() {
    let names: BTreeSet<_> = codes::ALL.iter().map(|code| code.name).collect();
    assert_eq!(names.len(), codes::ALL.len());
    let well_formed = |name: &str| {
        name.chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_'))
    };
    for code in codes::ALL {
        assert!(well_formed(code.name), "{}", code.name);
        assert!(code.rule.contains('-'), "{}", code.rule);
    }
    let reasons: BTreeSet<_> = reason::codes::ALL.iter().collect();
    assert_eq!(reasons.len(), reason::codes::ALL.len());
    assert!(reason::codes::ALL.iter().all(|name| well_formed(name)));
    assert_eq!(register_address().id, "v-0301-10014-64B");
}
