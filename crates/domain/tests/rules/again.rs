//! CHG-1, CHG-2 and "order again": what was sent comes back as a draft.

use domain::{
    address::AddressDraft,
    customer::{CompanyFact, EndUserDraft},
    finding::codes,
    orders::{
        AppointmentRef, NewOrder, OrderDraft, Ordered,
        reopen::{self, Sent},
    },
};

use crate::world::{TODAY, World, errors, good};

fn sent_of(order: &NewOrder) -> Sent {
    Sent::of(&Ordered::New(Box::new(order.clone())), None, TODAY)
}

/// Streets, cadastral places and INSA signatures, people and companies, with and without references.
fn sent() -> Vec<(OrderDraft, World, NewOrder)> {
    type Change = fn(&mut OrderDraft, &mut World);
    let changes: [Change; 5] = [
        |_, _| {},
        |draft, _| {
            draft.project_reference = "Solbakken".to_owned();
            draft.customer_invoice_ref = "4711".to_owned();
            draft.customer_order_ref = "PO-2041".to_owned();
            draft.lines[0].contact.second_phone = "+46 8 123 456 78".to_owned();
        },
        |draft, world| {
            draft.lines[0].end_user = EndUserDraft {
                kind: "company".to_owned(),
                company_name: "Solbakken AS".to_owned(),
                organisation_number: "310 001 007".to_owned(),
                ..EndUserDraft::default()
            };
            world.line().company = Some(CompanyFact::Active {
                name: "Solbakken AS".to_owned(),
            });
        },
        |draft, _| {
            draft.lines[0].address = AddressDraft {
                no_street_address: true,
                kind: "cadastre".to_owned(),
                not_in_register: true,
                farm_number: "12".to_owned(),
                title_number: "3".to_owned(),
                section_number: "7".to_owned(),
                municipality: "Vågå".to_owned(),
                existing_number: "61 23 45 67".to_owned(),
                large_area: true,
                ..AddressDraft::default()
            };
        },
        |draft, _| {
            draft.lines[0].address = AddressDraft {
                no_street_address: true,
                kind: "insa".to_owned(),
                insa: "OSL-0417-22".to_owned(),
                entrance: "B".to_owned(),
                unit: "H0201".to_owned(),
                ..AddressDraft::default()
            };
        },
    ];
    changes
        .into_iter()
        .map(|change| {
            let (mut draft, mut world) = good();
            change(&mut draft, &mut world);
            let outcome = crate::world::answered(domain::access_check::Light::Green);
            world.ask(&draft, outcome);
            let order = world.parse(&draft).order;
            let order = order.unwrap_or_else(|| panic!("{:?}", errors(&world.parse(&draft))));
            (draft, world, order)
        })
        .collect()
}

/// CHG-1: a reopened order shows what was sent, and sending it unchanged changes nothing.
#[test]
fn what_was_sent_comes_back_and_is_the_same_when_it_is_sent_again() {
    for (_, world, order) in sent() {
        let outcome = world.parse(&order.as_sent());
        assert_eq!(errors(&outcome), Vec::<String>::new());
        assert_eq!(outcome.order, Some(order.clone()));
        let mut findings = Vec::new();
        reopen::check(&sent_of(&order), &order.as_sent(), world.today, &mut findings);
        assert_eq!(findings, []);
    }
}

/// STA-1: "order again" keeps who, where and what, and asks for what belonged to that one delivery.
#[test]
fn ordering_again_asks_for_date_check_booking_and_confirmations() {
    for (_, world, order) in sent() {
        let again = order.again();
        let sent = order.as_sent();
        assert_eq!(
            (&again.product, &again.attributes),
            (&sent.product, &sent.attributes)
        );
        assert_eq!(again.lines[0].end_user, sent.lines[0].end_user);
        assert_eq!(again.lines[0].address, sent.lines[0].address);
        assert_eq!(again.lines[0].contact, sent.lines[0].contact);
        assert_eq!(again.customer_order_ref, "", "every order has its own number");
        assert_eq!(again.project_reference, sent.project_reference);
        assert_eq!(
            errors(&world.parse(&again)),
            [
                "lines[0].access_check: access_check.missing",
                "lines[0].confirmations.door_marked: confirmations.door_marked",
                "lines[0].confirmations.contact_reachable: confirmations.contact_reachable",
                "lines[0].confirmations.contact_present: confirmations.contact_present",
                "lines[0].confirmations.contact_informed: confirmations.contact_informed",
                "lines[0].confirmations.contact_helpful: confirmations.contact_helpful",
                "lines[0].confirmations.customer_informed: confirmations.customer_informed",
            ]
        );
        assert_eq!(again.lines[0].appointment, AppointmentRef::default());
    }
}

