//! CHG-1 and CHG-2: an order that was sent, as its change: what may be another, what may not, and what has changed.

mod difference;
mod fixed;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    address::AddressDraft,
    date,
    finding::{Finding, Severity, Verdict, codes},
    isp_switch::{SwitchDraft, authority_key},
    subscriptions::{Found, Subscription},
};

use super::{Facts, OrderDraft, Ordered};

pub use difference::{
    ADDRESS_B, APPOINTMENT, ATTACHMENTS, EXTRA_WORK, FieldChange, NUMBERS, changed_lines, changes,
};
pub use fixed::check;

/// Where it is said that nothing has changed yet.
const REOPENED: &str = "reopened";

/// An order as it was sent: what a change of it is measured by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sent {
    pub draft: OrderDraft,
    /// The last day on which its date can be changed (CHG-2); none for a product that is not in the catalogue any more.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub change_until: Option<Date>,
    /// The day on which it was first sent: a change of it gives no new notice (TRM-3).
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub sent_on: Option<Date>,
    /// Who gave the authority that a switch was sent with (ISP-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_owner: Option<String>,
}

impl OrderDraft {
    /// Whether it is the change of an order that was sent.
    pub fn is_reopened(&self) -> bool {
        !self.reopened.order.trim().is_empty()
    }
}

impl Sent {
    pub fn of(ordered: &Ordered, change_until: Option<Date>, sent_on: Date) -> Self {
        Self {
            draft: ordered.as_sent(),
            change_until,
            sent_on: Some(sent_on),
            current_owner: match ordered {
                Ordered::Switch(switch) => Some(switch.current_owner.clone()),
                Ordered::New(_) | Ordered::Change(_) | Ordered::Termination(_) => None,
            },
        }
    }

    /// The slot that the line has already: a change keeps it, unless place or time is to be another.
    pub fn has_slot(&self, at: usize, id: &str) -> bool {
        let own = self.draft.lines.get(at).map(|line| line.appointment.id.as_str());
        !id.is_empty() && own == Some(id)
    }

    /// The numbers that the line has already (NUM-2): kept as its slot is.
    pub fn has_numbers(&self, at: usize, id: &str) -> bool {
        let own = self
            .draft
            .lines
            .get(at)
            .map(|line| line.numbers.reservation.as_str());
        !id.is_empty() && own == Some(id)
    }

    /// Whether the line has this file already (ORD-9).
    pub fn has_file(&self, at: usize, id: &str) -> bool {
        let line = self.draft.lines.get(at);
        line.is_some_and(|line| line.attachments.iter().any(|file| file.id == id))
    }

    /// The date that was sent. It was right on the day that the order was sent, and is not asked about again (DAT-1).
    pub(crate) fn has_date(&self, date: Date) -> bool {
        date::format(date) == self.draft.requested_date
    }

    /// ISP-4: who gave the authority, as NRDB said when the order was sent. It is not asked again about the same one.
    pub fn giver_of(&self, switch: &SwitchDraft) -> Option<&str> {
        let same = authority_key(&switch.authority) == self.draft.switch.authority;
        self.current_owner.as_deref().filter(|_| same)
    }

    /// Whether the order is still for the place that it was sent for: what was found there then holds.
    pub(crate) fn is_at(&self, address: &AddressDraft) -> bool {
        let was = self.draft.lines.first().map(|line| line.address.place_key());
        was == Some(address.place_key())
    }
}

impl Facts {
    /// The day from which the notice of a termination is counted (TRM-3).
    pub fn notice_given(&self, draft: &OrderDraft, today: Date) -> Date {
        self.sent_of(draft).and_then(|sent| sent.sent_on).unwrap_or(today)
    }
}

/// TRM-4: an order is not in its own way. The subscription as it is without it; none where it is another's, or nobody's.
pub(super) fn without_itself(found: &Found<'_>, draft: &OrderDraft) -> Option<Subscription> {
    let Found::One(subscription) = found else {
        return None;
    };
    let live = subscription.live_order.as_ref()?;
    (live.order == draft.reopened.order.trim()).then(|| Subscription {
        live_order: None,
        ..(*subscription).clone()
    })
}

/// What the rules of its kind say of a change, and what those of a change say. Whether it may be changed at all is the
/// status table's.
pub(super) fn of_change(
    draft: &OrderDraft,
    sent: &Sent,
    verdict: Verdict<Ordered>,
    today: Date,
) -> Verdict<Ordered> {
    let mut findings = verdict.findings;
    check(sent, draft, today, &mut findings);
    let unchanged = verdict
        .valid
        .as_ref()
        .is_some_and(|ordered| changes(&sent.draft, &ordered.as_sent()).is_empty());
    if unchanged {
        findings.push(Finding::new(codes::REOPEN_NOTHING_CHANGED, REOPENED));
    }
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    let stopped = findings.iter().any(is_error);
    Verdict {
        valid: verdict.valid.filter(|_| !stopped),
        findings,
    }
}
