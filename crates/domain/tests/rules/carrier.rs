//! ORD-6: for what the look-up by carrier line number is offered, and what such a number is.

use domain::{catalogue::Catalogue, orders::carrier};

/// ORD-6: every product of the catalogue, by an independent list.
#[test]
fn the_look_up_is_offered_for_adsl_and_shared_operator_access() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let offered: Vec<&str> = catalogue
        .products
        .iter()
        .filter(|product| carrier::is_offered(product))
        .map(|product| product.code.as_str())
        .collect();
    assert_eq!(offered, ["ADSL_SHARED", "ADSL_FULL", "OA_SHARED", "ONLINE_ADSL"]);
}

/// ORD-6
#[test]
fn a_carrier_line_number_is_that_of_a_fixed_line_however_it_is_typed() {
    for typed in ["21900017", " 21 90 00 17 ", "+4721900017", "0047 21 90 00 17"] {
        assert_eq!(carrier::number(typed), Ok("21900017".to_owned()), "{typed}");
    }
    let wrong = |typed: &str| carrier::number(typed).unwrap_err().name;
    assert_eq!(wrong("  "), "carrier_number.missing");
    for typed in [
        "41234567",
        "81549300",
        "JX200018",
        "2190001",
        "219000170",
        "58000000",
    ] {
        assert_eq!(wrong(typed), "carrier_number.invalid", "{typed}");
    }
}
