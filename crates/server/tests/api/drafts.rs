//! Drafts with nothing wrong in them, made the way a person makes them: search, check, book.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicI64, Ordering},
};

use domain::{
    access_check::{AccessCheck, CheckOutcome},
    address::AddressDraft,
    appointment::{Appointment, SlotSearch},
    customer::{ContactDraft, EndUserDraft},
    orders::{AppointmentRef, CheckRef, ConfirmationsDraft, LineDraft, OrderDraft},
};
use reqwest::StatusCode;
use serde_json::json;
use wire::{orders::OrderCreated, paths, registers::AddressHits};

use crate::harness::*;

/// A house of Prøveveien where everything is in order.
pub const FINE_HOUSE: &str = "1";
/// Another one.
pub const OTHER_HOUSE: &str = "1A";

/// An order of HDSL, which needs a check and no booking.
pub async fn hdsl_draft(browser: &Browser, house: &str) -> OrderDraft {
    let mut draft = OrderDraft {
        need: "new".into(),
        product: "HDSL".into(),
        attributes: BTreeMap::from([("speed".into(), "2M".into())]),
        // Nobody is in a hurry: 15 working days, and well within a year.
        requested_date: far_working_day(browser).await,
        customer_order_ref: "PO-4711".into(),
        lines: vec![line(browser, house).await],
        ..OrderDraft::default()
    };
    check(browser, &mut draft).await;
    draft
}

/// An order of ADSL with a technician booked.
pub async fn adsl_draft(browser: &Browser, house: &str) -> OrderDraft {
    let mut draft = unbooked_adsl_draft(browser, house).await;
    book(browser, &mut draft).await;
    draft
}

/// An order of ADSL, checked and not booked.
pub async fn unbooked_adsl_draft(browser: &Browser, house: &str) -> OrderDraft {
    let attributes = [("speed", "8128/640"), ("static_address", "no"), ("modem", "yes")];
    let mut draft = OrderDraft {
        need: "new".into(),
        product: "ADSL_FULL".into(),
        attributes: attributes
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        customer_order_ref: "PO-4712".into(),
        lines: vec![line(browser, house).await],
        ..OrderDraft::default()
    };
    check(browser, &mut draft).await;
    draft
}

async fn far_working_day(browser: &Browser) -> String {
    let session: wire::session::SessionView = body(browser.get(paths::SESSION).await, StatusCode::OK).await;
    let today = domain::oslo::date(session.now);
    domain::date::format(domain::calendar::working_days_after(today, 40))
}

/// A day of birth that nobody else has: no order of a test repeats another one unless the test says so (ORD-5).
pub fn born() -> String {
    static BORN: AtomicI64 = AtomicI64::new(0);
    let days = BORN.fetch_add(1, Ordering::Relaxed) % 25_000;
    let first = time::macros::date!(1930 - 01 - 01);
    domain::date::format(first.saturating_add(time::Duration::days(days)))
}

/// The same order for somebody else.
pub fn another(draft: &OrderDraft) -> OrderDraft {
    let mut draft = draft.clone();
    for line in &mut draft.lines {
        line.end_user.date_of_birth = born();
    }
    draft
}

/// A private customer at a house of Prøveveien, as the register shows it.
pub async fn line(browser: &Browser, house: &str) -> LineDraft {
    let path = format!(
        "{}?street=Pr%C3%B8veveien&house_number={house}&postcode=0665",
        paths::ADDRESSES
    );
    let hits: AddressHits = body(browser.get(&path).await, StatusCode::OK).await;
    let hit = hits
        .hits
        .into_iter()
        .find(|hit| hit.house_number == house)
        .unwrap();
    LineDraft {
        end_user: EndUserDraft {
            kind: "private".into(),
            first_name: "Solveig".into(),
            last_name: "Tveit".into(),
            date_of_birth: born(),
            ..EndUserDraft::default()
        },
        address: AddressDraft {
            register_id: hit.id,
            street: hit.street,
            house_number: hit.house_number,
            postcode: hit.postcode,
            place: hit.place,
            ..AddressDraft::default()
        },
        contact: ContactDraft {
            name: "Solveig Tveit".into(),
            phone: "91 23 45 67".into(),
            second_phone: "22 11 22 11".into(),
        },
        confirmations: ConfirmationsDraft {
            door_marked: true,
            contact_reachable: true,
            contact_present: true,
            contact_informed: true,
            contact_helpful: true,
            customer_informed: true,
            told: None,
        },
        ..LineDraft::default()
    }
}

/// Asks Kapaks for every line, and picks the first hit.
pub async fn check(browser: &Browser, draft: &mut OrderDraft) {
    for line in &mut draft.lines {
        let asked =
            json!({ "product": draft.product, "attributes": draft.attributes, "address": line.address });
        let check: AccessCheck = body(
            browser.post(paths::ACCESS_CHECKS, &asked).await,
            StatusCode::CREATED,
        )
        .await;
        let CheckOutcome::Answered { hits } = &check.outcome else {
            panic!("{:?}", check.outcome)
        };
        line.access_check = CheckRef {
            number: String::new(),
            hit: hits.first().unwrap().id.clone(),
            id: check.id,
        };
    }
}

/// Searches a free slot and takes the first that can be held; every line of Prøveveien shares them.
pub async fn book(browser: &Browser, draft: &mut OrderDraft) {
    book_from(browser, draft, time::Date::MIN).await;
}

/// The same, on this day or later.
pub async fn book_from(browser: &Browser, draft: &mut OrderDraft, first: time::Date) {
    let line = draft.lines.first_mut().unwrap();
    let asked = json!({ "check": line.access_check.id, "hit": line.access_check.hit });
    let search: SlotSearch = body(
        browser.post(paths::SLOT_SEARCHES, &asked).await,
        StatusCode::CREATED,
    )
    .await;
    let slot = search.slots.iter().find(|slot| slot.date >= first).unwrap();
    let asked = json!({ "search": search.id, "slot": slot.id });
    let held: Appointment = body(
        browser.post(paths::APPOINTMENTS, &asked).await,
        StatusCode::CREATED,
    )
    .await;
    draft.requested_date = domain::date::format(held.slot.date);
    line.appointment = AppointmentRef {
        id: held.id,
        search: search.id,
    };
}

/// Submits a draft that must be accepted.
pub async fn submitted(browser: &Browser, draft: &OrderDraft) -> OrderCreated {
    body(browser.post(paths::ORDERS, draft).await, StatusCode::CREATED).await
}
