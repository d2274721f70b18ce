//! Brings a line up to what the order system says of it, through the status table, in one transaction with history
//! and event.

use domain::{
    catalogue::Catalogue,
    orders::status::{Action, LineStatus},
    reason::codes,
};
use wire::orders::Reason;

use super::WHO;
use crate::{
    app::orders::change::{At, LineChange, Refused, change_line},
    error::AppError,
    ports::order_system::{Complaint, ServiceOrder, State},
    store::{
        self, Connection,
        orders::StoredLine,
        row::{read_json, write_json},
        service_orders::KnownServiceOrder,
    },
};

/// What became of a state that the order system told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// As new or newer was applied before.
    Old,
    Now,
    /// No line of ours has this external id.
    UnknownOrder,
}

/// Applies what the order system says by itself. As long as it has not heard of a change of the order, it speaks of what was
/// sent before the change: that is passed over, and its answer to the change holds all (CHG-1).
pub async fn apply_told(
    db: &mut Connection,
    catalogue: &Catalogue,
    at: At,
    told: &ServiceOrder,
) -> Result<Applied, AppError> {
    let Some(known) = store::service_orders::find(db, &told.external_id).await? else {
        return Ok(Applied::UnknownOrder);
    };
    if store::service_orders::awaits_change(db, known.order_id, known.line).await? {
        store::service_orders::still_there(db, &told.external_id, at.now).await?;
        return Ok(Applied::Old);
    }
    apply(db, catalogue, at, told).await
}

/// Applies a service order as it stands.
pub async fn apply(
    db: &mut Connection,
    catalogue: &Catalogue,
    at: At,
    told: &ServiceOrder,
) -> Result<Applied, AppError> {
    let Some(known) = store::service_orders::find_to_change(db, &told.external_id).await? else {
        return Ok(Applied::UnknownOrder);
    };
    if told.version <= known.version {
        store::service_orders::still_there(db, &told.external_id, at.now).await?;
        return Ok(Applied::Old);
    }
    let mut line = Line {
        catalogue,
        at,
        known: &known,
    };
    line.pass_milestones(db, told).await?;
    line.take_dates(db, told).await?;
    line.take_state(db, told).await?;
    let body = write_json("service order", told)?;
    store::service_orders::heard(db, &told.external_id, &told.id, told.version, &body, at.now).await?;
    Ok(Applied::Now)
}

/// The operator's staff have let a line go on: what the order system said meanwhile holds now. That it asked for something,
/// or took it by hand, is what they have just answered.
pub async fn catch_up(
    db: &mut Connection,
    catalogue: &Catalogue,
    at: At,
    external_id: &str,
) -> Result<(), AppError> {
    let Some(known) = store::service_orders::find_to_change(db, external_id).await? else {
        return Ok(());
    };
    if known.version == 0 {
        return Ok(());
    }
    let told: ServiceOrder = read_json("service order", &known.body)?;
    let mut line = Line {
        catalogue,
        at,
        known: &known,
    };
    line.pass_milestones(db, &told).await?;
    line.take_dates(db, &told).await?;
    match told.state {
        State::Held | State::Pending => Ok(()),
        State::Acknowledged
        | State::InProgress
        | State::Completed
        | State::Rejected
        | State::Failed
        | State::Cancelled => line.take_state(db, &told).await,
    }
}

/// The line that a service order stands for.
struct Line<'a> {
    catalogue: &'a Catalogue,
    at: At,
    known: &'a KnownServiceOrder,
}

