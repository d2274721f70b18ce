//! `Submit (Estimate Price)`: what comes of it (QUO-3), and the question that is asked when it is no price (QUO-4).

use time::Date;

use crate::{catalogue::Catalogue, turn::Actor};

use super::{
    NewQuoteLine, Offer,
    price::{Ends, Manual, WhyManual, by_price_list},
    status::{QuoteAction, QuoteLineStatus},
};

/// What the price list has to say of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Estimate {
    Priced(Box<Offer>),
    /// The price must be found by hand: the user is asked whether they want that, and why it is so is said.
    ByHand(Manual),
}

/// What happens to a line that a price was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The action, and whose it is by the table of statuses.
    Do(QuoteAction, Actor),
    /// The user has not been asked yet: manual work takes time, and is for real needs only.
    Ask(Manual),
    /// The user has said no: the line stays as it is, and can be asked for again.
    Stay,
}

/// Prices a valid line. `zones` are the connection zones of A and B, from 1, none where they are not known; `today` is the
/// date in Oslo. A product that is not in the catalogue any more is priced by hand.
pub fn estimate(line: &NewQuoteLine, zones: [Option<u8>; 2], catalogue: &Catalogue, today: Date) -> Estimate {
    let ends = Ends {
        distance: line.distance,
        zones,
    };
    let Some(product) = catalogue.product(&line.product) else {
        return Estimate::ByHand(Manual {
            why: WhyManual::NotListed,
            monthly: None,
        });
    };
    match by_price_list(catalogue, product, &line.attributes, &ends, today) {
        Ok(found) => Estimate::Priced(Box::new(Offer::by_list(found, product, catalogue, today))),
        Err(manual) if manual.why == WhyManual::DistanceUnknown && line.attachment_flag => {
            Estimate::ByHand(Manual {
                why: WhyManual::InAttachment,
                ..manual
            })
        }
        Err(manual) => Estimate::ByHand(manual),
    }
}

/// What is done with a line in this status that was just priced; `wants_manual` is what the user has answered, if they have
/// been asked (QUO-4). Whether anything may be done at all is the status table's.
pub fn next(status: QuoteLineStatus, estimate: &Estimate, wants_manual: Option<bool>) -> Next {
    match (estimate, wants_manual) {
        (Estimate::Priced(_), _) => Next::Do(QuoteAction::PriceFound, finder(status)),
        (Estimate::ByHand(_), Some(true)) => Next::Do(QuoteAction::WantManual, Actor::Partner),
        (Estimate::ByHand(_), Some(false)) => Next::Stay,
        (Estimate::ByHand(manual), None) => Next::Ask(*manual),
    }
}

/// A price is found by the system; that an expired offer gets a new one is the partner's doing (QUO-9).
fn finder(status: QuoteLineStatus) -> Actor {
    match status {
        QuoteLineStatus::Expired => Actor::Partner,
        QuoteLineStatus::New
        | QuoteLineStatus::Received
        | QuoteLineStatus::InProcess
        | QuoteLineStatus::Incomplete
        | QuoteLineStatus::CustomerUpdate
        | QuoteLineStatus::Completed
        | QuoteLineStatus::CustomerClosed
        | QuoteLineStatus::Cancelled => Actor::System,
    }
}
