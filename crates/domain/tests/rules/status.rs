//! STA-1, STA-2: names, turns, the header computed from its lines, and the way of a delivery.

use domain::orders::status::{
    Action, HeaderStatus as H,
    LineStatus::{self as L, *},
    OrderKind, TransitionContext,
    Turn::{self, Nobody, Operator, Partner},
    can, counts, delivery_expected, delivery_steps, expected_date, header_status, next_expected,
    step_expected,
};
use proptest::prelude::*;
use time::macros::date;

/// STA-2: every status as it is shown, whose turn it is, and whether it is final.
#[test]
fn every_status_is_shown_by_the_name_that_users_have_learnt() {
    let table: [(L, &str, Turn, bool); 18] = [
        (New, "New", Partner, false),
        (InProgress, "In Progress", Operator, false),
        (Committed, "Committed", Operator, false),
        (Duplicate, "Duplicate", Nobody, true),
        (Incomplete, "Incomplete", Partner, false),
        (CustomerUpdate, "Customer Update", Operator, false),
        (Rejected, "Rejected", Nobody, true),
        (Registered, "Registered", Operator, false),
        (Ordered, "Ordered (O)", Operator, false),
        (Design, "Design (D)", Operator, false),
        (Ready, "Ready (R)", Operator, false),
        (FieldService, "Field Service (M)", Operator, false),
        (Test, "Test (T)", Operator, false),
        (Delivery, "Delivery (L)", Operator, false),
        (Finished, "Finished (F)", Nobody, false),
        (Closed, "Closed", Nobody, true),
        (Cancelled, "Cancelled", Nobody, true),
        (CancelledA, "Cancelled (A)", Nobody, true),
    ];
    for (status, shown, turn, is_final) in table {
        assert_eq!(
            (status.shown_as(), status.turn(), status.is_final()),
            (shown, turn, is_final)
        );
    }
    assert_eq!(table.map(|(status, ..)| status), L::ALL);
}

#[test]
fn the_code_is_what_stands_on_the_wire() {
    for status in L::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        assert_eq!(L::from_code(status.code()), Some(status));
    }
    for status in H::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        assert_eq!(H::from_code(status.code()), Some(status));
        assert!(!status.shown_as().is_empty());
    }
    for action in Action::ALL {
        assert_eq!(serde_json::to_value(action).unwrap(), action.code());
        assert_eq!(Action::from_code(action.code()), Some(action));
    }
    for turn in [Partner, Operator, Nobody] {
        assert_eq!(serde_json::to_value(turn).unwrap(), turn.code());
    }
    assert_eq!(L::from_code("unknown"), None);
}

/// STA-1: the most important status wins.
#[test]
fn the_header_is_the_most_important_of_its_lines() {
    let cases: &[(&[L], H)] = &[
        (&[], H::New),
        (&[New], H::New),
        (&[Closed, Finished], H::Finished),
        (&[Ordered, Registered], H::Registered),
        (&[Delivery, Finished], H::InProcess),
        (&[Ordered], H::InProcess),
        (&[Design], H::InProcess),
        (&[Ready], H::InProcess),
        (&[FieldService], H::InProcess),
        (&[Test], H::InProcess),
        (&[Delivery], H::InProcess),
        (&[Committed, InProgress], H::InProgress),
        (&[InProgress, Duplicate], H::Duplicate),
        (&[Duplicate, New], H::New),
        (&[New, CustomerUpdate], H::CustomerUpdate),
        (&[CustomerUpdate, Rejected], H::Rejected),
        (&[Rejected, Incomplete], H::Incomplete),
        (&[Cancelled, CancelledA], H::CancelledA),
        (&[Cancelled, Closed], H::Closed),
        (&[Cancelled, Cancelled], H::Cancelled),
        (
            &[
                CancelledA, Cancelled, Closed, Finished, Test, Registered, Committed, InProgress,
            ],
            H::InProgress,
        ),
    ];
    for (lines, expected) in cases {
        assert_eq!(
            header_status(lines.iter().map(|line| (*line, false))),
            *expected,
            "{lines:?}"
        );
    }
}

/// STA-1: bad news that has been seen does not hide the rest, unless there is no rest.
#[test]
fn final_bad_news_counts_until_it_has_been_seen() {
    assert_eq!(header_status([(Rejected, false), (Ordered, false)]), H::Rejected);
    assert_eq!(header_status([(Rejected, true), (Ordered, false)]), H::InProcess);
    assert_eq!(header_status([(Duplicate, true), (Finished, false)]), H::Finished);
    assert_eq!(
        header_status([(Duplicate, true), (Rejected, false), (Closed, false)]),
        H::Rejected
    );
    assert_eq!(header_status([(Rejected, true), (Cancelled, true)]), H::Rejected);
    assert_eq!(
        header_status([(CancelledA, true), (Cancelled, true)]),
        H::CancelledA
    );
    // Seeing changes nothing for what is not bad news.
    assert_eq!(
        header_status([(Incomplete, true), (Ordered, true)]),
        H::Incomplete
    );
}

/// STA-1
#[test]
fn the_header_counts_its_lines() {
    let counted = counts([Ordered, Closed, Ordered]);
    assert_eq!(
        counted.into_iter().collect::<Vec<_>>(),
        [(Ordered, 2), (Closed, 1)]
    );
}

