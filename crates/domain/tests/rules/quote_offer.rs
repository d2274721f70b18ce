//! QUO-3, QUO-4, QUO-9: what comes of `Submit (Estimate Price)`, and how long it is good for.

use domain::{
    catalogue::Catalogue,
    moment::Moment,
    money::Ore,
    orders::price::Price,
    oslo,
    quotes::{
        LONGEST_DELIVERY, NewQuoteLine, Offer, OfferError, QuoteLineDraft, Source,
        estimate::{Estimate, Next, estimate, next},
        price::{Manual, WhyManual},
        status::{QuoteAction, QuoteLineStatus as L, QuoteTransitionContext, can, transition},
        why::{needs_words, reasons},
    },
    reason::codes,
    turn::Actor,
};
use proptest::prelude::*;
use time::{Date, macros::date};

use crate::{
    quote_world::{chosen, circuit, co_location, file, quote},
    world::TODAY,
};

const BEST: [Option<u8>; 2] = [Some(1), Some(1)];

fn line(draft: QuoteLineDraft) -> NewQuoteLine {
    let (draft, world) = quote(vec![draft]);
    world.quote(&draft).lines.remove(0)
}

fn catalogue() -> Catalogue {
    Catalogue::default_catalogue().unwrap()
}

fn offered(line: &NewQuoteLine, catalogue: &Catalogue, today: Date) -> Offer {
    match estimate(line, BEST, catalogue, today) {
        Estimate::Priced(offer) => *offer,
        Estimate::ByHand(manual) => panic!("{manual:?}"),
    }
}

fn fast() -> QuoteLineDraft {
    QuoteLineDraft {
        product: "LL_34M".to_owned(),
        attributes: chosen(&[("speed", "34M"), ("interface", "g703"), ("redundancy", "no")]),
        ..circuit()
    }
}

/// QUO-3, QUO-9: an offer by the list, good for 30 days, delivered in the product's lead time.
#[test]
fn a_circuit_in_the_list_is_offered_at_once() {
    let offer = offered(&line(circuit()), &catalogue(), TODAY);
    let kroner = |setup, monthly| Price {
        setup: Ore::kroner(setup),
        monthly: Ore::kroner(monthly),
    };
    assert_eq!(offer.price, kroner(9_900, 5_350));
    assert_eq!((offer.vat_percent, offer.delivery_days), (25, 20));
    assert_eq!(
        (offer.given_on, offer.valid_until),
        (TODAY, date!(2026 - 12 - 23))
    );
    assert!(matches!(offer.source, Source::PriceList { explanation } if explanation.distance.0 == 6_314));
    let offer = offered(&line(fast()), &catalogue(), TODAY);
    assert_eq!((offer.price, offer.delivery_days), (kroner(29_000, 16_000), 30));
}

/// QUO-3, QUO-2: what the price list does not price, and why.
#[test]
fn everything_else_is_asked_about() {
    let mut flagged = QuoteLineDraft {
        attachment_flag: true,
        attachments: vec![file("map")],
        ..circuit()
    };
    let both_known = line(flagged.clone());
    assert!(
        matches!(
            estimate(&both_known, BEST, &catalogue(), TODAY),
            Estimate::Priced(_)
        ),
        "the flag hinders no price where both addresses are there"
    );
    flagged.address_b = Default::default();
    let gone = NewQuoteLine {
        product: "LL_OLD".to_owned(),
        ..line(circuit())
    };
    let cases = [
        (line(co_location()), BEST, WhyManual::NotListed, None),
        (gone, BEST, WhyManual::NotListed, None),
        (line(flagged), BEST, WhyManual::InAttachment, None),
        (
            line(fast()),
            [Some(1), Some(4)],
            WhyManual::NotInZone1 {
                end: domain::quotes::price::End::B,
                zone: 4,
            },
            Some(Ore::kroner(16_620)),
        ),
    ];
    for (line, zones, why, monthly) in cases {
        let expected = Estimate::ByHand(Manual { why, monthly });
        assert_eq!(estimate(&line, zones, &catalogue(), TODAY), expected);
    }
}

