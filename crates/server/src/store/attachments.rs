//! Files that go with a case (ORD-9): uploads in chunks, whole files once each, and which case has which.

use domain::{
    attachments::{Attachment, AttachmentFact, Kind, Standing},
    moment::Moment,
};

use super::{Connection, Row, StoreError, row::write_name};
use crate::values;

/// What is to be uploaded, as the browser announces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    pub id: String,
    pub company_id: String,
    pub user_id: String,
    pub name: String,
    pub bytes: u64,
    /// Of all of it, in small hexadecimal digits.
    pub sha256: String,
}

/// An upload as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub announced: Announced,
    /// How much has come, in bytes from the beginning.
    pub received: u64,
    /// None until all of it has come and was found to be of this kind.
    pub kind: Option<Kind>,
    /// The case that it went with.
    pub used_by: Option<String>,
}

/// What a company has uploaded and sent with no case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    pub files: u32,
    pub bytes: u64,
}

/// Nobody else counts for this company until the transaction ends, so that two who come at once do not both find room
/// for the last one.
pub async fn unsent(db: &mut Connection, company_id: &str) -> Result<Unsent, StoreError> {
    if db.is_postgres() {
        let sql = "SELECT id FROM companies WHERE id = $1 FOR NO KEY UPDATE";
        db.row(sql, values![company_id]).await?;
    }
    let sql = "SELECT COUNT(*) AS files, CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes FROM attachments
        WHERE company_id = $1 AND used_by IS NULL";
    match db.row(sql, values![company_id]).await? {
        Some(row) => Ok(Unsent {
            files: row.small("files")?,
            bytes: unsigned(&row, "bytes")?,
        }),
        None => Ok(Unsent::default()),
    }
}

/// Takes an announced upload; false when there is one under this id.
pub async fn insert(db: &mut Connection, new: &Announced, now: Moment) -> Result<bool, StoreError> {
    let sql = "INSERT INTO attachments (id, company_id, user_id, name, bytes, sha256, received, created_at, touched_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7) ON CONFLICT (id) DO NOTHING";
    let values = values![
        &new.id,
        &new.company_id,
        &new.user_id,
        &new.name,
        signed(new.bytes),
        &new.sha256,
        now
    ];
    Ok(db.execute(sql, values).await? == 1)
}

