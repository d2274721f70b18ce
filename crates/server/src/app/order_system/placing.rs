//! From a stored order line to what the order system is sent.

use domain::{
    access_check::{CheckOutcome, number_key},
    appointment::Appointment,
    customer::EndUser,
    numbers::{NumberReservation, OrderedNumbers},
    orders::{OrderedLine, status::OrderKind},
};

use super::external_id;
use crate::{
    app::orders::catalogue_of,
    ports::{
        kapaks::SearchedBy,
        order_system::{AttachedFile, NewServiceOrder, Party, ServiceAction},
        place::PartnerPlace,
    },
    state::AppState,
    store::{
        self, Connection, StoreError,
        orders::{Scope, StoredLine},
        users::find_company,
    },
};

/// A line with all that the order system needs to know of it.
#[derive(Debug)]
pub struct Sendable {
    pub line: StoredLine,
    pub service_order: NewServiceOrder,
}

/// None when there is no such line.
pub async fn sendable(state: &AppState, order_id: i64, number: u32) -> Result<Option<Sendable>, StoreError> {
    let catalogue = state.catalogue.clone();
    state
        .store
        .read(move |db| {
            Box::pin(async move {
                let Some(order) = store::orders::find(db, &Scope::AllPartners, order_id).await? else {
                    return Ok(None);
                };
                let Some(body) = store::orders::find_body(db, order_id).await? else {
                    return Ok(None);
                };
                let lines = store::orders::lines(db, order_id).await?;
                let stored = lines.into_iter().find(|line| line.number == number);
                let index = usize::try_from(number).unwrap_or_default().checked_sub(1);
                let made_with = catalogue_of(db, &catalogue, body.ordered.catalogue_version()).await?;
                let ordered = index.and_then(|index| body.ordered.lines().into_iter().nth(index));
                let (Some(line), Some(ordered)) = (stored, ordered) else {
                    return Ok(None);
                };
                let partner = find_company(db, &order.company_id).await?;
                let booking = match &ordered.appointment {
                    Some(id) => store::holds::partner_id::<Appointment>(db, id).await?,
                    None => None,
                };
                let reservation = match ordered.numbers.as_ref().and_then(OrderedNumbers::reservation) {
                    Some(id) => store::holds::partner_id::<NumberReservation>(db, id).await?,
                    None => None,
                };
                let mut characteristics: Vec<(String, String)> =
                    body.ordered.attributes().clone().into_iter().collect();
                characteristics.extend(of_numbers(&ordered, reservation));
                let phones = ordered.contact.as_ref().map(|contact| {
                    let second = contact.second_phone.clone();
                    std::iter::once(contact.phone.clone()).chain(second).collect()
                });
                let attachments = attached(db, &ordered).await?;
                let line_number = match body.ordered.subscription() {
                    Some(subscription) => Some(number_key(&subscription.number)),
                    None => line_number(db, &order.company_id, &ordered).await?,
                };
                let service_order = NewServiceOrder {
                    external_id: external_id(order_id, number),
                    action: match body.ordered.kind() {
                        OrderKind::New | OrderKind::IspSwitch => ServiceAction::Add,
                        OrderKind::Modify => ServiceAction::Modify,
                        OrderKind::Terminate => ServiceAction::Delete,
                    },
                    requested_date: body.ordered.requested_date(),
                    partner: Party {
                        organisation_number: partner.map(|it| it.organisation_number).unwrap_or_default(),
                        name: order.company_name,
                    },
                    product: body.ordered.product().to_owned(),
                    characteristics,
                    visit: body.ordered.visit(&made_with),
                    line_number: line_number.map(SearchedBy::number),
                    place: PartnerPlace::of_address(&ordered.address),
                    end_user: end_user(&ordered.end_user),
                    contact: ordered.contact.map(|contact| contact.name).unwrap_or_default(),
                    contact_phones: phones.unwrap_or_default(),
                    appointment: booking,
                    attachments,
                    note: body
                        .ordered
                        .manual_handling()
                        .then(|| "To be handled by hand".to_owned()),
                };
                Ok(Some(Sendable { line, service_order }))
            })
        })
        .await
}

/// What the order system has to know of a line's numbers beside the number itself, which is an attribute.
fn of_numbers(ordered: &OrderedLine, reservation: Option<String>) -> impl Iterator<Item = (String, String)> {
    let (count, donor) = match &ordered.numbers {
        Some(OrderedNumbers::Reserved { series, .. }) => (Some(series.count.to_string()), None),
        Some(OrderedNumbers::Ported { donor, .. }) => (None, Some(donor.clone())),
        None => (None, None),
    };
    [
        ("number_count", count),
        ("number_reservation", reservation),
        ("donor", donor),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
}

/// The files of a line: a technician starts where the map sketch says (ADR-5, ORD-9).
async fn attached(db: &mut Connection, ordered: &OrderedLine) -> Result<Vec<AttachedFile>, StoreError> {
    let mut files = Vec::with_capacity(ordered.attachments.len());
    for file in &ordered.attachments {
        let stored = store::attachments::find(db, &file.id).await?;
        files.push(AttachedFile {
            id: file.id.clone(),
            name: file.name.clone(),
            media_type: file.kind.media_type(),
            bytes: file.bytes,
            sha256: stored.map(|stored| stored.announced.sha256),
        });
    }
    Ok(files)
}

/// The line that Kapaks found and the user picked, else the number that was searched by (KAP-2).
pub async fn line_number(
    db: &mut Connection,
    company_id: &str,
    ordered: &OrderedLine,
) -> Result<Option<String>, StoreError> {
    let Some(reference) = &ordered.access_check else {
        return Ok(None);
    };
    let check = store::access_checks::find(db, company_id, reference.id.trim()).await?;
    let picked = check.and_then(|check| match check.outcome {
        CheckOutcome::Answered { hits } => hits
            .into_iter()
            .find(|hit| hit.id == reference.hit.trim())
            .and_then(|hit| hit.line_number),
        CheckOutcome::NothingFound | CheckOutcome::TimedOut { .. } | CheckOutcome::SystemFault => None,
    });
    let number = number_key(&picked.unwrap_or_else(|| reference.number.clone()));
    Ok(Some(number).filter(|number| !number.is_empty()))
}

fn end_user(end_user: &EndUser) -> String {
    match end_user {
        EndUser::Private {
            first_name,
            last_name,
            ..
        } => format!("{first_name} {last_name}"),
        EndUser::Company { name, .. } => name.clone(),
    }
}
