//! One line of an order: end user, place, contact, check, booking and confirmations.

use time::Date;

use crate::{
    access_check::{self, State, Subject},
    address::{self, AddressKind},
    appointment::{self, Booking, Question, Settled},
    attachments::{self, Attachment},
    catalogue::{Catalogue, Product},
    customer,
    finding::{Code, Finding, Path, codes},
    isp_switch,
    numbers::{self, OrderedNumbers},
    reason::{self, Reason},
};

use super::{
    CheckRef, Context, LineDraft, LineFacts, MOST_PROJECT_LINES, Need, NewLine, OrderDraft, OrderType,
};

/// A line as far as it could be read.
pub(crate) struct ParsedLine {
    pub line: Option<NewLine>,
    pub manual_handling: bool,
    /// The day of the held slot, which becomes the requested date (BOK-3).
    pub booked_for: Option<Date>,
    /// A booking that is still to be made will give the date.
    pub date_follows: bool,
    /// What tells places apart; empty where there is none yet.
    pub place: String,
    pub numbers: Option<OrderedNumbers>,
}

/// What the line is for, as far as it decides on technician and existing lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    New,
    /// ISP-6: between some products nobody has to come.
    Switch {
        technician: bool,
    },
    Change,
}

impl Purpose {
    pub fn of(draft: &OrderDraft, catalogue: &Catalogue) -> Self {
        match Need::named(&draft.need) {
            Some(Need::Switch) => Self::Switch {
                technician: isp_switch::needs_technician(draft, catalogue),
            },
            Some(Need::Move | Need::Change) => Self::Change,
            Some(Need::New | Need::Terminate) | None => Self::New,
        }
    }
}

/// Where the check and the booking of a line stand, for what the form shows beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct LineState<'a> {
    /// What Kapaks is or would be asked for.
    pub subject: Subject,
    pub check: State<'a>,
    pub booking: Booking,
}

/// Where the check and the booking of a line stand; none while the product is not chosen.
pub fn line_state<'a>(
    draft: &OrderDraft,
    at: usize,
    facts: &'a LineFacts,
    context: &Context<'_>,
) -> Option<LineState<'a>> {
    let product = context.catalogue.product(draft.product.trim())?;
    let line = draft.lines.get(at)?;
    Some(state_of(draft, line, product, facts, context))
}

fn state_of<'a>(
    draft: &OrderDraft,
    line: &LineDraft,
    product: &Product,
    facts: &'a LineFacts,
    context: &Context<'_>,
) -> LineState<'a> {
    let subject = Subject::of(
        context.catalogue,
        &product.code,
        &draft.attributes,
        &line.address,
        &line.access_check.number,
    );
    // No register is asked for an INSA signature, so it is as unknown to it as a place confirmed to be.
    let in_no_register = (line.address.not_in_register && line.address.register_id.trim().is_empty())
        || line.address.kind() == Some(AddressKind::Insa);
    let named = (line.access_check.id.as_str(), line.access_check.hit.as_str());
    let check = access_check::decide(
        product,
        &subject,
        named,
        facts.access_check.as_ref(),
        in_no_register,
        context.now,
    );
    let booking = booking_of(draft, product, &check, context.catalogue);
    LineState {
        subject,
        check,
        booking,
    }
}

/// The first day that a slot may be on, where that is later than the one that slots are searched from: a switch takes
/// longer than the product's lead time (DAT-3).
pub fn first_slot_day_of(
    draft: &OrderDraft,
    product: &Product,
    catalogue: &Catalogue,
    today: Date,
) -> Option<Date> {
    match Purpose::of(draft, catalogue) {
        Purpose::Switch { technician } => Some(isp_switch::earliest_date(product, technician, today)),
        Purpose::New | Purpose::Change => None,
    }
}

