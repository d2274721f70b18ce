//! What else than an order lies in the outbox: a contact, the account, an action on a line (OFF-3).

use domain::orders::status::LineStatus;
use serde::{Deserialize, Serialize};
use time::Date;
use wire::orders::{OrderLineView, Reason};

use crate::{
    api::{self, client::ApiError},
    offline::begun::Kind,
};

/// Where a small form goes, and which version of that its user has seen: over another one it is not written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    /// Not seen, where it is new.
    Contact {
        id: String,
        seen: Option<i64>,
    },
    Account {
        seen: i64,
    },
    Cancel(OfLine),
    CustomerUpdate(OfLine),
    AskBack(OfLine),
    Reject(OfLine),
    MarkDuplicate(OfLine),
}

/// What acts on a line of an order, whatever it does to it.
macro_rules! on_a_line {
    ($of:ident) => {
        Errand::Cancel($of)
            | Errand::CustomerUpdate($of)
            | Errand::AskBack($of)
            | Errand::Reject($of)
            | Errand::MarkDuplicate($of)
    };
}

/// A line of an order as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfLine {
    pub order: String,
    /// From 1.
    pub line: u32,
    /// The order's version.
    pub seen: i64,
    /// The line as it was, for whoever opens the form again when it has changed meanwhile (OFF-5); entries of earlier
    /// versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_seen: Option<Box<SeenLine>>,
}

/// What a person goes by who acts on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenLine {
    pub status: LineStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_date: Option<Date>,
}

impl From<&OrderLineView> for SeenLine {
    fn from(line: &OrderLineView) -> Self {
        Self {
            status: line.status,
            reason: line.reason.clone(),
            status_description: line.status_description.clone(),
            comment: line.comment.clone(),
            agreed_date: line.agreed_date,
        }
    }
}

impl Errand {
    /// Which form it comes from, and goes back to.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Contact { .. } => Kind::Contact,
            Self::Account { .. } => Kind::Account,
            Self::Cancel(_) => Kind::Cancel,
            Self::CustomerUpdate(_) => Kind::CustomerUpdate,
            Self::AskBack(_) => Kind::AskBack,
            Self::Reject(_) => Kind::Reject,
            Self::MarkDuplicate(_) => Kind::MarkDuplicate,
        }
    }

    /// What that form is about, as [`Begun`](crate::offline::begun::Begun) has it.
    pub fn about(&self) -> String {
        match self {
            Self::Contact { id, .. } => id.clone(),
            Self::Account { .. } => OWN.to_owned(),
            on_a_line!(of) => about_line(&of.order, of.line),
        }
    }

    /// The line that it acts on, when it acts on one.
    pub fn of_line(&self) -> Option<&OfLine> {
        match self {
            on_a_line!(of) => Some(of),
            Self::Contact { .. } | Self::Account { .. } => None,
        }
    }

    /// Whether both change the same case, so that the later one goes after the earlier.
    pub fn follows(&self, earlier: &Self) -> bool {
        match (self.of_line(), earlier.of_line()) {
            (Some(this), Some(that)) => this.order == that.order,
            _ => self.kind() == earlier.kind() && self.about() == earlier.about(),
        }
    }

    /// The user has seen what stands in `arrived` as `version` now, because it is their own doing; what somebody else has
    /// done in between is no version that was seen.
    pub fn has_seen(&mut self, arrived: &Self, version: i64) {
        let Some(before) = arrived.of_line().map(|of| of.seen) else {
            return;
        };
        if let on_a_line!(of) = self
            && of.seen == before
            && version == before + 1
        {
            of.seen = version;
        }
    }
}

/// What the one form of the company's own is about.
pub const OWN: &str = "own";

/// What a form on a line is about.
pub fn about_line(order: &str, line: u32) -> String {
    format!("{order}/{line}")
}

/// Sends it; the version that came of it.
pub(super) async fn send(key: &str, errand: &Errand, body: String) -> Result<i64, ApiError> {
    Ok(match errand {
        Errand::Contact { id, seen } => api::contacts::save(key, id, *seen, body).await?.version,
        Errand::Account { seen } => api::contacts::save_account(key, *seen, body).await?.version,
        on_a_line!(of) => {
            api::orders::act_later(key, &of.order, of.seen, of.line, body)
                .await?
                .version
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cancel(order: &str, line: u32, seen: i64) -> Errand {
        Errand::Cancel(OfLine {
            order: order.to_owned(),
            line,
            seen,
            line_seen: None,
        })
    }

    /// Entries of earlier versions are read: nothing that was submitted is lost.
    #[test]
    fn an_action_of_an_earlier_version_is_read_and_written_as_it_was() {
        let earlier = r#"{"cancel":{"order":"1-2","line":1,"seen":7}}"#;
        let read: Result<Errand, _> = serde_json::from_str(earlier);
        assert_eq!(read.as_ref().ok(), Some(&cancel("1-2", 1, 7)));
        assert_eq!(
            serde_json::to_string(&cancel("1-2", 1, 7)).ok().as_deref(),
            Some(earlier)
        );
    }

    /// OFF-5
    #[test]
    fn the_line_as_it_was_seen_is_kept_with_the_action() {
        let with_line = Errand::Cancel(OfLine {
            order: "1-2".to_owned(),
            line: 1,
            seen: 7,
            line_seen: Some(Box::new(SeenLine {
                status: LineStatus::Incomplete,
                reason: Some(Reason {
                    code: "case.unit_missing".to_owned(),
                    params: Default::default(),
                }),
                status_description: None,
                comment: Some("Hvilken etasje?".to_owned()),
                agreed_date: Date::from_calendar_date(2026, time::Month::March, 3).ok(),
            })),
        });
        let kept = serde_json::to_string(&with_line).unwrap_or_default();
        let read: Result<Errand, _> = serde_json::from_str(&kept);
        assert_eq!(read.ok(), Some(with_line));
    }

    /// OFF-3
    #[test]
    fn what_changes_the_same_order_goes_one_after_the_other() {
        let second = cancel("1-2", 2, 7);
        assert!(second.follows(&cancel("1-2", 1, 7)));
        assert!(!second.follows(&cancel("1-3", 1, 7)));
        let contact = |id: &str| Errand::Contact {
            id: id.to_owned(),
            seen: None,
        };
        assert!(contact("a").follows(&contact("a")));
        assert!(!contact("a").follows(&contact("b")));
        assert!(!contact("a").follows(&Errand::Account { seen: 1 }));
    }

    /// OFF-5: only one's own change is a change that was seen.
    #[test]
    fn what_somebody_else_has_done_in_between_was_not_seen() {
        let after = |arrived: i64| {
            let mut second = cancel("1-2", 2, 7);
            second.has_seen(&cancel("1-2", 1, 7), arrived);
            second
        };
        assert_eq!(after(8), cancel("1-2", 2, 8));
        assert_eq!(after(9), cancel("1-2", 2, 7));
        let mut of_another_look = cancel("1-2", 2, 6);
        of_another_look.has_seen(&cancel("1-2", 1, 7), 8);
        assert_eq!(of_another_look, cancel("1-2", 2, 6));
    }
}
