//! The table of statuses against the one written by hand, and why it refuses what it refuses.

use domain::{
    orders::status::{
        Action::{self, *},
        Actor, LineStatus as L, OrderKind, Refusal, TransitionContext, can, transition,
    },
    reason::Reason,
};

use crate::line_table::{generated, written};

/// Every context that a line can be in, with a reason given.
fn contexts() -> Vec<TransitionContext> {
    let mut all = Vec::new();
    for kind in OrderKind::ALL {
        for bits in 0..16_u8 {
            let bit = |at: u8| bits & (1 << at) != 0;
            all.push(TransitionContext {
                kind,
                visit: bit(0),
                expired: bit(1),
                change_deadline_passed: bit(2),
                changes_access: bit(3),
                reason_given: true,
            });
        }
    }
    all
}

/// AUD-1, STA-1, ORD-4, CHG-1, CAN-1: 18 statuses, 19 actions and three actors, in every kind of order; what is not in the list
/// is refused.
#[test]
fn every_status_action_and_actor_goes_where_the_list_says() {
    for context in contexts() {
        let (written, generated) = (written(&context), generated(&context));
        let wrong: Vec<_> = written.symmetric_difference(&generated).collect();
        assert!(wrong.is_empty(), "{context:?}: {wrong:?}");
        for status in L::ALL {
            for action in Action::ALL {
                for actor in Actor::ALL {
                    let open = generated
                        .iter()
                        .any(|(from, what, who, _)| (*from, *what, *who) == (status, action, actor));
                    assert_eq!(can(status, action, actor, &context).is_ok(), open);
                }
            }
        }
    }
}

/// ORD-4
#[test]
fn the_system_ends_what_nobody_submitted_and_only_when_it_is_due() {
    assert_eq!(
        transition(L::New, Expire, Actor::System, &TransitionContext::default()),
        Err(Refusal::NotExpired)
    );
}

#[test]
fn what_is_visited_does_not_skip_the_visit() {
    for status in [L::Ordered, L::Design, L::Ready] {
        assert_eq!(
            transition(status, SkipVisit, Actor::System, &TransitionContext::default()),
            Err(Refusal::VisitNeeded)
        );
    }
}

/// CHG-1
#[test]
fn after_the_deadline_nothing_is_reopened_and_it_is_said_why() {
    let late = TransitionContext {
        change_deadline_passed: true,
        ..TransitionContext::default()
    };
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
    assert_eq!(Action::ALL.into_iter().filter(|a| a.needs_reason()).count(), 4);
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
