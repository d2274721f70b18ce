//! GRD-3 and ORD-1: what the customer needs, and which kind of order it becomes.

use crate::finding::{Finding, codes};

use super::{OrderDraft, OrderType};

pub const MOST_PROJECT_LINES: usize = 50;

/// What the customer needs, as the form asks before anything else (GRD-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    New,
    Switch,
    Move,
    Change,
    Terminate,
}

impl Need {
    pub const ALL: [Self; 5] = [Self::New, Self::Switch, Self::Move, Self::Change, Self::Terminate];

    /// As the draft has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Switch => "switch",
            Self::Move => "move",
            Self::Change => "change",
            Self::Terminate => "terminate",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.as_str() == name.trim())
    }
}

/// A new order is for new deliveries only; for everything else the right form is named, never guessed. An empty answer
/// is no answer: the form always asks first.
pub(super) fn check_need(draft: &OrderDraft, findings: &mut Vec<Finding>) {
    need_is(draft, &[Need::New], findings);
}

/// Says so where a draft has come to the form of another kind.
pub(crate) fn need_is(draft: &OrderDraft, needs: &[Need], findings: &mut Vec<Finding>) {
    let code = match Need::named(&draft.need) {
        Some(need) if needs.contains(&need) => return,
        Some(Need::New) => codes::NEED_NEW,
        Some(Need::Switch) => codes::NEED_SWITCH,
        Some(Need::Move) => codes::NEED_MOVE,
        Some(Need::Change) => codes::NEED_CHANGE,
        Some(Need::Terminate) => codes::NEED_TERMINATE,
        None if draft.need.trim().is_empty() => codes::NEED_MISSING,
        None => codes::NEED_UNKNOWN,
    };
    findings.push(Finding::new(code, "need"));
}

impl OrderDraft {
    /// ORD-1: `Standard` is preselected. None where the draft names a type that does not exist.
    pub fn order_type(&self) -> Option<OrderType> {
        match self.order_type.trim() {
            "" | "standard" => Some(OrderType::Standard),
            "project" => Some(OrderType::Project),
            _ => None,
        }
    }
}

/// ORD-1: one line in a Standard order, 1 to 50 in a Project.
pub(super) fn check_type(draft: &OrderDraft, findings: &mut Vec<Finding>) {
    let count = draft.lines.len();
    let number = i64::try_from(count).unwrap_or(i64::MAX);
    let most = i64::try_from(MOST_PROJECT_LINES).unwrap_or(i64::MAX);
    let order_type = draft.order_type();
    if order_type.is_none() {
        findings.push(Finding::new(codes::ORDER_TYPE_UNKNOWN, "order_type"));
    }
    let finding = match order_type {
        _ if count == 0 => Finding::new(codes::LINES_MISSING, "lines"),
        Some(OrderType::Standard) if count > 1 => {
            Finding::new(codes::LINES_STANDARD_ONE, "lines").with("count", number)
        }
        _ if count > MOST_PROJECT_LINES => Finding::new(codes::LINES_PROJECT_MOST, "lines")
            .with("count", number)
            .with("most", most),
        _ => return,
    };
    findings.push(finding);
}
