//! One service order as it stands.

use std::collections::VecDeque;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::course::{self, Action, Milestone, Reason, Step};
use crate::behaviour::{self, Course};
use crate::calendar::{self, Calendar};
use crate::register::making::scatter;

/// The states of TMF641, as far as this system uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Acknowledged,
    InProgress,
    Held,
    Pending,
    Rejected,
    Failed,
    Cancelled,
    Completed,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Acknowledged => "acknowledged",
            State::InProgress => "inProgress",
            State::Held => "held",
            State::Pending => "pending",
            State::Rejected => "rejected",
            State::Failed => "failed",
            State::Cancelled => "cancelled",
            State::Completed => "completed",
        }
    }

    /// Nothing comes after it.
    pub fn is_final(self) -> bool {
        match self {
            State::Rejected | State::Failed | State::Cancelled | State::Completed => true,
            State::Acknowledged | State::InProgress | State::Held | State::Pending => false,
        }
    }

    /// Goes on by itself.
    fn moves(self) -> bool {
        matches!(self, State::Acknowledged | State::InProgress)
    }
}

/// What kind of message a change is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Milestone,
    State,
    InformationRequired,
    Jeopardy,
}

impl Change {
    pub fn event_type(self) -> &'static str {
        match self {
            Change::Milestone => "ServiceOrderMilestoneEvent",
            Change::State => "ServiceOrderStateChangeEvent",
            Change::InformationRequired => "ServiceOrderInformationRequiredEvent",
            Change::Jeopardy => "ServiceOrderJeopardyEvent",
        }
    }
}

/// What the caller asks for, read from the body.
#[derive(Debug, Clone)]
pub struct Content {
    /// `serviceOrderItem` as sent.
    pub items: Value,
    pub action: Action,
    pub visit: bool,
    /// The booked day, or the wanted one.
    pub date: Option<Date>,
    pub course: Course,
}

pub struct Order {
    pub id: String,
    pub external_id: String,
    version: u64,
    pub state: State,
    ordered: Timestamp,
    pub requested: Option<Date>,
    customer_order_id: Option<String>,
    agreed: Option<Date>,
    installation: Option<Date>,
    milestones: Vec<(u64, Milestone, Timestamp)>,
    last_milestone_id: u64,
    jeopardies: Vec<(Date, Timestamp)>,
    errors: Vec<(Reason, Timestamp)>,
    content: Content,
    plan: VecDeque<Step>,
}

impl Order {
    pub fn new(external_id: String, requested: Option<Date>, content: Content, now: Timestamp) -> Self {
        Self {
            // The same after a restart, so that an id never comes to mean another order.
            id: format!("SO-{external_id}"),
            external_id,
            version: 1,
            state: State::Acknowledged,
            ordered: now,
            requested,
            customer_order_id: None,
            agreed: None,
            installation: None,
            milestones: Vec::new(),
            last_milestone_id: 0,
            jeopardies: Vec::new(),
            errors: Vec::new(),
            plan: course::plan(content.course, content.action, content.visit),
            content,
        }
    }

    pub fn course(&self) -> Course {
        self.content.course
    }

    pub fn reached(&self) -> Option<Milestone> {
        self.milestones.last().map(|(_, milestone, _)| *milestone)
    }

    /// Takes one step; `None` when the order waits or has ended.
    pub fn step(&mut self, calendar: &Calendar) -> Option<Change> {
        if !self.state.moves() {
            return None;
        }
        let step = self.plan.pop_front()?;
        let now = calendar.now();
        self.version += 1;
        Some(match step {
            Step::Reach(milestone) => {
                self.reach(milestone, calendar);
                Change::Milestone
            }
            Step::TechnicianMisses => {
                let new = calendar::next_working_day(self.installation.unwrap_or_else(|| calendar.today()));
                self.installation = Some(new);
                self.agreed = Some(new);
                self.jeopardies.push((new, now));
                Change::Jeopardy
            }
            Step::AskForInformation(reason) => {
                self.stop(State::Held, reason, now);
                Change::InformationRequired
            }
            Step::HandleManually(reason) => {
                self.stop(State::Pending, reason, now);
                Change::State
            }
            Step::Reject(reason) => {
                self.stop(State::Rejected, reason, now);
                Change::State
            }
            Step::Fail(reason) => {
                self.stop(State::Failed, reason, now);
                Change::State
            }
        })
    }

