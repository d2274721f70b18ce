//! The table of statuses written a second time: every status, action and actor against an independent list.

use domain::{
    orders::status::{
        Action::{self, *},
        Actor, LineStatus as L, OrderKind, Refusal, TransitionContext, can, transition,
    },
    reason::Reason,
};

/// From, action, who may, to; P the partner, T the operator, S the system. For a new order with a visit, in good time.
const TABLE: &str = "
New                Submit              P    InProgress
New                Cancel              P    Cancelled
InProgress         Accept              ST   Committed
InProgress         Reject              ST   Rejected
InProgress         RequestInformation  ST   Incomplete
InProgress         MarkDuplicate       ST   Duplicate
InProgress         Cancel              PT   Cancelled
InProgress         Resubmit            P    InProgress
Committed          Register            S    Registered
Committed          Reject              S    Rejected
Committed          RequestInformation  S    Incomplete
Committed          Cancel              PT   Cancelled
Committed          Resubmit            P    InProgress
Incomplete         CustomerUpdate      P    CustomerUpdate
Incomplete         Cancel              PT   Cancelled
CustomerUpdate     Accept              T    Committed
CustomerUpdate     Reject              T    Rejected
CustomerUpdate     RequestInformation  T    Incomplete
CustomerUpdate     Cancel              PT   Cancelled
Registered         Start               S    Ordered
Registered         Cancel              PTS  CancelledA
Registered         Resubmit            P    InProgress
Ordered            Design              S    Design
Ordered            Cancel              PTS  CancelledA
Ordered            Resubmit            P    InProgress
Design             Ready               S    Ready
Design             Cancel              PTS  CancelledA
Design             Resubmit            P    InProgress
Ready              SetInstallationDate S    FieldService
Ready              Cancel              PTS  CancelledA
Ready              Resubmit            P    InProgress
FieldService       Test                S    Test
FieldService       Cancel              PTS  CancelledA
Test               Deliver             S    Delivery
Test               Cancel              PTS  CancelledA
Delivery           Finish              S    Finished
Delivery           Cancel              PTS  CancelledA
Finished           Close               S    Closed
";

