//! QUO-5, QUO-7: the table of quote lines written a second time, by hand, and the header computed from its lines.

use std::collections::BTreeSet;

use domain::{
    quotes::status::{
        QuoteAction as A, QuoteLineStatus as L, QuoteRefusal, QuoteStatus as H, QuoteTransitionContext, can,
        header, transition,
    },
    reason::{self, Reason},
    turn::{
        Actor,
        Turn::{self, Nobody, Operator, Partner},
    },
};
use proptest::prelude::*;
use texts::Key;

/// From, action, who may, to, and when, if not always; P the partner, T the operator, S the system.
const TABLE: &str = "
New             PriceFound          S   Completed
New             WantManual          P   Received
Received        Take                T   InProcess
InProcess       Price               T   Completed
InProcess       RequestInformation  T   Incomplete
Received        RequestInformation  T   Incomplete
Incomplete      CustomerUpdate      P   CustomerUpdate
CustomerUpdate  Take                T   InProcess
Completed       Close               P   CustomerClosed
Completed       Expire              S   Expired         expired
Expired         PriceFound          P   Completed
Expired         WantManual          P   Received
New             Cancel              PT  Cancelled
Received        Cancel              PT  Cancelled
InProcess       Cancel              PT  Cancelled
Incomplete      Cancel              PT  Cancelled
CustomerUpdate  Cancel              PT  Cancelled
Completed       Cancel              PT  Cancelled
";

type Transition = (L, A, Actor, L);

fn written(expired: bool) -> BTreeSet<Transition> {
    let mut rows = BTreeSet::new();
    for line in TABLE.lines().filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (from, action, who, to) = (words[0], words[1], words[2], words[3]);
        let status = |name: &str| L::ALL.into_iter().find(|known| format!("{known:?}") == name);
        let action = A::ALL
            .into_iter()
            .find(|known| format!("{known:?}") == action)
            .unwrap();
        for who in who
            .chars()
            .filter(|_| expired || words.get(4) != Some(&"expired"))
        {
            let actor = match who {
                'P' => Actor::Partner,
                'T' => Actor::Operator,
                'S' => Actor::System,
                other => panic!("{other}"),
            };
            rows.insert((status(from).unwrap(), action, actor, status(to).unwrap()));
        }
    }
    rows
}

/// QUO-5: nine statuses, nine actions and three actors; what is not in the list is refused.
#[test]
fn every_quote_line_goes_where_the_list_says() {
    for expired in [false, true] {
        let context = QuoteTransitionContext {
            expired,
            ..QuoteTransitionContext::default()
        };
        let mut generated = BTreeSet::new();
        for from in L::ALL {
            for action in A::ALL {
                for actor in Actor::ALL {
                    let to = transition(from, action, actor, &context);
                    assert_eq!(can(from, action, actor, &context).is_ok(), to.is_ok());
                    generated.extend(to.ok().map(|to| (from, action, actor, to)));
                    assert!(
                        to.is_err() || A::of(actor).contains(&action),
                        "{actor:?} has no button for {action:?}"
                    );
                }
            }
        }
        let expected = written(expired);
        let wrong: Vec<_> = expected.symmetric_difference(&generated).collect();
        assert!(wrong.is_empty(), "expired {expired}: {wrong:?}");
    }
}

/// QUO-5, STA-3, QUO-9
#[test]
fn a_refusal_says_why() {
    let silent = QuoteTransitionContext {
        reason_given: false,
        ..QuoteTransitionContext::default()
    };
    let refused = |status, action, actor| transition(status, action, actor, &silent).unwrap_err();
    let cases = [
        (
            refused(L::Received, A::Cancel, Actor::Partner),
            QuoteRefusal::ReasonMissing,
            reason::codes::TRANSITION_REASON_MISSING,
        ),
        (
            refused(L::Received, A::RequestInformation, Actor::Operator),
            QuoteRefusal::ReasonMissing,
            reason::codes::TRANSITION_REASON_MISSING,
        ),
        (
            refused(L::Completed, A::Expire, Actor::System),
            QuoteRefusal::NotExpired,
            reason::codes::QUOTE_NOT_EXPIRED,
        ),
        (
            refused(L::Cancelled, A::WantManual, Actor::Partner),
            QuoteRefusal::Final(L::Cancelled),
            reason::codes::QUOTE_FINAL,
        ),
        (
            refused(L::Expired, A::Cancel, Actor::Partner),
            QuoteRefusal::NotNow(L::Expired),
            reason::codes::TRANSITION_NOT_NOW,
        ),
        (
            refused(L::Received, A::Take, Actor::Partner),
            QuoteRefusal::NotYours,
            reason::codes::TRANSITION_NOT_YOURS,
        ),
    ];
    for (refused, expected, code) in cases {
        assert_eq!((refused, Reason::from(refused).code), (expected, code));
    }
    assert_eq!(can(L::Received, A::Cancel, Actor::Partner, &silent), Ok(()));
}

