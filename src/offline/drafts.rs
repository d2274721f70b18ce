//! Drafts of forms, kept in this browser while they are typed (OFF-1).

use domain::{
    access_check::AccessCheck,
    address::RegisterAddress,
    appointment::{Appointment, SlotSearch},
    customer::CompanyFact,
    finding::Finding,
    orders::{LineFacts, OrderDraft},
};
use serde::{Deserialize, Serialize};

use super::store::{self, DRAFTS, StoreError};

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub id: String,
    /// Which form: `order`.
    pub kind: String,
    /// Nobody else of the same browser sees it.
    pub user: String,
    pub order: OrderDraft,
    /// Milliseconds since the epoch by the browser's clock: only ever compared with other drafts of this browser.
    pub created_at: i64,
    pub updated_at: i64,
    /// What the backend has answered about it.
    #[serde(default)]
    pub facts: KeptFacts,
    /// What the backend found wrong with it when it was submitted.
    #[serde(default)]
    pub refused_for: Vec<Finding>,
    /// The code of the refusal, when it was about the draft as a whole.
    #[serde(default)]
    pub refused_code: Option<String>,
}

/// [`LineFacts`] as they are kept: answers that hold for a while, so that a reload asks nobody again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptFacts {
    pub register_address: Option<RegisterAddress>,
    pub company: Option<CompanyFact>,
    pub access_check: Option<AccessCheck>,
    pub appointment: Option<Appointment>,
    pub slot_search: Option<SlotSearch>,
}

impl From<LineFacts> for KeptFacts {
    fn from(facts: LineFacts) -> Self {
        let LineFacts {
            register_address,
            company,
            access_check,
            appointment,
            slot_search,
        } = facts;
        Self {
            register_address,
            company,
            access_check,
            appointment,
            slot_search,
        }
    }
}

impl From<KeptFacts> for LineFacts {
    fn from(kept: KeptFacts) -> Self {
        let KeptFacts {
            register_address,
            company,
            access_check,
            appointment,
            slot_search,
        } = kept;
        Self {
            register_address,
            company,
            access_check,
            appointment,
            slot_search,
        }
    }
}

/// Milliseconds of the browser's clock.
pub fn browser_millis() -> i64 {
    js_sys::Date::now() as i64
}

impl Draft {
    pub fn new(id: String, user: String) -> Self {
        let now = browser_millis();
        Self {
            id,
            kind: "order".to_owned(),
            user,
            order: OrderDraft::default(),
            created_at: now,
            updated_at: now,
            facts: KeptFacts::default(),
            refused_for: Vec::new(),
            refused_code: None,
        }
    }
}

pub async fn save(draft: &Draft) -> Result<(), StoreError> {
    store::put(DRAFTS, &draft.id, draft).await
}

/// The draft with this id, when it is this user's.
pub async fn load(id: &str, user: &str) -> Result<Option<Draft>, StoreError> {
    Ok(store::get::<Draft>(DRAFTS, id)
        .await?
        .filter(|draft| draft.user == user))
}

/// All drafts of this user, the latest first.
pub async fn list(user: &str) -> Result<Vec<Draft>, StoreError> {
    let mut drafts: Vec<Draft> = store::all(DRAFTS).await?;
    drafts.retain(|draft| draft.user == user);
    drafts.sort_by_key(|draft| core::cmp::Reverse(draft.updated_at));
    Ok(drafts)
}

pub async fn delete(id: &str) -> Result<(), StoreError> {
    store::delete(DRAFTS, id).await
}
