//! TRM: the number, the date, how long it runs on and what that costs.

use domain::{
    catalogue::Catalogue,
    date::plus_days,
    money::Ore,
    orders::{
        OrderDraft,
        status::{LineStatus, OrderKind},
    },
    subscriptions::{Effect, Found, LiveOrder, Subscription, SubscriptionStatus, effect},
    terminations::{earliest_date, parse, run_on},
};
use proptest::prelude::*;
use time::{Date, macros::date};

use crate::{
    installed::{errors_of, found, installed},
    world::{TODAY, World},
};

fn errors(draft: &OrderDraft, world: &World, found: &Found<'_>) -> Vec<String> {
    errors_of(&parse(draft, found, &world.context()).findings)
}

/// What is wrong with a good termination after something was done to it.
fn errors_after(change: impl FnOnce(&mut OrderDraft, &mut World, &mut Subscription)) -> Vec<String> {
    let (mut draft, mut world, mut subscription) = installed("terminate");
    change(&mut draft, &mut world, &mut subscription);
    errors(&draft, &world, &found(&subscription))
}

#[test]
fn a_termination_with_nothing_wrong_says_when_it_ends() {
    let (draft, world, subscription) = installed("terminate");
    let verdict = parse(&draft, &found(&subscription), &world.context());
    assert_eq!(errors_of(&verdict.findings), Vec::<String>::new());
    let termination = verdict.valid.unwrap();
    assert_eq!(termination.subscription, "s-1");
    assert_eq!(termination.requested_date, date!(2027 - 02 - 01));
    assert_eq!(termination.run_on.last_day, date!(2027 - 02 - 01));
    assert_eq!((termination.run_on.days, termination.run_on.rent), (0, Ore::ZERO));
}

/// TRM-1, TRM-4, ISP-1: everything that stands in the way of ordering something on a number.
#[test]
fn only_an_active_subscription_of_ones_own_without_a_live_order_is_terminated() {
    type Spoil = fn(&mut OrderDraft, &mut Subscription);
    let cases: [(Spoil, &[&str]); 8] = [
        (
            |draft, _| draft.subscription.number = " ".into(),
            &["subscription.number: subscription.missing"],
        ),
        (
            |draft, _| draft.subscription.number = "JX200018".into(),
            &["subscription.number: subscription.not_looked_up"],
        ),
        (
            |draft, _| draft.subscription.confirmed = false,
            &["subscription.confirmed: subscription.not_confirmed"],
        ),
        (
            |_, s| s.terminated = true,
            &["subscription.number: subscription.terminated"],
        ),
        (
            |_, s| s.product = "TELEX".into(),
            &["subscription.number: subscription.product_gone"],
        ),
        (
            |_, s| s.live_order = live(OrderKind::Terminate),
            &["subscription.number: subscription.live_order"],
        ),
        (
            |_, s| s.live_order = live(OrderKind::Modify),
            &["subscription.number: subscription.live_order"],
        ),
        (
            |_, s| s.live_order = live(OrderKind::IspSwitch),
            &["subscription.number: subscription.switch_open"],
        ),
    ];
    for (nth, (spoil, expected)) in cases.into_iter().enumerate() {
        assert_eq!(
            errors_after(|draft, _, subscription| spoil(draft, subscription)),
            expected,
            "{nth}"
        );
    }
    let (draft, world, _) = installed("terminate");
    assert_eq!(
        errors(&draft, &world, &Found::Nothing),
        ["subscription.number: subscription.unknown"]
    );
    assert_eq!(
        errors(&draft, &world, &Found::NotAsked),
        ["subscription.number: subscription.not_looked_up"]
    );
    assert_eq!(
        errors(&OrderDraft::default(), &world, &Found::NotAsked),
        [
            "need: need.missing",
            "subscription.number: subscription.missing",
            "requested_date: requested_date.missing"
        ],
        "everything at once"
    );
}

