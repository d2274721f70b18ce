//! ORD-3 and QUO-6: what needs a quote is ordered by a line of one, as it was quoted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    address::{self, Address, AddressDraft},
    catalogue::{Product, QuoteNeed},
    finding::{Finding, Path, codes},
    quotes::{NotOrderable, Offer, Quoted},
};

use super::{
    Context, LineDraft, LineFacts, NewLine, OrderDraft, QuotedRef, line::ParsedLine, price::Price,
    reopen::Sent,
};

/// What a line was quoted for, as it was ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderedQuote {
    /// The line of the quote that it comes from.
    pub at: QuotedRef,
    /// Of this line alone, without VAT.
    pub price: Price,
    /// Working days from the order to the earliest date (DAT-1).
    pub delivery_days: u16,
}

impl Sent {
    /// Whether the line was ordered by this very line of a quote: what was good on that day is not asked about again (CHG-1).
    fn is_quoted(&self, at: usize, quoted: &QuotedRef) -> bool {
        self.draft
            .lines
            .get(at)
            .is_some_and(|line| line.quoted == *quoted)
    }
}

/// What each line was quoted for; none for a product that needs no quote, and where something is wrong, which is said.
/// `chosen` are the attributes of the order.
pub(super) fn check(
    draft: &OrderDraft,
    product: &Product,
    chosen: &BTreeMap<String, String>,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Option<OrderedQuote>> {
    match product.quote {
        QuoteNeed::No => return Vec::new(),
        QuoteNeed::PriceList | QuoteNeed::PriceListInZone1 | QuoteNeed::Manual => {}
    }
    if draft.lines.is_empty() || draft.lines.iter().any(|line| !is_quoted(line)) {
        let finding = Finding::new(codes::PRODUCT_QUOTE_FIRST, "product");
        findings.push(finding.with("product", &product.name));
    }
    let no_facts = LineFacts::default();
    let lines = draft.lines.iter().enumerate();
    lines
        .map(|(at, line)| {
            let facts = context.facts.lines.get(at).unwrap_or(&no_facts);
            let (quoted, offer) = quoted_line(draft, at, line, facts, context, findings)?;
            let as_quoted = is_as_quoted((at, line), product, chosen, quoted, findings);
            as_quoted.then(|| OrderedQuote {
                at: quoted.at.clone(),
                price: offer.price,
                delivery_days: offer.delivery_days,
            })
        })
        .collect()
}

/// Whether the line says that it comes from a quote.
pub(super) fn is_quoted(line: &LineDraft) -> bool {
    !line.quoted.quote.trim().is_empty()
}

/// The quote's line that an order's names, when it can be ordered.
fn quoted_line<'a>(
    draft: &OrderDraft,
    at: usize,
    line: &LineDraft,
    facts: &'a LineFacts,
    context: &Context<'a>,
    findings: &mut Vec<Finding>,
) -> Option<(&'a Quoted, &'a Offer)> {
    if !is_quoted(line) {
        return None;
    }
    let path = Path::element("lines", at);
    let mut wrong = |code, name: &str, value: crate::finding::Param| {
        findings.push(Finding::new(code, path.field("quoted")).with(name, value));
    };
    let named = |other: &&LineDraft| other.quoted == line.quoted;
    if draft.lines.iter().take(at).any(|other| named(&other)) {
        wrong(codes::QUOTED_REPEATED, "line", i64::from(line.quoted.line).into());
        return None;
    }
    let known = facts.quoted.as_ref().filter(|quoted| quoted.at == line.quoted);
    let Some(quoted) = known else {
        wrong(codes::QUOTED_UNKNOWN, "quote", line.quoted.quote.trim().into());
        return None;
    };
    let kept = context
        .facts
        .sent_of(draft)
        .is_some_and(|sent| sent.is_quoted(at, &line.quoted));
    if let Some(offer) = quoted.offer.as_ref().filter(|_| kept) {
        return Some((quoted, offer));
    }
    match quoted.orderable(context.now) {
        Ok(offer) => return Some((quoted, offer)),
        Err(NotOrderable::NotCompleted(status)) => {
            wrong(codes::QUOTED_NOT_COMPLETED, "status", status.shown_as().into());
        }
        Err(NotOrderable::Expired { until }) => wrong(codes::QUOTED_EXPIRED, "until", until.into()),
        Err(NotOrderable::Ordered { order }) => wrong(codes::QUOTED_ORDERED, "order", order.into()),
    }
    None
}

/// A price is that of the product, its attributes and the places that it was asked for; with others it is none.
fn is_as_quoted(
    (at, line): (usize, &LineDraft),
    product: &Product,
    chosen: &BTreeMap<String, String>,
    quoted: &Quoted,
    findings: &mut Vec<Finding>,
) -> bool {
    let before = findings.len();
    let number = i64::from(quoted.at.line);
    if product.code != quoted.line.product {
        findings.push(Finding::new(codes::QUOTED_OTHER_PRODUCT, "product").with("line", number));
        // Of another product the attributes are others, too.
        return false;
    }
    if *chosen != quoted.line.attributes {
        findings.push(Finding::new(codes::QUOTED_OTHER_ATTRIBUTES, "attributes").with("line", number));
    }
    let path = Path::element("lines", at);
    let ends = [
        ("address", &line.address, &quoted.line.address_a),
        ("address_b", &line.address_b, &quoted.line.address_b),
    ];
    for (field, typed, asked) in ends {
        // Where it stood in an attachment there is nothing to hold it against (QUO-2).
        if let Some(asked) = asked.as_ref().filter(|asked| !is_at(typed, asked)) {
            let finding = Finding::new(codes::QUOTED_OTHER_PLACE, path.field(field));
            findings.push(finding.with("address", asked.in_one_line()));
        }
    }
    findings.len() == before
}

fn is_at(typed: &AddressDraft, address: &Address) -> bool {
    typed.place_key() == AddressDraft::from(address).place_key()
}

/// QUO-1: reads the other end of a line whose product joins two places. Two lines from one place to two others are no
/// duplicates of each other (ORD-5).
pub(super) fn read_other_end(
    parsed: ParsedLine,
    line: &LineDraft,
    at: usize,
    facts: &LineFacts,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> ParsedLine {
    let path = Path::element("lines", at);
    let other = address::parse(
        &line.address_b,
        &path.field("address_b"),
        context.postcodes,
        facts.register_address_b.as_ref(),
        !line.attachments.is_empty(),
        findings,
    );
    let both = parsed.line.zip(other.address);
    ParsedLine {
        line: both.map(|(line, address)| NewLine {
            address_b: Some(address),
            ..line
        }),
        manual_handling: parsed.manual_handling || other.manual_handling,
        place: if parsed.place.is_empty() {
            parsed.place
        } else {
            format!("{}||{}", parsed.place, line.address_b.place_key())
        },
        ..parsed
    }
}
