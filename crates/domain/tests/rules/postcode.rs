//! POS-1: the postal register that ships, and the full one with its categories.

use domain::postcode::{BrokenLine, Category, PostcodeRegister, SHIPPED};

/// POS-1
#[test]
fn the_shipped_register_names_the_place_of_every_postcode() {
    let register = PostcodeRegister::parse(SHIPPED).unwrap();
    assert!(register.len() > 5_000);
    let cases = [
        ("0001", "OSLO"),
        ("0364", "OSLO"),
        ("5003", "BERGEN"),
        ("7010", "TRONDHEIM"),
        ("9008", "TROMSØ"),
        ("6003", "ÅLESUND"),
        ("9170", "LONGYEARBYEN"),
        ("1400", "SKI"),
    ];
    for (code, place) in cases {
        assert_eq!(register.place_of(code), Some(place), "{code}");
    }
    for code in [
        "0000", "9999", "364", "00364", "", "O364", "03 64", "+364", "٠٣٦٤",
    ] {
        assert_eq!(register.place_of(code), None, "{code:?}");
    }
    assert_eq!(register.category_of("0364"), None, "no categories are shipped");
}

/// POS-1
#[test]
fn a_place_leads_to_its_postcodes() {
    let register = PostcodeRegister::parse("0364\tOSLO\n0665\tOSLO\n0010\tOSLO\n6003\tÅLESUND\n").unwrap();
    assert_eq!(register.codes_of("oslo"), ["0010", "0364", "0665"]);
    assert_eq!(register.codes_of(" Ålesund "), ["6003"]);
    assert!(register.codes_of("Bergen").is_empty());
}

/// ADR-2: only the full register can tell what a postcode is for.
#[test]
fn the_full_register_tells_boxes_and_services_from_streets() {
    let register =
        PostcodeRegister::parse("0001\tOSLO\tP\n0018\tOSLO\tS\n0364\tOSLO\tG\n0010\tOSLO\tB\n0020\tOSLO\t\n")
            .unwrap();
    assert_eq!(register.category_of("0001"), Some(Category::PoBoxes));
    assert_eq!(register.category_of("0018"), Some(Category::Service));
    assert_eq!(register.category_of("0364"), Some(Category::Streets));
    assert_eq!(register.category_of("0010"), Some(Category::Streets));
    assert_eq!(register.category_of("0020"), None);
}

#[test]
fn a_broken_register_is_not_used_at_all() {
    let cases = [
        ("0364\tOSLO\n364\tOSLO\n", 2),
        ("0364\n", 1),
        ("0364\t\n", 1),
        ("\n", 1),
        ("0364 OSLO\n", 1),
        ("0364\tOSLO\n0364\tOSLO\n", 2),
        ("ABCD\tOSLO\n", 1),
    ];
    for (text, number) in cases {
        assert_eq!(
            PostcodeRegister::parse(text),
            Err(BrokenLine { number }),
            "{text:?}"
        );
    }
    assert_eq!(
        PostcodeRegister::parse("").map(|register| register.is_empty()),
        Ok(true)
    );
    assert!(
        PostcodeRegister::parse("0364\tOSLO\r\n0665\tOSLO\r\n").is_ok(),
        "line ends of another system"
    );
}
