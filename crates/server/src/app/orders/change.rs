//! The one way in which a line changes, whoever changes it: the status table decides, the line, its header, the
//! history and the event are written together, and what has come to nothing gives back what was held for it.

use domain::{
    catalogue::Catalogue,
    moment::Moment,
    orders::{
        Ordered, deadline, expiry,
        reopen::FieldChange,
        status::{
            Action, Actor, HeaderStatus, LineStatus, Refusal, TransitionContext, header_status, transition,
        },
    },
    reason,
};
use time::Date;
use wire::orders::Reason;

use super::{
    catalogue_of,
    giving_back::{give_back, had},
    not_found,
};
use crate::{
    app::{mails, subscriptions::effects},
    error::AppError,
    state::AppState,
    store::{
        Connection, StoreError,
        events::{self, About},
        order_history::{self, NewEntry},
        orders::{self, OrderBody, Scope, StoredLine, StoredOrder},
    },
};

/// When it happens.
#[derive(Clone, Copy, Debug)]
pub struct At {
    pub now: Moment,
    /// In Europe/Oslo (DAT-5).
    pub today: Date,
}

impl At {
    /// Now, by the backend's clock.
    pub fn present(state: &AppState) -> Self {
        Self {
            now: state.clock.now(),
            today: state.clock.today(),
        }
    }
}

/// Who acts, as the history names them.
#[derive(Clone, Debug)]
pub enum Who {
    User {
        id: String,
        name: String,
        actor: Actor,
    },
    /// A rule, a timer or a partner system; its text stands under `who.<this>`.
    System(&'static str),
}

impl Who {
    fn actor(&self) -> Actor {
        match self {
            Self::User { actor, .. } => *actor,
            Self::System(_) => Actor::System,
        }
    }
}

/// What is to change on one line.
#[derive(Clone, Debug)]
pub struct LineChange {
    pub order_id: i64,
    /// From 1.
    pub line: u32,
    /// Whose orders the one who acts may reach.
    pub scope: Scope,
    pub who: Who,
    /// None when only the data below changes.
    pub action: Option<Action>,
    pub reason: Option<Reason>,
    pub comment: Option<String>,
    pub status_description: Option<String>,
    pub customer_order_id: Option<String>,
    pub agreed_date: Option<Date>,
    /// What of the order is another with this (CHG-1); for the history, it is written by the caller.
    pub changes: Vec<FieldChange>,
    /// The version that the one who acts has seen; none for systems, which do not look.
    pub expected_version: Option<i64>,
}

impl LineChange {
    /// A system's change, to be filled in.
    pub fn by_system(system: &'static str, order_id: i64, line: u32) -> Self {
        Self {
            order_id,
            line,
            scope: Scope::AllPartners,
            who: Who::System(system),
            action: None,
            reason: None,
            comment: None,
            status_description: None,
            customer_order_id: None,
            agreed_date: None,
            changes: Vec::new(),
            expected_version: None,
        }
    }
}

/// What has become of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Of the order.
    pub version: i64,
    pub from: LineStatus,
    pub to: LineStatus,
}

#[derive(Debug)]
pub enum Refused {
    NotFound,
    /// The status table does not allow it.
    NotAllowed {
        status: LineStatus,
        reason: reason::Reason,
    },
    /// The order is no longer the one that was seen.
    Changed {
        version: i64,
    },
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFound => not_found(),
            Refused::NotAllowed { status, reason } => AppError::Conflict {
                code: reason.code,
                current: Some(serde_json::json!({ "status": status, "params": reason.params })),
            },
            Refused::Changed { version } => AppError::Changed {
                current: serde_json::json!({ "version": version }),
            },
            Refused::Store(error) => error.into(),
        }
    }
}

/// What decides on the transitions of a line now.
pub fn transition_context(
    ordered: &Ordered,
    created_at: Moment,
    line: &StoredLine,
    catalogue: &Catalogue,
    at: At,
) -> TransitionContext {
    let product = catalogue.product(ordered.product());
    let date = line.agreed_date.unwrap_or(ordered.requested_date());
    TransitionContext {
        kind: ordered.kind(),
        visit: ordered.visit(catalogue),
        expired: expiry::has_expired(created_at, at.now),
        change_deadline_passed: product
            .is_some_and(|product| !deadline::is_before_deadline(product, date, at.today)),
        changes_access: ordered.changes_access(catalogue),
        reason_given: false,
    }
}