/// Whether a technician is booked for a line whose check stands like this.
pub fn booking_of(
    draft: &OrderDraft,
    product: &Product,
    check: &State<'_>,
    catalogue: &Catalogue,
) -> Booking {
    match Purpose::of(draft, catalogue) {
        Purpose::Switch { technician: false } => {
            Booking::Closed(Reason::new(reason::codes::BOOKING_NOT_FOR_SWITCH))
        }
        // Only new orders come as projects (ORD-1): a draft that has been one keeps its type for the way back.
        Purpose::Switch { technician: true } | Purpose::Change => {
            appointment::booking(product, OrderType::Standard, check)
        }
        Purpose::New => appointment::booking(product, draft.order_type().unwrap_or_default(), check),
    }
}

pub(crate) fn parse(
    draft: &OrderDraft,
    line: &LineDraft,
    at: usize,
    product: Option<&Product>,
    facts: &LineFacts,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> ParsedLine {
    let path = Path::element("lines", at);
    // Until the product is chosen a visit is assumed: nearly all have one, and nothing is asked for twice.
    let purpose = Purpose::of(draft, context.catalogue);
    let visit =
        product.is_none_or(|product| product.visit) && purpose != Purpose::Switch { technician: false };
    let end_user = customer::parse_end_user(
        &line.end_user,
        &path.field("end_user"),
        context.today,
        facts.company.as_ref(),
        findings,
    );
    let address = address::parse(
        &line.address,
        &path.field("address"),
        context.postcodes,
        facts.register_address.as_ref(),
        !line.attachments.is_empty(),
        findings,
    );
    let contact = customer::parse_contact(&line.contact, &path.field("contact"), visit, findings);
    let checked = match product {
        Some(product) => check_and_book(draft, (at, line), &path, product, facts, context, findings),
        // What cannot be checked yet must not ask for a date either.
        None => Checked {
            date_follows: true,
            ..Checked::default()
        },
    };
    let attachments = attached(draft, line, at, &path, facts, findings);
    confirmations(line, &path, visit, findings);

    let parsed = end_user.zip(address.address).zip(contact).zip(attachments).map(
        |(((end_user, address), contact), attachments)| NewLine {
            end_user,
            address,
            contact,
            access_check: checked.check,
            appointment: checked.slot.as_ref().map(|(id, _)| id.clone()),
            numbers: checked.numbers.clone(),
            confirmations: line.confirmations,
            attachments,
            address_b: None,
            quoted: None,
        },
    );
    ParsedLine {
        line: parsed,
        manual_handling: address.manual_handling || checked.manual_handling,
        booked_for: checked.slot.map(|(_, day)| day),
        date_follows: checked.date_follows,
        place: checked.place,
        numbers: checked.numbers,
    }
}

/// ORD-9: a file goes with one line. Lines beyond those that an order may have are refused by their number.
fn attached(
    draft: &OrderDraft,
    line: &LineDraft,
    at: usize,
    path: &Path<'_>,
    facts: &LineFacts,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Attachment>> {
    let before = draft.lines.iter().take(at.min(MOST_PROJECT_LINES));
    attachments::parse(
        &line.attachments,
        &facts.attachments,
        path,
        before.map(|line| line.attachments.as_slice()),
        findings,
    )
}

#[derive(Default)]
struct Checked {
    check: Option<CheckRef>,
    slot: Option<(String, Date)>,
    manual_handling: bool,
    date_follows: bool,
    place: String,
    numbers: Option<OrderedNumbers>,
}

/// GRD-1, KAP, BOK and NUM.
fn check_and_book(
    draft: &OrderDraft,
    (at, line): (usize, &LineDraft),
    path: &Path<'_>,
    product: &Product,
    facts: &LineFacts,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Checked {
    let state = state_of(draft, line, product, facts, context);
    let check_path = path.field("access_check");
    access_check::check(
        &state.check,
        product,
        &line.access_check.number,
        &check_path,
        findings,
    );
    // A switch takes over what is there, and a change is of what is there.
    let asked = facts
        .access_check
        .as_ref()
        .filter(|_| Purpose::of(draft, context.catalogue) == Purpose::New && is_current(&state.check));
    if let Some(existing) =
        asked.and_then(|check| access_check::rival_line(product, context.catalogue, check, &state.check))
    {
        let code = if existing.own {
            codes::EXISTING_LINE_OWN
        } else if isp_switch::ended_instead(&draft.switch, existing, product, context.catalogue) {
            codes::EXISTING_LINE_TERMINATED
        } else {
            codes::EXISTING_LINE_OTHER_OPERATOR
        };
        let mut finding = Finding::new(code, check_path).with("operator", existing.operator.as_str());
        finding = match context.catalogue.product(&existing.product) {
            Some(product) => finding.with("product", &product.name),
            None => finding.with("product", existing.product.as_str()),
        };
        findings.push(finding);
    }
    let sent = context.facts.sent_of(draft);
    let question = Question {
        draft: &line.appointment,
        booking: &state.booking,
        product,
        subject: &state.subject,
        appointment: facts.appointment.as_ref(),
        kept: sent.is_some_and(|sent| sent.has_slot(at, line.appointment.id.trim())),
        search: facts.slot_search.as_ref(),
        first_day: first_slot_day_of(draft, product, context.catalogue, context.today),
        today: context.today,
        now: context.now,
    };
    let Settled {
        slot,
        manual_handling,
        date_follows,
    } = appointment::settle(&question, &path.field("appointment"), findings);
    // A number that is installed already stays what it is.
    let numbers = match Purpose::of(draft, context.catalogue) {
        Purpose::New => numbers::settle(
            &numbers::Question {
                draft: &line.numbers,
                attributes: &draft.attributes,
                order_type: draft.order_type().unwrap_or_default(),
                product,
                booking: &state.booking,
                subject: &state.subject,
                reservation: facts.reservation.as_ref(),
                kept: sent.is_some_and(|sent| sent.has_numbers(at, line.numbers.reservation.trim())),
                now: context.now,
            },
            &path.field("numbers"),
            findings,
        ),
        Purpose::Switch { .. } | Purpose::Change => None,
    };
    Checked {
        check: is_current(&state.check).then(|| CheckRef {
            number: access_check::number_key(&line.access_check.number),
            id: line.access_check.id.trim().to_owned(),
            hit: state.check.hit().map(|hit| hit.id.clone()).unwrap_or_default(),
        }),
        slot,
        manual_handling: manual_handling || state.check.is_manual(),
        date_follows,
        place: state.subject.place,
        numbers,
    }
}

/// Whether the check that the draft names is there and still stands for what is ordered.
pub(crate) fn is_current(state: &State<'_>) -> bool {
    match state {
        State::NotNeeded | State::NotAsked | State::Unknown | State::Stale(_) => false,
        State::PickHit { .. }
        | State::MayBook(_)
        | State::ShouldBook(_)
        | State::MaySubmit(_)
        | State::TryAgain
        | State::NothingFound
        | State::Elsewhere(_)
        | State::Refused(_) => true,
    }
}

/// ADR-8, CON-5 and ORD-7.
fn confirmations(line: &LineDraft, path: &Path<'_>, visit: bool, findings: &mut Vec<Finding>) {
    let given = &line.confirmations;
    let path = path.field("confirmations");
    let asked: [(bool, bool, Code, &str); 6] = [
        (visit, given.door_marked, codes::DOOR_MARKED, "door_marked"),
        (
            visit,
            given.contact_reachable,
            codes::CONTACT_REACHABLE,
            "contact_reachable",
        ),
        (
            visit,
            given.contact_present,
            codes::CONTACT_PRESENT,
            "contact_present",
        ),
        (
            visit,
            given.contact_informed,
            codes::CONTACT_INFORMED,
            "contact_informed",
        ),
        (
            visit,
            given.contact_helpful,
            codes::CONTACT_HELPFUL,
            "contact_helpful",
        ),
        (
            true,
            given.customer_informed,
            codes::CUSTOMER_INFORMED,
            "customer_informed",
        ),
    ];
    findings.extend(
        asked
            .into_iter()
            .filter(|(asked, given, ..)| *asked && !given)
            .map(|(_, _, code, field)| Finding::new(code, path.field(field))),
    );
}