impl Line<'_> {
    /// Every milestone that the line has not passed yet, in its order.
    async fn pass_milestones(&mut self, db: &mut Connection, told: &ServiceOrder) -> Result<(), AppError> {
        for milestone in &told.milestones {
            let Some((action, target)) = milestone_of(&milestone.name) else {
                tracing::warn!(
                    milestone = milestone.name,
                    "the order system has passed an unknown milestone"
                );
                continue;
            };
            let Some(line) = self.stored(db).await? else {
                return Ok(());
            };
            if step(line.status) >= step(target) || line.status.is_final() {
                continue;
            }
            let no_visit = matches!(
                line.status,
                LineStatus::Ordered | LineStatus::Design | LineStatus::Ready
            );
            let action = if action == Action::Test && no_visit {
                Action::SkipVisit
            } else {
                action
            };
            let mut change = self.change();
            change.action = Some(action);
            if action == Action::Register {
                change.customer_order_id.clone_from(&told.customer_order_id);
                change.agreed_date = told.agreed_date;
            }
            if !self.write(db, change).await? {
                break;
            }
        }
        Ok(())
    }

    /// A new date, and why, when the technician has missed the first.
    async fn take_dates(&mut self, db: &mut Connection, told: &ServiceOrder) -> Result<(), AppError> {
        let seen: Vec<String> = read_json::<ServiceOrder>("service order", &self.known.body)
            .map(|before| before.alerts.into_iter().map(|alert| alert.id).collect())
            .unwrap_or_default();
        let Some(line) = self.stored(db).await? else {
            return Ok(());
        };
        let new_date = told.agreed_date.filter(|date| line.agreed_date != Some(*date));
        let alert = told.alerts.iter().rev().find(|alert| !seen.contains(&alert.id));
        if line.status.is_final() || (new_date.is_none() && alert.is_none()) {
            return Ok(());
        }
        let mut change = self.change();
        change.agreed_date = new_date;
        if let Some(alert) = alert {
            let code = if alert.name == "technicianMissed" {
                codes::CASE_TECHNICIAN_MISSED
            } else {
                codes::CASE_OTHER
            };
            change.reason = Some(reason(code));
            change.comment = not_empty(&alert.message);
        }
        self.write(db, change).await?;
        Ok(())
    }

    /// What the order's state means beside its milestones.
    async fn take_state(&mut self, db: &mut Connection, told: &ServiceOrder) -> Result<(), AppError> {
        let complaint = told.complaints.last();
        let duplicate = complaint.is_some_and(|complaint| complaint.code == "DUPLICATE");
        let (action, target) = match told.state {
            State::Acknowledged | State::InProgress | State::Completed => return Ok(()),
            State::Pending => return self.note_manual_handling(db, complaint).await,
            State::Held => (Action::RequestInformation, LineStatus::Incomplete),
            State::Rejected if duplicate => (Action::MarkDuplicate, LineStatus::Duplicate),
            State::Rejected => (Action::Reject, LineStatus::Rejected),
            State::Failed | State::Cancelled => (Action::Cancel, LineStatus::CancelledA),
        };
        let Some(line) = self.stored(db).await? else {
            return Ok(());
        };
        if line.status == target || line.status.is_final() {
            return Ok(());
        }
        let mut change = self.change();
        change.action = Some(action);
        change.reason = Some(reason(complaint.map_or(codes::CASE_OTHER, reason_code)));
        if let Some(complaint) = complaint {
            change.status_description = not_empty(&complaint.reason);
            change.comment = match &complaint.referred_order {
                Some(other) => Some(format!("{} ({other})", complaint.message).trim().to_owned()),
                None => not_empty(&complaint.message),
            };
        }
        self.write(db, change).await?;
        Ok(())
    }

    /// Handled by hand: the status stays, and the reason is written down once.
    async fn note_manual_handling(
        &mut self,
        db: &mut Connection,
        complaint: Option<&Complaint>,
    ) -> Result<(), AppError> {
        let Some(line) = self.stored(db).await? else {
            return Ok(());
        };
        let noted = line
            .reason
            .as_ref()
            .is_some_and(|reason| reason.code == codes::CASE_MANUAL_HANDLING);
        if noted || line.status.is_final() {
            return Ok(());
        }
        let mut change = self.change();
        change.reason = Some(reason(codes::CASE_MANUAL_HANDLING));
        change.status_description = complaint.and_then(|complaint| not_empty(&complaint.reason));
        change.comment = complaint.and_then(|complaint| not_empty(&complaint.message));
        self.write(db, change).await?;
        Ok(())
    }

    fn change(&self) -> LineChange {
        LineChange::by_system(WHO, self.known.order_id, self.known.line)
    }

    async fn stored(&self, db: &mut Connection) -> Result<Option<StoredLine>, AppError> {
        let lines = store::orders::lines(db, self.known.order_id).await?;
        Ok(lines.into_iter().find(|line| line.number == self.known.line))
    }

    /// False when the status table does not allow it: the line waits for somebody else first, and what the order
    /// system says next is tried from the beginning.
    async fn write(&self, db: &mut Connection, change: LineChange) -> Result<bool, AppError> {
        let (order, line, action) = (change.order_id, change.line, change.action);
        match change_line(db, self.catalogue, self.at, change).await {
            Ok(_) => Ok(true),
            Err(Refused::NotAllowed { status, reason }) => {
                let (status, reason) = (status.code(), reason.code);
                tracing::warn!(
                    order,
                    line,
                    status,
                    ?action,
                    reason,
                    "what the order system says does not follow"
                );
                Ok(false)
            }
            Err(refused) => Err(refused.into()),
        }
    }
}