/// QUO-4: the question, and its two answers; what follows is open in the table, to whom it says.
#[test]
fn no_leaves_the_line_new() {
    let priced = estimate(&line(circuit()), BEST, &catalogue(), TODAY);
    let by_hand = estimate(&line(co_location()), BEST, &catalogue(), TODAY);
    let Estimate::ByHand(manual) = by_hand else {
        panic!("{by_hand:?}")
    };
    for status in [L::New, L::Expired] {
        assert_eq!(next(status, &by_hand, None), Next::Ask(manual));
        assert_eq!(next(status, &by_hand, Some(false)), Next::Stay);
        for (estimate, answer, to) in [
            (&by_hand, Some(true), L::Received),
            (&priced, None, L::Completed),
            (&priced, Some(false), L::Completed),
        ] {
            let Next::Do(action, actor) = next(status, estimate, answer) else {
                panic!("{status:?}")
            };
            let context = QuoteTransitionContext::default();
            assert_eq!(transition(status, action, actor, &context), Ok(to), "{status:?}");
        }
    }
    // Nothing else can be priced, whatever is asked.
    for status in L::ALL {
        let open = matches!(next(status, &priced, None), Next::Do(action, actor)
            if can(status, action, actor, &QuoteTransitionContext::default()).is_ok());
        assert_eq!(open, matches!(status, L::New | L::Expired), "{status:?}");
    }
}

/// QUO-9: the last day counts whole, in Oslo, in winter and in summer.
#[test]
fn an_offer_is_good_until_midnight_in_oslo() {
    let offer = |day| offered(&line(circuit()), &catalogue(), day);
    let winter = offer(TODAY);
    assert_eq!(
        winter.expires_at(),
        "2026-12-23T23:00:00Z".parse_moment(),
        "midnight after the 23rd"
    );
    let summer = offer(date!(2026 - 06 - 01));
    assert_eq!(summer.valid_until, date!(2026 - 07 - 01));
    assert_eq!(summer.expires_at(), "2026-07-01T22:00:00Z".parse_moment());
    for offer in [winter, summer] {
        let midnight = offer.expires_at();
        assert!(!offer.has_expired(Moment::from_millis(midnight.millis() - 1)));
        assert!(offer.has_expired(midnight));
    }
}

trait ParseMoment {
    fn parse_moment(&self) -> Moment;
}

impl ParseMoment for str {
    fn parse_moment(&self) -> Moment {
        serde_json::from_value(self.into()).unwrap()
    }
}

/// QUO-9
#[test]
fn the_days_left_are_counted_with_today() {
    let offer = offered(&line(circuit()), &catalogue(), TODAY);
    for (day, left) in [
        (TODAY, 31),
        (date!(2026 - 12 - 22), 2),
        (date!(2026 - 12 - 23), 1),
        (date!(2026 - 12 - 24), 0),
        (date!(2027 - 12 - 24), 0),
    ] {
        assert_eq!(offer.days_left(day), left, "{day}");
        assert_eq!(offer.has_expired(oslo::midnight(day)), left == 0, "{day}");
    }
}

/// QUO-9: the price list may say how long; without one it is 30 days.
#[test]
fn the_price_list_says_how_long_an_offer_is_good() {
    let mut catalogue = catalogue();
    let by_hand = |catalogue: &Catalogue| {
        Offer::by_hand(Price::default(), 0, catalogue, TODAY)
            .unwrap()
            .valid_until
    };
    catalogue.price_list.as_mut().unwrap().offer_days = 14;
    assert_eq!(by_hand(&catalogue), date!(2026 - 12 - 07));
    assert_eq!(
        offered(&line(circuit()), &catalogue, TODAY).valid_until,
        date!(2026 - 12 - 07)
    );
    catalogue.price_list = None;
    assert_eq!(by_hand(&catalogue), date!(2026 - 12 - 23));
}

