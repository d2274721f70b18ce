//! The list stays true while it is shown, and never jumps under the reader: rows change where they stand; rows that
//! came, went or moved wait until the reader wants to see them.

use std::time::Duration;

use leptos::prelude::*;
use texts::Key;
use wire::{lists::Page, orders::OrderSummary};

use crate::{
    api::{
        client::{ApiError, Fetched},
        events::ask_again,
    },
    language::{Lang, t},
    pages::{
        fetch::{Answer, Question},
        note::Note,
    },
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
    },
};

/// Events come in bursts: one question answers a burst.
const GATHER: Duration = Duration::from_millis(700);

/// Asks again when an order has changed. What is returned holds an answer that would move rows, until it is shown.
pub fn follow<F>(
    page: Question<Page<OrderSummary>>,
    fetched: impl Fn() -> F + Copy + 'static,
) -> RwSignal<Option<Page<OrderSummary>>>
where
    F: Future<Output = Result<Fetched<Page<OrderSummary>>, ApiError>> + 'static,
{
    let moved = RwSignal::new(None::<Page<OrderSummary>>);
    let again = move || {
        page.ask_settling(fetched(), move |fresh| {
            let shown = page.answer().with_untracked(|answer| match answer {
                Answer::Here(shown) => Some(shown.clone()),
                Answer::Awaited | Answer::Failed(_) => None,
            });
            let (now, later) = in_place(shown, fresh);
            moved.set(later);
            Some(now)
        });
    };
    ask_again(GATHER, |_| true, again);
    moved
}

/// What can be shown at once, and the whole answer when it would move rows.
fn in_place(
    shown: Option<Page<OrderSummary>>,
    fresh: Page<OrderSummary>,
) -> (Page<OrderSummary>, Option<Page<OrderSummary>>) {
    let Some(shown) = shown.filter(|shown| !shown.items.is_empty()) else {
        return (fresh, None);
    };
    let same_rows = shown
        .items
        .iter()
        .map(|row| &row.id)
        .eq(fresh.items.iter().map(|row| &row.id));
    if same_rows {
        return (fresh, None);
    }
    let items = shown
        .items
        .into_iter()
        .map(|row| {
            fresh
                .items
                .iter()
                .find(|newer| newer.id == row.id)
                .cloned()
                .unwrap_or(row)
        })
        .collect();
    let now = Page {
        items,
        next: shown.next,
        total: fresh.total,
        total_is_estimate: fresh.total_is_estimate,
    };
    (now, Some(fresh))
}

/// Says that rows have moved, and shows them on demand.
#[component]
pub fn Moved(
    page: Question<Page<OrderSummary>>,
    moved: RwSignal<Option<Page<OrderSummary>>>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let any = Memo::new(move |_| moved.with(Option::is_some));
    let text = Signal::derive(move || any.get().then(|| lang.text(Key::OrdersMoved)));
    let show = Callback::new(move |()| {
        if let Some(fresh) = moved.try_update(Option::take).flatten() {
            page.answer().set(Answer::Here(fresh));
            to_the_first_row();
        }
    });
    view! {
        <Note
            text
            icon=Icon::Refresh
            color="info"
            action=move || {
                view! { <Button text=t(Key::OrdersShowMoved) kind=ButtonKind::Secondary small=true on_press=show/> }
            }
        />
    }
}

/// Another page or another list begins at its first row.
pub fn to_the_first_row() {
    if let Ok(Some(frame)) = document().query_selector(".table-frame") {
        frame.set_scroll_top(0);
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        moment::Moment,
        orders::status::{HeaderStatus, OrderKind, Turn},
    };
    use time::macros::date;

    use super::*;

    fn row(id: &str, status: HeaderStatus) -> OrderSummary {
        OrderSummary {
            id: id.to_owned(),
            kind: OrderKind::New,
            customer_order_id: None,
            customer_order_ref: None,
            end_user: "Kari Testesen".to_owned(),
            product: "ADSL_FULL".to_owned(),
            place: "Prøveveien 1, 0665 OSLO".to_owned(),
            requested_date: date!(2026 - 12 - 03),
            agreed_date: None,
            status,
            turn: Turn::Operator,
            turn_since: Moment::default(),
            created_at: Moment::default(),
            lines: 1,
            company: None,
            comment: None,
        }
    }

    fn page(rows: &[(&str, HeaderStatus)]) -> Page<OrderSummary> {
        let items: Vec<_> = rows.iter().map(|(id, status)| row(id, *status)).collect();
        Page {
            total: items.len() as u64,
            items,
            next: None,
            total_is_estimate: false,
        }
    }

    #[test]
    fn a_row_changes_where_it_stands() {
        let shown = page(&[
            ("1-2", HeaderStatus::InProgress),
            ("1-1", HeaderStatus::InProgress),
        ]);
        let fresh = page(&[
            ("1-2", HeaderStatus::Registered),
            ("1-1", HeaderStatus::InProgress),
        ]);
        assert_eq!(in_place(Some(shown), fresh.clone()), (fresh, None));
    }

    #[test]
    fn a_new_row_waits_and_the_others_are_brought_up_to_date() {
        let shown = page(&[("1-1", HeaderStatus::InProgress)]);
        let fresh = page(&[
            ("1-2", HeaderStatus::InProgress),
            ("1-1", HeaderStatus::Registered),
        ]);
        let (now, later) = in_place(Some(shown), fresh.clone());
        assert_eq!(now.items, [row("1-1", HeaderStatus::Registered)]);
        assert_eq!(now.total, 2);
        assert_eq!(later, Some(fresh));
    }

    #[test]
    fn a_row_that_no_longer_matches_stays_until_the_reader_wants_the_change() {
        let shown = page(&[
            ("1-2", HeaderStatus::Incomplete),
            ("1-1", HeaderStatus::Incomplete),
        ]);
        let fresh = page(&[("1-1", HeaderStatus::Incomplete)]);
        let (now, later) = in_place(Some(shown.clone()), fresh.clone());
        assert_eq!(now.items, shown.items);
        assert_eq!(later, Some(fresh));
    }

    #[test]
    fn the_first_order_of_an_empty_list_is_shown_at_once() {
        let fresh = page(&[("1-1", HeaderStatus::InProgress)]);
        assert_eq!(in_place(Some(page(&[])), fresh.clone()), (fresh.clone(), None));
        assert_eq!(in_place(None, fresh.clone()), (fresh, None));
    }
}
