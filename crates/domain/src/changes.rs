//! CHG, GRD-2: changing what is installed, as a speed, the access type, the place, the customer or the contact.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    calendar::working_days_after,
    catalogue::{Catalogue, Family, Product},
    customer::{self, Contact, EndUser},
    delivery_date::{self, Days},
    finding::{Finding, Path, Verdict, codes},
    orders::{
        Context, LineDraft, LineFacts, Need, NewLine, OrderDraft, attributes, line, need_is,
        price::line_price,
        requested_date::{self, REQUESTED_DATE, Wanted},
    },
    references,
    subscriptions::{self, Found, Subscription},
};

/// What is to be changed, as chosen; the new values stand in the order's own fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeDraft {
    /// `speed`, `access`, `move`, `customer` or `contact`.
    pub what: String,
}

/// One thing at a time is changed by one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ChangeKind {
    /// Speed and the other technical attributes.
    Speed,
    /// From shared to full access, or back (ISP-1).
    Access,
    /// To another address (GRD-2).
    Move,
    /// Who the end user is.
    Customer,
    /// Whom the operator reaches.
    Contact,
}

impl ChangeKind {
    pub const ALL: [Self; 5] = [
        Self::Speed,
        Self::Access,
        Self::Move,
        Self::Customer,
        Self::Contact,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speed => "speed",
            Self::Access => "access",
            Self::Move => "move",
            Self::Customer => "customer",
            Self::Contact => "contact",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name.trim())
    }

    /// What the draft says; a draft that came by "to move" needs no further answer (GRD-2).
    pub fn of(draft: &OrderDraft) -> Option<Self> {
        let what = draft.change.what.trim();
        if what.is_empty() && Need::named(&draft.need) == Some(Need::Move) {
            return Some(Self::Move);
        }
        Self::named(what)
    }

    /// Whether it is done at the place, with check, booking and visit as for a new delivery.
    pub fn is_at_the_place(self) -> bool {
        match self {
            Self::Access | Self::Move => true,
            Self::Speed | Self::Customer | Self::Contact => false,
        }
    }
}

/// What the subscription becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    Speed {
        attributes: BTreeMap<String, String>,
    },
    Access {
        product: String,
        attributes: BTreeMap<String, String>,
        line: Box<NewLine>,
    },
    Move {
        line: Box<NewLine>,
    },
    Customer {
        end_user: EndUser,
    },
    Contact {
        contact: Contact,
    },
}

/// A valid change, not yet stored. Only [`parse`] makes one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewChange {
    /// Id of the subscription.
    pub subscription: String,
    pub catalogue_version: String,
    pub changed: Changed,
    pub requested_date: Date,
    pub manual_handling: bool,
    pub references: references::References,
    /// What the user was warned of and went on with.
    pub warnings: Vec<Finding>,
}

impl Changed {
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::Speed { .. } => ChangeKind::Speed,
            Self::Access { .. } => ChangeKind::Access,
            Self::Move { .. } => ChangeKind::Move,
            Self::Customer { .. } => ChangeKind::Customer,
            Self::Contact { .. } => ChangeKind::Contact,
        }
    }

    /// What the subscription is once the change is carried out. Its rent is that of `catalogue`, where what is rented is
    /// another thing than before.
    pub fn applied_to(&self, was: &Subscription, catalogue: &Catalogue) -> Subscription {
        let mut becomes = Subscription {
            live_order: None,
            ..was.clone()
        };
        match self {
            Self::Speed { attributes } => becomes.attributes.clone_from(attributes),
            Self::Access {
                product,
                attributes,
                line,
            } => {
                becomes.product.clone_from(product);
                becomes.attributes.clone_from(attributes);
                becomes.contact = Some(line.contact.clone());
            }
            Self::Move { line } => {
                becomes.address.clone_from(&line.address);
                becomes.contact = Some(line.contact.clone());
            }
            Self::Customer { end_user } => becomes.end_user.clone_from(end_user),
            Self::Contact { contact } => becomes.contact = Some(contact.clone()),
        }
        let rented_anew = becomes.product != was.product || becomes.attributes != was.attributes;
        if let Some(product) = catalogue.product(&becomes.product).filter(|_| rented_anew) {
            becomes.monthly_rent = line_price(product, &becomes.attributes).monthly;
        }
        becomes
    }
}

