//! BOK: the free slots as cards, the held one counting down, and why there are none.

use domain::{
    appointment::{Booking, Slot as FreeSlot, Window},
    finding::Param,
    hold::HoldState,
};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use time::Date;

use super::{
    booking::{
        APPOINTMENT, ID, ask_again, at_the_time_of, forget_held, held, hold, hold_anew, lose, lost, search,
    },
    holding::{Doing, Message, Said, Same, follow},
    state::OrderForm,
    waiting,
};
use crate::{
    api,
    language::{Lang, params, t, words},
    offline::connection::Connection,
    ui::{
        button::{Button, ButtonKind},
        icon::{Glyph, Icon},
        notice::Notices,
        slots::{Slot, SlotPicker, SlotState},
        states::SkeletonRows,
    },
};

/// As many cards as a clerk looks through; a button shows the rest.
const SHOWN_AT_FIRST: usize = 10;
/// BOK-4
const NEAREST: usize = 3;

const SAID: Said = Said {
    gone: Key::OrderFormSlotGone,
    search_waits: Key::OrderFormSlotsWait,
    hold_waits: Key::OrderFormSlotWaits,
    away: Key::OrderFormSlotsAway,
    again: Key::OrderFormSlotsAgain,
};

/// The section below the light: slots, or why there are none.
#[component]
pub fn Technician(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let booking = Memo::new(move |_| form.booking());
    let open = Memo::new(move |_| booking.get().is_some_and(|booking| booking.is_open()));
    // BOK-2: the reason stands where the button would be.
    let reason = Memo::new(move |_| match booking.get() {
        Some(Booking::Closed(reason)) => Some(texts::reason(lang.now(), reason.code, &reason.params)),
        Some(Booking::Required | Booking::Recommended) | None => None,
    });
    view! {
        {move || open.get().then(|| view! { <Slots form/> })}
        {move || {
            reason
                .get()
                .map(|reason| {
                    view! {
                        <p class="muted row" id="no-booking">
                            <Glyph icon=Icon::Technician/>
                            <span>{reason}</span>
                        </p>
                    }
                })
        }}
        <Notices
            id=format!("{}-notices", form.id_of(APPOINTMENT))
            notices=form.notices(APPOINTMENT)
            on_suggest=Callback::new(|_: String| ())
        />
    }
}

