//! CHG-1 and CHG-2: the change of an order that was sent, some days later.

use domain::{
    access_check::Light,
    appointment::Window,
    finding::{Severity, codes},
    hold::HoldState,
    orders::{
        OrderDraft, Ordered, ReopenedRef, judge,
        reopen::{self, FieldChange, Sent, changed_lines},
    },
    subscriptions::Found,
};
use time::{Date, macros::date};

use crate::world::{SLOT_DAY, TODAY, World, answered, good, of};

/// As it is four days after it was sent: the check is too old, the slot is the order's, and the lead time has passed.
fn reopened() -> (OrderDraft, World) {
    let (draft, mut world) = good();
    let order = world.parse(&draft).order.unwrap();
    let mut draft = order.as_sent();
    let sent = Sent::of(&Ordered::New(Box::new(order)), Some(date!(2026 - 12 - 03)), TODAY);
    world.facts.sent = Some(sent);
    draft.reopened = ReopenedRef {
        order: "1-20418".to_owned(),
        revision: 1,
    };
    world.line().appointment.as_mut().unwrap().state = HoldState::Confirmed;
    world.today = date!(2026 - 11 - 27);
    world.now = world.now.plus_seconds(4 * 24 * 3600);
    (draft, world)
}

fn found(world: &World, draft: &OrderDraft) -> Vec<String> {
    of(
        &judge(draft, &Found::Nothing, &world.context()).findings,
        Severity::Error,
    )
}

/// Changes a phone number, so that something is changed, and asks Kapaks anew.
fn another_phone() -> (OrderDraft, World) {
    let (mut draft, mut world) = reopened();
    draft.lines[0].contact.phone = "93456789".to_owned();
    world.ask(&draft, answered(Light::Green));
    (draft, world)
}

/// CHG-1, KAP-5
#[test]
fn a_reopened_order_asks_kapaks_again_after_a_day_and_keeps_its_slot_and_its_date() {
    let (draft, mut world) = reopened();
    assert_eq!(
        found(&world, &draft),
        ["lines[0].access_check: access_check.too_old"]
    );
    let (draft_with_phone, _) = another_phone();
    world.ask(&draft_with_phone, answered(Light::Green));
    let verdict = judge(&draft_with_phone, &Found::Nothing, &world.context());
    assert_eq!(of(&verdict.findings, Severity::Error), [""; 0]);
    let ordered = verdict.valid.unwrap();
    assert_eq!(ordered.requested_date(), SLOT_DAY);
    assert_eq!(ordered.lines()[0].appointment.as_deref(), Some("slot-1"));
    assert!(draft.is_reopened());
}

/// CHG-1: leaving it changes nothing, and neither does sending what was sent.
#[test]
fn sending_what_was_sent_is_no_change() {
    let (draft, mut world) = reopened();
    world.ask(&draft, answered(Light::Green));
    assert_eq!(found(&world, &draft), ["reopened: reopen.nothing_changed"]);
    assert_eq!(codes::REOPEN_NOTHING_CHANGED.rule, "CHG-1");
}

/// BOK-3: the slot of another order is not kept, and neither is one of another place.
#[test]
fn only_the_own_slot_of_the_same_place_is_kept() {
    let (draft, mut world) = another_phone();
    world.facts.sent.as_mut().unwrap().draft.lines[0].appointment.id = "slot-0".to_owned();
    assert_eq!(found(&world, &draft), ["lines[0].appointment: appointment.used"]);

    let (mut draft, mut world) = another_phone();
    draft.lines[0].address.house_number = "66".to_owned();
    draft.lines[0].address.register_id.clear();
    draft.lines[0].address.not_in_register = true;
    let appointment = world.line().appointment.clone();
    world.ask(&draft, answered(Light::Green));
    world.line().appointment = appointment;
    assert_eq!(
        found(&world, &draft),
        ["lines[0].appointment: appointment.other_subject"]
    );
}

/// BOK-2: what is booked stays booked, whatever Kapaks says of a new booking.
#[test]
fn a_light_that_forbids_booking_takes_no_slot_that_is_booked() {
    let (draft, mut world) = another_phone();
    world.ask(&draft, answered(Light::YellowFault));
    assert_eq!(found(&world, &draft), [""; 0]);
}

/// CHG-2: a date is changed until the deadline, and after it by Service Request.
#[test]
fn after_the_deadline_the_date_is_fixed() {
    let other_date = |today: Date| {
        let (mut draft, mut world) = another_phone();
        draft.lines[0].appointment.id = "slot-2".to_owned();
        draft.requested_date = "15.12.2026".to_owned();
        world.today = today;
        let held_until = world.now.plus_seconds(600);
        let held = world.line().appointment.as_mut().unwrap();
        held.id = "slot-2".to_owned();
        held.state = HoldState::Held;
        held.slot.date = date!(2026 - 12 - 15);
        held.slot.window = Window::Afternoon;
        held.held_until = held_until;
        let fixed = world.facts.sent.as_ref().unwrap().fixed("requested_date", today);
        (found(&world, &draft), fixed.map(|reason| reason.code))
    };
    assert_eq!(other_date(date!(2026 - 12 - 03)), (Vec::new(), None));
    assert_eq!(
        other_date(date!(2026 - 12 - 04)),
        (
            vec!["requested_date: reopen.date".to_owned()],
            Some("reopen.date")
        )
    );
}

/// CHG-2
#[test]
fn what_is_fixed_is_said_of_each_field_beforehand() {
    let (_, world) = reopened();
    let sent = world.facts.sent.unwrap();
    let fixed = |path: &str| sent.fixed(path, TODAY).map(|reason| reason.code);
    assert_eq!(fixed("attributes.speed"), Some("reopen.speed"));
    assert_eq!(fixed("customer_order_ref"), Some("reopen.reference"));
    assert_eq!(fixed("customer_invoice_ref"), Some("reopen.reference"));
    assert_eq!(fixed("product"), Some("reopen.product"));
    for open in [
        "attributes.modem",
        "project_reference",
        "requested_date",
        "lines[].contact.phone",
    ] {
        assert_eq!(fixed(open), None, "{open}");
    }
}

/// AUD-1
#[test]
fn what_has_changed_is_told_field_by_field() {
    let (mut draft, world) = reopened();
    let was = draft.clone();
    draft.lines[0].contact.phone = "93456789".to_owned();
    draft.lines[0].access_check.id = "check-2".to_owned();
    draft.lines[0].confirmations.contact_present = false;
    draft.project_reference = "Solbakken".to_owned();
    let change = |path: &str, from: &str, to: &str| FieldChange {
        path: path.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let changes = reopen::changes(&was, &draft);
    assert_eq!(
        changes,
        [
            change("project_reference", "", "Solbakken"),
            change("lines[0].contact.phone", "91234567", "93456789"),
        ]
    );
    // What is the whole order's is every line's.
    assert_eq!(changed_lines(&changes, 3), [0, 1, 2]);
    assert_eq!(changed_lines(&changes[1..], 3), [0]);
    assert_eq!(world.today, date!(2026 - 11 - 27));
}
