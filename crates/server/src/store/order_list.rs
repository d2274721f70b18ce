//! The list of orders: filters, sort, and keyset pages, whose cost does not grow with their depth.

use domain::{
    date::iso,
    orders::status::{HeaderStatus, Turn},
};
use time::Date;

use super::{
    Connection, StoreError, Value,
    engine::Composed,
    orders::{COLUMNS, Scope, StoredOrder, read_order},
    row::write_name,
};

/// What a list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// By number, which grows with time.
    CreatedAt,
    CustomerOrderId,
    CustomerOrderRef,
    EndUser,
    Product,
    Place,
    RequestedDate,
    AgreedDate,
    Status,
    TurnSince,
}

impl SortBy {
    pub const ALL: [Self; 10] = [
        Self::CreatedAt,
        Self::CustomerOrderId,
        Self::CustomerOrderRef,
        Self::EndUser,
        Self::Product,
        Self::Place,
        Self::RequestedDate,
        Self::AgreedDate,
        Self::Status,
        Self::TurnSince,
    ];

    /// As it stands in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::CustomerOrderId => "customer_order_id",
            Self::CustomerOrderRef => "customer_order_ref",
            Self::EndUser => "end_user",
            Self::Product => "product",
            Self::Place => "place",
            Self::RequestedDate => "requested_date",
            Self::AgreedDate => "agreed_date",
            Self::Status => "status",
            Self::TurnSince => "turn_since",
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "o.id",
            Self::CustomerOrderId => "o.customer_order_id",
            Self::CustomerOrderRef => "o.customer_order_ref",
            Self::EndUser => "o.end_user_sort",
            Self::Product => "o.product",
            Self::Place => "o.place",
            Self::RequestedDate => "o.requested_date",
            Self::AgreedDate => "o.agreed_date",
            Self::Status => "o.status",
            Self::TurnSince => "o.turn_since",
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::CreatedAt | Self::TurnSince)
    }
}

#[derive(Clone, Debug)]
pub struct Filters {
    pub scope: Scope,
    pub statuses: Vec<HeaderStatus>,
    pub turn: Option<Turn>,
    pub product: Option<String>,
    /// Each must begin a word of the order.
    pub words: Vec<String>,
    pub requested_from: Option<Date>,
    pub requested_to: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub by: SortBy,
    pub descending: bool,
}

/// The row after which a page begins: its value in the sorted column, and its number.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    pub value: String,
    pub id: i64,
}

/// A row with its position, for the page after it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub order: StoredOrder,
    pub position: Position,
}

/// Counting goes no further than this; above it the total is an estimate.
pub const COUNTED_AT_MOST: u32 = 10_000;

struct Query {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Query {
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn of(filters: &Filters) -> Result<Self, StoreError> {
        let mut query = Self {
            conditions: vec!["1 = 1".to_owned()],
            values: Vec::new(),
        };
        let company = match &filters.scope {
            Scope::Company(company) => {
                let company = query.bind(company);
                query.conditions.push(format!("o.company_id = {company}"));
                Some(company)
            }
            Scope::AllPartners => None,
        };
        if !filters.statuses.is_empty() {
            let mut names = Vec::new();
            for status in &filters.statuses {
                names.push(query.bind(write_name("status", *status)?));
            }
            query
                .conditions
                .push(format!("o.status IN ({})", names.join(", ")));
        }
        if let Some(turn) = filters.turn {
            let turn = query.bind(write_name("turn", turn)?);
            query.conditions.push(format!("o.turn = {turn}"));
        }
        if let Some(product) = &filters.product {
            let product = query.bind(product);
            query.conditions.push(format!("o.product = {product}"));
        }
        if let Some(from) = filters.requested_from {
            let from = query.bind(iso(from));
            query.conditions.push(format!("o.requested_date >= {from}"));
        }
        if let Some(to) = filters.requested_to {
            let to = query.bind(iso(to));
            query.conditions.push(format!("o.requested_date <= {to}"));
        }
        for word in &filters.words {
            // Every word that begins so lies between the word itself and the last one that can begin so.
            let (first, last) = (query.bind(word), query.bind(format!("{word}\u{10ffff}")));
            let companies = match &company {
                Some(company) => format!("company_id = {company}"),
                None => "company_id IN (SELECT id FROM companies)".to_owned(),
            };
            query.conditions.push(format!(
                "o.id IN (SELECT order_id FROM order_words WHERE {companies} AND word >= {first} AND word <= {last})"
            ));
        }
        Ok(query)
    }

    fn conditions(&self) -> String {
        self.conditions.join(" AND ")
    }
}

/// A page of orders, from the row after `after`.
pub async fn page(
    db: &mut Connection,
    filters: &Filters,
    sort: Sort,
    after: Option<&Position>,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let mut query = Query::of(filters)?;
    let column = sort.by.column();
    let (order, beyond) = if sort.descending {
        ("DESC", "<")
    } else {
        ("ASC", ">")
    };
    if let Some(after) = after {
        let value = if sort.by.is_number() {
            // A position that is no number of ours is before or after everything; it does no harm.
            query.bind(after.value.parse::<i64>().unwrap_or_default())
        } else {
            query.bind(&after.value)
        };
        let id = query.bind(after.id);
        query
            .conditions
            .push(format!("({column}, o.id) {beyond} ({value}, {id})"));
    }
    let limit = query.bind(limit);
    let key = if sort.by.is_number() {
        format!("CAST({column} AS TEXT)")
    } else {
        column.to_owned()
    };
    let columns = COLUMNS.replacen("SELECT ", &format!("SELECT {key} AS sort_key, "), 1);
    let sql = format!(
        "{columns} WHERE {} ORDER BY {column} {order}, o.id {order} LIMIT {limit}",
        query.conditions()
    );
    let rows = db.rows(Composed(sql), query.values).await?;
    rows.iter()
        .map(|row| {
            let order = read_order(row)?;
            let position = Position {
                value: row.text("sort_key")?,
                id: order.id,
            };
            Ok(Listed { order, position })
        })
        .collect()
}

/// How many match, counted up to one more than [`COUNTED_AT_MOST`].
pub async fn count(db: &mut Connection, filters: &Filters) -> Result<u32, StoreError> {
    let mut query = Query::of(filters)?;
    let limit = query.bind(COUNTED_AT_MOST + 1);
    let sql = format!(
        "SELECT COUNT(*) AS found FROM (SELECT o.id FROM orders o WHERE {} LIMIT {limit}) AS matching",
        query.conditions()
    );
    match db.row(Composed(sql), query.values).await? {
        Some(row) => row.small("found"),
        None => Ok(0),
    }
}
