//! CHG-1 and "order again": from what was sent back to a draft.

use time::Date;

use crate::{
    address::{Address, AddressDraft, Place},
    attachments::AttachmentRef,
    catalogue::AccessKind,
    changes::{ChangeDraft, ChangeKind, Changed},
    customer::{Contact, ContactDraft, EndUser, EndUserDraft},
    date,
    isp_switch::{NewSwitch, SwitchDraft, same_name},
    numbers::OrderedNumbers,
    references::References,
    subscriptions::{Subscription, SubscriptionRef},
};

use super::{
    AppointmentRef, LineDraft, Need, NewLine, NewOrder, OrderDraft, OrderType, Ordered, OrderedChange,
    OrderedLine, OrderedTermination,
};

impl Ordered {
    /// What was sent, as the form of its kind shows it when the order is reopened.
    pub fn as_sent(&self) -> OrderDraft {
        match self {
            Self::New(order) => order.as_sent(),
            Self::Switch(switch) => switch.as_sent(),
            Self::Change(ordered) => ordered.as_sent(),
            Self::Termination(ordered) => ordered.as_sent(),
        }
    }
}

/// What every kind but a new order comes back with.
fn sent_of(need: Need, date: Date, references: &References) -> OrderDraft {
    let reference = |reference: &Option<String>| reference.clone().unwrap_or_default();
    OrderDraft {
        need: need.as_str().to_owned(),
        order_type: "standard".to_owned(),
        requested_date: date::format(date),
        project_reference: reference(&references.project_reference),
        customer_invoice_ref: reference(&references.customer_invoice_ref),
        customer_order_ref: reference(&references.customer_order_ref),
        ..OrderDraft::default()
    }
}

/// As the number of a subscription was typed, and what stands under it was seen.
fn named(subscription: &Subscription) -> SubscriptionRef {
    SubscriptionRef {
        number: subscription.number.clone(),
        confirmed: true,
    }
}

impl OrderedTermination {
    fn as_sent(&self) -> OrderDraft {
        let termination = &self.termination;
        OrderDraft {
            product: self.was.product.clone(),
            attributes: self.was.attributes.clone(),
            subscription: named(&self.was),
            lines: vec![OrderedLine::from(&self.was).again()],
            ..sent_of(
                Need::Terminate,
                termination.requested_date,
                &termination.references,
            )
        }
    }
}

impl OrderedChange {
    fn as_sent(&self) -> OrderDraft {
        let change = &self.change;
        let as_installed = OrderedLine::from(&self.was).again();
        let (product, attributes) = (&self.was.product, &self.was.attributes);
        let (product, attributes, line) = match &change.changed {
            Changed::Speed { attributes } => (product, attributes, as_installed),
            Changed::Access {
                product,
                attributes,
                line,
            } => (product, attributes, line.as_sent()),
            Changed::Move { line } => (product, attributes, line.as_sent()),
            Changed::Customer { end_user } => {
                let end_user = end_user.into();
                let line = LineDraft {
                    end_user,
                    ..as_installed
                };
                (product, attributes, line)
            }
            Changed::Contact { contact } => {
                let contact = contact.into();
                let line = LineDraft {
                    contact,
                    ..as_installed
                };
                (product, attributes, line)
            }
        };
        let kind = change.changed.kind();
        let need = if kind == ChangeKind::Move {
            Need::Move
        } else {
            Need::Change
        };
        OrderDraft {
            product: product.clone(),
            attributes: attributes.clone(),
            subscription: named(&self.was),
            change: ChangeDraft {
                what: kind.as_str().to_owned(),
            },
            lines: vec![line],
            ..sent_of(need, change.requested_date, &change.references)
        }
    }
}

impl NewSwitch {
    /// What was sent, as the form shows it when the order is reopened.
    pub fn as_sent(&self) -> OrderDraft {
        let owner = &self.current_owner;
        OrderDraft {
            product: self.product.clone(),
            attributes: self.attributes.clone(),
            lines: vec![self.line.as_sent()],
            switch: SwitchDraft {
                product_from: self.product_from.clone(),
                access_from: match self.access {
                    AccessKind::Shared => "shared",
                    AccessKind::Full => "full",
                }
                .to_owned(),
                losing_operator: self.losing_operator.clone(),
                number: self.number.clone().unwrap_or_default(),
                authority: self.authority.clone(),
                new_end_user: !same_name(owner, &self.line.end_user.full_name()),
                extra_work: self.extra_work.clone(),
                afterwards: self.afterwards.clone().unwrap_or_default(),
                terminated: false,
            },
            ..sent_of(Need::Switch, self.requested_date, &self.references)
        }
    }
}

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
            address_b: self
                .address_b
                .as_ref()
                .map(AddressDraft::from)
                .unwrap_or_default(),
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
            quoted: self
                .quoted
                .as_ref()
                .map(|quoted| quoted.at.clone())
                .unwrap_or_default(),
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
