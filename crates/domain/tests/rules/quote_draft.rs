//! QUO-1, QUO-2: what a price is asked for: everything that is wrong with it at once, and what it is when nothing is.

use domain::{
    address::AddressDraft,
    customer::ContactDraft,
    distance::Metres,
    finding::codes,
    quotes::{MOST_LINES, QuoteDraft, QuoteLineDraft, parse_line},
};
use proptest::{collection, prelude::*};

use crate::{
    quote_world::{address, chosen, circuit, co_location, file, hit_a, hit_b, quote, said},
    world::of,
};

/// QUO-1: product, attributes, A and B are all it takes.
#[test]
fn a_quote_with_nothing_wrong_is_one() {
    let (draft, world) = quote(vec![circuit()]);
    let verdict = world.parse(&draft);
    assert_eq!(said(&verdict), Vec::<String>::new());
    let quote = verdict.valid.unwrap();
    assert_eq!((quote.reference.as_deref(), quote.contact.as_ref()), (None, None));
    assert_eq!(quote.catalogue_version, world.catalogue.version);
    let line = &quote.lines[0];
    assert_eq!(line.product, "LL_2M");
    assert_eq!(line.attributes, circuit().attributes);
    assert_eq!(line.distance, Some(Metres(6_314)));
    let places: Vec<_> = [&line.address_a, &line.address_b]
        .into_iter()
        .flatten()
        .map(|address| address.in_one_line())
        .collect();
    assert_eq!(places, ["Kirkeveien 64B, 0364 OSLO", "Bryggeveien 7, 0665 OSLO"]);
}

/// QUO-1: reference and contact may be left out; what is typed is checked as everywhere.
#[test]
fn reference_and_contact_are_checked_when_they_are_given() {
    let (mut draft, world) = quote(vec![circuit()]);
    draft.reference = " Samband  Bryggen ".to_owned();
    draft.contact = ContactDraft {
        name: "Solveig Bakkemo".to_owned(),
        phone: "912 34 567".to_owned(),
        second_phone: String::new(),
    };
    let quote = world.quote(&draft);
    assert_eq!(quote.reference.as_deref(), Some("Samband Bryggen"));
    assert_eq!(quote.contact.unwrap().phone, "91234567");
    draft.reference = "x".repeat(51);
    draft.contact.name = "Solveig".to_owned();
    draft.contact.phone.clear();
    assert_eq!(
        said(&world.parse(&draft)),
        [
            "reference: text.too_long",
            "contact.name: contact.name.one_word",
            "contact.phone: phone.missing"
        ]
    );
}

type Spoil = fn(&mut QuoteLineDraft);

