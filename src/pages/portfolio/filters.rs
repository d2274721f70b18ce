//! The filters of the portfolio. Each writes the address; the address is what they show.

use domain::subscriptions::SubscriptionStatus;
use leptos::prelude::*;
use texts::Key;

use super::status::name;
use crate::{
    language::{Lang, t},
    pages::{
        listing::{Shown, search::SearchText},
        products::Products,
    },
    ui::{
        button::IconButton,
        field::{Choice, Select},
        icon::Icon,
        page::focus_id,
    },
};

/// Everything that runs, whatever is under way on it.
fn running() -> String {
    SubscriptionStatus::ALL
        .into_iter()
        .filter(|status| *status != SubscriptionStatus::Terminated)
        .map(SubscriptionStatus::code)
        .collect::<Vec<_>>()
        .join(",")
}

#[component]
pub fn Filters(shown: Shown, products: Products) -> impl IntoView {
    let lang = Lang::of_context();
    let query = shown.query;
    let has_filters = Memo::new(move |_| query.with(|query| query.has_filters()));
    let status = Signal::derive(move || query.with(|query| query.status.clone()));
    let product = Signal::derive(move || query.with(|query| query.product.clone()));
    let clear = Callback::new(move |()| {
        shown.show(|query| *query = query.without_filters());
        // The button goes away with the filters; the focus stays among them.
        focus_id("filter-q");
    });
    view! {
        <section class="panel filter-panel" aria-label=move || lang.text(Key::OrdersFilters)>
            <div class="filter-bar portfolio-filters">
                <SearchText shown hint=Key::PortfolioFilterQHint/>
                <Select
                    id="filter-status"
                    label=t(Key::OrdersFilterStatus)
                    value=status
                    on_choose=Callback::new(move |status| shown.show(|query| query.status = status))
                    choices=Signal::derive(move || {
                        let mut choices = vec![Choice::new(running(), lang.text(Key::PortfolioFilterRunning))];
                        choices
                            .extend(SubscriptionStatus::ALL.map(|status| Choice::new(status.code(), name(lang, status))));
                        choices
                    })
                    empty=t(Key::OrdersFilterStatusAny)
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
                    {move || {
                        has_filters
                            .get()
                            .then(|| {
                                view! { <IconButton name=t(Key::OrdersFilterClear) icon=Icon::Close on_press=clear/> }
                            })
                    }}
                </div>
            </div>
        </section>
    }
}