/// CAN-1: a change between Jara ADSL, operator access and Jara HDSL is cancelled by Service Request.
pub fn changes_access(from: &Product, to: &Product) -> bool {
    let meant = |product: &Product| {
        matches!(
            product.family,
            Family::Adsl | Family::OperatorAccess | Family::Hdsl
        )
    };
    from.code != to.code && meant(from) && meant(to)
}

/// ISP-1: the same kind of product with the other access type.
pub fn changes_access_type(from: &Product, to: &Product) -> bool {
    from.family == to.family && from.access != to.access
}

/// The first day of a change: what is done at the place takes the product's lead time, the rest is done the next
/// working day.
pub fn earliest_date(kind: ChangeKind, product: &Product, today: Date) -> Date {
    if kind.is_at_the_place() {
        delivery_date::earliest_date(product, today)
    } else {
        working_days_after(today, 1)
    }
}

/// The days of a change. Where nobody comes any day of the week will do.
pub fn days(kind: ChangeKind, product: &Product, today: Date) -> Days {
    if kind.is_at_the_place() {
        Days::of(product, today)
    } else {
        Days::from(earliest_date(kind, product, today), false, today)
    }
}

/// Checks a change against every rule, and says everything that is wrong at once.
pub fn parse(draft: &OrderDraft, found: &Found<'_>, context: &Context<'_>) -> Verdict<NewChange> {
    let mut findings = Vec::new();
    need_is(draft, &[Need::Change, Need::Move], &mut findings);
    let kind = ChangeKind::of(draft);
    if kind.is_none() {
        let unknown = !draft.change.what.trim().is_empty();
        let code = if unknown {
            codes::CHANGE_UNKNOWN
        } else {
            codes::CHANGE_MISSING
        };
        findings.push(Finding::new(code, "change.what"));
    }
    let subscription = subscriptions::check(&draft.subscription, found, &mut findings);
    let installed = subscription.and_then(|it| context.catalogue.product(&it.product));
    if subscription.is_some() && installed.is_none() {
        findings.push(Finding::new(
            codes::SUBSCRIPTION_PRODUCT_GONE,
            "subscription.number",
        ));
    }
    let references = references::parse(draft, context.habits, &mut findings);
    let mut made = Made::default();
    if let (Some(kind), Some(subscription), Some(installed)) = (kind, subscription, installed) {
        made = change(draft, kind, subscription, installed, context, &mut findings);
    }
    let product = made.product.or(installed);
    let requested_date = kind
        .zip(product)
        .and_then(|(kind, product)| requested_on(draft, kind, product, &made, context, &mut findings));
    Verdict::of(findings, |warnings| {
        Some(NewChange {
            subscription: subscription?.id.clone(),
            catalogue_version: context.catalogue.version.clone(),
            changed: made.changed?,
            requested_date: requested_date?,
            manual_handling: made.manual_handling,
            references,
            warnings,
        })
    })
}

/// The change as far as it could be read.
#[derive(Default)]
struct Made<'a> {
    changed: Option<Changed>,
    /// What is installed afterwards, where that is another product.
    product: Option<&'a Product>,
    manual_handling: bool,
    booked: Option<Date>,
    date_follows: bool,
}

