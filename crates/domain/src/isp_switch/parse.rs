//! From the draft to a valid switch: all errors and warnings at once.

use time::Date;

use crate::{
    access_check::ExistingLine,
    address::{AddressKind, evenly_spaced},
    attributes::is_subscriber_number,
    catalogue::{AccessKind, Product},
    customer::EndUserDraft,
    finding::{Finding, Path, Verdict, codes},
    orders::{
        Context, LineDraft, LineFacts, Need, OrderDraft, attributes, line, need_is,
        reopen::Sent,
        requested_date::{self, Wanted, offering},
    },
    phone, references,
};

use super::{
    AuthorityRecord, Hindrance, NewSwitch, authority, changed_afterwards, days, days_ahead, earliest_date,
    hindrance, technician_comes,
};

/// What the backend's own records say beside those of the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub authority: Option<AuthorityRecord>,
    /// The broadband that is there already; none while NRDB has not been asked.
    pub existing: Option<Vec<ExistingLine>>,
}

const SWITCH: Path<'static> = Path::of("switch");

/// Checks a switch against every rule, and says everything that is wrong at once.
pub fn parse(draft: &OrderDraft, facts: &Facts, context: &Context<'_>) -> Verdict<NewSwitch> {
    let mut findings = Vec::new();
    need_is(draft, &[Need::Switch], &mut findings);
    let product = attributes::check_product(draft, context.catalogue, &mut findings);
    let chosen = product
        .map(|product| attributes::check_attributes(draft, product, context.catalogue, &mut findings))
        .unwrap_or_default();
    let from = product_from(draft, context, &mut findings);
    let access = from.and_then(|from| access_from(draft, from, &mut findings));
    if let (Some(from), Some(access), Some(to)) = (from, access, product) {
        between(from, access, to, &mut findings);
    }
    let sent = context.facts.sent_of(draft);
    let losing_operator = losing_operator(draft, facts, sent, &mut findings);
    // CHG-1: it was checked when the switch was sent, and NRDB may well say that it is used by now.
    let authority = match sent.and_then(|sent| sent.giver_of(&draft.switch)) {
        Some(giver) => Some((authority::key(&draft.switch.authority), giver.to_owned())),
        None => authority::check(
            &draft.switch.authority,
            facts.authority.as_ref(),
            context.today,
            &mut findings,
        ),
    };
    let references = references::parse(draft, context.habits, &mut findings);

    let technician = match (from, product) {
        (Some(from), Some(to)) => technician_comes(from, to),
        _ => true,
    };
    let (no_line, no_facts) = (LineDraft::default(), LineFacts::default());
    let typed = draft.lines.first().unwrap_or(&no_line);
    let line_facts = context.facts.lines.first().unwrap_or(&no_facts);
    if draft.lines.len() > 1 {
        findings.push(Finding::new(codes::SWITCH_ONE_LINE, "lines"));
    }
    let number = place(draft, typed, access, &mut findings);
    let parsed = line::parse(draft, typed, 0, product, line_facts, context, &mut findings);
    let requested_date = requested_on(draft, product, technician, &parsed, context, &mut findings);
    // CHG-1: a slot that the order has is one, also while its check is to be asked for again.
    let kept = sent.is_some_and(|sent| sent.has_slot(0, typed.appointment.id.trim()));
    let booked = kept || parsed.booked_for.is_some();
    let extra_work = extra_work(draft, booked, context, &mut findings);
    if let Some((_, given_by)) = &authority {
        // Said as soon as somebody is named, whatever else is missing.
        let other = full_name(&typed.end_user).is_some_and(|name| !authority::same_name(given_by, &name));
        if other && !draft.switch.new_end_user {
            let finding = Finding::new(codes::SWITCH_END_USER_DIFFERS, SWITCH.field("new_end_user"));
            findings.push(finding.with("given_by", given_by.as_str()));
        }
    }

    Verdict::of(findings, |warnings| {
        let (authority, current_owner) = authority?;
        Some(NewSwitch {
            product_from: from?.code.clone(),
            access: access?,
            losing_operator: losing_operator?,
            number,
            authority,
            current_owner,
            product: product?.code.clone(),
            catalogue_version: context.catalogue.version.clone(),
            attributes: chosen,
            requested_date: requested_date?,
            extra_work,
            afterwards: changed_afterwards(draft, context.catalogue).map(|product| product.code.clone()),
            line: parsed.line?,
            references,
            manual_handling: parsed.manual_handling,
            warnings,
        })
    })
}

/// As typed; none while a part of the name is missing.
fn full_name(end_user: &EndUserDraft) -> Option<String> {
    if end_user.kind.trim() == "company" {
        let name = evenly_spaced(&end_user.company_name);
        return Some(name).filter(|name| !name.is_empty());
    }
    let (first, last) = (
        evenly_spaced(&end_user.first_name),
        evenly_spaced(&end_user.last_name),
    );
    (!first.is_empty() && !last.is_empty()).then(|| format!("{first} {last}"))
}

/// ISP-1
fn product_from<'a>(
    draft: &OrderDraft,
    context: &Context<'a>,
    findings: &mut Vec<Finding>,
) -> Option<&'a Product> {
    let code = draft.switch.product_from.trim();
    let wrong = |code| Finding::new(code, SWITCH.field("product_from"));
    if code.is_empty() {
        findings.push(wrong(codes::SWITCH_FROM_MISSING));
        return None;
    }
    let product = context.catalogue.product(code);
    if product.is_none() {
        findings.push(wrong(codes::SWITCH_FROM_UNKNOWN));
    }
    product
}

