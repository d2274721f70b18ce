//! CON-2: phone numbers as they are typed, and each kind that no contact person answers.

use domain::phone::{
    Phone,
    PhoneError::{self, *},
    PhoneKind::{self, *},
    suggestion, tidied,
};
use proptest::prelude::*;

/// CON-2
#[test]
fn a_number_is_stored_as_digits_however_it_is_typed() {
    let cases: &[(&str, &str, PhoneKind)] = &[
        ("91234567", "91234567", Mobile),
        ("912 34 567", "91234567", Mobile),
        ("91 23 45 67", "91234567", Mobile),
        ("9 1 2 3 4 5 6 7", "91234567", Mobile),
        (" 91234567 ", "91234567", Mobile),
        ("91\u{a0}23\u{a0}45\u{a0}67", "91234567", Mobile),
        ("91\u{2009}23\u{202f}45 67", "91234567", Mobile),
        ("91234567\t", "91234567", Mobile),
        ("\u{200e}91234567\u{202c}", "91234567", Mobile),
        ("\u{feff}91234567", "91234567", Mobile),
        ("+4791234567", "91234567", Mobile),
        ("+47 912 34 567", "91234567", Mobile),
        ("+ 47 91234567", "91234567", Mobile),
        ("004791234567", "91234567", Mobile),
        ("00 47 912 34 567", "91234567", Mobile),
        ("40612345", "40612345", Mobile),
        ("46000000", "46000000", Mobile),
        // Norwegian numbers that begin with the digits of the country code.
        ("47123456", "47123456", Mobile),
        ("+47 47 12 34 56", "47123456", Mobile),
        ("99999999", "99999999", Mobile),
        ("22334455", "22334455", Fixed),
        ("33445566", "33445566", Fixed),
        ("50000000", "50000000", Fixed),
        ("55123456", "55123456", Fixed),
        ("57999999", "57999999", Fixed),
        ("61234567", "61234567", Fixed),
        ("73123456", "73123456", Fixed),
        ("79001122", "79001122", Fixed),
        ("+4722334455", "22334455", Fixed),
        ("+46701234567", "+46701234567", Foreign),
        ("+46 70 123 45 67", "+46701234567", Foreign),
        ("+4520123456", "+4520123456", Foreign),
        ("+12025550123", "+12025550123", Foreign),
        ("+35812345", "+35812345", Foreign),
        ("+123456789012345", "+123456789012345", Foreign),
    ];
    for (typed, number, kind) in cases {
        let phone = Phone::parse(typed).unwrap_or_else(|error| panic!("{typed:?}: {error:?}"));
        assert_eq!((phone.as_str(), phone.kind()), (*number, *kind), "{typed:?}");
    }
}

/// CON-2: each kind of wrong number has a code, and so a text, of its own.
#[test]
fn each_kind_of_wrong_number_is_told_apart() {
    let cases: &[(&str, PhoneError)] = &[
        ("", Missing),
        ("   ", Missing),
        ("\u{a0}", Missing),
        ("+47", Missing),
        // Letters.
        ("tlf 91234567", Letters),
        ("91234567 (Kari)", Letters),
        ("912345O7", Letters),
        ("ring meg", Letters),
        ("91234567 jobb", Letters),
        ("eller", Letters),
        // Other characters than digits.
        ("22-33-44-55", Characters),
        ("22.33.44.55", Characters),
        ("(22) 33 44 55", Characters),
        ("#91234567", Characters),
        ("*21*91234567#", Characters),
        ("++4791234567", Characters),
        ("91234567+", Characters),
        ("٩١٢٣٤٥٦٧", Characters),
        ("91234567!", Characters),
        // Two numbers in one field.
        ("91234567/92345678", Several),
        ("91234567 / 92345678", Several),
        ("91234567, 92345678", Several),
        ("91234567,92345678", Several),
        ("91234567 eller 92345678", Several),
        ("91234567 ELLER 92345678", Several),
        ("91234567eller92345678", Several),
        ("91234567 og 92345678", Several),
        ("91234567 or 92345678", Several),
        ("91234567; 92345678", Several),
        ("91234567 & 92345678", Several),
        ("91234567\n92345678", Several),
        ("91234567 92345678", Several),
        ("9123456792345678", Several),
        ("22 33 44 55 / 56", Several),
        ("+4791234567/+4792345678", Several),
        ("+4791234567 +4792345678", Several),
        ("91234567-92345678", Several),
        // Lengths.
        ("1", TooFewDigits),
        ("112", TooFewDigits),
        ("1881", TooFewDigits),
        ("12345", TooFewDigits),
        ("9123456", TooFewDigits),
        ("+479123456", TooFewDigits),
        ("912345678", TooManyDigits),
        ("+47912345678", TooManyDigits),
        ("4791234567", TooManyDigits),
        ("12345678901", TooManyDigits),
        ("123456789012", TooManyDigits),
        // Five digits that lead to a switchboard.
        ("02000", FiveDigits),
        ("02800", FiveDigits),
        ("05000", FiveDigits),
        ("0 91 00", FiveDigits),
        ("+47 02000", FiveDigits),
        ("09999", FiveDigits),
        // Machines.
        ("580000000000", Machine12),
        ("58 12 34 56 78 90", Machine12),
        ("+47 581234567890", Machine12),
        ("58123456", Machine58),
        ("58000000", Machine58),
        ("59000000", Machine59),
        ("59 12 34 56", Machine59),
        ("+4759123456", Machine59),
        // Special numbers.
        ("80012345", Special8),
        ("800 12 345", Special8),
        ("81012345", Special8),
        ("81549300", Special8),
        ("82012345", Special8),
        ("82912345", Special8),
        ("85123456", Special8),
        ("88001122", Special8),
        ("+47 815 00 000", Special8),
        // Series that nobody has.
        ("01234567", NotInUse),
        ("12345678", NotInUse),
        ("00000000", NotInUse),
        // Foreign numbers.
        ("0046701234567", ForeignWithoutPlus),
        ("00 45 20 12 34 56", ForeignWithoutPlus),
        ("+1234567", ForeignLength),
        ("+1234567890123456", ForeignLength),
        ("+0701234567", ForeignLength),
        ("+46", ForeignLength),
        ("+", ForeignLength),
    ];
    for (typed, expected) in cases {
        assert_eq!(Phone::parse(typed), Err(*expected), "{typed:?}");
    }
    let codes: std::collections::BTreeSet<_> = cases.iter().map(|(_, error)| error.code().name).collect();
    assert_eq!(
        codes.len(),
        14,
        "every kind stands in the table, with a code of its own"
    );
}

