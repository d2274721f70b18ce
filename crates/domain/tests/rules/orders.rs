//! The draft as a whole: what is sent when nothing is wrong, and everything at once when much is.

use domain::{
    finding::{Code, Param, Severity, codes},
    money::Ore,
    orders::{AppointmentRef, ConfirmationsDraft, MOST_PROJECT_LINES, OrderDraft, OrderType, Told},
};
use time::macros::date;

use crate::world::{SLOT_DAY, World, errors, found, good, warnings};

/// BOK-3: the booked day is the requested date.
#[test]
fn a_draft_with_nothing_wrong_becomes_an_order() {
    let (draft, world) = good();
    let outcome = world.parse(&draft);
    assert_eq!(errors(&outcome), Vec::<String>::new());
    assert_eq!(warnings(&outcome), Vec::<String>::new());
    let order = outcome.order.unwrap();
    assert_eq!(order.requested_date, SLOT_DAY);
    assert_eq!(
        (order.setup_price, order.monthly_rent),
        (Ore::kroner(1190 + 490), Ore::kroner(179 + 120))
    );
    assert_eq!(order.lines.len(), 1);
    assert_eq!(order.lines[0].contact.second_phone.as_deref(), Some("40612345"));
    assert_eq!(order.lines[0].appointment.as_deref(), Some("slot-1"));
    assert_eq!(order.catalogue_version, world.catalogue.version);
    assert!(!order.manual_handling);
}

/// GRD-3, ORD-1, ORD-2: all errors are found at once, never one at a time.
#[test]
fn a_draft_is_told_everything_that_it_lacks_at_once() {
    let (_, world) = good();
    let outcome = world.parse(&OrderDraft::default());
    assert_eq!(
        errors(&outcome),
        [
            "need: need.missing",
            "lines: lines.missing",
            "product: product.missing",
        ]
    );

    let draft = OrderDraft {
        lines: vec![Default::default()],
        product: "ADSL_FULL".to_owned(),
        ..OrderDraft::default()
    };
    assert_eq!(
        errors(&world.parse(&draft)),
        [
            "need: need.missing",
            "attributes.speed: attribute.missing",
            "attributes.static_address: attribute.missing",
            "attributes.modem: attribute.missing",
            "lines[0].end_user.kind: end_user.kind.missing",
            "lines[0].address.street: address.street.missing",
            "lines[0].address.house_number: address.house_number.missing",
            "lines[0].address.postcode: address.postcode.missing",
            "lines[0].address.place: address.place.missing",
            "lines[0].address.register_id: address.register.missing",
            "lines[0].contact.name: contact.name.missing",
            "lines[0].contact.phone: phone.missing",
            "lines[0].access_check: access_check.missing",
            "lines[0].confirmations.door_marked: confirmations.door_marked",
            "lines[0].confirmations.contact_reachable: confirmations.contact_reachable",
            "lines[0].confirmations.contact_present: confirmations.contact_present",
            "lines[0].confirmations.contact_informed: confirmations.contact_informed",
            "lines[0].confirmations.contact_helpful: confirmations.contact_helpful",
            "lines[0].confirmations.customer_informed: confirmations.customer_informed",
        ]
    );
}

/// GRD-1, GRD-2, GRD-3: every other need names its own form, and no answer is no answer.
#[test]
fn only_a_new_delivery_is_ordered_here() {
    let cases: [(&str, Option<Code>); 8] = [
        ("new", None),
        (" new ", None),
        ("", Some(codes::NEED_MISSING)),
        ("switch", Some(codes::NEED_SWITCH)),
        ("move", Some(codes::NEED_MOVE)),
        ("change", Some(codes::NEED_CHANGE)),
        ("terminate", Some(codes::NEED_TERMINATE)),
        ("NEW", Some(codes::NEED_UNKNOWN)),
    ];
    for (need, code) in cases {
        let (mut draft, world) = good();
        draft.need = need.to_owned();
        let expected: Vec<_> = code
            .map(|code| format!("need: {}", code.name))
            .into_iter()
            .collect();
        assert_eq!(errors(&world.parse(&draft)), expected, "{need:?}");
    }
}

/// The good draft as a Project of so many lines, without booking.
fn project(lines: usize) -> (OrderDraft, World) {
    let (mut draft, mut world) = good();
    draft.order_type = "project".to_owned();
    draft.requested_date = "07.12.2026".to_owned();
    draft.lines[0].appointment = AppointmentRef::default();
    draft.lines = vec![draft.lines[0].clone(); lines];
    // A family in one house: the same line twice would be a duplicate (ORD-5).
    for (line, year) in draft.lines.iter_mut().zip(1940..) {
        line.end_user.date_of_birth = format!("12.03.{year}");
    }
    world.facts.lines = vec![world.facts.lines[0].clone(); lines];
    (draft, world)
}

