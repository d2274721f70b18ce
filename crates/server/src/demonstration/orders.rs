//! Some hundred orders of the last months, so that lists look as they do in use.

use domain::{address::RegisterAddress, moment::Moment, orders::Ordered};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use wire::registers::AddressQuery;

use super::{
    example::{self, Example},
    life, users,
};
use crate::{
    app::orders::store_new::{Made, store_new},
    error::AppError,
    state::AppState,
    store::{orders, settings},
};

/// The same orders in every demonstration.
const SEED: u64 = 2026;
/// The oldest is so old.
const SPAN_SECONDS: i64 = 75 * 24 * 3600;
/// As many in one transaction.
const AT_ONCE: usize = 50;
/// Streets of the demonstration register.
const STREETS: [&str; 4] = ["kirkeveien", "kirkegata", "storgata", "skolegata"];

/// Inserts them into a store that has no orders.
pub async fn insert(state: &AppState) -> Result<(), AppError> {
    let wanted = state.config.demonstration_orders;
    if wanted == 0 || orders::any(&mut state.store.connection().await?).await? {
        return Ok(());
    }
    let addresses = addresses(state, &STREETS).await;
    if addresses.is_empty() {
        tracing::warn!("the address register shows no address, so the demonstration begins without orders");
        return Ok(());
    }
    let now = state.clock.now().millis().to_string();
    let claimed: bool = state
        .store
        .write(move |db| {
            Box::pin(async move {
                settings::claim(db, "demonstration.orders", &now)
                    .await
                    .map_err(AppError::from)
            })
        })
        .await?;
    if !claimed {
        // Another backend that started at the same time inserts them.
        return Ok(());
    }
    let examples = examples(state, wanted, &addresses);
    for some in examples.chunks(AT_ONCE) {
        let (some, catalogue, now) = (some.to_vec(), state.catalogue.clone(), state.clock.now());
        state
            .store
            .write(move |db| {
                Box::pin(async move {
                    for Example {
                        order,
                        slots,
                        made,
                        fate,
                    } in some
                    {
                        let id = store_new(db, Ordered::New(Box::new(order)), slots, &made).await?;
                        life::live(db, &catalogue, id, &made, fate, now).await?;
                    }
                    Ok::<_, AppError>(())
                })
            })
            .await?;
    }
    tracing::info!(orders = examples.len(), "the demonstration has its orders");
    Ok(())
}

/// Houses of some streets. A register that is away is no reason not to start.
pub(super) async fn addresses(state: &AppState, streets: &[&str]) -> Vec<RegisterAddress> {
    let mut found = Vec::new();
    for street in streets {
        let query = AddressQuery {
            street: (*street).to_owned(),
            ..AddressQuery::default()
        };
        match state.ports.addresses.search(&query).await {
            Ok(hits) => found.extend(hits.hits),
            Err(error) => tracing::warn!(%error, "an address search for the demonstration failed"),
        }
    }
    found.retain(|address| !address.cadastral);
    found
}

/// From the oldest to the newest, because their numbers grow.
fn examples(state: &AppState, wanted: u32, addresses: &[RegisterAddress]) -> Vec<Example> {
    let mut random = StdRng::seed_from_u64(SEED);
    let (now, orderers) = (state.clock.now(), users::orderers());
    let mut moments: Vec<Moment> = (0..wanted)
        .map(|_| now.plus_seconds(-random.random_range(600..SPAN_SECONDS)))
        .collect();
    moments.sort_unstable();
    moments
        .into_iter()
        .filter_map(|at| {
            let (user, address) = (orderers.choose(&mut random)?, addresses.choose(&mut random)?);
            let made = Made {
                company_id: user.company.to_owned(),
                user_id: user.user_name.to_owned(),
                user_name: user.display_name.to_owned(),
                at,
            };
            example::make(&mut random, state, address, made)
        })
        .collect()
}
