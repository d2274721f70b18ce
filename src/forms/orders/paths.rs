//! The paths of the draft's typed fields: the same in findings of the rules, in ids of inputs and in links to them.

pub use domain::finding::line_field;
use domain::orders::{LineDraft, OrderDraft};

/// How the paths of the line at hand begin, whichever line that is.
pub const OF_LINE: &str = "lines[].";

/// The path of a field of the line at hand.
macro_rules! of_line {
    ($field:literal) => {
        concat!("lines[].", $field)
    };
}
pub(super) use of_line;

/// The path of a field of the first line.
macro_rules! of_first {
    ($field:literal) => {
        concat!("lines[0].", $field)
    };
}
pub(super) use of_first;

/// The id of the element for a path: `lines[0].address.postcode` → `lines-0-address-postcode`.
pub fn id_of(path: &str) -> String {
    path.chars()
        .filter(|c| *c != ']')
        .map(|c| if matches!(c, '[' | '.') { '-' } else { c })
        .collect()
}

macro_rules! text_fields {
    (order { $($order:ident)* } part { $($part:ident . $field:ident)* } line { $($first:ident . $second:ident)* }) => {
        /// What is typed in the field.
        pub fn get<'a>(draft: &'a OrderDraft, path: &str) -> &'a str {
            if let Some(code) = path.strip_prefix("attributes.") {
                return draft.attributes.get(code).map_or("", String::as_str);
            }
            let field = match path {
                $(stringify!($order) => Some(&draft.$order),)*
                $(concat!(stringify!($part), ".", stringify!($field)) => Some(&draft.$part.$field),)*
                _ => line_field(path).and_then(|(at, rest)| {
                    let line = draft.lines.get(at)?;
                    match rest {
                        $(concat!(stringify!($first), ".", stringify!($second)) => Some(&line.$first.$second),)*
                        _ => None,
                    }
                }),
            };
            field.map_or("", String::as_str)
        }

        /// Types into the field. A path that no field has changes nothing.
        pub fn set(draft: &mut OrderDraft, path: &str, value: String) {
            if let Some(code) = path.strip_prefix("attributes.") {
                draft.attributes.insert(code.to_owned(), value);
                return;
            }
            let field = match path {
                $(stringify!($order) => Some(&mut draft.$order),)*
                $(concat!(stringify!($part), ".", stringify!($field)) => Some(&mut draft.$part.$field),)*
                _ => line_field(path).and_then(|(at, rest)| {
                    let line = draft.lines.get_mut(at)?;
                    match rest {
                        $(concat!(stringify!($first), ".", stringify!($second)) => Some(&mut line.$first.$second),)*
                        _ => None,
                    }
                }),
            };
            if let Some(field) = field {
                *field = value;
            }
        }

        /// Every typed field, in the order of the form.
        pub const ALL: &[&str] = &[
            $(stringify!($order),)*
            $(concat!(stringify!($part), ".", stringify!($field)),)*
            $(concat!("lines[0].", stringify!($first), ".", stringify!($second)),)*
        ];
    };
}

text_fields! {
    order {
        need order_type product requested_date project_reference customer_invoice_ref customer_order_ref
    }
    part {
        subscription.number change.what
        switch.authority switch.product_from switch.access_from switch.losing_operator switch.number
    }
    line {
        end_user.kind end_user.first_name end_user.last_name end_user.date_of_birth end_user.company_name
        end_user.organisation_number
        address.kind address.register_id address.street address.house_number address.entrance address.floor
        address.unit address.postcode address.place address.farm_number address.title_number address.lease_number
        address.section_number address.municipality address.insa address.existing_number
        contact.name contact.phone contact.second_phone
        access_check.number access_check.id access_check.hit
        appointment.id appointment.search
        numbers.count numbers.reservation numbers.donor
    }
}

/// The first line, which is the only one of a standard order.
pub fn line(draft: &OrderDraft) -> LineDraft {
    draft.lines.first().cloned().unwrap_or_default()
}

/// Changes a line; the first is there as soon as anything is typed into it.
pub fn change_line(draft: &mut OrderDraft, at: usize, change: impl FnOnce(&mut LineDraft)) {
    if draft.lines.is_empty() {
        draft.lines.push(LineDraft::default());
    }
    if let Some(line) = draft.lines.get_mut(at) {
        change(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_field_is_its_path_with_hyphens() {
        assert_eq!(id_of("lines[0].address.postcode"), "lines-0-address-postcode");
        assert_eq!(id_of("requested_date"), "requested_date");
    }

    #[test]
    fn what_is_typed_into_each_field_is_read_from_that_field_alone() {
        for path in ALL {
            let mut draft = OrderDraft {
                lines: vec![LineDraft::default()],
                ..OrderDraft::default()
            };
            set(&mut draft, path, "typed".to_owned());
            for other in ALL {
                assert_eq!(
                    get(&draft, other),
                    if other == path { "typed" } else { "" },
                    "{path} {other}"
                );
            }
        }
    }

    #[test]
    fn an_attribute_has_a_path_of_its_own() {
        let mut draft = OrderDraft::default();
        set(&mut draft, "attributes.speed", "8128/640".to_owned());
        assert_eq!(get(&draft, "attributes.speed"), "8128/640");
    }

    #[test]
    fn a_path_without_a_field_changes_nothing() {
        let mut draft = OrderDraft::default();
        set(&mut draft, "lines[7].contact.phone", "1".to_owned());
        set(&mut draft, "nowhere", "1".to_owned());
        assert_eq!(draft, OrderDraft::default());
    }
}
