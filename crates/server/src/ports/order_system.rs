//! The operator's order system: TM Forum's TMF641 Service Order, one for each order line.

use std::sync::Arc;

use async_trait::async_trait;
use domain::moment::Moment;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::Date;

use super::{
    client::{Answer, Client, Request},
    failure::PartnerError,
    kapaks::SearchedBy,
    place::PartnerPlace,
};

/// What one line orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewServiceOrder {
    /// `1-20001-1`: order and line. Makes every call safe to repeat.
    pub external_id: String,
    pub action: ServiceAction,
    pub requested_date: Date,
    pub partner: Party,
    pub product: String,
    /// The chosen attributes.
    pub characteristics: Vec<(String, String)>,
    pub visit: bool,
    pub line_number: Option<SearchedBy>,
    pub place: PartnerPlace,
    pub end_user: String,
    /// Empty where nobody need be reached.
    pub contact: String,
    pub contact_phones: Vec<String>,
    /// The appointment book's id.
    pub appointment: Option<String>,
    pub attachments: Vec<AttachedFile>,
    /// Why it must be handled by hand, if it must.
    pub note: Option<String>,
}

/// A file that goes with the line (ORD-9). It is named, and its bytes stay with the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    /// Ours: under it the operator's users find the file.
    pub id: String,
    pub name: String,
    pub media_type: &'static str,
    pub bytes: u64,
    /// Of its bytes, in small hexadecimal digits.
    pub sha256: Option<String>,
}

/// What is done with the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceAction {
    Add,
    Modify,
    Delete,
}

impl ServiceAction {
    fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Modify => "modify",
            Self::Delete => "delete",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub organisation_number: String,
    pub name: String,
}

/// A service order as it stands: every answer and every message holds the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceOrder {
    pub id: String,
    pub external_id: String,
    /// Grows with every change.
    pub version: i64,
    pub state: State,
    pub customer_order_id: Option<String>,
    pub agreed_date: Option<Date>,
    pub installation_date: Option<Date>,
    #[serde(default, rename = "milestone")]
    pub milestones: Vec<Milestone>,
    #[serde(default, rename = "jeopardyAlert")]
    pub alerts: Vec<Alert>,
    #[serde(default, rename = "errorMessage")]
    pub complaints: Vec<Complaint>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    Acknowledged,
    InProgress,
    /// Something is missing: the last complaint says what.
    Held,
    /// Handled by hand, without a change of status.
    Pending,
    Rejected,
    /// Given up by the operator after registration.
    Failed,
    Cancelled,
    Completed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Milestone {
    /// A name that is not known here is one that the order system has got since, and is passed over.
    pub name: String,
    pub milestone_date: Moment,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub message: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Complaint {
    pub code: String,
    /// Norwegian, for people.
    #[serde(default)]
    pub reason: String,
    /// What to do about it.
    #[serde(default)]
    pub message: String,
    /// External id of the order that this one repeats.
    pub referred_order: Option<String>,
}

/// What became of a wish to cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelling {
    /// Or it had come to nothing there already.
    Done,
    /// The line is finished.
    TooLate,
    /// The order system does not know the order.
    Unknown,
}

#[async_trait]
pub trait OrderSystem: Send + Sync + std::fmt::Debug {
    /// Sends an order. Repeating it gives the order as it now stands.
    async fn place(&self, order: &NewServiceOrder) -> Result<ServiceOrder, PartnerError>;

    /// The order as it now stands; none when the order system does not know it.
    async fn find(&self, external_id: &str) -> Result<Option<ServiceOrder>, PartnerError>;

    /// Sends new content for an order, or brings one that was held to go on. None when it is unknown or too late.
    async fn change(&self, id: &str, order: &NewServiceOrder) -> Result<Option<ServiceOrder>, PartnerError>;

    async fn cancel(&self, id: &str, external_id: &str, reason: &str) -> Result<Cancelling, PartnerError>;

    /// Asks for events to be sent to `callback` with this token. Repeating it only renews it.
    async fn subscribe(&self, callback: &str, token: &str) -> Result<(), PartnerError>;
}

#[derive(Debug)]
pub struct HttpOrderSystem {
    client: Arc<Client>,
}

impl HttpOrderSystem {
    pub fn new(client: Arc<Client>) -> Self {
        Self { client }
    }
}

#[async_trait]
impl OrderSystem for HttpOrderSystem {
    async fn place(&self, order: &NewServiceOrder) -> Result<ServiceOrder, PartnerError> {
        let request = Request::post("place", &["serviceOrder"], &body(order)).safe();
        self.client
            .ask(request, |answer| match answer.status {
                200 | 201 => answer.json(),
                _ => Err(answer.unexpected()),
            })
            .await
    }

    async fn find(&self, external_id: &str) -> Result<Option<ServiceOrder>, PartnerError> {
        let request =
            Request::get("find", &["serviceOrder"]).query(vec![("externalId", external_id.to_owned())]);
        self.client
            .ask(request, |answer| match answer.status {
                200 => Ok(answer.json::<Vec<ServiceOrder>>()?.into_iter().next()),
                404 => Ok(None),
                _ => Err(answer.unexpected()),
            })
            .await
    }

