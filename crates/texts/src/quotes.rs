//! What stands beside the price of a quote line.

use domain::{
    finding::{Param, Params},
    quotes::price::Explanation,
};

use crate::{Key, Language, fill, kilometres};

/// How a price was found (QUO-3): `14,2 km · 2 Mbit/s · sone 1 · prisliste 2026-1`.
pub fn how_priced(language: Language, explanation: &Explanation) -> String {
    let [a, b] = explanation.zones.map(|zone| Param::Number(i64::from(zone)));
    let zones = if a == b {
        let params = Params::from([("zone".to_owned(), a)]);
        fill(language, Key::QuotePriceOneZone, &params)
    } else {
        let params = Params::from([("a".to_owned(), a), ("b".to_owned(), b)]);
        fill(language, Key::QuotePriceTwoZones, &params)
    };
    let how = if explanation.redundancy {
        Key::QuotePriceHowRedundant
    } else {
        Key::QuotePriceHow
    };
    let params = [
        (
            "distance",
            Param::Text(kilometres(language, explanation.distance)),
        ),
        ("speed", Param::from(&explanation.speed)),
        ("zones", Param::Text(zones)),
        ("price_list", Param::from(&explanation.price_list)),
    ];
    let params = params.map(|(name, value)| (name.to_owned(), value));
    fill(language, how, &Params::from(params))
}
