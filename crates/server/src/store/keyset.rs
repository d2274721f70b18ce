//! What every list has in common: conditions with bound values, a sort, and keyset pages, whose cost does not grow with
//! their depth.

use serde::{Deserialize, Serialize};

use super::{Connection, Row, StoreError, Value, engine::Composed, orders::Scope};

/// What a list can be sorted by.
pub trait SortColumn: Copy + PartialEq + 'static {
    const ALL: &'static [Self];

    /// As it stands in the address.
    fn name(self) -> &'static str;

    /// As it stands in the statement; never null, because the engines disagree where nulls stand.
    fn column(self) -> &'static str;

    fn is_number(self) -> bool;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort<By> {
    pub by: By,
    pub descending: bool,
}

/// The row after which a page begins: its value in the sorted column, and its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub value: String,
    pub id: i64,
}

/// A row with its position, for the page after it.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    pub item: T,
    pub position: Position,
}

/// A list: its rows, and what they are narrowed and sorted by.
pub trait List: Send + Sync + 'static {
    type Filters: Clone + Send + Sync + 'static;
    type SortBy: SortColumn + Send + Sync;
    type Item: Send + 'static;

    /// `SELECT … FROM …`: what [`Self::read`] reads.
    const COLUMNS: &'static str;

    /// Whose rows the filters leave.
    fn scope(filters: &Self::Filters) -> &Scope;

    fn query(filters: &Self::Filters) -> Result<Query, StoreError>;

    /// A row and its number.
    fn read(row: &Row) -> Result<(i64, Self::Item), StoreError>;
}

/// A page of a list, from the row after `after`.
pub async fn page<L: List>(
    db: &mut Connection,
    filters: &L::Filters,
    asked: (Sort<L::SortBy>, Option<&Position>, u32),
) -> Result<Vec<Listed<L::Item>>, StoreError> {
    L::query(filters)?.page(db, L::COLUMNS, asked, L::read).await
}

/// How many match, counted up to one more than [`COUNTED_AT_MOST`].
pub async fn count<L: List>(db: &mut Connection, filters: &L::Filters) -> Result<u32, StoreError> {
    L::query(filters)?.count(db).await
}

/// Counting goes no further than this; above it the total is an estimate.
pub const COUNTED_AT_MOST: u32 = 10_000;

/// The table of a list under its letter, and the words by which its rows are found.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// `orders o`
    pub name: &'static str,
    /// `o`
    pub letter: &'static str,
    /// `order_words`
    pub words: &'static str,
    /// `order_id`, the column of that table which names the row.
    pub words_of: &'static str,
}

/// The conditions of a list. They are put together from constant parts; every value is bound.
pub struct Query {
    table: Table,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Query {
    /// Of the rows in this scope that each of the words begins a word of.
    pub(super) fn of(table: Table, scope: &Scope, words: &[String]) -> Self {
        let mut query = Self {
            table,
            conditions: vec!["1 = 1".to_owned()],
            values: Vec::new(),
        };
        let letter = table.letter;
        let companies = match scope {
            Scope::Company(company) => {
                let company = query.bind(company);
                query.conditions.push(format!("{letter}.company_id = {company}"));
                format!("company_id = {company}")
            }
            Scope::AllPartners => "company_id IN (SELECT id FROM companies)".to_owned(),
        };
        for word in words {
            // Every word that begins so lies between the word itself and the last one that can begin so.
            let (first, last) = (query.bind(word), query.bind(format!("{word}\u{10ffff}")));
            let Table { words, words_of, .. } = table;
            query.conditions.push(format!(
                "{letter}.id IN (SELECT {words_of} FROM {words} WHERE {companies} AND word >= {first} AND word <= {last})"
            ));
        }
        query
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// `column` and an operator before the value: `o.turn =`.
    pub(super) fn and(&mut self, compared: &'static str, value: impl Into<Value>) {
        let value = self.bind(value);
        self.conditions.push(format!("{compared} {value}"));
    }

    /// The column has one of these values; nothing where there is none.
    pub(super) fn and_one_of(&mut self, column: &'static str, values: Vec<impl Into<Value>>) {
        if values.is_empty() {
            return;
        }
        let bound: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        self.conditions
            .push(format!("{column} IN ({})", bound.join(", ")));
    }

    /// A page from the row after `after`, each row read by `read`, which also gives its number.
    async fn page<By: SortColumn, T>(
        mut self,
        db: &mut Connection,
        columns: &'static str,
        (sort, after, limit): (Sort<By>, Option<&Position>, u32),
        read: impl Fn(&Row) -> Result<(i64, T), StoreError>,
    ) -> Result<Vec<Listed<T>>, StoreError> {
        let (column, letter) = (sort.by.column(), self.table.letter);
        let (order, beyond) = if sort.descending {
            ("DESC", "<")
        } else {
            ("ASC", ">")
        };
        if let Some(after) = after {
            let value = if sort.by.is_number() {
                // A position that is no number of ours is before or after everything; it does no harm.
                self.bind(after.value.parse::<i64>().unwrap_or_default())
            } else {
                self.bind(&after.value)
            };
            let id = self.bind(after.id);
            self.conditions
                .push(format!("({column}, {letter}.id) {beyond} ({value}, {id})"));
        }
        let limit = self.bind(limit);
        let key = if sort.by.is_number() {
            format!("CAST({column} AS TEXT)")
        } else {
            column.to_owned()
        };
        let columns = columns.replacen("SELECT ", &format!("SELECT {key} AS sort_key, "), 1);
        let sql = format!(
            "{columns} WHERE {} ORDER BY {column} {order}, {letter}.id {order} LIMIT {limit}",
            self.conditions.join(" AND ")
        );
        let rows = db.rows(Composed(sql), self.values).await?;
        rows.iter()
            .map(|row| {
                let (id, item) = read(row)?;
                let position = Position {
                    value: row.text("sort_key")?,
                    id,
                };
                Ok(Listed { item, position })
            })
            .collect()
    }

    async fn count(mut self, db: &mut Connection) -> Result<u32, StoreError> {
        let limit = self.bind(COUNTED_AT_MOST + 1);
        let Table { name, letter, .. } = self.table;
        let sql = format!(
            "SELECT COUNT(*) AS found FROM (SELECT {letter}.id FROM {name} WHERE {} LIMIT {limit}) AS matching",
            self.conditions.join(" AND ")
        );
        match db.row(Composed(sql), self.values).await? {
            Some(row) => row.small("found"),
            None => Ok(0),
        }
    }
}