/// QUO-1, QUO-2: one thing wrong, and what is said of it.
#[test]
fn each_thing_that_is_wrong_with_a_line_is_said_at_its_field() {
    let circuits: Vec<(Spoil, &[&str])> = vec![
        (|_| {}, &[]),
        (|l| l.product.clear(), &["lines[0].product: product.missing"]),
        (
            |l| l.product = "MODEM".to_owned(),
            &["lines[0].product: product.unknown"],
        ),
        (
            |l| l.product = "ONLINE_ADSL".to_owned(),
            &["lines[0].product: product.not_orderable"],
        ),
        (
            |l| l.product = "ADSL_FULL".to_owned(),
            &["lines[0].product: quote.product.not_needed"],
        ),
        (
            |l| drop(l.attributes.remove("speed")),
            &["lines[0].attributes.speed: attribute.missing"],
        ),
        (
            |l| drop(l.attributes.insert("speed".to_owned(), "34M".to_owned())),
            &["lines[0].attributes.speed: attribute.not_a_choice"],
        ),
        (
            |l| drop(l.attributes.insert("colour".to_owned(), "red".to_owned())),
            &["lines[0].attributes: attribute.unknown"],
        ),
        // Of another product: kept in the draft, left out of the quote.
        (
            |l| drop(l.attributes.insert("room".to_owned(), "cage".to_owned())),
            &[],
        ),
        (
            |l| l.address_a.postcode = "9999".to_owned(),
            &[
                "lines[0].address_a.postcode: address.postcode.unknown",
                "lines[0].address_a.register_id: address.register.differs",
            ],
        ),
        (
            |l| l.address_b = AddressDraft::default(),
            &[
                "lines[0].address_b.street: address.street.missing",
                "lines[0].address_b.house_number: address.house_number.missing",
                "lines[0].address_b.postcode: address.postcode.missing",
                "lines[0].address_b.place: address.place.missing",
                "lines[0].address_b.register_id: address.register.missing",
                "lines[0].address_b.unit: address.unit.asked_for",
            ],
        ),
        (
            |l| l.address_b.street = "Postboks 12".to_owned(),
            &[
                "lines[0].address_b.street: address.street.po_box",
                "lines[0].address_b.register_id: address.register.differs",
            ],
        ),
        (
            |l| {
                l.address_b.register_id.clear();
                l.address_b.not_in_register = true;
            },
            &["lines[0].address_b.not_in_register: address.not_in_register"],
        ),
        // QUO-2: files go along without the flag, too.
        (|l| l.attachments = vec![file("map")], &[]),
        (
            |l| l.attachments = vec![file("map"), file("map"), file("plan")],
            &[
                "lines[0].attachments[1]: attachment.repeated",
                "lines[0].attachments[2]: attachment.unknown",
            ],
        ),
        // QUO-2: the flag opens the addresses, and asks for a file.
        (
            |l| l.attachment_flag = true,
            &["lines[0].attachments: quote.attachment.missing"],
        ),
        (
            |l| {
                (l.attachment_flag, l.attachments) = (true, vec![file("map")]);
                (l.address_a, l.address_b) = (AddressDraft::default(), AddressDraft::default());
            },
            &[],
        ),
        (
            |l| {
                (l.attachment_flag, l.attachments) = (true, vec![file("map")]);
                l.address_a.register_id.clear();
            },
            &["lines[0].address_a: quote.address.left_out"],
        ),
        // What goes along is warned of as everywhere.
        (
            |l| {
                (l.attachment_flag, l.attachments) = (true, vec![file("map")]);
                l.address_b.register_id.clear();
                l.address_b.not_in_register = true;
            },
            &["lines[0].address_b.not_in_register: address.not_in_register"],
        ),
    ];
    let rooms: Vec<(Spoil, &[&str])> = vec![
        (|_| {}, &[]),
        (
            |l| l.attachment_flag = false,
            &["lines[0].attachment_flag: quote.flag.needed"],
        ),
        (
            |l| l.attachments.clear(),
            &["lines[0].attachments: quote.form.missing"],
        ),
        (
            |l| (l.attachment_flag, l.attachments) = (false, Vec::new()),
            &[
                "lines[0].attachment_flag: quote.flag.needed",
                "lines[0].attachments: quote.form.missing",
            ],
        ),
        // It joins no two places: what stands as B counts for nothing.
        (|l| l.address_b.street = "Postboks 12".to_owned(), &[]),
        (
            |l| l.address_a.street = "Kirkeveien".to_owned(),
            &["lines[0].address_a: quote.address.left_out"],
        ),
    ];
    for (line, cases) in [(circuit(), circuits), (co_location(), rooms)] {
        for (at, (spoil, expected)) in cases.into_iter().enumerate() {
            let mut line = line.clone();
            spoil(&mut line);
            let (draft, world) = quote(vec![line]);
            assert_eq!(
                said(&world.parse(&draft)),
                expected,
                "{} {at}",
                draft.lines[0].product
            );
        }
    }
}

/// QUO-2: an address that is whole goes along with the flag, one that is not does not, and neither does B of one place.
#[test]
fn what_is_whole_goes_along() {
    let mut flagged = QuoteLineDraft {
        attachment_flag: true,
        attachments: vec![file("map")],
        ..circuit()
    };
    flagged.address_b.postcode.clear();
    let room = QuoteLineDraft {
        address_a: address(&hit_a()),
        address_b: address(&hit_b()),
        ..co_location()
    };
    let (draft, world) = quote(vec![flagged, room]);
    let quote = world.quote(&draft);
    for line in &quote.lines {
        assert!(line.address_a.is_some() && line.attachment_flag && line.attachments.len() == 1);
        assert_eq!((line.address_b.as_ref(), line.distance), (None, None));
    }
}

/// QUO-3: a distance is computed between two addresses of the register that have points.
#[test]
fn a_distance_needs_two_points() {
    let distance = |spoil: fn(&mut QuoteLineDraft), world_spoil: fn(&mut crate::quote_world::QuoteWorld)| {
        let mut line = circuit();
        spoil(&mut line);
        let (draft, mut world) = quote(vec![line]);
        world_spoil(&mut world);
        world.quote(&draft).lines[0].distance
    };
    let not_in_register: fn(&mut QuoteLineDraft) = |line| {
        line.address_b.register_id.clear();
        line.address_b.not_in_register = true;
    };
    assert_eq!(distance(|_| {}, |_| {}), Some(Metres(6_314)));
    assert_eq!(distance(not_in_register, |_| {}), None);
    let no_point: fn(&mut crate::quote_world::QuoteWorld) = |world| {
        let hit = world.facts[0].address_a.as_mut().unwrap();
        (hit.latitude, hit.longitude) = (0.0, 0.0);
    };
    assert_eq!(distance(|_| {}, no_point), None);
}

