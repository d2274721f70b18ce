//! The partners' contacts, and which of them an order has (NOT-1).

use domain::{
    contacts::{EVERYONE, OrdersOf, PartnerContact},
    moment::Moment,
};
use wire::company::ContactView;

use super::{Connection, Row, StoreError, engine::Composed};
use crate::values;

/// What one partner keeps at most.
pub const MOST_PER_COMPANY: u32 = 500;

/// How [`OrdersOf::Everyone`] stands in the column that else holds a user's id.
const ALL: &str = "*";

/// A contact about to be stored.
#[derive(Clone, Debug)]
pub struct ContactToStore {
    pub company_id: String,
    pub id: String,
    pub contact: PartnerContact,
    pub changed_by: String,
}

impl ContactToStore {
    fn orders_of(&self) -> &str {
        match &self.contact.orders_of {
            OrdersOf::Nobody => "",
            OrdersOf::Everyone => ALL,
            OrdersOf::User(user_name) => user_name,
        }
    }

    fn group_email(&self) -> &str {
        let address = self.contact.group_email.as_ref();
        address.map_or("", |address| address.as_str())
    }

    fn email(&self) -> &str {
        let address = self.contact.email.as_ref();
        address.map_or("", |address| address.as_str())
    }
}

/// Of `$1`, a company, and `$8`, a user name of it; what is no such name stays as it is.
const ORDERS_OF: &str = "COALESCE((SELECT id FROM users WHERE company_id = $1 AND user_name = $8), $8)";

/// Stores a contact as its first version; false when there is one under this id.
pub async fn insert(db: &mut Connection, new: &ContactToStore, now: Moment) -> Result<bool, StoreError> {
    let sql = Composed(format!(
        "INSERT INTO contacts (company_id, id, version, name, phone, email, group_email, every_change, orders_of,
            changed_at, changed_by)
        VALUES ($1, $2, 1, $3, $4, $5, $6, $7, {ORDERS_OF}, $9, $10) ON CONFLICT (company_id, id) DO NOTHING"
    ));
    Ok(db.execute(sql, row_values(new, now)).await? == 1)
}

/// Stores a contact over the version that was seen; false when that is not the present one.
pub async fn update(
    db: &mut Connection,
    contact: &ContactToStore,
    seen: i64,
    now: Moment,
) -> Result<bool, StoreError> {
    let sql = Composed(format!(
        "UPDATE contacts SET version = version + 1, name = $3, phone = $4, email = $5, group_email = $6,
            every_change = $7, orders_of = {ORDERS_OF}, changed_at = $9, changed_by = $10
        WHERE company_id = $1 AND id = $2 AND version = $11"
    ));
    let mut values = row_values(contact, now);
    values.push(seen.into());
    Ok(db.execute(sql, values).await? == 1)
}

fn row_values(new: &ContactToStore, now: Moment) -> Vec<super::Value> {
    values![
        &new.company_id,
        &new.id,
        &new.contact.name,
        &new.contact.phone,
        new.email(),
        new.group_email(),
        new.contact.every_change,
        new.orders_of(),
        now,
        &new.changed_by
    ]
}

const CONTACT: &str =
    "SELECT c.id, c.version, c.name, c.phone, c.email, c.group_email, c.every_change, c.orders_of,
        o.user_name AS orders_of_name, c.changed_at, u.display_name AS changed_by
    FROM contacts c JOIN users u ON u.id = c.changed_by LEFT JOIN users o ON o.id = c.orders_of";

/// A contact of this company; another's does not exist.
pub async fn find(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<ContactView>, StoreError> {
    let sql = Composed(format!("{CONTACT} WHERE c.company_id = $1 AND c.id = $2"));
    db.row(sql, values![company_id, id])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// All of a company, by name. On PostgreSQL nobody else changes the company's contacts until a transaction that locks
/// them ends, so that two who come at once do not both become the contact of the same orders.
pub async fn of_company(
    db: &mut Connection,
    company_id: &str,
    to_change: bool,
) -> Result<Vec<ContactView>, StoreError> {
    if to_change && db.is_postgres() {
        let lock = "SELECT id FROM companies WHERE id = $1 FOR NO KEY UPDATE";
        db.row(lock, values![company_id]).await?;
    }
    let sql = Composed(format!(
        "{CONTACT} WHERE c.company_id = $1 ORDER BY lower(c.name), c.id LIMIT $2"
    ));
    db.rows(sql, values![company_id, MOST_PER_COMPANY])
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<ContactView, StoreError> {
    let stored = row.text("orders_of")?;
    let orders_of = match row.opt_text("orders_of_name")? {
        Some(user_name) => user_name,
        None if stored == ALL => EVERYONE.to_owned(),
        None => String::new(),
    };
    Ok(ContactView {
        id: row.text("id")?,
        version: row.int("version")?,
        name: row.text("name")?,
        phone: row.text("phone")?,
        email: row.text("email")?,
        group_email: row.text("group_email")?,
        every_change: row.truth("every_change")?,
        orders_of,
        changed_at: row.moment("changed_at")?,
        changed_by: row.text("changed_by")?,
    })
}

/// Removes the version of a contact that was seen; true when it was there.
pub async fn delete(db: &mut Connection, company_id: &str, id: &str, seen: i64) -> Result<bool, StoreError> {
    let sql = "DELETE FROM contacts WHERE company_id = $1 AND id = $2 AND version = $3";
    Ok(db.execute(sql, values![company_id, id, seen]).await? == 1)
}

/// How an order's contact wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderContact {
    pub group_email: String,
    pub every_change: bool,
}

/// NOT-1: the contact of whoever ordered, else the one for everyone.
pub async fn of_order(db: &mut Connection, order_id: i64) -> Result<Option<OrderContact>, StoreError> {
    let sql = "SELECT c.group_email, c.every_change FROM orders o
        JOIN contacts c ON c.company_id = o.company_id AND c.orders_of IN (o.created_by, '*')
        WHERE o.id = $1 ORDER BY CASE WHEN c.orders_of = '*' THEN 1 ELSE 0 END LIMIT 1";
    db.row(sql, values![order_id])
        .await?
        .map(|row| {
            Ok(OrderContact {
                group_email: row.text("group_email")?,
                every_change: row.truth("every_change")?,
            })
        })
        .transpose()
}
