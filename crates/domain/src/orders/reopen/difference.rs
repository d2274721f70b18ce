//! AUD-1: what is another between two orders, field by field.

use serde::{Deserialize, Serialize};

use crate::{
    address::AddressDraft,
    customer::{ContactDraft, EndUserDraft},
    isp_switch::SwitchDraft,
    numbers::NumbersDraft,
    orders::{LineDraft, OrderDraft},
};

/// Of a line.
pub const APPOINTMENT: &str = "appointment";
/// Of a line.
pub const NUMBERS: &str = "numbers";
/// Of a line.
pub const ATTACHMENTS: &str = "attachments";
/// Of a line: the whole address.
pub const ADDRESS_B: &str = "address_b";
/// Of a switch: codes, with commas between.
pub const EXTRA_WORK: &str = "switch.extra_work";

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
    add("requested_date".to_owned(), &draft.requested_date);
    add("project_reference".to_owned(), &draft.project_reference);
    add("customer_invoice_ref".to_owned(), &draft.customer_invoice_ref);
    add("customer_order_ref".to_owned(), &draft.customer_order_ref);
    add(EXTRA_WORK.to_owned(), &extra_work(&draft.switch));
    for (at, line) in draft.lines.iter().enumerate() {
        for (field, value) in fields_of(line) {
            add(format!("lines[{at}].{field}"), value);
        }
        let files: Vec<&str> = line.attachments.iter().map(|file| file.id.as_str()).collect();
        add(format!("lines[{at}].{ATTACHMENTS}"), &files.join(","));
        add(format!("lines[{at}].{ADDRESS_B}"), &other_end(line));
    }
    fields
}

/// What of a switch can be another: the rest makes it the switch that it is.
fn extra_work(switch: &SwitchDraft) -> String {
    let SwitchDraft {
        product_from: _,
        access_from: _,
        losing_operator: _,
        number: _,
        authority: _,
        // Seen, where the end user is another: who that is, is told.
        new_end_user: _,
        extra_work,
        afterwards: _,
        terminated: _,
    } = switch;
    extra_work.join(",")
}

/// The other end of a line in one text, as somebody reads it.
fn other_end(line: &LineDraft) -> String {
    let address = &line.address_b;
    let typed = [
        &address.street,
        &address.house_number,
        &address.entrance,
        &address.floor,
        &address.unit,
        &address.postcode,
        &address.place,
        &address.farm_number,
        &address.title_number,
        &address.lease_number,
        &address.section_number,
        &address.municipality,
        &address.insa,
        &address.existing_number,
    ];
    let typed: Vec<_> = typed
        .iter()
        .map(|typed| typed.trim())
        .filter(|typed| !typed.is_empty())
        .collect();
    typed.join(" ")
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
        // Said whole by whoever has the list.
        address_b: _,
        // What it was ordered by stays what it is (QUO-6).
        quoted: _,
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