/// STA-2: every status as it is shown, whose turn it is, and whether it is final.
#[test]
fn every_status_of_a_quote_line_is_shown_by_the_name_that_users_have_learnt() {
    let table: [(L, &str, Turn, bool); 9] = [
        (L::New, "New", Partner, false),
        (L::Received, "Received", Operator, false),
        (L::InProcess, "In Process", Operator, false),
        (L::Incomplete, "Incomplete", Partner, false),
        (L::CustomerUpdate, "Customer Update", Operator, false),
        (L::Completed, "Completed", Partner, false),
        (L::CustomerClosed, "Customer Closed", Nobody, true),
        (L::Cancelled, "Cancelled", Nobody, true),
        (L::Expired, "Expired", Partner, false),
    ];
    for (status, shown, turn, is_final) in table {
        assert_eq!(
            (status.shown_as(), status.turn(), status.is_final()),
            (shown, turn, is_final)
        );
    }
    assert_eq!(table.map(|(status, ..)| status), L::ALL);
}

/// STA-2: code on the wire, and a text for what it means and what comes next.
#[test]
fn every_status_and_action_of_a_quote_has_its_code_and_its_texts() {
    let has = |key: String| assert!(Key::named(&key).is_some(), "{key}");
    for status in L::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        assert_eq!(L::from_code(status.code()), Some(status));
        has(format!("status.quote_line.{}.meaning", status.code()));
        has(format!("status.quote_line.{}.next", status.code()));
    }
    for status in H::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        assert_eq!(H::from_code(status.code()), Some(status));
        assert!(!status.shown_as().is_empty());
        has(format!("status.quote.{}.meaning", status.code()));
        has(format!("status.quote.{}.next", status.code()));
    }
    for action in A::ALL {
        assert_eq!(serde_json::to_value(action).unwrap(), action.code());
        assert_eq!(A::from_code(action.code()), Some(action));
        has(format!("quote_action.{}", action.code()));
    }
    assert_eq!(L::from_code("unknown"), None);
}

/// QUO-7: the header and its count, case by case.
#[test]
fn the_header_of_a_quote_is_computed_from_its_lines() {
    type Case = (&'static [L], H, Turn, usize);
    let cases: &[Case] = &[
        (&[], H::New, Partner, 0),
        (&[L::New], H::New, Partner, 0),
        (&[L::New, L::New], H::New, Partner, 0),
        (&[L::Received], H::Received, Operator, 0),
        (&[L::Received, L::New], H::Received, Operator, 0),
        (&[L::Received, L::InProcess], H::InProcess, Operator, 0),
        (&[L::InProcess, L::CustomerUpdate], H::CustomerUpdate, Operator, 0),
        (&[L::CustomerUpdate, L::Incomplete], H::Incomplete, Partner, 0),
        (&[L::Incomplete, L::Completed], H::Incomplete, Partner, 1),
        (&[L::Completed, L::Completed], H::Completed, Partner, 2),
        (&[L::Completed, L::CustomerClosed], H::Completed, Partner, 1),
        (&[L::CustomerClosed], H::Completed, Nobody, 0),
        (&[L::Completed, L::Received], H::Received, Operator, 1),
        // Some priced, some still New: nothing lies with the operator.
        (&[L::Completed, L::New], H::InProcess, Partner, 1),
        (&[L::CustomerClosed, L::New], H::InProcess, Partner, 0),
        // QUO-9: an expired line has no price that holds.
        (&[L::Expired], H::New, Partner, 0),
        (&[L::Expired, L::New], H::New, Partner, 0),
        (&[L::Expired, L::Completed], H::InProcess, Partner, 1),
        (&[L::Cancelled, L::Cancelled], H::Cancelled, Nobody, 0),
        (&[L::Cancelled, L::New], H::New, Partner, 0),
        (&[L::Cancelled, L::Completed], H::Completed, Partner, 1),
        (&[L::Cancelled, L::CustomerClosed], H::Completed, Nobody, 0),
    ];
    for (lines, status, turn, completed) in cases {
        let header = header(lines.iter().map(|line| (*line, false)));
        assert_eq!(
            (header.status, header.turn, header.completed, header.lines),
            (*status, *turn, *completed, lines.len()),
            "{lines:?}"
        );
    }
}

/// STA-2: what has been ordered waits for nobody here, and keeps its status.
#[test]
fn an_ordered_line_is_nobodys_turn() {
    let all = header([(L::Completed, true), (L::Completed, true)]);
    assert_eq!((all.status, all.turn, all.completed), (H::Completed, Nobody, 2));
    assert_eq!(
        header([(L::Completed, true), (L::Completed, false)]).turn,
        Partner
    );
    assert_eq!(
        header([(L::Completed, true), (L::Received, false)]).turn,
        Operator
    );
}

proptest! {
    /// QUO-7: the order of the lines makes no difference, and a cancelled line among others none to the status.
    #[test]
    fn the_header_of_a_quote_does_not_depend_on_the_order_of_lines(
        lines in proptest::collection::vec((0_usize..9, any::<bool>()), 1..12)
    ) {
        let lines: Vec<_> = lines.into_iter().map(|(at, ordered)| (L::ALL[at], ordered)).collect();
        let one = header(lines.iter().copied());
        prop_assert_eq!(header(lines.iter().rev().copied()), one);
        let more = header(lines.iter().copied().chain([(L::Cancelled, false)]));
        prop_assert_eq!((more.status, more.turn, more.completed), (one.status, one.turn, one.completed));
        prop_assert_eq!(more.lines, one.lines + 1);
    }
}
