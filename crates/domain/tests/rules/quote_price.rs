//! QUO-3: what the price list says, against a table of whole prices written by hand, and when a price is found by hand.

use std::collections::BTreeMap;

use domain::{
    catalogue::Catalogue,
    distance::Metres,
    money::Ore,
    orders::price::Price,
    quotes::price::{End, Ends, ListPrice, Manual, PartOf, WhyManual, by_price_list},
    reason::Reason,
};
use proptest::prelude::*;
use texts::{Key, Language, how_priced};
use time::{Date, macros::date};

use crate::world::TODAY;

const SPEEDS: [(&str, &str); 8] = [
    ("LL_2M", "64k"),
    ("LL_2M", "128k"),
    ("LL_2M", "256k"),
    ("LL_2M", "512k"),
    ("LL_2M", "1M"),
    ("LL_2M", "2M"),
    ("LL_34M", "34M"),
    ("LL_155M", "155M"),
];

fn chosen(speed: &str, redundancy: &str) -> BTreeMap<String, String> {
    [
        ("speed", speed),
        ("interface", "g703"),
        ("redundancy", redundancy),
    ]
    .map(|(attribute, choice)| (attribute.to_owned(), choice.to_owned()))
    .into()
}

fn ends(distance: u32, a: u8, b: u8) -> Ends {
    Ends {
        distance: Some(Metres(distance)),
        zones: [Some(a), Some(b)],
    }
}

fn priced(
    (product, speed): (&str, &str),
    redundancy: &str,
    ends: &Ends,
    today: Date,
) -> Result<ListPrice, Manual> {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let product = catalogue.product(product).unwrap();
    by_price_list(&catalogue, product, &chosen(speed, redundancy), ends, today)
}

fn kroner(setup: i64, monthly: i64) -> Price {
    Price {
        setup: Ore::kroner(setup),
        monthly: Ore::kroner(monthly),
    }
}

/// QUO-3: setup and rent of every speed in every band, both ends in zone 1, in kroner.
#[test]
fn every_speed_has_its_price_in_every_band() {
    let table: [(i64, [i64; 5]); 8] = [
        (9_900, [1_450, 1_750, 2_150, 3_050, 4_050]),
        (9_900, [1_600, 2_000, 2_550, 3_700, 5_000]),
        (9_900, [1_800, 2_350, 3_100, 4_700, 6_500]),
        (9_900, [2_150, 2_950, 4_050, 6_350, 8_950]),
        (9_900, [2_750, 3_950, 5_550, 8_950, 12_750]),
        (9_900, [3_550, 5_350, 7_750, 12_850, 18_550]),
        (29_000, [9_800, 16_000, 24_300, 41_800, 60_800]),
        (49_000, [21_500, 35_000, 52_500, 90_500, 131_500]),
    ];
    // The first and the last metre of each band.
    let bands = [
        (0, 2_000),
        (2_001, 10_000),
        (10_001, 50_000),
        (50_001, 200_000),
        (200_001, u32::MAX),
    ];
    for (speed, (setup, rents)) in SPEEDS.into_iter().zip(table) {
        for ((first, last), rent) in bands.into_iter().zip(rents) {
            for distance in [first, last] {
                let found = priced(speed, "no", &ends(distance, 1, 1), TODAY).unwrap();
                assert_eq!(found.price, kroner(setup, rent), "{speed:?} {distance} m");
            }
        }
    }
}

/// QUO-3: 2 Mbit/s over 14,2 km, for 7 750 a month and 9 900 at once, and what zones and redundancy add; with its VAT.
#[test]
fn zones_and_redundancy_add_what_the_list_says() {
    let table = [
        ("no", (1, 1), (9_900, 7_750), (2_475, 193_750)),
        ("no", (1, 2), (11_400, 7_870), (2_850, 196_750)),
        ("no", (2, 1), (11_400, 7_870), (2_850, 196_750)),
        ("no", (2, 3), (14_900, 8_150), (3_725, 203_750)),
        ("no", (4, 4), (25_900, 8_990), (6_475, 224_750)),
        ("yes", (1, 1), (14_900, 12_400), (3_725, 310_000)),
        ("yes", (2, 3), (19_900, 13_040), (4_975, 326_000)),
    ];
    for (redundancy, (a, b), (setup, monthly), (setup_vat, monthly_vat)) in table {
        let found = priced(("LL_2M", "2M"), redundancy, &ends(14_210, a, b), TODAY).unwrap();
        assert_eq!(
            found.price,
            kroner(setup, monthly),
            "redundancy {redundancy}, zones {a} and {b}"
        );
        let vat = found.price.vat(25);
        assert_eq!(
            (vat.setup, vat.monthly),
            (Ore::kroner(setup_vat), Ore(monthly_vat))
        );
    }
}

