//! Values that go into a statement and rows that come out, the same for both engines.

use domain::moment::Moment;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{ColumnIndex, Decode, Row as _, Type, postgres::PgRow, sqlite::SqliteRow};

use super::StoreError;

/// A value of a statement. Numbers, moments and truth are integers; everything else is text.
///
/// PostgreSQL refuses the character U+0000 in a text. It means nothing in any field, so it is replaced here, once, and
/// no input can make a statement fail by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Int(i64),
    OptInt(Option<i64>),
    Text(String),
    OptText(Option<String>),
    /// A part of a file.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<Moment> for Value {
    fn from(value: Moment) -> Self {
        Self::Int(value.millis())
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::OptInt(value)
    }
}

impl From<Option<u32>> for Value {
    fn from(value: Option<u32>) -> Self {
        Self::OptInt(value.map(i64::from))
    }
}

impl From<Option<Moment>> for Value {
    fn from(value: Option<Moment>) -> Self {
        Self::OptInt(value.map(Moment::millis))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(storable(value.to_owned()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(storable(value))
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(storable(value.clone()))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Self::OptText(value.map(storable))
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::OptText(value.map(|value| storable(value.to_owned())))
    }
}

fn storable(text: String) -> String {
    if text.contains('\0') {
        text.replace('\0', "\u{fffd}")
    } else {
        text
    }
}

/// The values of a statement, in the order of their placeholders.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::store::Value::from($value)),*] };
}

/// A row of an answer.
#[derive(Debug)]
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    fn get<'r, T>(&'r self, column: &'static str) -> Result<T, StoreError>
    where
        T: Decode<'r, sqlx::Sqlite> + Type<sqlx::Sqlite> + Decode<'r, sqlx::Postgres> + Type<sqlx::Postgres>,
        &'static str: ColumnIndex<SqliteRow> + ColumnIndex<PgRow>,
    {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    pub fn int(&self, column: &'static str) -> Result<i64, StoreError> {
        self.get(column)
    }

    pub fn opt_int(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        self.get(column)
    }

    pub fn text(&self, column: &'static str) -> Result<String, StoreError> {
        self.get(column)
    }

    pub fn opt_text(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        self.get(column)
    }

    pub fn bytes(&self, column: &'static str) -> Result<Vec<u8>, StoreError> {
        self.get(column)
    }

    pub fn truth(&self, column: &'static str) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }

    pub fn moment(&self, column: &'static str) -> Result<Moment, StoreError> {
        Ok(Moment::from_millis(self.int(column)?))
    }

    pub fn opt_moment(&self, column: &'static str) -> Result<Option<Moment>, StoreError> {
        Ok(self.opt_int(column)?.map(Moment::from_millis))
    }

    /// A count or a small number.
    pub fn small(&self, column: &'static str) -> Result<u32, StoreError> {
        u32::try_from(self.int(column)?).map_err(|e| StoreError::Unreadable {
            what: column,
            why: e.to_string(),
        })
    }

    /// A JSON body.
    pub fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        read_json(column, &self.text(column)?)
    }

    pub fn opt_json<T: DeserializeOwned>(&self, column: &'static str) -> Result<Option<T>, StoreError> {
        self.opt_text(column)?
            .map(|text| read_json(column, &text))
            .transpose()
    }

    /// A name of an enumeration, written as it is on the wire.
    pub fn name<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        read_name(column, &self.text(column)?)
    }

    pub fn opt_name<T: DeserializeOwned>(&self, column: &'static str) -> Result<Option<T>, StoreError> {
        self.opt_text(column)?
            .map(|text| read_name(column, &text))
            .transpose()
    }
}

pub fn read_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Unreadable {
        what,
        why: e.to_string(),
    })
}

fn read_name<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|e| StoreError::Unreadable {
        what,
        why: e.to_string(),
    })
}

pub fn write_json<T: Serialize + ?Sized>(what: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|source| StoreError::Unwritable { what, source })
}

/// The name of an enumeration's value as it is on the wire, for a column that is searched.
pub fn write_name<T: Serialize>(what: &'static str, value: T) -> Result<String, StoreError> {
    match serde_json::to_value(value).map_err(|source| StoreError::Unwritable { what, source })? {
        serde_json::Value::String(name) => Ok(name),
        other => Err(StoreError::Unreadable {
            what,
            why: format!("{other} is not a name"),
        }),
    }
}
