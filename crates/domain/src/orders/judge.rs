//! GRD-3: what the customer needs decides by which rules a draft is judged, and which kind of order it becomes. The form
//! and the backend both ask here.

use crate::{
    access_check::ExistingLine,
    changes,
    finding::{Finding, Severity, Verdict},
    isp_switch,
    subscriptions::{Found, Subscription},
    terminations,
};

use super::{
    Context, Need, OrderDraft, Ordered, OrderedChange, OrderedTermination,
    line::{is_current, line_state},
    parse, reopen,
};

impl OrderDraft {
    /// Whether it is about something that is installed, which must be looked up first.
    pub fn names_a_subscription(&self) -> bool {
        match Need::named(&self.need) {
            Some(Need::Move | Need::Change | Need::Terminate) => true,
            Some(Need::New | Need::Switch) | None => false,
        }
    }
}

/// The valid order, and everything that was found.
pub fn judge(draft: &OrderDraft, found: &Found<'_>, context: &Context<'_>) -> Verdict<Ordered> {
    let Some(sent) = context.facts.sent_of(draft) else {
        return by_need(draft, found, context);
    };
    let own = reopen::without_itself(found, draft);
    let found = own.as_ref().map_or_else(|| found.clone(), Found::One);
    reopen::of_change(draft, sent, by_need(draft, &found, context), context.today)
}

fn by_need(draft: &OrderDraft, found: &Found<'_>, context: &Context<'_>) -> Verdict<Ordered> {
    match Need::named(&draft.need) {
        Some(Need::Terminate) => {
            let verdict = terminations::parse(draft, found, context);
            of(verdict, found, |termination, was| {
                Ordered::Termination(Box::new(OrderedTermination { termination, was }))
            })
        }
        Some(Need::Move | Need::Change) => {
            let verdict = changes::parse(draft, found, context);
            of(verdict, found, |change, was| {
                Ordered::Change(Box::new(OrderedChange { change, was }))
            })
        }
        Some(Need::Switch) => {
            let facts = isp_switch::Facts {
                authority: context.facts.authority.clone(),
                existing: existing_lines(draft, context),
            };
            let verdict = isp_switch::parse(draft, &facts, context);
            Verdict {
                valid: verdict.valid.map(|switch| Ordered::Switch(Box::new(switch))),
                findings: verdict.findings,
            }
        }
        Some(Need::New) | None => {
            let outcome = parse(draft, context);
            Verdict {
                valid: outcome.order.map(|order| Ordered::New(Box::new(order))),
                findings: outcome.findings,
            }
        }
    }
}

/// ISP-2: the broadband that is there already, as NRDB told it with the access check. What was said of another place is
/// no answer, and neither is silence.
fn existing_lines(draft: &OrderDraft, context: &Context<'_>) -> Option<Vec<ExistingLine>> {
    let facts = context.facts.lines.first()?;
    let state = line_state(draft, 0, facts, context)?;
    let check = facts.access_check.as_ref()?;
    (check.lines_known && is_current(&state.check)).then(|| check.existing_lines.clone())
}

/// What stops an order.
pub fn errors(findings: Vec<Finding>) -> Vec<Finding> {
    let mut errors = findings;
    errors.retain(|finding| finding.severity == Severity::Error);
    errors
}

fn of<T>(
    verdict: Verdict<T>,
    found: &Found<'_>,
    ordered: impl FnOnce(T, Subscription) -> Ordered,
) -> Verdict<Ordered> {
    let was = match found {
        Found::One(subscription) => Some((*subscription).clone()),
        Found::NotAsked | Found::Nothing => None,
    };
    Verdict {
        valid: verdict.valid.zip(was).map(|(valid, was)| ordered(valid, was)),
        findings: verdict.findings,
    }
}
