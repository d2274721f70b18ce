//! Orders and their lines: columns for what is searched, one body for what is only read whole.

use domain::{
    date::iso,
    moment::Moment,
    orders::{
        OrderType,
        status::{HeaderStatus, LineStatus, OrderKind, Turn},
    },
};
use time::Date;
use wire::orders::Reason;

pub use super::order_content::{OrderBody, find_body};
use super::{
    Connection, Row, StoreError,
    engine::Composed,
    row::{write_json, write_name},
    search_words::{self, Of},
};
use crate::values;

/// Whose orders are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One partner's; everything else does not exist.
    Company(String),
    /// Every partner's, for the operator's users and for the system.
    AllPartners,
}

impl Scope {
    /// Whether it matters whose a row is: who sees one partner's alone is told nothing by its name.
    pub fn names_companies(&self) -> bool {
        *self == Self::AllPartners
    }
}

/// The columns of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredOrder {
    pub id: i64,
    pub company_id: String,
    pub company_name: String,
    pub version: i64,
    pub status: HeaderStatus,
    pub turn: Turn,
    pub turn_since: Moment,
    pub created_at: Moment,
    /// Display name of the user.
    pub created_by: String,
    pub kind: OrderKind,
    pub order_type: OrderType,
    pub product: String,
    pub requested_date: Date,
    pub agreed_date: Option<Date>,
    pub end_user: String,
    pub place: String,
    pub customer_order_id: Option<String>,
    pub customer_order_ref: Option<String>,
    pub lines: u32,
    /// What is asked for, in the words of whoever asks: of the first line that is Incomplete.
    pub missing: Option<String>,
}

/// What of a line changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLine {
    pub number: u32,
    pub status: LineStatus,
    pub since: Moment,
    pub customer_order_id: Option<String>,
    pub agreed_date: Option<Date>,
    pub status_description: Option<String>,
    pub comment: Option<String>,
    pub reason: Option<Reason>,
    /// The partner has seen that it ended badly (STA-1).
    pub seen: bool,
}

/// An order about to be stored.
#[derive(Clone, Debug)]
pub struct OrderToStore {
    pub company_id: String,
    pub created_by: String,
    pub created_at: Moment,
    pub status: HeaderStatus,
    pub turn: Turn,
    pub agreed_date: Option<Date>,
    pub end_user: String,
    pub end_user_sort: String,
    pub place: String,
    /// One per line: product, place and end user in one (ORD-5).
    pub identities: Vec<String>,
    pub line_status: LineStatus,
    pub words: Vec<String>,
    pub body: OrderBody,
}

/// Stores an order with its lines and gives its number.
pub async fn insert(db: &mut Connection, new: &OrderToStore) -> Result<i64, StoreError> {
    let ordered = &new.body.ordered;
    let references = ordered.references();
    let sql = "INSERT INTO orders (company_id, version, status, turn, turn_since, created_at, created_by, order_type, product,
            requested_date, agreed_date, end_user, end_user_sort, place, customer_order_id, customer_order_ref,
            project_reference, customer_invoice_ref, lines, kind)
        VALUES ($1, 1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', $13, $14, $15, $16, $17) RETURNING id";
    let row = db
        .row(
            sql,
            values![
                &new.company_id,
                write_name("status", new.status)?,
                write_name("turn", new.turn)?,
                new.created_at,
                &new.created_by,
                write_name("order type", ordered.order_type())?,
                ordered.product(),
                iso(ordered.requested_date()),
                new.agreed_date.map(iso).unwrap_or_default(),
                &new.end_user,
                &new.end_user_sort,
                &new.place,
                references.customer_order_ref.clone().unwrap_or_default(),
                references.project_reference.clone().unwrap_or_default(),
                references.customer_invoice_ref.clone().unwrap_or_default(),
                i64::try_from(new.identities.len()).unwrap_or(i64::MAX),
                write_name("kind", ordered.kind())?,
            ],
        )
        .await?
        .ok_or(StoreError::Unreadable {
            what: "orders.id",
            why: "no number came back".to_owned(),
        })?;
    let id = row.int("id")?;
    let body = write_json("order", &new.body)?;
    db.execute(
        "INSERT INTO order_bodies (order_id, body) VALUES ($1, $2)",
        values![id, body],
    )
    .await?;
    insert_lines(db, id, new).await?;
    add_words(db, &new.company_id, id, &new.words).await?;
    Ok(id)
}

