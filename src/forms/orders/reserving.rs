//! NUM: the picker of telephone numbers, chosen among the free ones and counting down.

use domain::{
    finding::Param,
    hold::HoldState,
    numbers::{Series, in_pairs, sizes},
};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::numbers::{NewNumberReservation, NewNumberSearch};

use super::{
    fields::SelectField,
    holding::{Doing, Message, Said, Same, follow},
    numbers::{COUNT, NUMBERS, give_back, held, lose, lost, question, reserves},
    state::OrderForm,
    waiting,
};
use crate::{
    api,
    language::{params, t, words},
    offline::{connection::Connection, new_id},
    ui::{
        button::{Button, ButtonKind},
        field::Choice,
        icon::{Glyph, Icon},
        layout::Fields,
        notice::Notices,
        slots::{Slot, SlotPicker, SlotState},
        states::SkeletonRows,
    },
};

const SAID: Said = Said {
    gone: Key::OrderFormNumbersGone,
    search_waits: Key::OrderFormNumbersWait,
    hold_waits: Key::OrderFormNumberWaits,
    away: Key::OrderFormNumbersAway,
    again: Key::OrderFormNumbersAgain,
};

/// The picker's own: what is free, and for which question.
#[derive(Clone, Copy)]
struct Picker {
    form: OrderForm,
    doing: RwSignal<Doing<Series>>,
    free: RwSignal<Option<(NewNumberSearch, Vec<Series>)>>,
}

impl Picker {
    /// Asks for the free numbers.
    fn search(self) {
        let Some(asked) = untrack(move || question(self.form)) else {
            return;
        };
        let before = self.doing.get_untracked();
        self.doing.set(Doing::Searching);
        spawn_local(async move {
            let answer = api::numbers::search(&asked).await;
            // The form may be closed, or ask something else by now.
            if self.doing.try_get_untracked().is_none() {
                return;
            }
            if untrack(move || question(self.form)).as_ref() != Some(&asked) {
                self.search();
                return;
            }
            match answer {
                Ok(found) => {
                    self.free.set(Some((asked, found.series)));
                    // That the wanted one is gone stays said until another is chosen.
                    self.doing.set(if matches!(before, Doing::Gone(_)) {
                        before
                    } else {
                        Doing::Nothing
                    });
                }
                Err(error) => self.doing.set(Doing::SearchFailed(error)),
            }
        });
    }

    /// Reserves numbers; of those that are held already, they take the place.
    fn reserve(self, series: Series, key: String) {
        let asked = untrack(move || question(self.form));
        let Some(asked) = asked.filter(|_| !self.doing.with_untracked(Doing::is_busy)) else {
            return;
        };
        let wish = NewNumberReservation {
            check: asked.check,
            hit: asked.hit,
            access: asked.access,
            first: series.first.clone(),
            count: series.count,
            instead_of: untrack(move || held(self.form))
                .map(|held| held.id)
                .unwrap_or_default(),
        };
        self.doing.set(Doing::Holding(series.first.clone()));
        let form = self.form;
        spawn_local(async move {
            match api::numbers::reserve(&wish, &key).await {
                Ok(reservation) => {
                    self.doing.set(Doing::Nothing);
                    form.forget_refusal(NUMBERS);
                    let id = reservation.id.clone();
                    form.facts.update(|facts| facts.reservation = Some(reservation));
                    form.change_line(|line| line.numbers.reservation = id);
                }
                // Somebody else was faster: what was held before still is.
                Err(error) if matches!(error.status(), Some(404 | 409 | 410)) => {
                    self.doing.set(Doing::Gone(Some(series)));
                    self.search();
                }
                Err(error) => self.doing.set(Doing::HoldFailed(error, series, key)),
            }
        });
    }

    /// OFF-4: what had no answer for want of a connection is asked again when it is back.
    fn ask_again(self) {
        match self.doing.get_untracked() {
            Doing::SearchFailed(error) if error.retryable() => self.search(),
            Doing::HoldFailed(error, series, key) if error.retryable() => self.reserve(series, key),
            Doing::Nothing
            | Doing::Searching
            | Doing::Holding(_)
            | Doing::Gone(_)
            | Doing::SearchFailed(_)
            | Doing::HoldFailed(..) => {}
        }
    }
}

/// Below the technician: the numbers, or why they cannot be reserved yet.
#[component]
pub fn Numbers(form: OrderForm) -> impl IntoView {
    let wanted = Memo::new(move |_| reserves(form));
    let booking = Memo::new(move |_| form.booking());
    let open = Memo::new(move |_| booking.get().is_some_and(|booking| booking.is_open()));
    // NUM-1: the reason stands where the numbers would be.
    let closed = Memo::new(move |_| {
        let booking = booking.get()?;
        let later = booking.may_open_yet();
        (!booking.is_open()).then_some(if later {
            Key::ErrorNumbersCheckFirst
        } else {
            Key::ErrorNumbersNotAllowed
        })
    });
    view! {
        {move || (wanted.get() && open.get()).then(|| view! { <Reserving form/> })}
        {move || {
            closed
                .get()
                .filter(|_| wanted.get())
                .map(|key| {
                    view! {
                        <p class="muted row" id=form.id_of(NUMBERS) tabindex="-1">
                            <Glyph icon=Icon::Clock/>
                            <span>{t(key)}</span>
                        </p>
                    }
                })
        }}
        <Notices
            id=format!("{}-notices", form.id_of(NUMBERS))
            notices=form.notices(NUMBERS)
            on_suggest=Callback::new(|_: String| ())
        />
    }
}

