//! ISP: every pair of products, every answer of NRDB, and the dates.

use domain::{
    access_check::{ExistingLine, Light},
    catalogue::{AccessKind, Catalogue},
    isp_switch::{
        AuthorityAnswer, AuthorityRecord, AuthorityStanding, Facts, Hindrance, SwitchDraft, earliest_date,
        hindrance, parse, technician_comes,
    },
    orders::{AppointmentRef, OrderDraft},
};
use time::{Date, macros::date};

use crate::{
    installed::errors_of,
    world::{World, answered, good},
};

const SLOT_DAY: Date = date!(2026 - 12 - 10);

pub fn existing(operator: &str, own: bool) -> ExistingLine {
    ExistingLine {
        operator: operator.to_owned(),
        own,
        product: "OA_FULL".to_owned(),
        number: None,
    }
}

fn authority(answer: AuthorityAnswer) -> Option<AuthorityRecord> {
    Some(AuthorityRecord {
        reference: "FM-1001".to_owned(),
        answer,
    })
}

fn valid() -> AuthorityAnswer {
    AuthorityAnswer::Found {
        standing: AuthorityStanding::Given,
        expires: date!(2026 - 11 - 23),
        given_to_us: true,
        given_by: "Solveig Bakkemo".to_owned(),
        owner: "SOLVEIG  BAKKEMO".to_owned(),
        line: Some(existing("Fjordnett", false)),
    }
}

/// From another operator's operator access to Jara ADSL, full access, with a technician: nothing is wrong.
pub fn switch() -> (OrderDraft, World, Facts) {
    let (mut draft, mut world) = good();
    draft.need = "switch".to_owned();
    draft.switch = SwitchDraft {
        product_from: "OA_FULL".to_owned(),
        losing_operator: "fjordnett".to_owned(),
        authority: " fm-1001 ".to_owned(),
        extra_work: vec!["socket".to_owned()],
        ..SwitchDraft::default()
    };
    let line = world.line();
    line.appointment.as_mut().unwrap().slot.date = SLOT_DAY;
    line.access_check.as_mut().unwrap().existing_lines = vec![existing("Fjordnett", false)];
    let facts = Facts {
        authority: authority(valid()),
        existing: Some(vec![existing("Fjordnett", false)]),
    };
    (draft, world, facts)
}

pub fn errors(draft: &OrderDraft, world: &World, facts: &Facts) -> Vec<String> {
    errors_of(&parse(draft, facts, &world.context()).findings)
}

#[test]
fn a_switch_with_nothing_wrong_records_who_gave_the_authority() {
    let (draft, world, facts) = switch();
    let verdict = parse(&draft, &facts, &world.context());
    assert_eq!(errors_of(&verdict.findings), Vec::<String>::new());
    let switch = verdict.valid.unwrap();
    assert_eq!(
        (switch.authority.as_str(), switch.current_owner.as_str()),
        ("FM-1001", "Solveig Bakkemo")
    );
    assert_eq!(
        (switch.requested_date, switch.access),
        (SLOT_DAY, AccessKind::Full)
    );
    assert_eq!(switch.extra_work, ["socket"]);
    // GRD-1: the same draft as a new order is refused, and names the switch.
    let as_new = OrderDraft {
        need: "new".to_owned(),
        ..draft
    };
    assert_eq!(
        crate::world::errors(&world.parse(&as_new)),
        ["lines[0].access_check: existing_line.other_operator"]
    );
}

/// ISP-1, ISP-6: every product to every product, by an independent list; shared stays shared and full stays full.
#[test]
fn every_pair_of_products_is_decided() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let broadband = ["ADSL_SHARED", "ADSL_FULL", "OA_SHARED", "OA_FULL", "SHDSL"];
    let access = |code: &str| match code {
        "ADSL_SHARED" | "OA_SHARED" => Some(AccessKind::Shared),
        "ADSL_FULL" | "OA_FULL" | "SHDSL" => Some(AccessKind::Full),
        _ => None,
    };
    for from in &catalogue.products {
        for to in &catalogue.products {
            for had in [AccessKind::Shared, AccessKind::Full] {
                let (from_code, to_code) = (from.code.as_str(), to.code.as_str());
                if from.access.is_some_and(|access| access != had) {
                    continue;
                }
                let possible = match from_code {
                    "ONLINE_ADSL" => broadband[..4].contains(&to_code),
                    other => broadband.contains(&other) && broadband.contains(&to_code),
                };
                let expected = match (possible, access(to_code) == Some(had)) {
                    (false, _) => Some(Hindrance::NotBetween),
                    (true, false) => Some(Hindrance::AccessDiffers),
                    (true, true) => None,
                };
                assert_eq!(
                    hindrance(from, had, to),
                    expected,
                    "{from_code} {had:?} {to_code}"
                );
                if expected.is_none() {
                    let nobody = from_code.contains("ADSL") && to_code.starts_with("ADSL");
                    assert_eq!(technician_comes(from, to), !nobody, "{from_code} {to_code}");
                }
            }
        }
    }
}

