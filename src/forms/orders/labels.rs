//! What each field is called: at the field, and before its error in the summary.

use domain::{catalogue::Catalogue, orders::OrderDraft};
use texts::{Key, Language};

use super::{
    parts::Part,
    paths::{self, OF_LINE},
};
use crate::language::{Lang, params, words};

/// `contact.phone` of a path of any line, or of the line at hand.
fn field_of_line(path: &str) -> Option<&str> {
    path.strip_prefix(OF_LINE)
        .or_else(|| Some(paths::line_field(path)?.1))
}

/// The key of a field's label.
pub fn key(path: &str) -> Option<Key> {
    Some(match path {
        "subscription.number" => Key::OrderFormInstalledNumber,
        "subscription.confirmed" => Key::OrderFormInstalledConfirmedShort,
        "change.what" => Key::OrderFormChangeWhat,
        "switch.authority" => Key::OrderFormAuthority,
        "switch.new_end_user" => Key::OrderFormNewEndUserShort,
        "switch.product_from" => Key::OrderFormProductFrom,
        "switch.access_from" => Key::OrderFormAccessFrom,
        "switch.losing_operator" => Key::OrderFormLosingOperator,
        "switch.number" => Key::OrderFormSwitchNumber,
        "switch.extra_work" => Key::OrderFormExtraWork,
        "order_type" => Key::OrderFormOrderType,
        "product" => Key::OrderFormProduct,
        "requested_date" => Key::OrderFormRequestedDate,
        "project_reference" => Key::OrderFormProjectReference,
        "customer_invoice_ref" => Key::OrderFormCustomerInvoiceRef,
        "customer_order_ref" => Key::OrderFormCustomerOrderRef,
        "reopened" => Key::OrderFormReopened,
        _ => match field_of_line(path)? {
            "end_user.kind" => Key::OrderFormCustomerType,
            "end_user.first_name" => Key::OrderFormFirstName,
            "end_user.last_name" => Key::OrderFormLastName,
            "end_user.date_of_birth" => Key::OrderFormDateOfBirth,
            "end_user.company_name" => Key::OrderFormCompanyName,
            "end_user.organisation_number" => Key::OrderFormOrganisationNumber,
            "address.kind" => Key::OrderFormAddressKind,
            "address.register_id" | "address.not_in_register" => Key::OrderFormAddressRegister,
            "address.street" => Key::OrderFormStreet,
            "address.house_number" => Key::OrderFormHouseNumber,
            "address.entrance" => Key::OrderFormEntrance,
            "address.floor" => Key::OrderFormFloor,
            "address.unit" => Key::OrderFormUnit,
            "address.postcode" => Key::OrderFormPostcode,
            "address.place" => Key::OrderFormPlace,
            "address.farm_number" => Key::OrderFormFarmNumber,
            "address.title_number" => Key::OrderFormTitleNumber,
            "address.lease_number" => Key::OrderFormLeaseNumber,
            "address.section_number" => Key::OrderFormSectionNumber,
            "address.municipality" => Key::OrderFormMunicipality,
            "address.insa" => Key::OrderFormInsa,
            "address.large_area" => Key::OrderFormLargeAreaShort,
            "address.existing_number" => Key::OrderFormExistingNumber,
            "contact.name" => Key::OrderFormContactName,
            "contact.phone" => Key::OrderFormContactPhone,
            "contact.second_phone" => Key::OrderFormContactSecondPhone,
            "attachments" => Key::OrderFormAttachments,
            "beside" => Key::OrderFormRepeatsTitle,
            "access_check" => Key::OrderFormCheck,
            "access_check.number" => Key::OrderFormCheckNumber,
            "access_check.hit" => Key::OrderFormCheckHit,
            "appointment" => Key::OrderFormAppointment,
            "numbers" => Key::OrderFormNumbers,
            "numbers.count" => Key::OrderFormNumbersCount,
            "numbers.donor" => Key::OrderFormDonor,
            "confirmations.door_marked" => Key::OrderFormDoorMarkedShort,
            "confirmations.contact_reachable" => Key::OrderFormContactReachableShort,
            "confirmations.contact_present" => Key::OrderFormContactPresentShort,
            "confirmations.contact_informed" => Key::OrderFormContactInformedShort,
            "confirmations.contact_helpful" => Key::OrderFormContactHelpfulShort,
            "confirmations.customer_informed" => Key::OrderFormCustomerInformedShort,
            _ => return None,
        },
    })
}

/// The label of any path, also of an attribute, whose name is data; else the section it belongs to.
pub fn label(lang: Lang, catalogue: &Catalogue, draft: &OrderDraft, path: &str) -> String {
    let own = of_field(lang, catalogue, draft, path);
    match paths::line_field(path) {
        Some((at, _)) if draft.lines.len() > 1 => lang.fill(
            Key::OrderFormProjectLabel,
            &params([("number", words((at + 1).to_string())), ("label", words(own))]),
        ),
        Some(_) | None => own,
    }
}

fn of_field(lang: Lang, catalogue: &Catalogue, draft: &OrderDraft, path: &str) -> String {
    if let Some(key) = key(path) {
        return lang.text(key);
    }
    path.strip_prefix("attributes.")
        .and_then(|code| catalogue.product(&draft.product)?.attribute(code))
        .map_or_else(
            || lang.text(Part::of(path).question()),
            |attribute| lang.name(&attribute.name),
        )
}

/// The English name as the quiet second line of a Norwegian label, where the course teaches it; empty in English,
/// where the label itself bears it.
pub fn second(lang: Lang, path: &str) -> String {
    const TAUGHT: &[&str] = &[
        "order_type",
        "product",
        "requested_date",
        "project_reference",
        "customer_invoice_ref",
        "customer_order_ref",
        "end_user.kind",
        "contact.name",
        "contact.phone",
        "contact.second_phone",
    ];
    let field = field_of_line(path).unwrap_or(path);
    match (lang.now(), key(path)) {
        (Language::Norwegian, Some(key)) if TAUGHT.contains(&field) => {
            texts::text(Language::English, key).to_owned()
        }
        _ => String::new(),
    }
}
