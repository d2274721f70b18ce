//! CHG-1 and CHG-2 for what is changed, ended or taken over: an order of any kind is its own change some days later.

use domain::{
    access_check::Light,
    changes::ChangeKind,
    date::plus_days,
    finding::Severity,
    hold::HoldState,
    isp_switch::{AuthorityAnswer, AuthorityStanding},
    orders::{
        OrderDraft, Ordered, ReopenedRef, judge,
        reopen::{FieldChange, Sent, changes},
        status::OrderKind,
    },
    subscriptions::{Found, LiveOrder, Subscription},
};
use time::macros::date;

use crate::{
    changes::change,
    installed::installed,
    isp_switch::{existing, switch},
    world::{TODAY, World, answered, fills_in_its_text, of},
};

const OWN: &str = "1-20418";

/// An order of any kind but a new one, four days after it was sent: it stands on its subscription, its check is asked
/// for anew, its slot is its own, and NRDB says that its authority is used.
struct Reopened {
    draft: OrderDraft,
    world: World,
    /// None for a switch.
    subscription: Option<Subscription>,
}

impl Reopened {
    fn of(draft: &OrderDraft, mut world: World, subscription: Option<Subscription>) -> Self {
        let was = subscription.as_ref().map_or(Found::Nothing, Found::One);
        let verdict = judge(draft, &was, &world.context());
        assert_eq!(of(&verdict.findings, Severity::Error), [""; 0]);
        let ordered = verdict.valid.unwrap();
        let sent = Sent::of(&ordered, Some(date!(2026 - 12 - 03)), TODAY);
        let mut draft = sent.draft.clone();
        draft.reopened = ReopenedRef {
            order: OWN.to_owned(),
            revision: 1,
        };
        world.facts.sent = Some(sent);
        world.line().appointment.as_mut().unwrap().state = HoldState::Confirmed;
        world.today = plus_days(TODAY, 4);
        world.now = world.now.plus_seconds(4 * 24 * 3600);
        world.ask(&draft, answered(Light::Green));
        if let Some(record) = &mut world.facts.authority
            && let AuthorityAnswer::Found { standing, .. } = &mut record.answer
        {
            *standing = AuthorityStanding::Used;
        }
        let subscription = subscription.map(|subscription| Subscription {
            live_order: live(OWN, ordered.kind()),
            ..subscription
        });
        Self {
            draft,
            world,
            subscription,
        }
    }

    fn judged(&self) -> (Option<Ordered>, Vec<String>) {
        let found = self.subscription.as_ref().map_or(Found::Nothing, Found::One);
        let verdict = judge(&self.draft, &found, &self.world.context());
        for finding in &verdict.findings {
            assert!(fills_in_its_text(finding), "{finding:?}");
        }
        (verdict.valid, of(&verdict.findings, Severity::Error))
    }

    /// What is another in it, by its paths.
    fn changed(&self) -> Vec<String> {
        let (valid, errors) = self.judged();
        assert_eq!(errors, [""; 0]);
        let was = &self.world.facts.sent.as_ref().unwrap().draft;
        let all = changes(was, &valid.unwrap().as_sent());
        all.into_iter().map(|FieldChange { path, .. }| path).collect()
    }
}

fn live(order: &str, kind: OrderKind) -> Option<LiveOrder> {
    Some(LiveOrder {
        order: order.to_owned(),
        kind,
    })
}

fn termination() -> Reopened {
    let (draft, world, subscription) = installed("terminate");
    Reopened::of(&draft, world, Some(subscription))
}

fn changed(kind: ChangeKind) -> Reopened {
    let (draft, world, subscription) = change(kind.as_str());
    Reopened::of(&draft, world, Some(subscription))
}

fn switched() -> Reopened {
    let (draft, mut world, facts) = switch();
    world.facts.authority = facts.authority;
    Reopened::of(&draft, world, None)
}

fn all() -> Vec<Reopened> {
    let changes = ChangeKind::ALL.into_iter().map(changed);
    [termination(), switched()].into_iter().chain(changes).collect()
}

/// CHG-1: what was right when it was sent is not asked about again, and the order is not in its own way (TRM-4).
#[test]
fn an_order_of_any_kind_comes_back_as_it_was_sent() {
    for reopened in all() {
        let (_, errors) = reopened.judged();
        assert_eq!(
            errors,
            ["reopened: reopen.nothing_changed"],
            "{:?}",
            reopened.draft
        );
    }
}

/// What may be another in each kind, and is told by its path.
#[test]
fn what_belongs_to_an_order_of_its_kind_may_be_another() {
    let mut ends = termination();
    ends.draft.requested_date = "12.02.2027".into();
    ends.draft.project_reference = "Solbakken".into();
    assert_eq!(ends.changed(), ["requested_date", "project_reference"]);

    let mut contact = changed(ChangeKind::Contact);
    contact.draft.lines[0].contact.phone = "93456789".into();
    assert_eq!(contact.changed(), ["lines[0].contact.phone"]);

    let mut customer = changed(ChangeKind::Customer);
    customer.draft.lines[0].end_user.first_name = "Ragnhild".into();
    assert_eq!(customer.changed(), ["lines[0].end_user.first_name"]);

    let mut speed = changed(ChangeKind::Speed);
    speed.draft.attributes.insert("modem".into(), "no".into());
    assert_eq!(speed.changed(), ["attributes.modem"]);

    for kind in [ChangeKind::Access, ChangeKind::Move] {
        let mut at_the_place = changed(kind);
        at_the_place.draft.lines[0].contact.name = "Ragnhild Vik".into();
        assert_eq!(at_the_place.changed(), ["lines[0].contact.name"], "{kind:?}");
    }

    let mut taken = switched();
    taken.draft.lines[0].contact.phone = "93456789".into();
    taken.draft.switch.extra_work = vec!["socket".into(), "modem".into()];
    assert_eq!(taken.changed(), ["switch.extra_work", "lines[0].contact.phone"]);
}

