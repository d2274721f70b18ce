//! CHG-1 and CHG-2: an order that was sent, as its change: what may be another, what may not, and what has changed.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    address::AddressDraft,
    customer::{ContactDraft, EndUserDraft},
    date::{self, Era},
    finding::{Code, Finding, Path, Severity, codes},
    numbers::NumbersDraft,
    reason::{self, Reason},
};

use super::{Context, LineDraft, OrderDraft, Outcome, parse};

/// Where it is said that nothing has changed yet.
const REOPENED: &str = "reopened";
const REQUESTED_DATE: &str = "requested_date";
/// Of a line.
pub const APPOINTMENT: &str = "appointment";
/// Of a line.
pub const NUMBERS: &str = "numbers";
/// Of a line.
pub const ATTACHMENTS: &str = "attachments";

/// An order as it was sent: what a change of it is measured by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sent {
    pub draft: OrderDraft,
    /// The last day on which its date can be changed (CHG-2); none for a product that is not in the catalogue any more.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub change_until: Option<Date>,
}

/// One field, as it was and as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// As findings name fields: `lines[0].contact.phone`.
    pub path: String,
    /// Empty where there was nothing.
    pub from: String,
    /// Empty where there is nothing any more.
    pub to: String,
}

impl OrderDraft {
    /// Whether it is the change of an order that was sent.
    pub fn is_reopened(&self) -> bool {
        !self.reopened.order.trim().is_empty()
    }
}

impl Sent {
    /// The slot that the line has already: a change keeps it, unless place or time is to be another.
    pub fn has_slot(&self, at: usize, id: &str) -> bool {
        let own = self.draft.lines.get(at).map(|line| line.appointment.id.as_str());
        !id.is_empty() && own == Some(id)
    }

    /// The numbers that the line has already (NUM-2): kept as its slot is.
    pub fn has_numbers(&self, at: usize, id: &str) -> bool {
        let own = self
            .draft
            .lines
            .get(at)
            .map(|line| line.numbers.reservation.as_str());
        !id.is_empty() && own == Some(id)
    }

    /// Whether the line has this file already (ORD-9).
    pub fn has_file(&self, at: usize, id: &str) -> bool {
        let line = self.draft.lines.get(at);
        line.is_some_and(|line| line.attachments.iter().any(|file| file.id == id))
    }

    /// The date that was sent. It was right on the day that the order was sent, and is not asked about again (DAT-1).
    pub(crate) fn has_date(&self, date: Date) -> bool {
        date::format(date) == self.draft.requested_date
    }

    /// CHG-2: why a field is shown and not changed here; none where it may be.
    pub fn fixed(&self, path: &str, today: Date) -> Option<Reason> {
        let code = match path {
            "need" | "order_type" | "product" => reason::codes::REOPEN_PRODUCT,
            "attributes.speed" => reason::codes::REOPEN_SPEED,
            "customer_invoice_ref" | "customer_order_ref" => reason::codes::REOPEN_REFERENCE,
            REQUESTED_DATE if self.is_date_fixed(today) => reason::codes::REOPEN_DATE,
            _ => return None,
        };
        Some(Reason::new(code))
    }

    fn is_date_fixed(&self, today: Date) -> bool {
        self.change_until.is_some_and(|until| today > until)
    }
}

/// As [`super::parse`], for the change of an order that was sent. Whether it may be changed at all is the status table's.
pub fn parse_change(draft: &OrderDraft, sent: &Sent, context: &Context<'_>) -> Outcome {
    let mut outcome = parse(draft, context);
    check(sent, draft, context.today, &mut outcome.findings);
    let unchanged = outcome
        .order
        .as_ref()
        .is_some_and(|order| changes(&sent.draft, &order.as_sent()).is_empty());
    if unchanged {
        let finding = Finding::new(codes::REOPEN_NOTHING_CHANGED, REOPENED);
        outcome.findings.push(finding);
    }
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    if outcome.findings.iter().any(is_error) {
        outcome.order = None;
    }
    outcome
}

/// Says what of a reopened order is not changed here but by a Service Request, whatever its status: speed and the
/// partner's references, and its date once the deadline is past (CHG-2). Another product, or another number of lines, is
/// another order.
pub fn check(sent: &Sent, draft: &OrderDraft, today: Date, findings: &mut Vec<Finding>) {
    let was = &sent.draft;
    let mut wrong = |code: Code, path: Path<'_>| findings.push(Finding::new(code, path));
    if draft.product.trim() != was.product {
        wrong(codes::REOPEN_OTHER_PRODUCT, Path::of("product"));
    }
    let order_type = |draft: &OrderDraft| draft.order_type();
    if draft.lines.len() != was.lines.len() || order_type(draft) != order_type(was) {
        wrong(codes::REOPEN_OTHER_LINES, Path::of("lines"));
    }
    let attributes = Path::of("attributes");
    let speed = |draft: &OrderDraft| draft.attributes.get("speed").map(|speed| speed.trim().to_owned());
    if speed(draft) != speed(was) {
        wrong(codes::REOPEN_SPEED, attributes.field("speed"));
    }
    for (path, now, before) in [
        (
            "customer_invoice_ref",
            &draft.customer_invoice_ref,
            &was.customer_invoice_ref,
        ),
        (
            "customer_order_ref",
            &draft.customer_order_ref,
            &was.customer_order_ref,
        ),
    ] {
        if crate::address::evenly_spaced(now) != *before {
            wrong(codes::REOPEN_REFERENCE, Path::of(path));
        }
    }
    // What cannot be read as a date is said to be none.
    let other_date =
        date::parse(&draft.requested_date, today, Era::Coming).is_ok_and(|date| !sent.has_date(date));
    if sent.is_date_fixed(today) && other_date {
        wrong(codes::REOPEN_DATE, Path::of(REQUESTED_DATE));
    }
}

