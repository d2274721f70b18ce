//! ORD-5: a line that repeats another live line of the same partner: the same product, place and end user.

use serde::{Deserialize, Serialize};

use crate::{
    address::{self, Address, RegisterAddress},
    customer::{EndUser, parse_end_user},
    finding::{Finding, Path, codes},
};

use super::{
    Context, Facts, LineDraft, LineFacts, Need, NewLine, OrderDraft, line::ParsedLine, status::LineStatus,
};

/// A line of an earlier order that is still live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveLine {
    /// The order as it is shown: `1-000123`.
    pub order: String,
    /// From 1.
    pub line: u32,
    pub status: LineStatus,
}

/// Product, place and end user in one text: two lines with the same text are duplicates of each other.
pub fn identity(product: &str, line: &NewLine) -> String {
    identity_of(product, &line.address, line.address_b.as_ref(), &line.end_user)
}

/// What joins two places is told by both.
fn identity_of(product: &str, address: &Address, address_b: Option<&Address>, end_user: &EndUser) -> String {
    let end_user = match end_user {
        EndUser::Private {
            first_name,
            last_name,
            date_of_birth,
        } => format!("{first_name} {last_name} {date_of_birth}"),
        EndUser::Company {
            organisation_number, ..
        } => organisation_number.clone(),
    };
    let other_end = address_b.map(|address| format!(" – {}", address.in_one_line()));
    let other_end = other_end.unwrap_or_default();
    format!("{product}|{}{other_end}|{end_user}", address.in_one_line()).to_lowercase()
}

/// What each line of a new order would be known by, as soon as product, place and end user can be read, whatever else is
/// missing: so the form can ask before the rest is filled in.
pub fn identities(draft: &OrderDraft, context: &Context<'_>) -> Vec<Option<String>> {
    let is_new = Need::named(&draft.need) == Some(Need::New);
    let product = context.catalogue.product(draft.product.trim()).filter(|_| is_new);
    let of_line = |at: usize, line: &LineDraft| {
        let no_facts = LineFacts::default();
        let facts = context.facts.lines.get(at).unwrap_or(&no_facts);
        let path = Path::element("lines", at);
        // What is wrong is told by `parse`.
        let mut unheard = Vec::new();
        let company = facts.company.as_ref();
        let end_user = parse_end_user(&line.end_user, &path, context.today, company, &mut unheard)?;
        let sketched = !line.attachments.is_empty();
        let mut read = |typed, hit: &Option<RegisterAddress>| {
            let hit = hit.as_ref();
            address::parse(typed, &path, context.postcodes, hit, sketched, &mut unheard).address
        };
        let (product, address) = (product?, read(&line.address, &facts.register_address)?);
        let other_end = if product.joins_two_places() {
            Some(read(&line.address_b, &facts.register_address_b)?)
        } else {
            None
        };
        Some(identity_of(
            &product.code,
            &address,
            other_end.as_ref(),
            &end_user,
        ))
    };
    let lines = draft.lines.iter().enumerate();
    lines.map(|(at, line)| of_line(at, line)).collect()
}

/// Whether a line in this status can be repeated. What was refused, given up or is itself a repeat hinders nobody; what
/// is Closed is an installed product and no order any more.
pub fn is_live(status: LineStatus) -> bool {
    !status.is_final()
}

/// Asks about every repeat that the user has not seen; one that was seen and is wanted stays as a warning.
pub(super) fn check(draft: &OrderDraft, parsed: &[ParsedLine], facts: &Facts, findings: &mut Vec<Finding>) {
    for (at, repeated) in within(parsed) {
        let line = i64::try_from(repeated + 1).unwrap_or(i64::MAX);
        let path = Path::element("lines", at);
        findings.push(Finding::new(codes::LINE_REPEATS_LINE, path.field("beside")).with("line", line));
    }
    for (at, (line, facts)) in draft.lines.iter().zip(&facts.lines).enumerate() {
        for live in &facts.repeats {
            let seen = line.beside.iter().any(|order| order.trim() == live.order);
            let code = if seen {
                codes::LINE_REPEATS_ORDER_SEEN
            } else {
                codes::LINE_REPEATS_ORDER
            };
            let path = Path::element("lines", at);
            findings.push(Finding::new(code, path.field("beside")).with("order", live.order.as_str()));
        }
    }
}

/// The lines of this very draft that repeat an earlier one of it, each with that one. All have the same product.
fn within(parsed: &[ParsedLine]) -> Vec<(usize, usize)> {
    let mut by_place: Vec<(&str, usize)> = parsed
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.place.is_empty())
        .map(|(at, line)| (line.place.as_str(), at))
        .collect();
    by_place.sort_unstable();
    let mut repeats: Vec<_> = by_place
        .chunk_by(|(one, _), (other, _)| one == other)
        .flat_map(|same_place| {
            same_place.iter().enumerate().filter_map(|(nth, (_, at))| {
                let earlier = same_place.get(..nth)?;
                let (_, first) = earlier
                    .iter()
                    .find(|(_, other)| same_end_user(parsed, *at, *other))?;
                Some((*at, *first))
            })
        })
        .collect();
    repeats.sort_unstable();
    repeats
}

fn same_end_user(parsed: &[ParsedLine], one: usize, other: usize) -> bool {
    let end_user = |at: usize| parsed.get(at)?.line.as_ref().map(|line| &line.end_user);
    match (end_user(one), end_user(other)) {
        (Some(one), Some(other)) => one.is_the_same_as(other),
        _ => false,
    }
}
