//! The light of one line, by what is asked and how the place behaves.

use crate::behaviour::Access;

/// The products that Kapaks is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    AdslShared,
    AdslFull,
    OaShared,
    OaFull,
    Shdsl,
    Hdsl,
    Pstn,
    Isdn,
}

impl Product {
    const ALL: [(Product, &'static str); 8] = [
        (Product::AdslShared, "ADSL_SHARED"),
        (Product::AdslFull, "ADSL_FULL"),
        (Product::OaShared, "OA_SHARED"),
        (Product::OaFull, "OA_FULL"),
        (Product::Shdsl, "SHDSL"),
        (Product::Hdsl, "HDSL"),
        (Product::Pstn, "PSTN"),
        (Product::Isdn, "ISDN"),
    ];

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|(_, known)| *known == code)
            .map(|(product, _)| product)
    }

    pub fn code(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(product, _)| *product == self)
            .map_or("", |(_, code)| code)
    }

    fn is_adsl(self) -> bool {
        matches!(self, Product::AdslShared | Product::AdslFull)
    }

    /// Needs the subscriber's telephone line to run on.
    fn is_shared(self) -> bool {
        matches!(self, Product::AdslShared | Product::OaShared)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Light {
    Green,
    Uncertain(Reason),
    Fault(Reason),
    Red {
        reason: Reason,
        alternatives: Vec<Alternative>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    pub code: &'static str,
    pub text: &'static str,
}

/// What is green at the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    pub product: Product,
    pub speed: Option<&'static str>,
}

const NO_EQUIPMENT: Reason = Reason {
    code: "NO_EQUIPMENT",
    text: "Sentralen har ikke utstyr for dette produktet.",
};
const NO_FREE_PAIR: Reason = Reason {
    code: "NO_FREE_PAIR",
    text: "Det er ingen ledige par i kabelen til adressen.",
};
const NO_CARRIER_LINE: Reason = Reason {
    code: "NO_CARRIER_LINE",
    text: "Delt tilgang krever en telefonlinje, og adressen har ingen.",
};
const SPEED_TOO_HIGH: Reason = Reason {
    code: "SPEED_TOO_HIGH",
    text: "Linjen er for lang for denne hastigheten.",
};
const LINE_QUALITY_UNKNOWN: Reason = Reason {
    code: "LINE_QUALITY_UNKNOWN",
    text: "Linjens kvalitet er ikke målt; det er ikke sikkert at produktet kan leveres.",
};
pub const ADDRESS_UNKNOWN: Reason = Reason {
    code: "ADDRESS_UNKNOWN",
    text: "Adressen finnes ikke i registeret; leveransen må avklares.",
};
const SUBSYSTEM_AWAY: Reason = Reason {
    code: "KAPAKS_SUBSYSTEM_AWAY",
    text: "Linjeregisteret svarer ikke; kapasiteten kunne ikke undersøkes.",
};

/// The fastest of the catalogue's speeds, and the fastest of a long line.
const FASTEST: &str = "24000/1024";
const FASTEST_ON_A_LONG_LINE: &str = "2048/512";
const SLOWEST: &str = "1024/256";

/// The light for one line; `hit` is its place among the hits of the house, from 0.
pub fn light(access: Access, hit: usize, product: Product, speed: Option<&str>) -> Light {
    let red = |reason: Reason, alternatives: Vec<Alternative>| Light::Red { reason, alternatives };
    let plain = |product: Product| Alternative { product, speed: None };
    match access {
        Access::Green
        | Access::TimesOutOnce
        | Access::TimesOut
        | Access::Slow
        | Access::Malformed
        | Access::Away => Light::Green,
        Access::SystemFault => Light::Fault(SUBSYSTEM_AWAY),
        Access::Uncertain => Light::Uncertain(LINE_QUALITY_UNKNOWN),
        Access::Red => red(NO_FREE_PAIR, Vec::new()),
        Access::RedWithAlternatives => match product {
            Product::AdslShared | Product::AdslFull | Product::Shdsl | Product::Hdsl => red(
                NO_EQUIPMENT,
                vec![
                    plain(Product::OaShared),
                    plain(Product::OaFull),
                    plain(Product::Pstn),
                ],
            ),
            Product::OaShared | Product::OaFull | Product::Pstn | Product::Isdn => Light::Green,
        },
        Access::SeveralHits => match hit {
            0 => Light::Green,
            1 => Light::Uncertain(LINE_QUALITY_UNKNOWN),
            _ => red(NO_FREE_PAIR, Vec::new()),
        },
        Access::NoCarrierLine if product.is_shared() => {
            let full = if product.is_adsl() {
                Product::AdslFull
            } else {
                Product::OaFull
            };
            red(NO_CARRIER_LINE, vec![plain(full)])
        }
        Access::NoCarrierLine => Light::Green,
        Access::SpeedLimited => match speed.and_then(downstream) {
            Some(asked) if product.is_adsl() && Some(asked) > downstream(FASTEST_ON_A_LONG_LINE) => red(
                SPEED_TOO_HIGH,
                [FASTEST_ON_A_LONG_LINE, SLOWEST]
                    .map(|speed| Alternative {
                        product,
                        speed: Some(speed),
                    })
                    .into(),
            ),
            _ => Light::Green,
        },
    }
}

/// The best speed of the line, for the products that have a choice of the catalogue's ADSL speeds.
pub fn best_speed(access: Access, product: Product) -> Option<&'static str> {
    match (product.is_adsl(), access) {
        (false, _) => None,
        (true, Access::SpeedLimited) => Some(FASTEST_ON_A_LONG_LINE),
        (true, _) => Some(FASTEST),
    }
}

/// The kbit/s towards the customer.
fn downstream(speed: &str) -> Option<u32> {
    speed.split('/').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::BEHAVIOURS;

    /// KAP-3
    #[test]
    fn every_alternative_is_green_at_the_same_place() {
        for behaviour in BEHAVIOURS {
            for (product, _) in Product::ALL {
                for speed in [
                    None,
                    Some("1024/256"),
                    Some("2048/512"),
                    Some("8128/640"),
                    Some("24000/1024"),
                ] {
                    let Light::Red { alternatives, .. } = light(behaviour.access, 0, product, speed) else {
                        continue;
                    };
                    for alternative in alternatives {
                        let there = light(behaviour.access, 0, alternative.product, alternative.speed);
                        assert_eq!(
                            there,
                            Light::Green,
                            "number {}, {product:?} {speed:?}",
                            behaviour.number
                        );
                    }
                }
            }
        }
    }

    /// KAP-3
    #[test]
    fn a_speed_up_to_the_lines_best_is_green() {
        let at = |speed| light(Access::SpeedLimited, 0, Product::AdslFull, Some(speed));
        assert_eq!(at("2048/512"), Light::Green);
        assert!(matches!(at("4096/512"), Light::Red { .. }));
    }
}
