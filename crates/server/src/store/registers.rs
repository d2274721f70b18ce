//! What the registers have answered: the backend's own record of addresses that it has shown and of companies.

use domain::{address::RegisterAddress, customer::CompanyFact, moment::Moment};

use super::{Connection, StoreError, engine::Composed, row::write_json};
use crate::values;

/// Records the hits that are about to be shown, so that an order can name one of them (ADR-6).
pub async fn keep_addresses(
    db: &mut Connection,
    addresses: &[RegisterAddress],
    now: Moment,
) -> Result<(), StoreError> {
    if addresses.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::new();
    let mut values = Vec::new();
    for (nth, address) in addresses.iter().enumerate() {
        let first = 3 * nth + 1;
        rows.push(format!("(${first}, ${}, ${})", first + 1, first + 2));
        values.extend(values![
            &address.id,
            now,
            write_json("register address", address)?
        ]);
    }
    let sql = Composed(format!(
        "INSERT INTO register_addresses (id, seen_at, body) VALUES {}
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, body = excluded.body",
        rows.join(", ")
    ));
    db.execute(sql, values).await?;
    Ok(())
}

pub async fn address(db: &mut Connection, id: &str) -> Result<Option<RegisterAddress>, StoreError> {
    let row = db
        .row("SELECT body FROM register_addresses WHERE id = $1", values![id])
        .await?;
    row.map(|row| row.json("body")).transpose()
}

/// Records what the company register said (CUS-2).
pub async fn keep_company(
    db: &mut Connection,
    organisation_number: &str,
    fact: &CompanyFact,
    now: Moment,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO company_facts (organisation_number, asked_at, body) VALUES ($1, $2, $3)
        ON CONFLICT (organisation_number) DO UPDATE SET asked_at = excluded.asked_at, body = excluded.body";
    db.execute(
        sql,
        values![organisation_number, now, write_json("company fact", fact)?],
    )
    .await?;
    Ok(())
}

/// What was last recorded of a company, and when.
pub async fn company(
    db: &mut Connection,
    organisation_number: &str,
) -> Result<Option<(CompanyFact, Moment)>, StoreError> {
    let sql = "SELECT body, asked_at FROM company_facts WHERE organisation_number = $1";
    let row = db.row(sql, values![organisation_number]).await?;
    row.map(|row| Ok((row.json("body")?, row.moment("asked_at")?)))
        .transpose()
}
