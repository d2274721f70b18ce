//! Kapaks: can it be delivered? TM Forum's TMF645 Service Qualification (KAP).

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use domain::access_check::{Alternative, Hit, Light};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    client::{Answer, Client, Request},
    failure::{Failure, PartnerError},
    place::PartnerPlace,
};

/// What Kapaks is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub product: String,
    /// Empty where the product has none.
    pub speed: String,
    pub searched_by: SearchedBy,
}

/// KAP-2
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchedBy {
    PhoneNumber(String),
    CircuitNumber(String),
    Place(Box<PartnerPlace>),
}

impl SearchedBy {
    /// Phone numbers are digits; circuit numbers begin with letters.
    pub fn number(number: String) -> Self {
        if number.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
            Self::PhoneNumber(number)
        } else {
            Self::CircuitNumber(number)
        }
    }
}

#[async_trait]
pub trait Kapaks: Send + Sync + std::fmt::Debug {
    /// The lines or places that fit, none when there is nothing known. Never asked twice: the user decides (KAP-4).
    async fn check(&self, question: &Question) -> Result<Vec<Found>, PartnerError>;
}

/// A hit, and where Kapaks has it: the appointment book is asked by that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub hit: Hit,
    pub place: Option<PartnerPlace>,
}

#[derive(Debug)]
pub struct HttpKapaks {
    client: Arc<Client>,
}

impl HttpKapaks {
    pub fn new(client: Arc<Client>) -> Self {
        Self { client }
    }
}

#[async_trait]
impl Kapaks for HttpKapaks {
    async fn check(&self, question: &Question) -> Result<Vec<Found>, PartnerError> {
        let body = body(question);
        self.client
            .ask(
                Request::post("check", &["checkServiceQualification"], &body),
                read,
            )
            .await
    }
}

