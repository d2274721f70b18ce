//! The sections of the forms, in the order of work, which of them a draft needs, and which findings belong to each.

use domain::{
    changes::ChangeKind,
    orders::{Need, OrderDraft},
};
use texts::Key;

use super::paths;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What is changed or ended.
    Installed,
    /// What of it is changed.
    Change,
    /// What is taken over from another operator.
    Switch,
    What,
    Who,
    Where,
    Delivery,
    Contact,
    When,
    References,
    Attachments,
    Confirmations,
}

impl Part {
    pub const ALL: [Self; 12] = [
        Self::Installed,
        Self::Change,
        Self::Switch,
        Self::What,
        Self::Who,
        Self::Where,
        Self::Delivery,
        Self::Contact,
        Self::When,
        Self::References,
        Self::Attachments,
        Self::Confirmations,
    ];

    /// The sections of the form that this draft needs (GRD-3).
    pub fn needed(draft: &OrderDraft) -> &'static [Self] {
        match Need::named(&draft.need) {
            Some(Need::Terminate) => &[Self::Installed, Self::When, Self::References],
            Some(Need::Move | Need::Change) => match ChangeKind::of(draft) {
                None => &[Self::Installed, Self::Change],
                Some(ChangeKind::Speed) => &[
                    Self::Installed,
                    Self::Change,
                    Self::What,
                    Self::When,
                    Self::References,
                ],
                Some(ChangeKind::Customer) => &[
                    Self::Installed,
                    Self::Change,
                    Self::Who,
                    Self::When,
                    Self::References,
                ],
                Some(ChangeKind::Contact) => &[
                    Self::Installed,
                    Self::Change,
                    Self::Contact,
                    Self::When,
                    Self::References,
                ],
                Some(ChangeKind::Move) => &[
                    Self::Installed,
                    Self::Change,
                    Self::Who,
                    Self::Where,
                    Self::Delivery,
                    Self::Contact,
                    Self::When,
                    Self::References,
                    Self::Attachments,
                    Self::Confirmations,
                ],
                Some(ChangeKind::Access) => &[
                    Self::Installed,
                    Self::Change,
                    Self::What,
                    Self::Who,
                    Self::Where,
                    Self::Delivery,
                    Self::Contact,
                    Self::When,
                    Self::References,
                    Self::Attachments,
                    Self::Confirmations,
                ],
            },
            Some(Need::Switch) => &[
                Self::Switch,
                Self::What,
                Self::Who,
                Self::Where,
                Self::Delivery,
                Self::Contact,
                Self::When,
                Self::References,
                Self::Attachments,
                Self::Confirmations,
            ],
            Some(Need::New) | None => &[
                Self::What,
                Self::Who,
                Self::Where,
                Self::Delivery,
                Self::Contact,
                Self::When,
                Self::References,
                Self::Attachments,
                Self::Confirmations,
            ],
        }
    }

    /// Whether all of it may stay empty.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::References | Self::Attachments)
    }

    /// The id of the section: links of the summary lead there.
    pub fn id(self) -> &'static str {
        match self {
            Self::Installed => "installed",
            Self::Change => "change",
            Self::Switch => "switch",
            Self::What => "what",
            Self::Who => "who",
            Self::Where => "where",
            Self::Delivery => "delivery",
            Self::Contact => "contact",
            Self::When => "when",
            Self::References => "references",
            Self::Attachments => "attachments",
            Self::Confirmations => "confirmations",
        }
    }

    /// The question it asks.
    pub fn question(self) -> Key {
        match self {
            Self::Installed => Key::OrderFormInstalled,
            Self::Change => Key::OrderFormChange,
            Self::Switch => Key::OrderFormSwitch,
            Self::What => Key::OrderFormWhat,
            Self::Who => Key::OrderFormWho,
            Self::Where => Key::OrderFormWhere,
            Self::Delivery => Key::OrderFormDelivery,
            Self::Contact => Key::OrderFormContact,
            Self::When => Key::OrderFormWhen,
            Self::References => Key::OrderFormReferences,
            Self::Attachments => Key::OrderFormAttachments,
            Self::Confirmations => Key::OrderFormConfirmations,
        }
    }

    /// One sentence of help.
    pub fn help(self) -> Key {
        match self {
            Self::Installed => Key::OrderFormInstalledHelp,
            Self::Change => Key::OrderFormChangeHelp,
            Self::Switch => Key::OrderFormSwitchHelp,
            Self::What => Key::OrderFormWhatHelp,
            Self::Who => Key::OrderFormWhoHelp,
            Self::Where => Key::OrderFormWhereHelp,
            Self::Delivery => Key::OrderFormDeliveryHelp,
            Self::Contact => Key::OrderFormContactHelp,
            Self::When => Key::OrderFormWhenHelp,
            Self::References => Key::OrderFormReferencesHelp,
            Self::Attachments => Key::OrderFormAttachmentsHelp,
            Self::Confirmations => Key::OrderFormConfirmationsHelp,
        }
    }

    /// What of the draft this section asks for; of a line, of whichever it is about.
    fn prefixes(self) -> &'static [&'static str] {
        match self {
            Self::Installed => &["subscription"],
            Self::Change => &["change"],
            Self::Switch => &[
                "switch.authority",
                "switch.new_end_user",
                "switch.product_from",
                "switch.access_from",
                "switch.losing_operator",
                "switch.number",
            ],
            Self::What => &[
                "need",
                "order_type",
                "product",
                "attributes",
                "lines.numbers.donor",
            ],
            Self::Who => &["lines.end_user"],
            Self::Where => &["lines.address", "lines.beside"],
            // Work past the interface is done by the technician who is booked there (BOK-5).
            Self::Delivery => &[
                "lines.access_check",
                "lines.appointment",
                "lines.numbers",
                "switch.extra_work",
            ],
            Self::Contact => &["lines.contact"],
            Self::When => &["requested_date"],
            Self::References => &["project_reference", "customer_invoice_ref", "customer_order_ref"],
            Self::Attachments => &["lines.attachments"],
            Self::Confirmations => &["lines.confirmations"],
        }
    }

    /// The section of a finding; what belongs to none is said of the whole, in the first.
    pub fn of(path: &str) -> Self {
        let field = paths::line_field(path).map(|(_, field)| field);
        let belongs = |prefix: &str| {
            let rest = match (field, prefix.strip_prefix("lines.")) {
                (Some(field), Some(prefix)) => field.strip_prefix(prefix),
                (None, None) => path.strip_prefix(prefix),
                (Some(_), None) | (None, Some(_)) => None,
            };
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        Self::ALL
            .into_iter()
            .find(|part| part.prefixes().iter().any(|prefix| belongs(prefix)))
            .unwrap_or(Self::What)
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn every_path_belongs_to_the_section_that_asks_for_it() {
        assert_eq!(Part::of("product"), Part::What);
        assert_eq!(Part::of("attributes.speed"), Part::What);
        assert_eq!(Part::of("lines[0].address.postcode"), Part::Where);
        assert_eq!(Part::of("lines[0].beside"), Part::Where);
        assert_eq!(Part::of("lines[0].access_check"), Part::Delivery);
        assert_eq!(Part::of("lines[49].contact.phone"), Part::Contact);
        assert_eq!(Part::of("lines[0].attachments[2]"), Part::Attachments);
        assert_eq!(Part::of("lines[0].access_check.hit"), Part::Delivery);
        assert_eq!(Part::of("lines[0].numbers"), Part::Delivery);
        assert_eq!(Part::of("lines[0].numbers.donor"), Part::What);
        assert_eq!(Part::of("project_reference"), Part::References);
        assert_eq!(Part::of("subscription.number"), Part::Installed);
        assert_eq!(Part::of("change.what"), Part::Change);
        assert_eq!(Part::of("switch.authority"), Part::Switch);
        assert_eq!(Part::of("switch.extra_work"), Part::Delivery);
        assert_eq!(Part::of(""), Part::What);
    }
}