/// What a milestone does to the line, and where the line then is.
fn milestone_of(name: &str) -> Option<(Action, LineStatus)> {
    Some(match name {
        "accepted" => (Action::Accept, LineStatus::Committed),
        "registered" => (Action::Register, LineStatus::Registered),
        "started" => (Action::Start, LineStatus::Ordered),
        "design" => (Action::Design, LineStatus::Design),
        "ready" => (Action::Ready, LineStatus::Ready),
        "fieldService" => (Action::SetInstallationDate, LineStatus::FieldService),
        "test" => (Action::Test, LineStatus::Test),
        "delivery" => (Action::Deliver, LineStatus::Delivery),
        "finished" => (Action::Finish, LineStatus::Finished),
        "closed" => (Action::Close, LineStatus::Closed),
        _ => return None,
    })
}

/// How far along its way a line is. What waits for the partner is no further than where it was sent.
fn step(status: LineStatus) -> u8 {
    match status {
        LineStatus::New => 0,
        LineStatus::InProgress | LineStatus::Incomplete | LineStatus::CustomerUpdate => 1,
        LineStatus::Committed => 2,
        LineStatus::Registered => 3,
        LineStatus::Ordered => 4,
        LineStatus::Design => 5,
        LineStatus::Ready => 6,
        LineStatus::FieldService => 7,
        LineStatus::Test => 8,
        LineStatus::Delivery => 9,
        LineStatus::Finished => 10,
        LineStatus::Closed
        | LineStatus::Duplicate
        | LineStatus::Rejected
        | LineStatus::Cancelled
        | LineStatus::CancelledA => 11,
    }
}

/// STA-3: the order system's codes as ours, each with its to-do.
fn reason_code(complaint: &Complaint) -> &'static str {
    match complaint.code.as_str() {
        "UNIT_MISSING" => codes::CASE_UNIT_MISSING,
        "END_USER_MISMATCH" => codes::CASE_NAME_DIFFERS,
        "NO_CAPACITY_AFTER_ALL" => codes::CASE_NO_CAPACITY,
        "NOT_DELIVERABLE" => codes::CASE_TECHNICAL_STOP,
        "DUPLICATE" => codes::CASE_REPEATS_ORDER,
        "MANUAL_HANDLING" => codes::CASE_MANUAL_HANDLING,
        _ => codes::CASE_OTHER,
    }
}

fn reason(code: &str) -> Reason {
    Reason {
        code: code.to_owned(),
        params: Default::default(),
    }
}

fn not_empty(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