/// The product's own access type, or the one that was chosen where it may have either.
fn access_from(draft: &OrderDraft, from: &Product, findings: &mut Vec<Finding>) -> Option<AccessKind> {
    let access = draft.switch.access_of(from);
    if access.is_none() {
        findings.push(Finding::new(
            codes::SWITCH_ACCESS_MISSING,
            SWITCH.field("access_from"),
        ));
    }
    access
}

/// ISP-1
fn between(from: &Product, access: AccessKind, to: &Product, findings: &mut Vec<Finding>) {
    let code = match hindrance(from, access, to) {
        None => return,
        Some(Hindrance::NotBetween) => codes::SWITCH_NOT_BETWEEN,
        Some(Hindrance::AccessDiffers) => codes::SWITCH_ACCESS_DIFFERS,
    };
    let finding = Finding::new(code, "product");
    findings.push(finding.with("from", &from.name).with("to", &to.name));
}

/// ISP-2: there is broadband from another operator, and that operator is named.
fn losing_operator(
    draft: &OrderDraft,
    facts: &Facts,
    sent: Option<&Sent>,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let wrong = |code| Finding::new(code, SWITCH.field("losing_operator"));
    let typed = evenly_spaced(&draft.switch.losing_operator);
    // CHG-1: what was there when it was sent may be on its way already.
    let found_then = sent.is_some_and(|sent| {
        let line = draft.lines.first();
        line.is_some_and(|line| sent.is_at(&line.address))
    });
    if let Some(existing) = facts.existing.as_ref().filter(|_| !found_then) {
        let others: Vec<&ExistingLine> = existing.iter().filter(|line| !line.own).collect();
        if others.is_empty() {
            let own = !existing.is_empty();
            findings.push(wrong(if own {
                codes::SWITCH_FROM_OURSELVES
            } else {
                codes::SWITCH_NO_BROADBAND
            }));
            return None;
        }
        let named = others
            .iter()
            .any(|line| authority::same_name(&line.operator, &typed));
        if let (false, false, Some(line)) = (typed.is_empty(), named, others.first()) {
            let finding = wrong(codes::SWITCH_OTHER_OPERATOR).with("operator", line.operator.as_str());
            findings.push(finding.suggesting(line.operator.clone()));
        }
    }
    if typed.is_empty() {
        findings.push(wrong(codes::SWITCH_OPERATOR_MISSING));
        return None;
    }
    if let Some(fault) = crate::text::fault(&typed, &SWITCH.field("losing_operator"), 100) {
        findings.push(fault.under("ISP-2"));
    }
    Some(typed)
}

/// ISP-3: the number for shared access, the exact address for full.
fn place(
    draft: &OrderDraft,
    line: &LineDraft,
    access: Option<AccessKind>,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let number = phone::tidied(&draft.switch.number);
    let path = SWITCH.field("number");
    match access {
        Some(AccessKind::Shared) if number.is_empty() => {
            findings.push(Finding::new(codes::SWITCH_NUMBER_MISSING, path));
        }
        Some(AccessKind::Shared) if !is_subscriber_number(&number) => {
            findings.push(Finding::new(codes::SWITCH_NUMBER_INVALID, path));
        }
        Some(AccessKind::Full) => {
            let in_register = !line.address.register_id.trim().is_empty();
            let insa = line.address.kind() == Some(AddressKind::Insa);
            if line.address.not_in_register && !in_register && !insa {
                let lines = Path::element("lines", 0);
                let address = lines.field("address");
                findings.push(Finding::new(
                    codes::SWITCH_ADDRESS_NOT_EXACT,
                    address.field("not_in_register"),
                ));
            }
        }
        Some(AccessKind::Shared) | None => {}
    }
    Some(number).filter(|number| !number.is_empty())
}

/// DAT-3 and ISP-5, and with a technician DAT-2.
fn requested_on(
    draft: &OrderDraft,
    product: Option<&Product>,
    technician: bool,
    parsed: &line::ParsedLine,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Date> {
    let (today, sent) = (context.today, context.facts.sent_of(draft));
    let wanted = Wanted {
        typed: &draft.requested_date,
        earliest: product.map(|product| earliest_date(product, technician, today)),
        booked: parsed.booked_for,
        date_follows: parsed.date_follows,
        sent,
        today,
    };
    let date = requested_date::parse(&wanted, findings, |date| fault(date, product?, technician, today))?;
    // A slot is offered by the product's lead time; the switch itself may take longer.
    let kept = sent.is_some_and(|sent| sent.has_date(date));
    let early = product.filter(|product| !kept && date < earliest_date(product, technician, today));
    if let (Some(product), Some(_)) = (early, parsed.booked_for) {
        findings.push(too_early(product, earliest_date(product, technician, today)));
        return None;
    }
    Some(date)
}

fn fault(date: Date, product: &Product, technician: bool, today: Date) -> Option<Finding> {
    let days = days(product, technician, today);
    days.check(date, || too_early(product, days.earliest()))
}

fn too_early(product: &Product, earliest: Date) -> Finding {
    offering(codes::SWITCH_TOO_EARLY, earliest).with("days", days_ahead(product))
}

/// BOK-5: work past the interface is done by the technician who comes anyway.
fn extra_work(
    draft: &OrderDraft,
    booked: bool,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    let path = SWITCH.field("extra_work");
    let wanted: Vec<String> = draft
        .switch
        .extra_work
        .iter()
        .map(|code| code.trim().to_owned())
        .collect();
    let unknown = |code: &String| context.catalogue.extra_work(code).is_none();
    if wanted.iter().any(unknown) {
        findings.push(Finding::new(codes::EXTRA_WORK_UNKNOWN, path));
    } else if !wanted.is_empty() && !booked {
        findings.push(Finding::new(codes::EXTRA_WORK_WITHOUT_BOOKING, path));
    }
    wanted
}
