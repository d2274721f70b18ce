//! How far a draft has come that is not open: what the form would say of it, section by section.

use std::sync::Arc;

use domain::{
    access_check::State as CheckState,
    catalogue::Catalogue,
    finding::{Finding, Severity},
    moment::Moment,
    orders::{Context, Facts, OrderDraft, ReferenceHabits, judge, line_state},
    postcode::PostcodeRegister,
};
use texts::Key;

use super::{about, parts::Part, paths, section::has_begun};
use crate::offline::drafts::KnownSubscription;

/// What of a draft is done, and what is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    pub done: usize,
    pub of: usize,
    /// The question of each section that is not done, with the number of its errors.
    pub left: Vec<(Key, usize)>,
}

/// What a check needs beside the draft, gathered once for a whole list.
#[derive(Clone)]
pub struct World {
    pub catalogue: Arc<Catalogue>,
    pub postcodes: Arc<PostcodeRegister>,
    pub now: Moment,
}

pub fn of(
    draft: &OrderDraft,
    facts: &Facts,
    known: Option<&KnownSubscription>,
    world: &World,
) -> Completeness {
    // REF-2 only warns, and nothing is missing for a warning.
    let habits = ReferenceHabits::default();
    let context = Context {
        today: domain::oslo::date(world.now),
        now: world.now,
        catalogue: &world.catalogue,
        postcodes: &world.postcodes,
        facts,
        habits: &habits,
    };
    let found = about::found(draft, known);
    let findings = judge(draft, &found, &context).findings;
    let no_check = facts
        .lines
        .first()
        .and_then(|facts| line_state(draft, 0, facts, &context))
        .is_some_and(|line| line.check == CheckState::NotNeeded);
    count(draft, &findings, no_check)
}

fn count(draft: &OrderDraft, findings: &[Finding], no_check: bool) -> Completeness {
    let mut told = Completeness::default();
    let first = paths::line(draft);
    for part in Part::needed(draft).iter().copied() {
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error && Part::of(&finding.path) == part)
            .count();
        if part.is_optional() && errors == 0 {
            continue;
        }
        told.of += 1;
        let nothing_asked = part == Part::Delivery && no_check;
        if errors == 0 && (nothing_asked || has_begun(draft, &first, part)) {
            told.done += 1;
        } else {
            told.left.push((part.question(), errors));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::orders::LineDraft;
    use time::macros::datetime;

    fn world() -> World {
        World {
            catalogue: Arc::new(Catalogue::default_catalogue().unwrap()),
            postcodes: Arc::new(PostcodeRegister::parse(domain::postcode::SHIPPED).unwrap()),
            now: domain::oslo::moment(datetime!(2026-11-22 12:00)),
        }
    }

    /// OFF-1
    #[test]
    fn a_draft_is_as_complete_as_the_form_would_say() {
        let mut draft = OrderDraft {
            need: "new".to_owned(),
            order_type: "standard".to_owned(),
            lines: vec![LineDraft::default()],
            ..OrderDraft::default()
        };
        draft.lines[0].end_user.kind = "private".to_owned();
        let told = of(&draft, &Facts::default(), None, &world());
        assert_eq!((told.done, told.of), (0, 7));

        let user = &mut draft.lines[0].end_user;
        user.first_name = "Solveig".to_owned();
        user.last_name = "Myrland".to_owned();
        let told = of(&draft, &Facts::default(), None, &world());
        assert!(
            told.left.contains(&(Key::OrderFormWho, 1)),
            "the date of birth: {told:?}"
        );

        draft.lines[0].end_user.date_of_birth = "12.03.1971".to_owned();
        let told = of(&draft, &Facts::default(), None, &world());
        assert_eq!(told.done, 1);
        assert!(
            !told
                .left
                .iter()
                .any(|(question, _)| *question == Key::OrderFormWho)
        );

        // An error in what may stay empty is named like any other.
        draft.project_reference = "x".repeat(51);
        let told = of(&draft, &Facts::default(), None, &world());
        assert!(told.left.contains(&(Key::OrderFormReferences, 1)));
        assert_eq!(told.of, 8);
    }
}
