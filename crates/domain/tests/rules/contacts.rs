//! NOT-1: the partner's contacts, and which orders they are told of.

use domain::contacts::{Around, OrdersOf, PartnerContactDraft, Taken, parse};

fn draft() -> PartnerContactDraft {
    PartnerContactDraft {
        name: "  Kundeservice   dag ".to_owned(),
        phone: "+47 22 33 44 55".to_owned(),
        email: String::new(),
        group_email: "Ordre@Solbakken.Example".to_owned(),
        every_change: true,
        orders_of: "everyone".to_owned(),
    }
}

fn around() -> Around {
    Around {
        colleagues: vec!["oda.strand".to_owned(), "ingrid.vale".to_owned()],
        taken: vec![Taken {
            orders_of: OrdersOf::User("ingrid.vale".to_owned()),
            name: "Ingrid".to_owned(),
        }],
    }
}

fn found(draft: &PartnerContactDraft) -> Vec<String> {
    let listed = |finding: &domain::finding::Finding| format!("{}: {}", finding.path, finding.code);
    parse(draft, &around()).findings.iter().map(listed).collect()
}

/// NOT-1, CON-2
#[test]
fn a_contact_is_kept_tidied() {
    let contact = parse(&draft(), &around()).valid.unwrap();
    assert_eq!(contact.name, "Kundeservice dag");
    assert_eq!(contact.phone, "22334455");
    assert_eq!(contact.email, None);
    assert_eq!(contact.group_email.unwrap().as_str(), "Ordre@solbakken.example");
    assert_eq!(contact.orders_of, OrdersOf::Everyone);
    assert!(contact.every_change);
}

/// NOT-1, NOT-3: everything at once.
#[test]
fn everything_that_is_wrong_is_found_at_once() {
    let wrong = PartnerContactDraft {
        name: " ".to_owned(),
        phone: "02000".to_owned(),
        email: "ola".to_owned(),
        group_email: "a@b.example/c@d.example".to_owned(),
        every_change: true,
        orders_of: "marte.sund".to_owned(),
    };
    assert_eq!(
        found(&wrong),
        [
            "name: partner_contact.name.missing",
            "phone: phone.five_digits",
            "email: email.no_at",
            "group_email: email.several",
            "orders_of: partner_contact.orders_of.unknown",
        ]
    );
    assert!(parse(&wrong, &around()).valid.is_none());
    let hidden = PartnerContactDraft {
        name: "Ola\u{202e}Nordmann".to_owned(),
        ..draft()
    };
    assert_eq!(found(&hidden), ["name: text.control_character"]);
}

/// NOT-1: an order has one contact.
#[test]
fn nobodys_orders_are_told_to_two_contacts() {
    let of = |orders_of: &str| PartnerContactDraft {
        orders_of: orders_of.to_owned(),
        ..draft()
    };
    let verdict = parse(&of("ingrid.vale"), &around());
    assert!(verdict.valid.is_none());
    assert!(verdict.findings[0].is(domain::finding::codes::ORDERS_OF_TAKEN));
    let oda = parse(&of("oda.strand"), &around()).valid.unwrap();
    assert_eq!(oda.orders_of, OrdersOf::User("oda.strand".to_owned()));
    assert_eq!(oda.orders_of.code(), "oda.strand");
    assert_eq!(
        parse(&of(""), &around()).valid.unwrap().orders_of,
        OrdersOf::Nobody
    );
}

/// NOT-1: without an address nobody is told, and that is said where it was meant otherwise.
#[test]
fn a_wish_without_an_address_is_warned_of() {
    let warned = ["group_email: partner_contact.group_email.missing"];
    for (every_change, orders_of, expected) in [
        (true, "", &warned[..]),
        (false, "everyone", &warned[..]),
        (false, "", &[]),
    ] {
        let draft = PartnerContactDraft {
            group_email: " ".to_owned(),
            every_change,
            orders_of: orders_of.to_owned(),
            ..draft()
        };
        assert_eq!(found(&draft), expected);
        assert!(parse(&draft, &around()).valid.is_some());
    }
}
