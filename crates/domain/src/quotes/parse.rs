//! From the draft to a valid quote: all errors and warnings at once.

use crate::{
    address::{self, Address, AddressDraft, RegisterAddress},
    attachments::{self, Attachment, AttachmentFact},
    attributes,
    catalogue::{Catalogue, Family, Product, QuoteNeed},
    customer::{self, Contact, ContactDraft},
    distance::{Metres, Point},
    finding::{Finding, Path, Severity, Verdict, codes},
    postcode::PostcodeRegister,
    references,
};

use super::{NewQuote, NewQuoteLine, QuoteDraft, QuoteLineDraft};

/// How many lines a quote has at most: as many as can become one Project (ORD-1).
pub const MOST_LINES: usize = crate::orders::MOST_PROJECT_LINES;

/// What the backend's own records say of one line. In the browser: what the backend has answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuoteLineFacts {
    /// The register hits that the draft names, if the backend has ever shown them.
    pub address_a: Option<RegisterAddress>,
    pub address_b: Option<RegisterAddress>,
    /// The files that the line names, those that are known (ORD-9).
    pub attachments: Vec<AttachmentFact>,
}

/// Everything a check needs beside the draft.
#[derive(Clone, Copy, Debug)]
pub struct QuoteContext<'a> {
    pub catalogue: &'a Catalogue,
    pub postcodes: &'a PostcodeRegister,
    /// One per line of the draft, in the same order; missing ones count as knowing nothing.
    pub facts: &'a [QuoteLineFacts],
}

/// Checks a draft against every rule, and says everything that is wrong at once. Without an error there is a quote.
pub fn parse(draft: &QuoteDraft, context: &QuoteContext<'_>) -> Verdict<NewQuote> {
    let mut findings = Vec::new();
    let reference = references::reference(&draft.reference, &Path::of("reference"), &mut findings);
    let contact = contact(&draft.contact, &mut findings);
    count(draft, &mut findings);
    let lines: Vec<_> = (0..draft.lines.len())
        .map(|at| line(draft, at, context, &mut findings))
        .collect();
    Verdict::of(findings, |warnings| {
        Some(NewQuote {
            reference,
            contact: contact?,
            catalogue_version: context.catalogue.version.clone(),
            lines: lines.into_iter().collect::<Option<_>>()?,
            warnings,
        })
    })
}

/// Checks one line alone, as when the partner adds what an Incomplete one lacked (QUO-5). The paths are those in the whole
/// draft. None where the draft has no such line.
pub fn parse_line(
    draft: &QuoteDraft,
    at: usize,
    context: &QuoteContext<'_>,
) -> Option<Verdict<NewQuoteLine>> {
    draft.lines.get(at)?;
    let mut findings = Vec::new();
    let line = line(draft, at, context, &mut findings);
    Some(Verdict::of(findings, |_| line))
}

/// Product and addresses are all that a price is asked with: whom to call is told by who wants to. Nothing at all where
/// what was typed is wrong.
fn contact(draft: &ContactDraft, findings: &mut Vec<Finding>) -> Option<Option<Contact>> {
    let typed = [&draft.name, &draft.phone, &draft.second_phone];
    if typed.iter().all(|typed| typed.trim().is_empty()) {
        return Some(None);
    }
    customer::parse_contact(draft, &Path::of("contact"), false, findings).map(Some)
}

fn count(draft: &QuoteDraft, findings: &mut Vec<Finding>) {
    let count = draft.lines.len();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    if count == 0 {
        findings.push(Finding::new(codes::QUOTE_LINES_MISSING, "lines"));
    } else if count > MOST_LINES {
        let finding = Finding::new(codes::QUOTE_LINES_MOST, "lines").with("count", number(count));
        findings.push(finding.with("most", number(MOST_LINES)));
    }
}

