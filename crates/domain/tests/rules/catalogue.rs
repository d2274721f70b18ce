//! ORD-2, ORD-3: the catalogue that ships, written down a second time, and one that contradicts itself.

use std::collections::BTreeMap;

use domain::catalogue::{
    AccessKind::{self, *},
    Catalogue, CatalogueError,
    CheckNeed::{self, *},
    QuoteNeed::{self, *},
    SHIPPED,
};

type Row = (
    &'static str,
    Option<AccessKind>,
    QuoteNeed,
    CheckNeed,
    bool,
    bool,
    u16,
    u16,
    u16,
);

/// ORD-2, KAP-1, BOK-1: every product with its access, quote, check, booking, visit, lead time, deadline and notice.
#[test]
fn the_shipped_catalogue_is_as_it_was_agreed() {
    let table: [Row; 13] = [
        ("ADSL_SHARED", Some(Shared), No, Required, true, true, 8, 2, 30),
        ("ADSL_FULL", Some(Full), No, Required, true, true, 8, 2, 30),
        ("OA_SHARED", Some(Shared), No, Required, true, true, 8, 3, 30),
        ("OA_FULL", Some(Full), No, Required, true, true, 8, 3, 30),
        ("SHDSL", Some(Full), No, Required, true, true, 15, 5, 30),
        ("HDSL", Some(Full), No, Required, false, true, 15, 5, 30),
        ("PSTN", Option::None, No, ToBook, true, true, 5, 2, 30),
        ("ISDN", Option::None, No, Required, true, true, 7, 2, 30),
        (
            "LL_2M",
            Option::None,
            PriceList,
            CheckNeed::None,
            false,
            true,
            20,
            5,
            90,
        ),
        (
            "LL_34M",
            Option::None,
            PriceListInZone1,
            CheckNeed::None,
            false,
            true,
            30,
            10,
            90,
        ),
        (
            "LL_155M",
            Option::None,
            PriceListInZone1,
            CheckNeed::None,
            false,
            true,
            30,
            10,
            90,
        ),
        (
            "CAPACITY",
            Option::None,
            Manual,
            CheckNeed::None,
            false,
            true,
            40,
            10,
            90,
        ),
        (
            "TELELOSJI",
            Option::None,
            Manual,
            CheckNeed::None,
            false,
            false,
            40,
            10,
            180,
        ),
    ];
    let catalogue = Catalogue::default_catalogue().unwrap();
    for (code, access, quote, check, booking, visit, lead, deadline, notice) in table {
        let p = catalogue.product(code).unwrap();
        assert_eq!(
            (
                p.access,
                p.quote,
                p.check,
                p.booking,
                p.visit,
                p.lead_days,
                p.change_deadline_days,
                p.notice_days
            ),
            (access, quote, check, booking, visit, lead, deadline, notice),
            "{code}"
        );
        assert!(p.orderable && !p.attributes.is_empty(), "{code}");
    }
    assert!(!catalogue.product("ONLINE_ADSL").unwrap().orderable);
    assert_eq!(catalogue.products.len(), table.len() + 1);
    assert_eq!(catalogue.orderable_without_quote().count(), 8);
    assert!(catalogue.sample, "the figures are samples and say so");
    assert_eq!(catalogue.vat_percent, 25);
}

/// ORD-2: a number is asked for only where one is reserved or ported.
#[test]
fn attributes_depend_on_what_was_chosen() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let pstn = catalogue.product("PSTN").unwrap();
    let asked = |choice: &str| -> Vec<String> {
        let chosen = BTreeMap::from([("number".to_owned(), choice.to_owned())]);
        pstn.attributes_asked(&chosen)
            .map(|attribute| attribute.code.clone())
            .collect()
    };
    assert_eq!(asked(""), ["number"]);
    assert_eq!(asked("new"), ["number"]);
    assert_eq!(asked("reserved"), ["number", "reserved_number"]);
    assert_eq!(asked("ported"), ["number", "ported_number"]);
}

#[test]
fn it_is_written_as_it_is_read() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let written = serde_json::to_string(&catalogue).unwrap();
    assert_eq!(Catalogue::from_json(&written).as_ref(), Ok(&catalogue));
}

#[test]
fn a_catalogue_that_contradicts_itself_is_refused() {
    type Spoil = fn(&mut Catalogue);
    let code = || "ADSL_SHARED".to_owned();
    let cases: Vec<(Spoil, CatalogueError)> = vec![
        (|c| c.version.clear(), CatalogueError::NoVersion),
        (|c| c.vat_percent = 101, CatalogueError::PercentOver100),
        (|c| c.cancellation.from_test = 200, CatalogueError::PercentOver100),
        (|c| c.products[0].code.clear(), CatalogueError::ProductWithoutCode),
        (
            |c| c.products[1].code = "ADSL_SHARED".to_owned(),
            CatalogueError::ProductTwice(code()),
        ),
        (
            |c| c.products[0].name.en.clear(),
            CatalogueError::NameMissing { product: code() },
        ),
        (
            |c| c.products[0].attributes[0].choices[0].name.nb.clear(),
            CatalogueError::NameMissing { product: code() },
        ),
        (
            |c| c.products[0].setup.0 = -1,
            CatalogueError::NegativePrice { product: code() },
        ),
        (
            |c| c.products[0].attributes[0].choices[0].monthly.0 = -1,
            CatalogueError::NegativePrice { product: code() },
        ),
        (
            |c| c.products[0].check = CheckNeed::None,
            CatalogueError::BookingWithoutCheck { product: code() },
        ),
        (
            |c| c.products[0].visit = false,
            CatalogueError::BookingWithoutVisit { product: code() },
        ),
        (
            |c| c.products[0].attributes[1].code = "speed".to_owned(),
            CatalogueError::AttributeTwice {
                product: code(),
                attribute: "speed".to_owned(),
            },
        ),
        (
            |c| c.products[0].attributes[0].choices.clear(),
            CatalogueError::ChoicesWrong {
                product: code(),
                attribute: "speed".to_owned(),
            },
        ),
        (
            |c| c.products[0].attributes[0].typed = true,
            CatalogueError::ChoicesWrong {
                product: code(),
                attribute: "speed".to_owned(),
            },
        ),
        (
            |c| c.products[0].attributes[1].choices[1].code = "no".to_owned(),
            CatalogueError::ChoiceTwice {
                product: code(),
                attribute: "static_address".to_owned(),
                choice: "no".to_owned(),
            },
        ),
        (
            |c| c.products[0].attributes[1].only_when = Some(("speed".to_owned(), "warp".to_owned())),
            CatalogueError::DependsOnNothing {
                product: code(),
                attribute: "static_address".to_owned(),
            },
        ),
    ];
    for (spoil, expected) in cases {
        let mut catalogue = Catalogue::default_catalogue().unwrap();
        spoil(&mut catalogue);
        assert_eq!(catalogue.validate(), Err(expected.clone()));
        assert!(!expected.to_string().is_empty());
    }
    assert!(matches!(
        Catalogue::from_json(&SHIPPED[1..]),
        Err(CatalogueError::Unreadable(_))
    ));
}
