//! CUS-2: organisation numbers and what the company register says.

use domain::{
    customer::{CompanyFact, EndUser, EndUserDraft, parse_end_user},
    finding::{Code, Finding, Path, Severity, codes},
    organisation_number::{
        OrganisationNumber,
        OrganisationNumberError::{self, *},
    },
};
use proptest::prelude::*;

use crate::world::TODAY;

/// CUS-2: numbers worked out by hand for the demonstration; none of them needs to belong to anybody.
#[test]
fn a_number_with_a_right_check_digit_is_accepted_with_or_without_spaces() {
    let cases = [
        ("310001007", "310001007"),
        ("310 001 007", "310001007"),
        (" 310001007\u{a0}", "310001007"),
        ("NO 310001007 MVA", "310001007"),
        ("310001007mva", "310001007"),
        ("310.001.007", "310001007"),
        ("Org.nr.: 310 001 007", "310001007"),
        // 8·3 = 24, remainder 2, check digit 9.
        ("800000009", "800000009"),
        // 1·2 = 2 in the last place but one, remainder 2.
        ("000000019", "000000019"),
        // The sum is 11: remainder 0, check digit 0.
        ("310000000", "310000000"),
    ];
    for (typed, stored) in cases {
        let number = OrganisationNumber::parse(typed);
        assert_eq!(
            number.as_ref().map(OrganisationNumber::as_str),
            Ok(stored),
            "{typed:?}"
        );
    }
}

/// CUS-2
#[test]
fn a_wrong_number_says_what_is_wrong_with_it() {
    let cases: &[(&str, OrganisationNumberError)] = &[
        ("", Missing),
        ("  ", Missing),
        ("31000100", Length),
        ("3100010070", Length),
        ("3", Length),
        ("SE310001007", Characters),
        ("310001007AS", Characters),
        ("NO MVA", Characters),
        ("310-001-007", Characters),
        ("٣١٠٠٠١٠٠٧", Characters),
        ("310001008", CheckDigit),
        ("310001070", CheckDigit),
        ("130001007", CheckDigit),
        ("123456789", CheckDigit),
    ];
    for (typed, expected) in cases {
        assert_eq!(OrganisationNumber::parse(typed), Err(*expected), "{typed:?}");
    }
}

/// CUS-2: a remainder of one would need the check digit 10, so no such number is valid, whatever its last digit.
#[test]
fn a_remainder_of_one_is_never_valid() {
    // 4·3, 6·2 and 1·2 + 2·5 are all 12.
    for first in ["40000000", "00000006", "01002000"] {
        let sum: u32 = first
            .chars()
            .zip([3, 2, 7, 6, 5, 4, 3, 2])
            .map(|(c, w)| c.to_digit(10).unwrap() * w)
            .sum();
        assert_eq!(sum % 11, 1, "{first}");
        for check in 0..10 {
            assert_eq!(
                OrganisationNumber::parse(&format!("{first}{check}")),
                Err(CheckDigit),
                "{first}{check}"
            );
        }
    }
}

/// CUS-2: of the ten numbers with the same first eight digits exactly one is valid, or none at remainder one.
#[test]
fn of_ten_neighbours_exactly_one_is_valid_or_none() {
    let mut none = 0;
    for first in (80_000_000..80_002_000).chain(91_234_000..91_234_500) {
        let valid = (0..10)
            .filter(|check| OrganisationNumber::parse(&format!("{first}{check}")).is_ok())
            .count();
        let digits: Vec<u32> = first.to_string().chars().filter_map(|c| c.to_digit(10)).collect();
        let sum: u32 = digits
            .iter()
            .zip([3, 2, 7, 6, 5, 4, 3, 2])
            .map(|(d, w)| d * w)
            .sum();
        assert_eq!(valid, usize::from(sum % 11 != 1), "{first}");
        none += usize::from(valid == 0);
    }
    assert!(none > 100, "the trap stands in the range");
}

fn company(number: &str, name: &str) -> EndUserDraft {
    EndUserDraft {
        kind: "company".to_owned(),
        company_name: name.to_owned(),
        organisation_number: number.to_owned(),
        ..EndUserDraft::default()
    }
}

