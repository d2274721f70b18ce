//! STA-1: the partner has seen that a line ended badly, so the line no longer hides the others in the header.

use domain::{
    orders::status::may_be_marked_seen,
    reason::{self, codes},
};
use wire::orders::Reason;

use super::change::{At, Refused, sum_up};
use crate::store::{
    Connection,
    events::{self, About},
    follow_up,
    order_history::{self, NewEntry},
    orders::{self, Scope},
};

/// What is marked, and by whom.
#[derive(Clone, Debug)]
pub struct Marking {
    pub order_id: i64,
    /// From 1.
    pub line: u32,
    pub scope: Scope,
    pub user_id: String,
    pub user_name: String,
    pub seen: bool,
    pub expected_version: i64,
}

/// Whether an action's name on the wire is one of these two, and which.
pub fn of_code(action: &str) -> Option<bool> {
    match action {
        "mark_seen" => Some(true),
        "mark_unseen" => Some(false),
        _ => None,
    }
}

/// Marks a line, inside the caller's transaction, and gives the order's version. What is marked already stays as it is.
pub async fn mark(db: &mut Connection, at: At, marking: &Marking) -> Result<i64, Refused> {
    let found = orders::find_to_change(db, &marking.scope, marking.order_id).await?;
    let mut order = found.ok_or(Refused::NotFound)?;
    if order.version != marking.expected_version {
        return Err(Refused::Changed {
            version: order.version,
        });
    }
    let mut lines = orders::lines(db, order.id).await?;
    let line = lines.iter_mut().find(|line| line.number == marking.line);
    let line = line.ok_or(Refused::NotFound)?;
    if !may_be_marked_seen(line.status) {
        return Err(Refused::NotAllowed {
            status: line.status,
            reason: reason::Reason::new(codes::SEEN_NOT_NOW),
        });
    }
    line.seen = marking.seen;
    if !follow_up::set_seen(db, order.id, marking.line, marking.seen).await? {
        return Ok(order.version);
    }
    let seen_version = order.version;
    sum_up(&mut order, &lines, at.now);
    if !orders::update_header(db, &order).await? {
        return Err(Refused::Changed {
            version: seen_version,
        });
    }
    let code = if marking.seen {
        codes::CASE_SEEN
    } else {
        codes::CASE_UNSEEN
    };
    let entry = NewEntry {
        order_id: order.id,
        line: Some(marking.line),
        at: at.now,
        user_id: Some(marking.user_id.clone()),
        who: marking.user_name.clone(),
        action: None,
        from: None,
        to: None,
        reason: Some(Reason {
            code: code.to_owned(),
            params: Default::default(),
        }),
        comment: None,
        changes: Vec::new(),
    };
    order_history::append(db, &entry).await?;
    let version = seen_version + 1;
    let about = About::Order {
        id: order.id,
        version,
    };
    events::append(db, &order.company_id, about, at.now).await?;
    Ok(version)
}