    async fn change(&self, id: &str, order: &NewServiceOrder) -> Result<Option<ServiceOrder>, PartnerError> {
        // Not marked safe: a second PATCH may find the order gone on from where the first has put it.
        let path = ["serviceOrder", id];
        let request = Request::patch("change", &path, &body(order));
        self.client
            .ask(request, |answer| match answer.status {
                200 => answer.json().map(Some),
                404 | 409 => Ok(None),
                _ => Err(answer.unexpected()),
            })
            .await
    }

    async fn cancel(&self, id: &str, external_id: &str, reason: &str) -> Result<Cancelling, PartnerError> {
        let body = json!({
            "externalId": format!("cancel-{external_id}"),
            "serviceOrder": { "id": id },
            "cancellationReason": reason,
        });
        self.client
            .ask(
                Request::post("cancel", &["cancelServiceOrder"], &body).safe(),
                |answer| match answer.status {
                    200 | 201 => Ok(Cancelling::Done),
                    404 => Ok(Cancelling::Unknown),
                    409 if answer.code().as_deref() == Some("closed") => Ok(Cancelling::Done),
                    409 => Ok(Cancelling::TooLate),
                    _ => Err(answer.unexpected()),
                },
            )
            .await
    }

    async fn subscribe(&self, callback: &str, token: &str) -> Result<(), PartnerError> {
        let body = json!({ "callback": callback, "token": token });
        self.client
            .ask(
                Request::post("subscribe", &["hub"], &body).safe(),
                |answer: &Answer| match answer.status {
                    200 | 201 => Ok(()),
                    _ => Err(answer.unexpected()),
                },
            )
            .await
    }
}

fn body(order: &NewServiceOrder) -> Value {
    let mut characteristics: Vec<Value> = order
        .characteristics
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    characteristics.push(json!({ "name": "visit", "value": order.visit.to_string() }));
    let mut place = json!(order.place);
    place["role"] = json!("installationPlace");
    let phones: Vec<Value> = order
        .contact_phones
        .iter()
        .map(|number| json!({ "mediumType": "telephone", "characteristic": { "phoneNumber": number } }))
        .collect();
    let mut parties = vec![json!({ "role": "endUser", "name": order.end_user })];
    if !order.contact.is_empty() {
        parties.push(json!({ "role": "contact", "name": order.contact, "contactMedium": phones }));
    }
    let mut service = json!({
        "serviceSpecification": { "id": order.product },
        "serviceCharacteristic": characteristics,
        "place": [place],
        "relatedParty": parties,
    });
    match &order.line_number {
        Some(SearchedBy::PhoneNumber(number)) => {
            service["supportingResource"] = json!([{ "id": number, "@referredType": "PhoneNumber" }]);
        }
        Some(SearchedBy::CircuitNumber(number)) => {
            service["supportingResource"] = json!([{ "id": number, "@referredType": "CircuitNumber" }]);
        }
        Some(SearchedBy::Place(_)) | None => {}
    }
    let mut item = json!({ "id": "1", "action": order.action.name(), "service": service });
    if let Some(appointment) = &order.appointment {
        item["appointment"] = json!({ "id": appointment });
    }
    if !order.attachments.is_empty() {
        item["attachment"] = order.attachments.iter().map(attachment).collect();
    }
    let mut body = json!({
        "externalId": order.external_id,
        "requestedCompletionDate": order.requested_date,
        "relatedParty": [
            { "role": "partner", "id": order.partner.organisation_number, "name": order.partner.name },
        ],
        "serviceOrderItem": [item],
    });
    if let Some(note) = &order.note {
        body["description"] = json!(note);
    }
    body
}

/// In the form that TM Forum's APIs name files in.
fn attachment(file: &AttachedFile) -> Value {
    let mut named = json!({
        "id": file.id,
        "name": file.name,
        "mimeType": file.media_type,
        "size": { "amount": file.bytes, "units": "bytes" },
    });
    if let Some(sha256) = &file.sha256 {
        named["sha256"] = json!(sha256);
    }
    named
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_service_order_is_read_whole() {
        let order: ServiceOrder = serde_json::from_str(
            r#"{"id": "SO-000001", "externalId": "1-20001-1", "version": 3, "state": "held", "orderDate": "2026-11-22T17:20:00Z",
                "customerOrderId": "C0000001", "agreedDate": "2026-12-03",
                "milestone": [{"id": "1", "name": "accepted", "milestoneDate": "2026-11-22T17:20:04Z"}],
                "errorMessage": [{"code": "UNIT_MISSING", "reason": "Leilighetsnummer mangler.", "message": "Oppgi det.", "timestamp": "2026-11-22T17:20:04Z"}],
                "serviceOrderItem": []}"#,
        )
        .unwrap();
        assert_eq!(order.state, State::Held);
        assert_eq!(order.agreed_date, Some(date!(2026 - 12 - 03)));
        assert_eq!(order.milestones[0].name, "accepted");
        assert_eq!(order.complaints[0].code, "UNIT_MISSING");
        assert_eq!(order.installation_date, None);
    }

    #[test]
    fn an_unknown_state_is_not_guessed_at() {
        let json = r#"{"id": "SO-1", "externalId": "1-20001-1", "version": 3, "state": "partial"}"#;
        assert!(serde_json::from_str::<ServiceOrder>(json).is_err());
    }
}
