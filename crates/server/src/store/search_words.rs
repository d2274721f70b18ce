//! The words by which a case is found, in a table for each kind of case.

use super::{Connection, StoreError, Value, engine::Composed};
use crate::values;

/// How many rows one statement inserts: PostgreSQL and SQLite both allow some 32,000 values.
const ROWS_AT_ONCE: usize = 500;

/// Whose words they are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    Order(i64),
    Subscription(i64),
}

/// Adds words; those that are there already are left.
pub(super) async fn add(
    db: &mut Connection,
    company_id: &str,
    of: Of,
    words: &[String],
) -> Result<(), StoreError> {
    let (id, into) = match of {
        Of::Order(id) => (id, "order_words (company_id, word, order_id)"),
        Of::Subscription(id) => (id, "subscription_words (company_id, word, subscription_id)"),
    };
    for some in words.chunks(ROWS_AT_ONCE) {
        let mut values: Vec<Value> = values![company_id, id];
        let mut rows = String::new();
        for (at, word) in some.iter().enumerate() {
            rows.push_str(if at == 0 { "" } else { ", " });
            rows.push_str(&format!("($1, ${}, $2)", at + 3));
            values.push(word.into());
        }
        let sql = format!("INSERT INTO {into} VALUES {rows} ON CONFLICT DO NOTHING");
        db.execute(Composed(sql), values).await?;
    }
    Ok(())
}
