//! The way of a line from sent to finished, with the dates that are done and those that are expected.

use domain::orders::status::LineStatus;
use leptos::prelude::*;
use texts::Key;
use time::Date;
use wire::orders::{Milestone, OrderLineView};

use crate::{
    language::{Lang, params, words},
    pages::when,
    ui::timeline::{Step, StepState, Timeline},
};

use super::{Case, banner::of_milestone};

fn state(milestone: &Milestone) -> StepState {
    let stopped = milestone.status.has_come_to_nothing();
    let over = matches!(milestone.status, LineStatus::Finished | LineStatus::Closed);
    match (milestone.current, milestone.done_at.is_some()) {
        (true, _) if stopped => StepState::Failed,
        (true, _) if over => StepState::Done,
        (true, _) => StepState::Now,
        (false, true) => StepState::Done,
        (false, false) => StepState::Ahead,
    }
}

fn step(lang: Lang, line: &OrderLineView, milestone: &Milestone, today: Date) -> Step {
    let label = match milestone.status {
        LineStatus::InProgress => lang.text(Key::OrderSent),
        other => other.shown_as().to_owned(),
    };
    let expected = of_milestone(line, milestone, today);
    let overdue = expected.is_some_and(|expected| expected.overdue);
    let detail = match (milestone.done_at, expected) {
        (Some(done), _) => Some(when::day_of(done)),
        (None, Some(expected)) => Some(lang.fill(
            if overdue {
                Key::OrderWasExpected
            } else {
                Key::OrderExpected
            },
            &params([("date", words(when::day_month(expected.day)))]),
        )),
        (None, None) => None,
    };
    Step {
        label,
        detail,
        state: state(milestone),
        overdue,
    }
}

/// The way with where the line stands now: a status beside the way, as Committed, Incomplete or Rejected, stands
/// behind the last step that is done.
fn steps(lang: Lang, line: &OrderLineView, today: Date) -> Vec<Step> {
    with_here(line)
        .iter()
        .map(|milestone| step(lang, line, milestone, today))
        .collect()
}

fn with_here(line: &OrderLineView) -> Vec<Milestone> {
    let mut milestones = line.timeline.clone();
    let on_the_way = milestones.iter().any(|milestone| milestone.current);
    if !on_the_way && line.status != LineStatus::Closed {
        let done = milestones
            .iter()
            .rposition(|milestone| milestone.done_at.is_some());
        let here = Milestone {
            status: line.status,
            done_at: Some(line.since),
            expected: None,
            current: true,
        };
        milestones.insert(done.map_or(0, |at| at + 1), here);
    }
    milestones
}

/// Beside the heading of the way: the number in the order system and the agreed date.
pub fn numbers(lang: Lang, line: &OrderLineView) -> String {
    let number = line
        .customer_order_id
        .as_ref()
        .map(|id| lang.fill(Key::OrderCustomerOrderId, &params([("id", words(id.as_str()))])));
    let agreed = match line.agreed_date {
        Some(date) => lang.fill(
            Key::OrderAgreed,
            &params([("date", words(texts::date_long(lang.now(), date)))]),
        ),
        None if line.status.is_final() => return number.unwrap_or_default(),
        None => lang.text(Key::OrderNotAgreed),
    };
    number.into_iter().chain([agreed]).collect::<Vec<_>>().join(" · ")
}

#[component]
pub fn Delivery(case: Case, line: Signal<OrderLineView>) -> impl IntoView {
    let lang = case.lang;
    let clock = case.clock;
    let steps = Signal::derive(move || line.with(|line| steps(lang, line, clock.today())));
    view! { <Timeline label=Signal::derive(move || lang.text(Key::OrderDelivery)) steps/> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::orders::case::fee::tests::line_in;
    use domain::moment::Moment;

    fn milestone(status: LineStatus, done: bool, current: bool) -> Milestone {
        Milestone {
            status,
            done_at: done.then(Moment::default),
            expected: None,
            current,
        }
    }

    #[test]
    fn a_delivery_that_was_stopped_shows_where() {
        for status in [
            LineStatus::Rejected,
            LineStatus::Duplicate,
            LineStatus::Cancelled,
            LineStatus::CancelledA,
        ] {
            assert_eq!(state(&milestone(status, true, true)), StepState::Failed);
        }
    }

    #[test]
    fn the_last_step_is_done_and_not_still_under_way() {
        assert_eq!(
            state(&milestone(LineStatus::Finished, true, true)),
            StepState::Done
        );
        assert_eq!(state(&milestone(LineStatus::Design, true, true)), StepState::Now);
        assert_eq!(
            state(&milestone(LineStatus::Ordered, true, false)),
            StepState::Done
        );
        assert_eq!(
            state(&milestone(LineStatus::Test, false, false)),
            StepState::Ahead
        );
    }

    #[test]
    fn a_line_beside_the_way_stands_behind_the_last_step_that_is_done() {
        let mut line = line_in(1, LineStatus::Incomplete);
        line.timeline = vec![
            milestone(LineStatus::InProgress, true, false),
            milestone(LineStatus::Registered, false, false),
        ];
        let statuses: Vec<_> = with_here(&line)
            .iter()
            .map(|milestone| milestone.status)
            .collect();
        assert_eq!(
            statuses,
            [
                LineStatus::InProgress,
                LineStatus::Incomplete,
                LineStatus::Registered
            ]
        );
    }

    #[test]
    fn a_closed_line_has_gone_its_whole_way() {
        let mut line = line_in(1, LineStatus::Closed);
        line.timeline = vec![milestone(LineStatus::Finished, true, false)];
        assert_eq!(with_here(&line), line.timeline);
    }
}