#[component]
fn Reserving(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let picker = Picker {
        form,
        doing: RwSignal::new(Doing::Nothing),
        free: RwSignal::new(None),
    };
    let doing = picker.doing;
    let offline = waiting::offline();
    Connection::on_return(move || picker.ask_again());
    let asked = Memo::new(move |_| question(form));
    Effect::new(move |_| {
        if asked.get().is_some() && !doing.with_untracked(Doing::is_busy) {
            picker.search();
        }
    });
    // NUM-3: where there is more than one size, nothing is assumed.
    let counts = Memo::new(move |_| {
        let product = form.product();
        let all = product.map(|product| form.draft.with(|draft| sizes(&product, &draft.attributes)));
        all.unwrap_or_default()
    });
    let choices = Signal::derive(move || {
        let choice = |count: &u16| {
            let name = if *count == 1 {
                lang.text(Key::OrderFormNumbersOne)
            } else {
                let count = Param::Number(i64::from(*count));
                lang.fill(Key::OrderFormNumbersMany, &params([("count", count)]))
            };
            Choice::new(count.to_string(), name)
        };
        counts.get().iter().map(choice).collect::<Vec<_>>()
    });
    let several = Memo::new(move |_| counts.get().len() > 1);
    let until = |form| held(form).map(|held| (held.state, held.held_until));
    let running = follow(form, until, OrderForm::has_kept_numbers, lose);
    // NUM-2: the hold has run out, or the backend said at Submit that the numbers are gone.
    let lost = Memo::new(move |_| lost(form));
    Effect::new(move |_| {
        if let Some(lost) = lost.get() {
            form.leave(NUMBERS);
            doing.set(Doing::Gone(Some(lost.series)));
            picker.search();
        }
    });
    let held_now = move || held(form).filter(|_| running.stands()).map(|held| held.series);
    let known = Memo::new(move |_| {
        let asked = asked.get()?;
        let free = picker.free.get();
        free.filter(|(about, _)| *about == asked)
            .map(|(_, series)| series)
    });
    let same_series = Memo::new(move |_| {
        let ran_out = lost.get().filter(|lost| lost.state == HoldState::Released)?;
        known.with(|all| all.as_ref()?.contains(&ran_out.series).then_some(ran_out.series))
    });
    let same = Signal::derive(move || {
        let numbers = words(same_series.get()?.in_words());
        Some(Same {
            text: lang.fill(Key::OrderFormNumbersStillFree, &params([("numbers", numbers)])),
            button: Key::OrderFormNumbersSame,
        })
    });
    let on_same = Callback::new(move |()| {
        if let Some(series) = same_series.get_untracked() {
            picker.reserve(series, new_id());
        }
    });
    let cards = Signal::derive(move || {
        let doing = doing.get();
        let held = held_now();
        let mut all = known.get().unwrap_or_default();
        if let Some(held) = &held
            && !all.contains(held)
        {
            all.insert(0, held.clone());
        }
        all.into_iter()
            .map(|series| Slot {
                day: in_pairs(&series.first),
                hours: if series.count > 1 {
                    let last = words(in_pairs(&series.last()));
                    lang.fill(Key::OrderFormNumbersTo, &params([("last", last)]))
                } else {
                    String::new()
                },
                state: match (&doing, &held) {
                    (Doing::Holding(asked), _) if *asked == series.first => SlotState::Asking,
                    (_, Some(held)) if *held == series => SlotState::Held,
                    _ => SlotState::Free,
                },
                key: series.first,
            })
            .collect::<Vec<_>>()
    });
    let on_choose = Callback::new(move |first: String| {
        if held(form).is_some_and(|held| held.series.first == first) {
            // Pressing the held one gives it back.
            give_back(form);
            return;
        }
        let series = known
            .get_untracked()
            .and_then(|all| all.into_iter().find(|series| series.first == first));
        if let Some(series) = series {
            picker.reserve(series, new_id());
        }
    });
    let again = Callback::new(move |()| {
        doing.set(Doing::Nothing);
        picker.search();
    });
    let shows = Memo::new(move |_| known.with(Option::is_some) || held(form).is_some());
    let none = Memo::new(move |_| known.get().is_some_and(|all| all.is_empty()) && held(form).is_none());
    let searches = Memo::new(move |_| doing.get() == Doing::Searching && !shows.get());
    view! {
        {move || {
            several
                .get()
                .then(|| view! { <Fields><SelectField form path=COUNT choices/></Fields> })
        }}
        <Message lang doing offline said=SAID on_again=again same on_same/>
        {move || {
            if searches.get() {
                view! {
                    <SkeletonRows rows=2/>
                    <span class="ds-sr-only" role="status">{t(Key::OrderFormNumbersSearching)}</span>
                }
                    .into_any()
            } else if none.get() {
                view! {
                    <div class="notice" data-color="warning" role="status" id=form.id_of(NUMBERS) tabindex="-1">
                        <Glyph icon=Icon::Warning/>
                        <p>{t(Key::OrderFormNumbersNone)}</p>
                        <Button
                            text=t(Key::OrderFormNumbersAgain)
                            kind=ButtonKind::Tertiary
                            small=true
                            on_press=again
                        />
                    </div>
                }
                    .into_any()
            } else if !shows.get() {
                // What went wrong with the search stands above, or the size is still to be chosen.
                view! { <span id=form.id_of(NUMBERS) tabindex="-1"></span> }.into_any()
            } else {
                view! {
                    <SlotPicker
                        id=form.id_of(NUMBERS)
                        label=t(Key::OrderFormNumbers)
                        hint=t(Key::OrderFormNumbersHint)
                        slots=cards
                        seconds_left=running.left
                        on_choose
                    />
                }
                    .into_any()
            }
        }}
    }
}