async fn insert_lines(db: &mut Connection, id: i64, new: &OrderToStore) -> Result<(), StoreError> {
    let sql = "INSERT INTO order_lines (order_id, number, status, since, identity, agreed_date) VALUES ($1, $2, $3, $4, $5, $6)";
    let status = write_name("status", new.line_status)?;
    for (at, identity) in new.identities.iter().enumerate() {
        let number = i64::try_from(at + 1).unwrap_or(i64::MAX);
        let slot = new.body.slots.get(at).and_then(Option::as_ref);
        let agreed = slot.map(|slot| iso(slot.date));
        db.execute(
            sql,
            values![id, number, &status, new.created_at, identity, agreed],
        )
        .await?;
    }
    Ok(())
}

/// Adds words by which an order is found; those that it has already are left.
pub async fn add_words(
    db: &mut Connection,
    company_id: &str,
    order_id: i64,
    words: &[String],
) -> Result<(), StoreError> {
    search_words::add(db, company_id, Of::Order(order_id), words).await
}

pub(super) const COLUMNS: &str = "SELECT o.id, o.company_id, c.name AS company_name, o.version, o.status, o.turn, o.turn_since,
        o.created_at, u.display_name AS created_by, o.order_type, o.product, o.requested_date, o.agreed_date, o.end_user,
        o.place, o.customer_order_id, o.customer_order_ref, o.lines, o.kind,
        (SELECT l.comment FROM order_lines l WHERE l.order_id = o.id AND l.status = 'incomplete' AND l.comment IS NOT NULL
            ORDER BY l.number LIMIT 1) AS missing
    FROM orders o JOIN companies c ON c.id = o.company_id JOIN users u ON u.id = o.created_by";

/// An order that is in the scope; any other does not exist.
pub async fn find(db: &mut Connection, scope: &Scope, id: i64) -> Result<Option<StoredOrder>, StoreError> {
    find_with(db, scope, id, "").await
}

/// As [`find`], and on PostgreSQL nobody else reads it so until the transaction ends.
pub async fn find_to_change(
    db: &mut Connection,
    scope: &Scope,
    id: i64,
) -> Result<Option<StoredOrder>, StoreError> {
    let lock = if db.is_postgres() { " FOR UPDATE OF o" } else { "" };
    find_with(db, scope, id, lock).await
}

async fn find_with(
    db: &mut Connection,
    scope: &Scope,
    id: i64,
    lock: &str,
) -> Result<Option<StoredOrder>, StoreError> {
    let (condition, values) = match scope {
        Scope::Company(company) => (" AND o.company_id = $2", values![id, company]),
        Scope::AllPartners => ("", values![id]),
    };
    let sql = Composed(format!("{COLUMNS} WHERE o.id = $1{condition}{lock}"));
    db.row(sql, values).await?.as_ref().map(read_order).transpose()
}

pub(super) fn read_order(row: &Row) -> Result<StoredOrder, StoreError> {
    Ok(StoredOrder {
        id: row.int("id")?,
        company_id: row.text("company_id")?,
        company_name: row.text("company_name")?,
        version: row.int("version")?,
        status: row.name("status")?,
        turn: row.name("turn")?,
        turn_since: row.moment("turn_since")?,
        created_at: row.moment("created_at")?,
        created_by: row.text("created_by")?,
        kind: row.name("kind")?,
        order_type: row.name("order_type")?,
        product: row.text("product")?,
        requested_date: read_date("requested_date", &row.text("requested_date")?)?,
        agreed_date: not_empty(row.text("agreed_date")?)
            .map(|text| read_date("agreed_date", &text))
            .transpose()?,
        end_user: row.text("end_user")?,
        place: row.text("place")?,
        customer_order_id: not_empty(row.text("customer_order_id")?),
        customer_order_ref: not_empty(row.text("customer_order_ref")?),
        lines: row.small("lines")?,
        missing: row.opt_text("missing")?,
    })
}

pub(super) fn not_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

pub(super) fn read_date(what: &'static str, text: &str) -> Result<Date, StoreError> {
    Date::parse(text, &time::format_description::well_known::Iso8601::DATE).map_err(|e| {
        StoreError::Unreadable {
            what,
            why: e.to_string(),
        }
    })
}

