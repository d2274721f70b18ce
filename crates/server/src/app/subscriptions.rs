//! The product portfolio: what is installed, as its partner sees it and as orders change it.

pub mod effects;
pub mod export;
pub mod list;
pub mod view;

use domain::{
    access_check::number_key,
    customer::EndUser,
    subscriptions::{LiveOrder, Subscription},
};

use super::orders::{
    description::{search_words, sort_key},
    order_name,
};
use crate::{
    error::AppError,
    store::{
        Connection, StoreError,
        subscriptions::{self, Installed, StoredSubscription, SubscriptionBody},
    },
};

/// `S-30001`, as the subscription is addressed.
pub fn subscription_name(id: i64) -> String {
    format!("S-{id}")
}

/// The number in a subscription's name; none when it is no such name.
pub fn subscription_id(name: &str) -> Option<i64> {
    let digits = name.strip_prefix("S-")?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
        return None;
    }
    digits.parse().ok()
}

fn not_found() -> AppError {
    AppError::NotFound("subscription.not_found")
}

/// The subscription as the rules know it.
pub fn whole(stored: &StoredSubscription, body: SubscriptionBody) -> Subscription {
    Subscription {
        id: subscription_name(stored.id),
        number: stored.number.clone(),
        product: stored.product.clone(),
        attributes: body.attributes,
        end_user: body.end_user,
        address: body.address,
        contact: body.contact,
        monthly_rent: stored.monthly_rent,
        since: stored.since,
        terminated: stored.ended.is_some(),
        live_order: live_order(stored),
    }
}

fn live_order(stored: &StoredSubscription) -> Option<LiveOrder> {
    stored.live.map(|(order, kind)| LiveOrder {
        order: order_name(order),
        kind,
    })
}

/// What the company has under this number, whatever it has come to (TRM-1). Another company's does not exist.
pub async fn under_number(
    db: &mut Connection,
    company_id: &str,
    number: &str,
) -> Result<Option<Subscription>, StoreError> {
    let key = number_key(number);
    if key.is_empty() {
        return Ok(None);
    }
    let Some(stored) = subscriptions::find_by_number(db, company_id, &key).await? else {
        return Ok(None);
    };
    let body = subscriptions::find_body(db, stored.id).await?;
    Ok(body.map(|body| whole(&stored, body)))
}

/// The columns and the body of what is to be installed.
pub fn installed(subscription: &Subscription) -> Installed {
    let end_user = subscription.end_user.full_name();
    let place = subscription.address.in_one_line();
    let mut texts = vec![subscription.number.clone(), end_user.clone(), place.clone()];
    match &subscription.end_user {
        EndUser::Company {
            organisation_number, ..
        } => texts.push(organisation_number.clone()),
        EndUser::Private { .. } => {}
    }
    texts.extend(subscription.contact.as_ref().map(|contact| contact.phone.clone()));
    Installed {
        number: subscription.number.clone(),
        number_key: number_key(&subscription.number),
        product: subscription.product.clone(),
        end_user_sort: sort_key(&end_user),
        end_user,
        place,
        monthly_rent: subscription.monthly_rent,
        since: subscription.since,
        words: texts.iter().flat_map(|text| search_words(text)).collect(),
        body: SubscriptionBody {
            attributes: subscription.attributes.clone(),
            end_user: subscription.end_user.clone(),
            address: subscription.address.clone(),
            contact: subscription.contact.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_name_of_a_subscription_leads_to_it() {
        assert_eq!(subscription_id(&subscription_name(30_001)), Some(30_001));
        for wrong in ["", "S-", "S-0", "30001", "s-1", "S-+5", "S-05", "S-5\0"] {
            assert_eq!(subscription_id(wrong), None, "{wrong}");
        }
    }
}
