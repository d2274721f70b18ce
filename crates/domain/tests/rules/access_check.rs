//! KAP-1 to KAP-6: what an answer of Kapaks allows.

use domain::{
    access_check::{Alternative, Change, CheckOutcome, Hit, Light, State, Subject},
    finding::{Code, codes},
    orders::{CheckRef, OrderDraft, line_state},
};

use crate::world::{World, answered, errors, found, good, hit, warnings};

pub const PATH: &str = "lines[0].access_check";

/// The same draft for another product, chosen completely and asked again.
pub fn of_product(product: &str, outcome: CheckOutcome) -> (OrderDraft, World) {
    let (mut draft, mut world) = good();
    draft.product = product.to_owned();
    draft.attributes = match product {
        "PSTN" => [("number", "new")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into(),
        "ISDN" => [("number", "new"), ("access", "basic")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into(),
        "OA_SHARED" => [("line_type".to_owned(), "pstn".to_owned())].into(),
        "OA_FULL" => [("line_type".to_owned(), "one_pair".to_owned())].into(),
        "SHDSL" => [("speed", "2M"), ("pairs", "1")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into(),
        "HDSL" => [("speed".to_owned(), "2M".to_owned())].into(),
        _ => draft.attributes,
    };
    world.ask(&draft, outcome);
    (draft, world)
}

/// KAP-1: required for all but PSTN, where it is needed only to book.
#[test]
fn a_check_is_required_before_submit_for_all_but_pstn() {
    for product in [
        "ADSL_SHARED",
        "ADSL_FULL",
        "OA_SHARED",
        "OA_FULL",
        "SHDSL",
        "HDSL",
        "ISDN",
    ] {
        let (mut draft, world) = of_product(product, answered(Light::Green));
        draft.lines[0].access_check = CheckRef::default();
        let outcome = world.parse(&draft);
        assert!(
            errors(&outcome).contains(&format!("{PATH}: access_check.missing")),
            "{product}"
        );
    }
    let (mut draft, world) = of_product("PSTN", answered(Light::Green));
    draft.lines[0].access_check = CheckRef::default();
    draft.lines[0].appointment = Default::default();
    draft.requested_date = "07.12.2026".to_owned();
    let outcome = world.parse(&draft);
    assert!(errors(&outcome).is_empty(), "{:?}", errors(&outcome));
    assert_eq!(warnings(&outcome), [format!("{PATH}: access_check.to_book")]);
    assert_eq!(outcome.order.unwrap().lines[0].access_check, None);
}

/// KAP-2: none of several hits is preselected, nor a single one.
#[test]
fn the_user_picks_the_right_hit() {
    let several = CheckOutcome::Answered {
        hits: vec![hit("hit-1", Light::Green), hit("hit-2", Light::Red)],
    };
    let (mut draft, mut world) = good();
    world.ask(&draft, several);
    assert!(errors(&world.parse(&draft)).is_empty());
    draft.lines[0].access_check.hit = String::new();
    assert_eq!(
        errors(&world.parse(&draft)),
        [format!("{PATH}.hit: access_check.hit.missing")]
    );
    draft.lines[0].access_check.hit = "hit-3".to_owned();
    assert_eq!(
        errors(&world.parse(&draft)),
        [format!("{PATH}.hit: access_check.hit.unknown")]
    );
    draft.lines[0].access_check.hit = "hit-2".to_owned();
    assert!(found(&world.parse(&draft), codes::CHECK_RED).is_some());
    world.ask(&draft, answered(Light::Green));
    draft.lines[0].access_check.hit = String::new();
    assert_eq!(
        errors(&world.parse(&draft)),
        [format!("{PATH}.hit: access_check.hit.missing")]
    );
}

/// KAP-2
#[test]
fn a_number_to_search_by_is_a_number() {
    let (mut draft, mut world) = good();
    for (typed, fine) in [
        ("21 90 00 01", true),
        ("+4721900001", true),
        ("JX100001", true),
        ("jx-100001", true),
        ("ring", false),
        ("12", false),
        ("2190/0001", false),
    ] {
        draft.lines[0].access_check.number = typed.to_owned();
        world.ask(&draft, answered(Light::Green));
        let wrong = found(&world.parse(&draft), codes::CHECK_NUMBER_INVALID).is_some();
        assert_eq!(wrong, !fine, "{typed}");
    }
}

/// KAP-5: what a number says of another place opens nothing here.
#[test]
fn a_number_of_another_place_is_no_answer() {
    let (mut draft, mut world) = good();
    draft.lines[0].access_check.number = "21900001".to_owned();
    world.ask(&draft, answered(Light::Green));
    assert_eq!(found(&world.parse(&draft), codes::CHECK_ELSEWHERE), None);
    let elsewhere = Hit {
        elsewhere: true,
        ..hit("hit-1", Light::Green)
    };
    world.ask(
        &draft,
        CheckOutcome::Answered {
            hits: vec![elsewhere],
        },
    );
    let outcome = world.parse(&draft);
    let finding = found(&outcome, codes::CHECK_ELSEWHERE);
    assert_eq!(
        finding.map(|finding| finding.path.clone()),
        Some(format!("{PATH}.number"))
    );
    assert!(outcome.order.is_none());
}

/// KAP-3, KAP-4, KAP-6: every outcome has a finding of its own, and says whether the order can be sent.
#[test]
fn each_light_allows_what_it_allows() {
    let cases: [(CheckOutcome, Option<Code>, bool); 9] = [
        (answered(Light::Green), None, true),
        (
            answered(Light::YellowUncertain),
            Some(codes::CHECK_UNCERTAIN),
            true,
        ),
        (answered(Light::YellowFault), Some(codes::CHECK_FAULT), true),
        (CheckOutcome::SystemFault, Some(codes::CHECK_FAULT), true),
        (answered(Light::Red), Some(codes::CHECK_RED), false),
        (
            CheckOutcome::TimedOut { attempt: 1 },
            Some(codes::CHECK_TIMED_OUT),
            false,
        ),
        (
            CheckOutcome::TimedOut { attempt: 2 },
            Some(codes::CHECK_TIMED_OUT_TWICE),
            true,
        ),
        (
            CheckOutcome::NothingFound,
            Some(codes::CHECK_NOTHING_FOUND),
            false,
        ),
        (
            CheckOutcome::Answered { hits: Vec::new() },
            Some(codes::CHECK_NOTHING_FOUND),
            false,
        ),
    ];
    for (outcome, code, may_submit) in cases {
        let (mut draft, mut world) = good();
        world.ask(&draft, outcome.clone());
        // Without a slot where the light allows none.
        if !matches!(code, None | Some(codes::CHECK_UNCERTAIN)) {
            draft.lines[0].appointment = Default::default();
            draft.requested_date = "07.12.2026".to_owned();
        }
        let parsed = world.parse(&draft);
        if let Some(code) = code {
            assert!(found(&parsed, code).is_some(), "{outcome:?}");
        }
        assert_eq!(
            parsed.order.is_some(),
            may_submit,
            "{outcome:?}: {:?}",
            errors(&parsed)
        );
        // KAP-4: manual handling is said beforehand.
        let manual = parsed.order.map(|order| order.manual_handling);
        assert_eq!(
            manual,
            may_submit.then_some(code == Some(codes::CHECK_TIMED_OUT_TWICE)),
            "{outcome:?}"
        );
    }
}

/// ADR-6, KAP-2: a place that is in no register is not known to Kapaks either, and goes to manual handling.
#[test]
fn a_place_in_no_register_may_be_unknown_to_kapaks() {
    let (mut draft, mut world) = good();
    draft.lines[0].address.register_id.clear();
    draft.lines[0].address.not_in_register = true;
    draft.lines[0].appointment = Default::default();
    draft.requested_date = "07.12.2026".to_owned();
    world.ask(&draft, CheckOutcome::NothingFound);
    let outcome = world.parse(&draft);
    assert!(found(&outcome, codes::CHECK_NOTHING_FOUND_MANUAL).is_some());
    assert!(outcome.order.unwrap().manual_handling);
}

/// KAP-5: bound to product, speed, place and number, and for 24 hours.
#[test]
fn an_answer_holds_for_what_was_asked_and_for_24_hours() {
    type Spoil = fn(&mut OrderDraft, &mut World);
    let cases: &[(Spoil, Code)] = &[
        (
            |draft, _| draft.product = "ADSL_SHARED".to_owned(),
            codes::CHECK_STALE_PRODUCT,
        ),
        (
            |draft, _| drop(draft.attributes.insert("speed".into(), "1024/256".into())),
            codes::CHECK_STALE_SPEED,
        ),
        (
            |draft, _| draft.lines[0].address.house_number = "64".to_owned(),
            codes::CHECK_STALE_PLACE,
        ),
        (
            |draft, _| draft.lines[0].address.unit = "H0201".to_owned(),
            codes::CHECK_STALE_PLACE,
        ),
        (
            |draft, _| draft.lines[0].access_check.number = "21900001".to_owned(),
            codes::CHECK_STALE_NUMBER,
        ),
        (
            |_, world| world.now = world.now.plus_seconds(24 * 3600),
            codes::CHECK_TOO_OLD,
        ),
        (
            |draft, _| draft.lines[0].access_check.id = "check-2".to_owned(),
            codes::CHECK_UNKNOWN,
        ),
        (|_, world| world.line().access_check = None, codes::CHECK_UNKNOWN),
    ];
    for (spoil, code) in cases {
        let (mut draft, mut world) = good();
        spoil(&mut draft, &mut world);
        let outcome = world.parse(&draft);
        assert!(
            found(&outcome, *code).is_some(),
            "{}: {:?}",
            code.name,
            errors(&outcome)
        );
        assert!(outcome.order.is_none());
    }
    let unspoilt: &[Spoil] = &[
        |draft, _| drop(draft.attributes.insert("modem".into(), "no".into())),
        |draft, _| draft.lines[0].address.street = " KIRKEVEIEN".to_owned(),
        |draft, _| draft.lines[0].address.house_number = "64B".to_owned(),
        |draft, _| draft.lines[0].address.floor = "3".to_owned(),
        |draft, _| draft.lines[0].end_user.first_name = "Kari".to_owned(),
        |_, world| {
            world.now = world.now.plus_seconds(24 * 3600 - 1);
            let until = world.now.plus_seconds(60);
            world.line().appointment.as_mut().unwrap().held_until = until;
        },
    ];
    for spoil in unspoilt {
        let (mut draft, mut world) = good();
        spoil(&mut draft, &mut world);
        let outcome = world.parse(&draft);
        assert!(outcome.order.is_some(), "{:?}", errors(&outcome));
    }
}

/// KAP-5
#[test]
fn the_subject_is_what_would_be_asked_now() {
    let (mut draft, world) = good();
    let facts = &world.facts.lines[0];
    let state = line_state(&draft, 0, facts, &world.context()).unwrap();
    assert_eq!(
        state.subject,
        Subject {
            product: "ADSL_FULL".to_owned(),
            speed: "8128/640".to_owned(),
            place: "street|kirkeveien|64b|0364|".to_owned(),
            number: String::new()
        }
    );
    assert!(state.subject.can_be_asked(&world.catalogue));
    assert!(matches!(state.check, State::MayBook(_)));
    draft.attributes.remove("speed");
    let state = line_state(&draft, 0, facts, &world.context()).unwrap();
    assert!(
        !state.subject.can_be_asked(&world.catalogue),
        "the speed is missing"
    );
    assert_eq!(state.check, State::Stale(Change::Speed));
    draft.product = "PSTN".to_owned();
    let state = line_state(&draft, 0, facts, &world.context()).unwrap();
    assert_eq!(state.subject.speed, "", "telephony has no speed");
    assert!(line_state(&draft, 1, facts, &world.context()).is_none());
    draft.product.clear();
    assert!(line_state(&draft, 0, facts, &world.context()).is_none());
}

/// KAP-3: what is green at the same place comes along with the red hit.
#[test]
fn a_red_light_brings_its_alternatives() {
    let (draft, mut world) = good();
    let mut red = hit("hit-1", Light::Red);
    red.alternatives = vec![Alternative {
        product: "ADSL_SHARED".to_owned(),
        attributes: draft.attributes.clone(),
    }];
    world.ask(&draft, CheckOutcome::Answered { hits: vec![red] });
    let state = line_state(&draft, 0, &world.facts.lines[0], &world.context()).unwrap();
    let State::Refused(hit) = state.check else {
        panic!("{:?}", state.check)
    };
    assert_eq!(hit.alternatives[0].product, "ADSL_SHARED");
}
