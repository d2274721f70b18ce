//! REF-1, REF-2: the three references.

use domain::{
    finding::{Finding, Param, codes},
    orders::{OrderDraft, ReferenceHabits},
    references::{LONGEST, References, parse},
};
use proptest::prelude::*;

fn draft(project: &str, invoice: &str, order: &str) -> OrderDraft {
    OrderDraft {
        project_reference: project.to_owned(),
        customer_invoice_ref: invoice.to_owned(),
        customer_order_ref: order.to_owned(),
        ..OrderDraft::default()
    }
}

fn check(draft: &OrderDraft, habits: &ReferenceHabits) -> (References, Vec<Finding>) {
    let mut findings = Vec::new();
    let references = parse(draft, habits, &mut findings);
    (references, findings)
}

fn listed(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{}: {}", finding.path, finding.code))
        .collect()
}

/// REF-1
#[test]
fn references_are_optional_short_and_without_control_characters() {
    let none = ReferenceHabits::default();
    let (references, findings) = check(&draft("", "  ", ""), &none);
    assert!(findings.is_empty());
    assert_eq!(references, References::default());
    let (references, _) = check(&draft(" Nytt  kontor ", "INV-1", "4711"), &none);
    assert_eq!(references.project_reference.as_deref(), Some("Nytt kontor"));
    assert!(check(&draft(&"å".repeat(LONGEST), "", ""), &none).1.is_empty());
    let (_, findings) = check(&draft(&"å".repeat(LONGEST + 1), "a\u{7}b", "\u{202e}1"), &none);
    assert_eq!(
        listed(&findings),
        [
            "project_reference: text.too_long",
            "customer_invoice_ref: text.control_character",
            "customer_order_ref: text.control_character"
        ]
    );
    assert_eq!(findings[0].params.get("length"), Some(&Param::Number(51)));
}

/// REF-2
#[test]
fn the_same_value_in_two_fields_is_a_warning_at_the_second() {
    let none = ReferenceHabits::default();
    let (_, findings) = check(&draft("PO-1", "po-1", ""), &none);
    assert_eq!(listed(&findings), ["customer_invoice_ref: reference.same"]);
    assert_eq!(
        findings[0].params.get("other"),
        Some(&Param::Term("reference.project_reference".to_owned()))
    );
    assert_eq!(
        listed(&check(&draft("x", "y", "X"), &none).1),
        ["customer_order_ref: reference.same"]
    );
    assert_eq!(check(&draft("x", "x", "x"), &none).1.len(), 2);
    assert!(check(&draft("", "", ""), &none).1.is_empty());
    assert_eq!(codes::REFERENCE_SAME.severity, domain::finding::Severity::Warning);
}

/// REF-2: five of the last ten make a pattern.
#[test]
fn a_value_that_looks_like_what_belongs_elsewhere_is_a_warning() {
    let times =
        |count: usize, value: &str| -> Vec<String> { (0..count).map(|n| format!("{value}{n}")).collect() };
    let invoice = |count| ReferenceHabits {
        customer_invoice_ref: times(count, "INV-20"),
        ..ReferenceHabits::default()
    };
    assert_eq!(
        listed(&check(&draft("inv-7", "", ""), &invoice(5)).1),
        ["project_reference: reference.looks_like"]
    );
    assert_eq!(
        listed(&check(&draft("", "", "INV-2041"), &invoice(10)).1),
        ["customer_order_ref: reference.looks_like"]
    );
    assert!(
        check(&draft("inv-7", "", ""), &invoice(4)).1.is_empty(),
        "four are no habit"
    );
    assert!(
        check(&draft("", "INV-7", ""), &invoice(10)).1.is_empty(),
        "it is in its own field"
    );
    assert!(
        check(&draft("PRJ-7", "", ""), &invoice(10)).1.is_empty(),
        "another prefix"
    );
    assert!(
        check(&draft("inv", "", ""), &invoice(10)).1.is_empty(),
        "a word has no pattern"
    );
    // Both fields are used like that: nothing is mixed up.
    let both = ReferenceHabits {
        project_reference: times(5, "INV-9"),
        ..invoice(5)
    };
    assert!(check(&draft("INV-7", "", ""), &both).1.is_empty());
    // What lies further back than ten orders does not count.
    let long_ago = ReferenceHabits {
        customer_invoice_ref: [times(6, "Z-"), times(4, "Y-"), times(9, "INV-")].concat(),
        ..ReferenceHabits::default()
    };
    assert!(check(&draft("INV-7", "", ""), &long_ago).1.is_empty());
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(a in any::<String>(), b in any::<String>(), c in any::<String>(), habits in proptest::collection::vec(any::<String>(), 0..12)) {
        let habits = ReferenceHabits { project_reference: habits.clone(), customer_invoice_ref: habits.clone(), customer_order_ref: habits };
        let _ = check(&draft(&a, &b, &c), &habits);
    }
}
