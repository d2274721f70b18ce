//! CHG-1: what becomes of a change when the order system has answered: the slot that it replaced is given back, or, where
//! it came too late, the order is again what it was.

use domain::{
    catalogue::Catalogue,
    finding::line_field,
    orders::{
        Ordered, OrderedLine,
        reopen::{APPOINTMENT, ATTACHMENTS, FieldChange, NUMBERS, changes},
    },
    reason::codes,
};
use time::Date;
use wire::orders::Reason;

use super::{
    change::{At, LineChange, change_line},
    description::{search_words, sort_key, words},
    giving_back::{give_back, had},
    order_name,
    reopen::slot_in_words,
};
use crate::{
    error::AppError,
    store::{
        Connection, StoreError,
        order_content::{Content, LineContent, OrderBody, Unanswered, rewrite, write_body},
        order_history::{self, NewEntry},
        orders::{self, Scope, StoredLine, StoredOrder},
    },
};

/// Who says so, as the history names it.
const WHO: &str = "order_system";

/// What goes with a body: all that lists, searches and rules find the order by.
pub(super) fn content_of(
    order: &StoredOrder,
    lines: &[StoredLine],
    body: OrderBody,
    agreed_dates: &[Option<Date>],
) -> Content {
    let ordered = body.ordered.lines();
    let first = ordered.first();
    let end_user = first.map(|line| line.end_user.full_name()).unwrap_or_default();
    let mut all: Vec<String> = words(&body.ordered).into_iter().collect();
    all.extend([order.id.to_string(), order_name(order.id)]);
    let numbers = lines.iter().filter_map(|line| line.customer_order_id.as_ref());
    all.extend(numbers.flat_map(|number| search_words(number)));
    let dates = agreed_dates.iter().copied().chain(std::iter::repeat(None));
    let lines = lines.iter().zip(body.ordered.identities()).zip(dates);
    Content {
        end_user_sort: sort_key(&end_user),
        end_user,
        place: first.map(|line| line.address.in_one_line()).unwrap_or_default(),
        lines: lines
            .map(|((line, identity), agreed_date)| LineContent {
                number: line.number,
                identity,
                agreed_date,
            })
            .collect(),
        words: all,
        body,
    }
}

/// The order system goes by the change: what was booked before it is given back, and not earlier (BOK-3).
pub async fn accepted(db: &mut Connection, order_id: i64, line: u32, at: At) -> Result<(), StoreError> {
    let Some(mut body) = orders::find_body(db, order_id).await? else {
        return Ok(());
    };
    let (of_line, others): (Vec<Unanswered>, Vec<_>) = body
        .unanswered
        .into_iter()
        .partition(|change| change.line == line);
    if of_line.is_empty() {
        return Ok(());
    }
    body.unanswered = others;
    let stays = had(&body.ordered, line);
    let before = of_line.iter().flat_map(|change| had(&change.was, line));
    let gone = before.filter(|had| !stays.contains(had)).collect();
    give_back(db, (order_id, line), gone, at).await?;
    write_body(db, order_id, &body).await
}

