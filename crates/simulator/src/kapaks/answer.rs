//! The hits of one question, in the words of TMF645.

use jiff::ToSpan;
use serde_json::{Map, Value, json};

use super::light::{ADDRESS_UNKNOWN, Light, Product, best_speed, light};
use crate::address::Address;
use crate::behaviour::{Access, Case};
use crate::calendar;
use crate::nrdb::Line;
use crate::world::{Counted, World};

/// What was asked, understood.
pub struct Question<'a> {
    pub product: Product,
    pub speed: Option<&'a str>,
    pub place: Asked<'a>,
}

/// Where.
pub enum Asked<'a> {
    /// A house of the register.
    House(usize),
    /// A line found by its number.
    Line(&'a Line),
    /// An address that the register does not know.
    Unknown(Box<Address>),
    /// A number that nobody has.
    Nobody,
}

/// One line that the product could run on.
struct Hit<'a> {
    light: Light,
    line: Option<&'a Line>,
    description: String,
    address: Address,
    zone: Option<u8>,
    access: Access,
}

pub fn answer(world: &World, question: &Question<'_>, case: Case) -> Value {
    let hits = hits(world, question, case);
    let now = world.calendar.now();
    let id = format!(
        "KQ-{}-{:06}",
        &world.run[..4],
        world.count(Counted::Qualification, 0)
    );
    let effective = calendar::utc(now);
    // KAP-5: a day.
    let expires = calendar::utc(now.checked_add(24.hours()).unwrap_or(now));
    let items: Vec<Value> = hits
        .iter()
        .enumerate()
        .map(|(index, hit)| item(&format!("{id}-{}", index + 1), hit, question, &expires))
        .collect();
    let mut answer = json!({
        "id": id,
        "state": "done",
        "effectiveQualificationDate": effective,
        "expirationDate": expires,
    });
    let result = match hits.as_slice() {
        [] => Some("unqualified"),
        [only] => result(&only.light),
        several => {
            let any_green = several.iter().any(|hit| hit.light == Light::Green);
            Some(if any_green { "qualified" } else { "unqualified" })
        }
    };
    if let Some(fields) = answer.as_object_mut() {
        if let Some(result) = result {
            fields.insert("qualificationResult".to_owned(), json!(result));
        }
        if let [
            Hit {
                light: Light::Fault(_),
                ..
            },
        ] = hits.as_slice()
        {
            fields.insert("state".to_owned(), json!("terminatedWithError"));
        }
        fields.insert("serviceQualificationItem".to_owned(), json!(items));
    }
    answer
}

fn hits<'a>(world: &'a World, question: &Question<'a>, case: Case) -> Vec<Hit<'a>> {
    let access = case.behaviour.access;
    let hit = |place: usize, line: Option<&'a Line>, number: usize, description: String| {
        let place = world.register.places.get(place);
        Hit {
            light: light(access, number, question.product, question.speed),
            line,
            description,
            address: place.map(crate::register::Place::address).unwrap_or_default(),
            zone: place.map(|place| place.zone),
            access,
        }
    };
    match &question.place {
        Asked::Nobody => Vec::new(),
        Asked::Unknown(address) => vec![Hit {
            light: Light::Uncertain(ADDRESS_UNKNOWN),
            line: None,
            description: address.line(),
            address: (**address).clone(),
            zone: None,
            access,
        }],
        Asked::Line(line) => {
            let number = world
                .lines
                .at(line.place)
                .position(|other| other.circuit == line.circuit)
                .unwrap_or(0);
            let phone = line.phone.as_deref().unwrap_or(&line.circuit);
            vec![hit(line.place, Some(line), number, format!("Linje {phone}"))]
        }
        Asked::House(place) if access == Access::SeveralHits => ["1. etasje", "2. etasje", "Kjeller"]
            .into_iter()
            .zip(world.lines.at(*place))
            .enumerate()
            .map(|(number, (floor, line))| {
                let phone = line.phone.as_deref().unwrap_or(&line.circuit);
                hit(*place, Some(line), number, format!("Linje {phone}, {floor}"))
            })
            .collect(),
        Asked::House(place) => {
            let line = world.lines.at(*place).next();
            let description = match line {
                Some(line) => format!("Linje {}", line.phone.as_deref().unwrap_or(&line.circuit)),
                None => "Ledig par, ingen linje i drift".to_owned(),
            };
            vec![hit(*place, line, 0, description)]
        }
    }
}

