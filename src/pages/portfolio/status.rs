//! Where a subscription stands, in words and colours, with its explanation (STA-2).

use domain::subscriptions::{LiveOrder, SubscriptionStatus};
use texts::Key;

use crate::{
    language::{Lang, params, words},
    ui::status::{Explained, Tone},
};

pub fn tone(status: SubscriptionStatus) -> Tone {
    match status {
        SubscriptionStatus::Active => Tone::Success,
        SubscriptionStatus::ActivePendingChange | SubscriptionStatus::ActivePendingTermination => Tone::Info,
        SubscriptionStatus::Terminated => Tone::Neutral,
    }
}

pub fn name(lang: Lang, status: SubscriptionStatus) -> String {
    lang.text(match status {
        SubscriptionStatus::Active => Key::SubscriptionStatusActive,
        SubscriptionStatus::ActivePendingChange => Key::SubscriptionStatusActivePendingChange,
        SubscriptionStatus::ActivePendingTermination => Key::SubscriptionStatusActivePendingTermination,
        SubscriptionStatus::Terminated => Key::SubscriptionStatusTerminated,
    })
}

/// What it means, and by which order.
pub fn explanation(lang: Lang, status: SubscriptionStatus, live: Option<&LiveOrder>) -> Vec<Explained> {
    let order = live.map(|live| live.order.clone()).unwrap_or_default();
    let meaning = match status {
        SubscriptionStatus::Active => Key::PortfolioMeansActive,
        SubscriptionStatus::ActivePendingChange => Key::PortfolioMeansPendingChange,
        SubscriptionStatus::ActivePendingTermination => Key::PortfolioMeansPendingTermination,
        SubscriptionStatus::Terminated => Key::PortfolioMeansTerminated,
    };
    vec![Explained::new(
        lang.text(Key::OrdersExplainMeaning),
        lang.fill(meaning, &params([("order", words(order))])),
    )]
}
