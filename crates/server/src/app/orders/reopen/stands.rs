//! A sent order as it stands: what a change of it is measured by, and which of its lines may be changed now.

use domain::{
    catalogue::Catalogue,
    orders::{
        deadline,
        reopen::Sent,
        status::{Action, Actor, LineStatus, Refusal, can},
    },
    oslo,
};

use super::super::{
    catalogue_of,
    change::{At, Refused, transition_context},
    not_found,
};
use crate::{
    error::AppError,
    store::{
        Connection,
        order_content::OrderBody,
        orders::{self, Scope, StoredLine, StoredOrder},
    },
};

/// An order as it stands, with the catalogue that it was made with.
pub(super) struct Stands {
    pub(super) order: StoredOrder,
    pub(super) body: OrderBody,
    pub(super) lines: Vec<StoredLine>,
    pub(super) catalogue: Catalogue,
}

impl Stands {
    pub(super) fn sent(&self) -> Sent {
        let ordered = &self.body.ordered;
        let product = self.catalogue.product(ordered.product());
        let dates = self.lines.iter();
        let first = dates
            .map(|line| line.agreed_date.unwrap_or(ordered.requested_date()))
            .min();
        let change_until = product
            .zip(first)
            .map(|(product, date)| deadline::change_deadline(product, date));
        Sent::of(ordered, change_until, oslo::date(self.order.created_at))
    }

    /// What the change of a line is: the answer to what was asked for, or a new beginning.
    pub(super) fn action(line: &StoredLine) -> Action {
        match line.status {
            LineStatus::Incomplete => Action::CustomerUpdate,
            LineStatus::New
            | LineStatus::InProgress
            | LineStatus::Committed
            | LineStatus::Duplicate
            | LineStatus::CustomerUpdate
            | LineStatus::Rejected
            | LineStatus::Registered
            | LineStatus::Ordered
            | LineStatus::Design
            | LineStatus::Ready
            | LineStatus::FieldService
            | LineStatus::Test
            | LineStatus::Delivery
            | LineStatus::Finished
            | LineStatus::Closed
            | LineStatus::Cancelled
            | LineStatus::CancelledA => Action::Resubmit,
        }
    }

    /// Refuses a change of lines that may not be changed now.
    pub(super) fn refuse_closed(&self, changed: &[usize], at: At) -> Result<(), AppError> {
        for line in changed.iter().filter_map(|nth| self.lines.get(*nth)) {
            self.may_change(line, at).map_err(|refusal| Refused::NotAllowed {
                status: line.status,
                reason: refusal.into(),
            })?;
        }
        Ok(())
    }

    pub(super) fn is_closed(&self, line: &StoredLine, at: At) -> bool {
        self.may_change(line, at).is_err()
    }

    fn may_change(&self, line: &StoredLine, at: At) -> Result<(), Refusal> {
        let context = transition_context(
            &self.body.ordered,
            self.order.created_at,
            line,
            &self.catalogue,
            at,
        );
        can(line.status, Self::action(line), Actor::Partner, &context)
    }
}

pub(super) async fn find(
    db: &mut Connection,
    scope: &Scope,
    id: i64,
    present: &Catalogue,
    to_change: bool,
) -> Result<Stands, AppError> {
    let order = if to_change {
        orders::find_to_change(db, scope, id).await?
    } else {
        orders::find(db, scope, id).await?
    };
    let order = order.ok_or_else(not_found)?;
    let body = orders::find_body(db, id).await?.ok_or_else(not_found)?;
    let lines = orders::lines(db, id).await?;
    let catalogue = catalogue_of(db, present, body.ordered.catalogue_version()).await?;
    Ok(Stands {
        order,
        body,
        lines,
        catalogue,
    })
}