/// QUO-3: half an øre of what redundancy costs is rounded up, and so is half an øre of VAT.
#[test]
fn half_an_ore_is_rounded_up() {
    let mut catalogue = Catalogue::default_catalogue().unwrap();
    let list = catalogue.price_list.as_mut().unwrap();
    list.redundancy.monthly_percent = 50;
    list.rents[0].monthly = [1, 3, 5, 7, 9].map(Ore).to_vec();
    let product = catalogue.product("LL_2M").unwrap();
    for (distance, monthly, vat) in [
        (0, 145_001 + 72_501, 54_376),
        (3_000, 145_003 + 72_502, 54_376),
        (20_000, 145_005 + 72_503, 54_377),
    ] {
        let found = by_price_list(
            &catalogue,
            product,
            &chosen("64k", "yes"),
            &ends(distance, 1, 1),
            TODAY,
        );
        let price = found.unwrap().price;
        assert_eq!((price.monthly, price.vat(25).monthly), (Ore(monthly), Ore(vat)));
    }
}

/// QUO-3: what is not priced by the list, and what is shown of the rent already (QUO-4).
#[test]
fn everything_else_is_priced_by_hand() {
    let unknown = Ends::default();
    let no_zones = Ends {
        distance: Some(Metres(5_000)),
        ..unknown
    };
    let only_a = Ends {
        zones: [Some(1), None],
        ..no_zones
    };
    let near = ends(5_000, 1, 1);
    let not_in_zone_1 = |end, zone| WhyManual::NotInZone1 { end, zone };
    let table = [
        (("CAPACITY", "1G"), near, WhyManual::NotListed, None),
        (("TELELOSJI", ""), unknown, WhyManual::NotListed, None),
        (("ADSL_FULL", "8128/640"), near, WhyManual::NotListed, None),
        (("LL_2M", "3M"), near, WhyManual::NotListed, None),
        (("LL_2M", "2M"), unknown, WhyManual::DistanceUnknown, None),
        (
            ("LL_2M", "2M"),
            Ends {
                distance: None,
                ..near
            },
            WhyManual::DistanceUnknown,
            None,
        ),
        (
            ("LL_2M", "2M"),
            no_zones,
            WhyManual::ZoneUnknown { end: End::A },
            None,
        ),
        (
            ("LL_34M", "34M"),
            only_a,
            WhyManual::ZoneUnknown { end: End::B },
            None,
        ),
        (
            ("LL_2M", "2M"),
            ends(5_000, 1, 9),
            WhyManual::ZoneNotListed { end: End::B, zone: 9 },
            None,
        ),
        (
            ("LL_34M", "34M"),
            ends(5_000, 1, 2),
            not_in_zone_1(End::B, 2),
            Some(16_120),
        ),
        (
            ("LL_155M", "155M"),
            ends(5_000, 3, 1),
            not_in_zone_1(End::A, 3),
            Some(35_280),
        ),
        (
            ("LL_155M", "155M"),
            ends(5_000, 2, 2),
            not_in_zone_1(End::A, 2),
            Some(35_240),
        ),
    ];
    for (speed, ends, why, monthly) in table {
        let manual = priced(speed, "no", &ends, TODAY).unwrap_err();
        let expected = Manual {
            why,
            monthly: monthly.map(Ore::kroner),
        };
        assert_eq!(manual, expected, "{speed:?} {ends:?}");
    }
    let before = priced(("LL_2M", "2M"), "no", &near, date!(2025 - 12 - 31));
    assert_eq!(before.unwrap_err().why, WhyManual::NoPriceList);
}