/// QUO-1
#[test]
fn a_circuit_from_a_place_to_itself_is_asked_about() {
    let (mut draft, mut world) = quote(vec![QuoteLineDraft {
        address_b: address(&hit_a()),
        ..circuit()
    }]);
    world.facts[0].address_b = Some(hit_a());
    assert_eq!(
        said(&world.parse(&draft)),
        ["lines[0].address_b: quote.same_place"]
    );
    assert_eq!(world.quote(&draft).warnings.len(), 1);
    draft.lines[0].address_b.unit = "H0201".to_owned();
    assert_eq!(said(&world.parse(&draft)), Vec::<String>::new());
}

/// QUO-1: 1 to 50 lines.
#[test]
fn a_quote_has_from_one_to_fifty_lines() {
    for (lines, code) in [
        (0, Some(codes::QUOTE_LINES_MISSING)),
        (1, None),
        (50, None),
        (51, Some(codes::QUOTE_LINES_MOST)),
    ] {
        let (draft, world) = quote(vec![circuit(); lines]);
        let expected: Vec<_> = code
            .map(|code| format!("lines: {}", code.name))
            .into_iter()
            .collect();
        assert_eq!(said(&world.parse(&draft)), expected, "{lines}");
    }
    assert_eq!(MOST_LINES, 50);
}

/// QUO-1: everything at once, and every line by itself.
#[test]
fn all_that_is_wrong_is_said_at_once() {
    let room = QuoteLineDraft {
        attachment_flag: false,
        ..co_location()
    };
    let fast = QuoteLineDraft {
        product: "LL_34M".to_owned(),
        attributes: chosen(&[("speed", "34M")]),
        ..circuit()
    };
    let (draft, world) = quote(vec![circuit(), room, fast]);
    let wrong = [
        "lines[1].attachment_flag: quote.flag.needed",
        "lines[2].attributes.interface: attribute.missing",
        "lines[2].attributes.redundancy: attribute.missing",
    ];
    assert_eq!(said(&world.parse(&draft)), wrong);
    let alone = |at| parse_line(&draft, at, &world.context());
    assert!(alone(0).unwrap().valid.is_some());
    assert_eq!(said(&alone(1).unwrap()), wrong[..1]);
    assert_eq!(said(&alone(2).unwrap()), wrong[1..]);
    assert!(alone(3).is_none());
}

/// ORD-9: a file goes with one line of a quote, as with one line of an order.
#[test]
fn a_file_goes_with_one_line_of_a_quote() {
    let (draft, world) = quote(vec![co_location(), co_location()]);
    assert_eq!(
        said(&world.parse(&draft)),
        ["lines[1].attachments[0]: attachment.repeated"]
    );
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "",
            "LL_2M",
            "LL_155M",
            "CAPACITY",
            "TELELOSJI",
            "ADSL_FULL",
            "speed",
            "2M",
            "room",
            "street",
            "insa",
            "0364",
            "64B",
            "Kirkeveien",
            "Postboks 12",
            "v-0301-10014-64B",
            "map",
        ])
        .prop_map(str::to_owned),
    ]
}

prop_compose! {
    fn line()(t in collection::vec(typed(), 8), attributes in collection::btree_map(typed(), typed(), 0..4), files in collection::vec(typed(), 0..3), ticks in any::<[bool; 3]>()) -> QuoteLineDraft {
        let [product, street_a, house_number, postcode, register_id, street_b, kind, insa]: [String; 8] = t.try_into().unwrap();
        QuoteLineDraft {
            product,
            attributes,
            address_a: AddressDraft { street: street_a, house_number, postcode, register_id, not_in_register: ticks[0], ..AddressDraft::default() },
            address_b: AddressDraft { street: street_b, kind, insa, no_street_address: ticks[1], ..address(&hit_b()) },
            attachment_flag: ticks[2],
            attachments: files.iter().map(|id| file(id)).collect(),
        }
    }
}

proptest! {
    /// QUO-1: whatever a quote holds, it is answered: with a quote and no error, or with errors and no quote. It is written
    /// as it is read.
    #[test]
    fn any_quote_is_answered(reference in typed(), name in typed(), lines in collection::vec(line(), 0..4)) {
        let contact = ContactDraft { name, ..ContactDraft::default() };
        let (mut draft, world) = quote(lines);
        (draft.reference, draft.contact) = (reference, contact);
        let verdict = world.parse(&draft);
        prop_assert!(verdict.findings.iter().all(|finding| !finding.path.is_empty()));
        let read: QuoteDraft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
        prop_assert_eq!(&read, &draft);
        let _ = of(&verdict.findings, domain::finding::Severity::Error);
    }

    /// QUO-2: whatever stands in the addresses, with the flag it stops nobody.
    #[test]
    fn with_the_flag_no_address_stops_a_quote(one in line(), other in line()) {
        let flagged = QuoteLineDraft {
            address_a: one.address_a,
            address_b: other.address_b,
            attachment_flag: true,
            attachments: vec![file("map")],
            ..circuit()
        };
        let (draft, world) = quote(vec![flagged]);
        prop_assert!(world.parse(&draft).valid.is_some());
    }
}