fn line(
    draft: &QuoteDraft,
    at: usize,
    context: &QuoteContext<'_>,
    findings: &mut Vec<Finding>,
) -> Option<NewQuoteLine> {
    let line = draft.lines.get(at)?;
    let no_facts = QuoteLineFacts::default();
    let facts = context.facts.get(at).unwrap_or(&no_facts);
    let path = Path::element("lines", at);
    let product = product(line, &path, context.catalogue, findings);
    let attributes = product.map(|product| {
        let (path, catalogue) = (path.field("attributes"), context.catalogue);
        attributes::check(&line.attributes, &path, product, catalogue, |_| false, findings)
    });
    let in_form = product.is_some_and(|product| product.family == Family::CoLocation);
    let joins_two_places = product.is_some_and(Product::joins_two_places);
    if in_form && !line.attachment_flag {
        findings.push(Finding::new(
            codes::QUOTE_FLAG_NEEDED,
            path.field("attachment_flag"),
        ));
    }
    let place = Place {
        optional: in_form || line.attachment_flag,
        sketched: !line.attachments.is_empty(),
        postcodes: context.postcodes,
    };
    let address_a = place.parse(
        &line.address_a,
        &path.field("address_a"),
        facts.address_a.as_ref(),
        findings,
    );
    let address_b = if joins_two_places {
        same_place(line, &path, findings);
        let path = path.field("address_b");
        place.parse(&line.address_b, &path, facts.address_b.as_ref(), findings)
    } else {
        Some(None)
    };
    let attachments = attached(draft, at, line, &path, facts, findings);
    if place.optional && line.attachments.is_empty() {
        let code = if in_form {
            codes::QUOTE_FORM_MISSING
        } else {
            codes::QUOTE_ATTACHMENT_MISSING
        };
        findings.push(Finding::new(code, path.field("attachments")));
    }
    let (address_a, address_b) = (address_a?, address_b?);
    let ends = address_a.as_ref().zip(address_b.as_ref());
    Some(NewQuoteLine {
        product: product?.code.clone(),
        attributes: attributes?,
        distance: ends
            .and_then(|(a, b)| distance((a, facts.address_a.as_ref()?), (b, facts.address_b.as_ref()?))),
        address_a,
        address_b,
        attachment_flag: line.attachment_flag,
        attachments: attachments?,
    })
}

/// QUO-1: a product that is priced before it is ordered. Any other is ordered at once.
fn product<'a>(
    line: &QuoteLineDraft,
    path: &Path<'_>,
    catalogue: &'a Catalogue,
    findings: &mut Vec<Finding>,
) -> Option<&'a Product> {
    let path = path.field("product");
    let product = attributes::check_product(&line.product, &path, catalogue, findings)?;
    match product.quote {
        QuoteNeed::PriceList | QuoteNeed::PriceListInZone1 | QuoteNeed::Manual => Some(product),
        QuoteNeed::No => {
            findings.push(Finding::new(codes::QUOTE_NOT_NEEDED, path).with("product", &product.name));
            None
        }
    }
}

/// How an address of a line is read.
struct Place<'a> {
    /// QUO-2: it stands in an attachment.
    optional: bool,
    /// ADR-5: a file goes with the line, which may be a sketch.
    sketched: bool,
    postcodes: &'a PostcodeRegister,
}

impl Place<'_> {
    /// The address; none where it stands in the attachment, and nothing at all where it is wrong. The flag is there for
    /// addresses that no search finds (QUO-2): one that is typed half beside it is no error, but left out, and that is said.
    fn parse(
        &self,
        draft: &AddressDraft,
        path: &Path<'_>,
        hit: Option<&RegisterAddress>,
        findings: &mut Vec<Finding>,
    ) -> Option<Option<Address>> {
        let mut said = Vec::new();
        let parsed = |said| address::parse(draft, path, self.postcodes, hit, self.sketched, said).address;
        if !self.optional {
            return parsed(findings).map(Some);
        }
        if draft.place_key().is_empty() {
            return Some(None);
        }
        let address = parsed(&mut said);
        if said.iter().any(|finding| finding.severity == Severity::Error) {
            findings.push(Finding::new(codes::QUOTE_ADDRESS_LEFT_OUT, path));
            return Some(None);
        }
        findings.append(&mut said);
        Some(address)
    }
}

/// QUO-1: a circuit from a place to itself is hardly meant.
fn same_place(line: &QuoteLineDraft, path: &Path<'_>, findings: &mut Vec<Finding>) {
    let (a, b) = (line.address_a.place_key(), line.address_b.place_key());
    if !a.is_empty() && a == b {
        findings.push(Finding::new(codes::QUOTE_SAME_PLACE, path.field("address_b")));
    }
}

/// Between two addresses that were chosen from the register.
fn distance(a: (&Address, &RegisterAddress), b: (&Address, &RegisterAddress)) -> Option<Metres> {
    let point = |(address, hit): (&Address, &RegisterAddress)| {
        Point::of(hit).filter(|_| address.register_id.as_deref() == Some(hit.id.as_str()))
    };
    Some(point(a)?.distance_to(point(b)?))
}

/// ORD-9: a file goes with one line.
fn attached(
    draft: &QuoteDraft,
    at: usize,
    line: &QuoteLineDraft,
    path: &Path<'_>,
    facts: &QuoteLineFacts,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Attachment>> {
    let before = draft.lines.iter().take(at.min(MOST_LINES));
    attachments::parse(
        &line.attachments,
        &facts.attachments,
        path,
        before.map(|line| line.attachments.as_slice()),
        findings,
    )
}
