//! The number authority, NRDB: which lines a place or a number has already, and with whom (GRD-1); and which letters of
//! authority there are (ISP-4).

use std::sync::Arc;

use async_trait::async_trait;
use domain::isp_switch::AuthorityStanding;
use serde::Deserialize;
use time::Date;

use super::{
    client::{Answer, Client, Request},
    failure::{Failure, PartnerError},
    kapaks::SearchedBy,
    place::PartnerPlace,
};

/// A broadband line in service. Telephony is left out: it hinders no order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroadbandLine {
    pub operator_id: String,
    pub operator_name: String,
    /// Product code of the catalogue.
    pub product: String,
    pub number: Option<String>,
}

/// Whose telephone line a number is, and where (ORD-6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TelephoneLine {
    pub owner: String,
    pub place: PartnerPlace,
}

/// A letter of authority as NRDB has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    pub standing: AuthorityStanding,
    pub expires: Date,
    /// Organisation number of the operator that it is given to.
    pub given_to: String,
    pub given_by: String,
    /// Who owns the subscription.
    pub owner: String,
    /// None where it is given for something that is no broadband.
    pub line: Option<BroadbandLine>,
}

#[async_trait]
pub trait NumberAuthority: Send + Sync + std::fmt::Debug {
    async fn broadband_lines(&self, searched_by: &SearchedBy) -> Result<Vec<BroadbandLine>, PartnerError>;

    /// None: no telephone line has this number.
    async fn telephone_line(&self, number: &str) -> Result<Option<TelephoneLine>, PartnerError>;

    /// None: NRDB knows no such reference.
    async fn authority(&self, reference: &str) -> Result<Option<Authority>, PartnerError>;
}

#[derive(Debug)]
pub struct HttpNumberAuthority {
    client: Arc<Client>,
}

impl HttpNumberAuthority {
    pub fn new(client: Arc<Client>) -> Self {
        Self { client }
    }
}

#[async_trait]
impl NumberAuthority for HttpNumberAuthority {
    async fn broadband_lines(&self, searched_by: &SearchedBy) -> Result<Vec<BroadbandLine>, PartnerError> {
        let Some(query) = query(searched_by) else {
            return Ok(Vec::new());
        };
        self.client
            .ask(Request::get("lines", &["lines"]).query(query), read)
            .await
    }

    async fn telephone_line(&self, number: &str) -> Result<Option<TelephoneLine>, PartnerError> {
        let query = vec![("phone", number.to_owned())];
        self.client
            .ask(Request::get("lines", &["lines"]).query(query), |answer| {
                read_telephone_line(answer, number)
            })
            .await
    }

    async fn authority(&self, reference: &str) -> Result<Option<Authority>, PartnerError> {
        self.client
            .ask(
                Request::get("authority", &["authorities", reference]),
                read_authority,
            )
            .await
    }
}

/// None where there is too little for NRDB to go by: it knows no INSA signature, and of a street it wants the number
/// and where it is.
fn query(searched_by: &SearchedBy) -> Option<Vec<(&'static str, String)>> {
    let place = match searched_by {
        SearchedBy::PhoneNumber(number) => return Some(vec![("phone", number.clone())]),
        SearchedBy::CircuitNumber(number) => return Some(vec![("circuit", number.clone())]),
        SearchedBy::Place(place) => place,
    };
    let PartnerPlace {
        street_name,
        street_nr,
        street_nr_suffix,
        unit,
        postcode,
        city,
        municipality_number,
        cadastre,
        ..
    } = place.as_ref();
    let mut query = vec![
        ("streetName", street_name.clone()),
        ("streetNr", street_nr.clone()),
        ("streetNrSuffix", street_nr_suffix.clone()),
        ("unit", unit.clone()),
        ("postcode", postcode.clone()),
        ("city", city.clone()),
        ("municipalityNumber", municipality_number.clone()),
    ];
    let located = [postcode, city, municipality_number]
        .iter()
        .any(|part| !part.is_empty());
    match cadastre {
        Some(cadastre) => {
            query.push(("gardsnummer", cadastre.gardsnummer.to_string()));
            query.push(("bruksnummer", cadastre.bruksnummer.to_string()));
        }
        None if street_name.is_empty() || street_nr.is_empty() || !located => return None,
        None => {}
    }
    query.retain(|(_, value)| !value.is_empty());
    Some(query)
}

#[derive(Deserialize)]
struct Found {
    lines: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    kind: String,
    operator: Operator,
    phone_number: Option<String>,
    circuit_number: Option<String>,
}

#[derive(Deserialize)]
struct Operator {
    id: String,
    name: String,
}

fn read(answer: &Answer) -> Result<Vec<BroadbandLine>, Failure> {
    match answer.status {
        200 => Ok(answer
            .json::<Found>()?
            .lines
            .into_iter()
            .filter_map(broadband)
            .collect()),
        _ => Err(answer.unexpected()),
    }
}

/// A kind that is none of the known broadband ones is telephony or something newer than the catalogue.
fn broadband(line: Line) -> Option<BroadbandLine> {
    let product = match line.kind.as_str() {
        "adslShared" => "ADSL_SHARED",
        "adslFull" => "ADSL_FULL",
        "oaShared" => "OA_SHARED",
        "oaFull" => "OA_FULL",
        "shdsl" => "SHDSL",
        "onlineAdsl" => "ONLINE_ADSL",
        _ => return None,
    };
    Some(BroadbandLine {
        operator_id: line.operator.id,
        operator_name: line.operator.name,
        product: product.to_owned(),
        number: line.phone_number.or(line.circuit_number),
    })
}