    fn reach(&mut self, milestone: Milestone, calendar: &Calendar) {
        self.last_milestone_id += 1;
        self.milestones
            .push((self.last_milestone_id, milestone, calendar.now()));
        self.state = State::InProgress;
        let day = || {
            self.content
                .date
                .unwrap_or_else(|| calendar::next_working_day(calendar.today()))
        };
        match milestone {
            Milestone::Registered => {
                self.agreed = Some(day());
                // The same after a restart and after a change.
                let number = scatter(&[&self.external_id]) % 100_000_000;
                self.customer_order_id = Some(format!("C{number:08}"));
            }
            Milestone::FieldService => self.installation = Some(self.agreed.unwrap_or_else(day)),
            Milestone::Closed => self.state = State::Completed,
            Milestone::Accepted
            | Milestone::Started
            | Milestone::Design
            | Milestone::Ready
            | Milestone::Test
            | Milestone::Delivery
            | Milestone::Finished => {}
        }
    }

    fn stop(&mut self, state: State, reason: Reason, now: Timestamp) {
        self.state = state;
        self.errors.push((reason, now));
    }

    /// The caller has added what was missing, or people have looked: on without the trouble.
    pub fn resume(&mut self, content: Option<Content>) {
        if let Some(content) = content {
            self.content = content;
        }
        self.version += 1;
        self.plan = course::rest_after(self.reached(), self.content.action, self.content.visit);
        self.state = if self.milestones.is_empty() {
            State::Acknowledged
        } else {
            State::InProgress
        };
    }

    /// New content starts the way again; the customer order id stays.
    pub fn restart(&mut self, content: Content) {
        self.content = content;
        self.version += 1;
        self.plan = course::rest_after(None, self.content.action, self.content.visit);
        self.milestones.clear();
        self.agreed = None;
        self.state = State::Acknowledged;
    }

    pub fn cancel(&mut self) {
        self.version += 1;
        self.plan.clear();
        self.state = State::Cancelled;
    }

    /// The whole order, as answers and messages hold it.
    pub fn view(&self) -> Value {
        let mut view = Map::new();
        let mut put = |name: &str, value: Value| view.insert(name.to_owned(), value);
        put("id", json!(self.id));
        put("externalId", json!(self.external_id));
        put("version", json!(self.version));
        put("state", json!(self.state.name()));
        put("orderDate", json!(calendar::utc(self.ordered)));
        for (name, date) in [
            ("requestedCompletionDate", self.requested),
            ("agreedDate", self.agreed),
            ("installationDate", self.installation),
        ] {
            if let Some(date) = date {
                put(name, json!(date.to_string()));
            }
        }
        if let Some(id) = &self.customer_order_id {
            put("customerOrderId", json!(id));
        }
        let milestones = self.milestones.iter().map(|(id, milestone, at)| {
            json!({ "id": id.to_string(), "name": milestone.name(), "milestoneDate": calendar::utc(*at) })
        });
        put("milestone", milestones.collect());
        let jeopardies = self.jeopardies.iter().enumerate().map(|(index, (new, at))| {
            json!({
                "id": (index + 1).to_string(),
                "name": "technicianMissed",
                "alertDate": calendar::utc(*at),
                "message": format!("Montøren fikk ikke utført arbeidet. Ny dato er {new}."),
            })
        });
        put("jeopardyAlert", jeopardies.collect());
        let errors = self.errors.iter().map(|(reason, at)| {
            json!({
                "code": reason.code,
                "reason": reason.reason,
                "message": reason.message,
                "timestamp": calendar::utc(*at),
            })
        });
        put("errorMessage", errors.collect());
        put("serviceOrderItem", self.content.items.clone());
        Value::Object(view)
    }
}

/// The behaviour that decides about an order: the place's, or else the number's.
pub fn course_of(place: behaviour::Case, line: Option<behaviour::Case>) -> Course {
    if place.house != 0 {
        place.behaviour.course
    } else {
        line.unwrap_or(place).behaviour.course
    }
}
