//! BOK-1 to BOK-4 and BOK-6: the technician.

use domain::{
    access_check::{CheckOutcome, Light, Subject},
    appointment::{Booking, SlotSearch, first_slot_day},
    finding::{Code, Param, codes},
    hold::HoldState,
    orders::{AppointmentRef, OrderDraft, line_state},
};
use time::macros::date;

use crate::world::{SLOT_DAY, TODAY, World, answered, errors, found, good, subject, warnings};

const PATH: &str = "lines[0].appointment";

fn booking(draft: &OrderDraft, world: &World) -> Booking {
    line_state(draft, 0, &world.facts.lines[0], &world.context())
        .unwrap()
        .booking
}

fn reason(draft: &OrderDraft, world: &World) -> &'static str {
    match booking(draft, world) {
        Booking::Closed(reason) => reason.code,
        open => panic!("{open:?}"),
    }
}

fn none_free(draft: &OrderDraft, world: &World) -> SlotSearch {
    SlotSearch {
        id: "search-1".to_owned(),
        subject: subject(draft, &world.catalogue),
        searched_at: world.now,
        slots: Vec::new(),
    }
}

/// BOK-1, KAP-3
#[test]
fn a_booking_is_required_where_the_light_is_green_and_advised_where_it_is_uncertain() {
    let (mut draft, mut world) = good();
    assert_eq!(booking(&draft, &world), Booking::Required);
    draft.lines[0].appointment = AppointmentRef::default();
    assert_eq!(
        errors(&world.parse(&draft)),
        [format!("{PATH}: appointment.missing")],
        "and no error about the date"
    );

    world.ask(&draft, answered(Light::YellowUncertain));
    assert_eq!(booking(&draft, &world), Booking::Recommended);
    draft.requested_date = "07.12.2026".to_owned();
    let outcome = world.parse(&draft);
    assert!(errors(&outcome).is_empty(), "{:?}", errors(&outcome));
    assert_eq!(
        warnings(&outcome),
        [
            "lines[0].access_check: access_check.uncertain".to_owned(),
            format!("{PATH}: appointment.recommended")
        ]
    );
    assert_eq!(
        outcome.order.unwrap().warnings.len(),
        2,
        "what the user went on with is kept"
    );
}

/// BOK-1: only when nothing is free may the order go without, to manual handling.
#[test]
fn without_a_free_slot_the_order_goes_to_manual_handling() {
    let (mut draft, mut world) = good();
    draft.lines[0].appointment = AppointmentRef {
        id: String::new(),
        search: "search-1".to_owned(),
    };
    draft.requested_date = "07.12.2026".to_owned();
    world.line().slot_search = Some(none_free(&draft, &world));
    let outcome = world.parse(&draft);
    assert_eq!(warnings(&outcome), [format!("{PATH}: appointment.none_free")]);
    assert!(outcome.order.unwrap().manual_handling);

    // Then the date is the user's to choose.
    draft.requested_date.clear();
    assert_eq!(
        errors(&world.parse(&draft)),
        ["requested_date: requested_date.missing"]
    );
    draft.requested_date = "07.12.2026".to_owned();

    type Spoil = fn(&mut SlotSearch);
    let spoilt: &[Spoil] = &[
        |search| search.id = "search-2".to_owned(),
        |search| search.subject = Subject::default(),
        |search| search.searched_at = search.searched_at.plus_seconds(-24 * 3600),
        |search| {
            search.slots = vec![domain::appointment::Slot {
                id: "1".into(),
                date: SLOT_DAY,
                window: domain::appointment::Window::Morning,
            }]
        },
    ];
    for spoil in spoilt {
        let mut search = none_free(&draft, &world);
        spoil(&mut search);
        world.line().slot_search = Some(search);
        assert_eq!(
            errors(&world.parse(&draft)),
            [format!("{PATH}: appointment.missing")]
        );
    }
}