/// The answer also holds the other lines of the house: only the one with the number is meant, and only telephony, which
/// is what carries. Whoever has broadband over it need not be whose telephone it is.
fn read_telephone_line(answer: &Answer, number: &str) -> Result<Option<TelephoneLine>, Failure> {
    if answer.status != 200 {
        return Err(answer.unexpected());
    }
    let found = answer.json::<Telephones>()?;
    Ok(found
        .lines
        .into_iter()
        .find(|line| {
            ["pstn", "isdn"].contains(&line.kind.as_str()) && line.phone_number.as_deref() == Some(number)
        })
        .map(|line| TelephoneLine {
            owner: line.owner_name,
            place: line.address,
        }))
}

#[derive(Deserialize)]
struct Telephones {
    lines: Vec<Telephone>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Telephone {
    kind: String,
    phone_number: Option<String>,
    #[serde(default)]
    owner_name: String,
    #[serde(default)]
    address: PartnerPlace,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Letter {
    status: String,
    expires_on: String,
    given_to: Party,
    given_by: Person,
    line: LetterLine,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Party {
    organisation_number: String,
}

#[derive(Deserialize)]
struct Person {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LetterLine {
    owner_name: String,
    #[serde(flatten)]
    line: Line,
}

fn read_authority(answer: &Answer) -> Result<Option<Authority>, Failure> {
    match answer.status {
        200 => authority(answer.json()?).map(Some),
        404 => Ok(None),
        _ => Err(answer.unexpected()),
    }
}

/// A status that is not known is no consent, and so no answer that could be gone by. That it has expired is decided by its
/// date.
fn authority(letter: Letter) -> Result<Authority, Failure> {
    let standing = match letter.status.as_str() {
        "valid" | "expired" => AuthorityStanding::Given,
        "used" => AuthorityStanding::Used,
        "withdrawn" => AuthorityStanding::Withdrawn,
        _ => return Err(Failure::Malformed),
    };
    let iso = &time::format_description::well_known::Iso8601::DATE;
    Ok(Authority {
        standing,
        expires: Date::parse(&letter.expires_on, iso).map_err(|_| Failure::Malformed)?,
        given_to: letter.given_to.organisation_number,
        given_by: letter.given_by.name,
        owner: letter.line.owner_name,
        line: broadband(letter.line.line),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(status: &str, expires: &str) -> Result<Authority, Failure> {
        authority(
            serde_json::from_value(serde_json::json!({
                "reference": "FM-1001", "status": status, "givenOn": "2026-11-20", "expiresOn": expires,
                "givenTo": { "organisationNumber": "310005002", "name": "Nordavind Bredbånd AS" },
                "givenBy": { "name": "Solveig Bakkemo" },
                "line": { "id": "L-JX200017", "kind": "adslShared", "circuitNumber": "JX200017", "phoneNumber": "21900017",
                    "ownerName": "Solveig Bakkemo", "operator": { "id": "fjordnett", "name": "Fjordnett" } },
            }))
            .unwrap(),
        )
    }

    /// ISP-4
    #[test]
    fn an_authority_says_who_gave_it_to_whom_for_which_line() {
        let given = letter("valid", "2027-02-20").unwrap();
        assert_eq!(
            (given.standing, given.given_to.as_str(), given.owner.as_str()),
            (AuthorityStanding::Given, "310005002", "Solveig Bakkemo")
        );
        assert_eq!(given.line.unwrap().product, "ADSL_SHARED");
        assert_eq!(
            letter("used", "2027-02-20").map(|it| it.standing),
            Ok(AuthorityStanding::Used)
        );
        assert_eq!(
            letter("withdrawn", "2027-02-20").map(|it| it.standing),
            Ok(AuthorityStanding::Withdrawn)
        );
    }

    /// ISP-4: consent is never guessed.
    #[test]
    fn an_authority_that_cannot_be_understood_is_none() {
        assert_eq!(letter("perhaps", "2027-02-20"), Err(Failure::Malformed));
        assert_eq!(letter("valid", "20.02.2027"), Err(Failure::Malformed));
    }

    /// GRD-1
    #[test]
    fn only_broadband_counts_as_a_line_that_the_customer_has_already() {
        let found: Found = serde_json::from_str(
            r#"{"lines": [
                {"id": "L-1", "kind": "pstn", "operator": {"id": "jara", "name": "Jara"}, "phoneNumber": "21900017"},
                {"id": "L-2", "kind": "adslFull", "operator": {"id": "fjordnett", "name": "Fjordnett"}, "circuitNumber": "JX200017"}]}"#,
        )
        .unwrap();
        let lines: Vec<_> = found.lines.into_iter().filter_map(broadband).collect();
        assert_eq!(lines.len(), 1);
        assert_eq!(
            (lines[0].product.as_str(), lines[0].number.as_deref()),
            ("ADSL_FULL", Some("JX200017"))
        );
    }

    #[test]
    fn nrdb_is_asked_only_what_it_can_answer() {
        let place = |street_nr: &str, postcode: &str| {
            SearchedBy::Place(Box::new(PartnerPlace {
                street_name: "Prøveveien".into(),
                street_nr: street_nr.into(),
                postcode: postcode.into(),
                ..PartnerPlace::default()
            }))
        };
        assert!(query(&place("17", "0665")).is_some());
        assert!(query(&place("", "0665")).is_none());
        assert!(query(&place("17", "")).is_none());
        let insa = PartnerPlace {
            insa: "OSL-0417-22".into(),
            ..PartnerPlace::default()
        };
        assert!(query(&SearchedBy::Place(Box::new(insa))).is_none());
    }
}
