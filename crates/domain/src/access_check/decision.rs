//! KAP-1 to KAP-5: what an answer of Kapaks allows.

use crate::{
    catalogue::{Catalogue, CheckNeed, Family, Product},
    finding::{Finding, Path, codes},
    moment::Moment,
};

use super::{AccessCheck, CheckOutcome, ExistingLine, Hit, Light, Subject, subject};

/// What changed since the check was asked (KAP-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Product,
    Speed,
    Place,
    Number,
    /// Nothing changed, but 24 hours have passed.
    TooOld,
}

/// Why an order may go without a technician's visit being booked although nothing is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutBooking {
    /// Yellow for a fault of Kapaks or behind it (KAP-3).
    Fault,
    /// The second time-out (KAP-4): manual handling.
    TimedOutTwice,
    /// Kapaks does not know a place that the user has confirmed to be in no register (ADR-6): manual handling.
    NothingFound,
}

/// Where the question "can it be delivered?" stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State<'a> {
    /// The product has no check.
    NotNeeded,
    NotAsked,
    /// The draft names a check that the backend does not know.
    Unknown,
    Stale(Change),
    /// Several or one, none of them picked (KAP-2).
    PickHit {
        hits: &'a [Hit],
        unknown: bool,
    },
    /// Green.
    MayBook(&'a Hit),
    /// Yellow, uncertain: should book, may submit.
    ShouldBook(&'a Hit),
    MaySubmit(WithoutBooking),
    /// The first time-out: the user may try again.
    TryAgain,
    NothingFound,
    /// The number that was searched for belongs to a line at another place.
    Elsewhere(&'a Hit),
    /// Red.
    Refused(&'a Hit),
}

/// Decides where the check of a line stands. `id` and `picked` are what the draft names, `recorded` the backend's
/// record of it, `in_no_register` whether the user has confirmed that no register knows the place.
pub fn decide<'a>(
    product: &Product,
    subject: &Subject,
    (id, picked): (&str, &str),
    recorded: Option<&'a AccessCheck>,
    in_no_register: bool,
    now: Moment,
) -> State<'a> {
    if product.check == CheckNeed::None {
        return State::NotNeeded;
    }
    if id.trim().is_empty() {
        return State::NotAsked;
    }
    let Some(recorded) = recorded.filter(|check| check.id == id.trim()) else {
        return State::Unknown;
    };
    if let Some(change) = changed(&recorded.subject, subject) {
        return State::Stale(change);
    }
    if now >= recorded.valid_until {
        return State::Stale(Change::TooOld);
    }
    match &recorded.outcome {
        CheckOutcome::SystemFault => State::MaySubmit(WithoutBooking::Fault),
        CheckOutcome::TimedOut { attempt: 0..=1 } => State::TryAgain,
        CheckOutcome::TimedOut { .. } => State::MaySubmit(WithoutBooking::TimedOutTwice),
        CheckOutcome::NothingFound => nothing_found(in_no_register),
        CheckOutcome::Answered { hits } if hits.is_empty() => nothing_found(in_no_register),
        CheckOutcome::Answered { hits } => {
            let picked = picked.trim();
            match hits.iter().find(|hit| hit.id == picked) {
                Some(hit) => light(hit),
                None => State::PickHit {
                    hits,
                    unknown: !picked.is_empty(),
                },
            }
        }
    }
}

fn nothing_found<'a>(in_no_register: bool) -> State<'a> {
    if in_no_register {
        State::MaySubmit(WithoutBooking::NothingFound)
    } else {
        State::NothingFound
    }
}

fn light(hit: &Hit) -> State<'_> {
    if hit.elsewhere {
        return State::Elsewhere(hit);
    }
    match hit.light {
        Light::Green => State::MayBook(hit),
        Light::YellowUncertain => State::ShouldBook(hit),
        Light::YellowFault => State::MaySubmit(WithoutBooking::Fault),
        Light::Red => State::Refused(hit),
    }
}

/// The first thing that is no longer as it was when Kapaks was asked.
fn changed(then: &Subject, now: &Subject) -> Option<Change> {
    if then.product != now.product {
        Some(Change::Product)
    } else if then.speed != now.speed {
        Some(Change::Speed)
    } else if then.place != now.place {
        Some(Change::Place)
    } else if then.number != now.number {
        Some(Change::Number)
    } else {
        None
    }
}

impl State<'_> {
    /// True where the order goes to manual handling because of this (KAP-4).
    pub fn is_manual(&self) -> bool {
        matches!(
            self,
            Self::MaySubmit(WithoutBooking::TimedOutTwice | WithoutBooking::NothingFound)
        )
    }

    /// The hit that was picked, when there is one.
    pub fn hit(&self) -> Option<&Hit> {
        match self {
            Self::MayBook(hit) | Self::ShouldBook(hit) | Self::Refused(hit) => Some(hit),
            Self::NotNeeded
            | Self::NotAsked
            | Self::Unknown
            | Self::Stale(_)
            | Self::PickHit { .. }
            | Self::MaySubmit(_)
            | Self::TryAgain
            | Self::Elsewhere(_)
            | Self::NothingFound => None,
        }
    }
}