/// QUO-3: each why has a text, with what it names filled in.
#[test]
fn it_is_said_why_a_price_is_found_by_hand() {
    let (end, zone) = (End::B, 3);
    for why in [
        WhyManual::NotListed,
        WhyManual::NoPriceList,
        WhyManual::InAttachment,
        WhyManual::DistanceUnknown,
        WhyManual::ZoneUnknown { end },
        WhyManual::ZoneNotListed { end, zone },
        WhyManual::NotInZone1 { end, zone },
    ] {
        let reason = Reason::from(why);
        for language in Language::ALL {
            let key = Key::named(&format!("reason.{}", reason.code)).unwrap();
            let asked = texts::text(language, key);
            for name in ["end", "zone"] {
                assert_eq!(
                    asked.contains(&format!("{{{name}}}")),
                    reason.params.contains_key(name),
                    "{why:?}"
                );
            }
        }
    }
    for part in PartOf::ALL {
        assert_eq!(serde_json::to_value(part).unwrap(), part.code());
        assert!(Key::named(&format!("quote_price.{}", part.code())).is_some());
    }
}

/// QUO-3: the line beside the price.
#[test]
fn it_is_said_how_a_price_was_found() {
    let found = |redundancy, distance, a, b| {
        let found = priced(("LL_2M", "2M"), redundancy, &ends(distance, a, b), TODAY).unwrap();
        Language::ALL
            .map(|language| how_priced(language, &found.explanation))
            .map(|said| said.replace('\u{a0}', " "))
    };
    assert_eq!(
        found("no", 14_249, 1, 1),
        [
            "14,2 km · 2 Mbit/s · sone 1 · prisliste 2026-1",
            "14.2 km · 2 Mbit/s · zone 1 · price list 2026-1",
        ]
    );
    assert_eq!(
        found("yes", 14_250, 2, 1),
        [
            "14,3 km · 2 Mbit/s · sone 2 og 1 · redundans · prisliste 2026-1",
            "14.3 km · 2 Mbit/s · zones 2 and 1 · redundancy · price list 2026-1",
        ]
    );
    assert!(found("no", 1_148_045, 1, 1)[0].starts_with("1 148,0 km"));
    assert!(found("no", 49, 1, 1)[0].starts_with("0,0 km"));
}

/// QUO-3: the parts of a price, each with its amounts.
#[test]
fn a_price_says_what_it_is_made_of() {
    let found = priced(("LL_2M", "2M"), "yes", &ends(14_210, 1, 3), TODAY).unwrap();
    let parts: Vec<_> = found
        .explanation
        .parts
        .iter()
        .map(|part| (part.what, part.setup.0 / 100, part.monthly.0 / 100))
        .collect();
    assert_eq!(
        parts,
        [
            (PartOf::Product, 9_900, 3_550),
            (PartOf::Distance, 0, 4_200),
            (PartOf::ZoneB, 3_500, 280),
            (PartOf::Redundancy, 5_000, 4_818),
        ]
    );
}

proptest! {
    /// QUO-3: whatever the list is asked, its answer is a price or why there is none; a price is the sum of its parts, the
    /// same from either end, no less over a longer way, and none of 34 or 155 Mbit/s outside zone 1.
    #[test]
    fn a_price_keeps_what_the_list_promises(
        speed in 0_usize..8, second in any::<bool>(), distance in any::<u32>(), further in any::<u32>(), a in 0_u8..6, b in 0_u8..6
    ) {
        let redundancy = if second { "yes" } else { "no" };
        let found = |distance, a, b| priced(SPEEDS[speed], redundancy, &ends(distance, a, b), TODAY);
        let listed = |zone| (1..=4).contains(&zone);
        let in_best_zone = a == 1 && b == 1;
        let expected = listed(a) && listed(b) && (speed < 6 || in_best_zone);
        prop_assert_eq!(found(distance, a, b).is_ok(), expected);
        if let Ok(one) = found(distance, a, b) {
            let parts = &one.explanation.parts;
            let setup: Ore = parts.iter().map(|part| part.setup).sum();
            let monthly: Ore = parts.iter().map(|part| part.monthly).sum();
            prop_assert_eq!(one.price, Price { setup, monthly });
            prop_assert_eq!(found(distance, b, a).unwrap().price, one.price);
            let longer = found(distance.saturating_add(further), a, b).unwrap().price;
            prop_assert!(longer.monthly >= one.price.monthly && longer.setup == one.price.setup);
            let band = one.explanation.band;
            prop_assert!(band.after.is_none_or(|after| Metres(distance) > after));
            prop_assert!(band.until.is_none_or(|until| Metres(distance) <= until));
            let kept: ListPrice = serde_json::from_str(&serde_json::to_string(&one).unwrap()).unwrap();
            prop_assert_eq!(kept, one);
        }
    }
}
