//! TRM: ending what is installed.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use crate::{
    calendar::working_days_after,
    catalogue::Product,
    date,
    delivery_date::Days,
    finding::{Finding, Verdict, codes},
    money::Ore,
    orders::{
        Context, Need, OrderDraft, need_is,
        requested_date::{self, REQUESTED_DATE, Wanted},
    },
    references,
    subscriptions::{self, Found, Subscription},
};

/// A valid termination, not yet stored. Only [`parse`] makes one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewTermination {
    /// Id of the subscription.
    pub subscription: String,
    pub product: String,
    pub catalogue_version: String,
    pub requested_date: Date,
    pub run_on: RunOn,
    pub references: references::References,
    /// What the user was warned of and went on with.
    pub warnings: Vec<Finding>,
}

/// TRM-3: how long the subscription runs on, and what that costs the partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunOn {
    /// The last day with the product and with rent to pay.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub last_day: Date,
    /// Days from the wanted date to that one; 0 where the notice is over by then.
    pub days: i64,
    /// The rent of those days, without VAT.
    pub rent: Ore,
}

/// TRM-3: the notice period of the product is counted from the day on which the termination is sent, so a wanted date
/// behind it is kept; to change it later gives no new notice. A day costs its share of its own month's rent, so that a whole month costs a month's.
pub fn run_on(product: &Product, monthly_rent: Ore, wanted: Date, sent_on: Date) -> RunOn {
    let notice_ends = date::plus_days(sent_on, i64::from(product.notice_days));
    let last_day = wanted.max(notice_ends);
    RunOn {
        last_day,
        days: (last_day - wanted).whole_days(),
        rent: rent_between(monthly_rent, wanted, last_day),
    }
}

/// Smallest number that months of 28, 29, 30 and 31 days all divide: 4 · 7 · 29 · 3 · 5 · 31.
const SHARES: i128 = 377_580;

/// The rent of the days after the one and up to the other.
fn rent_between(monthly: Ore, after: Date, until: Date) -> Ore {
    let mut shares: i128 = 0;
    let mut day = after;
    while day < until {
        let Some(next) = day.checked_add(Duration::DAY) else {
            break;
        };
        day = next;
        shares += SHARES / i128::from(day.month().length(day.year()));
    }
    let exact = i128::from(monthly.0) * shares;
    let rounded = (exact.abs() + SHARES / 2) / SHARES * exact.signum();
    Ore(i64::try_from(rounded).unwrap_or(i64::MAX))
}

/// The first day that can be wanted (TRM-2).
pub fn earliest_date(today: Date) -> Date {
    working_days_after(today, 1)
}

/// Checks a termination against every rule, and says everything that is wrong at once.
pub fn parse(draft: &OrderDraft, found: &Found<'_>, context: &Context<'_>) -> Verdict<NewTermination> {
    let mut findings = Vec::new();
    need_is(draft, &[Need::Terminate], &mut findings);
    let subscription = subscriptions::check(&draft.subscription, found, &mut findings);
    let today = context.today;
    let wanted = Wanted {
        typed: &draft.requested_date,
        earliest: Some(earliest_date(today)),
        booked: None,
        date_follows: false,
        sent: context.facts.sent_of(draft),
        today,
    };
    let requested_date = requested_date::parse(&wanted, &mut findings, |date| fault(date, today));
    let references = references::parse(draft, context.habits, &mut findings);
    let product = subscription.and_then(|it: &Subscription| context.catalogue.product(&it.product));
    if subscription.is_some() && product.is_none() {
        findings.push(Finding::new(
            codes::SUBSCRIPTION_PRODUCT_GONE,
            "subscription.number",
        ));
    }
    Verdict::of(findings, |warnings| {
        let (subscription, product, requested_date) = (subscription?, product?, requested_date?);
        Some(NewTermination {
            subscription: subscription.id.clone(),
            product: product.code.clone(),
            catalogue_version: context.catalogue.version.clone(),
            requested_date,
            run_on: run_on(
                product,
                subscription.monthly_rent,
                requested_date,
                context.facts.notice_given(draft, today),
            ),
            references,
            warnings,
        })
    })
}

/// TRM-2: from the next working day on, and at most 12 months ahead. Nobody has to come, so any day of the week will do.
pub fn days(today: Date) -> Days {
    Days::from(earliest_date(today), false, today)
}

fn fault(date: Date, today: Date) -> Option<Finding> {
    let too_early = || Finding::new(codes::TERMINATION_TOO_EARLY, REQUESTED_DATE);
    days(today)
        .check(date, too_early)
        .map(|finding| finding.under("TRM-2"))
}
