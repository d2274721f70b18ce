//! The company register: Brønnøysund's Enhetsregisteret (CUS-2).

use std::sync::Arc;

use async_trait::async_trait;
use domain::customer::CompanyFact;
use serde::Deserialize;

use super::{
    client::{Answer, Client, Request},
    failure::{Failure, PartnerError},
};

#[async_trait]
pub trait CompanyRegister: Send + Sync + std::fmt::Debug {
    /// What is known of nine digits. Never answers [`CompanyFact::RegisterAway`]: that is the caller's to say.
    async fn company(&self, organisation_number: &str) -> Result<CompanyFact, PartnerError>;
}

#[derive(Debug)]
pub struct HttpCompanyRegister {
    client: Arc<Client>,
}

impl HttpCompanyRegister {
    pub fn new(client: Arc<Client>) -> Self {
        Self { client }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Unit {
    navn: Option<String>,
    #[serde(default)]
    konkurs: bool,
    #[serde(default)]
    under_avvikling: bool,
    #[serde(default)]
    under_tvangsavvikling_eller_tvangsopplosning: bool,
    slettedato: Option<String>,
}

#[async_trait]
impl CompanyRegister for HttpCompanyRegister {
    async fn company(&self, organisation_number: &str) -> Result<CompanyFact, PartnerError> {
        let path = ["enhetsregisteret", "api", "enheter", organisation_number];
        self.client.ask(Request::get("company", &path), read).await
    }
}

fn read(answer: &Answer) -> Result<CompanyFact, Failure> {
    match answer.status {
        200 => fact(answer.json()?),
        // 400 is the register's answer to digits that can be no number.
        400 | 404 => Ok(CompanyFact::Unknown),
        410 => Ok(CompanyFact::Deleted),
        _ => Err(answer.unexpected()),
    }
}

/// Deleted goes before bankrupt, and bankrupt before winding-up: the gravest is said.
fn fact(unit: Unit) -> Result<CompanyFact, Failure> {
    if unit.slettedato.is_some() {
        return Ok(CompanyFact::Deleted);
    }
    let name = unit
        .navn
        .filter(|name| !name.trim().is_empty())
        .ok_or(Failure::Malformed)?;
    Ok(if unit.konkurs {
        CompanyFact::Bankrupt { name }
    } else if unit.under_avvikling || unit.under_tvangsavvikling_eller_tvangsopplosning {
        CompanyFact::WindingUp { name }
    } else {
        CompanyFact::Active { name }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_unit(json: &str) -> Result<CompanyFact, Failure> {
        fact(serde_json::from_str(json).unwrap())
    }

    /// CUS-2
    #[test]
    fn bankrupt_winding_up_and_deleted_companies_are_told_apart() {
        let name = "FJELLBEKK REGNSKAP AS".to_owned();
        assert_eq!(
            read_unit(r#"{"navn": "FJELLBEKK REGNSKAP AS", "konkurs": false}"#),
            Ok(CompanyFact::Active { name: name.clone() })
        );
        assert_eq!(
            read_unit(r#"{"navn": "FJELLBEKK REGNSKAP AS", "konkurs": true, "underAvvikling": true}"#),
            Ok(CompanyFact::Bankrupt { name: name.clone() })
        );
        for field in ["underAvvikling", "underTvangsavviklingEllerTvangsopplosning"] {
            let json = format!(r#"{{"navn": "FJELLBEKK REGNSKAP AS", "{field}": true}}"#);
            assert_eq!(
                read_unit(&json),
                Ok(CompanyFact::WindingUp { name: name.clone() }),
                "{field}"
            );
        }
        assert_eq!(
            read_unit(r#"{"navn": "FJELLBEKK REGNSKAP AS", "slettedato": "2024-03-11"}"#),
            Ok(CompanyFact::Deleted)
        );
    }

    #[test]
    fn a_company_without_a_name_is_a_malformed_answer() {
        assert_eq!(read_unit(r#"{"konkurs": false}"#), Err(Failure::Malformed));
    }
}
