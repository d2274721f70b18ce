//! The filters of the list. Each writes the address; the address is what they show.

use domain::orders::status::{HeaderStatus, OrderKind, Turn};
use leptos::prelude::*;
use texts::Key;

use crate::{
    language::{Lang, params, t, words},
    pages::{
        listing::{Shown, search::SearchText},
        orders::status::{Side, kind_words, turn_words},
        products::Products,
    },
    ui::{
        button::{Button, ButtonKind, IconButton},
        field::{Choice, Select},
        icon::Icon,
        page::focus_id,
    },
};

use super::dates::DateFilter;

/// The statuses of orders that are still on their way, as they stand in an address.
pub fn under_way() -> String {
    statuses(|status| !ended(status))
}

/// The statuses of orders with which nothing more happens.
pub fn all_ended() -> String {
    statuses(ended)
}

fn ended(status: HeaderStatus) -> bool {
    status.turn() == Turn::Nobody
}

fn statuses(wanted: impl Fn(HeaderStatus) -> bool) -> String {
    HeaderStatus::ALL
        .into_iter()
        .filter(|status| wanted(*status))
        .map(HeaderStatus::code)
        .collect::<Vec<_>>()
        .join(",")
}

#[component]
pub fn Filters(shown: Shown, side: Memo<Side>, products: Products) -> impl IntoView {
    let lang = Lang::of_context();
    let query = shown.query;
    let has_dates = Memo::new(move |_| {
        query.with(|query| !query.requested_from.is_empty() || !query.requested_to.is_empty())
    });
    let opened = RwSignal::new(false);
    let with_dates = Memo::new(move |_| opened.get() || has_dates.get());
    let has_filters = Memo::new(move |_| query.with(|query| query.has_filters()));
    let status = Signal::derive(move || query.with(|query| query.status.clone()));
    let turn = Signal::derive(move || query.with(|query| query.turn.clone()));
    let kind = Signal::derive(move || query.with(|query| query.kind.clone()));
    let product = Signal::derive(move || query.with(|query| query.product.clone()));
    let toggle = Callback::new(move |()| {
        let hide = with_dates.get_untracked();
        opened.set(!hide);
        if hide {
            shown.show(|query| {
                query.requested_from.clear();
                query.requested_to.clear();
            });
        }
    });
    let clear = Callback::new(move |()| {
        shown.show(|query| *query = query.without_filters());
        // The button goes away with the filters; the focus stays among them.
        focus_id("filter-q");
    });
    view! {
        <section class="panel filter-panel" aria-label=move || lang.text(Key::OrdersFilters)>
            <div class="filter-bar">
                <SearchText shown hint=Key::OrdersFilterQHint/>
                <Select
                    id="filter-status"
                    label=t(Key::OrdersFilterStatus)
                    value=status
                    on_choose=Callback::new(move |status| shown.show(|query| query.status = status))
                    choices=Signal::derive(move || status_choices(lang, &status.get()))
                    empty=t(Key::OrdersFilterStatusAny)
                />
                <Select
                    id="filter-turn"
                    label=t(Key::OrdersFilterTurn)
                    value=turn
                    on_choose=Callback::new(move |turn| shown.show(|query| query.turn = turn))
                    choices=Signal::derive(move || turn_choices(lang, side.get()))
                    empty=t(Key::OrdersFilterTurnAny)
                />
                <Select
                    id="filter-kind"
                    label=t(Key::OrdersFilterKind)
                    value=kind
                    on_choose=Callback::new(move |kind| shown.show(|query| query.kind = kind))
                    choices=Signal::derive(move || {
                        OrderKind::ALL
                            .map(|kind| Choice::new(kind.code(), kind_words(lang, kind)))
                            .to_vec()
                    })
                    empty=t(Key::OrdersFilterKindAny)
                />
                <Select
                    id="filter-product"
                    label=t(Key::OrdersFilterProduct)
                    value=product
                    on_choose=Callback::new(move |product| shown.show(|query| query.product = product))
                    choices=Signal::derive(move || {
                        products.all(lang).into_iter().map(|(code, name)| Choice::new(code, name)).collect()
                    })
                    empty=t(Key::OrdersFilterProductAny)
                />
                <div class="row filter-actions">
                    <Button
                        text=Signal::derive(move || {
                            lang.text(if with_dates.get() { Key::OrdersFilterFewer } else { Key::OrdersFilterMore })
                        })
                        kind=ButtonKind::Tertiary
                        icon=Icon::Filter
                        small=true
                        on_press=toggle
                    />
                    {move || {
                        has_filters
                            .get()
                            .then(|| {
                                view! { <IconButton name=t(Key::OrdersFilterClear) icon=Icon::Close on_press=clear/> }
                            })
                    }}
                </div>
            </div>
            {move || with_dates.get().then(|| view! { <Dates shown/> })}
        </section>
    }
}

#[component]
fn Dates(shown: Shown) -> impl IntoView {
    let query = shown.query;
    let from = Signal::derive(move || query.with(|query| query.requested_from.clone()));
    let to = Signal::derive(move || query.with(|query| query.requested_to.clone()));
    view! {
        <div class="filter-dates">
            <DateFilter
                id="filter-requested-from"
                label=Key::OrdersFilterFrom
                value=from
                on_choose=Callback::new(move |date| shown.show(|query| query.requested_from = date))
            />
            <DateFilter
                id="filter-requested-to"
                label=Key::OrdersFilterTo
                value=to
                on_choose=Callback::new(move |date| shown.show(|query| query.requested_to = date))
            />
        </div>
    }
}

/// Groups first, then each status; a choice of several that came with the address is one choice more.
fn status_choices(lang: Lang, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![
        Choice::new(under_way(), lang.text(Key::OrdersFilterOpen)),
        Choice::new(all_ended(), lang.text(Key::OrdersFilterDone)),
    ];
    choices.extend(HeaderStatus::ALL.map(|status| Choice::new(status.code(), status.shown_as())));
    if !chosen.is_empty() && choices.iter().all(|choice| choice.value != chosen) {
        let names: Vec<_> = chosen
            .split(',')
            .map(|code| match HeaderStatus::from_code(code) {
                Some(status) => status.shown_as(),
                None => code,
            })
            .collect();
        let text = lang.fill(
            Key::OrdersFilterSeveral,
            &params([("statuses", words(names.join(", ")))]),
        );
        choices.push(Choice::new(chosen, text));
    }
    choices
}

fn turn_choices(lang: Lang, side: Side) -> Vec<Choice> {
    let mut turns = [Turn::Partner, Turn::Operator, Turn::Nobody];
    if side == Side::Operator {
        turns.swap(0, 1);
    }
    turns
        .map(|turn| Choice::new(turn.code(), turn_words(lang, turn, side)))
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// STA-1
    #[test]
    fn every_status_is_either_under_way_or_ended() {
        let both = format!("{},{}", under_way(), all_ended());
        let mut named: Vec<_> = both.split(',').collect();
        named.sort_unstable();
        let mut all = HeaderStatus::ALL.map(HeaderStatus::code);
        all.sort_unstable();
        assert_eq!(named, all);
    }
}