/// Changes one line, inside the caller's transaction. After the commit the caller wakes the events.
pub async fn change_line(
    db: &mut Connection,
    catalogue: &Catalogue,
    at: At,
    change: LineChange,
) -> Result<Changed, Refused> {
    let found = orders::find_to_change(db, &change.scope, change.order_id).await?;
    let mut order = found.ok_or(Refused::NotFound)?;
    if change
        .expected_version
        .is_some_and(|expected| expected != order.version)
    {
        return Err(Refused::Changed {
            version: order.version,
        });
    }
    let mut lines = orders::lines(db, order.id).await?;
    let Some(line) = lines.iter_mut().find(|line| line.number == change.line) else {
        return Err(Refused::NotFound);
    };
    let from = line.status;
    let mut made = None;
    if let Some(action) = change.action {
        let body: OrderBody = orders::find_body(db, order.id).await?.ok_or(Refused::NotFound)?;
        let made_with = catalogue_of(db, catalogue, body.ordered.catalogue_version()).await?;
        let mut context = transition_context(&body.ordered, order.created_at, line, &made_with, at);
        context.reason_given = change.reason.is_some();
        let to = transition(from, action, change.who.actor(), &context).map_err(|refusal: Refusal| {
            Refused::NotAllowed {
                status: from,
                reason: refusal.into(),
            }
        })?;
        line.status = to;
        line.since = at.now;
        // What was said of the status before does not hold for the new one.
        line.reason = change.reason.clone();
        line.comment = change.comment.clone();
        line.status_description = change.status_description.clone();
        made = Some((body.ordered, made_with));
    } else {
        line.reason = change.reason.clone().or(line.reason.take());
        line.comment = change.comment.clone().or(line.comment.take());
        line.status_description = change
            .status_description
            .clone()
            .or(line.status_description.take());
    }
    line.customer_order_id = change.customer_order_id.clone().or(line.customer_order_id.take());
    line.agreed_date = change.agreed_date.or(line.agreed_date);
    let to = line.status;
    if !orders::update_line(db, order.id, from, line).await? {
        return Err(Refused::Changed {
            version: order.version,
        });
    }
    let seen_version = order.version;
    sum_up(&mut order, &lines, at.now);
    if !orders::update_header(db, &order).await? {
        return Err(Refused::Changed {
            version: seen_version,
        });
    }
    if let Some(customer_order_id) = &change.customer_order_id {
        let words = super::description::search_words(customer_order_id);
        orders::add_words(db, &order.company_id, order.id, &words).await?;
    }
    let (user_id, who) = match change.who {
        Who::User { id, name, .. } => (Some(id), name),
        Who::System(system) => (None, system.to_owned()),
    };
    let moved = change.action.is_some();
    let entry = NewEntry {
        order_id: order.id,
        line: Some(change.line),
        at: at.now,
        user_id,
        who,
        action: change.action,
        from: moved.then_some(from),
        to: moved.then_some(to),
        reason: change.reason,
        comment: change.comment,
        changes: change.changes,
    };
    let entry_id = order_history::append(db, &entry).await?;
    if let Some((ordered, made_with)) = &made {
        let of = (&order, change.line);
        effects::moved(db, (ordered, made_with), of, (from, to), at.today).await?;
        if to.has_come_to_nothing() {
            give_back(db, (order.id, change.line), had(ordered, change.line), at).await?;
        }
    }
    if moved {
        let told = mails::Moved {
            line: change.line,
            entry: entry_id,
            from,
            to,
            reason: entry.reason.as_ref(),
            commented: entry.comment.is_some() || change.status_description.is_some(),
        };
        mails::tell(db, catalogue, &order, told, at.now).await?;
    }
    let version = seen_version + 1;
    let about = About::Order {
        id: order.id,
        version,
    };
    events::append(db, &order.company_id, about, at.now).await?;
    Ok(Changed { version, from, to })
}

/// STA-1: the header is computed from the lines, never set.
pub(super) fn sum_up(order: &mut StoredOrder, lines: &[StoredLine], now: Moment) {
    order.status = header_status(lines.iter().map(|line| (line.status, line.seen)));
    let turn = order.status.turn();
    if turn != order.turn {
        order.turn = turn;
        order.turn_since = now;
    }
    order.agreed_date = lines.iter().filter_map(|line| line.agreed_date).min();
    order.customer_order_id = lines.iter().find_map(|line| line.customer_order_id.clone());
}

/// Of an order whose lines nobody has marked as seen.
pub fn status_of(lines: impl IntoIterator<Item = LineStatus>) -> HeaderStatus {
    header_status(lines.into_iter().map(|status| (status, false)))
}
