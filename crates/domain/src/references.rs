//! REF: the three references that are easily mixed up.

use serde::{Deserialize, Serialize};

use crate::{
    address::evenly_spaced,
    finding::{Finding, Param, Path, codes},
    orders::{OrderDraft, ReferenceHabits},
    text,
};

pub const LONGEST: usize = 50;

/// How many of the last ten orders make a pattern the partner's own (REF-2).
const HABIT: usize = 5;

/// The three, in the order of the form; none where nothing was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct References {
    pub project_reference: Option<String>,
    pub customer_invoice_ref: Option<String>,
    pub customer_order_ref: Option<String>,
}

struct Field<'a> {
    path: &'static str,
    typed: Option<String>,
    habits: &'a [String],
}

pub fn parse(draft: &OrderDraft, habits: &ReferenceHabits, findings: &mut Vec<Finding>) -> References {
    let mut read = |path: &'static str, typed: &str| reference(typed, &Path::of(path), findings);
    let fields = [
        Field {
            path: "project_reference",
            typed: read("project_reference", &draft.project_reference),
            habits: &habits.project_reference,
        },
        Field {
            path: "customer_invoice_ref",
            typed: read("customer_invoice_ref", &draft.customer_invoice_ref),
            habits: &habits.customer_invoice_ref,
        },
        Field {
            path: "customer_order_ref",
            typed: read("customer_order_ref", &draft.customer_order_ref),
            habits: &habits.customer_order_ref,
        },
    ];
    for (at, field) in fields.iter().enumerate() {
        let earlier = fields.get(..at).unwrap_or_default();
        findings.extend(mixed_up(field, earlier, &fields));
    }
    let [project, invoice, order] = fields;
    References {
        project_reference: project.typed,
        customer_invoice_ref: invoice.typed,
        customer_order_ref: order.typed,
    }
}

/// REF-1: one reference, whatever it is of; none where nothing was typed, or where it is no reference.
pub(crate) fn reference(typed: &str, path: &Path<'_>, findings: &mut Vec<Finding>) -> Option<String> {
    let tidied = evenly_spaced(typed);
    if let Some(fault) = text::fault(&tidied, path, LONGEST) {
        findings.push(fault.under("REF-1"));
        return None;
    }
    (!tidied.is_empty()).then_some(tidied)
}

/// REF-2: the same value in two fields, or a value that looks like what belongs into another.
fn mixed_up(field: &Field<'_>, earlier: &[Field<'_>], all: &[Field<'_>]) -> Option<Finding> {
    let typed = field.typed.as_deref()?;
    let same = earlier.iter().find(|other| {
        other
            .typed
            .as_deref()
            .is_some_and(|other| other.to_lowercase() == typed.to_lowercase())
    });
    if let Some(other) = same {
        return Some(Finding::new(codes::REFERENCE_SAME, field.path).with("other", term(other.path)));
    }
    let shape = pattern(typed)?;
    // A pattern that this field has had as often is no mix-up.
    if is_habit(&shape, field.habits) {
        return None;
    }
    let other = all
        .iter()
        .find(|other| other.path != field.path && is_habit(&shape, other.habits))?;
    Some(Finding::new(codes::REFERENCE_LOOKS_LIKE, field.path).with("other", term(other.path)))
}

fn is_habit(shape: &str, habits: &[String]) -> bool {
    habits
        .iter()
        .take(10)
        .filter(|value| pattern(value).as_deref() == Some(shape))
        .count()
        >= HABIT
}

/// The value with every run of digits levelled: `PO-2041` and `po-7` have the pattern `po-9`. A value without digits
/// is a name or a phrase and has no pattern.
fn pattern(value: &str) -> Option<String> {
    let mut pattern = String::new();
    let mut in_digits = false;
    let mut any_digit = false;
    for c in evenly_spaced(value).to_lowercase().chars() {
        if c.is_ascii_digit() {
            any_digit = true;
            if !in_digits {
                pattern.push('9');
            }
            in_digits = true;
        } else {
            in_digits = false;
            pattern.push(c);
        }
    }
    any_digit.then_some(pattern)
}

fn term(path: &str) -> Param {
    Param::Term(format!("reference.{path}"))
}