/// ORD-1
#[test]
fn a_standard_order_has_one_line_and_a_project_up_to_fifty() {
    for (lines, code) in [
        (0, Some(codes::LINES_MISSING)),
        (1, None),
        (2, None),
        (50, None),
        (51, Some(codes::LINES_PROJECT_MOST)),
    ] {
        let (draft, world) = project(lines);
        let outcome = world.parse(&draft);
        let expected: Vec<_> = code
            .map(|code| format!("lines: {}", code.name))
            .into_iter()
            .collect();
        assert_eq!(errors(&outcome), expected, "{lines}");
        if let Some(order) = outcome.order {
            assert_eq!((order.order_type, order.lines.len()), (OrderType::Project, lines));
            assert_eq!(
                order.setup_price,
                Ore::kroner(1680).times(lines),
                "the price is that of all lines"
            );
        }
    }
    assert_eq!(MOST_PROJECT_LINES, 50);
    for (kind, lines, code) in [
        ("", 2, "lines: lines.standard_one"),
        ("standard", 2, "lines: lines.standard_one"),
        ("standard", 0, "lines: lines.missing"),
        ("express", 1, "order_type: order_type.unknown"),
    ] {
        let (mut draft, world) = project(lines);
        draft.order_type = kind.to_owned();
        assert!(
            errors(&world.parse(&draft)).contains(&code.to_owned()),
            "{kind} {lines}"
        );
    }
}

/// ORD-1: what is wrong with a line is said at that line.
#[test]
fn each_line_of_a_project_is_checked_by_itself() {
    let (mut draft, world) = project(3);
    draft.lines[1].address.postcode = "9999".to_owned();
    draft.lines[2].contact.phone = "02000".to_owned();
    let found = errors(&world.parse(&draft));
    assert!(
        found.contains(&"lines[1].address.postcode: address.postcode.unknown".to_owned()),
        "{found:?}"
    );
    assert!(found.contains(&"lines[2].contact.phone: phone.five_digits".to_owned()));
    assert!(!found.iter().any(|finding| finding.starts_with("lines[0]")));
    // A line of which nothing is known is told so, and does not take its neighbour's facts.
    let (draft, mut world) = project(2);
    world.facts.lines.pop();
    let found = errors(&world.parse(&draft));
    assert_eq!(
        found,
        [
            "lines[1].address.register_id: address.register.unknown",
            "lines[1].access_check: access_check.unknown"
        ]
    );
}

/// ADR-8, CON-5, ORD-7: six things that the user has made sure of; without a visit only what the customer was told.
#[test]
fn every_confirmation_is_asked_for() {
    type Spoil = fn(&mut domain::orders::ConfirmationsDraft);
    let cases: [(Spoil, &str); 6] = [
        (|c| c.door_marked = false, "door_marked"),
        (|c| c.contact_reachable = false, "contact_reachable"),
        (|c| c.contact_present = false, "contact_present"),
        (|c| c.contact_informed = false, "contact_informed"),
        (|c| c.contact_helpful = false, "contact_helpful"),
        (|c| c.customer_informed = false, "customer_informed"),
    ];
    for (spoil, field) in cases {
        let (mut draft, world) = good();
        spoil(&mut draft.lines[0].confirmations);
        assert_eq!(
            errors(&world.parse(&draft)),
            [format!("lines[0].confirmations.{field}: confirmations.{field}")]
        );
    }
    let (mut draft, mut world) = good();
    for product in &mut world.catalogue.products {
        product.visit = false;
        product.booking = false;
    }
    draft.lines[0].confirmations = Default::default();
    draft.lines[0].appointment = AppointmentRef::default();
    draft.lines[0].contact.second_phone.clear();
    draft.requested_date = "06.12.2026".to_owned();
    let outcome = world.parse(&draft);
    assert_eq!(
        errors(&outcome),
        ["lines[0].confirmations.customer_informed: confirmations.customer_informed"]
    );
    assert!(
        warnings(&outcome).is_empty(),
        "no second number is asked for, and a Sunday will do"
    );
}

