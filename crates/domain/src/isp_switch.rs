//! ISP: taking a broadband customer over from another operator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    access_check::{ExistingLine, is_switchable},
    attributes::is_subscriber_number,
    calendar::working_day_from,
    catalogue::{AccessKind, Catalogue, Family, Product},
    changes::changes_access_type,
    date::plus_days,
    delivery_date::{self, Days},
    finding::Finding,
    orders::{
        NewLine, OrderDraft,
        price::{Price, line_price},
    },
    phone,
    references::References,
};

mod authority;
mod parse;

pub(crate) use authority::same_name;
pub use authority::{AuthorityAnswer, AuthorityRecord, AuthorityStanding, key as authority_key};
pub use parse::{Facts, parse};

/// What a switch asks beside an order's own fields, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SwitchDraft {
    /// Product code of what the customer has.
    pub product_from: String,
    /// `shared` or `full`, where the product alone does not tell.
    pub access_from: String,
    /// The operator that the customer leaves.
    pub losing_operator: String,
    /// Phone number of the existing subscription, for shared access (ISP-3).
    pub number: String,
    /// Reference of the letter of authority (ISP-4).
    pub authority: String,
    /// The end user is somebody else than the one who gave the authority; then both names are recorded.
    pub new_end_user: bool,
    /// Codes of the work past the interface that is ordered with the booking (BOK-5).
    pub extra_work: Vec<String>,
    /// Product code of the other access type that the customer is to have once the switch is Closed (ISP-1).
    pub afterwards: String,
    /// The customer ends what the other operator delivers, so that a new order takes the place of a switch that cannot
    /// be made (ISP-1).
    pub terminated: bool,
}

/// A valid switch, not yet stored. Only [`parse`] makes one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewSwitch {
    pub product_from: String,
    pub access: AccessKind,
    pub losing_operator: String,
    pub number: Option<String>,
    pub authority: String,
    /// Who gave the authority, and owns the subscription that is taken over.
    pub current_owner: String,
    pub product: String,
    pub catalogue_version: String,
    pub attributes: BTreeMap<String, String>,
    pub requested_date: Date,
    pub extra_work: Vec<String>,
    /// What it is to be changed to once the switch is Closed (ISP-1).
    #[serde(default)]
    pub afterwards: Option<String>,
    pub line: NewLine,
    pub references: References,
    pub manual_handling: bool,
    /// What the user was warned of and went on with.
    pub warnings: Vec<Finding>,
}

impl SwitchDraft {
    /// Whether the customer shares the line with telephony today: the product's own access type, or the one that was
    /// chosen where it may have either; none while that is not chosen.
    pub fn access_of(&self, from: &Product) -> Option<AccessKind> {
        from.access.or_else(|| match self.access_from.trim() {
            "shared" => Some(AccessKind::Shared),
            "full" => Some(AccessKind::Full),
            _ => None,
        })
    }

    /// Takes back what was learnt of a line that is not meant any more. What was typed over it stays.
    pub fn unlearn(&mut self, line: &ExistingLine, catalogue: &Catalogue) {
        let mut learnt = Self::default();
        learnt.learn(line, catalogue);
        for (field, learnt) in [
            (&mut self.product_from, learnt.product_from),
            (&mut self.access_from, learnt.access_from),
            (&mut self.losing_operator, learnt.losing_operator),
            (&mut self.number, learnt.number),
        ] {
            if *field == learnt {
                field.clear();
            }
        }
    }

    /// Takes over what NRDB knows of the line, so that nobody types it (ISP-2, ISP-3). What is typed stays.
    pub fn learn(&mut self, line: &ExistingLine, catalogue: &Catalogue) {
        let fill = |field: &mut String, known: &str| {
            if field.trim().is_empty() {
                known.clone_into(field);
            }
        };
        let product = catalogue.product(&line.product);
        if product.is_some_and(|product| is_switchable(product.family)) {
            fill(&mut self.product_from, &line.product);
        }
        fill(&mut self.losing_operator, &line.operator);
        let number = phone::tidied(line.number.as_deref().unwrap_or_default());
        if is_subscriber_number(&number) {
            fill(&mut self.number, &number);
            // A line that bears a telephone number shares it with the telephone.
            if product.is_some_and(|product| product.access.is_none()) {
                fill(&mut self.access_from, "shared");
            }
        }
    }
}

/// DAT-3: calendar days that a switch takes at least.
pub fn days_ahead(product: &Product) -> i64 {
    if product.family == Family::Shdsl { 21 } else { 16 }
}