/// QUO-9: an expired offer is priced again by the figures of the day.
#[test]
fn what_has_expired_is_priced_again() {
    let line = line(circuit());
    let old = offered(&line, &catalogue(), TODAY);
    let (mut dearer, later) = (catalogue(), date!(2027 - 01 - 04));
    dearer.vat_percent = 26;
    dearer.price_list.as_mut().unwrap().rents[5].monthly[1] = Ore::kroner(1_900);
    assert!(old.has_expired(oslo::midnight(later)));
    let context = QuoteTransitionContext {
        expired: true,
        ..QuoteTransitionContext::default()
    };
    assert_eq!(
        transition(L::Completed, QuoteAction::Expire, Actor::System, &context),
        Ok(L::Expired)
    );
    let new = offered(&line, &dearer, later);
    assert_eq!(new.price.monthly, old.price.monthly + Ore::kroner(100));
    assert_eq!((new.vat_percent, new.valid_until), (26, date!(2027 - 02 - 03)));
}

/// QUO-4: what the operator works out is an offer, unless it is none.
#[test]
fn an_offer_by_hand_costs_something_and_comes_some_day() {
    let by_hand = |setup, monthly, days| {
        let price = Price {
            setup: Ore(setup),
            monthly: Ore(monthly),
        };
        Offer::by_hand(price, days, &catalogue(), TODAY)
    };
    assert_eq!(by_hand(-1, 0, 40), Err(OfferError::PriceBelowZero));
    assert_eq!(by_hand(0, -1, 40), Err(OfferError::PriceBelowZero));
    assert_eq!(
        by_hand(0, 0, LONGEST_DELIVERY + 1),
        Err(OfferError::DeliveryTooLong)
    );
    let offer = by_hand(12_345_678, 4_567_890, LONGEST_DELIVERY).unwrap();
    assert_eq!(
        (offer.source, offer.delivery_days),
        (Source::ByHand, LONGEST_DELIVERY)
    );
    assert_eq!(
        (offer.price.vat(25).setup, offer.price.vat(25).monthly),
        (Ore(3_086_420), Ore(1_141_973))
    );
}

/// STA-3
#[test]
fn whoever_ends_or_halts_a_quote_line_chooses_why_from_a_list() {
    for action in QuoteAction::ALL {
        assert_eq!(action.needs_reason(), !reasons(action).is_empty(), "{action:?}");
        if action.needs_reason() {
            assert_eq!(reasons(action).last(), Some(&codes::CASE_OTHER), "{action:?}");
        }
        let question = action == QuoteAction::RequestInformation;
        assert_eq!(needs_words(action, codes::CASE_WRONG_QUOTE), question);
        assert_eq!(needs_words(action, codes::CASE_OTHER), action.needs_reason());
    }
}

proptest! {
    /// QUO-9: whatever day an offer is given on, it is good on that day and on its last, and not on the next; it is written
    /// as it is read.
    #[test]
    fn an_offer_is_good_from_first_to_last_day(day in 2_461_042_i32..2_500_000) {
        let today = Date::from_julian_day(day).unwrap();
        let offer = offered(&line(circuit()), &catalogue(), today);
        prop_assert_eq!(offer.days_left(today), 31);
        prop_assert!(!offer.has_expired(oslo::midnight(today)));
        let last = Date::from_julian_day(day + 30).unwrap();
        prop_assert_eq!(offer.valid_until, last);
        prop_assert_eq!(offer.days_left(last), 1);
        prop_assert_eq!(oslo::date(Moment::from_millis(offer.expires_at().millis() - 1)), last);
        let read: Offer = serde_json::from_str(&serde_json::to_string(&offer).unwrap()).unwrap();
        prop_assert_eq!(read, offer);
    }
}
