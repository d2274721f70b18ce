//! GRD-1: the broadband that is at the place already, and what it makes of a new order.

use domain::{
    access_check::{CheckOutcome, ExistingLine, Light},
    finding::{Param, codes},
};

use crate::{
    access_check::{PATH, of_product},
    world::{answered, found, good, hit, warnings},
};

fn line_of(operator: &str, own: bool, product: &str, number: Option<&str>) -> ExistingLine {
    ExistingLine {
        operator: operator.to_owned(),
        own,
        product: product.to_owned(),
        number: number.map(str::to_owned),
    }
}

/// GRD-1
#[test]
fn a_customer_of_another_operator_is_switched_and_not_ordered_anew() {
    for product in ["ADSL_SHARED", "ADSL_FULL", "OA_SHARED", "OA_FULL", "SHDSL"] {
        for existing in ["ADSL_SHARED", "ADSL_FULL", "OA_FULL", "SHDSL", "ONLINE_ADSL"] {
            let (draft, mut world) = of_product(product, answered(Light::Green));
            world.line().access_check.as_mut().unwrap().existing_lines =
                vec![line_of("Fjordnett", false, existing, None)];
            let outcome = world.parse(&draft);
            let finding = found(&outcome, codes::EXISTING_LINE_OTHER_OPERATOR).unwrap();
            assert_eq!(
                finding.params.get("operator"),
                Some(&Param::Text("Fjordnett".to_owned()))
            );
            assert!(outcome.order.is_none());
        }
    }
    // Telephony is no broadband, neither ordered nor there already.
    for (product, existing) in [
        ("PSTN", "ADSL_FULL"),
        ("ISDN", "ADSL_FULL"),
        ("ADSL_FULL", "PSTN"),
        ("ADSL_FULL", "unknown"),
    ] {
        let (draft, mut world) = of_product(product, answered(Light::Green));
        world.line().access_check.as_mut().unwrap().existing_lines =
            vec![line_of("Fjordnett", false, existing, None)];
        assert!(
            found(&world.parse(&draft), codes::EXISTING_LINE_OTHER_OPERATOR).is_none(),
            "{product} {existing}"
        );
    }
}

/// GRD-1, GRD-3: the partner's own line may be a second one, so it is only a warning.
#[test]
fn an_own_line_is_a_warning_and_another_operators_weighs_more() {
    let (draft, mut world) = good();
    let own = line_of("Nordavind Bredbånd", true, "ADSL_FULL", None);
    world.line().access_check.as_mut().unwrap().existing_lines = vec![own.clone()];
    let outcome = world.parse(&draft);
    assert_eq!(warnings(&outcome), [format!("{PATH}: existing_line.own")]);
    assert!(outcome.order.is_some());
    world.line().access_check.as_mut().unwrap().existing_lines =
        vec![own, line_of("Fjordnett", false, "ADSL_FULL", None)];
    assert!(found(&world.parse(&draft), codes::EXISTING_LINE_OTHER_OPERATOR).is_some());
}

/// GRD-1, KAP-2: in a house with several lines only the neighbour's is the neighbour's.
#[test]
fn of_several_hits_only_the_picked_lines_customer_counts() {
    let (mut draft, mut world) = good();
    let line = |id: &str, number: &str| {
        let mut line = hit(id, Light::Green);
        line.line_number = Some(number.to_owned());
        line
    };
    world.ask(
        &draft,
        CheckOutcome::Answered {
            hits: vec![line("hit-1", "21900001"), line("hit-2", "21900002")],
        },
    );
    world.line().access_check.as_mut().unwrap().existing_lines =
        vec![line_of("Fjordnett", false, "ADSL_FULL", Some("21 90 00 02"))];
    assert!(found(&world.parse(&draft), codes::EXISTING_LINE_OTHER_OPERATOR).is_none());
    draft.lines[0].access_check.hit = "hit-2".to_owned();
    assert!(found(&world.parse(&draft), codes::EXISTING_LINE_OTHER_OPERATOR).is_some());
    // As long as none is picked it cannot be said.
    draft.lines[0].access_check.hit.clear();
    assert!(found(&world.parse(&draft), codes::EXISTING_LINE_OTHER_OPERATOR).is_none());
}
