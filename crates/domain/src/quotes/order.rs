//! QUO-6: what of a quote goes over into an order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    address::{Address, AddressDraft},
    finding::Param,
    moment::Moment,
    orders::{LineDraft, Need, OrderDraft, QuotedRef, price::Price},
    reason::{Reason, codes},
};

use super::{
    NewQuoteLine, Offer,
    status::{QuoteLineStatus, QuoteStatus, header},
};

/// A line of a quote as the records have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quoted {
    /// The quote as it is shown, and which of its lines.
    pub at: QuotedRef,
    pub status: QuoteLineStatus,
    /// None while no price has been found.
    pub offer: Option<Offer>,
    pub line: NewQuoteLine,
    /// The order that it has become, as it is shown. A line is ordered once.
    pub order: Option<String>,
}

/// Why a line cannot be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOrderable {
    /// Only Completed lines can be.
    NotCompleted(QuoteLineStatus),
    /// QUO-9: the offer was good until this day, whether or not the timer has come by.
    Expired {
        until: Date,
    },
    Ordered {
        order: String,
    },
}

/// Why a quote cannot be ordered as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAllOrderable {
    /// Some of its lines are not Completed.
    NotCompleted(QuoteStatus),
    /// QUO-9: the offer of this line was good until this day.
    Expired { line: u32, until: Date },
    /// Every line has been ordered or closed.
    NothingLeft,
}

/// An order as it begins, and what was quoted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedOrder {
    /// Product, attributes and addresses as they were quoted, each line with the one that it comes from. End users,
    /// contacts, date and the rest are still to be filled in. Files go with one case: those of the quote stay there.
    pub draft: OrderDraft,
    /// Of all lines together, without VAT.
    pub price: Price,
    /// Working days from the order to the earliest date: of several lines the longest (DAT-1).
    pub delivery_days: u16,
}

impl From<NotOrderable> for Reason {
    fn from(why: NotOrderable) -> Self {
        match why {
            NotOrderable::NotCompleted(status) => not_completed(status.shown_as()),
            NotOrderable::Expired { until } => Self::new(codes::QUOTE_EXPIRED).with("until", until),
            NotOrderable::Ordered { order } => Self::new(codes::QUOTE_ORDERED).with("order", order),
        }
    }
}

impl From<NotAllOrderable> for Reason {
    fn from(why: NotAllOrderable) -> Self {
        match why {
            NotAllOrderable::NotCompleted(status) => not_completed(status.shown_as()),
            NotAllOrderable::Expired { line, until } => Self::new(codes::QUOTE_LINE_EXPIRED)
                .with("line", i64::from(line))
                .with("until", until),
            NotAllOrderable::NothingLeft => Self::new(codes::QUOTE_NOTHING_LEFT),
        }
    }
}

fn not_completed(status: &str) -> Reason {
    Reason::new(codes::QUOTE_NOT_COMPLETED).with("status", Param::from(status))
}

impl Quoted {
    /// What it is offered for, as long as it can be ordered.
    ///
    /// # Errors
    /// When it is not Completed, has been ordered, or its offer has expired at `now`.
    pub fn orderable(&self, now: Moment) -> Result<&Offer, NotOrderable> {
        if let Some(order) = &self.order {
            return Err(NotOrderable::Ordered { order: order.clone() });
        }
        let offer = match (&self.offer, self.status) {
            (Some(offer), QuoteLineStatus::Completed) => offer,
            (Some(offer), QuoteLineStatus::Expired) => {
                return Err(NotOrderable::Expired {
                    until: offer.valid_until,
                });
            }
            (_, status) => return Err(NotOrderable::NotCompleted(status)),
        };
        if offer.has_expired(now) {
            return Err(NotOrderable::Expired {
                until: offer.valid_until,
            });
        }
        Ok(offer)
    }
}

/// `Order Line Item`: the order of one line, which is Standard.
///
/// # Errors
/// When the line cannot be ordered at `now`.
pub fn to_order(quoted: &Quoted, now: Moment) -> Result<QuotedOrder, NotOrderable> {
    let offer = quoted.orderable(now)?;
    Ok(order_of(&[(quoted, offer)]))
}

/// `Order All Line Items`: every line that is left, in as few orders as there are kinds of delivery. An order has one
/// product with its attributes: several ends of the same become one Project, everything else is Standard. Lines that were
/// closed, cancelled or ordered already are no hindrance.
///
/// # Errors
/// When the quote is not Completed, when an offer has expired at `now`, or when no line is left.
pub fn all_to_orders(lines: &[Quoted], now: Moment) -> Result<Vec<QuotedOrder>, NotAllOrderable> {
    let status = header(lines.iter().map(|line| (line.status, line.order.is_some()))).status;
    if status != QuoteStatus::Completed {
        return Err(NotAllOrderable::NotCompleted(status));
    }
    let mut kinds: Vec<Vec<(&Quoted, &Offer)>> = Vec::new();
    for quoted in lines {
        let offer = match quoted.orderable(now) {
            Ok(offer) => offer,
            Err(NotOrderable::Expired { until }) => {
                let line = quoted.at.line;
                return Err(NotAllOrderable::Expired { line, until });
            }
            Err(NotOrderable::NotCompleted(_) | NotOrderable::Ordered { .. }) => continue,
        };
        let same = |kind: &&mut Vec<(&Quoted, &Offer)>| {
            kind.first()
                .is_some_and(|(first, _)| kind_of(&first.line) == kind_of(&quoted.line))
        };
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.push((quoted, offer)),
            None => kinds.push(vec![(quoted, offer)]),
        }
    }
    if kinds.is_empty() {
        return Err(NotAllOrderable::NothingLeft);
    }
    Ok(kinds.iter().map(|kind| order_of(kind)).collect())
}

/// What all lines of an order have in common.
fn kind_of(line: &NewQuoteLine) -> (&str, &BTreeMap<String, String>) {
    (&line.product, &line.attributes)
}

/// ORD-1: one line is a Standard order, several are a Project.
fn order_of(lines: &[(&Quoted, &Offer)]) -> QuotedOrder {
    let order_type = if lines.len() > 1 { "project" } else { "standard" };
    let (product, attributes) = lines
        .first()
        .map(|(quoted, _)| kind_of(&quoted.line))
        .map(|(product, attributes)| (product.to_owned(), attributes.clone()))
        .unwrap_or_default();
    QuotedOrder {
        draft: OrderDraft {
            need: Need::New.as_str().to_owned(),
            order_type: order_type.to_owned(),
            product,
            attributes,
            lines: lines.iter().map(|(quoted, _)| line_of(quoted)).collect(),
            ..OrderDraft::default()
        },
        price: lines.iter().map(|(_, offer)| offer.price).sum(),
        delivery_days: lines
            .iter()
            .map(|(_, offer)| offer.delivery_days)
            .max()
            .unwrap_or_default(),
    }
}

fn line_of(quoted: &Quoted) -> LineDraft {
    let typed = |address: &Option<Address>| address.as_ref().map(AddressDraft::from).unwrap_or_default();
    LineDraft {
        address: typed(&quoted.line.address_a),
        address_b: typed(&quoted.line.address_b),
        quoted: quoted.at.clone(),
        ..LineDraft::default()
    }
}
