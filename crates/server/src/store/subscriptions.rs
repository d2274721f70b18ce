//! What partners have installed: columns for what is searched, one body for what is only read whole. Made, changed and
//! ended by orders alone.

use std::collections::BTreeMap;

use domain::{
    address::Address,
    customer::{Contact, EndUser},
    date::iso,
    money::Ore,
    orders::status::OrderKind,
    subscriptions::SubscriptionStatus,
};
use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    Connection, Row, StoreError,
    engine::Composed,
    orders::{self, Scope, StoredOrder},
    row::{write_json, write_name},
    search_words::{self, Of},
};
use crate::values;

/// The columns of a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSubscription {
    pub id: i64,
    pub company_id: String,
    pub company_name: String,
    pub version: i64,
    pub status: SubscriptionStatus,
    pub number: String,
    pub product: String,
    pub end_user: String,
    pub place: String,
    pub monthly_rent: Ore,
    pub since: Date,
    pub ended: Option<Date>,
    /// The order that is to change or end it, and which of the two.
    pub live: Option<(i64, OrderKind)>,
}

/// What of a subscription is only read whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubscriptionBody {
    pub attributes: BTreeMap<String, String>,
    pub end_user: EndUser,
    pub address: Address,
    #[serde(default)]
    pub contact: Option<Contact>,
}

/// What a subscription is to be, without the order on it.
#[derive(Clone, Debug)]
pub struct Installed {
    pub number: String,
    /// As it is looked up: without spaces, in capitals.
    pub number_key: String,
    pub product: String,
    pub end_user: String,
    pub end_user_sort: String,
    pub place: String,
    pub monthly_rent: Ore,
    pub since: Date,
    /// The words by which it is found.
    pub words: Vec<String>,
    pub body: SubscriptionBody,
}

/// More orders than anybody places on one subscription.
const MOST_ORDERS: u32 = 200;

/// Stores a subscription that begins, and gives its number.
pub async fn insert(
    db: &mut Connection,
    company_id: &str,
    installed: &Installed,
    ended: Option<Date>,
) -> Result<i64, StoreError> {
    let sql = "INSERT INTO subscriptions (company_id, version, status, number, number_key, product, end_user, end_user_sort,
            place, monthly_rent, since, ended)
        VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";
    let status = SubscriptionStatus::of(ended.is_some(), None);
    let row = db
        .row(
            sql,
            values![
                company_id,
                write_name("status", status)?,
                &installed.number,
                &installed.number_key,
                &installed.product,
                &installed.end_user,
                &installed.end_user_sort,
                &installed.place,
                installed.monthly_rent.0,
                iso(installed.since),
                ended.map(iso).unwrap_or_default(),
            ],
        )
        .await?
        .ok_or(StoreError::Unreadable {
            what: "subscriptions.id",
            why: "no number came back".to_owned(),
        })?;
    let id = row.int("id")?;
    let body = write_json("subscription", &installed.body)?;
    db.execute(
        "INSERT INTO subscription_bodies (subscription_id, body) VALUES ($1, $2)",
        values![id, body],
    )
    .await?;
    search_words::add(db, company_id, Of::Subscription(id), &installed.words).await?;
    Ok(id)
}

pub(super) const COLUMNS: &str =
    "SELECT s.id, s.company_id, c.name AS company_name, s.version, s.status, s.number, s.product,
        s.end_user, s.place, s.monthly_rent, s.since, s.ended, s.live_order_id, s.live_kind
    FROM subscriptions s JOIN companies c ON c.id = s.company_id";

/// A subscription that is in the scope; any other does not exist.
pub async fn find(
    db: &mut Connection,
    scope: &Scope,
    id: i64,
) -> Result<Option<StoredSubscription>, StoreError> {
    let (condition, values) = match scope {
        Scope::Company(company) => (" AND s.company_id = $2", values![id, company]),
        Scope::AllPartners => ("", values![id]),
    };
    let sql = Composed(format!("{COLUMNS} WHERE s.id = $1{condition}"));
    db.row(sql, values)
        .await?
        .as_ref()
        .map(read_subscription)
        .transpose()
}

/// The company's subscription under this number: the one that runs, else the last that did.
pub async fn find_by_number(
    db: &mut Connection,
    company_id: &str,
    number_key: &str,
) -> Result<Option<StoredSubscription>, StoreError> {
    let sql = Composed(format!(
        "{COLUMNS} WHERE s.company_id = $1 AND s.number_key = $2
        ORDER BY CASE WHEN s.ended = '' THEN 0 ELSE 1 END, s.id DESC LIMIT 1"
    ));
    db.row(sql, values![company_id, number_key])
        .await?
        .as_ref()
        .map(read_subscription)
        .transpose()
}

pub(super) fn read_subscription(row: &Row) -> Result<StoredSubscription, StoreError> {
    let live = row.opt_int("live_order_id")?.zip(row.opt_name("live_kind")?);
    Ok(StoredSubscription {
        id: row.int("id")?,
        company_id: row.text("company_id")?,
        company_name: row.text("company_name")?,
        version: row.int("version")?,
        status: row.name("status")?,
        number: row.text("number")?,
        product: row.text("product")?,
        end_user: row.text("end_user")?,
        place: row.text("place")?,
        monthly_rent: Ore(row.int("monthly_rent")?),
        since: orders::read_date("since", &row.text("since")?)?,
        ended: orders::not_empty(row.text("ended")?)
            .map(|text| orders::read_date("ended", &text))
            .transpose()?,
        live,
    })
}

