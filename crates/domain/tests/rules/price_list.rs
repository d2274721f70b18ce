//! QUO-3: the price list that ships, written down a second time, and one that contradicts itself.

use domain::{
    catalogue::{
        Catalogue, CatalogueError,
        price_list::{Band, PriceList, PriceListError},
    },
    distance::Metres,
    money::Ore,
};
use time::macros::date;

fn list(catalogue: &mut Catalogue) -> &mut PriceList {
    catalogue.price_list.as_mut().unwrap()
}

/// QUO-3: the last metre of a band belongs to it.
#[test]
fn a_distance_falls_into_the_band_that_it_ends() {
    let mut catalogue = Catalogue::default_catalogue().unwrap();
    let table = [
        (0, None, Some(2_000)),
        (2_000, None, Some(2_000)),
        (2_001, Some(2_000), Some(10_000)),
        (10_000, Some(2_000), Some(10_000)),
        (10_001, Some(10_000), Some(50_000)),
        (50_000, Some(10_000), Some(50_000)),
        (50_001, Some(50_000), Some(200_000)),
        (200_000, Some(50_000), Some(200_000)),
        (200_001, Some(200_000), None),
        (u32::MAX, Some(200_000), None),
    ];
    for (distance, after, until) in table {
        assert_eq!(
            list(&mut catalogue).band(Metres(distance)),
            Band {
                after: after.map(Metres),
                until: until.map(Metres)
            },
            "{distance} m"
        );
    }
}

/// QUO-3: the first and the last day of a list are its own.
#[test]
fn a_list_is_priced_by_from_its_first_day_to_its_last() {
    let mut catalogue = Catalogue::default_catalogue().unwrap();
    let list = list(&mut catalogue);
    assert!(list.is_valid_on(date!(2026 - 01 - 01)) && !list.is_valid_on(date!(2025 - 12 - 31)));
    assert!(
        list.is_valid_on(date!(2099 - 01 - 01)),
        "it stands until it is replaced"
    );
    list.valid_until = Some(date!(2026 - 12 - 31));
    assert!(list.is_valid_on(date!(2026 - 12 - 31)) && !list.is_valid_on(date!(2027 - 01 - 01)));
}

/// QUO-3: a catalogue from before there were quotes is read as before.
#[test]
fn a_catalogue_without_a_price_list_is_one() {
    let mut catalogue = Catalogue::default_catalogue().unwrap();
    catalogue.price_list = None;
    let written = serde_json::to_string(&catalogue).unwrap();
    assert!(!written.contains("price_list\":"));
    assert_eq!(Catalogue::from_json(&written), Ok(catalogue));
}

/// QUO-3
#[test]
fn a_price_list_that_contradicts_itself_is_refused() {
    type Spoil = fn(&mut PriceList);
    let rent = |product: &str, speed: &str| PriceListError::Rent {
        product: product.to_owned(),
        speed: speed.to_owned(),
    };
    let cases: Vec<(Spoil, PriceListError)> = vec![
        (|l| l.name.en.clear(), PriceListError::NameMissing),
        (
            |l| l.valid_until = Some(date!(2025 - 12 - 31)),
            PriceListError::EndsBeforeItBegins,
        ),
        (|l| l.offer_days = 0, PriceListError::OfferDays),
        (|l| l.offer_days = 367, PriceListError::OfferDays),
        (|l| l.band_ends[1] = Metres(2_000), PriceListError::Bands),
        (
            |l| {
                l.rents[0].monthly.pop();
            },
            rent("LL_2M", "64k"),
        ),
        (|l| l.rents[0].monthly[0] = Ore(-1), rent("LL_2M", "64k")),
        (|l| l.rents[0].monthly[1] = Ore(70_001), rent("LL_2M", "64k")),
        (|l| l.rents[1].speed = "64k".to_owned(), rent("LL_2M", "64k")),
        (
            |l| l.rents[0].product = "CAPACITY".to_owned(),
            rent("CAPACITY", "64k"),
        ),
        (
            |l| {
                l.rents.pop();
            },
            PriceListError::RentMissing {
                product: "LL_155M".to_owned(),
                speed: "155M".to_owned(),
            },
        ),
        (|l| l.zones[1].zone = 1, PriceListError::Zone(1)),
        (|l| l.zones[1].zone = 0, PriceListError::Zone(0)),
        (|l| l.zones[2].setup = Ore(-1), PriceListError::Zone(3)),
        (|l| l.zones[2].monthly = Ore(-1), PriceListError::Zone(3)),
        (|l| l.zones.clear(), PriceListError::Zone(1)),
        (|l| l.redundancy.monthly_percent = 101, PriceListError::Redundancy),
        (
            |l| l.redundancy.choice = "twice".to_owned(),
            PriceListError::Redundancy,
        ),
    ];
    for (spoil, expected) in cases {
        let mut catalogue = Catalogue::default_catalogue().unwrap();
        spoil(list(&mut catalogue));
        let error = CatalogueError::PriceList(expected);
        assert_eq!(catalogue.validate(), Err(error.clone()));
        assert!(error.to_string().starts_with("the price list: "));
    }
}
