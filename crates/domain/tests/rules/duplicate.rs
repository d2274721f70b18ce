//! ORD-5: the same product, at the same place, for the same end user.

use domain::{
    customer::EndUser,
    finding::{Severity, codes},
    orders::{
        AppointmentRef, OrderDraft,
        duplicate::{LiveLine, identity, is_live},
        status::LineStatus,
    },
};

use crate::world::{World, errors, found, good, warnings};

fn live(order: &str) -> LiveLine {
    LiveLine {
        order: order.to_owned(),
        line: 1,
        status: LineStatus::Registered,
    }
}

/// ORD-5: the other order is named, and the user is asked; each order that is not seen asks again.
#[test]
fn a_repeat_of_a_live_line_is_asked_about_until_it_has_been_seen() {
    let (mut draft, mut world) = good();
    world.line().repeats = vec![live("1-20418"), live("1-20500")];
    let outcome = world.parse(&draft);
    assert_eq!(errors(&outcome), ["lines[0].beside: line.repeats_order"; 2]);
    draft.lines[0].beside = vec![" 1-20418 ".to_owned()];
    let outcome = world.parse(&draft);
    assert_eq!(errors(&outcome), ["lines[0].beside: line.repeats_order"]);
    assert_eq!(warnings(&outcome), ["lines[0].beside: line.repeats_order_seen"]);
    draft.lines[0].beside.push("1-20500".to_owned());
    let outcome = world.parse(&draft);
    assert_eq!(errors(&outcome), Vec::<String>::new());
    let stored = outcome.order.unwrap().warnings;
    assert_eq!(stored.len(), 2, "what the user went on with is stored");
    assert!(stored.iter().all(|finding| finding.severity == Severity::Warning));
    // A tick for an order that is not repeated says nothing.
    world.line().repeats.clear();
    assert!(warnings(&world.parse(&draft)).is_empty());
}

/// Three lines of one project, all for the same end user at the same place.
fn thrice() -> (OrderDraft, World) {
    let (mut draft, mut world) = good();
    draft.order_type = "project".to_owned();
    draft.requested_date = "07.12.2026".to_owned();
    draft.lines[0].appointment = AppointmentRef::default();
    draft.lines = vec![draft.lines[0].clone(); 3];
    world.facts.lines = vec![world.facts.lines[0].clone(); 3];
    (draft, world)
}

/// ORD-5: lines of one project repeat each other too, and the first of them is named.
#[test]
fn two_lines_of_a_project_are_not_the_same() {
    let (mut draft, world) = thrice();
    draft.lines[2].end_user.first_name = "SOLVEIG ".to_owned();
    draft.lines[2].address.street = "kirkeveien".to_owned();
    let outcome = world.parse(&draft);
    assert_eq!(
        errors(&outcome),
        [
            "lines[1].beside: line.repeats_line",
            "lines[2].beside: line.repeats_line"
        ]
    );
    for finding in outcome.findings.iter().filter(|f| f.is(codes::LINE_REPEATS_LINE)) {
        assert_eq!(finding.params.get("line"), Some(&1_i64.into()));
    }
}

/// ORD-5: another person, another date of birth, another house or another apartment is another line.
#[test]
fn whatever_differs_makes_another_line() {
    type Spoil = fn(&mut domain::orders::LineDraft);
    let cases: [Spoil; 4] = [
        |line| line.end_user.last_name = "Lunde".to_owned(),
        |line| line.end_user.date_of_birth = "13.03.1971".to_owned(),
        |line| line.address.house_number = "66".to_owned(),
        |line| line.address.unit = "H0201".to_owned(),
    ];
    for (nth, spoil) in cases.into_iter().enumerate() {
        let (mut draft, world) = thrice();
        draft.lines.truncate(2);
        spoil(&mut draft.lines[1]);
        let outcome = world.parse(&draft);
        assert!(found(&outcome, codes::LINE_REPEATS_LINE).is_none(), "{nth}");
    }
}

/// ORD-5: what the backend compares is what the form compares.
#[test]
fn the_identity_is_product_place_and_end_user_in_any_case() {
    let (draft, world) = good();
    let line = world.parse(&draft).order.unwrap().lines.remove(0);
    let same = identity("ADSL_FULL", &line);
    assert_eq!(
        same,
        "adsl_full|kirkeveien 64b, 0364 oslo|solveig bakkemo 1971-03-12"
    );
    let company = |name: &str, number: &str| {
        let mut line = line.clone();
        line.end_user = EndUser::Company {
            name: name.to_owned(),
            organisation_number: number.to_owned(),
        };
        line
    };
    let (one, renamed, other) = (
        company("Solbakken AS", "310001007"),
        company("Solbakken Drift AS", "310001007"),
        company("Solbakken AS", "310000000"),
    );
    assert_eq!(identity("HDSL", &one), identity("HDSL", &renamed));
    assert_ne!(identity("HDSL", &one), identity("HDSL", &other));
    assert_ne!(identity("HDSL", &one), identity("SHDSL", &one));
    for (this, that, same) in [
        (&one, &renamed, true),
        (&one, &other, false),
        (&one, &line, false),
    ] {
        assert_eq!(this.end_user.is_the_same_as(&that.end_user), same);
        assert_eq!(that.end_user.is_the_same_as(&this.end_user), same);
    }
}

/// ORD-5: what has ended hinders nobody.
#[test]
fn only_what_may_still_be_delivered_is_live() {
    let ended: Vec<_> = LineStatus::ALL
        .into_iter()
        .filter(|status| !is_live(*status))
        .collect();
    use LineStatus::{Cancelled, CancelledA, Closed, Duplicate, Rejected};
    assert_eq!(ended, [Duplicate, Rejected, Closed, Cancelled, CancelledA]);
}
