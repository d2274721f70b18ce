//! The partners' accounts.

use domain::account::{Account, MailLanguage, ServiceHours};

use super::{Connection, StoreError, row::write_name};
use crate::values;

/// What is kept of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAccount {
    pub version: i64,
    pub quotes_email: String,
    pub language: MailLanguage,
    pub service_hours: ServiceHours,
}

/// As an account is before anybody has changed it.
impl Default for StoredAccount {
    fn default() -> Self {
        Self {
            version: 1,
            quotes_email: String::new(),
            language: MailLanguage::default(),
            service_hours: ServiceHours::default(),
        }
    }
}

pub async fn find(db: &mut Connection, company_id: &str) -> Result<StoredAccount, StoreError> {
    let sql = "SELECT version, quotes_email, language, service_hours FROM accounts WHERE company_id = $1";
    let Some(row) = db.row(sql, values![company_id]).await? else {
        return Ok(StoredAccount::default());
    };
    Ok(StoredAccount {
        version: row.int("version")?,
        quotes_email: row.text("quotes_email")?,
        language: row.name("language")?,
        service_hours: row.name("service_hours")?,
    })
}

/// Changes the version of an account that was seen; false when that is not the present one.
pub async fn update(
    db: &mut Connection,
    company_id: &str,
    seen: i64,
    account: &Account,
) -> Result<bool, StoreError> {
    make(db, company_id, &StoredAccount::default()).await?;
    let sql = "UPDATE accounts SET version = version + 1, quotes_email = $3, language = $4
        WHERE company_id = $1 AND version = $2";
    let quotes_email = account
        .quotes_email
        .as_ref()
        .map_or("", |address| address.as_str());
    let language = write_name("language", account.language)?;
    Ok(db
        .execute(sql, values![company_id, seen, quotes_email, language])
        .await?
        == 1)
}

/// Makes an account as it is given, when there is none yet.
pub async fn make(db: &mut Connection, company_id: &str, account: &StoredAccount) -> Result<(), StoreError> {
    let sql = "INSERT INTO accounts (company_id, version, quotes_email, language, service_hours)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (company_id) DO NOTHING";
    let values = values![
        company_id,
        account.version,
        &account.quotes_email,
        write_name("language", account.language)?,
        write_name("service hours", account.service_hours)?
    ];
    db.execute(sql, values).await?;
    Ok(())
}