fn body(question: &Question) -> Value {
    let mut service = json!({ "serviceSpecification": { "id": question.product } });
    if !question.speed.is_empty() {
        service["serviceCharacteristic"] = json!([{ "name": "speed", "value": question.speed }]);
    }
    match &question.searched_by {
        SearchedBy::PhoneNumber(number) => {
            service["supportingResource"] = json!([{ "id": number, "@referredType": "PhoneNumber" }]);
        }
        SearchedBy::CircuitNumber(number) => {
            service["supportingResource"] = json!([{ "id": number, "@referredType": "CircuitNumber" }]);
        }
        SearchedBy::Place(place) => {
            let mut place = json!(place);
            place["role"] = json!("installationPlace");
            place["@type"] = json!("GeographicAddress");
            service["place"] = json!([place]);
        }
    }
    json!({
        "@type": "CheckServiceQualification",
        "instantSyncQualification": true,
        "provideAlternative": true,
        "provideUnavailabilityReason": true,
        "serviceQualificationItem": [{ "id": "1", "service": service }],
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Qualification {
    service_qualification_item: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: String,
    state: String,
    qualification_result: Option<String>,
    #[serde(default)]
    service: Service,
    #[serde(default)]
    eligibility_unavailability_reason: Vec<Explanation>,
    #[serde(default)]
    termination_error: Vec<Explanation>,
    #[serde(default)]
    alternate_service_proposal: Vec<Proposal>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Service {
    service_specification: Option<Named>,
    description: Option<String>,
    service_characteristic: Vec<Characteristic>,
    supporting_resource: Vec<Resource>,
    place: Vec<PartnerPlace>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Characteristic {
    name: String,
    value: Value,
}

#[derive(Deserialize)]
struct Resource {
    id: String,
    #[serde(rename = "@referredType", default)]
    kind: String,
}

/// A reason or a fault, in Norwegian and for people.
#[derive(Deserialize)]
struct Explanation {
    #[serde(alias = "value")]
    label: Option<String>,
    code: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Proposal {
    alternate_service: Service,
}

fn read(answer: &Answer) -> Result<Vec<Found>, Failure> {
    match answer.status {
        200 | 201 => {
            let qualification: Qualification = answer.json()?;
            qualification
                .service_qualification_item
                .into_iter()
                .map(found)
                .collect()
        }
        _ => Err(answer.unexpected()),
    }
}

fn found(item: Item) -> Result<Found, Failure> {
    let light = light(&item.state, item.qualification_result.as_deref())?;
    let service = item.service;
    let place = service.place.into_iter().next();
    let where_it_is = place
        .as_ref()
        .map(PartnerPlace::one_line)
        .filter(|line| !line.is_empty());
    let alternatives = item
        .alternate_service_proposal
        .into_iter()
        .map(|proposal| alternative(proposal.alternate_service))
        .collect::<Result<_, _>>()?;
    let hit = Hit {
        id: item.id,
        description: told_apart(where_it_is, service.description),
        line_number: number_of(&service.supporting_resource),
        light,
        reason: item
            .eligibility_unavailability_reason
            .into_iter()
            .chain(item.termination_error)
            .find_map(|explanation| explanation.label.or(explanation.code)),
        best_speed: characteristic(&service.service_characteristic, "bestSpeed"),
        alternatives,
        elsewhere: false,
    };
    Ok(Found { hit, place })
}

/// Where it is, and what Kapaks calls it: of several lines in one house the address alone is the same (KAP-2). Its words
/// often begin or end with the address, which is not said twice.
fn told_apart(place: Option<String>, words: Option<String>) -> String {
    let words = words.unwrap_or_default();
    let words = words.trim();
    match place {
        None => words.to_owned(),
        Some(place) => {
            let street = place.split(',').next().unwrap_or_default();
            let rest = words.replacen(street, "", 1);
            let rest = rest.trim_matches(|c: char| c.is_whitespace() || c == ',');
            match rest {
                "" => place,
                rest => format!("{place} ({rest})"),
            }
        }
    }
}

/// A state or result that the protocol does not know cannot be given a colour by guessing.
fn light(state: &str, result: Option<&str>) -> Result<Light, Failure> {
    match (state, result) {
        ("terminatedWithError", _) => Ok(Light::YellowFault),
        ("done", Some("qualified")) => Ok(Light::Green),
        ("done", Some("uncertain")) => Ok(Light::YellowUncertain),
        ("done", Some("unqualified" | "alternate")) => Ok(Light::Red),
        _ => Err(Failure::Malformed),
    }
}

fn alternative(service: Service) -> Result<Alternative, Failure> {
    let product = service.service_specification.ok_or(Failure::Malformed)?.id;
    let speed = characteristic(&service.service_characteristic, "speed");
    Ok(Alternative {
        product,
        attributes: speed
            .map(|speed| ("speed".to_owned(), speed))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
    })
}

fn characteristic(all: &[Characteristic], name: &str) -> Option<String> {
    all.iter()
        .find(|characteristic| characteristic.name == name)
        .and_then(|characteristic| match &characteristic.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
}

/// The phone number by which people know a line, else its circuit number.
fn number_of(resources: &[Resource]) -> Option<String> {
    let of_kind = |kind: &str| resources.iter().find(|resource| resource.kind == kind);
    of_kind("PhoneNumber")
        .or_else(|| of_kind("CircuitNumber"))
        .map(|resource| resource.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(fields: &str) -> Result<Hit, Failure> {
        found(serde_json::from_str(&format!(r#"{{"id": "KQ-1-1", {fields}}}"#)).unwrap())
            .map(|found| found.hit)
    }

    /// KAP-3
    #[test]
    fn every_answer_of_kapaks_has_its_light() {
        for (fields, light) in [
            (
                r#""state": "done", "qualificationResult": "qualified""#,
                Light::Green,
            ),
            (
                r#""state": "done", "qualificationResult": "uncertain""#,
                Light::YellowUncertain,
            ),
            (r#""state": "terminatedWithError""#, Light::YellowFault),
            (
                r#""state": "done", "qualificationResult": "unqualified""#,
                Light::Red,
            ),
            (
                r#""state": "done", "qualificationResult": "alternate""#,
                Light::Red,
            ),
        ] {
            assert_eq!(item(fields).unwrap().light, light, "{fields}");
        }
        for fields in [
            r#""state": "done""#,
            r#""state": "inProgress""#,
            r#""state": "done", "qualificationResult": "x""#,
        ] {
            assert_eq!(item(fields), Err(Failure::Malformed), "{fields}");
        }
    }

    /// KAP-2, KAP-3
    #[test]
    fn a_hit_says_where_it_is_which_line_why_not_and_what_instead() {
        let hit = item(
            r#""state": "done", "qualificationResult": "alternate",
               "eligibilityUnavailabilityReason": [{"code": "DISTANCE", "label": "For langt fra sentralen."}],
               "service": {"description": "Ledig par", "serviceCharacteristic": [{"name": "bestSpeed", "value": "2048/512"}],
                 "supportingResource": [{"id": "JX100001", "@referredType": "CircuitNumber"}, {"id": "21900001", "@referredType": "PhoneNumber"}],
                 "place": [{"streetName": "Prøveveien", "streetNr": "1", "unit": "H0201", "postcode": "0665", "city": "OSLO"}]},
               "alternateServiceProposal": [{"id": "a", "alternateService": {"serviceSpecification": {"id": "ADSL_FULL"},
                 "serviceCharacteristic": [{"name": "speed", "value": "2048/512"}]}}]"#,
        )
        .unwrap();
        assert_eq!(hit.description, "Prøveveien 1, H0201, 0665 OSLO (Ledig par)");
        assert_eq!(hit.line_number.as_deref(), Some("21900001"));
        assert_eq!(hit.reason.as_deref(), Some("For langt fra sentralen."));
        assert_eq!(hit.best_speed.as_deref(), Some("2048/512"));
        assert_eq!(hit.alternatives[0].product, "ADSL_FULL");
        assert_eq!(hit.alternatives[0].attributes["speed"], "2048/512");
    }

    /// KAP-3
    #[test]
    fn a_system_fault_brings_its_own_words() {
        let hit = item(
            r#""state": "terminatedWithError", "terminationError": [{"code": "KAPAKS_SUBSYSTEM_AWAY", "value": "Delsystemet svarer ikke."}]"#,
        );
        assert_eq!(hit.unwrap().reason.as_deref(), Some("Delsystemet svarer ikke."));
    }

    /// KAP-2
    #[test]
    fn the_question_names_the_product_the_speed_and_one_thing_to_search_by() {
        let question = Question {
            product: "ADSL_FULL".into(),
            speed: "8128/640".into(),
            searched_by: SearchedBy::PhoneNumber("21900001".into()),
        };
        let service = &body(&question)["serviceQualificationItem"][0]["service"];
        assert_eq!(service["serviceSpecification"]["id"], "ADSL_FULL");
        assert_eq!(service["serviceCharacteristic"][0]["value"], "8128/640");
        assert_eq!(service["supportingResource"][0]["@referredType"], "PhoneNumber");
        assert!(service.get("place").is_none());
    }
}