/// The first day of a switch to this product. Where somebody comes it is a working day (DAT-2).
pub fn earliest_date(product: &Product, technician: bool, today: Date) -> Date {
    let by_switch = plus_days(today, days_ahead(product));
    if technician {
        working_day_from(by_switch.max(delivery_date::earliest_date(product, today)))
    } else {
        by_switch
    }
}

/// The days of a switch: where nobody comes, of any week day.
pub fn days(product: &Product, technician: bool, today: Date) -> Days {
    Days::from(earliest_date(product, technician, today), technician, today)
}

/// What stands in the way of a switch from the one product to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// ISP-1: these two are not switched between at all.
    NotBetween,
    /// ISP-1: shared stays shared and full stays full. Two ways out: switch first and change the access type when the
    /// switch is Closed; or, when urgent, terminate and order new.
    AccessDiffers,
}

/// ISP-1: from and to any of ADSL, operator access and SHDSL with the same access type; what is only switched from, as
/// Online ADSL, to ADSL or operator access.
pub fn hindrance(from: &Product, access_from: AccessKind, to: &Product) -> Option<Hindrance> {
    let possible = match (from.family, to.family) {
        (Family::Adsl | Family::OperatorAccess, Family::Adsl | Family::OperatorAccess) => true,
        (Family::Adsl | Family::OperatorAccess | Family::Shdsl, Family::Shdsl)
        | (Family::Shdsl, Family::Adsl | Family::OperatorAccess) => from.orderable,
        (Family::Hdsl | Family::Pstn | Family::Isdn | Family::Circuit | Family::CoLocation, _)
        | (_, Family::Hdsl | Family::Pstn | Family::Isdn | Family::Circuit | Family::CoLocation) => false,
    };
    if !possible || !to.orderable {
        return Some(Hindrance::NotBetween);
    }
    (to.access != Some(access_from)).then_some(Hindrance::AccessDiffers)
}

/// ISP-1, the first way out: what of the wanted kind has the access type that the customer has today. It is switched to
/// now, and changed to what is wanted once the switch is Closed.
pub fn switched_first<'a>(
    wanted: &Product,
    access: AccessKind,
    catalogue: &'a Catalogue,
) -> Option<&'a Product> {
    let of_kind = |product: &&Product| product.family == wanted.family && product.access == Some(access);
    catalogue.orderable_without_quote().find(of_kind)
}

/// ISP-1: what the product of a switch is to be changed to once that is Closed, as far as it is such a change.
pub fn changed_afterwards<'a>(draft: &OrderDraft, catalogue: &'a Catalogue) -> Option<&'a Product> {
    let to = catalogue.product(draft.product.trim())?;
    let afterwards = catalogue.product(draft.switch.afterwards.trim())?;
    (afterwards.orderable && changes_access_type(to, afterwards)).then_some(afterwards)
}

/// ISP-1, the second way out: the line cannot be taken over by a switch to this product, and the customer ends it, so a
/// new order is right in spite of GRD-1.
pub fn ended_instead(switch: &SwitchDraft, line: &ExistingLine, to: &Product, catalogue: &Catalogue) -> bool {
    switch.terminated && !can_be_switched(switch, line, to, catalogue)
}

/// Whether a switch takes the line over to this product, going by what is known of it.
pub fn can_be_switched(
    switch: &SwitchDraft,
    line: &ExistingLine,
    to: &Product,
    catalogue: &Catalogue,
) -> bool {
    let Some(from) = catalogue.product(&line.product) else {
        return true;
    };
    let access = switch.access_of(from);
    access.is_none_or(|access| hindrance(from, access, to).is_none())
}

/// What a switch costs: the product, and once the work that is ordered with its booking (BOK-5).
pub fn price(
    product: &Product,
    attributes: &BTreeMap<String, String>,
    extra_work: &[String],
    catalogue: &Catalogue,
) -> Price {
    let listed = line_price(product, attributes);
    let works = extra_work
        .iter()
        .filter_map(|code| catalogue.extra_work(code.trim()));
    Price {
        setup: works.fold(listed.setup, |sum, work| sum + work.price),
        ..listed
    }
}

/// ISP-6: between ADSL and ADSL the exchange does it all; to and from everything else somebody comes.
pub fn technician_comes(from: &Product, to: &Product) -> bool {
    !(from.family == Family::Adsl && to.family == Family::Adsl)
}

/// As [`technician_comes`], going by what the draft says so far; until both products are chosen somebody is assumed.
pub fn needs_technician(draft: &OrderDraft, catalogue: &Catalogue) -> bool {
    let from = catalogue.product(draft.switch.product_from.trim());
    let to = catalogue.product(draft.product.trim());
    match (from, to) {
        (Some(from), Some(to)) => technician_comes(from, to),
        _ => true,
    }
}
