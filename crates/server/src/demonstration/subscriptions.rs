//! What the partners have installed: some thousand subscriptions, the first ones made for trying (`docs/demonstration.md`
//! says which is which), some of them with an order under way.

use std::collections::BTreeMap;

use domain::{
    address::{Address, Place, RegisterAddress},
    catalogue::{AccessKind, Family, Product},
    customer::{Contact, EndUser},
    date::plus_days,
    orders::price::line_price,
    subscriptions::Subscription,
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use time::{Date, Month};

use super::{
    example::{COMPANIES, FIRST_NAMES, LAST_NAMES},
    on_installed::{self, Wanted},
    orders::addresses,
};
use crate::{
    app::subscriptions::{installed, subscription_name},
    error::AppError,
    state::AppState,
    store::{Connection, settings, subscriptions},
};

/// The same portfolios in every demonstration.
const SEED: u64 = 2027;
/// As many in one transaction.
const AT_ONCE: usize = 200;
/// Streets of the demonstration register.
const STREETS: [&str; 8] = [
    "kirkeveien",
    "kirkegata",
    "storgata",
    "skolegata",
    "fossveien",
    "grangata",
    "eikeveien",
    "bryggeveien",
];
/// The oldest is so old.
const SPAN_DAYS: i64 = 6 * 365;
/// Installed more often the more often it stands here.
const PRODUCTS: [&str; 12] = [
    "ADSL_FULL",
    "ADSL_FULL",
    "ADSL_SHARED",
    "ADSL_SHARED",
    "OA_FULL",
    "OA_SHARED",
    "SHDSL",
    "HDSL",
    "PSTN",
    "PSTN",
    "ISDN",
    "LL_2M",
];
const NORDAVIND: &str = simulator::PARTNER.id;
const SORLYS: &str = simulator::OTHER_PARTNER.id;

/// One subscription about to be made.
#[derive(Clone, Debug)]
struct Invented {
    company_id: &'static str,
    subscription: Subscription,
    ended: Option<Date>,
    /// The order that is under way on it.
    wanted: Option<Wanted>,
}

/// The first ones, for trying: product, partner, and what is special.
const FIRST: [(&str, &str, Special); 8] = [
    ("ADSL_FULL", NORDAVIND, Special::None),
    ("ADSL_SHARED", NORDAVIND, Special::None),
    ("LL_2M", NORDAVIND, Special::None),
    ("ADSL_FULL", NORDAVIND, Special::Ended),
    ("ADSL_FULL", NORDAVIND, Special::Ordered(Wanted::Termination)),
    ("SHDSL", NORDAVIND, Special::Ordered(Wanted::Speed)),
    ("ADSL_FULL", SORLYS, Special::None),
    ("PSTN", NORDAVIND, Special::None),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Special {
    None,
    Ended,
    Ordered(Wanted),
}

/// Inserts them into a store that has none.
pub async fn insert(state: &AppState) -> Result<(), AppError> {
    let wanted = state.config.demonstration_subscriptions;
    if wanted == 0 || subscriptions::any_without_order(&mut state.store.connection().await?).await? {
        return Ok(());
    }
    let addresses = addresses(state, &STREETS).await;
    if addresses.is_empty() {
        tracing::warn!("the address register shows no address, so the portfolios begin empty");
        return Ok(());
    }
    let now = state.clock.now().millis().to_string();
    let claimed: bool = state
        .store
        .write(move |db| {
            Box::pin(async move {
                settings::claim(db, "demonstration.subscriptions", &now)
                    .await
                    .map_err(AppError::from)
            })
        })
        .await?;
    if !claimed {
        // Another backend that started at the same time inserts them.
        return Ok(());
    }
    let invented = invent(state, wanted, &addresses);
    for some in invented.chunks(AT_ONCE) {
        let (some, state_of_orders) = (some.to_vec(), on_installed::World::of(state));
        state
            .store
            .write(move |db| {
                Box::pin(async move {
                    for one in some {
                        store(db, one, &state_of_orders).await?;
                    }
                    Ok::<_, AppError>(())
                })
            })
            .await?;
    }
    tracing::info!(
        subscriptions = invented.len(),
        "the demonstration has its portfolios"
    );
    Ok(())
}

async fn store(db: &mut Connection, invented: Invented, world: &on_installed::World) -> Result<(), AppError> {
    let Invented {
        company_id,
        mut subscription,
        ended,
        wanted,
    } = invented;
    let id = subscriptions::insert(db, company_id, &installed(&subscription), ended).await?;
    subscription.id = subscription_name(id);
    match wanted {
        Some(wanted) => on_installed::order(db, world, wanted, company_id, &subscription).await,
        None => Ok(()),
    }
}

fn invent(state: &AppState, wanted: u32, addresses: &[RegisterAddress]) -> Vec<Invented> {
    let mut random = StdRng::seed_from_u64(SEED);
    let today = state.clock.today();
    (1..=wanted)
        .filter_map(|nth| {
            let first = usize::try_from(nth - 1).ok().and_then(|at| FIRST.get(at));
            let (code, company_id, special) = match first {
                Some(first) => *first,
                None => any(&mut random, nth),
            };
            let product = state.catalogue.product(code)?;
            let address = addresses.choose(&mut random)?;
            let since = plus_days(today, -random.random_range(40..SPAN_DAYS));
            let ended = (special == Special::Ended)
                .then(|| plus_days(since, random.random_range(30..(today - since).whole_days())));
            Some(Invented {
                company_id,
                subscription: subscription(&mut random, product, address, nth, since),
                ended,
                wanted: match special {
                    Special::Ordered(wanted) => Some(wanted),
                    Special::None | Special::Ended => None,
                },
            })
        })
        .collect()
}

/// One of the many that follow the first: a quarter is the other partner's, some have ended, a few have an order.
fn any(random: &mut StdRng, nth: u32) -> (&'static str, &'static str, Special) {
    let company = if nth.is_multiple_of(4) { SORLYS } else { NORDAVIND };
    let product = PRODUCTS.choose(random).copied().unwrap_or("ADSL_FULL");
    let special = match random.random_range(0..1000) {
        0..40 => Special::Ended,
        40..46 => Special::Ordered(Wanted::Termination),
        46..52 => Special::Ordered(Wanted::Speed),
        _ => Special::None,
    };
    match special {
        // Only what has speeds can get another.
        Special::Ordered(Wanted::Speed) => ("ADSL_FULL", company, special),
        Special::None | Special::Ended | Special::Ordered(Wanted::Termination) => (product, company, special),
    }
}

fn subscription(
    random: &mut StdRng,
    product: &Product,
    address: &RegisterAddress,
    nth: u32,
    since: Date,
) -> Subscription {
    let mut attributes = BTreeMap::new();
    for attribute in product.attributes.iter().filter(|attribute| !attribute.typed) {
        // A number of one's own is new; reserved and ported ones are typed, and nobody has typed these.
        if let Some(choice) = match attribute.code.as_str() {
            "number" => attribute.choices.first(),
            _ => attribute.choices.choose(random),
        } {
            attributes.insert(attribute.code.clone(), choice.code.clone());
        }
    }
    let by_phone =
        product.access == Some(AccessKind::Shared) || matches!(product.family, Family::Pstn | Family::Isdn);
    let end_user = end_user(random);
    Subscription {
        id: String::new(),
        number: if by_phone {
            format!("{}", 22_700_000 + nth)
        } else {
            format!("JX4{nth:05}")
        },
        product: product.code.clone(),
        monthly_rent: line_price(product, &attributes).monthly,
        attributes,
        contact: Some(Contact {
            name: match &end_user {
                EndUser::Private { .. } => end_user.full_name(),
                EndUser::Company { .. } => person(random).join(" "),
            },
            phone: format!("9{:07}", random.random_range(0..10_000_000)),
            second_phone: None,
        }),
        end_user,
        address: at(random, address),
        since,
        terminated: false,
        live_order: None,
    }
}

fn person(random: &mut StdRng) -> [String; 2] {
    let mut word = |words: &[&str]| words.choose(random).copied().unwrap_or_default().to_owned();
    [word(&FIRST_NAMES), word(&LAST_NAMES)]
}

fn end_user(random: &mut StdRng) -> EndUser {
    let [first_name, last_name] = person(random);
    match COMPANIES.choose(random).filter(|_| random.random_ratio(1, 4)) {
        Some((number, name)) => EndUser::Company {
            name: (*name).to_owned(),
            organisation_number: (*number).to_owned(),
        },
        None => EndUser::Private {
            first_name,
            last_name,
            date_of_birth: Date::from_calendar_date(
                random.random_range(1940..2005),
                Month::June,
                random.random_range(1..29),
            )
            .unwrap_or(Date::MIN),
        },
    }
}

fn at(random: &mut StdRng, address: &RegisterAddress) -> Address {
    Address {
        place: Place::Street {
            street: address.street.clone(),
            house_number: address.house_number.clone(),
            postcode: address.postcode.clone(),
            place: address.place.clone(),
        },
        entrance: None,
        floor: None,
        unit: address
            .units
            .choose(random)
            .filter(|_| address.units.len() > 1)
            .cloned(),
        register_id: Some(address.id.clone()),
        existing_number: None,
        large_area: false,
    }
}