/// The lines of an order, from the first.
pub async fn lines(db: &mut Connection, order_id: i64) -> Result<Vec<StoredLine>, StoreError> {
    let sql =
        "SELECT number, status, since, customer_order_id, agreed_date, status_description, comment, reason, seen
        FROM order_lines WHERE order_id = $1 ORDER BY number LIMIT 1000";
    let read = |row: &Row| {
        Ok(StoredLine {
            number: row.small("number")?,
            status: row.name("status")?,
            since: row.moment("since")?,
            customer_order_id: row.opt_text("customer_order_id")?,
            agreed_date: row
                .opt_text("agreed_date")?
                .map(|text| read_date("agreed_date", &text))
                .transpose()?,
            status_description: row.opt_text("status_description")?,
            comment: row.opt_text("comment")?,
            reason: row.opt_json("reason")?,
            seen: row.truth("seen")?,
        })
    };
    db.rows(sql, values![order_id]).await?.iter().map(read).collect()
}

/// Writes a line whose status was `from`; false when another has changed it meanwhile.
pub async fn update_line(
    db: &mut Connection,
    order_id: i64,
    from: LineStatus,
    line: &StoredLine,
) -> Result<bool, StoreError> {
    let sql = "UPDATE order_lines SET status = $4, since = $5, customer_order_id = $6, agreed_date = $7,
            status_description = $8, comment = $9, reason = $10
        WHERE order_id = $1 AND number = $2 AND status = $3";
    let reason = line
        .reason
        .as_ref()
        .map(|reason| write_json("reason", reason))
        .transpose()?;
    let changed = db
        .execute(
            sql,
            values![
                order_id,
                line.number,
                write_name("status", from)?,
                write_name("status", line.status)?,
                line.since,
                line.customer_order_id.clone(),
                line.agreed_date.map(iso),
                line.status_description.clone(),
                line.comment.clone(),
                reason
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Writes what the header takes from its lines, one version on; false when another has changed it meanwhile.
pub async fn update_header(db: &mut Connection, order: &StoredOrder) -> Result<bool, StoreError> {
    let sql =
        "UPDATE orders SET version = version + 1, status = $3, turn = $4, turn_since = $5, agreed_date = $6,
            customer_order_id = $7
        WHERE id = $1 AND version = $2";
    let changed = db
        .execute(
            sql,
            values![
                order.id,
                order.version,
                write_name("status", order.status)?,
                write_name("turn", order.turn)?,
                order.turn_since,
                order.agreed_date.map(iso).unwrap_or_default(),
                order.customer_order_id.clone().unwrap_or_default()
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Lines that were begun and not sent, of orders made before `created_before` (ORD-4).
pub async fn unsent(
    db: &mut Connection,
    created_before: Moment,
    limit: u32,
) -> Result<Vec<(i64, u32)>, StoreError> {
    let sql = "SELECT l.order_id, l.number FROM orders o JOIN order_lines l ON l.order_id = o.id
        WHERE l.status = 'new' AND o.created_at <= $1 ORDER BY o.id, l.number LIMIT $2";
    let rows = db.rows(sql, values![created_before, limit]).await?;
    rows.iter()
        .map(|row| Ok((row.int("order_id")?, row.small("number")?)))
        .collect()
}

/// What the last ten orders of a company had in each reference (REF-2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastReferences {
    pub project_reference: Vec<String>,
    pub customer_invoice_ref: Vec<String>,
    pub customer_order_ref: Vec<String>,
}

pub async fn last_references(db: &mut Connection, company_id: &str) -> Result<LastReferences, StoreError> {
    let sql = "SELECT project_reference, customer_invoice_ref, customer_order_ref FROM orders
        WHERE company_id = $1 ORDER BY id DESC LIMIT 10";
    let mut last = LastReferences::default();
    for row in db.rows(sql, values![company_id]).await? {
        last.project_reference
            .extend(not_empty(row.text("project_reference")?));
        last.customer_invoice_ref
            .extend(not_empty(row.text("customer_invoice_ref")?));
        last.customer_order_ref
            .extend(not_empty(row.text("customer_order_ref")?));
    }
    Ok(last)
}

/// How many orders there are at all.
pub async fn any(db: &mut Connection) -> Result<bool, StoreError> {
    Ok(db
        .row("SELECT id FROM orders LIMIT 1", Vec::new())
        .await?
        .is_some())
}
