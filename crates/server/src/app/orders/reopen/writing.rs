//! Writing a change of a sent order: all of it in one transaction, or nothing.

use domain::{
    appointment::Slot,
    catalogue::Catalogue,
    finding::{Finding, codes, line_field},
    orders::{Ordered, OrderedLine, duplicate::LiveLine, reopen::FieldChange, status::Actor},
};
use time::Date;
use wire::orders::OrderCreated;

use super::{
    super::{
        change::{At, LineChange, Who, change_line},
        order_name,
        reopened::content_of,
        repeats,
        submit::give_to_order,
    },
    Stands, find,
};
use crate::{
    app::drafts,
    error::AppError,
    store::{
        Connection,
        order_content::{OrderBody, Unanswered, rewrite},
        orders::{Scope, StoredLine},
        service_orders,
    },
};

/// A change that was found valid.
pub(super) struct Changing {
    pub(super) scope: Scope,
    pub(super) user_id: String,
    pub(super) user_name: String,
    pub(super) order_id: i64,
    pub(super) seen_revision: i64,
    pub(super) order: Ordered,
    pub(super) slots: Vec<Option<Slot>>,
    /// Each line with the slot, the numbers and the files that the order did not have before.
    pub(super) new: Vec<OrderedLine>,
    pub(super) beside: Vec<Vec<String>>,
    pub(super) made_of: Option<String>,
    pub(super) submission: String,
    pub(super) changes: Vec<FieldChange>,
    /// Which lines are another, from 0.
    pub(super) changed: Vec<usize>,
    pub(super) at: At,
}

impl Changing {
    /// What of the change concerns a line.
    fn changes_of(&self, nth: usize) -> Vec<FieldChange> {
        let concerns = |change: &&FieldChange| line_field(&change.path).is_none_or(|(line, _)| line == nth);
        self.changes.iter().filter(concerns).cloned().collect()
    }
}

/// All of it, or nothing: statuses, history, content, slots, and what the order system is to be told.
pub(super) async fn write(
    db: &mut Connection,
    present: &Catalogue,
    change: Changing,
) -> Result<OrderCreated, AppError> {
    let stands = find(db, &change.scope, change.order_id, present, true).await?;
    if stands.body.revision != change.seen_revision {
        return Err(AppError::Changed {
            current: serde_json::Value::Null,
        });
    }
    let at = change.at;
    let company = stands.order.company_id.clone();
    let taken = match &change.made_of {
        Some(draft) => drafts::take_for_order(db, &change.user_id, draft).await?,
        None => false,
    };
    let ordered = change.order.clone();
    refuse_unseen(db, &stands, &ordered, &change.beside).await?;
    let mut version = stands.order.version;
    for nth in &change.changed {
        let Some(line) = stands.lines.get(*nth) else {
            continue;
        };
        let moved = LineChange {
            order_id: change.order_id,
            line: line.number,
            scope: change.scope.clone(),
            who: Who::User {
                id: change.user_id.clone(),
                name: change.user_name.clone(),
                actor: Actor::Partner,
            },
            action: Some(Stands::action(line)),
            reason: None,
            comment: None,
            status_description: None,
            customer_order_id: None,
            agreed_date: None,
            changes: change.changes_of(*nth),
            expected_version: None,
        };
        version = change_line(db, present, at, moved).await?.version;
        service_orders::enqueue(db, change.order_id, line.number, "resubmit", "{}", at.now).await?;
    }
    if let Some(draft) = &change.made_of {
        let of = (change.user_id.as_str(), company.as_str());
        drafts::ordered(db, of, (draft, taken), change.order_id, at.now).await?;
    }
    give_to_order(
        db,
        &change.user_id,
        &change.submission,
        change.order_id,
        &change.new,
    )
    .await?;
    let body = next_body(&stands, ordered, &change);
    let agreed = |line: &StoredLine, slot: Option<&Slot>| agreed_date(&stands.body, &body, line, slot);
    let dates: Vec<Option<Date>> = stands
        .lines
        .iter()
        .enumerate()
        .map(|(nth, line)| agreed(line, body.slots.get(nth).and_then(Option::as_ref)))
        .collect();
    let content = content_of(&stands.order, &stands.lines, body, &dates);
    rewrite(db, &stands.order, &content).await?;
    Ok(OrderCreated {
        id: order_name(change.order_id),
        version,
    })
}

/// BOK-3: a booking is the confirmation of the date; what was agreed for another date is not agreed any more.
fn agreed_date(was: &OrderBody, now: &OrderBody, line: &StoredLine, slot: Option<&Slot>) -> Option<Date> {
    let same = was.ordered.requested_date() == now.ordered.requested_date();
    slot.map(|slot| slot.date)
        .or_else(|| line.agreed_date.filter(|_| same))
}

fn next_body(stands: &Stands, ordered: Ordered, change: &Changing) -> OrderBody {
    let mut unanswered = stands.body.unanswered.clone();
    for nth in &change.changed {
        let Some(line) = stands.lines.get(*nth) else {
            continue;
        };
        unanswered.push(Unanswered {
            line: line.number,
            was: stands.body.ordered.clone(),
            slot: stands.body.slots.get(*nth).cloned().flatten(),
            agreed_date: line.agreed_date,
        });
    }
    OrderBody {
        ordered,
        slots: change.slots.clone(),
        revision: stands.body.revision + 1,
        unanswered,
    }
}

/// ORD-5: what the changed order repeats without that the user has seen it has come in since they were asked.
async fn refuse_unseen(
    db: &mut Connection,
    stands: &Stands,
    ordered: &Ordered,
    beside: &[Vec<String>],
) -> Result<(), AppError> {
    let (was, now) = (stands.body.ordered.identities(), ordered.identities());
    let own = order_name(stands.order.id);
    let seen: Vec<Vec<String>> = (0..now.len())
        .map(|nth| {
            let said = beside.get(nth).into_iter().flatten();
            said.chain([&own]).cloned().collect()
        })
        .collect();
    let unseen = repeats::unseen(db, &stands.order.company_id, &now, &seen).await?;
    // A line that is where it was repeats nothing that it did not repeat before.
    let new = |(number, _): &&(u32, LiveLine)| {
        let nth = usize::try_from(*number).unwrap_or_default().checked_sub(1);
        nth.is_none_or(|nth| was.get(nth) != now.get(nth))
    };
    match unseen.iter().find(new) {
        None => Ok(()),
        Some((number, live)) => {
            let path = format!("lines[{}].beside", number.saturating_sub(1));
            let finding = Finding::new(codes::LINE_REPEATS_ORDER, path);
            Err(AppError::Invalid(vec![
                finding.with("order", live.order.as_str()),
            ]))
        }
    }
}
