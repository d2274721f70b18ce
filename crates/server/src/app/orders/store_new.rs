//! Stores a valid order: the order, its lines, its history, and the event.

use domain::{
    appointment::Slot,
    moment::Moment,
    orders::{
        Ordered,
        status::{Action, LineStatus},
    },
};

use super::{
    change::status_of,
    description::{sort_key, words},
    order_name,
};
use crate::{
    app::subscriptions::effects,
    error::AppError,
    store::{
        Connection,
        events::{self, About},
        order_history::{self, NewEntry},
        orders::{self, OrderBody, OrderToStore},
    },
};

/// Who made it, for whom, and when.
#[derive(Clone, Debug)]
pub struct Made {
    pub company_id: String,
    pub user_id: String,
    pub user_name: String,
    pub at: Moment,
}

/// Stores the order as sent, inside the caller's transaction, and gives its number.
pub async fn store_new(
    db: &mut Connection,
    ordered: Ordered,
    slots: Vec<Option<Slot>>,
    made: &Made,
) -> Result<i64, AppError> {
    let line_status = LineStatus::InProgress;
    let lines = ordered.lines();
    let first = lines.first();
    let end_user = first.map(|line| line.end_user.full_name()).unwrap_or_default();
    let status = status_of(lines.iter().map(|_| line_status));
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let to_store = OrderToStore {
        company_id: made.company_id.clone(),
        created_by: made.user_id.clone(),
        created_at: made.at,
        status,
        turn: status.turn(),
        // BOK-3: a booking is the confirmation of the date.
        agreed_date: slots.iter().flatten().map(|slot| slot.date).min(),
        end_user_sort: sort_key(&end_user),
        end_user,
        place: first.map(|line| line.address.in_one_line()).unwrap_or_default(),
        identities: ordered.identities(),
        line_status,
        words: words(&ordered).into_iter().collect(),
        body: OrderBody::sent(ordered, slots),
    };
    let id = orders::insert(db, &to_store).await?;
    let name = order_name(id);
    orders::add_words(db, &made.company_id, id, &[id.to_string(), name]).await?;
    for line in 1..=count {
        let entry = NewEntry {
            order_id: id,
            line: Some(line),
            at: made.at,
            user_id: Some(made.user_id.clone()),
            who: made.user_name.clone(),
            action: Some(Action::Submit),
            from: Some(LineStatus::New),
            to: Some(line_status),
            reason: None,
            comment: None,
            changes: Vec::new(),
        };
        order_history::append(db, &entry).await?;
    }
    effects::begun(db, &to_store.body.ordered, id).await?;
    events::append(db, &made.company_id, About::Order { id, version: 1 }, made.at).await?;
    Ok(id)
}