/// CHG-1 and CHG-2: what would make it another order, or needs a Service Request, and what the form says beside it.
#[test]
fn what_makes_it_this_order_stays() {
    type Spoil = fn(&mut OrderDraft);
    let speed = |draft: &mut OrderDraft| drop(draft.attributes.insert("speed".into(), "16000/1024".into()));
    let number = |draft: &mut OrderDraft| draft.subscription.number = "JX200018".into();
    let reference = |draft: &mut OrderDraft| draft.customer_order_ref = "PO-1".into();
    let cases: [(Reopened, Spoil, &str, &str); 15] = [
        (termination(), number, "subscription.number", "other_subscription"),
        (termination(), reference, "customer_order_ref", "reference"),
        (
            termination(),
            |draft| draft.need = "change".into(),
            "need",
            "other_need",
        ),
        (
            changed(ChangeKind::Contact),
            number,
            "subscription.number",
            "other_subscription",
        ),
        (
            changed(ChangeKind::Contact),
            |draft| draft.change.what = "customer".into(),
            "change.what",
            "other_change",
        ),
        (changed(ChangeKind::Speed), speed, "attributes.speed", "speed"),
        (changed(ChangeKind::Access), speed, "attributes.speed", "speed"),
        (
            changed(ChangeKind::Access),
            |draft| draft.product = "OA_SHARED".into(),
            "product",
            "other_product",
        ),
        (switched(), speed, "attributes.speed", "speed"),
        (
            switched(),
            |draft| draft.product = "OA_FULL".into(),
            "product",
            "other_product",
        ),
        (
            switched(),
            |draft| draft.switch.authority = "FM-1007".into(),
            "switch.authority",
            "other_switch",
        ),
        (
            switched(),
            |draft| draft.switch.losing_operator = "Polarlinje".into(),
            "switch.losing_operator",
            "other_switch",
        ),
        (
            switched(),
            |draft| draft.switch.number = "21900017".into(),
            "switch.number",
            "other_switch",
        ),
        (
            switched(),
            |draft| draft.switch.product_from = "ADSL_FULL".into(),
            "switch.product_from",
            "other_switch",
        ),
        (switched(), reference, "customer_order_ref", "reference"),
    ];
    for (nth, (mut reopened, spoil, path, code)) in cases.into_iter().enumerate() {
        spoil(&mut reopened.draft);
        let (valid, errors) = reopened.judged();
        assert!(
            errors.contains(&format!("{path}: reopen.{code}")),
            "{nth}: {errors:?}"
        );
        assert!(valid.is_none(), "{nth}");
        let sent = reopened.world.facts.sent.unwrap();
        assert!(sent.fixed(path, TODAY).is_some(), "{nth}");
    }
}

/// GRD-2: to move is the same change, whichever of the two words says so.
#[test]
fn a_move_is_a_move_by_either_need() {
    let mut moved = changed(ChangeKind::Move);
    moved.draft.need = "change".into();
    assert_eq!(moved.judged().1, ["reopened: reopen.nothing_changed"]);
}

/// TRM-4: another order on the same subscription is in the way all the same.
#[test]
fn only_the_order_itself_is_passed_over() {
    let mut ends = termination();
    ends.draft.project_reference = "Solbakken".into();
    assert_eq!(ends.judged().1, [""; 0]);
    ends.subscription.as_mut().unwrap().live_order = live("1-20419", OrderKind::Modify);
    assert_eq!(ends.judged().1, ["subscription.number: subscription.live_order"]);
}

/// TRM-3: a change gives no new notice, and TRM-2 holds for a date that is new.
#[test]
fn a_termination_that_is_changed_runs_on_from_the_day_on_which_it_was_sent() {
    let mut ends = termination();
    ends.draft.requested_date = "01.12.2026".into();
    let (ordered, _) = ends.judged();
    let Some(Ordered::Termination(ordered)) = ordered else {
        panic!("a termination");
    };
    let run_on = ordered.termination.run_on;
    assert_eq!(
        (run_on.last_day, run_on.days),
        (date!(2026 - 12 - 23), 22),
        "30 days from the 23rd"
    );
    assert_eq!(ordered.was.live_order, None);
    ends.draft.requested_date = "27.11.2026".into();
    assert_eq!(ends.judged().1, ["requested_date: termination.too_early"]);
}

/// ISP-2, ISP-4: NRDB is asked again about what the switch was not sent for.
#[test]
fn only_the_line_and_the_authority_of_the_switch_itself_are_passed_over() {
    let mut taken = switched();
    taken.draft.lines[0].end_user.first_name = "Ragnhild".into();
    assert_eq!(
        taken.judged().1,
        ["switch.new_end_user: switch.end_user_differs"],
        "who gave the authority is known"
    );
    taken.draft.switch.new_end_user = true;
    assert_eq!(taken.changed(), ["lines[0].end_user.first_name"]);

    let mut elsewhere = switched();
    elsewhere.draft.lines[0].address.unit = "H0201".into();
    elsewhere.world.ask(&elsewhere.draft, answered(Light::Green));
    let check = elsewhere.world.line().access_check.as_mut().unwrap();
    check.existing_lines = vec![existing("Polarlinje", false)];
    let (_, errors) = elsewhere.judged();
    assert!(
        errors.contains(&"switch.losing_operator: switch.losing_operator.other".to_owned()),
        "{errors:?}"
    );
}
