//! Brønnøysund's company register (CUS-2).

use simulator::{OTHER_PARTNER, PARTNER, System};

use crate::harness::start;

/// CUS-2
#[tokio::test]
async fn each_company_stands_as_the_demonstration_says() {
    let world = start().await;
    for (number, status, flag) in [
        ("310001007", 200, ""),
        ("310002003", 200, "konkurs"),
        ("310003018", 200, "underAvvikling"),
        ("310003107", 200, "underTvangsavviklingEllerTvangsopplosning"),
        ("310004006", 410, ""),
        ("310004103", 200, "slettedato"),
        ("310009008", 404, ""),
        ("31000900", 400, ""),
        ("31000900x", 400, ""),
    ] {
        let (answered, body) = world
            .get(
                System::CompanyRegister,
                &format!("/enhetsregisteret/api/enheter/{number}"),
            )
            .await;
        assert_eq!(answered, status, "{number}");
        if status == 200 {
            assert!(!body["navn"].as_str().unwrap().is_empty());
            for known in [
                "konkurs",
                "underAvvikling",
                "underTvangsavviklingEllerTvangsopplosning",
            ] {
                assert_eq!(body[known], known == flag, "{number} {known}");
            }
            assert_eq!(body.get("slettedato").is_some(), flag == "slettedato");
        }
        if status == 410 {
            assert!(body["slettedato"].is_string());
        }
    }
}

#[tokio::test]
async fn the_partners_that_the_number_authority_knows_are_companies() {
    let world = start().await;
    for partner in [PARTNER, OTHER_PARTNER] {
        let path = format!("/enhetsregisteret/api/enheter/{}", partner.organisation_number);
        let (status, body) = world.get(System::CompanyRegister, &path).await;
        assert_eq!(status, 200);
        assert_eq!(body["navn"].as_str().unwrap(), partner.name.to_uppercase());
    }
}
