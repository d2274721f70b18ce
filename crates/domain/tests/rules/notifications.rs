//! NOT-1, NOT-2: which changes are told, and when it is tried again.

use std::collections::BTreeSet;

use domain::{
    moment::Moment,
    notifications::{Wishes, address_for, is_always_told, key, next_try},
    orders::status::LineStatus::{self, *},
};

/// NOT-1: four statuses are always told; the box adds all other changes; without an address nobody is told.
#[test]
fn four_statuses_are_always_told_and_the_rest_when_wished() {
    let always = [Incomplete, Rejected, FieldService, CancelledA];
    for from in LineStatus::ALL {
        for to in LineStatus::ALL {
            let four = always.contains(&to);
            assert_eq!(is_always_told(to), four);
            for (group_email, every_change, told) in [
                ("ordre@solbakken.example", false, four),
                ("ordre@solbakken.example", true, true),
                ("", true, false),
                (" ", false, false),
            ] {
                let wishes = Wishes {
                    group_email,
                    every_change,
                };
                let expected = (told && from != to).then_some(group_email);
                assert_eq!(
                    address_for(from, to, &wishes),
                    expected,
                    "{from:?} {to:?} {wishes:?}"
                );
            }
        }
    }
    let wishes = Wishes {
        group_email: " a@b.example ",
        every_change: false,
    };
    assert_eq!(address_for(Committed, Incomplete, &wishes), Some("a@b.example"));
}

/// NOT-2: one mail for each entry of the history.
#[test]
fn each_event_has_its_own_key() {
    let keys: BTreeSet<_> = (0..20)
        .flat_map(|order| (0..20).map(move |entry| key(order, entry)))
        .collect();
    assert_eq!(keys.len(), 400);
    assert_eq!(key(20_418, 7), key(20_418, 7));
}

/// NOT-2: sooner at first, every six hours in the end, and for ever.
#[test]
fn a_mail_is_tried_again_until_it_has_gone() {
    let now = Moment::from_millis(1_800_000_000_000);
    let waits: Vec<_> = (0..12)
        .map(|failed| now.seconds_until(next_try(failed, now)))
        .collect();
    assert_eq!(
        waits,
        [
            60, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600
        ]
    );
    assert_eq!(now.seconds_until(next_try(u32::MAX, now)), 6 * 3600);
}
