//! CUS-1, CON-1, CON-3, CON-4: private customers and contact persons.

use domain::{
    customer::{Contact, ContactDraft, EndUser, EndUserDraft, parse_contact, parse_end_user},
    finding::{Finding, Path, Severity, codes},
    identity_number,
};
use proptest::prelude::*;
use time::macros::date;

use crate::world::TODAY;

fn private(first: &str, last: &str, born: &str) -> EndUserDraft {
    EndUserDraft {
        kind: "private".to_owned(),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        date_of_birth: born.to_owned(),
        ..EndUserDraft::default()
    }
}

fn person(draft: &EndUserDraft) -> (Option<EndUser>, Vec<String>) {
    let mut findings = Vec::new();
    let end_user = parse_end_user(draft, &Path::of("u"), TODAY, None, &mut findings);
    (end_user, listed(&findings))
}

fn listed(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{}: {}", finding.path, finding.code))
        .collect()
}

/// CUS-1
#[test]
fn a_private_customer_has_two_names_and_a_date_of_birth() {
    let (end_user, findings) = person(&private(" Anne  Lise ", "Bakke-Mo", "12.03.71"));
    assert!(findings.is_empty());
    assert_eq!(
        end_user,
        Some(EndUser::Private {
            first_name: "Anne Lise".to_owned(),
            last_name: "Bakke-Mo".to_owned(),
            date_of_birth: date!(1971 - 03 - 12)
        })
    );
    let (end_user, findings) = person(&private("", "", ""));
    assert!(end_user.is_none());
    assert_eq!(
        findings,
        [
            "u.first_name: end_user.first_name.missing",
            "u.last_name: end_user.last_name.missing",
            "u.date_of_birth: end_user.date_of_birth.missing"
        ]
    );
}

/// CUS-1: today is a Monday in November 2026.
#[test]
fn a_date_of_birth_is_neither_to_come_nor_before_1900() {
    let cases = [
        ("23.11.2026", Some("end_user.date_of_birth.under_18")),
        ("24.11.2026", Some("end_user.date_of_birth.in_the_future")),
        ("31.12.1899", Some("end_user.date_of_birth.before_1900")),
        ("01.01.1900", None),
        ("23.11.2008", None),
        ("24.11.2008", Some("end_user.date_of_birth.under_18")),
        ("29.02.2008", None),
        ("29.02.2007", Some("end_user.date_of_birth.no_such_day")),
        ("31.04.1971", Some("end_user.date_of_birth.no_such_day")),
        ("12.03", Some("end_user.date_of_birth.year_missing")),
        ("mars", Some("end_user.date_of_birth.unreadable")),
        ("1971", Some("end_user.date_of_birth.unreadable")),
    ];
    for (born, expected) in cases {
        let (_, findings) = person(&private("Ola", "Moe", born));
        assert_eq!(
            findings,
            expected
                .map(|code| format!("u.date_of_birth: {code}"))
                .into_iter()
                .collect::<Vec<_>>(),
            "{born}"
        );
    }
}

/// CUS-1: refused with an explanation, in whichever field it is typed.
#[test]
fn an_identity_number_is_refused_wherever_it_is_typed() {
    for typed in [
        "01017012345",
        "010170 12345",
        "010170-12345",
        "01 01 70 12345",
        "01.01.70.12345",
        "010170\u{a0}12345",
    ] {
        assert!(identity_number::is_in(typed), "{typed}");
        assert_eq!(
            person(&private("Ola", "Moe", typed)).1,
            ["u.date_of_birth: identity_number"],
            "{typed}"
        );
        assert_eq!(
            person(&private(typed, "Moe", "1.1.70")).1,
            ["u.first_name: identity_number"],
            "{typed}"
        );
        assert_eq!(
            person(&private("Ola", &format!("Moe {typed}"), "1.1.70")).1,
            ["u.last_name: identity_number"],
            "{typed}"
        );
        let company = EndUserDraft {
            kind: "company".to_owned(),
            company_name: "Moe AS".to_owned(),
            organisation_number: typed.to_owned(),
            ..EndUserDraft::default()
        };
        assert_eq!(
            person(&company).1,
            ["u.organisation_number: identity_number"],
            "{typed}"
        );
        assert_eq!(
            contact(typed, "91234567", "40612345", true).1,
            ["c.name: identity_number"],
            "{typed}"
        );
    }
    for typed in [
        "",
        "12.03.1971",
        "910 001 002",
        "0101701234",
        "010170123456",
        "01017 / 012345",
        "a1b2c3d4e5f6",
    ] {
        assert!(!identity_number::is_in(typed), "{typed}");
    }
}