/// BOK-2: the reason that stands where the button would be.
#[test]
fn where_nothing_can_be_booked_the_reason_says_why() {
    let (draft, mut world) = good();
    let cases = [
        (answered(Light::YellowFault), "booking.fault"),
        (CheckOutcome::SystemFault, "booking.fault"),
        (answered(Light::Red), "booking.red"),
        (CheckOutcome::TimedOut { attempt: 1 }, "booking.try_again"),
        (CheckOutcome::TimedOut { attempt: 2 }, "booking.timed_out"),
        (CheckOutcome::TimedOut { attempt: 9 }, "booking.timed_out"),
        (CheckOutcome::NothingFound, "booking.nothing_found"),
        (
            CheckOutcome::Answered {
                hits: vec![crate::world::hit("other", Light::Green)],
            },
            "booking.pick_hit",
        ),
    ];
    for (outcome, code) in cases {
        world.ask(&draft, outcome.clone());
        assert_eq!(reason(&draft, &world), code, "{outcome:?}");
    }
    world.ask(&draft, answered(Light::Green));
    let project = OrderDraft {
        order_type: "project".to_owned(),
        ..draft.clone()
    };
    assert_eq!(reason(&project, &world), "booking.project");
    let mut hdsl = draft.clone();
    hdsl.product = "HDSL".to_owned();
    assert_eq!(reason(&hdsl, &world), "booking.not_for_product");
    let mut unasked = draft.clone();
    unasked.lines[0].access_check.id.clear();
    assert_eq!(reason(&unasked, &world), "booking.check_first");
    let mut elsewhere = draft;
    elsewhere.lines[0].address.house_number = "1".to_owned();
    assert_eq!(reason(&elsewhere, &world), "booking.check_again");
}

/// BOK-2, ORD-1
#[test]
fn a_slot_that_the_order_may_not_have_is_an_error() {
    let (mut draft, mut world) = good();
    draft.order_type = "project".to_owned();
    draft.requested_date = "07.12.2026".to_owned();
    assert_eq!(
        errors(&world.parse(&draft)),
        [format!("{PATH}: appointment.not_allowed")]
    );
    draft.lines[0].appointment = AppointmentRef::default();
    assert!(world.parse(&draft).order.is_some());

    let (mut draft, _) = good();
    draft.requested_date = "07.12.2026".to_owned();
    world.ask(&draft, CheckOutcome::SystemFault);
    assert_eq!(
        errors(&world.parse(&draft)),
        [format!("{PATH}: appointment.not_allowed")]
    );
}

/// BOK-3
#[test]
fn the_booked_day_is_the_requested_date() {
    let (mut draft, world) = good();
    for same in ["", "07.12.2026", "7/12", "071226", "+14"] {
        draft.requested_date = same.to_owned();
        let outcome = world.parse(&draft);
        assert_eq!(
            outcome.order.map(|order| order.requested_date),
            Some(SLOT_DAY),
            "{same}"
        );
    }
    draft.requested_date = "08.12.2026".to_owned();
    let outcome = world.parse(&draft);
    let finding = found(&outcome, codes::REQUESTED_DATE_NOT_THE_BOOKED).unwrap();
    assert_eq!(finding.suggestion.as_deref(), Some("07.12.2026"));
    draft.requested_date = "snart".to_owned();
    let outcome = world.parse(&draft);
    let finding = found(&outcome, codes::REQUESTED_DATE_UNREADABLE).unwrap();
    assert_eq!(
        finding.suggestion.as_deref(),
        Some("07.12.2026"),
        "the booked day, not the earliest"
    );
}