pub async fn find(db: &mut Connection, id: &str) -> Result<Option<Stored>, StoreError> {
    let sql = "SELECT id, company_id, user_id, name, kind, bytes, sha256, received, used_by FROM attachments WHERE id = $1";
    db.row(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// What is known of a file that a user's draft names; another's does not exist.
pub async fn fact(
    db: &mut Connection,
    user_id: &str,
    id: &str,
) -> Result<Option<AttachmentFact>, StoreError> {
    let found = find(db, id).await?;
    Ok(found
        .filter(|found| found.announced.user_id == user_id)
        .map(|found| {
            let standing = match (&found.used_by, found.kind) {
                (Some(_), _) => Standing::Taken,
                (None, Some(_)) => Standing::Ready,
                (None, None) => Standing::Incomplete,
            };
            AttachmentFact {
                attachment: Attachment {
                    id: found.announced.id,
                    name: found.announced.name,
                    // What is incomplete goes with no case, so nobody reads this one.
                    kind: found.kind.unwrap_or(Kind::Pdf),
                    bytes: found.announced.bytes,
                },
                standing,
            }
        }))
}

/// Takes the next bytes; false when these are not the next, or nothing more is wanted.
pub async fn append(
    db: &mut Connection,
    id: &str,
    offset: u64,
    body: Vec<u8>,
    now: Moment,
) -> Result<bool, StoreError> {
    let length = i64::try_from(body.len()).unwrap_or(i64::MAX);
    let sql = "UPDATE attachments SET received = received + $3, touched_at = $4
        WHERE id = $1 AND received = $2 AND received + $3 <= bytes AND kind IS NULL";
    if db.execute(sql, values![id, signed(offset), length, now]).await? != 1 {
        return Ok(false);
    }
    let sql = "INSERT INTO attachment_chunks (part, starts, body) VALUES ($1, $2, $3)";
    db.execute(sql, values![id, signed(offset), body]).await?;
    Ok(true)
}

/// The bytes of a part from here on, as much of them as lies in one chunk; none at the end.
pub async fn chunk(db: &mut Connection, part: &str, starts: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT body FROM attachment_chunks WHERE part = $1 AND starts = $2";
    let row = db.row(sql, values![part, signed(starts)]).await?;
    row.map(|row| row.bytes("body")).transpose()
}

/// Where the bytes of a whole file lie.
pub async fn part_of(db: &mut Connection, hash: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT part FROM attachment_contents WHERE hash = $1";
    let row = db.row(sql, values![hash]).await?;
    row.map(|row| row.text("part")).transpose()
}

/// All of it has come and is what was announced. Of two uploads of the same file one set of bytes is kept.
pub async fn complete(
    db: &mut Connection,
    whole: &Announced,
    kind: Kind,
    now: Moment,
) -> Result<(), StoreError> {
    // Writing over what is there holds the row, so that nobody removes it as unused meanwhile.
    let sql = "INSERT INTO attachment_contents (hash, part, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (hash) DO UPDATE SET created_at = excluded.created_at RETURNING part";
    let row = db.row(sql, values![&whole.sha256, &whole.id, now]).await?;
    let part = row.map(|row| row.text("part")).transpose()?;
    let sql = "UPDATE attachments SET kind = $2, name = $3, content = sha256, touched_at = $4
        WHERE id = $1 AND kind IS NULL AND received = bytes";
    let kind = write_name("attachment kind", kind)?;
    let changed = db
        .execute(sql, values![&whole.id, kind, &whole.name, now])
        .await?;
    if changed == 1 && part.as_deref() != Some(&whole.id) {
        remove_chunks(db, &whole.id).await?;
    }
    Ok(())
}

/// What has come is not what was announced: it is to come again.
pub async fn start_over(db: &mut Connection, id: &str, now: Moment) -> Result<(), StoreError> {
    let sql = "UPDATE attachments SET received = 0, touched_at = $2
        WHERE id = $1 AND kind IS NULL AND received = bytes";
    if db.execute(sql, values![id, now]).await? == 1 {
        remove_chunks(db, id).await?;
    }
    Ok(())
}

/// Removes an upload that no case has; false when there is none. A whole file's bytes are left to [`remove_unused`], for
/// another upload may be of the same file.
pub async fn remove(db: &mut Connection, id: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM attachments WHERE id = $1 AND used_by IS NULL RETURNING kind";
    let Some(row) = db.row(sql, values![id]).await? else {
        return Ok(false);
    };
    if row.opt_text("kind")?.is_none() {
        remove_chunks(db, id).await?;
    }
    Ok(true)
}

async fn remove_chunks(db: &mut Connection, part: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM attachment_chunks WHERE part = $1";
    db.execute(sql, values![part]).await?;
    Ok(())
}

/// Gives a user's whole file to a case; false when it is not there, not whole, or with another case.
pub async fn give_to(db: &mut Connection, user_id: &str, id: &str, case: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE attachments SET used_by = $3
        WHERE id = $1 AND user_id = $2 AND kind IS NOT NULL AND used_by IS NULL";
    Ok(db.execute(sql, values![id, user_id, case]).await? == 1)
}

/// An upload that no case has and nobody has touched for long, and whose.
pub async fn forgotten(
    db: &mut Connection,
    unfinished_before: Moment,
    unsent_before: Moment,
    limit: u32,
) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT id, user_id FROM attachments
        WHERE used_by IS NULL AND (touched_at < $2 OR (touched_at < $1 AND kind IS NULL)) ORDER BY touched_at LIMIT $3";
    db.rows(sql, values![unfinished_before, unsent_before, limit])
        .await?
        .iter()
        .map(|row| Ok((row.text("id")?, row.text("user_id")?)))
        .collect()
}

/// Removes whole files that no upload is of any more, and says how many.
pub async fn remove_unused(db: &mut Connection, limit: u32) -> Result<usize, StoreError> {
    let sql = "SELECT hash, part FROM attachment_contents c
        WHERE NOT EXISTS (SELECT 1 FROM attachments a WHERE a.content = c.hash) LIMIT $1";
    let unused = db.rows(sql, values![limit]).await?;
    for row in &unused {
        // The reference to it refuses this, should an upload have come to be of it meanwhile; the next round finds out.
        let sql = "DELETE FROM attachment_contents WHERE hash = $1";
        db.execute(sql, values![row.text("hash")?]).await?;
        remove_chunks(db, &row.text("part")?).await?;
    }
    Ok(unused.len())
}

fn read(row: &Row) -> Result<Stored, StoreError> {
    Ok(Stored {
        announced: Announced {
            id: row.text("id")?,
            company_id: row.text("company_id")?,
            user_id: row.text("user_id")?,
            name: row.text("name")?,
            bytes: unsigned(row, "bytes")?,
            sha256: row.text("sha256")?,
        },
        received: unsigned(row, "received")?,
        kind: row.opt_name("kind")?,
        used_by: row.opt_text("used_by")?,
    })
}

fn unsigned(row: &Row, column: &'static str) -> Result<u64, StoreError> {
    u64::try_from(row.int(column)?).map_err(|error| StoreError::Unreadable {
        what: column,
        why: error.to_string(),
    })
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
