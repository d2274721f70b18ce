//! An order of each kind that the status table tells apart, in a backend that does nothing to them by itself.

use domain::orders::status::{Action, Actor, LineStatus, OrderKind, TransitionContext};
use server::{
    app::orders::order_id,
    store::{StoreError, leases, orders, service_orders},
};

use crate::{
    drafts::*,
    harness::*,
    installed::*,
    isp_switch::switch,
    line_table::{generated, written},
};

/// An order, and what of it the status table looks at.
#[derive(Clone, Debug)]
pub struct Kind {
    pub order: String,
    pub context: TransitionContext,
}

/// Delivered with a visit, taken over without one, ended in the exchange, and changed from one access to another.
fn contexts() -> [TransitionContext; 4] {
    let usual = TransitionContext::default();
    [
        usual,
        TransitionContext {
            kind: OrderKind::IspSwitch,
            visit: false,
            ..usual
        },
        TransitionContext {
            kind: OrderKind::Terminate,
            visit: false,
            ..usual
        },
        TransitionContext {
            kind: OrderKind::Modify,
            changes_access: true,
            ..usual
        },
    ]
}

/// One of each, sent to the order system.
pub async fn one_of_each(app: &App, browser: &Browser) -> Vec<Kind> {
    let new = hdsl_draft(browser, FINE_HOUSE).await;
    let switched = switch(browser, "FM-1001").await;
    let (_, installed) = delivered(app, browser).await;
    let ended = termination_of(app, &installed.number);
    let adsl = adsl_draft(browser, FINE_HOUSE).await;
    let (_, installed) = delivered_of(app, browser, &adsl).await;
    let mut changed = unbooked_adsl_draft(browser, FINE_HOUSE).await;
    changed.need = "change".into();
    changed.change.what = "access".into();
    changed.subscription.number = installed.number;
    changed.subscription.confirmed = true;
    changed.product = "ADSL_SHARED".into();
    check(browser, &mut changed).await;
    book(browser, &mut changed).await;
    let mut kinds = Vec::new();
    for (draft, context) in [new, switched, ended, changed].iter().zip(contexts()) {
        let order = submitted(browser, draft).await.id;
        known_to_the_order_system(app, &order).await;
        kinds.push(Kind { order, context });
    }
    hold_back_the_timers(app).await;
    kinds
}

async fn known_to_the_order_system(app: &App, order: &str) {
    for _ in 0..500 {
        let mut db = app.state.store.connection().await.unwrap();
        let known = service_orders::find(&mut db, &format!("{order}-1"))
            .await
            .unwrap();
        if known.is_some_and(|known| known.version > 0) {
            return;
        }
        drop(db);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{order} is not sent");
}

/// Those that move a line, or are told to by what a user does.
const TIMERS: [&str; 3] = ["order_expiry", "order_system_errands", "order_system_silence"];

/// Takes the leases of timers for a year, so that they do nothing by themselves.
async fn hold_back_the_timers(app: &App) {
    let (now, holder) = (app.state.clock.now(), app.state.holder.clone());
    let taken = app.state.store.write(move |db| {
        Box::pin(async move {
            leases::release_all(db, &holder).await?;
            let mut all = true;
            for timer in TIMERS {
                all &= leases::take(db, timer, "the test", now, 365 * 86_400).await?;
            }
            Ok::<_, StoreError>(all)
        })
    });
    assert!(taken.await.unwrap());
}

/// Puts the first line of an order into a status, whatever it was in.
pub async fn put(app: &App, order: &str, status: LineStatus) {
    let id = order_id(order).unwrap();
    let written = app.state.store.write(move |db| {
        Box::pin(async move {
            let mut line = orders::lines(db, id).await?.remove(0);
            let from = line.status;
            // Most rows of a table are refused and leave it where it was: nothing is written for them.
            if from == status {
                return Ok(true);
            }
            line.status = status;
            orders::update_line(db, id, from, &line).await
        })
    });
    assert!(written.await.unwrap(), "{status:?}");
}

pub async fn status_of(app: &App, order: &str) -> LineStatus {
    let mut db = app.state.store.connection().await.unwrap();
    let lines = orders::lines(&mut db, order_id(order).unwrap()).await.unwrap();
    lines[0].status
}

/// Where the domain's table lets an actor take the line; none where it refuses.
pub fn allowed(
    context: &TransitionContext,
    from: LineStatus,
    action: Action,
    actor: Actor,
) -> Option<LineStatus> {
    generated(context)
        .into_iter()
        .find(|row| (row.0, row.1, row.2) == (from, action, actor))
        .map(|row| row.3)
}

/// The tests below go by the domain's table: it says here what was written down by hand.
#[test]
fn what_is_carried_out_is_what_was_written_by_hand() {
    for context in contexts() {
        for (expired, change_deadline_passed) in [(false, false), (true, true)] {
            let context = TransitionContext {
                expired,
                change_deadline_passed,
                ..context
            };
            assert_eq!(generated(&context), written(&context), "{context:?}");
        }
    }
}
