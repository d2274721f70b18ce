//! Searches for free slots, and the slots that are held or confirmed (BOK).

use domain::{
    appointment::{Appointment, AppointmentState, SlotSearch},
    moment::Moment,
};

use serde::{Deserialize, Serialize};

use super::{
    Connection, Row, StoreError,
    row::{write_json, write_name},
};
use crate::{ports::place::PartnerPlace, values};

/// A search with what only the backend knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSearch {
    pub search: SlotSearch,
    /// The check that it was for.
    pub check: String,
    /// What the appointment book was asked by.
    pub place: PartnerPlace,
}

/// An appointment with what only the backend knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAppointment {
    pub appointment: Appointment,
    pub company_id: String,
    pub user_id: String,
    /// The appointment book's own id.
    pub book_id: String,
    /// The submission that confirmed it, as user and idempotency key.
    pub confirmed_for: Option<String>,
    pub order_id: Option<i64>,
    /// What the appointment book was asked by.
    pub place: PartnerPlace,
}

/// What is only read whole.
#[derive(Serialize, Deserialize)]
struct Body {
    appointment: Appointment,
    place: PartnerPlace,
}

pub async fn insert_search(
    db: &mut Connection,
    company_id: &str,
    stored: &StoredSearch,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO slot_searches (id, company_id, check_id, searched_at, body) VALUES ($1, $2, $3, $4, $5)";
    let search = &stored.search;
    let body = write_json("slot search", stored)?;
    db.execute(
        sql,
        values![&search.id, company_id, &stored.check, search.searched_at, body],
    )
    .await?;
    Ok(())
}

/// A search of this company; another's does not exist.
pub async fn find_search(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<SlotSearch>, StoreError> {
    Ok(find_stored_search(db, company_id, id)
        .await?
        .map(|stored| stored.search))
}

/// As [`find_search`], with all that the backend knows of it.
pub async fn find_stored_search(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<StoredSearch>, StoreError> {
    let sql = "SELECT body FROM slot_searches WHERE id = $1 AND company_id = $2";
    let row = db.row(sql, values![id, company_id]).await?;
    row.map(|row| row.json("body")).transpose()
}

pub async fn insert(db: &mut Connection, stored: &StoredAppointment) -> Result<(), StoreError> {
    let sql = "INSERT INTO appointments (id, company_id, user_id, book_id, state, held_until, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let appointment = &stored.appointment;
    let state = write_name("appointment state", appointment.state)?;
    let body = Body {
        appointment: appointment.clone(),
        place: stored.place.clone(),
    };
    let body = write_json("appointment", &body)?;
    let (company, user, book) = (&stored.company_id, &stored.user_id, &stored.book_id);
    db.execute(
        sql,
        values![
            &appointment.id,
            company,
            user,
            book,
            state,
            appointment.held_until,
            body
        ],
    )
    .await?;
    Ok(())
}

const COLUMNS: &str =
    "SELECT company_id, user_id, book_id, state, confirmed_for, order_id, body FROM appointments";

/// An appointment of this company, and the submission that confirmed it; another company's does not exist.
pub async fn find(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<(Appointment, Option<String>)>, StoreError> {
    let stored = find_stored(db, company_id, id).await?;
    Ok(stored.map(|stored| (stored.appointment, stored.confirmed_for)))
}

/// As [`find`], with all that the backend knows of it.
pub async fn find_stored(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<StoredAppointment>, StoreError> {
    let sql = super::engine::Composed(format!("{COLUMNS} WHERE id = $1 AND company_id = $2"));
    db.row(sql, values![id, company_id])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// Holds that ran out before `before`, and confirmations that have been without their order since `orphaned_before`:
/// the submission that made them was given up.
pub async fn run_out(
    db: &mut Connection,
    before: Moment,
    orphaned_before: Moment,
    limit: u32,
) -> Result<Vec<StoredAppointment>, StoreError> {
    let sql = super::engine::Composed(format!(
        "{COLUMNS} WHERE (state = 'held' AND held_until < $1)
            OR (state = 'confirmed' AND order_id IS NULL AND held_until < $2)
        ORDER BY held_until LIMIT $3"
    ));
    db.rows(sql, values![before, orphaned_before, limit])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Takes an appointment from one state to another; false when it has left the first meanwhile, or has its order.
pub async fn change_state(
    db: &mut Connection,
    id: &str,
    from: AppointmentState,
    to: AppointmentState,
) -> Result<bool, StoreError> {
    let sql = "UPDATE appointments SET state = $3 WHERE id = $1 AND state = $2 AND order_id IS NULL";
    let (from, to) = (
        write_name("appointment state", from)?,
        write_name("appointment state", to)?,
    );
    Ok(db.execute(sql, values![id, from, to]).await? == 1)
}

/// Marks a hold as confirmed for one submission; false when it is no longer held, or confirmed for another one.
pub async fn confirm_for(db: &mut Connection, id: &str, submission: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE appointments SET state = 'confirmed', confirmed_for = $2
        WHERE id = $1 AND (state = 'held' OR (state = 'confirmed' AND confirmed_for = $2))";
    Ok(db.execute(sql, values![id, submission]).await? == 1)
}

/// Ties an appointment that this submission has confirmed to its order, in the order's own transaction; false when
/// another submission has it, or it has its order already.
pub async fn give_to_order(
    db: &mut Connection,
    id: &str,
    submission: &str,
    order_id: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE appointments SET order_id = $3
        WHERE id = $1 AND state = 'confirmed' AND confirmed_for = $2 AND order_id IS NULL";
    Ok(db.execute(sql, values![id, submission, order_id]).await? == 1)
}

/// The appointment book's id of an order's appointment.
pub async fn book_id(db: &mut Connection, id: &str) -> Result<Option<String>, StoreError> {
    let row = db
        .row("SELECT book_id FROM appointments WHERE id = $1", values![id])
        .await?;
    row.map(|row| row.text("book_id")).transpose()
}

fn read(row: &Row) -> Result<StoredAppointment, StoreError> {
    let Body {
        mut appointment,
        place,
    } = row.json("body")?;
    appointment.state = row.name("state")?;
    Ok(StoredAppointment {
        appointment,
        company_id: row.text("company_id")?,
        user_id: row.text("user_id")?,
        book_id: row.text("book_id")?,
        confirmed_for: row.opt_text("confirmed_for")?,
        order_id: row.opt_int("order_id")?,
        place,
    })
}
