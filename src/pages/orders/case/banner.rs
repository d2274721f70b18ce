//! Whose turn it is, since when, and the one thing to do.

use domain::{
    orders::status::{Expected, LineStatus, OrderKind, Turn, step_expected},
    reason::codes,
};
use leptos::prelude::*;
use texts::{Key, reason};
use time::Date;
use wire::orders::{Milestone, OrderLineView, OrderView};

use crate::{
    language::{Lang, params, words},
    offline::outbox::SeenLine,
    pages::orders::status::{at, meaning, next},
    ui::timeline::{self, TurnBanner},
};

use super::Case;

/// The line that the order waits for: the first whose turn is the order's own.
fn telling(order: &OrderView) -> Option<&OrderLineView> {
    order
        .lines
        .iter()
        .find(|line| line.turn == order.turn)
        .or_else(|| order.lines.first())
}

/// What customer service wrote with that line.
pub fn comment(order: &OrderView) -> Option<&str> {
    telling(order)?.comment.as_deref()
}

/// The next step of that line that has a date.
pub fn next_expected(order: &OrderView, today: Date) -> Option<(LineStatus, Expected)> {
    next_of_line(telling(order)?, today)
}

/// The next step of a line that has a date.
pub fn next_of_line(line: &OrderLineView, today: Date) -> Option<(LineStatus, Expected)> {
    line.timeline
        .iter()
        .find_map(|milestone| Some((milestone.status, of_milestone(line, milestone, today)?)))
}

/// When a step of a line is to come.
pub fn of_milestone(line: &OrderLineView, milestone: &Milestone, today: Date) -> Option<Expected> {
    let day = milestone.expected.filter(|_| milestone.done_at.is_none())?;
    step_expected(milestone.status, line.status, day, today)
}

/// Whether the order has come to a good end.
fn went_well(order: &OrderView) -> bool {
    order.lines.iter().any(|line| is_done(line.status))
}

fn is_done(status: LineStatus) -> bool {
    matches!(status, LineStatus::Finished | LineStatus::Closed)
}

/// The reason's text, unless it only points at the comment that stands beside it.
pub fn given(lang: Lang, given: Option<&wire::orders::Reason>, comment: Option<&str>) -> Option<String> {
    let commented = comment.is_some_and(|comment| !comment.trim().is_empty());
    let given = given.filter(|given| given.code != codes::CASE_OTHER || !commented)?;
    Some(reason(lang.now(), &given.code, &given.params))
}

/// Why it is so: the operator's reason and comment, or what the status means.
pub fn why(lang: Lang, line: &OrderLineView) -> String {
    why_seen(lang, &line.into())
}

/// The same of a line as it was seen.
pub fn why_seen(lang: Lang, line: &SeenLine) -> String {
    let comment = line.comment.as_deref();
    let first = given(lang, line.reason.as_ref(), comment).or_else(|| line.status_description.clone());
    let said: Vec<_> = first
        .into_iter()
        .chain(comment.map(str::to_owned))
        .filter(|part| !part.trim().is_empty())
        .collect();
    if said.is_empty() {
        meaning(lang, line.status.code())
    } else {
        said.join(" ")
    }
}

#[component]
pub fn Banner(case: Case) -> impl IntoView {
    let Case {
        order,
        side,
        lang,
        clock,
        ..
    } = case;
    let turn = Signal::derive(move || {
        order.with(|order| match order.turn {
            own if own == side.get().own_turn() => timeline::Turn::Mine,
            Turn::Partner | Turn::Operator => timeline::Turn::Theirs,
            Turn::Nobody if went_well(order) => timeline::Turn::Over,
            Turn::Nobody => timeline::Turn::Stopped,
        })
    });
    let lead = Signal::derive(move || {
        let key = match (turn.get(), order.with(|order| order.turn)) {
            (timeline::Turn::Mine, _) => Key::OrderTurnMine,
            (timeline::Turn::Theirs, Turn::Partner) => Key::OrderTurnPartner,
            (timeline::Turn::Theirs, Turn::Operator | Turn::Nobody) => Key::OrderTurnOperator,
            (timeline::Turn::Over, _) => Key::OrderTurnOver,
            (timeline::Turn::Stopped, _) => Key::OrderTurnStopped,
        };
        at(
            lang,
            key,
            order.with(|order| order.turn_since),
            clock.roughly_now(),
        )
    });
    let reason = Signal::derive(move || {
        order.with(|order| match telling(order) {
            // What has ended was not delivered.
            Some(line) if order.kind == OrderKind::Terminate && is_done(line.status) => {
                lang.text(Key::OrderTerminationDone)
            }
            Some(line) => why(lang, line),
            None => String::new(),
        })
    });
    let advice = Signal::derive(move || {
        order.with(|order| {
            let code = telling(order).map_or_else(|| order.status.code(), |line| line.status.code());
            let next = next(lang, code);
            match next_expected(order, clock.today()).filter(|_| order.turn == Turn::Operator) {
                Some((status, at)) => {
                    let expected = format!("{} {}", status.shown_as(), texts::date_long(lang.now(), at.day));
                    lang.fill(
                        if at.overdue {
                            Key::OrderNextOverdue
                        } else {
                            Key::OrderNextExpected
                        },
                        &params([("next", words(next)), ("date", words(expected))]),
                    )
                }
                None => lang.fill(Key::OrderNext, &params([("next", words(next))])),
            }
        })
    });
    view! { <TurnBanner turn lead reason advice/> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::orders::case::fee::tests::order_with;

    /// STA-2
    #[test]
    fn the_order_speaks_of_the_line_whose_turn_it_is() {
        let order = order_with(&[LineStatus::Registered, LineStatus::Incomplete]);
        let order = OrderView {
            turn: Turn::Partner,
            ..order
        };
        assert_eq!(telling(&order).map(|line| line.number), Some(2));
    }

    #[test]
    fn an_order_of_which_something_was_delivered_was_not_stopped() {
        assert!(went_well(&order_with(&[
            LineStatus::Cancelled,
            LineStatus::Closed
        ])));
        assert!(!went_well(&order_with(&[
            LineStatus::Cancelled,
            LineStatus::Rejected
        ])));
    }
}
