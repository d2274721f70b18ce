//! A new order: the form does the work.

use leptos::prelude::*;

use crate::forms::orders::OrderFormPage;

#[component]
pub fn NewOrderPage() -> impl IntoView {
    view! { <OrderFormPage/> }
}