/// ISP-1, ISP-2, ISP-3, ISP-4, BOK-5: what is missing or wrong, each at its own field, with its own text.
#[test]
fn whatever_a_switch_lacks_is_said_at_its_field() {
    type Spoil = fn(&mut OrderDraft, &mut Facts);
    let cases: [(Spoil, &[&str]); 15] = [
        (
            |d, _| d.switch.product_from.clear(),
            &["switch.product_from: switch.product_from.missing"],
        ),
        (
            |d, _| d.switch.product_from = "TELEX".into(),
            &["switch.product_from: switch.product_from.unknown"],
        ),
        (
            |d, _| d.switch.product_from = "PSTN".into(),
            &["switch.access_from: switch.access_from.missing"],
        ),
        (
            |d, _| {
                d.switch.product_from = "PSTN".into();
                d.switch.access_from = "full".into();
            },
            &["product: switch.not_between"],
        ),
        (
            |d, _| {
                d.switch.product_from = "OA_SHARED".into();
                d.switch.number = "22 33 44 55".into();
            },
            &["product: switch.access_differs"],
        ),
        (
            |d, _| d.switch.product_from = "OA_SHARED".into(),
            &[
                "product: switch.access_differs",
                "switch.number: switch.number.missing",
            ],
        ),
        (
            |d, _| {
                d.switch.product_from = "OA_SHARED".into();
                d.switch.number = "91234567".into();
            },
            &[
                "product: switch.access_differs",
                "switch.number: switch.number.invalid",
            ],
        ),
        (
            |d, _| d.switch.losing_operator.clear(),
            &["switch.losing_operator: switch.losing_operator.missing"],
        ),
        (
            |d, _| d.switch.losing_operator = "Dalnett".into(),
            &["switch.losing_operator: switch.losing_operator.other"],
        ),
        (
            |_, f| f.existing = Some(vec![]),
            &["switch.losing_operator: switch.no_broadband"],
        ),
        (
            |_, f| f.existing = Some(vec![existing("Oss selv", true)]),
            &["switch.losing_operator: switch.from_ourselves"],
        ),
        (|_, f| f.existing = None, &[]),
        (
            |d, _| d.switch.extra_work.push("piano".into()),
            &["switch.extra_work: extra_work.unknown"],
        ),
        (
            |d, _| d.lines.push(d.lines[0].clone()),
            &["lines: switch.one_line"],
        ),
        (
            |d, _| d.need = "new".into(),
            &[
                "need: need.new",
                "lines[0].access_check: existing_line.other_operator",
            ],
        ),
    ];
    for (nth, (spoil, expected)) in cases.into_iter().enumerate() {
        let (mut draft, world, mut facts) = switch();
        spoil(&mut draft, &mut facts);
        assert_eq!(errors(&draft, &world, &facts), expected, "{nth}");
    }
}

/// ISP-3: for full access the address is exact.
#[test]
fn full_access_asks_for_an_address_that_the_register_knows() {
    let (mut draft, mut world, facts) = switch();
    draft.lines[0].address.register_id.clear();
    draft.lines[0].address.not_in_register = true;
    world.ask(&draft, answered(Light::Green));
    assert_eq!(
        errors(&draft, &world, &facts),
        ["lines[0].address.not_in_register: switch.address_not_exact"]
    );
}

/// ISP-4: every answer of NRDB.
#[test]
fn an_authority_exists_holds_is_ours_and_was_given_by_the_owner() {
    let standing = |standing, expires: Date, given_to_us: bool, given_by: &str| AuthorityAnswer::Found {
        standing,
        expires,
        given_to_us,
        given_by: given_by.to_owned(),
        owner: "Solveig Bakkemo".to_owned(),
        line: Some(existing("Fjordnett", false)),
    };
    let found = |expires, given_to_us, given_by: &str| {
        standing(AuthorityStanding::Given, expires, given_to_us, given_by)
    };
    let (today, yesterday) = (date!(2026 - 11 - 23), date!(2026 - 11 - 22));
    let cases: [(Option<AuthorityAnswer>, &[&str]); 10] = [
        (None, &["authority.not_checked"]),
        (Some(AuthorityAnswer::Unknown), &["authority.unknown"]),
        (Some(AuthorityAnswer::Away), &["authority.away"]),
        (Some(found(today, true, "solveig bakkemo")), &[]),
        (
            Some(found(yesterday, true, "Solveig Bakkemo")),
            &["authority.expired"],
        ),
        (
            Some(standing(AuthorityStanding::Used, today, true, "Solveig Bakkemo")),
            &["authority.used"],
        ),
        (
            Some(standing(
                AuthorityStanding::Withdrawn,
                today,
                true,
                "Solveig Bakkemo",
            )),
            &["authority.withdrawn"],
        ),
        (
            Some(found(today, false, "Solveig Bakkemo")),
            &["authority.other_partner"],
        ),
        (
            Some(found(today, true, "Arne Lunde")),
            &["authority.not_the_owner"],
        ),
        (
            Some(found(yesterday, false, "Arne Lunde")),
            &[
                "authority.expired",
                "authority.other_partner",
                "authority.not_the_owner",
            ],
        ),
    ];
    for (answer, codes) in cases {
        let (draft, world, mut facts) = switch();
        facts.authority = answer.clone().and_then(authority);
        let expected: Vec<_> = codes
            .iter()
            .map(|code| format!("switch.authority: {code}"))
            .collect();
        assert_eq!(errors(&draft, &world, &facts), expected, "{answer:?}");
    }
    // An answer about another reference says nothing of this one.
    for (typed, code) in [("FM-1002", "authority.not_checked"), (" ", "authority.missing")] {
        let (mut draft, world, facts) = switch();
        draft.switch.authority = typed.to_owned();
        let expected = [format!("switch.authority: {code}")];
        assert_eq!(errors(&draft, &world, &facts), expected, "{typed:?}");
    }
}

