//! The table of statuses written a second time, by hand: who may take a line from where to where, and when. The tests of the
//! backend carry out what the domain's table says, and hold it against this one too.

use std::collections::BTreeSet;

use domain::orders::status::{Action, Actor, LineStatus, OrderKind, TransitionContext, transition};

/// From, action, who may, to, and when, if not always; P the partner, T the operator, S the system.
const TABLE: &str = "
New                Submit              P    InProgress
New                Expire              S    Cancelled       expired
New                Cancel              P    Cancelled
InProgress         Accept              ST   Committed
InProgress         Reject              ST   Rejected
InProgress         RequestInformation  ST   Incomplete
InProgress         MarkDuplicate       ST   Duplicate
InProgress         Cancel              T    Cancelled
InProgress         Cancel              P    Cancelled       direct
InProgress         Resubmit            P    InProgress      in_time
Committed          Register            S    Registered
Committed          Reject              S    Rejected
Committed          RequestInformation  S    Incomplete
Committed          Cancel              T    Cancelled
Committed          Cancel              P    Cancelled       direct
Committed          Resubmit            P    InProgress      in_time
Incomplete         CustomerUpdate      P    CustomerUpdate
Incomplete         Cancel              T    Cancelled
Incomplete         Cancel              P    Cancelled       direct
CustomerUpdate     Accept              T    Committed
CustomerUpdate     Reject              T    Rejected
CustomerUpdate     RequestInformation  T    Incomplete
CustomerUpdate     Cancel              T    Cancelled
CustomerUpdate     Cancel              P    Cancelled       direct
Registered         Start               S    Ordered
Registered         Cancel              TS   CancelledA
Registered         Cancel              P    CancelledA      direct
Registered         Resubmit            P    InProgress      in_time
Ordered            Design              S    Design
Ordered            SkipVisit           S    Test            no_visit
Ordered            Cancel              TS   CancelledA
Ordered            Cancel              P    CancelledA      direct
Ordered            Resubmit            P    InProgress      in_time
Design             Ready               S    Ready
Design             SkipVisit           S    Test            no_visit
Design             Deliver             S    Delivery        in_exchange
Design             Cancel              TS   CancelledA
Design             Cancel              P    CancelledA      direct
Design             Resubmit            P    InProgress      in_time
Ready              SetInstallationDate S    FieldService
Ready              SkipVisit           S    Test            no_visit
Ready              Cancel              TS   CancelledA
Ready              Cancel              P    CancelledA      direct
Ready              Resubmit            P    InProgress      in_time
FieldService       Test                S    Test
FieldService       Cancel              TS   CancelledA
FieldService       Cancel              P    CancelledA      direct
Test               Deliver             S    Delivery
Test               Cancel              TS   CancelledA
Test               Cancel              P    CancelledA      direct
Delivery           Finish              S    Finished
Delivery           Cancel              TS   CancelledA
Delivery           Cancel              P    CancelledA      direct
Finished           Close               S    Closed
";

/// Where an action of an actor takes a line from a status.
pub type Transition = (LineStatus, Action, Actor, LineStatus);

/// What the list above says of lines like this one.
pub fn written(context: &TransitionContext) -> BTreeSet<Transition> {
    let lines = TABLE.lines().filter(|line| !line.is_empty());
    lines.flat_map(|line| row(line, context)).collect()
}

fn row(line: &str, context: &TransitionContext) -> Vec<Transition> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (from, action, who, to, holds) = match words[..] {
        [from, action, who, to] => (from, action, who, to, true),
        [from, action, who, to, when] => (from, action, who, to, is_so(when, context)),
        _ => panic!("{line}"),
    };
    let status = |name: &str| {
        LineStatus::ALL
            .into_iter()
            .find(|known| format!("{known:?}") == name)
    };
    let action = Action::ALL
        .into_iter()
        .find(|known| format!("{known:?}") == action);
    let (from, action, to) = (status(from).unwrap(), action.unwrap(), status(to).unwrap());
    who.chars()
        .filter(|_| holds)
        .map(|who| match who {
            'P' => (from, action, Actor::Partner, to),
            'T' => (from, action, Actor::Operator, to),
            'S' => (from, action, Actor::System, to),
            other => panic!("{other}"),
        })
        .collect()
}

fn is_so(when: &str, context: &TransitionContext) -> bool {
    let changes_product = context.kind == OrderKind::Modify;
    match when {
        "expired" => context.expired,
        "in_time" => !context.change_deadline_passed,
        "no_visit" => !context.visit,
        "in_exchange" => !context.visit && (changes_product || context.kind == OrderKind::Terminate),
        // CAN-1: what is not cancelled by Service Request.
        "direct" => !(context.kind == OrderKind::IspSwitch || (changes_product && context.changes_access)),
        other => panic!("{other}"),
    }
}

/// What the domain's table says of lines like this one, asked for every status, action and actor.
pub fn generated(context: &TransitionContext) -> BTreeSet<Transition> {
    let mut open = BTreeSet::new();
    for from in LineStatus::ALL {
        for action in Action::ALL {
            for actor in Actor::ALL {
                if let Ok(to) = transition(from, action, actor, context) {
                    open.insert((from, action, actor, to));
                }
            }
        }
    }
    open
}
