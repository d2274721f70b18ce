//! The backend's own record of what NRDB has said of letters of authority (ISP-4).

use domain::{isp_switch::AuthorityRecord, moment::Moment};

use super::{Connection, StoreError, row::write_json};
use crate::values;

/// Records an answer in the place of an earlier one to the same company about the same reference.
pub async fn keep(
    db: &mut Connection,
    company_id: &str,
    record: &AuthorityRecord,
    now: Moment,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO authorities (company_id, reference, asked_at, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT (company_id, reference) DO UPDATE SET asked_at = excluded.asked_at, body = excluded.body";
    let body = write_json("authority", record)?;
    db.execute(sql, values![company_id, &record.reference, now, body])
        .await?;
    Ok(())
}

/// What this company was told of a reference, as [`domain::isp_switch::authority_key`] writes it, at this moment or later.
pub async fn find(
    db: &mut Connection,
    company_id: &str,
    reference: &str,
    since: Moment,
) -> Result<Option<AuthorityRecord>, StoreError> {
    let sql = "SELECT body FROM authorities WHERE company_id = $1 AND reference = $2 AND asked_at >= $3";
    let row = db.row(sql, values![company_id, reference, since]).await?;
    row.map(|row| row.json("body")).transpose()
}
