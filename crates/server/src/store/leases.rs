//! Leases: of several backends one runs a timer.

use domain::moment::Moment;

use super::{Connection, StoreError};
use crate::values;

/// Takes or renews a lease; false while another holder has it.
pub async fn take(
    db: &mut Connection,
    name: &str,
    holder: &str,
    now: Moment,
    seconds: i64,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE leases.holder = excluded.holder OR leases.until <= $4";
    Ok(db
        .execute(sql, values![name, holder, now.plus_seconds(seconds), now])
        .await?
        == 1)
}

/// Gives back all that a holder has.
pub async fn release_all(db: &mut Connection, holder: &str) -> Result<(), StoreError> {
    db.execute("DELETE FROM leases WHERE holder = $1", values![holder])
        .await?;
    Ok(())
}