fn parse(draft: &EndUserDraft, fact: Option<&CompanyFact>) -> (Option<EndUser>, Vec<Finding>) {
    let mut findings = Vec::new();
    let end_user = parse_end_user(draft, &Path::of("end_user"), TODAY, fact, &mut findings);
    (end_user, findings)
}

/// CUS-2
#[test]
fn the_register_decides_whether_a_company_can_be_a_customer() {
    let name = || "Fjellbekk Regnskap AS".to_owned();
    let cases: &[(CompanyFact, Option<Code>)] = &[
        (CompanyFact::Active { name: name() }, None),
        (
            CompanyFact::Bankrupt { name: name() },
            Some(codes::ORGANISATION_NUMBER_BANKRUPT),
        ),
        (
            CompanyFact::WindingUp { name: name() },
            Some(codes::ORGANISATION_NUMBER_WINDING_UP),
        ),
        (CompanyFact::Deleted, Some(codes::ORGANISATION_NUMBER_DELETED)),
        (CompanyFact::Unknown, Some(codes::ORGANISATION_NUMBER_UNKNOWN)),
        (
            CompanyFact::RegisterAway,
            Some(codes::ORGANISATION_NUMBER_NOT_CHECKED),
        ),
    ];
    for (fact, code) in cases {
        let (end_user, findings) = parse(&company("310 001 007", &name()), Some(fact));
        assert_eq!(
            findings.iter().map(|f| f.code.as_str()).collect::<Vec<_>>(),
            code.map(|c| c.name).into_iter().collect::<Vec<_>>()
        );
        let stopped = code.is_some_and(|code| code.severity == Severity::Error);
        assert_eq!(end_user.is_none(), stopped, "{fact:?}");
    }
    // The register has not been asked yet.
    assert!(parse(&company("310001007", &name()), None).1.is_empty());
}

/// CUS-2: the register's name is offered, and the user's own kept.
#[test]
fn another_name_than_the_registers_is_a_warning_that_offers_it() {
    let fact = CompanyFact::Active {
        name: "FJELLBEKK REGNSKAP AS".to_owned(),
    };
    let (end_user, findings) = parse(&company("310001007", "Fjellbekk"), Some(&fact));
    assert!(end_user.is_some());
    assert!(findings[0].is(codes::COMPANY_NAME_DIFFERS));
    assert_eq!(findings[0].suggestion.as_deref(), Some("FJELLBEKK REGNSKAP AS"));
    // Case makes no difference.
    assert!(
        parse(&company("310001007", "fjellbekk regnskap as"), Some(&fact))
            .1
            .is_empty()
    );
    // An empty field is filled in with one click.
    let (_, findings) = parse(&company("310001007", ""), Some(&fact));
    assert!(findings[0].is(codes::COMPANY_NAME_MISSING));
    assert_eq!(findings[0].suggestion.as_deref(), Some("FJELLBEKK REGNSKAP AS"));
}

/// CUS-2: a company may be called by digits alone, and what is known of another number says nothing.
#[test]
fn a_fact_counts_only_for_a_number_that_can_exist() {
    let fact = CompanyFact::Deleted;
    let (_, findings) = parse(&company("123456789", "2020 AS"), Some(&fact));
    let found: Vec<_> = findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(found, [codes::ORGANISATION_NUMBER_CHECK_DIGIT.name]);
    assert!(parse(&company("310001007", "1881"), None).1.is_empty());
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(typed in any::<String>()) {
        let _ = OrganisationNumber::parse(&typed);
    }

    /// CUS-2: swapping two different neighbours never goes unnoticed, but where their weights are alike: none are.
    #[test]
    fn swapped_digits_are_noticed(first in "[1-9][0-9]{7}", at in 0_usize..7) {
        let Some(valid) = (0..10).map(|check| format!("{first}{check}")).find(|n| OrganisationNumber::parse(n).is_ok()) else {
            return Ok(());
        };
        let mut digits: Vec<char> = valid.chars().collect();
        digits.swap(at, at + 1);
        let swapped: String = digits.into_iter().collect();
        prop_assert_eq!(OrganisationNumber::parse(&swapped).is_ok(), swapped == valid);
    }
}
