//! Mails: written in the transaction of what they tell, handed over later, and kept for those who want to read them again.

use domain::{account::MailLanguage, moment::Moment};

use super::{Connection, Row, StoreError, engine::Composed, row::write_name};
use crate::values;

/// A mail about to be stored.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// What it is about, once and for all (NOT-2).
    pub event: String,
    pub company_id: String,
    pub order_id: i64,
    pub recipient: String,
    pub language: MailLanguage,
    pub subject: String,
    pub body: String,
}

/// A mail as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredMail {
    pub id: i64,
    pub event: String,
    pub company_id: String,
    pub company_name: String,
    pub order_id: Option<i64>,
    pub recipient: String,
    pub language: MailLanguage,
    pub subject: String,
    pub body: String,
    pub created_at: Moment,
    pub attempts: u32,
    next_attempt_at: Moment,
    pub sent_at: Option<Moment>,
    pub refused_at: Option<Moment>,
}

/// Who gets it and what it says stays out of every log.
impl std::fmt::Debug for StoredMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredMail")
            .field("id", &self.id)
            .field("event", &self.event)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// Puts a mail into the outbox, in the transaction of what it tells; the same event never makes a second one (NOT-2).
pub async fn enqueue(db: &mut Connection, mail: &NewMail, now: Moment) -> Result<(), StoreError> {
    let sql = "INSERT INTO mails (event, company_id, order_id, recipient, language, subject, body, created_at, attempts, next_attempt_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $8) ON CONFLICT (event) DO NOTHING";
    let values = values![
        &mail.event,
        &mail.company_id,
        mail.order_id,
        &mail.recipient,
        write_name("language", mail.language)?,
        &mail.subject,
        &mail.body,
        now
    ];
    db.execute(sql, values).await?;
    Ok(())
}

const MAIL: &str =
    "SELECT m.id, m.event, m.company_id, c.name AS company_name, m.order_id, m.recipient, m.language,
        m.subject, m.body, m.created_at, m.attempts, m.next_attempt_at, m.sent_at, m.refused_at
    FROM mails m JOIN companies c ON c.id = m.company_id";

/// Mails that are due, those that have waited longest first.
pub async fn due(db: &mut Connection, now: Moment, limit: u32) -> Result<Vec<StoredMail>, StoreError> {
    let sql = Composed(format!(
        "{MAIL} WHERE m.sent_at IS NULL AND m.refused_at IS NULL AND m.next_attempt_at <= $1
        ORDER BY m.next_attempt_at, m.id LIMIT $2"
    ));
    db.rows(sql, values![now, limit])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Takes a mail for this backend until `until`; false when another backend was first.
pub async fn claim(db: &mut Connection, mail: &StoredMail, until: Moment) -> Result<bool, StoreError> {
    let sql = "UPDATE mails SET next_attempt_at = $3, attempts = attempts + 1
        WHERE id = $1 AND next_attempt_at = $2 AND sent_at IS NULL AND refused_at IS NULL";
    let claimed = db.execute(sql, values![mail.id, mail.next_attempt_at, until]);
    Ok(claimed.await? == 1)
}

/// The mail server has taken it.
pub async fn sent(db: &mut Connection, id: i64, now: Moment) -> Result<(), StoreError> {
    let sql = "UPDATE mails SET sent_at = $2, last_error = NULL WHERE id = $1 AND sent_at IS NULL";
    db.execute(sql, values![id, now]).await?;
    Ok(())
}

/// The mail server knows no such recipient: it is not tried again.
pub async fn refused(db: &mut Connection, id: i64, error: &str, now: Moment) -> Result<(), StoreError> {
    let sql = "UPDATE mails SET refused_at = $2, last_error = $3 WHERE id = $1 AND sent_at IS NULL";
    db.execute(sql, values![id, now, error]).await?;
    Ok(())
}

/// Puts a mail off after a failure.
pub async fn put_off(db: &mut Connection, id: i64, until: Moment, error: &str) -> Result<(), StoreError> {
    let sql = "UPDATE mails SET next_attempt_at = $2, last_error = $3 WHERE id = $1 AND sent_at IS NULL";
    db.execute(sql, values![id, until, error]).await?;
    Ok(())
}

/// Mails of a company, or of all, newest first, from before one that was read already.
pub async fn list(
    db: &mut Connection,
    company_id: Option<&str>,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<StoredMail>, StoreError> {
    let before = before.unwrap_or(i64::MAX);
    let (condition, values) = match company_id {
        Some(company_id) => (" AND m.company_id = $3", values![before, limit, company_id]),
        None => ("", values![before, limit]),
    };
    let sql = Composed(format!(
        "{MAIL} WHERE m.id < $1{condition} ORDER BY m.id DESC LIMIT $2"
    ));
    db.rows(sql, values).await?.iter().map(read).collect()
}

/// How many there are of a company, or of all.
pub async fn count(db: &mut Connection, company_id: Option<&str>) -> Result<u32, StoreError> {
    let row = match company_id {
        Some(company_id) => {
            let sql = "SELECT COUNT(*) AS mails FROM mails WHERE company_id = $1";
            db.row(sql, values![company_id]).await?
        }
        None => db.row("SELECT COUNT(*) AS mails FROM mails", Vec::new()).await?,
    };
    row.map_or(Ok(0), |row| row.small("mails"))
}

pub async fn purge(db: &mut Connection, created_before: Moment) -> Result<u64, StoreError> {
    db.execute("DELETE FROM mails WHERE created_at < $1", values![created_before])
        .await
}

fn read(row: &Row) -> Result<StoredMail, StoreError> {
    Ok(StoredMail {
        id: row.int("id")?,
        event: row.text("event")?,
        company_id: row.text("company_id")?,
        company_name: row.text("company_name")?,
        order_id: row.opt_int("order_id")?,
        recipient: row.text("recipient")?,
        language: row.name("language")?,
        subject: row.text("subject")?,
        body: row.text("body")?,
        created_at: row.moment("created_at")?,
        attempts: row.small("attempts")?,
        next_attempt_at: row.moment("next_attempt_at")?,
        sent_at: row.opt_moment("sent_at")?,
        refused_at: row.opt_moment("refused_at")?,
    })
}
