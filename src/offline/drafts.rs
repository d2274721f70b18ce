//! Drafts of forms, kept in this browser while they are typed (OFF-1).

use std::{cell::RefCell, rc::Rc};

use domain::{
    access_check::AccessCheck,
    address::RegisterAddress,
    appointment::{Appointment, SlotSearch},
    attachments::AttachmentFact,
    customer::CompanyFact,
    finding::Finding,
    isp_switch::AuthorityRecord,
    moment::Moment,
    numbers::{NumberReservation, NumbersDraft},
    orders::{AppointmentRef, ConfirmationsDraft, Facts, LineFacts, OrderDraft, ReopenedRef, reopen::Sent},
    sheet::import::{Import, Remembered},
    subscriptions::Subscription,
};
use serde::{Deserialize, Serialize};
use wire::problem::Problem;

use super::{
    persistence,
    store::{self, DRAFTS, StoreError},
    sync,
};
use crate::clock::Clock;

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
    /// The refusal itself, for when it was about the draft as a whole.
    #[serde(default)]
    pub refused: Option<Problem>,
}

/// [`LineFacts`] as they are kept: answers that hold for a while, so that a reload asks nobody again. They are those of the
/// first line, as they were before there were projects, with those of all later ones beside them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptFacts {
    pub register_address: Option<RegisterAddress>,
    pub company: Option<CompanyFact>,
    pub access_check: Option<AccessCheck>,
    pub appointment: Option<Appointment>,
    pub slot_search: Option<SlotSearch>,
    pub reservation: Option<NumberReservation>,
    /// Of the whole order: when it was begun, by the backend's clock (ORD-4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begun_at: Option<Moment>,
    /// The files that the line names; `Ready` ones may still be on their way from this browser (ORD-9).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentFact>,
    /// Of the whole order: what is changed or ended.
    pub subscription: Option<KnownSubscription>,
    /// Of the whole order: what NRDB said of the authority that a switch names (ISP-4).
    pub authority: Option<AuthorityRecord>,
    /// Of the whole order: what was sent of the one that it changes (CHG-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub later_lines: Vec<Self>,
    #[serde(skip_serializing_if = "KeptImport::is_untouched")]
    pub import: KeptImport,
}

/// ORD-8: a file on its way into the lines, as long as it is looked over, and what the columns of earlier ones were said to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptImport {
    pub pending: Option<Import>,
    pub said: Remembered,
}

impl KeptImport {
    fn is_untouched(&self) -> bool {
        *self == Self::default()
    }
}

/// What the backend has under a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownSubscription {
    /// As numbers are compared.
    pub number: String,
    /// None: nothing of this company's.
    pub subscription: Option<Subscription>,
}

impl From<Facts> for KeptFacts {
    fn from(facts: Facts) -> Self {
        let mut lines = facts.lines.into_iter().map(Self::from);
        let first = lines.next().unwrap_or_default();
        Self {
            authority: facts.authority,
            sent: facts.sent,
            later_lines: lines.collect(),
            ..first
        }
    }
}

impl From<KeptFacts> for Facts {
    fn from(mut kept: KeptFacts) -> Self {
        let later = core::mem::take(&mut kept.later_lines);
        let authority = kept.authority.take();
        let sent = kept.sent.take();
        Self {
            lines: core::iter::once(kept).chain(later).map(LineFacts::from).collect(),
            authority,
            sent,
        }
    }
}

impl From<LineFacts> for KeptFacts {
    fn from(facts: LineFacts) -> Self {
        let LineFacts {
            register_address,
            company,
            access_check,
            appointment,
            slot_search,
            reservation,
            attachments,
            // The form for new orders does not order by quotes yet (QUO-6).
            register_address_b: _,
            quoted: _,
            // What was live when it was asked may not be any more: the backend says it anew (ORD-5).
            repeats: _,
        } = facts;
        Self {
            register_address,
            company,
            access_check,
            appointment,
            slot_search,
            begun_at: None,
            reservation,
            attachments,
            subscription: None,
            authority: None,
            sent: None,
            later_lines: Vec::new(),
            import: KeptImport::default(),
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
            begun_at: _,
            reservation,
            attachments,
            subscription: _,
            authority: _,
            sent: _,
            later_lines: _,
            import: _,
        } = kept;
        Self {
            register_address,
            company,
            access_check,
            appointment,
            slot_search,
            reservation,
            repeats: Vec::new(),
            attachments,
            register_address_b: None,
            quoted: None,
        }
    }
}

impl KeptFacts {
    /// What the registers said of the one line, which is true of a copy as well.
    fn of_places_and_companies(&self) -> Self {
        Self {
            register_address: self.register_address.clone(),
            company: self.company.clone(),
            ..Self::default()
        }
    }
}

/// Milliseconds of the browser's clock.
pub fn browser_millis() -> i64 {
    js_sys::Date::now() as i64
}