/// BOK-4
#[test]
fn a_slot_holds_for_20_minutes_and_for_what_it_was_taken_for() {
    type Spoil = fn(&mut OrderDraft, &mut World);
    let cases: &[(Spoil, Code)] = &[
        (
            |draft, _| draft.lines[0].appointment.id = "slot-2".to_owned(),
            codes::APPOINTMENT_UNKNOWN,
        ),
        (
            |_, world| world.line().appointment = None,
            codes::APPOINTMENT_UNKNOWN,
        ),
        (
            |_, world| world.now = world.now.plus_seconds(20 * 60),
            codes::APPOINTMENT_RAN_OUT,
        ),
        (
            |_, world| world.line().appointment.as_mut().unwrap().state = HoldState::Gone,
            codes::APPOINTMENT_GONE,
        ),
        (
            |_, world| world.line().appointment.as_mut().unwrap().state = HoldState::Released,
            codes::APPOINTMENT_RAN_OUT,
        ),
        (
            |_, world| world.line().appointment.as_mut().unwrap().state = HoldState::Confirmed,
            codes::APPOINTMENT_USED,
        ),
        (
            |_, world| world.line().appointment.as_mut().unwrap().subject = Subject::default(),
            codes::APPOINTMENT_OTHER_SUBJECT,
        ),
        (
            |_, world| world.line().appointment.as_mut().unwrap().slot.date = date!(2026 - 12 - 06),
            codes::APPOINTMENT_DAY,
        ),
        (
            |_, world| world.line().appointment.as_mut().unwrap().slot.date = date!(2026 - 12 - 25),
            codes::APPOINTMENT_DAY,
        ),
        (
            |_, world| world.line().appointment.as_mut().unwrap().slot.date = TODAY,
            codes::APPOINTMENT_DAY,
        ),
        (
            |_, world| world.line().appointment.as_mut().unwrap().slot.date = date!(2028 - 12 - 04),
            codes::APPOINTMENT_DAY,
        ),
    ];
    for (spoil, code) in cases {
        let (mut draft, mut world) = good();
        spoil(&mut draft, &mut world);
        let outcome = world.parse(&draft);
        assert_eq!(errors(&outcome), [format!("{PATH}: {}", code.name)]);
    }
    let (draft, mut world) = good();
    world.now = world.now.plus_seconds(20 * 60 - 1);
    assert!(world.parse(&draft).order.is_some());
    // Asked anew for the same place and product, the slot still holds.
    let (mut draft, mut world) = good();
    world.line().access_check.as_mut().unwrap().id = "check-2".to_owned();
    draft.lines[0].access_check.id = "check-2".to_owned();
    assert!(world.parse(&draft).order.is_some());
}

/// BOK-4: which time it was is said, and what became of it.
#[test]
fn a_lost_slot_is_named_with_the_reason() {
    for (state, code, minutes) in [
        (
            HoldState::Released,
            codes::APPOINTMENT_RAN_OUT,
            Some(Param::Number(20)),
        ),
        (HoldState::Gone, codes::APPOINTMENT_GONE, None),
        (HoldState::Confirmed, codes::APPOINTMENT_USED, None),
    ] {
        let (draft, mut world) = good();
        world.line().appointment.as_mut().unwrap().state = state;
        let outcome = world.parse(&draft);
        let lost = found(&outcome, code).unwrap();
        assert_eq!(lost.params["date"], Param::Date(SLOT_DAY));
        assert_eq!(lost.params["hours"], Param::from("08–12"));
        assert_eq!(lost.params.get("minutes"), minutes.as_ref());
    }
}

/// BOK-6: after the lead time, on a working day.
#[test]
fn slots_are_asked_for_from_the_end_of_the_lead_time() {
    let (_, world) = good();
    let day = |product: &str, today| first_slot_day(world.catalogue.product(product).unwrap(), today);
    assert_eq!(day("ADSL_FULL", TODAY), date!(2026 - 12 - 03));
    assert_eq!(day("PSTN", date!(2026 - 12 - 18)), date!(2026 - 12 - 28));
    assert_eq!(day("SHDSL", date!(2027 - 03 - 01)), date!(2027 - 03 - 22));
}

/// BOK-2, KAP-1: telephony may go without a check, but not with a slot that a lapsed check once allowed.
#[test]
fn a_slot_is_not_silently_left_behind_when_its_check_lapses() {
    let (mut draft, mut world) = good();
    draft.product = "PSTN".to_owned();
    draft.attributes = [("number".to_owned(), "new".to_owned())].into();
    world.ask(&draft, answered(Light::Green));
    assert!(world.parse(&draft).order.is_some());
    for date in ["", "07.12.2026"] {
        draft.requested_date = date.to_owned();
        draft.lines[0].access_check.id = "check-2".to_owned();
        assert_eq!(
            errors(&world.parse(&draft)),
            [format!("{PATH}: appointment.check_again")],
            "{date:?}"
        );
        draft.lines[0].access_check.id.clear();
        assert_eq!(
            errors(&world.parse(&draft)),
            [format!("{PATH}: appointment.check_again")],
            "{date:?}"
        );
    }
}