fn change<'a>(
    draft: &OrderDraft,
    kind: ChangeKind,
    subscription: &Subscription,
    installed: &'a Product,
    context: &Context<'a>,
    findings: &mut Vec<Finding>,
) -> Made<'a> {
    let first = LineDraft::default();
    let typed = draft.lines.first().unwrap_or(&first);
    let lines = Path::element("lines", 0);
    let mut nothing = |path: Path<'_>| findings.push(Finding::new(codes::CHANGE_NOTHING, path));
    match kind {
        ChangeKind::Speed => {
            let attributes = attributes::check_attributes(draft, installed, context.catalogue, findings);
            if attributes == subscription.attributes {
                findings.push(Finding::new(codes::CHANGE_NOTHING, "attributes"));
            }
            Made {
                changed: Some(Changed::Speed { attributes }),
                ..Made::default()
            }
        }
        ChangeKind::Customer => {
            let facts = context.facts.lines.first();
            let company = facts.and_then(|facts| facts.company.as_ref());
            let path = lines.field("end_user");
            let end_user = customer::parse_end_user(&typed.end_user, &path, context.today, company, findings);
            if end_user.as_ref() == Some(&subscription.end_user) {
                findings.push(Finding::new(codes::CHANGE_NOTHING, path));
            }
            Made {
                changed: end_user.map(|end_user| Changed::Customer { end_user }),
                ..Made::default()
            }
        }
        ChangeKind::Contact => {
            let contact = customer::parse_contact(&typed.contact, &lines.field("contact"), false, findings);
            Made {
                changed: contact.map(|contact| Changed::Contact { contact }),
                ..Made::default()
            }
        }
        ChangeKind::Move => {
            if !typed.address.place_key().is_empty() && is_here(typed, subscription) {
                nothing(lines.field("address"));
            }
            let ordered = OrderDraft {
                product: installed.code.clone(),
                attributes: subscription.attributes.clone(),
                ..draft.clone()
            };
            let parsed = at_the_place(&ordered, typed, installed, context, findings);
            let line = parsed.line.map(Box::new);
            Made {
                changed: line.map(|line| Changed::Move { line }),
                product: None,
                manual_handling: parsed.manual_handling,
                booked: parsed.booked_for,
                date_follows: parsed.date_follows,
            }
        }
        ChangeKind::Access => {
            let product = attributes::check_product(draft, context.catalogue, findings);
            let Some(product) = product else {
                return Made::default();
            };
            if !changes_access_type(installed, product) {
                let finding = Finding::new(codes::CHANGE_ACCESS_NOT_BETWEEN, "product");
                findings.push(finding.with("from", &installed.name).with("to", &product.name));
            }
            let attributes = attributes::check_attributes(draft, product, context.catalogue, findings);
            let parsed = at_the_place(draft, typed, product, context, findings);
            let line = parsed.line.map(Box::new);
            Made {
                changed: line.map(|line| Changed::Access {
                    product: product.code.clone(),
                    attributes,
                    line,
                }),
                product: Some(product),
                manual_handling: parsed.manual_handling,
                booked: parsed.booked_for,
                date_follows: parsed.date_follows,
            }
        }
    }
}

fn at_the_place(
    draft: &OrderDraft,
    typed: &LineDraft,
    product: &Product,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> line::ParsedLine {
    let no_facts = LineFacts::default();
    let facts = context.facts.lines.first().unwrap_or(&no_facts);
    line::parse(draft, typed, 0, Some(product), facts, context, findings)
}

/// Whether the address to move to is the one where it is installed.
fn is_here(typed: &LineDraft, subscription: &Subscription) -> bool {
    let here = crate::address::AddressDraft::from(&subscription.address);
    typed.address.place_key() == here.place_key()
}

fn requested_on(
    draft: &OrderDraft,
    kind: ChangeKind,
    product: &Product,
    made: &Made<'_>,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Date> {
    let today = context.today;
    let earliest = earliest_date(kind, product, today);
    let wanted = Wanted {
        typed: &draft.requested_date,
        earliest: Some(earliest),
        booked: made.booked,
        date_follows: made.date_follows,
        sent: context.facts.sent_of(draft),
        today,
    };
    requested_date::parse(&wanted, findings, |date| {
        if kind.is_at_the_place() {
            return delivery_date::check(date, product, today);
        }
        let too_early = || Finding::new(codes::CHANGE_TOO_EARLY, REQUESTED_DATE);
        days(kind, product, today).check(date, too_early)
    })
}
