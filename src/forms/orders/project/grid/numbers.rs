//! The numbers of the lines, which stay in sight when the sheet is moved to the side. They stand beside the rows, all on one
//! layer: a browser puts what stays where it is on a layer of its own, and one in each of fifty rows costs more than
//! everything else that a key does. Whoever hears the sheet hears each number in its row.

use leptos::prelude::*;

use super::row::RowNow;
use crate::{
    forms::orders::{lines::LineKey, per_line::PerLine, state::OrderForm},
    ui::icon::{Glyph, Icon},
};

#[component]
pub fn Numbers(form: OrderForm, rows: PerLine<RowNow>) -> impl IntoView {
    view! {
        <div class="sheet-numbers" aria-hidden="true">
            <For
                each=move || form.lines.keys()
                key=|line| *line
                children=move |line: LineKey| view! { <Number now=rows.of(line)/> }
            />
        </div>
    }
}

#[component]
fn Number(now: RwSignal<RowNow>) -> impl IntoView {
    let number = Memo::new(move |_| now.with(RowNow::number));
    let wrong = Memo::new(move |_| now.with(RowNow::is_wrong));
    view! {
        <div>
            {move || number.get().to_string()}
            {move || wrong.get().then(|| view! { <Glyph icon=Icon::Error/> })}
        </div>
    }
}