impl Draft {
    /// The same order once more, for another end user or place: what was asked, booked and confirmed for this one is
    /// not the copy's.
    pub fn copied(&self, id: String) -> Self {
        let mut copy = Self::new(id, self.user.clone());
        copy.order = self.order.clone();
        copy.facts = self.facts.of_places_and_companies();
        copy.facts.later_lines = self
            .facts
            .later_lines
            .iter()
            .map(KeptFacts::of_places_and_companies)
            .collect();
        copy.order.subscription.confirmed = false;
        // ISP-4: an authority is for one customer's one subscription.
        copy.order.switch.authority.clear();
        // CHG-1: a copy is an order of its own.
        copy.order.reopened = ReopenedRef::default();
        for line in &mut copy.order.lines {
            if !line.appointment.id.is_empty() {
                copy.order.requested_date.clear();
            }
            line.access_check.id.clear();
            line.access_check.hit.clear();
            line.appointment = AppointmentRef::default();
            line.numbers = NumbersDraft::default();
            line.confirmations = ConfirmationsDraft::default();
        }
        copy
    }

    /// When it was begun, by the backend's clock: from then on the days of ORD-4 count.
    pub fn begun_at(&self, clock: Clock) -> Moment {
        let known = self.facts.begun_at;
        known.unwrap_or_else(|| clock.of_browser(self.created_at))
    }

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
            refused: None,
        }
    }
}

thread_local! {
    static LISTENER: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Hears of every draft that is saved or deleted in this tab.
pub fn listen(listener: impl Fn() + 'static) {
    LISTENER.with_borrow_mut(|slot| *slot = Some(Rc::new(listener)));
}

fn tell() {
    if let Some(listener) = LISTENER.with_borrow(Clone::clone) {
        listener();
    }
}

pub async fn save(draft: &Draft) -> Result<(), StoreError> {
    let kept = keep(draft).await;
    tell();
    if kept.is_ok() {
        persistence::ask_once();
    }
    kept
}

/// Writes it down as it came from the backend: there is nothing to tell it.
pub async fn keep(draft: &Draft) -> Result<(), StoreError> {
    store::put(DRAFTS, &draft.id, draft).await
}

/// Keeps it for a page that goes, at once.
pub fn say_last(draft: &Draft) {
    store::put_last(DRAFTS, &draft.id, Some(draft));
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
    // First the word that it was deleted, so that it does not come back from the backend's copy.
    sync::bury(id).await?;
    store::delete(DRAFTS, id).await?;
    tell();
    Ok(())
}

/// Takes it from this browser alone: the backend's copy went before.
pub async fn let_go(id: &str) -> Result<(), StoreError> {
    store::delete(DRAFTS, id).await
}

/// Brings a deleted draft back.
pub async fn bring_back(draft: &Draft) -> Result<(), StoreError> {
    sync::dig_up(&draft.id).await?;
    save(draft).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(company: CompanyFact) -> LineFacts {
        LineFacts {
            company: Some(company),
            ..LineFacts::default()
        }
    }

    /// OFF-1: what was kept before there were projects knows one line.
    #[test]
    fn answers_that_were_kept_for_one_line_are_those_of_the_first() {
        let old = r#"{"register_address": null, "company": {"kind": "unknown"}}"#;
        let facts: Facts = crate::json::read::<KeptFacts>(old).unwrap().into();
        assert_eq!(facts.lines, [known(CompanyFact::Unknown)]);
        // And what one line keeps is as it was.
        let kept = serde_json::to_value(KeptFacts::from(facts)).unwrap();
        assert!(kept.get("later_lines").is_none());
    }

    /// OFF-1, ISP-4
    #[test]
    fn what_nrdb_said_of_an_authority_is_kept() {
        let kept = KeptFacts {
            authority: Some(AuthorityRecord {
                reference: "FM-1001".to_owned(),
                answer: domain::isp_switch::AuthorityAnswer::Unknown,
            }),
            ..KeptFacts::default()
        };
        let facts = Facts::from(kept.clone());
        assert_eq!(facts.authority, kept.authority);
        assert_eq!(KeptFacts::from(facts).authority, kept.authority);
        // A copy is for somebody else.
        assert_eq!(kept.of_places_and_companies().authority, None);
    }

    /// OFF-1, ORD-1
    #[test]
    fn answers_about_several_lines_come_back_in_their_order() {
        let lines = vec![
            LineFacts::default(),
            known(CompanyFact::Deleted),
            known(CompanyFact::Unknown),
        ];
        let facts = Facts {
            lines,
            ..Facts::default()
        };
        let kept = serde_json::to_string(&KeptFacts::from(facts.clone())).unwrap();
        assert_eq!(Facts::from(crate::json::read::<KeptFacts>(&kept).unwrap()), facts);
    }
}