/// CUS-1
#[test]
fn a_name_needs_a_letter_and_a_sensible_length() {
    assert_eq!(
        person(&private("-", "Moe", "1.1.70")).1,
        ["u.first_name: name.without_letters"]
    );
    assert_eq!(
        person(&private("1", "Moe", "1.1.70")).1,
        ["u.first_name: name.without_letters"]
    );
    assert_eq!(
        person(&private(&"a".repeat(101), "Moe", "1.1.70")).1,
        ["u.first_name: text.too_long"]
    );
    assert_eq!(
        person(&private("O\u{0}la", "Moe", "1.1.70")).1,
        ["u.first_name: text.control_character"]
    );
    assert_eq!(
        person(&private("O\u{202e}la", "Moe", "1.1.70")).1,
        ["u.first_name: text.control_character"]
    );
    for name in ["Øyvind", "Jean-Luc", "O'Hara", "Đặng", "李", "Åse Marie"] {
        assert!(person(&private(name, "Moe", "1.1.70")).1.is_empty(), "{name}");
    }
}

/// CUS-1
#[test]
fn the_kind_of_customer_is_chosen_and_never_guessed() {
    assert_eq!(
        person(&EndUserDraft::default()).1,
        ["u.kind: end_user.kind.missing"]
    );
    let draft = EndUserDraft {
        kind: "robot".to_owned(),
        ..EndUserDraft::default()
    };
    assert_eq!(person(&draft).1, ["u.kind: end_user.kind.unknown"]);
}

fn contact(name: &str, phone: &str, second: &str, visit: bool) -> (Option<Contact>, Vec<String>) {
    let draft = ContactDraft {
        name: name.to_owned(),
        phone: phone.to_owned(),
        second_phone: second.to_owned(),
    };
    let mut findings = Vec::new();
    let contact = parse_contact(&draft, &Path::of("c"), visit, &mut findings);
    (contact, listed(&findings))
}

/// CON-1
#[test]
fn a_contact_person_has_a_full_name() {
    for name in ["Kari Moe", "Kari  Anne Moe", "Kari M.", "Per-Olav Å"] {
        assert!(contact(name, "91234567", "40612345", true).1.is_empty(), "{name}");
    }
    for name in ["Kari", " Kari ", "Kari 2", "Kari -", "Vaktmester"] {
        assert_eq!(
            contact(name, "91234567", "40612345", true).1,
            ["c.name: contact.name.one_word"],
            "{name}"
        );
    }
    assert_eq!(
        contact("", "91234567", "40612345", true).1,
        ["c.name: contact.name.missing"]
    );
}

/// CON-3
#[test]
fn a_fixed_number_is_a_hint_and_a_foreign_one_a_warning() {
    assert_eq!(
        contact("Kari Moe", "22334455", "40612345", true).1,
        ["c.phone: phone.fixed"]
    );
    assert_eq!(codes::PHONE_FIXED.severity, Severity::Hint);
    assert_eq!(
        contact("Kari Moe", "+46701234567", "40612345", true).1,
        ["c.phone: phone.foreign"]
    );
    assert_eq!(codes::PHONE_FOREIGN.severity, Severity::Warning);
}

/// CON-4
#[test]
fn a_second_number_is_asked_for_with_a_visit_and_is_another_one() {
    assert_eq!(
        contact("Kari Moe", "91234567", "", true).1,
        ["c.second_phone: contact.second_phone.missing"]
    );
    assert!(
        contact("Kari Moe", "91234567", "", true).0.is_some(),
        "a warning does not stop"
    );
    assert!(contact("Kari Moe", "91234567", "", false).1.is_empty());
    for same in ["91234567", "912 34 567", "+47 91234567", "0047 91 23 45 67"] {
        let (parsed, findings) = contact("Kari Moe", "91234567", same, true);
        assert_eq!(findings, ["c.second_phone: contact.second_phone.same"], "{same}");
        assert!(parsed.is_none());
    }
    assert_eq!(
        contact("Kari Moe", "91234567", "02000", true).1,
        ["c.second_phone: phone.five_digits"]
    );
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(a in any::<String>(), b in any::<String>(), c in any::<String>()) {
        let _ = person(&private(&a, &b, &c));
        let _ = contact(&a, &b, &c, true);
    }

    /// CUS-1
    #[test]
    fn eleven_digits_in_a_name_are_always_noticed(digits in "[0-9]{11}", before in "[A-Za-zæøå ]{0,8}", after in "[A-Za-zæøå ]{0,8}") {
        let name = format!("{before}{digits}{after}");
        prop_assert!(identity_number::is_in(&name));
    }
}
