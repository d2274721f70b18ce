//! What a status says to whoever looks at it (STA-2): its colour, what it means, whose turn it is, what comes next.

use domain::{
    access::{Access, Permission},
    finding::Param,
    moment::Moment,
    orders::status::{Expected, HeaderStatus, LineStatus, OrderKind, Turn, delivery_expected},
    oslo,
    reason::Reason,
};
use texts::Key;
use wire::orders::OrderSummary;

use crate::{
    language::{Lang, params, words},
    pages::when,
    session::Session,
    ui::status::{Explained, Tone},
};

/// Which side the reader is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Partner,
    Operator,
}

impl Side {
    pub fn of(session: Session) -> Self {
        match session.user().map(|user| user.access) {
            Some(Access::Operator { .. }) => Self::Operator,
            Some(Access::Partner { .. }) | None => Self::Partner,
        }
    }

    /// Why this user sees no orders, if so: of the operator's users only those see them who handle them.
    pub fn orders_closed(session: Session) -> Option<Reason> {
        let permission = match Self::of(session) {
            Self::Partner => Permission::Follow,
            Self::Operator => Permission::HandleOrders,
        };
        session.user()?.access.may(permission).err()
    }

    /// Why this user may not act on orders at all, if so (access.md).
    pub fn acting_closed(session: Session) -> Option<Reason> {
        let permission = match Self::of(session) {
            Self::Partner => Permission::Order,
            Self::Operator => Permission::HandleOrders,
        };
        session.user()?.access.may(permission).err()
    }

    /// The turn that is this side's own.
    pub fn own_turn(self) -> Turn {
        match self {
            Self::Partner => Turn::Partner,
            Self::Operator => Turn::Operator,
        }
    }
}

pub fn tone(status: HeaderStatus) -> Tone {
    match status {
        HeaderStatus::New | HeaderStatus::Incomplete => Tone::Warning,
        HeaderStatus::Rejected | HeaderStatus::Duplicate => Tone::Danger,
        HeaderStatus::CustomerUpdate
        | HeaderStatus::InProgress
        | HeaderStatus::Committed
        | HeaderStatus::Registered
        | HeaderStatus::InProcess => Tone::Info,
        HeaderStatus::Finished | HeaderStatus::Closed => Tone::Success,
        HeaderStatus::CancelledA | HeaderStatus::Cancelled => Tone::Neutral,
    }
}

pub fn line_tone(status: LineStatus) -> Tone {
    match status {
        LineStatus::New | LineStatus::Incomplete => Tone::Warning,
        LineStatus::Rejected | LineStatus::Duplicate => Tone::Danger,
        LineStatus::InProgress
        | LineStatus::Committed
        | LineStatus::CustomerUpdate
        | LineStatus::Registered
        | LineStatus::Ordered
        | LineStatus::Design
        | LineStatus::Ready
        | LineStatus::FieldService
        | LineStatus::Test
        | LineStatus::Delivery => Tone::Info,
        LineStatus::Finished | LineStatus::Closed => Tone::Success,
        LineStatus::Cancelled | LineStatus::CancelledA => Tone::Neutral,
    }
}

/// Every header status but In Process is a line's status too and means the same.
fn text(lang: Lang, code: &str, what: &str) -> String {
    let family = if code == HeaderStatus::InProcess.code() {
        "header"
    } else {
        "line"
    };
    Key::named(&format!("status.{family}.{code}.{what}")).map_or_else(String::new, |key| lang.text(key))
}

/// "Registered in the order system, …"
pub fn meaning(lang: Lang, code: &str) -> String {
    text(lang, code, "meaning")
}

/// "Handling begins."
pub fn next(lang: Lang, code: &str) -> String {
    text(lang, code, "next")
}

