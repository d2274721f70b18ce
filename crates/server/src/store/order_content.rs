//! What was ordered, as one body that is only read whole, and its change after it was sent (CHG-1).

use domain::{appointment::Slot, date::iso, orders::Ordered};
use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    Connection, StoreError,
    orders::{StoredOrder, add_words},
    row::write_json,
};
use crate::values;

/// What of an order is only read whole. It is another after a change of the order alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderBody {
    /// Under the name of its kind, beside the slots.
    #[serde(flatten)]
    pub ordered: Ordered,
    /// The confirmed slot of each line.
    pub slots: Vec<Option<Slot>>,
    /// Counts what was sent: 1, and one more with each change.
    #[serde(default = "first_revision")]
    pub revision: i64,
    /// Changes that the order system has not answered yet, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unanswered: Vec<Unanswered>,
}

/// What a line was before a change that the order system may still refuse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unanswered {
    /// From 1.
    pub line: u32,
    pub was: Ordered,
    pub slot: Option<Slot>,
    pub agreed_date: Option<Date>,
}

fn first_revision() -> i64 {
    1
}

impl OrderBody {
    /// As it is sent the first time.
    pub fn sent(ordered: Ordered, slots: Vec<Option<Slot>>) -> Self {
        Self {
            ordered,
            slots,
            revision: first_revision(),
            unanswered: Vec::new(),
        }
    }
}

/// What of a line goes with what was ordered.
#[derive(Clone, Debug)]
pub struct LineContent {
    /// From 1.
    pub number: u32,
    /// Product, place and end user in one (ORD-5).
    pub identity: String,
    pub agreed_date: Option<Date>,
}

/// What of an order goes with what was ordered.
#[derive(Clone, Debug)]
pub struct Content {
    pub body: OrderBody,
    pub end_user: String,
    pub end_user_sort: String,
    pub place: String,
    pub lines: Vec<LineContent>,
    /// All the words by which it is found.
    pub words: Vec<String>,
}

pub async fn find_body(db: &mut Connection, order_id: i64) -> Result<Option<OrderBody>, StoreError> {
    let sql = "SELECT body FROM order_bodies WHERE order_id = $1";
    db.row(sql, values![order_id])
        .await?
        .map(|row| row.json("body"))
        .transpose()
}

/// Writes the body alone.
pub async fn write_body(db: &mut Connection, order_id: i64, body: &OrderBody) -> Result<(), StoreError> {
    let sql = "UPDATE order_bodies SET body = $2 WHERE order_id = $1";
    db.execute(sql, values![order_id, write_json("order", body)?])
        .await?;
    Ok(())
}

/// Puts another content in the place of an order's, with all that lists and searches go by. The caller has the order to
/// itself, and writes status, version and history.
pub async fn rewrite(db: &mut Connection, order: &StoredOrder, new: &Content) -> Result<(), StoreError> {
    let references = new.body.ordered.references();
    let agreed = new.lines.iter().filter_map(|line| line.agreed_date).min();
    let sql = "UPDATE orders SET requested_date = $2, agreed_date = $3, end_user = $4, end_user_sort = $5, place = $6,
            project_reference = $7, customer_invoice_ref = $8, customer_order_ref = $9
        WHERE id = $1";
    db.execute(
        sql,
        values![
            order.id,
            iso(new.body.ordered.requested_date()),
            agreed.map(iso).unwrap_or_default(),
            &new.end_user,
            &new.end_user_sort,
            &new.place,
            references.project_reference.clone().unwrap_or_default(),
            references.customer_invoice_ref.clone().unwrap_or_default(),
            references.customer_order_ref.clone().unwrap_or_default()
        ],
    )
    .await?;
    for line in &new.lines {
        let sql =
            "UPDATE order_lines SET identity = $3, agreed_date = $4 WHERE order_id = $1 AND number = $2";
        let agreed = line.agreed_date.map(iso);
        db.execute(sql, values![order.id, line.number, &line.identity, agreed])
            .await?;
    }
    write_body(db, order.id, &new.body).await?;
    // By what it was before, it is not found any more.
    db.execute("DELETE FROM order_words WHERE order_id = $1", values![order.id])
        .await?;
    add_words(db, &order.company_id, order.id, &new.words).await
}
