//! What an operator of the backend does on its machine before anybody can log in: companies and first users.

use domain::access::{Access, AccessType, Team};

use crate::{
    app::passwords::{self, BadPassword},
    clock::Clock,
    error::AppError,
    store::{
        Store, StoreError,
        users::{self, Company, Side, User},
    },
};

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("{0:?} is neither partner nor operator")]
    Side(String),
    #[error(
        "{0:?} is no access: inquiry, ordering or full, with +trouble_tickets, +super_user or +authorised_orderer \
         after it; or the operator's teams, with commas between them"
    )]
    Access(String),
    #[error("{0:?} is no name for this: 1 to 100 small letters, digits, dots, hyphens")]
    Name(String),
    #[error("there is no company {0:?}; add it first")]
    NoCompany(String),
    #[error("{0:?} is there already")]
    Exists(String),
    #[error("a partner's access is for a partner's users, and teams are for the operator's")]
    WrongSide,
    #[error("the password cannot be used: {}", .0.code())]
    Password(BadPassword),
    #[error("the password could not be hashed: {0:?}")]
    Hash(AppError),
    #[error("the store failed")]
    Store(#[from] StoreError),
}

/// Adds a company; its id stands in no text that users see.
pub async fn add_company(
    store: &Store,
    clock: &Clock,
    id: &str,
    side: &str,
    organisation_number: &str,
    name: &str,
) -> Result<(), Refusal> {
    let side = match side {
        "partner" => Side::Partner,
        "operator" => Side::Operator,
        other => return Err(Refusal::Side(other.to_owned())),
    };
    let company = Company {
        id: identifier(id)?,
        name: name.trim().to_owned(),
        side,
        organisation_number: organisation_number.to_owned(),
    };
    let now = clock.now();
    store
        .write(move |db| {
            Box::pin(async move {
                if users::find_company(db, &company.id).await?.is_some() {
                    return Err(Refusal::Exists(company.id));
                }
                Ok(users::insert_company(db, &company, now).await?)
            })
        })
        .await
}

/// Adds a user with a password, or gives one who is there another password.
pub async fn add_user(
    store: &Store,
    clock: &Clock,
    company_id: &str,
    user_name: &str,
    access: &str,
    display_name: &str,
    password: String,
) -> Result<(), Refusal> {
    let (company_id, user_name) = (identifier(company_id)?, identifier(user_name)?);
    let access = parse_access(access).ok_or_else(|| Refusal::Access(access.to_owned()))?;
    let password_hash = hashed(password, &user_name).await?;
    let (display_name, now) = (display_name.trim().to_owned(), clock.now());
    store
        .write(move |db| {
            Box::pin(async move {
                let found = users::find_company(db, &company_id).await?;
                let company = found.ok_or_else(|| Refusal::NoCompany(company_id.clone()))?;
                let partner = matches!(access, Access::Partner { .. });
                if partner != (company.side == Side::Partner) {
                    return Err(Refusal::WrongSide);
                }
                if users::find_user_by_name(db, &user_name).await?.is_some() {
                    return Err(Refusal::Exists(user_name));
                }
                let user = User {
                    id: uuid::Uuid::now_v7().to_string(),
                    company_id,
                    company_name: company.name,
                    user_name,
                    display_name,
                    password_hash,
                    access,
                };
                Ok(users::insert_user(db, &user, now).await?)
            })
        })
        .await
}

/// Gives a user another password.
pub async fn set_password(store: &Store, user_name: &str, password: String) -> Result<(), Refusal> {
    let user_name = identifier(user_name)?;
    let password_hash = hashed(password, &user_name).await?;
    store
        .write(move |db| {
            Box::pin(async move {
                let Some(user) = users::find_user_by_name(db, &user_name).await? else {
                    return Err(Refusal::Name(user_name));
                };
                users::set_password(db, &user.id, &password_hash).await?;
                // Whoever was logged in with the old one is logged out.
                Ok(crate::store::sessions::end_all(db, &user.id).await?)
            })
        })
        .await
}

async fn hashed(password: String, user_name: &str) -> Result<String, Refusal> {
    passwords::check_new(&password, user_name).map_err(Refusal::Password)?;
    passwords::hash_new(password).await.map_err(Refusal::Hash)
}

fn identifier(text: &str) -> Result<String, Refusal> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
    if (1..=100).contains(&text.len()) && text.chars().all(allowed) {
        Ok(text.to_owned())
    } else {
        Err(Refusal::Name(text.to_owned()))
    }
}

fn parse_access(text: &str) -> Option<Access> {
    let mut parts = text.split('+');
    let first = parts.next()?;
    let access = match first {
        "inquiry" => AccessType::Inquiry,
        "ordering" => AccessType::Ordering,
        "full" => AccessType::Full,
        teams => {
            let team = |name: &str| serde_json::from_value::<Team>(name.into()).ok();
            let teams = teams.split(',').map(team).collect::<Option<Vec<_>>>()?;
            return parts.next().is_none().then_some(Access::Operator { teams });
        }
    };
    let (mut trouble_tickets, mut super_user, mut authorised_orderer) = (false, false, false);
    for addition in parts {
        match addition {
            "trouble_tickets" => trouble_tickets = true,
            "super_user" => super_user = true,
            "authorised_orderer" => authorised_orderer = true,
            _ => return None,
        }
    }
    Some(Access::Partner {
        access,
        trouble_tickets,
        super_user,
        authorised_orderer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accesses_are_read_as_the_help_says() {
        let full = parse_access("full+super_user+trouble_tickets").unwrap();
        let expected = Access::Partner {
            access: AccessType::Full,
            trouble_tickets: true,
            super_user: true,
            authorised_orderer: false,
        };
        assert_eq!(full, expected);
        let teams = vec![Team::CustomerService, Team::Administrator];
        assert_eq!(
            parse_access("customer_service,administrator"),
            Some(Access::Operator { teams })
        );
        for wrong in [
            "",
            "everything",
            "full+everything",
            "administrator+super_user",
            "Full",
        ] {
            assert_eq!(parse_access(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_can_be_typed_on_every_keyboard() {
        assert!(identifier("oda.strand").is_ok());
        for wrong in ["", "Oda", "oda strand", "åse", "oda\0", &"x".repeat(101)] {
            assert!(identifier(wrong).is_err(), "{wrong}");
        }
    }
}