/// CON-2: every number of eight digits, by its first two.
#[test]
fn the_first_two_digits_decide_on_every_norwegian_number() {
    for start in 0..100_u32 {
        let number = format!("{start:02}123456");
        let expected = match start {
            40..=49 | 90..=99 => Ok(Mobile),
            20..=39 | 50..=57 | 60..=79 => Ok(Fixed),
            58 => Err(Machine58),
            59 => Err(Machine59),
            80..=89 => Err(Special8),
            _ => Err(NotInUse),
        };
        assert_eq!(
            Phone::parse(&number).map(|phone| phone.kind()),
            expected,
            "{number}"
        );
    }
}

/// CON-2: spaces and the country code are gone at once, and visibly.
#[test]
fn the_field_shows_the_number_as_it_will_be_stored() {
    let cases = [
        ("+47 912 34 567", "91234567"),
        ("0047 912", "912"),
        ("912 3", "9123"),
        ("+46 70", "+4670"),
        ("0046 70", "004670"),
        ("+4", "+4"),
        ("abc 1", "abc1"),
    ];
    for (typed, shown) in cases {
        assert_eq!(tidied(typed), shown, "{typed:?}");
    }
}

#[test]
fn the_number_that_was_probably_meant_is_offered() {
    let cases = [
        ("22-33-44-55", Some("22334455")),
        ("(+47) 912 34 567", Some("91234567")),
        ("0046701234567", Some("+46701234567")),
        ("4791234567", Some("91234567")),
        ("912345678", None),
        ("02000", None),
        ("91234567/92345678", None),
        ("91234567", None),
    ];
    for (typed, offered) in cases {
        assert_eq!(suggestion(typed).as_deref(), offered, "{typed:?}");
    }
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(typed in any::<String>()) {
        let _ = Phone::parse(&typed);
        let _ = suggestion(&typed);
    }

    /// CON-2
    #[test]
    fn what_is_accepted_is_accepted_again_as_it_is_stored(typed in "[+0-9 ()/,-]{0,20}") {
        if let Ok(phone) = Phone::parse(&typed) {
            prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
            let digits = phone.as_str().strip_prefix('+').unwrap_or(phone.as_str());
            prop_assert!(digits.chars().all(|c| c.is_ascii_digit()));
            prop_assert!((8..=15).contains(&digits.len()));
        }
        prop_assert_eq!(tidied(&tidied(&typed)).is_empty(), tidied(&typed).is_empty() || tidied(&tidied(&typed)).is_empty());
    }

    /// CON-2
    #[test]
    fn two_numbers_are_never_taken_for_one(one in "[2-9][0-9]{7}", sign in "[/,;&|]| eller | og |\n", other in "[2-9][0-9]{7}") {
        let typed = format!("{one}{sign}{other}");
        prop_assert_eq!(Phone::parse(&typed), Err(Several));
    }
}