/// What the table says, with these rows besides.
fn expected(more: &str) -> Vec<(String, String, Actor, String)> {
    TABLE
        .lines()
        .chain(more.lines())
        .filter(|line| !line.trim().is_empty())
        .flat_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [from, action, who, to] = words[..] else {
                panic!("{line}")
            };
            who.chars()
                .map(|who| {
                    let actor = match who {
                        'P' => Actor::Partner,
                        'T' => Actor::Operator,
                        'S' => Actor::System,
                        other => panic!("{other}"),
                    };
                    (from.to_owned(), action.to_owned(), actor, to.to_owned())
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn agrees(context: &TransitionContext, more: &str, without: &[(&str, &str)]) {
    let expected: Vec<_> = expected(more)
        .into_iter()
        .filter(|(from, action, ..)| !without.contains(&(from.as_str(), action.as_str())))
        .collect();
    let mut open = 0;
    for status in L::ALL {
        for action in Action::ALL {
            for actor in Actor::ALL {
                let row = expected.iter().find(|(from, name, who, _)| {
                    *from == format!("{status:?}") && *name == format!("{action:?}") && *who == actor
                });
                let got = transition(status, action, actor, context);
                assert_eq!(
                    got.ok().map(|to| format!("{to:?}")),
                    row.map(|(.., to)| to.clone()),
                    "{status:?} {action:?} by {actor:?}: {got:?}"
                );
                assert_eq!(can(status, action, actor, context).is_ok(), row.is_some());
                open += usize::from(row.is_some());
            }
        }
    }
    assert_eq!(
        open,
        expected.len(),
        "every row of the list names a status, an action and an actor that exist"
    );
}

/// AUD-1, STA-1: 18 statuses, 19 actions and three actors; what is not in the list is refused.
#[test]
fn every_status_action_and_actor_goes_where_the_list_says() {
    agrees(&TransitionContext::default(), "", &[]);
}

/// ORD-4
#[test]
fn the_system_ends_what_nobody_submitted_and_only_when_it_is_due() {
    let expired = TransitionContext {
        expired: true,
        ..TransitionContext::default()
    };
    agrees(&expired, "New Expire S Cancelled", &[]);
    assert_eq!(
        transition(L::New, Expire, Actor::System, &TransitionContext::default()),
        Err(Refusal::NotExpired)
    );
}

#[test]
fn without_a_visit_the_visit_is_skipped() {
    let no_visit = TransitionContext {
        visit: false,
        ..TransitionContext::default()
    };
    agrees(
        &no_visit,
        "Ordered SkipVisit S Test\nDesign SkipVisit S Test\nReady SkipVisit S Test",
        &[],
    );
    for kind in [OrderKind::Modify, OrderKind::Terminate] {
        let in_exchange = TransitionContext { kind, ..no_visit };
        agrees(
            &in_exchange,
            "Ordered SkipVisit S Test\nDesign SkipVisit S Test\nReady SkipVisit S Test\nDesign Deliver S Delivery",
            &[],
        );
    }
    assert_eq!(
        transition(L::Ready, SkipVisit, Actor::System, &TransitionContext::default()),
        Err(Refusal::VisitNeeded)
    );
}

/// CHG-1
#[test]
fn after_the_deadline_nothing_is_reopened() {
    let late = TransitionContext {
        change_deadline_passed: true,
        ..TransitionContext::default()
    };
    let closed: Vec<_> = [
        "InProgress",
        "Committed",
        "Registered",
        "Ordered",
        "Design",
        "Ready",
    ]
    .map(|from| (from, "Resubmit"))
    .to_vec();
    agrees(&late, "", &closed);
    assert_eq!(
        transition(L::Ready, Resubmit, Actor::Partner, &late),
        Err(Refusal::ChangeDeadline)
    );
    for status in [L::FieldService, L::Test, L::Delivery, L::Finished] {
        let in_time = TransitionContext::default();
        assert_eq!(
            transition(status, Resubmit, Actor::Partner, &in_time),
            Err(Refusal::ChangeTooLate)
        );
    }
}

/// CAN-1: the partner cancels a switch by Service Request; operator and system act on it.
#[test]
fn switches_and_changes_of_access_are_cancelled_by_request() {
    let switch = TransitionContext {
        kind: OrderKind::IspSwitch,
        ..TransitionContext::default()
    };
    let change = TransitionContext {
        kind: OrderKind::Modify,
        changes_access: true,
        ..TransitionContext::default()
    };
    let speed_only = TransitionContext {
        kind: OrderKind::Modify,
        ..TransitionContext::default()
    };
    for status in L::ALL {
        let by = |actor, context: &TransitionContext| transition(status, Cancel, actor, context);
        let usual = TransitionContext::default();
        for context in [&switch, &change] {
            if status != L::New && by(Actor::Partner, &usual).is_ok() {
                assert_eq!(
                    by(Actor::Partner, context),
                    Err(Refusal::CancelByRequest),
                    "{status:?}"
                );
            } else {
                assert_eq!(
                    by(Actor::Partner, context),
                    by(Actor::Partner, &usual),
                    "{status:?}"
                );
            }
            assert_eq!(
                by(Actor::Operator, context),
                by(Actor::Operator, &usual),
                "{status:?}"
            );
        }
        assert_eq!(
            by(Actor::Partner, &speed_only),
            by(Actor::Partner, &usual),
            "{status:?}"
        );
    }
    assert_eq!(
        transition(L::Finished, Cancel, Actor::Partner, &switch),
        Err(Refusal::CancelTooLate)
    );
}

/// CAN-3, STA-3
#[test]
fn what_ends_or_halts_a_line_says_why() {
    let silent = TransitionContext {
        reason_given: false,
        ..TransitionContext::default()
    };
    for status in L::ALL {
        for action in Action::ALL {
            for actor in Actor::ALL {
                let spoken = transition(status, action, actor, &TransitionContext::default());
                let wanted = if action.needs_reason() && spoken.is_ok() {
                    Err(Refusal::ReasonMissing)
                } else {
                    spoken
                };
                assert_eq!(
                    transition(status, action, actor, &silent),
                    wanted,
                    "{status:?} {action:?}"
                );
                // A button is open before its reason is given.
                assert_eq!(can(status, action, actor, &silent).is_ok(), spoken.is_ok());
            }
        }
    }
    assert_eq!(Action::ALL.into_iter().filter(|a| a.needs_reason()).count(), 3);
}

/// STA-3: nothing leads on from a final status, and the refusal says so.
#[test]
fn a_final_status_is_the_end() {
    for status in [L::Rejected, L::Duplicate, L::Cancelled, L::CancelledA, L::Closed] {
        assert!(status.is_final());
        for action in Action::ALL {
            for actor in Actor::ALL {
                let refused = transition(status, action, actor, &TransitionContext::default());
                assert_eq!(refused, Err(Refusal::Final(status)));
            }
        }
    }
    let refused = transition(L::New, Submit, Actor::Operator, &TransitionContext::default());
    assert_eq!(refused, Err(Refusal::NotYours));
    assert_eq!(Reason::from(Refusal::NotYours).code, "transition.not_yours");
    assert_eq!(Reason::from(Refusal::NotNow(L::Ready)).code, "transition.not_now");
}

/// STA-2: each side's buttons are among the things that the table opens to it, and none is missing.
#[test]
fn the_buttons_of_a_side_are_what_the_table_ever_opens_to_it() {
    let contexts = [
        TransitionContext::default(),
        TransitionContext {
            expired: true,
            visit: false,
            ..TransitionContext::default()
        },
    ];
    for actor in Actor::ALL {
        for action in Action::ALL {
            let ever = L::ALL.into_iter().any(|status| {
                contexts
                    .iter()
                    .any(|context| can(status, action, actor, context).is_ok())
            });
            if actor == Actor::System {
                continue;
            }
            assert_eq!(Action::of(actor).contains(&action), ever, "{actor:?} {action:?}");
        }
    }
}