/// TMF645 has no word for "uncertain"; ours stands in PROTOCOLS.md. A system fault has no result.
fn result(light: &Light) -> Option<&'static str> {
    match light {
        Light::Green => Some("qualified"),
        Light::Uncertain(_) => Some("uncertain"),
        Light::Fault(_) => None,
        Light::Red { alternatives, .. } if alternatives.is_empty() => Some("unqualified"),
        Light::Red { .. } => Some("alternate"),
    }
}

fn item(id: &str, hit: &Hit<'_>, question: &Question<'_>, expires: &str) -> Value {
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(id));
    item.insert(
        "state".to_owned(),
        json!(if matches!(hit.light, Light::Fault(_)) {
            "terminatedWithError"
        } else {
            "done"
        }),
    );
    if let Some(result) = result(&hit.light) {
        item.insert("qualificationResult".to_owned(), json!(result));
    }
    item.insert("expirationDate".to_owned(), json!(expires));
    match &hit.light {
        Light::Green => {}
        Light::Uncertain(reason) => {
            let reasons = json!([{ "code": reason.code, "label": reason.text }]);
            item.insert("eligibilityUnavailabilityReason".to_owned(), reasons);
        }
        Light::Fault(reason) => {
            item.insert(
                "terminationError".to_owned(),
                json!([{ "code": reason.code, "value": reason.text }]),
            );
        }
        Light::Red { reason, alternatives } => {
            let reasons = json!([{ "code": reason.code, "label": reason.text }]);
            item.insert("eligibilityUnavailabilityReason".to_owned(), reasons);
            if !alternatives.is_empty() {
                let proposals: Vec<Value> = alternatives
                    .iter()
                    .enumerate()
                    .map(|(index, alternative)| {
                        let mut service =
                            json!({ "serviceSpecification": { "id": alternative.product.code() } });
                        if let (Some(speed), Some(fields)) = (alternative.speed, service.as_object_mut()) {
                            let speed = json!([{ "name": "speed", "value": speed }]);
                            fields.insert("serviceCharacteristic".to_owned(), speed);
                        }
                        json!({ "id": format!("{id}-{}", index + 1), "alternateService": service })
                    })
                    .collect();
                item.insert("alternateServiceProposal".to_owned(), json!(proposals));
            }
        }
    }
    item.insert("service".to_owned(), service(hit, question));
    Value::Object(item)
}

fn service(hit: &Hit<'_>, question: &Question<'_>) -> Value {
    let mut characteristics = Vec::new();
    if let Some(speed) = question.speed {
        characteristics.push(json!({ "name": "speed", "value": speed }));
    }
    if let Some(best) = best_speed(hit.access, question.product) {
        characteristics.push(json!({ "name": "bestSpeed", "value": best }));
    }
    if let Some(zone) = hit.zone {
        characteristics.push(json!({ "name": "connectionZone", "value": zone.to_string() }));
    }
    let mut place = json!(hit.address);
    if let Some(fields) = place.as_object_mut() {
        fields.insert("role".to_owned(), json!("installationPlace"));
        fields.insert("@type".to_owned(), json!("GeographicAddress"));
    }
    let mut service = json!({
        "serviceSpecification": { "id": question.product.code() },
        "description": hit.description,
        "serviceCharacteristic": characteristics,
        "place": [place],
    });
    if let (Some(line), Some(fields)) = (hit.line, service.as_object_mut()) {
        let mut resources = Vec::new();
        if let Some(phone) = &line.phone {
            resources.push(json!({ "id": phone, "@referredType": "PhoneNumber" }));
        }
        resources.push(json!({ "id": line.circuit, "@referredType": "CircuitNumber" }));
        fields.insert("supportingResource".to_owned(), json!(resources));
    }
    service
}