/// ISP-4: the new end user may be somebody else; then that is said, and both names are recorded.
#[test]
fn another_end_user_is_confirmed() {
    let (mut draft, world, facts) = switch();
    draft.lines[0].end_user.first_name = "Sigrid".to_owned();
    assert_eq!(
        errors(&draft, &world, &facts),
        ["switch.new_end_user: switch.end_user_differs"]
    );
    draft.switch.new_end_user = true;
    let switch = parse(&draft, &facts, &world.context()).valid.unwrap();
    assert_eq!(switch.current_owner, "Solveig Bakkemo");
    assert_eq!(switch.line.end_user.full_name(), "Sigrid Bakkemo");
}

/// DAT-3, ISP-5: 16 calendar days, 21 for SHDSL; with a technician on a working day, and never inside the lead time.
#[test]
fn a_switch_takes_sixteen_days_and_shdsl_twenty_one() {
    let catalogue = Catalogue::default_catalogue().unwrap();
    let cases = [
        ("ADSL_FULL", false, date!(2026 - 11 - 23), date!(2026 - 12 - 09)),
        ("ADSL_FULL", true, date!(2026 - 11 - 23), date!(2026 - 12 - 09)),
        // A Saturday will do where nobody comes, over the new year and the leap day.
        ("ADSL_FULL", false, date!(2026 - 11 - 26), date!(2026 - 12 - 12)),
        ("ADSL_FULL", true, date!(2026 - 11 - 26), date!(2026 - 12 - 14)),
        ("OA_SHARED", true, date!(2026 - 12 - 16), date!(2027 - 01 - 04)),
        ("ADSL_FULL", false, date!(2028 - 02 - 20), date!(2028 - 03 - 07)),
        ("ADSL_FULL", false, date!(2027 - 02 - 20), date!(2027 - 03 - 08)),
        ("SHDSL", true, date!(2026 - 11 - 23), date!(2026 - 12 - 14)),
        // Fifteen working days over Christmas are more than 21 days.
        ("SHDSL", true, date!(2026 - 12 - 14), date!(2027 - 01 - 06)),
    ];
    for (code, technician, today, first) in cases {
        let product = catalogue.product(code).unwrap();
        assert_eq!(
            earliest_date(product, technician, today),
            first,
            "{code} {technician} {today}"
        );
    }
}

/// ISP-6: from ADSL to ADSL nobody comes: no booking, no doorbell, and the date is typed.
#[test]
fn between_adsl_and_adsl_nobody_comes() {
    for from in ["ONLINE_ADSL", "ADSL_FULL"] {
        let (mut draft, world, facts) = switch();
        draft.switch.product_from = from.to_owned();
        draft.switch.access_from = "full".to_owned();
        draft.switch.extra_work.clear();
        draft.requested_date = "10.12.2026".to_owned();
        draft.lines[0].confirmations.door_marked = false;
        assert_eq!(
            errors(&draft, &world, &facts),
            ["lines[0].appointment: appointment.not_allowed"],
            "{from}"
        );
        draft.lines[0].appointment = AppointmentRef::default();
        assert_eq!(errors(&draft, &world, &facts), Vec::<String>::new(), "{from}");
        for (typed, code) in [
            ("08.12.2026", "requested_date: switch.too_early"),
            ("24.11.2027", "requested_date: requested_date.too_late"),
            ("", "requested_date: requested_date.missing"),
        ] {
            draft.requested_date = typed.to_owned();
            assert_eq!(errors(&draft, &world, &facts), [code]);
        }
        draft.requested_date = "12.12.2026".to_owned();
        draft.switch.extra_work = vec!["modem".to_owned()];
        assert_eq!(
            errors(&draft, &world, &facts),
            ["switch.extra_work: extra_work.without_booking"],
            "a Saturday will do, work in the home needs the technician"
        );
    }
}

/// DAT-3: a slot that keeps the lead time may still come too early for a switch.
#[test]
fn a_slot_before_the_sixteenth_day_is_too_early() {
    let (draft, mut world, facts) = switch();
    world.line().appointment.as_mut().unwrap().slot.date = date!(2026 - 12 - 08);
    assert_eq!(
        errors(&draft, &world, &facts),
        ["requested_date: switch.too_early"]
    );
}
