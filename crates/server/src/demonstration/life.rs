//! What has happened to an invented order since it was made: the steps that time has brought, each through the status
//! table like every other.

use domain::{
    calendar::working_days_before,
    catalogue::Catalogue,
    moment::Moment,
    orders::status::{Action, Actor, OrderKind},
    oslo,
};
use rand::{RngExt as _, rngs::StdRng};
use time::Date;
use wire::orders::Reason;

use crate::{
    app::orders::{
        change::{At, LineChange, Refused, Who, change_line},
        store_new::Made,
    },
    error::AppError,
    store::{
        Connection,
        orders::{Scope, find},
    },
};

const HOUR: i64 = 3600;
const SYSTEM: &str = "order_system";

/// What becomes of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    AllIsWell,
    Incomplete,
    Answered,
    Rejected,
    Duplicate,
    Withdrawn,
    WithdrawnLate,
    /// Handled by hand, and not yet.
    Waits,
}

impl Fate {
    pub fn any(random: &mut StdRng) -> Self {
        match random.random_range(0..100) {
            0..78 => Self::AllIsWell,
            78..84 => Self::Incomplete,
            84..86 => Self::Answered,
            86..90 => Self::Rejected,
            90..92 => Self::Duplicate,
            92..95 => Self::Withdrawn,
            95..97 => Self::WithdrawnLate,
            _ => Self::Waits,
        }
    }
}

/// A step, when it comes, and what is told with it.
struct Step {
    at: Moment,
    action: Action,
    by_partner: bool,
    reason: Option<&'static str>,
    comment: Option<&'static str>,
}

fn system(at: Moment, action: Action) -> Step {
    Step {
        at,
        action,
        by_partner: false,
        reason: None,
        comment: None,
    }
}

fn because(at: Moment, action: Action, reason: &'static str, comment: &'static str) -> Step {
    Step {
        reason: Some(reason),
        comment: Some(comment),
        ..system(at, action)
    }
}

fn steps(fate: Fate, kind: OrderKind, made: Moment, agreed: Date) -> Vec<Step> {
    let after = |hours: i64| made.plus_seconds(hours * HOUR);
    let on = |date: Date, hour: i64| oslo::midnight(date).plus_seconds(hour * HOUR);
    let accepted = system(made.plus_seconds(90), Action::Accept);
    let in_house = match kind {
        OrderKind::New | OrderKind::IspSwitch => true,
        OrderKind::Modify | OrderKind::Terminate => false,
    };
    let delivery = || {
        vec![
            system(after(1), Action::Register),
            system(after(5), Action::Start),
            system(after(26), Action::Design),
            system(after(50), Action::Ready),
            system(on(working_days_before(agreed, 1), 9), Action::SetInstallationDate),
            system(on(agreed, 10), Action::Test),
            system(on(agreed, 13), Action::Deliver),
            system(on(agreed, 15), Action::Finish),
            system(on(agreed, 30), Action::Close),
        ]
        .into_iter()
        // What is changed or ended here is done in the exchange.
        .filter(|step| in_house || !is_of_visit(step.action))
        .collect::<Vec<_>>()
    };
    let by_partner = |step: Step| Step {
        by_partner: true,
        ..step
    };
    match fate {
        Fate::AllIsWell => std::iter::once(accepted).chain(delivery()).collect(),
        Fate::Incomplete => {
            vec![because(
                after(2),
                Action::RequestInformation,
                "case.contact_not_reached",
                "Ringt to ganger uten svar.",
            )]
        }
        Fate::Answered => vec![
            because(
                after(2),
                Action::RequestInformation,
                "case.unit_missing",
                "Hvilken leilighet gjelder det?",
            ),
            by_partner(Step {
                comment: Some("Leilighet H0201."),
                ..system(after(20), Action::CustomerUpdate)
            }),
        ],
        Fate::Rejected => vec![because(
            after(3),
            Action::Reject,
            "case.no_capacity",
            "Ingen ledige par i kabelen.",
        )],
        Fate::Duplicate => vec![because(
            after(1),
            Action::MarkDuplicate,
            "case.repeats_order",
            "Samme kunde og sted.",
        )],
        Fate::Withdrawn => {
            vec![by_partner(because(
                after(8),
                Action::Cancel,
                "case.customer_withdrew",
                "Kunden har ombestemt seg.",
            ))]
        }
        Fate::WithdrawnLate => {
            let mut steps = vec![accepted];
            steps.extend(delivery().into_iter().take(3));
            steps.push(by_partner(because(
                after(48),
                Action::Cancel,
                "case.customer_withdrew",
                "Kunden flytter.",
            )));
            steps
        }
        Fate::Waits => Vec::new(),
    }
}

fn is_of_visit(action: Action) -> bool {
    matches!(action, Action::Ready | Action::SetInstallationDate | Action::Test)
}

/// Lets an order live until now.
pub async fn live(
    db: &mut Connection,
    catalogue: &Catalogue,
    id: i64,
    made: &Made,
    fate: Fate,
    now: Moment,
) -> Result<(), AppError> {
    let Some(order) = find(db, &Scope::AllPartners, id).await? else {
        return Ok(());
    };
    let agreed = order.agreed_date.unwrap_or(order.requested_date);
    for step in steps(fate, order.kind, made.at, agreed) {
        if step.at > now {
            break;
        }
        let mut change = LineChange::by_system(SYSTEM, id, 1);
        if step.by_partner {
            let (id, name) = (made.user_id.clone(), made.user_name.clone());
            change.who = Who::User {
                id,
                name,
                actor: Actor::Partner,
            };
        }
        change.action = Some(step.action);
        change.reason = step.reason.map(|code| Reason {
            code: code.to_owned(),
            params: Default::default(),
        });
        change.comment = step.comment.map(str::to_owned);
        if step.action == Action::Register {
            change.customer_order_id = Some(format!("C{:08}", 4_000_000 + id * 37));
            change.agreed_date = Some(agreed);
        }
        let at = At {
            now: step.at,
            today: oslo::date(step.at),
        };
        match change_line(db, catalogue, at, change).await {
            Ok(_) => {}
            // The dates may fall so that a step comes before the one it follows; the order stays where it is.
            Err(Refused::NotAllowed { status, reason }) => {
                tracing::debug!(?status, reason = reason.code, "an invented step was not allowed");
                break;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