/// DAT-6: without a booking the date is typed, and every error about it names the earliest and offers one that is open.
#[test]
fn a_requested_date_is_checked_where_no_slot_gives_it() {
    let earliest = "03.12.2026";
    let cases: [(&str, Option<(Code, &str)>); 9] = [
        ("", Some((codes::REQUESTED_DATE_MISSING, earliest))),
        ("snart", Some((codes::REQUESTED_DATE_UNREADABLE, earliest))),
        ("30.2.2027", Some((codes::REQUESTED_DATE_NO_SUCH_DAY, earliest))),
        ("i dag", Some((codes::REQUESTED_DATE_TOO_EARLY, earliest))),
        ("2.12", Some((codes::REQUESTED_DATE_TOO_EARLY, earliest))),
        ("5.12", Some((codes::REQUESTED_DATE_WEEKEND, "07.12.2026"))),
        ("25.12", Some((codes::REQUESTED_DATE_HOLIDAY, "28.12.2026"))),
        ("24.11.2027", Some((codes::REQUESTED_DATE_TOO_LATE, "23.11.2027"))),
        ("3.12", None),
    ];
    for (typed, code) in cases {
        let (mut draft, world) = project(1);
        draft.requested_date = typed.to_owned();
        let outcome = world.parse(&draft);
        assert_eq!(
            errors(&outcome),
            code.map(|(code, _)| format!("requested_date: {}", code.name))
                .into_iter()
                .collect::<Vec<_>>()
        );
        match code {
            Some((code, offered)) => {
                let finding = found(&outcome, code).unwrap();
                assert_eq!(finding.suggestion.as_deref(), Some(offered), "{typed}");
                assert_eq!(
                    finding.params.get("earliest"),
                    Some(&Param::Date(date!(2026 - 12 - 03)))
                );
            }
            None => assert_eq!(outcome.order.unwrap().requested_date, date!(2026 - 12 - 03)),
        }
    }
}

/// REF-2, CON-4: what the user was warned of and went on with is kept with the order; hints are not.
#[test]
fn warnings_do_not_stop_and_are_kept() {
    let (mut draft, world) = good();
    draft.lines[0].contact.second_phone.clear();
    draft.lines[0].contact.phone = "22334455".to_owned();
    draft.project_reference = "4711".to_owned();
    draft.customer_order_ref = "4711".to_owned();
    let outcome = world.parse(&draft);
    assert!(
        outcome
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Hint)
    );
    let kept = outcome.order.unwrap().warnings;
    let kept: Vec<_> = kept.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(kept, ["reference.same", "contact.second_phone.missing"]);
}

/// DAT-6: before the product is chosen nothing can be said of the earliest date.
#[test]
fn a_date_is_read_before_the_product_is_chosen() {
    let (mut draft, world) = good();
    draft.product.clear();
    draft.requested_date = "snart".to_owned();
    let outcome = world.parse(&draft);
    assert!(found(&outcome, codes::REQUESTED_DATE_WITHOUT_PRODUCT).is_some());
    draft.requested_date = "24.12".to_owned();
    let outcome = world.parse(&draft);
    assert!(
        !outcome
            .findings
            .iter()
            .any(|finding| finding.path == "requested_date")
    );
}

/// ADR-6: an address that no register knows sends the order to manual handling, and that is said beforehand.
#[test]
fn an_address_in_no_register_is_handled_by_hand() {
    let (mut draft, world) = good();
    draft.lines[0].address.register_id.clear();
    draft.lines[0].address.not_in_register = true;
    let outcome = world.parse(&draft);
    assert_eq!(
        warnings(&outcome),
        ["lines[0].address.not_in_register: address.not_in_register"]
    );
    assert!(outcome.order.unwrap().manual_handling);
}

/// ORD-7: what was confirmed is what was told; of nothing at all nobody has told anybody.
#[test]
fn the_customer_is_informed_of_what_they_were_told_and_of_nothing_else() {
    let at = |day, kroner| {
        Some(Told {
            day,
            setup: Ore::kroner(kroner),
        })
    };
    let monday = at(date!(2026 - 12 - 07), 1190);
    let tuesday = at(date!(2026 - 12 - 08), 1190);
    let dearer = at(date!(2026 - 12 - 07), 1680);
    let cases = [
        (true, monday, monday, true),
        (true, monday, tuesday, false),
        (true, monday, dearer, false),
        // The slot has run out: what was told is compared with the next one.
        (true, monday, None, true),
        // Ticked before what was told was kept.
        (true, None, monday, true),
        (true, None, None, false),
        (false, monday, monday, false),
        (false, None, monday, false),
    ];
    for (customer_informed, told, now, informed) in cases {
        let given = ConfirmationsDraft {
            customer_informed,
            told,
            ..ConfirmationsDraft::default()
        };
        assert_eq!(given.is_informed_of(now), informed, "{given:?} {now:?}");
    }
}
