//! ORD-2, ORD-3: the product of an order and its attributes.

use domain::{
    catalogue::QuoteNeed,
    finding::{Param, codes},
    orders::OrderDraft,
};

use crate::world::{errors, good};

/// ORD-2, ORD-3
#[test]
fn a_product_is_chosen_and_can_be_ordered() {
    let (_, world) = good();
    for product in &world.catalogue.products {
        let expected = match (product.orderable, product.quote) {
            (false, _) => Some(codes::PRODUCT_NOT_ORDERABLE),
            (true, QuoteNeed::No) => None,
            (true, _) => Some(codes::PRODUCT_QUOTE_FIRST),
        };
        let draft = OrderDraft {
            product: product.code.clone(),
            ..good().0
        };
        let outcome = world.parse(&draft);
        let found = outcome.findings.iter().find(|finding| finding.path == "product");
        assert_eq!(
            found.map(|finding| finding.code.as_str()),
            expected.map(|code| code.name),
            "{}",
            product.code
        );
        if let Some(finding) = found {
            assert_eq!(
                finding.params.get("product"),
                Some(&Param::Name(product.name.clone()))
            );
            assert!(outcome.order.is_none());
        }
    }
    let draft = OrderDraft {
        product: "MODEM".to_owned(),
        ..good().0
    };
    assert_eq!(errors(&world.parse(&draft)), ["product: product.unknown"]);
}

/// ORD-2
#[test]
fn attributes_are_chosen_explicitly() {
    let (_, world) = good();
    let with = |attribute: &str, value: Option<&str>| {
        let mut draft = good().0;
        match value {
            Some(value) => drop(draft.attributes.insert(attribute.to_owned(), value.to_owned())),
            None => drop(draft.attributes.remove(attribute)),
        }
        let outcome = world.parse(&draft);
        (errors(&outcome), outcome.order)
    };
    assert_eq!(with("modem", None).0, ["attributes.modem: attribute.missing"]);
    assert_eq!(
        with("modem", Some(" ")).0,
        ["attributes.modem: attribute.missing"]
    );
    assert_eq!(
        with("modem", Some("perhaps")).0,
        ["attributes.modem: attribute.not_a_choice"]
    );
    assert_eq!(with("colour", Some("red")).0, ["attributes: attribute.unknown"]);
    // What was chosen for another product stays with the draft and out of the order.
    let (errors, order) = with("interface", Some("g703"));
    assert!(errors.is_empty());
    assert_eq!(
        order
            .unwrap()
            .attributes
            .keys()
            .map(String::as_str)
            .collect::<Vec<_>>(),
        ["modem", "speed", "static_address"]
    );
}

/// ORD-2, BOK-1: a number to port is a fixed line's, and asked for only when one is ported.
#[test]
fn a_number_that_comes_along_is_typed() {
    let cases = [
        ("new", "", None),
        ("new", "rubbish", None),
        ("ported", "", Some("attribute.missing")),
        ("ported", "22 33 44 55", None),
        ("ported", "+47 22334455", None),
        ("ported", "91234567", Some("attribute.not_a_number")),
        ("ported", "59000000", Some("attribute.not_a_number")),
        ("ported", "2233445", Some("attribute.not_a_number")),
        ("ported", "223344556", Some("attribute.not_a_number")),
        ("ported", "22-33-44-55", Some("attribute.not_a_number")),
    ];
    for (choice, number, expected) in cases {
        let (mut draft, world) = good();
        draft.product = "PSTN".to_owned();
        draft.attributes = [("number", choice), ("ported_number", number)]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into();
        let outcome = world.parse(&draft);
        let found = outcome
            .findings
            .iter()
            .find(|finding| finding.path == "attributes.ported_number");
        assert_eq!(
            found.map(|finding| finding.code.as_str()),
            expected,
            "{choice} {number}"
        );
    }
}
