//! The number authority, NRDB: which lines a place or a number has already, and with whom (GRD-1).

use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;

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

#[async_trait]
pub trait NumberAuthority: Send + Sync + std::fmt::Debug {
    async fn broadband_lines(&self, searched_by: &SearchedBy) -> Result<Vec<BroadbandLine>, PartnerError>;
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

#[cfg(test)]
mod tests {
    use super::*;

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