/// CHG-2: speed and the partner's references are changed by Service Request only; CHG-1: product and lines stay.
#[test]
fn what_needs_a_service_request_is_not_changed_by_reopening() {
    type Spoil = fn(&mut OrderDraft);
    let cases: [(Spoil, Option<&str>); 9] = [
        (
            |draft| draft.attributes.extend([("speed".into(), "24000/1024".into())]),
            Some("attributes.speed: reopen.speed"),
        ),
        (
            |draft| drop(draft.attributes.remove("speed")),
            Some("attributes.speed: reopen.speed"),
        ),
        (
            |draft| draft.customer_order_ref = "PO-2042".into(),
            Some("customer_order_ref: reopen.reference"),
        ),
        (
            |draft| draft.customer_invoice_ref = "4711".into(),
            Some("customer_invoice_ref: reopen.reference"),
        ),
        (
            |draft| draft.product = "ADSL_SHARED".into(),
            Some("product: reopen.other_product"),
        ),
        (
            |draft| draft.lines.push(draft.lines[0].clone()),
            Some("lines: reopen.other_lines"),
        ),
        (|draft| draft.project_reference = "Solbakken".into(), None),
        (|draft| draft.requested_date = "08.12.2026".into(), None),
        (|draft| draft.lines[0].contact.phone = "93456789".into(), None),
    ];
    let (_, _, order) = sent().remove(0);
    for (nth, (spoil, expected)) in cases.into_iter().enumerate() {
        let mut draft = order.as_sent();
        spoil(&mut draft);
        let mut findings = Vec::new();
        reopen::check(&sent_of(&order), &draft, TODAY, &mut findings);
        let found: Vec<_> = findings
            .iter()
            .map(|f| format!("{}: {}", f.path, f.code))
            .collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{nth}");
    }
    assert_eq!(codes::REOPEN_SPEED.rule, "CHG-2");
}

/// What is stored today, byte for byte as it was written before orders of other kinds were known.
const STORED: &str = r#"{"need":"new","order_type":"standard","product":"ADSL_FULL","attributes":{"modem":"yes","speed":"8128/640","static_address":"no"},
"requested_date":"","project_reference":"","customer_invoice_ref":"","customer_order_ref":"PO-2041","lines":[{"end_user":{"kind":"private",
"first_name":"Solveig","last_name":"Bakkemo","date_of_birth":"12.03.1971","company_name":"","organisation_number":""},"address":{
"no_street_address":false,"kind":"","register_id":"v-0301-10014-64B","not_in_register":false,"street":"Kirkeveien","house_number":"64 b",
"entrance":"","floor":"2","unit":"","postcode":"0364","place":"Oslo","farm_number":"","title_number":"","lease_number":"","section_number":"",
"municipality":"","insa":"","existing_number":"","large_area":false},"contact":{"name":"Solveig Bakkemo","phone":"912 34 567",
"second_phone":"+47 406 12 345"},"access_check":{"number":"","id":"check-1","hit":"hit-1"},"appointment":{"id":"slot-1","search":""},
"confirmations":{"door_marked":true,"contact_reachable":true,"contact_present":true,"contact_informed":true,"contact_helpful":true,
"customer_informed":true}}]}"#;

/// OFF-1: a draft that was kept by an earlier version is read, means the same, and is written as it was.
#[test]
fn an_old_draft_is_read_and_written_as_it_was() {
    let draft: OrderDraft = serde_json::from_str(STORED).unwrap();
    let (mut same, world) = good();
    same.order_type = "standard".to_owned();
    same.customer_order_ref = "PO-2041".to_owned();
    assert_eq!(draft, same);
    assert!(world.parse(&draft).order.is_some());
    let (then, now): (serde_json::Value, serde_json::Value) = (
        serde_json::from_str(STORED).unwrap(),
        serde_json::to_value(&draft).unwrap(),
    );
    assert_eq!(now, then, "an untouched part of a newer kind is not written");
    // Even an empty draft, and one that is newer than this version.
    let empty: OrderDraft = serde_json::from_str("{}").unwrap();
    assert_eq!(empty, OrderDraft::default());
    let newer: OrderDraft = serde_json::from_str(r#"{"need":"new","invented_later":[1]}"#).unwrap();
    assert_eq!(newer.need, "new");
}
