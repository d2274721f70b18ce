//! CAN-2, CAN-4: what cancelling costs now, when it rises, and what becomes of each line of an order.

use domain::{
    catalogue::{CancellationFees, Catalogue},
    money::Ore,
    orders::{
        cancellation::{LineToCancel, of_order},
        cancellation_fee::cancellation_fee,
        status::{Actor, LineStatus as L, OrderKind, TransitionContext},
    },
    oslo,
};
use proptest::prelude::*;
use time::{macros::date, macros::datetime};

fn fees() -> CancellationFees {
    Catalogue::default_catalogue().unwrap().cancellation
}

fn line(number: u32, status: L, context: TransitionContext) -> LineToCancel {
    LineToCancel {
        number,
        status,
        setup_price: Ore::kroner(1000),
        context,
    }
}

/// CAN-4: what may be cancelled is summed up, what may not is named with its reason, what has ended is neither.
#[test]
fn a_whole_order_is_cancelled_line_by_line() {
    let fees = fees();
    let usual = TransitionContext::default();
    let switch = TransitionContext {
        kind: OrderKind::IspSwitch,
        ..usual
    };
    let lines = [
        line(1, L::InProgress, usual),
        line(2, L::Design, usual),
        line(3, L::FieldService, usual),
        line(4, L::Finished, usual),
        line(5, L::Registered, switch),
        line(6, L::Cancelled, usual),
    ];
    let order = of_order(lines, Actor::Partner, &fees);
    let cancelled: Vec<_> = order.cancelled.iter().map(|(n, fee)| (*n, fee.now)).collect();
    assert_eq!(
        cancelled,
        [(1, Ore::ZERO), (2, Ore::kroner(300)), (3, Ore::kroner(600))]
    );
    assert_eq!(order.fees, Ore::kroner(900));
    let stay: Vec<_> = order.stay.iter().map(|(n, reason)| (*n, reason.code)).collect();
    assert_eq!(
        stay,
        [
            (4, "transition.cancel_too_late"),
            (5, "transition.cancel_by_request")
        ]
    );
    // The operator acts on the Service Request that the partner has to send (CAN-1).
    assert_eq!(of_order(lines, Actor::Operator, &fees).stay.len(), 1);
}

proptest! {
    /// CAN-4: every line is cancelled, stays, or has ended; the sum is that of the cancelled ones.
    #[test]
    fn no_line_is_forgotten_and_none_counted_twice(statuses in proptest::collection::vec(0_usize..18, 0..50)) {
        let fees = fees();
        let lines: Vec<_> = statuses.iter().zip(1..).map(|(at, n)| line(n, L::ALL[*at], TransitionContext::default())).collect();
        let order = of_order(lines.iter().copied(), Actor::Partner, &fees);
        let ended = lines.iter().filter(|line| line.status.is_final()).count();
        prop_assert_eq!(order.cancelled.len() + order.stay.len() + ended, lines.len());
        prop_assert_eq!(order.fees, order.cancelled.iter().map(|(_, fee)| fee.now).sum());
    }
}

/// CAN-2: when the fee next rises is a moment in Oslo, in summer and in winter time and on the days between.
#[test]
fn the_fee_rises_at_midnight_in_oslo_before_the_visit() {
    let fees = fees();
    let cases = [
        // Agreed on a Tuesday: the technician is on the way from Monday.
        (
            L::Design,
            date!(2026 - 12 - 08),
            Some(datetime!(2026-12-06 23:00 UTC)),
        ),
        (
            L::Ready,
            date!(2026 - 12 - 08),
            Some(datetime!(2026-12-07 23:00 UTC)),
        ),
        // Over a weekend, and over Easter.
        (
            L::Design,
            date!(2026 - 06 - 15),
            Some(datetime!(2026-06-11 22:00 UTC)),
        ),
        (
            L::Ordered,
            date!(2027 - 03 - 30),
            Some(datetime!(2027-03-23 23:00 UTC)),
        ),
        // Summer time begins on Sunday 28 March 2027 and ends on Sunday 31 October.
        (
            L::Ready,
            date!(2027 - 03 - 30),
            Some(datetime!(2027-03-29 22:00 UTC)),
        ),
        (
            L::Ready,
            date!(2027 - 11 - 01),
            Some(datetime!(2027-10-31 23:00 UTC)),
        ),
        (
            L::Ready,
            date!(2027 - 10 - 31),
            Some(datetime!(2027-10-30 22:00 UTC)),
        ),
        // When work begins is the operator's to decide; after the test nothing rises.
        (L::Registered, date!(2026 - 12 - 08), None),
        (L::Test, date!(2026 - 12 - 08), None),
    ];
    let now = oslo::midnight(date!(2026 - 06 - 01));
    for (status, agreed, expected) in cases {
        let rises = cancellation_fee(status, Ore::kroner(1000), &fees).rises;
        let moment = rises.and_then(|rise| rise.at_the_latest(agreed, now));
        assert_eq!(
            moment.map(domain::moment::Moment::utc),
            expected,
            "{status:?} {agreed}"
        );
        if let (Some(rise), Some(moment)) = (rises, moment) {
            assert_eq!(oslo::midnight(oslo::date(moment)), moment);
            assert_eq!(
                rise.at_the_latest(agreed, moment),
                None,
                "what is past is not announced"
            );
        }
    }
}

/// CAN-2: what costs nothing to set up costs nothing to give up, and nothing is said to rise to nothing.
#[test]
fn a_part_of_nothing_does_not_rise() {
    for status in L::ALL {
        let fee = cancellation_fee(status, Ore::ZERO, &fees());
        assert_eq!((fee.now, fee.rises), (Ore::ZERO, None), "{status:?}");
    }
    assert!(
        cancellation_fee(L::InProgress, Ore::kroner(1000), &fees())
            .rises
            .is_some()
    );
}