/// It came too late: the line is again what it was, what was booked for the change is given back, and the history says what
/// was taken back. A line that has ended meanwhile stays as it is.
pub async fn take_back(db: &mut Connection, order_id: i64, line: u32, at: At) -> Result<bool, AppError> {
    let found = orders::find_to_change(db, &Scope::AllPartners, order_id).await?;
    let (Some(order), Some(body)) = (found, orders::find_body(db, order_id).await?) else {
        return Ok(false);
    };
    let (of_line, others): (Vec<Unanswered>, Vec<_>) = body
        .unanswered
        .iter()
        .cloned()
        .partition(|change| change.line == line);
    // Of several changes that were never answered, what was before the first is what the order system has.
    let Some(first) = of_line.first() else {
        return Ok(false);
    };
    let lines = orders::lines(db, order_id).await?;
    let ended = lines
        .iter()
        .any(|known| known.number == line && known.status.is_final());
    if ended {
        accepted(db, order_id, line, at).await?;
        return Ok(false);
    }
    let nth = usize::try_from(line).unwrap_or_default().saturating_sub(1);
    let mut slots = body.slots.clone();
    if let Some(slot) = slots.get_mut(nth) {
        slot.clone_from(&first.slot);
    }
    let restored = OrderBody {
        ordered: restored(&body.ordered, &first.was, nth),
        slots,
        revision: body.revision + 1,
        unanswered: others,
    };
    let dates: Vec<Option<Date>> = lines
        .iter()
        .map(|known| {
            if known.number == line {
                first.agreed_date
            } else {
                known.agreed_date
            }
        })
        .collect();
    let stays = had(&restored.ordered, line);
    let tried = of_line.iter().map(|change| &change.was).chain([&body.ordered]);
    let tried = tried.flat_map(|ordered| had(ordered, line));
    let gone = tried.filter(|had| !stays.contains(had)).collect();
    give_back(db, (order_id, line), gone, at).await?;
    let taken_back = what_is_taken_back(&body, &restored, nth);
    rewrite(db, &order, &content_of(&order, &lines, restored, &dates)).await?;
    let entry = NewEntry {
        order_id,
        line: Some(line),
        at: at.now,
        user_id: None,
        who: WHO.to_owned(),
        action: None,
        from: None,
        to: None,
        reason: Some(too_late()),
        comment: None,
        changes: taken_back,
    };
    order_history::append(db, &entry).await?;
    Ok(true)
}

/// Says on the line why it is what it was, once it stands where the order system has it: whoever looks must be told, and
/// the next status forgets it.
pub async fn say_too_late(
    db: &mut Connection,
    catalogue: &Catalogue,
    order_id: i64,
    line: u32,
    at: At,
) -> Result<(), AppError> {
    let mut change = LineChange::by_system(WHO, order_id, line);
    change.reason = Some(too_late());
    change_line(db, catalogue, at, change).await?;
    Ok(())
}

fn too_late() -> Reason {
    Reason {
        code: codes::CASE_CHANGE_TOO_LATE.to_owned(),
        params: Default::default(),
    }
}

/// Of an order of one line, as of every kind but a new order, all is what it was; of a project that line.
fn restored(now: &Ordered, was: &Ordered, nth: usize) -> Ordered {
    let (Ordered::New(now), Ordered::New(before)) = (now, was) else {
        return was.clone();
    };
    if now.lines.len() == 1 {
        return was.clone();
    }
    let mut order = now.clone();
    if let (Some(line), Some(before)) = (order.lines.get_mut(nth), before.lines.get(nth)) {
        line.clone_from(before);
    }
    Ordered::New(order)
}

fn what_is_taken_back(from: &OrderBody, to: &OrderBody, nth: usize) -> Vec<FieldChange> {
    let (was, is) = (&from.ordered, &to.ordered);
    let slot = |body: &OrderBody| {
        let slot = body.slots.get(nth).and_then(Option::as_ref);
        slot.map(slot_in_words).unwrap_or_default()
    };
    let mut taken_back = in_words(changes(&was.as_sent(), &is.as_sent()), was, is);
    for change in &mut taken_back {
        if change.path.ends_with(APPOINTMENT) {
            change.from = slot(from);
            change.to = slot(to);
        }
    }
    taken_back
}

/// The history names numbers and files as people know them, not by their ids.
pub(super) fn in_words(mut changes: Vec<FieldChange>, was: &Ordered, is: &Ordered) -> Vec<FieldChange> {
    let (was, is) = (was.lines(), is.lines());
    let said = |lines: &[OrderedLine], at: usize, field: &str| {
        let line = lines.get(at);
        match (field, line) {
            (NUMBERS, Some(line)) => line
                .numbers
                .as_ref()
                .filter(|numbers| numbers.reservation().is_some())
                .map(|numbers| numbers.series().in_words()),
            (ATTACHMENTS, Some(line)) => {
                let names: Vec<&str> = line.attachments.iter().map(|file| file.name.as_str()).collect();
                Some(names.join(", "))
            }
            (_, _) => None,
        }
        .unwrap_or_default()
    };
    for change in &mut changes {
        if let Some((at, field @ (NUMBERS | ATTACHMENTS))) = line_field(&change.path) {
            (change.from, change.to) = (said(&was, at, field), said(&is, at, field));
        }
    }
    changes
}