/// Says what is wrong with the check of a line. `path` is that of the check itself, as `lines[0].access_check`.
pub fn check(
    state: &State<'_>,
    product: &Product,
    number: &str,
    path: &Path<'_>,
    findings: &mut Vec<Finding>,
) {
    if !number.trim().is_empty() && !number_is_readable(number) {
        findings.push(Finding::new(codes::CHECK_NUMBER_INVALID, path.field("number")));
    }
    let required = product.check == CheckNeed::Required;
    // A product that is checked only to book may always go without a check, but not against a red light.
    let undecided = |code| if required { code } else { codes::CHECK_TO_BOOK };
    let hit_path = path.field("hit");
    let finding = match state {
        State::NotNeeded | State::MayBook(_) => None,
        State::NotAsked => Some(Finding::new(undecided(codes::CHECK_MISSING), path)),
        State::Unknown => Some(Finding::new(undecided(codes::CHECK_UNKNOWN), path)),
        State::Stale(change) => {
            let code = match change {
                Change::Product => codes::CHECK_STALE_PRODUCT,
                Change::Speed => codes::CHECK_STALE_SPEED,
                Change::Place => codes::CHECK_STALE_PLACE,
                Change::Number => codes::CHECK_STALE_NUMBER,
                Change::TooOld => codes::CHECK_TOO_OLD,
            };
            Some(Finding::new(undecided(code), path))
        }
        State::PickHit { unknown: true, .. } => {
            Some(Finding::new(undecided(codes::CHECK_HIT_UNKNOWN), hit_path))
        }
        State::PickHit { hits, unknown: false } => {
            let count = i64::try_from(hits.len()).unwrap_or(i64::MAX);
            let missing = Finding::new(undecided(codes::CHECK_HIT_MISSING), hit_path);
            Some(if required {
                missing.with("count", count)
            } else {
                missing
            })
        }
        State::ShouldBook(_) => Some(Finding::new(codes::CHECK_UNCERTAIN, path)),
        State::MaySubmit(WithoutBooking::Fault) => Some(Finding::new(codes::CHECK_FAULT, path)),
        State::MaySubmit(WithoutBooking::TimedOutTwice) => {
            Some(Finding::new(codes::CHECK_TIMED_OUT_TWICE, path))
        }
        State::MaySubmit(WithoutBooking::NothingFound) => {
            Some(Finding::new(codes::CHECK_NOTHING_FOUND_MANUAL, path))
        }
        State::TryAgain => Some(Finding::new(undecided(codes::CHECK_TIMED_OUT), path)),
        State::NothingFound => Some(Finding::new(undecided(codes::CHECK_NOTHING_FOUND), path)),
        State::Elsewhere(hit) => {
            let elsewhere = Finding::new(codes::CHECK_ELSEWHERE, path.field("number"));
            Some(elsewhere.with("where", hit.description.as_str()))
        }
        State::Refused(_) => Some(Finding::new(codes::CHECK_RED, path)),
    };
    findings.extend(finding);
}

/// Phone numbers are digits, circuit numbers letters and digits.
fn number_is_readable(number: &str) -> bool {
    let key = subject::number_key(number);
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let readable = key
        .strip_prefix('+')
        .unwrap_or(&key)
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-');
    readable && digits >= 3 && key.chars().count() <= 20
}

/// The broadband line that makes a new order of this product the wrong kind of order (GRD-1), or, as the partner's
/// own, perhaps the wrong kind. Where Kapaks found several lines, only the picked one's is meant.
pub fn rival_line<'a>(
    product: &Product,
    catalogue: &Catalogue,
    recorded: &'a AccessCheck,
    state: &State<'_>,
) -> Option<&'a ExistingLine> {
    if !is_switchable(product.family) {
        return None;
    }
    let several = matches!(&recorded.outcome, CheckOutcome::Answered { hits } if hits.len() > 1);
    let picked = state
        .hit()
        .and_then(|hit| hit.line_number.as_deref())
        .filter(|_| several);
    let is_meant = |line: &ExistingLine| match (picked, line.number.as_deref()) {
        (Some(picked), Some(number)) => subject::number_key(picked) == subject::number_key(number),
        _ => !several || state.hit().is_some(),
    };
    let mut lines: Vec<_> = recorded
        .existing_lines
        .iter()
        .filter(|line| {
            catalogue
                .product(&line.product)
                .is_some_and(|product| is_switchable(product.family))
        })
        .filter(|line| is_meant(line))
        .collect();
    // Another operator's line weighs more than the partner's own.
    lines.sort_by_key(|line| line.own);
    lines.first().copied()
}

/// What can be switched from one operator to another.
pub fn is_switchable(family: Family) -> bool {
    match family {
        Family::Adsl | Family::OperatorAccess | Family::Shdsl => true,
        Family::Hdsl | Family::Pstn | Family::Isdn | Family::Circuit | Family::CoLocation => false,
    }
}
