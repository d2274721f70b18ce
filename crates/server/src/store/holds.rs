//! What is held at a partner system for a user, and confirmed for an order: one table of the same shape for each kind.

use std::fmt::Debug;

use domain::{appointment::Appointment, hold::HoldState, moment::Moment, numbers::NumberReservation};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Connection, Row, StoreError,
    engine::Composed,
    row::{write_json, write_name},
};
use crate::{ports::place::PartnerPlace, values};

/// A kind of thing that is held.
pub trait Held: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    const TABLE: &'static str;

    fn id(&self) -> &str;
    fn held_until(&self) -> Moment;
    fn hold_until(&mut self, until: Moment);
    fn state(&self) -> HoldState;
    fn set_state(&mut self, state: HoldState);
}

macro_rules! held_in {
    ($($kind:ty => $table:literal;)*) => {$(
        impl Held for $kind {
            const TABLE: &'static str = $table;

            fn id(&self) -> &str {
                &self.id
            }

            fn held_until(&self) -> Moment {
                self.held_until
            }

            fn hold_until(&mut self, until: Moment) {
                self.held_until = until;
            }

            fn state(&self) -> HoldState {
                self.state
            }

            fn set_state(&mut self, state: HoldState) {
                self.state = state;
            }
        }
    )*};
}

held_in! {
    Appointment => "appointments";
    NumberReservation => "number_reservations";
}

/// A hold with what only the backend knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredHold<T> {
    pub held: T,
    pub company_id: String,
    pub user_id: String,
    /// The partner system's own id.
    pub partner_id: String,
    /// The submission that confirmed it, as user and idempotency key.
    pub confirmed_for: Option<String>,
    pub order_id: Option<i64>,
    /// What the partner system was asked by.
    pub place: PartnerPlace,
}

/// What is only read whole.
#[derive(Serialize, Deserialize)]
struct Body<T> {
    /// Slots stood under a name of their own when they alone were held.
    #[serde(alias = "appointment")]
    held: T,
    place: PartnerPlace,
}

pub async fn insert<T: Held>(db: &mut Connection, stored: &StoredHold<T>) -> Result<(), StoreError> {
    let sql = Composed(format!(
        "INSERT INTO {} (id, company_id, user_id, book_id, state, held_until, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        T::TABLE
    ));
    let held = &stored.held;
    let body = Body {
        held: held.clone(),
        place: stored.place.clone(),
    };
    db.execute(
        sql,
        values![
            held.id(),
            &stored.company_id,
            &stored.user_id,
            &stored.partner_id,
            write_name("state of a hold", held.state())?,
            held.held_until(),
            write_json("hold", &body)?
        ],
    )
    .await?;
    Ok(())
}

fn select<T: Held>(rest: &str) -> Composed {
    Composed(format!(
        "SELECT company_id, user_id, book_id, state, confirmed_for, order_id, body FROM {} {rest}",
        T::TABLE
    ))
}

/// A hold of this company; another company's does not exist.
pub async fn find<T: Held>(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<StoredHold<T>>, StoreError> {
    let sql = select::<T>("WHERE id = $1 AND company_id = $2");
    db.row(sql, values![id, company_id])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// Holds that ran out before `before`, and confirmations that have been without their order since `orphaned_before`:
/// the submission that made them was given up.
pub async fn run_out<T: Held>(
    db: &mut Connection,
    before: Moment,
    orphaned_before: Moment,
    limit: u32,
) -> Result<Vec<StoredHold<T>>, StoreError> {
    let sql = select::<T>(
        "WHERE (state = 'held' AND held_until < $1)
            OR (state = 'confirmed' AND order_id IS NULL AND held_until < $2)
        ORDER BY held_until LIMIT $3",
    );
    db.rows(sql, values![before, orphaned_before, limit])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Takes a hold from one state to another; false when it has left the first meanwhile, or has its order.
pub async fn change_state<T: Held>(
    db: &mut Connection,
    id: &str,
    from: HoldState,
    to: HoldState,
) -> Result<bool, StoreError> {
    let sql = Composed(format!(
        "UPDATE {} SET state = $3 WHERE id = $1 AND state = $2 AND order_id IS NULL",
        T::TABLE
    ));
    let (from, to) = (
        write_name("state of a hold", from)?,
        write_name("state of a hold", to)?,
    );
    Ok(db.execute(sql, values![id, from, to]).await? == 1)
}

/// Marks a hold as confirmed for one submission; false when it is no longer held, or confirmed for another one.
pub async fn confirm_for<T: Held>(
    db: &mut Connection,
    id: &str,
    submission: &str,
) -> Result<bool, StoreError> {
    let sql = Composed(format!(
        "UPDATE {} SET state = 'confirmed', confirmed_for = $2
        WHERE id = $1 AND (state = 'held' OR (state = 'confirmed' AND confirmed_for = $2))",
        T::TABLE
    ));
    Ok(db.execute(sql, values![id, submission]).await? == 1)
}

/// What a submission has confirmed is held again as before, because something else of it was refused.
pub async fn take_back<T: Held>(db: &mut Connection, id: &str, submission: &str) -> Result<(), StoreError> {
    let sql = Composed(format!(
        "UPDATE {} SET state = 'held', confirmed_for = NULL
        WHERE id = $1 AND state = 'confirmed' AND confirmed_for = $2 AND order_id IS NULL",
        T::TABLE
    ));
    db.execute(sql, values![id, submission]).await?;
    Ok(())
}

/// Gives back what an order had, when its line has come to nothing or a change has put something else in its place; gives
/// the partner system's id of it.
pub async fn let_go<T: Held>(
    db: &mut Connection,
    id: &str,
    order_id: i64,
) -> Result<Option<String>, StoreError> {
    let sql = Composed(format!(
        "UPDATE {} SET state = 'released' WHERE id = $1 AND order_id = $2 RETURNING book_id",
        T::TABLE
    ));
    let row = db.row(sql, values![id, order_id]).await?;
    row.map(|row| row.text("book_id")).transpose()
}

/// Ties a hold that this submission has confirmed to its order, in the order's own transaction; false when another
/// submission has it, or it has its order already.
pub async fn give_to_order<T: Held>(
    db: &mut Connection,
    id: &str,
    submission: &str,
    order_id: i64,
) -> Result<bool, StoreError> {
    let sql = Composed(format!(
        "UPDATE {} SET order_id = $3
        WHERE id = $1 AND state = 'confirmed' AND confirmed_for = $2 AND order_id IS NULL",
        T::TABLE
    ));
    Ok(db.execute(sql, values![id, submission, order_id]).await? == 1)
}

/// The partner system's id of what an order has.
pub async fn partner_id<T: Held>(db: &mut Connection, id: &str) -> Result<Option<String>, StoreError> {
    let sql = Composed(format!("SELECT book_id FROM {} WHERE id = $1", T::TABLE));
    let row = db.row(sql, values![id]).await?;
    row.map(|row| row.text("book_id")).transpose()
}

fn read<T: Held>(row: &Row) -> Result<StoredHold<T>, StoreError> {
    let Body { mut held, place }: Body<T> = row.json("body")?;
    held.set_state(row.name("state")?);
    Ok(StoredHold {
        held,
        company_id: row.text("company_id")?,
        user_id: row.text("user_id")?,
        partner_id: row.text("book_id")?,
        confirmed_for: row.opt_text("confirmed_for")?,
        order_id: row.opt_int("order_id")?,
        place,
    })
}