fn live(kind: OrderKind) -> Option<LiveOrder> {
    Some(LiveOrder {
        order: "1-20418".to_owned(),
        kind,
    })
}

/// GRD-3: a draft that has come to the wrong form says which is the right one.
#[test]
fn another_need_is_named() {
    for (need, code) in [
        ("new", "need.new"),
        ("switch", "need.switch"),
        ("move", "need.move"),
        ("change", "need.change"),
        ("else", "need.unknown"),
    ] {
        let errors = errors_after(|draft, _, _| draft.need = need.to_owned());
        assert_eq!(errors, [format!("need: {code}")]);
    }
}

/// TRM-2: from the next working day, over weekends, the new year and Easter, and at most twelve months ahead.
#[test]
fn a_termination_is_given_a_working_day_before_and_a_year_ahead_at_most() {
    let first_days = [
        (date!(2026 - 11 - 23), date!(2026 - 11 - 24)),
        (date!(2026 - 11 - 27), date!(2026 - 11 - 30)),
        (date!(2026 - 12 - 31), date!(2027 - 01 - 04)),
        (date!(2027 - 03 - 24), date!(2027 - 03 - 30)),
        (date!(2028 - 02 - 28), date!(2028 - 02 - 29)),
    ];
    for (today, first) in first_days {
        assert_eq!(earliest_date(today), first, "{today}");
        let last = domain::date::years_later(today, 1);
        for (day, code) in [
            (
                plus_days(first, -1),
                Some("requested_date: termination.too_early"),
            ),
            (first, None),
            (last, None),
            (
                plus_days(last, 1),
                Some("requested_date: requested_date.too_late"),
            ),
        ] {
            let errors = errors_after(|draft, world, _| {
                world.today = today;
                draft.requested_date = domain::date::format(day);
            });
            assert_eq!(errors, code.into_iter().collect::<Vec<_>>(), "{today} {day}");
        }
    }
    // A Sunday will do: nobody has to come.
    assert!(errors_after(|draft, _, _| draft.requested_date = "29.11.2026".to_owned()).is_empty());
}

/// TRM-3: the notice is counted from today, over the year's end and leap days; a later wish is kept.
#[test]
fn it_runs_on_until_the_notice_is_over() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let (adsl, circuit, room) = ("ADSL_FULL", "LL_2M", "TELELOSJI");
    let rent = Ore::kroner(310);
    let cases = [
        // Product, today, wanted, last day, days, rent in øre.
        (
            adsl,
            date!(2026 - 11 - 23),
            date!(2026 - 11 - 24),
            date!(2026 - 12 - 23),
            29,
            6 * 31_000 / 30 + 23 * 1000,
        ),
        (
            adsl,
            date!(2026 - 12 - 15),
            date!(2026 - 12 - 31),
            date!(2027 - 01 - 14),
            14,
            14_000,
        ),
        (
            adsl,
            date!(2026 - 12 - 01),
            date!(2026 - 12 - 31),
            date!(2026 - 12 - 31),
            0,
            0,
        ),
        (
            adsl,
            date!(2026 - 12 - 02),
            date!(2026 - 12 - 31),
            date!(2027 - 01 - 01),
            1,
            1000,
        ),
        (
            adsl,
            date!(2026 - 11 - 23),
            date!(2027 - 06 - 01),
            date!(2027 - 06 - 01),
            0,
            0,
        ),
        // A leap day is a day, and makes February's days cheaper.
        (
            adsl,
            date!(2028 - 01 - 31),
            date!(2028 - 02 - 28),
            date!(2028 - 03 - 01),
            2,
            1069 + 1000,
        ),
        (
            adsl,
            date!(2027 - 01 - 31),
            date!(2027 - 02 - 28),
            date!(2027 - 03 - 02),
            2,
            2000,
        ),
        (
            circuit,
            date!(2026 - 10 - 15),
            date!(2026 - 10 - 31),
            date!(2027 - 01 - 13),
            74,
            2 * 31_000 + 13_000,
        ),
        (
            room,
            date!(2026 - 12 - 31),
            date!(2026 - 12 - 31),
            date!(2027 - 06 - 29),
            180,
            5 * 31_000 + 29 * 31_000 / 30,
        ),
    ];
    for (code, today, wanted, last_day, days, ore) in cases {
        let run_on = run_on(catalogue.product(code).unwrap(), rent, wanted, today);
        assert_eq!((run_on.last_day, run_on.days), (last_day, days), "{code} {today}");
        // An øre may be rounded either way where the expectation is divided.
        assert!(
            (run_on.rent.0 - ore).abs() <= 1,
            "{code} {today} {wanted}: {:?} {ore}",
            run_on.rent
        );
    }
}

