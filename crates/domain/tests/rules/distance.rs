//! QUO-3: how far it is between two addresses, against figures that were computed another way.

use domain::{
    address::RegisterAddress,
    distance::{Metres, Point},
};
use proptest::prelude::*;

fn at(latitude: f64, longitude: f64) -> Point {
    Point::new(latitude, longitude).unwrap()
}

/// QUO-3: the figures come from the chord between the two points as vectors, on the same sphere.
#[test]
fn the_distance_is_the_great_circle_in_whole_metres() {
    let table = [
        ((59.9133, 10.7389), (59.9133, 10.7389), 0),
        ((59.9283, 10.7122), (59.9301, 10.7169), 330),
        ((59.9283, 10.7122), (59.9147, 10.8222), 6_314),
        ((59.9133, 10.7389), (60.3929, 5.3242), 304_267),
        ((59.9133, 10.7389), (69.6492, 18.9553), 1_148_045),
        // A degree of latitude, across the date line, and all the way.
        ((59.0, 10.0), (60.0, 10.0), 111_195),
        ((60.0, 179.9), (60.0, -179.9), 11_120),
        ((90.0, 0.0), (-90.0, 0.0), 20_015_115),
        ((0.0, -90.0), (0.0, 90.0), 20_015_115),
    ];
    for ((latitude, longitude), other, metres) in table {
        let (one, other) = (at(latitude, longitude), at(other.0, other.1));
        assert_eq!(one.distance_to(other), Metres(metres));
    }
}

/// QUO-3: what is no point on the earth has no distance, nor has an address that the register has no point for.
#[test]
fn a_point_is_on_the_earth_and_known() {
    for (latitude, longitude, is_point) in [
        (90.0, 180.0, true),
        (-90.0, -180.0, true),
        (90.1, 0.0, false),
        (0.0, 180.1, false),
        (f64::NAN, 10.0, false),
        (59.0, f64::INFINITY, false),
    ] {
        assert_eq!(Point::new(latitude, longitude).is_some(), is_point);
    }
    let address = |latitude, longitude| RegisterAddress {
        latitude,
        longitude,
        ..RegisterAddress::default()
    };
    assert_eq!(Point::of(&address(59.9, 10.7)), Some(at(59.9, 10.7)));
    assert_eq!(Point::of(&address(0.0, 0.0)), None);
    assert_eq!(Point::of(&address(0.0, 10.7)), Some(at(0.0, 10.7)));
}

proptest! {
    /// QUO-3: from A to B is as far as from B to A, never more than half around, and a way over a third point is no
    /// shorter but for the rounding of three distances.
    #[test]
    fn a_distance_is_a_distance(a in (-90.0..=90.0, -180.0..=180.0), b in (-90.0..=90.0, -180.0..=180.0), c in (-90.0..=90.0, -180.0..=180.0)) {
        let [a, b, c] = [a, b, c].map(|(latitude, longitude)| at(latitude, longitude));
        prop_assert_eq!(a.distance_to(b), b.distance_to(a));
        prop_assert_eq!(a.distance_to(a), Metres(0));
        prop_assert!(a.distance_to(b).0 <= 20_015_115);
        prop_assert!(a.distance_to(b).0 <= a.distance_to(c).0 + c.distance_to(b).0 + 2);
    }
}
