//! What each field is called: at the field, and before its error in the summary.

use domain::{catalogue::Catalogue, orders::OrderDraft};
use texts::{Key, Language};

use super::{parts::Part, paths::of_line};
use crate::language::Lang;

/// The key of a field's label.
pub fn key(path: &str) -> Option<Key> {
    const LINE: &str = "lines[0].";
    Some(match path {
        "order_type" => Key::OrderFormOrderType,
        "product" => Key::OrderFormProduct,
        "requested_date" => Key::OrderFormRequestedDate,
        "project_reference" => Key::OrderFormProjectReference,
        "customer_invoice_ref" => Key::OrderFormCustomerInvoiceRef,
        "customer_order_ref" => Key::OrderFormCustomerOrderRef,
        _ => match path.strip_prefix(LINE)? {
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
            "address.existing_number" => Key::OrderFormExistingNumber,
            "contact.name" => Key::OrderFormContactName,
            "contact.phone" => Key::OrderFormContactPhone,
            "contact.second_phone" => Key::OrderFormContactSecondPhone,
            "access_check" => Key::OrderFormCheck,
            "access_check.number" => Key::OrderFormCheckNumber,
            "access_check.hit" => Key::OrderFormCheckHit,
            "appointment" => Key::OrderFormAppointment,
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
        of_line!("end_user.kind"),
        of_line!("contact.name"),
        of_line!("contact.phone"),
        of_line!("contact.second_phone"),
    ];
    match (lang.now(), key(path)) {
        (Language::Norwegian, Some(key)) if TAUGHT.contains(&path) => {
            texts::text(Language::English, key).to_owned()
        }
        _ => String::new(),
    }
}
