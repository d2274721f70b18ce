//! The way of an order: which steps it takes, by what is ordered and where.

use std::collections::VecDeque;

use crate::behaviour::Course;

/// What has been reached. In the order in which a delivery with a visit reaches them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Milestone {
    Accepted,
    Registered,
    Started,
    Design,
    Ready,
    FieldService,
    Test,
    Delivery,
    Finished,
    Closed,
}

impl Milestone {
    pub fn name(self) -> &'static str {
        match self {
            Milestone::Accepted => "accepted",
            Milestone::Registered => "registered",
            Milestone::Started => "started",
            Milestone::Design => "design",
            Milestone::Ready => "ready",
            Milestone::FieldService => "fieldService",
            Milestone::Test => "test",
            Milestone::Delivery => "delivery",
            Milestone::Finished => "finished",
            Milestone::Closed => "closed",
        }
    }
}

/// Why an order stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    pub code: &'static str,
    pub reason: &'static str,
    pub message: &'static str,
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Reach(Milestone),
    /// The technician did not get in; a new date is set.
    TechnicianMisses,
    /// Something is missing: `held` until the caller adds it.
    AskForInformation(Reason),
    /// People must look at it: `pending` until they have.
    HandleManually(Reason),
    Reject(Reason),
    /// Given up after registration.
    Fail(Reason),
}

const END_USER_MISMATCH: Reason = Reason {
    code: "END_USER_MISMATCH",
    reason: "Navnet på sluttbrukeren stemmer ikke med eieren av telefonlinjen.",
    message: "Kontroller navnet på sluttbrukeren eller oppgi riktig fremføringsnummer, og send bestillingen på nytt.",
};
const NOT_DELIVERABLE: Reason = Reason {
    code: "NOT_DELIVERABLE",
    reason: "Produktet kan ikke leveres på denne adressen.",
    message: "Kabelen til adressen er tatt ut av drift. Velg et annet produkt, eller kontakt kundeservice.",
};
const NO_CAPACITY_AFTER_ALL: Reason = Reason {
    code: "NO_CAPACITY_AFTER_ALL",
    reason: "Det viste seg at det ikke er ledig kapasitet.",
    message: "Det siste ledige paret er defekt. Bestillingen er avsluttet uten kostnad; bestill gjerne et annet produkt.",
};
const DUPLICATE: Reason = Reason {
    code: "DUPLICATE",
    reason: "Det finnes allerede en bestilling på samme produkt, adresse og sluttbruker.",
    message: "Følg opp den bestillingen som allerede er registrert.",
};
const MANUAL_HANDLING: Reason = Reason {
    code: "MANUAL_HANDLING",
    reason: "Bestillingen behandles manuelt hos kundeservice.",
    message: "Adressen må kontrolleres for hånd før bestillingen kan registreres.",
};

/// What is done with the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Add,
    Modify,
    Delete,
}

/// The milestones of an order without trouble.
fn milestones(action: Action, visit: bool) -> &'static [Milestone] {
    use Milestone::{
        Accepted, Closed, Delivery, Design, FieldService, Finished, Ready, Registered, Started, Test,
    };
    match (action, visit) {
        (_, true) => &[
            Accepted,
            Registered,
            Started,
            Design,
            Ready,
            FieldService,
            Test,
            Delivery,
            Finished,
            Closed,
        ],
        (Action::Add, false) => &[
            Accepted, Registered, Started, Design, Ready, Test, Delivery, Finished, Closed,
        ],
        (Action::Modify | Action::Delete, false) => {
            &[Accepted, Registered, Started, Design, Delivery, Finished, Closed]
        }
    }
}

/// All the steps of a new order.
pub fn plan(course: Course, action: Action, visit: bool) -> VecDeque<Step> {
    let way = milestones(action, visit).iter().copied().map(Step::Reach);
    let then = |trouble: Step| std::iter::once(trouble).chain(way.clone()).collect();
    match course {
        Course::AllTheWay | Course::FallsSilent | Course::ConfusesMessages | Course::TakesItsTime => {
            way.collect()
        }
        Course::InformationRequired => then(Step::AskForInformation(END_USER_MISMATCH)),
        Course::Manual => then(Step::HandleManually(MANUAL_HANDLING)),
        Course::Rejected => then(Step::Reject(NOT_DELIVERABLE)),
        Course::Duplicate => then(Step::Reject(DUPLICATE)),
        Course::FailsAfterRegistration => way
            .flat_map(|step| match step {
                Step::Reach(Milestone::Started) => vec![step, Step::Fail(NO_CAPACITY_AFTER_ALL)],
                other => vec![other],
            })
            .collect(),
        Course::TechnicianMisses => way
            .flat_map(|step| match step {
                Step::Reach(Milestone::FieldService) => vec![step, Step::TechnicianMisses],
                other => vec![other],
            })
            .collect(),
    }
}

/// What is left after a milestone, without the trouble: whoever has been helped once is not troubled again.
pub fn rest_after(last: Option<Milestone>, action: Action, visit: bool) -> VecDeque<Step> {
    let way = milestones(action, visit).iter().copied();
    way.filter(|milestone| last.is_none_or(|last| *milestone > last))
        .map(Step::Reach)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_without_a_visit_leaves_the_technician_out() {
        for action in [Action::Add, Action::Modify, Action::Delete] {
            assert!(!milestones(action, false).contains(&Milestone::FieldService));
            assert!(milestones(action, true).contains(&Milestone::FieldService));
        }
        assert!(!milestones(Action::Delete, false).contains(&Milestone::Test));
    }

    #[test]
    fn every_way_goes_forward_and_ends_closed() {
        for action in [Action::Add, Action::Modify, Action::Delete] {
            for visit in [true, false] {
                let way = milestones(action, visit);
                assert!(way.is_sorted(), "{action:?} {visit}");
                assert_eq!(way.last(), Some(&Milestone::Closed));
            }
        }
    }
}