proptest! {
    /// TRM-3: never before the wish nor before the notice is over, and exactly one of them; a whole month costs a month.
    #[test]
    fn the_last_day_is_the_later_of_the_two(today in 2_440_000_i32..2_500_000, ahead in 0_i64..500, notice in 0_u16..200, rent in 0_i64..10_000_000) {
        let today = Date::from_julian_day(today).unwrap();
        let wanted = plus_days(today, ahead);
        let mut product = Catalogue::default_catalogue().unwrap().products.remove(0);
        product.notice_days = notice;
        let run_on = run_on(&product, Ore(rent), wanted, today);
        prop_assert_eq!(run_on.days, (i64::from(notice) - ahead).max(0));
        prop_assert_eq!(run_on.last_day, plus_days(wanted, run_on.days));
        let (least, most) = (run_on.days * rent / 31, run_on.days * rent / 28 + 1);
        prop_assert!((least..=most).contains(&run_on.rent.0), "{:?}", run_on);
    }

    #[test]
    fn a_whole_month_costs_a_months_rent(year in 1990_i32..2100, month in 1_u8..12, rent in 0_i64..10_000_000) {
        let month = time::Month::try_from(month).unwrap();
        let wanted = plus_days(Date::from_calendar_date(year, month, 1).unwrap(), -1);
        let mut product = Catalogue::default_catalogue().unwrap().products.remove(0);
        product.notice_days = u16::from(month.length(year));
        prop_assert_eq!(run_on(&product, Ore(rent), wanted, wanted).rent, Ore(rent));
    }
}

/// TRM-4: the status of a subscription follows from the orders on it.
#[test]
fn a_subscription_stands_where_its_orders_have_brought_it() {
    let (_, _, mut subscription) = installed("terminate");
    for (kind, status) in [
        (None, SubscriptionStatus::Active),
        (Some(OrderKind::Modify), SubscriptionStatus::ActivePendingChange),
        (
            Some(OrderKind::IspSwitch),
            SubscriptionStatus::ActivePendingChange,
        ),
        (
            Some(OrderKind::Terminate),
            SubscriptionStatus::ActivePendingTermination,
        ),
    ] {
        subscription.live_order = kind.and_then(live);
        assert_eq!(subscription.status(), status);
    }
    subscription.terminated = true;
    assert_eq!(subscription.status(), SubscriptionStatus::Terminated);
    assert_eq!(serde_json::to_value(subscription.status()).unwrap(), "terminated");
    for status in LineStatus::ALL {
        for (kind, done) in [
            (OrderKind::New, Effect::Begins),
            (OrderKind::IspSwitch, Effect::Begins),
            (OrderKind::Modify, Effect::Changes),
            (OrderKind::Terminate, Effect::Ends),
        ] {
            let carried_out = matches!(status, LineStatus::Finished | LineStatus::Closed);
            assert_eq!(
                effect(kind, status),
                carried_out.then_some(done),
                "{kind:?} {status:?}"
            );
        }
    }
    assert_eq!(TODAY, date!(2026 - 11 - 23));
}