fn context(kind: OrderKind, visit: bool) -> TransitionContext {
    TransitionContext {
        kind,
        visit,
        ..TransitionContext::default()
    }
}

/// STA-2: what comes next, all the way, is open to somebody in the table.
#[test]
fn the_way_of_a_delivery_leads_from_sent_to_closed() {
    let ways = [
        (
            context(OrderKind::New, true),
            vec![
                New,
                InProgress,
                Committed,
                Registered,
                Ordered,
                Design,
                Ready,
                FieldService,
                Test,
                Delivery,
                Finished,
                Closed,
            ],
        ),
        (
            context(OrderKind::New, false),
            vec![
                New, InProgress, Committed, Registered, Ordered, Design, Ready, Test, Delivery, Finished,
                Closed,
            ],
        ),
        (
            context(OrderKind::Terminate, false),
            vec![
                New, InProgress, Committed, Registered, Ordered, Design, Delivery, Finished, Closed,
            ],
        ),
        (
            context(OrderKind::Modify, false),
            vec![
                New, InProgress, Committed, Registered, Ordered, Design, Delivery, Finished, Closed,
            ],
        ),
    ];
    for (context, way) in ways {
        let mut walked = vec![New];
        while let Some(next) = next_expected(*walked.last().unwrap(), &context) {
            let from = *walked.last().unwrap();
            let open = Action::ALL.into_iter().any(|action| {
                domain::orders::status::Actor::ALL.into_iter().any(|actor| {
                    can(from, action, actor, &context).is_ok()
                        && domain::orders::status::transition(from, action, actor, &context) == Ok(next)
                })
            });
            assert!(open, "{from:?} to {next:?}");
            walked.push(next);
        }
        assert_eq!(walked, way);
        let steps: Vec<_> = way
            .into_iter()
            .filter(|step| !matches!(step, New | Committed | Closed))
            .collect();
        assert_eq!(delivery_steps(&context), steps);
    }
    assert_eq!(
        next_expected(Incomplete, &context(OrderKind::New, true)),
        Some(CustomerUpdate)
    );
    assert_eq!(
        next_expected(CustomerUpdate, &context(OrderKind::New, true)),
        Some(Committed)
    );
    assert_eq!(
        next_expected(FieldService, &context(OrderKind::New, false)),
        Some(Test)
    );
    assert_eq!(next_expected(Rejected, &context(OrderKind::New, true)), None);
}

#[test]
fn the_last_steps_are_expected_on_the_agreed_date() {
    let agreed = date!(2026 - 12 - 07);
    assert_eq!(expected_date(FieldService, agreed), Some(date!(2026 - 12 - 04)));
    for step in [Test, Delivery, Finished] {
        assert_eq!(expected_date(step, agreed), Some(agreed));
    }
    assert_eq!(expected_date(Registered, agreed), None);
}

proptest! {
    /// STA-1: the order of the lines makes no difference, and seeing something never makes the header worse.
    #[test]
    fn the_header_does_not_depend_on_the_order_of_lines(lines in proptest::collection::vec((0_usize..18, any::<bool>()), 0..12)) {
        let lines: Vec<_> = lines.into_iter().map(|(at, seen)| (L::ALL[at], seen)).collect();
        let header = header_status(lines.iter().copied());
        prop_assert_eq!(header_status(lines.iter().rev().copied()), header);
        let seen = header_status(lines.iter().map(|(status, _)| (*status, true)));
        let unseen = header_status(lines.iter().map(|(status, _)| (*status, false)));
        prop_assert!(unseen <= header && header <= seen);
    }
}

/// STA-2, DAT-5: what was expected is overdue once its day is over, and only while it is awaited.
#[test]
fn what_should_have_come_and_has_not_is_overdue() {
    let day = date!(2026 - 11 - 03);
    let (eve, after) = (date!(2026 - 11 - 02), date!(2026 - 11 - 04));
    let of_line = [
        (Test, InProgress, eve, Some(false)),
        (Test, InProgress, day, Some(false)),
        (Test, InProgress, after, Some(true)),
        (Test, Incomplete, after, Some(true)),
        (FieldService, Ready, after, Some(true)),
        // It has passed that step by, or will never come to it.
        (FieldService, Test, after, None),
        (Test, Test, after, None),
        (Test, Finished, after, None),
        (Test, Cancelled, after, None),
        (Design, Finished, after, None),
    ];
    for (step, status, today, overdue) in of_line {
        let expected = step_expected(step, status, day, today);
        assert_eq!(
            expected.map(|expected| expected.overdue),
            overdue,
            "{step:?} {status:?} {today}"
        );
    }
    for status in H::ALL {
        let awaited = !matches!(
            status,
            H::New | H::Rejected | H::Duplicate | H::Finished | H::Closed | H::CancelledA | H::Cancelled
        );
        let late = |today| delivery_expected(status, day, today).map(|expected| expected.overdue);
        assert_eq!(late(day), awaited.then_some(false), "{status:?}");
        assert_eq!(late(after), awaited.then_some(true), "{status:?}");
    }
}
