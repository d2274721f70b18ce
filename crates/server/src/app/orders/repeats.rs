//! ORD-5: a line that repeats another live line of the same partner. The form asks before it is sent, Submit refuses what
//! was not asked about, and of two that come unseen at the same time the later becomes a duplicate.

use domain::{
    access::Permission,
    catalogue::Catalogue,
    finding::Param,
    orders::{
        Context, Facts, OrderDraft, ReferenceHabits,
        duplicate::{self, LiveLine},
        status::Action,
    },
    reason::codes,
};
use wire::orders::{LineRepeats, Reason};

use super::{
    change::{At, LineChange, Refused, change_line},
    order_name,
};
use crate::{
    app::line_facts,
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{Connection, StoreError, follow_up},
};

/// Who marks a duplicate, as the history names it.
const WHO: &str = "duplicate_check";

/// What a draft would repeat, line by line; lines that repeat nothing are left out.
pub async fn show(
    state: &AppState,
    user: &CurrentUser,
    draft: &OrderDraft,
) -> Result<Vec<LineRepeats>, AppError> {
    user.require(Permission::Order)?;
    // No slot is looked at, so the name of a submission does not matter.
    let mut facts = line_facts::load(state, user, "", draft).await?;
    fill(state, user, draft, &mut facts).await?;
    let repeats = |(at, orders): (usize, Vec<LiveLine>)| LineRepeats {
        line: u32::try_from(at + 1).unwrap_or(u32::MAX),
        orders,
    };
    let lines = facts.lines.into_iter().map(|line| line.repeats).enumerate();
    Ok(lines
        .filter(|(_, orders)| !orders.is_empty())
        .map(repeats)
        .collect())
}

/// Adds what each line repeats to what is known of it.
pub async fn fill(
    state: &AppState,
    user: &CurrentUser,
    draft: &OrderDraft,
    facts: &mut Facts,
) -> Result<(), AppError> {
    // Nothing is said of references here.
    let habits = ReferenceHabits::default();
    let identities = duplicate::identities(
        draft,
        &Context {
            today: state.clock.today(),
            now: state.clock.now(),
            catalogue: &state.catalogue,
            postcodes: &state.postcodes,
            facts: &*facts,
            habits: &habits,
        },
    );
    if identities.iter().all(Option::is_none) {
        return Ok(());
    }
    let company_id = user.company_id.clone();
    let read = state.store.read(move |db| {
        Box::pin(async move {
            let mut all = Vec::with_capacity(identities.len());
            for identity in &identities {
                all.push(match identity {
                    Some(identity) => follow_up::live_lines(db, &company_id, identity, order_name).await?,
                    None => Vec::new(),
                });
            }
            Ok::<_, StoreError>(all)
        })
    });
    for (line, repeats) in facts.lines.iter_mut().zip(read.await?) {
        line.repeats = repeats;
        // A change does not repeat the order that it is a change of.
        line.repeats
            .retain(|live| live.order != draft.reopened.order.trim());
    }
    Ok(())
}

/// What the lines of an order about to be stored repeat without that the user has seen it: it has come in since they were
/// asked. Nobody else stores the same until the transaction ends.
pub async fn unseen(
    db: &mut Connection,
    company_id: &str,
    identities: &[String],
    beside: &[Vec<String>],
) -> Result<Vec<(u32, LiveLine)>, StoreError> {
    follow_up::alone_with(db, company_id, identities).await?;
    let mut unseen = Vec::new();
    for (at, identity) in identities.iter().enumerate() {
        let seen = beside.get(at);
        let live = follow_up::live_lines(db, company_id, identity, order_name).await?;
        let first = live
            .into_iter()
            .find(|live| !seen.is_some_and(|seen| seen.iter().any(|order| order.trim() == live.order)));
        if let Some(first) = first {
            unseen.push((u32::try_from(at + 1).unwrap_or(u32::MAX), first));
        }
    }
    Ok(unseen)
}

/// Marks the lines of a stored order that repeat another one, and gives the order's version.
pub async fn mark(
    db: &mut Connection,
    catalogue: &Catalogue,
    at: At,
    order_id: i64,
    repeats: &[(u32, LiveLine)],
) -> Result<i64, Refused> {
    let mut version = 1;
    for (line, live) in repeats {
        let mut change = LineChange::by_system(WHO, order_id, *line);
        change.action = Some(Action::MarkDuplicate);
        change.reason = Some(Reason {
            code: codes::CASE_REPEATS_THIS_ORDER.to_owned(),
            params: [("order".to_owned(), Param::Text(live.order.clone()))].into(),
        });
        version = change_line(db, catalogue, at, change).await?.version;
    }
    Ok(version)
}