/// What has changed between two valid orders, in the order of the form. A new answer of Kapaks about the same place is no
/// change of the order, and neither is what the user has made sure of; where slot, numbers or files are others, their ids
/// stand here, for whoever knows them.
pub fn changes(was: &OrderDraft, now: &OrderDraft) -> Vec<FieldChange> {
    let (was, now) = (fields(was), fields(now));
    let value = |all: &[(String, String)], path: &str| {
        let found = all.iter().find(|(known, _)| known == path);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let only_now = now
        .iter()
        .filter(|(path, _)| !was.iter().any(|(known, _)| known == path));
    was.iter()
        .chain(only_now)
        .map(|(path, _)| FieldChange {
            path: path.clone(),
            from: value(&was, path),
            to: value(&now, path),
        })
        .filter(|change| change.from != change.to)
        .collect()
}

/// Every field of an order that can be another, with what stands in it.
fn fields(draft: &OrderDraft) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut add = |path: String, value: &str| fields.push((path, value.to_owned()));
    add("order_type".to_owned(), &draft.order_type);
    add("product".to_owned(), &draft.product);
    for (code, choice) in &draft.attributes {
        add(format!("attributes.{code}"), choice);
    }
    add(REQUESTED_DATE.to_owned(), &draft.requested_date);
    add("project_reference".to_owned(), &draft.project_reference);
    add("customer_invoice_ref".to_owned(), &draft.customer_invoice_ref);
    add("customer_order_ref".to_owned(), &draft.customer_order_ref);
    for (at, line) in draft.lines.iter().enumerate() {
        for (field, value) in fields_of(line) {
            add(format!("lines[{at}].{field}"), value);
        }
        let files: Vec<&str> = line.attachments.iter().map(|file| file.id.as_str()).collect();
        add(format!("lines[{at}].{ATTACHMENTS}"), &files.join(","));
    }
    fields
}

/// Taken apart by name, so that a field that comes later is not forgotten here.
fn fields_of(line: &LineDraft) -> [(&'static str, &str); 29] {
    let tick = |on: bool| if on { "yes" } else { "" };
    let LineDraft {
        end_user,
        address,
        contact,
        // By which number was searched is Kapaks' question, not what is delivered.
        access_check: _,
        appointment,
        numbers,
        confirmations: _,
        // Said by whoever has the list: a field of many.
        attachments: _,
        beside: _,
    } = line;
    let NumbersDraft {
        // How many there are is told by the reservation.
        count: _,
        reservation,
        donor,
    } = numbers;
    let EndUserDraft {
        kind,
        first_name,
        last_name,
        date_of_birth,
        company_name,
        organisation_number,
    } = end_user;
    let AddressDraft {
        no_street_address: _,
        kind: address_kind,
        register_id: _,
        not_in_register,
        street,
        house_number,
        entrance,
        floor,
        unit,
        postcode,
        place,
        farm_number,
        title_number,
        lease_number,
        section_number,
        municipality,
        insa,
        existing_number,
        large_area,
    } = address;
    let ContactDraft {
        name,
        phone,
        second_phone,
    } = contact;
    [
        ("end_user.kind", kind),
        ("end_user.first_name", first_name),
        ("end_user.last_name", last_name),
        ("end_user.date_of_birth", date_of_birth),
        ("end_user.company_name", company_name),
        ("end_user.organisation_number", organisation_number),
        ("address.kind", address_kind),
        ("address.street", street),
        ("address.house_number", house_number),
        ("address.entrance", entrance),
        ("address.floor", floor),
        ("address.unit", unit),
        ("address.postcode", postcode),
        ("address.place", place),
        ("address.farm_number", farm_number),
        ("address.title_number", title_number),
        ("address.lease_number", lease_number),
        ("address.section_number", section_number),
        ("address.municipality", municipality),
        ("address.insa", insa),
        ("address.existing_number", existing_number),
        ("address.large_area", tick(*large_area)),
        ("address.not_in_register", tick(*not_in_register)),
        ("contact.name", name),
        ("contact.phone", phone),
        ("contact.second_phone", second_phone),
        (APPOINTMENT, &appointment.id),
        (NUMBERS, reservation),
        ("numbers.donor", donor),
    ]
}

/// Which lines are another: what is the whole order's is every line's.
pub fn changed_lines(changes: &[FieldChange], lines: usize) -> Vec<usize> {
    let of_line = |change: &FieldChange| crate::finding::line_field(&change.path).map(|(at, _)| at);
    let whole = changes.iter().any(|change| of_line(change).is_none());
    (0..lines)
        .filter(|at| whole || changes.iter().any(|change| of_line(change) == Some(*at)))
        .collect()
}