pub async fn find_body(db: &mut Connection, id: i64) -> Result<Option<SubscriptionBody>, StoreError> {
    let sql = "SELECT body FROM subscription_bodies WHERE subscription_id = $1";
    db.row(sql, values![id])
        .await?
        .map(|row| row.json("body"))
        .transpose()
}

/// TRM-4: an order takes a subscription that runs and has no other order on it; false when that cannot be.
pub async fn take_for_order(
    db: &mut Connection,
    id: i64,
    order_id: i64,
    kind: OrderKind,
) -> Result<bool, StoreError> {
    let sql =
        "UPDATE subscriptions SET version = version + 1, live_order_id = $2, live_kind = $3, status = $4
        WHERE id = $1 AND live_order_id IS NULL AND ended = ''";
    let status = SubscriptionStatus::of(false, Some(kind));
    let values = values![
        id,
        order_id,
        write_name("kind", kind)?,
        write_name("status", status)?
    ];
    Ok(db.execute(sql, values).await? == 1)
}

/// The order on it came to nothing: it stands as it stood before. Nothing happens where another order has it.
pub async fn let_go(db: &mut Connection, id: i64, order_id: i64) -> Result<(), StoreError> {
    let sql =
        "UPDATE subscriptions SET version = version + 1, live_order_id = NULL, live_kind = NULL, status = $3
        WHERE id = $1 AND live_order_id = $2";
    let status = write_name("status", SubscriptionStatus::Active)?;
    db.execute(sql, values![id, order_id, status]).await?;
    Ok(())
}

/// The order on it is carried out: it is what was ordered, and free for the next.
pub async fn become_changed(
    db: &mut Connection,
    (id, company_id): (i64, &str),
    order_id: i64,
    installed: &Installed,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE subscriptions SET version = version + 1, live_order_id = NULL, live_kind = NULL, status = $3,
            product = $4, end_user = $5, end_user_sort = $6, place = $7, monthly_rent = $8
        WHERE id = $1 AND live_order_id = $2";
    let changed = db
        .execute(
            sql,
            values![
                id,
                order_id,
                write_name("status", SubscriptionStatus::Active)?,
                &installed.product,
                &installed.end_user,
                &installed.end_user_sort,
                &installed.place,
                installed.monthly_rent.0,
            ],
        )
        .await?;
    if changed == 1 {
        let body = write_json("subscription", &installed.body)?;
        db.execute(
            "UPDATE subscription_bodies SET body = $2 WHERE subscription_id = $1",
            values![id, body],
        )
        .await?;
        db.execute(
            "DELETE FROM subscription_words WHERE company_id = $1 AND subscription_id = $2",
            values![company_id, id],
        )
        .await?;
        search_words::add(db, company_id, Of::Subscription(id), &installed.words).await?;
    }
    Ok(())
}

/// The termination on it is carried out: `last_day` is the last with the product.
pub async fn end(db: &mut Connection, id: i64, order_id: i64, last_day: Date) -> Result<(), StoreError> {
    let sql = "UPDATE subscriptions SET version = version + 1, live_order_id = NULL, live_kind = NULL, status = $3, ended = $4
        WHERE id = $1 AND live_order_id = $2";
    let status = write_name("status", SubscriptionStatus::Terminated)?;
    db.execute(sql, values![id, order_id, status, iso(last_day)])
        .await?;
    Ok(())
}

/// Remembers that an order's line is about this subscription.
pub async fn link(db: &mut Connection, id: i64, order_id: i64, line: u32) -> Result<(), StoreError> {
    let sql = "INSERT INTO subscription_orders (subscription_id, order_id, line) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    db.execute(sql, values![id, order_id, line]).await?;
    Ok(())
}

/// The subscription that a line of an order has made, if it has.
pub async fn made_by(db: &mut Connection, order_id: i64, line: u32) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT subscription_id FROM subscription_orders WHERE order_id = $1 AND line = $2";
    db.row(sql, values![order_id, line])
        .await?
        .map(|row| row.int("subscription_id"))
        .transpose()
}

/// The orders about a subscription, newest first.
pub async fn orders_of(db: &mut Connection, id: i64) -> Result<Vec<StoredOrder>, StoreError> {
    let sql = Composed(format!(
        "{} WHERE o.id IN (SELECT order_id FROM subscription_orders WHERE subscription_id = $1) ORDER BY o.id DESC LIMIT $2",
        orders::COLUMNS
    ));
    db.rows(sql, values![id, MOST_ORDERS])
        .await?
        .iter()
        .map(orders::read_order)
        .collect()
}

/// Whether there is any subscription that was not made by an order.
pub async fn any_without_order(db: &mut Connection) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM subscriptions s
        WHERE NOT EXISTS (SELECT 1 FROM subscription_orders o WHERE o.subscription_id = s.id) LIMIT 1";
    Ok(db.row(sql, Vec::new()).await?.is_some())
}