/// "Your turn", "Jara's turn".
pub fn turn_words(lang: Lang, turn: Turn, side: Side) -> String {
    lang.text(match turn {
        own if own == side.own_turn() => Key::TurnMine,
        Turn::Partner => Key::TurnPartner,
        Turn::Operator => Key::TurnOperator,
        Turn::Nobody => Key::TurnNobody,
    })
}

/// "New order", "Termination".
pub fn kind_words(lang: Lang, kind: OrderKind) -> String {
    lang.text(match kind {
        OrderKind::New => Key::OrdersKindNew,
        OrderKind::IspSwitch => Key::OrdersKindIspSwitch,
        OrderKind::Modify => Key::OrdersKindModify,
        OrderKind::Terminate => Key::OrdersKindTerminate,
    })
}

/// What stands behind a badge.
pub struct Standing<'a> {
    pub code: &'a str,
    pub turn: Turn,
    pub since: Moment,
    /// When the next step is expected, where that is known.
    pub expected: Option<Expected>,
    /// What customer service wrote with it.
    pub comment: Option<&'a str>,
}

impl<'a> Standing<'a> {
    /// Of an order as lists know it.
    pub fn of(order: &'a OrderSummary, now: Moment) -> Self {
        Self {
            code: order.status.code(),
            turn: order.turn,
            since: order.turn_since,
            expected: expected(order, now),
            comment: order.comment.as_deref(),
        }
    }
}

/// When an order of a list is to be delivered: on the agreed day, and before there is one on the requested.
pub fn expected(order: &OrderSummary, now: Moment) -> Option<Expected> {
    let day = order.agreed_date.unwrap_or(order.requested_date);
    delivery_expected(order.status, day, oslo::date(now))
}

/// STA-2: what it means, whose turn it is, since when, what happens next and when.
pub fn explanation(lang: Lang, side: Side, now: Moment, standing: &Standing<'_>) -> Vec<Explained> {
    let mut lines = vec![Explained::new(
        lang.text(Key::OrdersExplainMeaning),
        meaning(lang, standing.code),
    )];
    // What is asked for says more than that something is.
    let comment = standing.comment.filter(|comment| !comment.trim().is_empty());
    lines.extend(comment.map(|comment| Explained::new(lang.text(Key::OrdersExplainComment), comment)));
    lines.extend([
        Explained::new(
            lang.text(Key::OrdersExplainTurn),
            turn_words(lang, standing.turn, side),
        ),
        Explained::new(
            lang.text(Key::OrdersExplainSince),
            when::said(lang.now(), standing.since, now),
        ),
        Explained::new(lang.text(Key::OrdersExplainNext), next(lang, standing.code)),
    ]);
    if let Some(expected) = standing.expected {
        let day = texts::date_long(lang.now(), expected.day);
        lines.push(if expected.overdue {
            Explained::new(
                lang.text(Key::OrdersExplainWasExpected),
                lang.fill(Key::OrdersOverdueSince, &params([("date", words(day))])),
            )
        } else {
            Explained::new(lang.text(Key::OrdersExplainExpected), day)
        });
    }
    lines
}

/// A moment filled into a text: `{when}`.
pub fn at(lang: Lang, key: Key, at: Moment, now: Moment) -> String {
    lang.fill(
        key,
        &params([("when", Param::Text(when::said(lang.now(), at, now)))]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// STA-2
    #[test]
    fn every_status_is_explained_in_every_language() {
        let line = LineStatus::ALL.map(|status| format!("status.line.{}", status.code()));
        let header = HeaderStatus::ALL.map(|status| match status {
            HeaderStatus::InProcess => "status.header.in_process".to_owned(),
            other => format!("status.line.{}", other.code()),
        });
        for name in line.iter().chain(&header) {
            for what in ["meaning", "next"] {
                let key = Key::named(&format!("{name}.{what}"));
                assert!(key.is_some(), "{name}.{what}");
                for language in texts::Language::ALL {
                    assert!(key.is_some_and(|key| !texts::text(language, key).is_empty()));
                }
            }
        }
    }
}