#[component]
fn Slots(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let doing = RwSignal::new(Doing::Nothing);
    let all_shown = RwSignal::new(false);
    let offline = waiting::offline();
    Connection::on_return(move || ask_again(form, doing));
    // Which answer of Kapaks the slots are for: another answer asks for other slots.
    let wanted = Memo::new(move |_| {
        form.with_line(|line| {
            (
                line.access_check.id.clone(),
                line.access_check.hit.clone(),
                line.appointment.search.clone(),
            )
        })
    });
    Effect::new(move |_| {
        let (check, _, searched) = wanted.get();
        let known = form.facts.with_untracked(|facts| {
            facts
                .slot_search
                .as_ref()
                .is_some_and(|search| search.id == searched && !searched.is_empty())
        });
        if !check.is_empty() && !known && matches!(doing.get_untracked(), Doing::Nothing) {
            search(form, doing);
        }
    });
    let free = Memo::new(move |_| {
        // DAT-3: of a switch, what is free before it can be made is no use.
        let first = form.first_slot_day();
        form.facts.with(|facts| {
            let slots = facts.slot_search.iter().flat_map(|search| &search.slots);
            slots
                .filter(|slot| first.is_none_or(|first| slot.date >= first))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let searched = Memo::new(move |_| form.facts.with(|facts| facts.slot_search.is_some()));
    // BOK-4: what was held for the answer before is held again when it is free for this one.
    Effect::new(move |_| {
        if searched.get() && !doing.with(Doing::is_busy) {
            free.with(|free| hold_anew(form, doing, free));
        }
    });
    let until = |form| held(form).map(|held| (held.state, held.held_until));
    let running = follow(form, until, OrderForm::has_kept_slot, lose);
    // BOK-4: the hold has run out, or the backend said at Submit that it is gone.
    let lost = Memo::new(move |_| lost(form));
    Effect::new(move |_| {
        if let Some(lost) = lost.get() {
            form.leave(APPOINTMENT);
            doing.set(Doing::Gone(Some(lost.slot)));
            search(form, doing);
        }
    });
    let same_slot = Memo::new(move |_| {
        let ran_out = lost.get().filter(|lost| lost.state == HoldState::Released)?;
        free.with(|free| at_the_time_of(free, &ran_out.slot))
    });
    let same = Signal::derive(move || {
        let slot = same_slot.get()?;
        let when = params([
            ("date", Param::Date(slot.date)),
            ("hours", words(slot.window.hours())),
        ]);
        Some(Same {
            text: lang.fill(Key::OrderFormSlotStillFree, &when),
            button: Key::OrderFormSlotSame,
        })
    });
    let on_same = Callback::new(move |()| {
        if let Some(slot) = same_slot.get_untracked() {
            hold(form, doing, slot);
        }
    });
    let cards = Signal::derive(move || {
        let doing = doing.get();
        let held = held(form).filter(|_| running.stands()).map(|held| held.slot);
        let mut slots = free.get();
        if let Doing::Gone(Some(lost)) = &doing {
            slots = nearest(slots, lost);
        } else if !all_shown.get() {
            let held_at = held
                .as_ref()
                .and_then(|held| slots.iter().position(|slot| slot.id == held.id))
                .unwrap_or(0);
            slots.truncate(SHOWN_AT_FIRST.max(held_at + 1));
        }
        if let Some(held) = &held
            && !slots.iter().any(|slot| slot.id == held.id)
        {
            slots.push(held.clone());
            slots.sort_by_key(|slot| (slot.date, slot.window));
        }
        slots
            .into_iter()
            .map(|slot| Slot {
                day: day_name(lang, slot.date),
                hours: slot.window.hours().to_owned(),
                state: match (&doing, &held) {
                    (Doing::Holding(asked), _) if *asked == slot.id => SlotState::Asking,
                    (_, Some(held)) if held.id == slot.id => SlotState::Held,
                    _ => SlotState::Free,
                },
                key: slot.id,
            })
            .collect::<Vec<_>>()
    });
    let on_choose = Callback::new(move |key: String| {
        if held(form).is_some_and(|held| held.slot.id == key) {
            // What the order has is given back when a change of it is accepted, and not before.
            if running.kept.get_untracked() {
                return;
            }
            // Pressing the held one gives it back; the search stays.
            let id = form.get_untracked(ID);
            forget_held(form);
            form.set("requested_date", String::new());
            spawn_local(async move {
                if let Err(error) = api::appointments::release(&id).await {
                    leptos::logging::warn!("the slot was not given back: {}", error.code());
                }
            });
            return;
        }
        let slot = free.with_untracked(|free| free.iter().find(|slot| slot.id == key).cloned());
        if let Some(slot) = slot {
            hold(form, doing, slot);
        }
    });
    let hint = Signal::derive(move || {
        free.with(|free| free.first().map(|first| first.date))
            .map_or_else(String::new, |first| {
                lang.fill(Key::OrderFormSlotsFrom, &params([("date", Param::Date(first))]))
            })
    });
    let again = Callback::new(move |()| {
        doing.set(Doing::Nothing);
        search(form, doing);
    });
    let more = move || {
        let hidden = free.with(Vec::len) > SHOWN_AT_FIRST
            && !all_shown.get()
            && !matches!(doing.get(), Doing::Gone(_));
        hidden.then(|| {
            view! {
                <Button
                    text=t(Key::OrderFormSlotsMore)
                    kind=ButtonKind::Tertiary
                    small=true
                    on_press=Callback::new(move |()| all_shown.set(true))
                />
            }
        })
    };
    let waiting = Memo::new(move |_| doing.get() == Doing::Searching && !searched.get());
    let none =
        Memo::new(move |_| searched.get() && free.with(Vec::is_empty) && doing.get() != Doing::Searching);
    view! {
        <Message lang doing offline said=SAID on_again=again same on_same/>
        {move || {
            if waiting.get() {
                view! {
                    <SkeletonRows rows=2/>
                    <span class="ds-sr-only" role="status">{t(Key::OrderFormSlotsSearching)}</span>
                }
                    .into_any()
            } else if none.get() {
                view! {
                    <div class="notice" data-color="warning" role="status" id=form.id_of(APPOINTMENT) tabindex="-1">
                        <Glyph icon=Icon::Warning/>
                        <p>{t(Key::OrderFormSlotsNone)}</p>
                        <Button text=t(Key::OrderFormSlotsAgain) kind=ButtonKind::Tertiary small=true on_press=again/>
                    </div>
                }
                    .into_any()
            } else if !searched.get() {
                // What went wrong with the search stands above, and so does the way to try again.
                ().into_any()
            } else {
                view! {
                    <SlotPicker
                        id=form.id_of(APPOINTMENT)
                        label=t(Key::OrderFormAppointment)
                        hint
                        slots=cards
                        seconds_left=running.left
                        on_choose
                    />
                    {more}
                }
                    .into_any()
            }
        }}
    }
}

/// The three free slots nearest to the one that went, in the order of time.
fn nearest(mut slots: Vec<FreeSlot>, lost: &FreeSlot) -> Vec<FreeSlot> {
    let half_days = |slot: &FreeSlot| {
        i64::from(slot.date.to_julian_day()) * 2 + i64::from(slot.window == Window::Afternoon)
    };
    let wanted = half_days(lost);
    slots.retain(|slot| slot.id != lost.id);
    slots.sort_by_key(|slot| (half_days(slot).abs_diff(wanted), half_days(slot)));
    slots.truncate(NEAREST);
    slots.sort_by_key(half_days);
    slots
}

/// `fr 4. des`, `Fr 4 Dec`
pub fn day_name(lang: Lang, day: Date) -> String {
    let word = |key: Key, at: usize| {
        texts::text(lang.now(), key)
            .split(',')
            .nth(at)
            .unwrap_or_default()
            .to_owned()
    };
    let weekday = word(
        Key::UiWeekdaysShort,
        usize::from(day.weekday().number_days_from_monday()),
    );
    let month: String = word(
        Key::UiMonths,
        usize::from(u8::from(day.month())).saturating_sub(1),
    )
    .chars()
    .take(3)
    .collect();
    match lang.now() {
        texts::Language::Norwegian => format!("{weekday} {}. {month}", day.day()),
        texts::Language::English => format!("{weekday} {} {month}", day.day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn slot(date: Date, window: Window) -> FreeSlot {
        FreeSlot {
            id: format!("{date} {window:?}"),
            date,
            window,
        }
    }

    /// BOK-4
    #[test]
    fn when_a_slot_is_gone_the_nearest_three_are_offered_in_the_order_of_time() {
        let lost = slot(date!(2026 - 12 - 04), Window::Morning);
        let free = vec![
            slot(date!(2026 - 12 - 01), Window::Morning),
            slot(date!(2026 - 12 - 03), Window::Afternoon),
            lost.clone(),
            slot(date!(2026 - 12 - 04), Window::Afternoon),
            slot(date!(2026 - 12 - 07), Window::Morning),
            slot(date!(2026 - 12 - 08), Window::Morning),
        ];
        let offered: Vec<_> = nearest(free, &lost).into_iter().map(|slot| slot.id).collect();
        assert_eq!(
            offered,
            [
                "2026-12-01 Morning",
                "2026-12-03 Afternoon",
                "2026-12-04 Afternoon"
            ]
        );
    }
}
