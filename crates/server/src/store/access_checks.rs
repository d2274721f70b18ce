//! The backend's own record of what Kapaks has said (KAP-5).

use std::collections::BTreeMap;

use domain::{
    access_check::{AccessCheck, CheckOutcome, Subject},
    moment::Moment,
};
use serde::{Deserialize, Serialize};

use super::{Connection, StoreError, row::write_json};
use crate::{ports::place::PartnerPlace, values};

/// A check, and where it is: the appointment book is asked by that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredCheck {
    pub check: AccessCheck,
    /// As the user gave it; empty when the check was by number alone.
    pub place: PartnerPlace,
    /// Where Kapaks has each of its hits.
    pub places: BTreeMap<String, PartnerPlace>,
}

pub async fn insert(
    db: &mut Connection,
    company_id: &str,
    user_id: &str,
    stored: &StoredCheck,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO access_checks (id, company_id, user_id, subject, asked_at, timed_out, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let check = &stored.check;
    let timed_out = matches!(check.outcome, CheckOutcome::TimedOut { .. });
    let body = write_json("access check", stored)?;
    let subject = subject_key(&check.subject)?;
    db.execute(
        sql,
        values![
            &check.id,
            company_id,
            user_id,
            subject,
            check.asked_at,
            timed_out,
            body
        ],
    )
    .await?;
    Ok(())
}

/// A check of this company; another's does not exist.
pub async fn find(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<AccessCheck>, StoreError> {
    Ok(find_stored(db, company_id, id).await?.map(|stored| stored.check))
}

/// As [`find`], with where it is.
pub async fn find_stored(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<StoredCheck>, StoreError> {
    let sql = "SELECT body FROM access_checks WHERE id = $1 AND company_id = $2";
    let row = db.row(sql, values![id, company_id]).await?;
    row.map(|row| row.json("body")).transpose()
}

/// How often Kapaks has not answered this company for this subject since `since` (KAP-4).
pub async fn time_outs(
    db: &mut Connection,
    company_id: &str,
    subject: &Subject,
    since: Moment,
) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) AS time_outs FROM access_checks
        WHERE company_id = $1 AND subject = $2 AND asked_at >= $3 AND timed_out = 1";
    match db
        .row(sql, values![company_id, subject_key(subject)?, since])
        .await?
    {
        Some(row) => row.small("time_outs"),
        None => Ok(0),
    }
}

/// All parts of the subject in one text that no two subjects share.
fn subject_key(subject: &Subject) -> Result<String, StoreError> {
    write_json(
        "subject",
        &[&subject.product, &subject.speed, &subject.place, &subject.number],
    )
}
