//! The sections of the form, in the order of work, and which findings belong to each.

use texts::Key;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    What,
    Who,
    Where,
    Delivery,
    Contact,
    When,
    References,
    Confirmations,
}

impl Part {
    pub const ALL: [Self; 8] = [
        Self::What,
        Self::Who,
        Self::Where,
        Self::Delivery,
        Self::Contact,
        Self::When,
        Self::References,
        Self::Confirmations,
    ];

    /// The id of the section: links of the summary lead there.
    pub fn id(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Who => "who",
            Self::Where => "where",
            Self::Delivery => "delivery",
            Self::Contact => "contact",
            Self::When => "when",
            Self::References => "references",
            Self::Confirmations => "confirmations",
        }
    }

    /// The question it asks.
    pub fn question(self) -> Key {
        match self {
            Self::What => Key::OrderFormWhat,
            Self::Who => Key::OrderFormWho,
            Self::Where => Key::OrderFormWhere,
            Self::Delivery => Key::OrderFormDelivery,
            Self::Contact => Key::OrderFormContact,
            Self::When => Key::OrderFormWhen,
            Self::References => Key::OrderFormReferences,
            Self::Confirmations => Key::OrderFormConfirmations,
        }
    }

    /// One sentence of help.
    pub fn help(self) -> Key {
        match self {
            Self::What => Key::OrderFormWhatHelp,
            Self::Who => Key::OrderFormWhoHelp,
            Self::Where => Key::OrderFormWhereHelp,
            Self::Delivery => Key::OrderFormDeliveryHelp,
            Self::Contact => Key::OrderFormContactHelp,
            Self::When => Key::OrderFormWhenHelp,
            Self::References => Key::OrderFormReferencesHelp,
            Self::Confirmations => Key::OrderFormConfirmationsHelp,
        }
    }

    /// What of the draft this section asks for.
    fn prefixes(self) -> &'static [&'static str] {
        match self {
            Self::What => &["need", "order_type", "product", "attributes"],
            Self::Who => &["lines[0].end_user"],
            Self::Where => &["lines[0].address"],
            Self::Delivery => &["lines[0].access_check", "lines[0].appointment"],
            Self::Contact => &["lines[0].contact"],
            Self::When => &["requested_date"],
            Self::References => &["project_reference", "customer_invoice_ref", "customer_order_ref"],
            Self::Confirmations => &["lines[0].confirmations"],
        }
    }

    /// The section of a finding; what belongs to none is said of the whole, in the first.
    pub fn of(path: &str) -> Self {
        let belongs = |prefix: &str| {
            path.strip_prefix(prefix)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
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
        assert_eq!(Part::of("lines[0].access_check"), Part::Delivery);
        assert_eq!(Part::of("lines[0].access_check.hit"), Part::Delivery);
        assert_eq!(Part::of("project_reference"), Part::References);
        assert_eq!(Part::of(""), Part::What);
    }
}
