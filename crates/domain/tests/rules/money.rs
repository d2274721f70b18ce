//! Money: exact, without overflow; ORD-4, ORD-7, CAN-2: what a late change costs, and when an order runs out.

use domain::{
    catalogue::Catalogue,
    moment::Moment,
    money::Ore,
    orders::{
        cancellation_fee::cancellation_fee,
        deadline::{change_deadline, is_before_deadline, late_cost},
        expiry::{days_left, expires_at, has_expired, is_listed},
        price::line_price,
        status::LineStatus,
    },
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use time::macros::date;

#[test]
fn vat_is_rounded_to_whole_ore_away_from_zero() {
    let cases = [
        (0, 25, 0),
        (100, 25, 25),
        (1, 25, 0),
        (2, 25, 1),
        (3, 25, 1),
        (10, 25, 3),
        (-2, 25, -1),
        (333, 15, 50),
        (99_999, 100, 99_999),
        (50, 1, 1),
        (49, 1, 0),
    ];
    for (amount, percent, expected) in cases {
        assert_eq!(Ore(amount).vat(percent), Ore(expected), "{percent} % of {amount}");
    }
    assert_eq!(Ore::kroner(100).with_vat(25), Ore(12_500));
    assert_eq!([Ore(1), Ore(2), Ore(3)].into_iter().sum::<Ore>(), Ore(6));
}

/// ORD-2: what is chosen is paid for, and nothing else.
#[test]
fn the_price_follows_the_choices() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let price = |product: &str, chosen: &[(&str, &str)]| {
        let chosen: BTreeMap<String, String> = chosen
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        let price = line_price(catalogue.product(product).unwrap(), &chosen);
        (price.setup, price.monthly)
    };
    assert_eq!(price("ADSL_FULL", &[]), (Ore::kroner(1190), Ore::kroner(179)));
    assert_eq!(
        price(
            "ADSL_FULL",
            &[("speed", "8128/640"), ("modem", "yes"), ("static_address", "yes")]
        ),
        (Ore::kroner(1680), Ore::kroner(324))
    );
    assert_eq!(
        price("ADSL_FULL", &[("speed", "1 Gbit/s"), ("racks", "4")]),
        (Ore::kroner(1190), Ore::kroner(179))
    );
    assert_eq!(
        price("ISDN", &[("access", "primary"), ("number", "ported")]),
        (Ore::kroner(7090), Ore::kroner(1639))
    );
}

/// CAN-2: none up to Registered, 30 % in O and D, 60 % in R and M, all from T; and what comes next.
#[test]
fn the_later_a_cancellation_the_dearer() {
    use LineStatus::*;
    let fees = Catalogue::default_catalogue().unwrap().cancellation;
    let cases = [
        (New, 0, Some((Ordered, 300))),
        (InProgress, 0, Some((Ordered, 300))),
        (Committed, 0, Some((Ordered, 300))),
        (Incomplete, 0, Some((Ordered, 300))),
        (CustomerUpdate, 0, Some((Ordered, 300))),
        (Registered, 0, Some((Ordered, 300))),
        (Ordered, 300, Some((Ready, 600))),
        (Design, 300, Some((Ready, 600))),
        (Ready, 600, Some((Test, 1000))),
        (FieldService, 600, Some((Test, 1000))),
        (Test, 1000, None),
        (Delivery, 1000, None),
        (Finished, 1000, None),
        (Closed, 1000, None),
        (Rejected, 0, None),
        (Duplicate, 0, None),
        (Cancelled, 0, None),
        (CancelledA, 0, None),
    ];
    assert_eq!(cases.len(), LineStatus::ALL.len());
    for (status, now, rises) in cases {
        let fee = cancellation_fee(status, Ore(1000), &fees);
        assert_eq!(fee.now, Ore(now), "{status:?}");
        assert_eq!(fee.rises.map(|rise| (rise.at, rise.to.0)), rises, "{status:?}");
    }
}

/// ORD-7, CHG-1: the deadline of the product before the agreed date, in working days.
#[test]
fn the_deadline_for_changes_is_so_many_working_days_before_the_agreed_date() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let cases = [
        ("ADSL_FULL", date!(2026 - 12 - 07), date!(2026 - 12 - 03)),
        ("OA_FULL", date!(2026 - 12 - 07), date!(2026 - 12 - 02)),
        ("SHDSL", date!(2026 - 12 - 14), date!(2026 - 12 - 07)),
        ("ADSL_FULL", date!(2027 - 01 - 04), date!(2026 - 12 - 30)),
        ("ADSL_FULL", date!(2027 - 03 - 30), date!(2027 - 03 - 23)),
    ];
    for (code, agreed, expected) in cases {
        let product = catalogue.product(code).unwrap();
        assert_eq!(change_deadline(product, agreed), expected, "{code} {agreed}");
        assert!(is_before_deadline(product, agreed, expected));
        assert!(!is_before_deadline(product, agreed, expected.next_day().unwrap()));
    }
    let cost = late_cost(Ore::kroner(1680), &catalogue.cancellation);
    assert_eq!(
        (cost.before_visit, cost.after_visit),
        (Ore::kroner(1008), Ore::kroner(1680))
    );
}

/// ORD-4
#[test]
fn an_order_that_nobody_submits_runs_out_after_14_days_and_is_listed_from_day_10() {
    let day = 24 * 3600;
    let created = Moment::from_millis(1_800_000_000_000);
    assert_eq!(expires_at(created), created.plus_seconds(14 * day));
    let cases = [
        (0, 14, false, false),
        (1, 14, false, false),
        (day, 13, false, false),
        (10 * day - 1, 5, false, false),
        (10 * day, 4, true, false),
        (13 * day, 1, true, false),
        (14 * day - 1, 1, true, false),
        (14 * day, 0, false, true),
        (15 * day, 0, false, true),
    ];
    for (after, left, listed, expired) in cases {
        let now = created.plus_seconds(after);
        assert_eq!(
            (
                days_left(created, now),
                is_listed(created, now),
                has_expired(created, now)
            ),
            (left, listed, expired),
            "{after}"
        );
    }
}

proptest! {
    #[test]
    fn amounts_never_overflow(one in any::<i64>(), other in any::<i64>(), percent in any::<u8>(), count in any::<usize>()) {
        let _ = (Ore(one) + Ore(other)).percent(percent).times(count).with_vat(percent);
    }

    #[test]
    fn moments_never_overflow(created in any::<i64>(), now in any::<i64>()) {
        let (created, now) = (Moment::from_millis(created), Moment::from_millis(now));
        let _ = (days_left(created, now), is_listed(created, now), expires_at(created));
    }
}
