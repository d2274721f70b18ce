//! CHG-1 and "order again": from what was sent back to a draft.

use crate::{
    address::{Address, AddressDraft, Place},
    attachments::AttachmentRef,
    customer::{Contact, ContactDraft, EndUser, EndUserDraft},
    date,
    numbers::OrderedNumbers,
};

use super::{AppointmentRef, LineDraft, Need, NewLine, NewOrder, OrderDraft, OrderType};

impl NewOrder {
    /// What was sent, as the form shows it when the order is reopened.
    pub fn as_sent(&self) -> OrderDraft {
        let order_type = match self.order_type {
            OrderType::Standard => "standard",
            OrderType::Project => "project",
        };
        let reference = |reference: &Option<String>| reference.clone().unwrap_or_default();
        OrderDraft {
            need: Need::New.as_str().to_owned(),
            order_type: order_type.to_owned(),
            product: self.product.clone(),
            attributes: self.attributes.clone(),
            requested_date: date::format(self.requested_date),
            project_reference: reference(&self.project_reference),
            customer_invoice_ref: reference(&self.customer_invoice_ref),
            customer_order_ref: reference(&self.customer_order_ref),
            lines: self.lines.iter().map(NewLine::as_sent).collect(),
            ..OrderDraft::default()
        }
    }

    /// A new draft of the same: what belonged to that one delivery is asked for anew, that is its date, its check, its
    /// booking, the partner's own order number, and what the user has made sure of.
    pub fn again(&self) -> OrderDraft {
        let mut draft = self.as_sent();
        draft.requested_date.clear();
        draft.customer_order_ref.clear();
        draft.lines = self.lines.iter().map(NewLine::again).collect();
        draft
    }
}

impl NewLine {
    /// Who and where, to be ordered for once more.
    pub fn again(&self) -> LineDraft {
        LineDraft {
            end_user: EndUserDraft::from(&self.end_user),
            address: AddressDraft::from(&self.address),
            contact: ContactDraft::from(&self.contact),
            ..LineDraft::default()
        }
    }

    fn as_sent(&self) -> LineDraft {
        LineDraft {
            access_check: self.access_check.clone().unwrap_or_default(),
            appointment: AppointmentRef {
                id: self.appointment.clone().unwrap_or_default(),
                search: String::new(),
            },
            numbers: self
                .numbers
                .as_ref()
                .map(OrderedNumbers::as_sent)
                .unwrap_or_default(),
            confirmations: self.confirmations,
            attachments: self.attachments.iter().map(AttachmentRef::from).collect(),
            ..self.again()
        }
    }
}

impl From<&EndUser> for EndUserDraft {
    fn from(end_user: &EndUser) -> Self {
        match end_user {
            EndUser::Private {
                first_name,
                last_name,
                date_of_birth,
            } => Self {
                kind: "private".to_owned(),
                first_name: first_name.clone(),
                last_name: last_name.clone(),
                date_of_birth: date::format(*date_of_birth),
                ..Self::default()
            },
            EndUser::Company {
                name,
                organisation_number,
            } => Self {
                kind: "company".to_owned(),
                company_name: name.clone(),
                organisation_number: organisation_number.clone(),
                ..Self::default()
            },
        }
    }
}

impl From<&Contact> for ContactDraft {
    fn from(contact: &Contact) -> Self {
        Self {
            name: contact.name.clone(),
            phone: contact.phone.clone(),
            second_phone: contact.second_phone.clone().unwrap_or_default(),
        }
    }
}

impl From<&Address> for AddressDraft {
    fn from(address: &Address) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let number = |number: &Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let found = Self {
            register_id: text(&address.register_id),
            not_in_register: address.register_id.is_none(),
            entrance: text(&address.entrance),
            floor: text(&address.floor),
            unit: text(&address.unit),
            existing_number: text(&address.existing_number),
            large_area: address.large_area,
            ..Self::default()
        };
        match &address.place {
            Place::Street {
                street,
                house_number,
                postcode,
                place,
            } => Self {
                kind: "street".to_owned(),
                street: street.clone(),
                house_number: house_number.clone(),
                postcode: postcode.clone(),
                place: place.clone(),
                ..found
            },
            Place::Cadastre {
                farm_number,
                title_number,
                lease_number,
                section_number,
                municipality,
            } => Self {
                no_street_address: true,
                kind: "cadastre".to_owned(),
                farm_number: farm_number.to_string(),
                title_number: title_number.to_string(),
                lease_number: number(lease_number),
                section_number: number(section_number),
                municipality: municipality.clone(),
                ..found
            },
            // No register is asked for an INSA signature (ADR-6).
            Place::Insa { signature } => Self {
                no_street_address: true,
                kind: "insa".to_owned(),
                insa: signature.clone(),
                not_in_register: false,
                ..found
            },
        }
    }
}
