//! Companies and their users.

use domain::{access::Access, moment::Moment};
use wire::company::Colleague;

use super::{
    Connection, Row, StoreError,
    row::{write_json, write_name},
};
use crate::values;

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Partner,
    Operator,
}

#[derive(Clone, Debug)]
pub struct Company {
    pub id: String,
    pub name: String,
    pub side: Side,
    pub organisation_number: String,
}

#[derive(Clone, Debug)]
pub struct User {
    pub id: String,
    pub company_id: String,
    pub company_name: String,
    pub user_name: String,
    pub display_name: String,
    pub password_hash: String,
    pub access: Access,
}

pub async fn insert_company(db: &mut Connection, company: &Company, now: Moment) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO companies (id, name, side, organisation_number, created_at) VALUES ($1, $2, $3, $4, $5)";
    let side = write_name("side", company.side)?;
    db.execute(
        sql,
        values![
            &company.id,
            &company.name,
            side,
            &company.organisation_number,
            now
        ],
    )
    .await?;
    Ok(())
}

pub async fn companies(db: &mut Connection, side: Side) -> Result<Vec<Company>, StoreError> {
    let sql =
        "SELECT id, name, side, organisation_number FROM companies WHERE side = $1 ORDER BY name LIMIT 10000";
    let rows = db.rows(sql, values![write_name("side", side)?]).await?;
    rows.iter().map(read_company).collect()
}

pub async fn find_company(db: &mut Connection, id: &str) -> Result<Option<Company>, StoreError> {
    let sql = "SELECT id, name, side, organisation_number FROM companies WHERE id = $1";
    db.row(sql, values![id])
        .await?
        .as_ref()
        .map(read_company)
        .transpose()
}

fn read_company(row: &Row) -> Result<Company, StoreError> {
    Ok(Company {
        id: row.text("id")?,
        name: row.text("name")?,
        side: row.name("side")?,
        organisation_number: row.text("organisation_number")?,
    })
}

/// `company_name` is not stored with the user.
pub async fn insert_user(db: &mut Connection, user: &User, now: Moment) -> Result<(), StoreError> {
    let sql = "INSERT INTO users (id, company_id, user_name, display_name, password_hash, access, active, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 1, $7)";
    let access = write_json("access", &user.access)?;
    db.execute(
        sql,
        values![
            &user.id,
            &user.company_id,
            &user.user_name,
            &user.display_name,
            &user.password_hash,
            access,
            now
        ],
    )
    .await?;
    Ok(())
}

/// An active user by the name that they log in with, in small letters.
pub async fn find_user_by_name(db: &mut Connection, user_name: &str) -> Result<Option<User>, StoreError> {
    let sql = "SELECT u.id, u.company_id, c.name AS company_name, u.user_name, u.display_name, u.password_hash, u.access
        FROM users u JOIN companies c ON c.id = u.company_id WHERE u.user_name = $1 AND u.active = 1";
    db.row(sql, values![user_name])
        .await?
        .as_ref()
        .map(read_user)
        .transpose()
}

/// The active users of a company, by name.
pub async fn of_company(db: &mut Connection, company_id: &str) -> Result<Vec<Colleague>, StoreError> {
    let sql = "SELECT user_name, display_name, access FROM users WHERE company_id = $1 AND active = 1
        ORDER BY display_name, user_name LIMIT 2000";
    let read = |row: &Row| {
        Ok(Colleague {
            user_name: row.text("user_name")?,
            display_name: row.text("display_name")?,
            access: row.json("access")?,
        })
    };
    db.rows(sql, values![company_id])
        .await?
        .iter()
        .map(read)
        .collect()
}

pub async fn set_password(
    db: &mut Connection,
    user_id: &str,
    password_hash: &str,
) -> Result<bool, StoreError> {
    let sql = "UPDATE users SET password_hash = $2 WHERE id = $1";
    Ok(db.execute(sql, values![user_id, password_hash]).await? == 1)
}

fn read_user(row: &Row) -> Result<User, StoreError> {
    Ok(User {
        id: row.text("id")?,
        company_id: row.text("company_id")?,
        company_name: row.text("company_name")?,
        user_name: row.text("user_name")?,
        display_name: row.text("display_name")?,
        password_hash: row.text("password_hash")?,
        access: row.json("access")?,
    })
}
