//! From the draft to a valid order: all errors and warnings at once.

use time::Date;

use crate::{
    access_check::AccessCheck,
    address::RegisterAddress,
    appointment::{Appointment, SlotSearch},
    attachments::AttachmentFact,
    attributes::check_product,
    catalogue::{Catalogue, Product},
    customer::CompanyFact,
    delivery_date::{self, Days},
    finding::{Finding, Path, Severity},
    isp_switch::AuthorityRecord,
    moment::Moment,
    numbers::{self, NumberReservation, OrderedNumbers, RESERVED_NUMBER},
    quotes::Quoted,
    references,
};

use super::{
    NewLine, NewOrder, OrderDraft, OrderedQuote, attributes, duplicate,
    duplicate::LiveLine,
    line, need,
    price::{Price, line_price},
    quoted,
    reopen::Sent,
    requested_date::{self, Wanted},
};

/// What the backend's own records say of one line. In the browser: what the backend has answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineFacts {
    /// The register hit that the draft names, if the backend has ever shown it.
    pub register_address: Option<RegisterAddress>,
    /// None while the register has not been asked.
    pub company: Option<CompanyFact>,
    pub access_check: Option<AccessCheck>,
    pub appointment: Option<Appointment>,
    pub slot_search: Option<SlotSearch>,
    pub reservation: Option<NumberReservation>,
    /// ORD-5: the partner's live lines that this one would repeat.
    pub repeats: Vec<LiveLine>,
    /// The files that the line names, those that are known (ORD-9).
    pub attachments: Vec<AttachmentFact>,
    /// The register hit that the other end names, as the first does its own.
    pub register_address_b: Option<RegisterAddress>,
    /// The quote's line that this one names, if it is the partner's (QUO-6).
    pub quoted: Option<Quoted>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// One per line of the draft, in the same order; missing ones count as knowing nothing.
    pub lines: Vec<LineFacts>,
    /// What NRDB said of the authority that a switch names; none while it has not been asked (ISP-4).
    pub authority: Option<AuthorityRecord>,
    /// What was sent of the order that the draft changes (CHG-1).
    pub sent: Option<Sent>,
}

impl Facts {
    /// What was sent of the order that this draft changes.
    pub fn sent_of(&self, draft: &OrderDraft) -> Option<&Sent> {
        self.sent.as_ref().filter(|_| draft.is_reopened())
    }
}

/// What the line at this place was quoted for.
fn quoted_at(quoted: &[Option<OrderedQuote>], at: usize) -> Option<&OrderedQuote> {
    quoted.get(at)?.as_ref()
}

/// The patterns of this partner's references, for REF-2: what its last ten orders had in each of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceHabits {
    pub project_reference: Vec<String>,
    pub customer_invoice_ref: Vec<String>,
    pub customer_order_ref: Vec<String>,
}

/// Everything a check needs beside the draft.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The date in Europe/Oslo (DAT-5).
    pub today: Date,
    pub now: Moment,
    pub catalogue: &'a Catalogue,
    pub postcodes: &'a crate::postcode::PostcodeRegister,
    pub facts: &'a Facts,
    pub habits: &'a ReferenceHabits,
}

/// The valid order, when there is no error, and everything that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub order: Option<NewOrder>,
    pub findings: Vec<Finding>,
}

/// Checks a draft against every rule, and says everything that is wrong at once. Without an error there is an order.
pub fn parse(draft: &OrderDraft, context: &Context<'_>) -> Outcome {
    let mut findings = Vec::new();
    need::check_need(draft, &mut findings);
    need::check_type(draft, &mut findings);
    let path = Path::of("product");
    let product = check_product(&draft.product, &path, context.catalogue, &mut findings);
    let mut chosen = product
        .map(|product| attributes::check_attributes(draft, product, context.catalogue, &mut findings))
        .unwrap_or_default();
    let quoted = product
        .map(|product| quoted::check(draft, product, &chosen, context, &mut findings))
        .unwrap_or_default();
    if let Some(product) = product {
        numbers::check_project(draft, product, &mut findings);
    }
    let references = references::parse(draft, context.habits, &mut findings);

    let no_facts = LineFacts::default();
    let mut line_findings = Vec::new();
    let parsed: Vec<_> = draft
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let facts = context.facts.lines.get(at).unwrap_or(&no_facts);
            let parsed = line::parse(draft, line, at, product, facts, context, &mut line_findings);
            if product.is_some_and(Product::joins_two_places) && quoted::is_quoted(line) {
                quoted::read_other_end(parsed, line, at, facts, context, &mut line_findings)
            } else {
                parsed
            }
        })
        .collect();
    // NUM-2: the number that is held is the one that is ordered; what the draft says of it counts for nothing.
    let numbers = parsed.first().and_then(|line| line.numbers.as_ref());
    if let Some(OrderedNumbers::Reserved { series, .. }) = numbers {
        chosen.insert(RESERVED_NUMBER.to_owned(), series.first.clone());
    }
    duplicate::check(draft, &parsed, context.facts, &mut line_findings);
    let booked = parsed.iter().find_map(|line| line.booked_for);
    let date_follows = parsed.iter().any(|line| line.date_follows);
    // DAT-1: what was quoted for the slowest line, or else the product's lead time.
    let takes = quoted.iter().flatten().map(|quoted| quoted.delivery_days).max();
    let takes = |product: &Product| takes.unwrap_or(product.lead_days);
    let wanted = Wanted {
        typed: &draft.requested_date,
        earliest: product.map(|product| Days::after(takes(product), product.visit, context.today).earliest()),
        booked,
        date_follows,
        sent: context.facts.sent_of(draft),
        today: context.today,
    };
    let requested_date = requested_date::parse(&wanted, &mut findings, |date| {
        let product = product?;
        delivery_date::check_after(date, takes(product), product.visit, context.today)
    });
    findings.extend(line_findings);

    let order = if findings.iter().any(|finding| finding.severity == Severity::Error) {
        None
    } else {
        let warnings = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Warning)
            .cloned()
            .collect();
        product.zip(requested_date).zip(draft.order_type()).and_then(
            |((product, requested_date), order_type)| {
                let manual_handling = parsed.iter().any(|line| line.manual_handling);
                let prices = parsed
                    .iter()
                    .enumerate()
                    .map(|(at, _)| match quoted_at(&quoted, at) {
                        Some(quoted) => quoted.price,
                        None => line_price(product, &chosen),
                    });
                let price: Price = prices.sum();
                let lines = parsed
                    .into_iter()
                    .enumerate()
                    .map(|(at, line)| {
                        Some(NewLine {
                            quoted: quoted_at(&quoted, at).cloned(),
                            ..line.line?
                        })
                    })
                    .collect::<Option<Vec<_>>>()?;
                Some(NewOrder {
                    order_type,
                    product: product.code.clone(),
                    catalogue_version: context.catalogue.version.clone(),
                    attributes: chosen,
                    requested_date,
                    project_reference: references.project_reference,
                    customer_invoice_ref: references.customer_invoice_ref,
                    customer_order_ref: references.customer_order_ref,
                    setup_price: price.setup,
                    monthly_rent: price.monthly,
                    manual_handling,
                    lines,
                    warnings,
                })
            },
        )
    };
    Outcome { order, findings }
}
