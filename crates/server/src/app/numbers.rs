//! NUM: free telephone numbers, the ones that are held, and their confirmation by Submit.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::{
    access::Permission,
    finding::{Finding, codes},
    hold::HoldState,
    numbers::{NumberReservation, OrderedNumbers, Series, sizes},
    orders::OrderedLine,
};
use wire::numbers::{FreeNumbers, NewNumberReservation, NewNumberSearch};

use super::{
    appointments,
    holds::{self, Confirming, Hold, held_until, insert_instead, tell_given_back},
    idempotency::{Answer, earlier, once},
};
use crate::{
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    ports::{PartnerError, place::PartnerPlace},
    state::AppState,
    store::{
        access_checks::StoredCheck,
        holds::{self as stored_holds, StoredHold},
    },
};

impl Hold for NumberReservation {
    const NOT_FOUND: &'static str = "numbers.not_found";
    const USED: &'static str = "numbers.used";
    /// Other numbers are found by asking again.
    type Other = std::convert::Infallible;

    async fn confirm_there(
        state: &AppState,
        partner_id: &str,
    ) -> Result<Result<(), Vec<Self::Other>>, PartnerError> {
        let confirmed = state.ports.reservations.confirm(partner_id).await?;
        Ok(if confirmed { Ok(()) } else { Err(Vec::new()) })
    }

    async fn give_back_there(state: &AppState, partner_id: &str) -> Result<(), PartnerError> {
        state.ports.reservations.release(partner_id).await
    }
}

/// Asks NRDB what is free at the place of a check that allows it. Nothing is recorded: what is free now may be taken
/// the next moment, and NRDB alone knows.
pub async fn search(
    state: &AppState,
    user: &CurrentUser,
    asked: NewNumberSearch,
) -> Result<FreeNumbers, AppError> {
    user.require(Permission::Order)?;
    let (_, place) = place_of(
        state,
        user,
        (&asked.check, &asked.hit),
        (&asked.access, asked.count),
    )
    .await?;
    let series = state.ports.reservations.free(&place, asked.count).await?;
    Ok(FreeNumbers { series })
}

/// Reserves numbers, and gives back those that are held instead.
pub async fn reserve(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    wish: NewNumberReservation,
) -> Result<Answer, AppError> {
    user.require(Permission::Order)?;
    if let Some(answer) = earlier(state, user, submission).await? {
        return Ok(answer);
    }
    let (stored, place) = place_of(state, user, (&wish.check, &wish.hit), (&wish.access, wish.count)).await?;
    let series = Series {
        first: wish.first.trim().to_owned(),
        count: wish.count,
    };
    if !series.is_of_fixed_lines() {
        return Err(AppError::Invalid(vec![Finding::new(
            codes::NUMBERS_UNKNOWN,
            "first",
        )]));
    }
    // The user's own key makes a repeat of this request the same reservation, and no other user's.
    let external_id = format!("{}:{}", user.id, submission.key);
    // Whether there are such numbers at the place is for NRDB to say.
    let reserved = state
        .ports
        .reservations
        .reserve(&external_id, &series, &place)
        .await?;
    let Some(reserved) = reserved else {
        return Err(AppError::Conflict {
            code: "numbers.gone",
            current: None,
        });
    };
    let held = StoredHold {
        held: NumberReservation {
            id: uuid::Uuid::new_v4().to_string(),
            check: stored.check.id,
            subject: stored.check.subject,
            series,
            held_until: held_until(state.clock.now(), reserved.held_until),
            state: HoldState::Held,
        },
        company_id: user.company_id.clone(),
        user_id: user.id.clone(),
        partner_id: reserved.id,
        confirmed_for: None,
        order_id: None,
        place,
    };
    let instead_of = wish.instead_of.trim().to_owned();
    let given_back = instead_of.clone();
    let answer = once(state, user, submission, StatusCode::CREATED, move |db, _| {
        Box::pin(async move {
            insert_instead(db, &held, &instead_of).await?;
            Ok(held.held)
        })
    })
    .await?;
    tell_given_back::<NumberReservation>(state, &user.company_id, &given_back).await;
    Ok(answer)
}

/// The company's own check, where it allows booking (NUM-1) and the series is of a size that may be (NUM-3), and its place.
async fn place_of(
    state: &AppState,
    user: &CurrentUser,
    (check, hit): (&str, &str),
    (access, count): (&str, u16),
) -> Result<(StoredCheck, PartnerPlace), AppError> {
    let stored =
        appointments::check_that_allows(state, user, (check, hit), codes::NUMBERS_NOT_ALLOWED).await?;
    let product = appointments::product_of(state, &stored.check.subject.product)?;
    let chosen = BTreeMap::from([("access".to_owned(), access.to_owned())]);
    if !sizes(product, &chosen).contains(&count) {
        return Err(AppError::Invalid(vec![Finding::new(
            codes::NUMBERS_SERIES,
            "count",
        )]));
    }
    let place = appointments::place_of(&stored, hit);
    Ok((stored, place))
}

/// Confirms the numbers that a valid draft names, after everything else that is held. Where they have gone, nothing is
/// kept of this submission, so that the next one may have what this one has confirmed.
pub async fn confirm_for_submit(
    state: &AppState,
    user: &CurrentUser,
    submission: &str,
    lines: &[OrderedLine],
) -> Result<(), AppError> {
    for (nth, line) in lines.iter().enumerate() {
        let Some(id) = line.numbers.as_ref().and_then(OrderedNumbers::reservation) else {
            continue;
        };
        let path = format!("lines[{nth}].numbers");
        let found = {
            let mut db = state.store.connection().await?;
            stored_holds::find::<NumberReservation>(&mut db, &user.company_id, id).await?
        };
        let Some(stored) = found else {
            return Err(AppError::Invalid(vec![Finding::new(
                codes::NUMBERS_UNKNOWN,
                path,
            )]));
        };
        match holds::confirm(state, submission, &stored).await? {
            Confirming::Done => {}
            Confirming::Lost(how, _) => {
                return Err(AppError::Invalid(vec![stored.held.series.lost(how, path)]));
            }
        }
    }
    Ok(())
}
