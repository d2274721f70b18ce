//! The design system's fields, tied to the paths of the draft.

use domain::orders::ConfirmationsDraft;
use leptos::prelude::*;
use texts::Key;

use super::{labels, state::OrderForm};
use crate::{
    language::Lang,
    ui::{
        choice::{Checkbox, ChoiceGroup, ChoiceLook},
        field::{Choice, Field, Select},
    },
};

fn label_of(lang: Lang, path: &'static str) -> Signal<String> {
    Signal::derive(move || labels::key(path).map_or_else(String::new, |key| lang.text(key)))
}

/// What a field is for; of one that is not changed here, why (CHG-2).
fn hint_or_why(lang: Lang, hint: Option<Key>, fixed: Signal<Option<String>>) -> String {
    fixed
        .get()
        .unwrap_or_else(|| hint.map_or_else(String::new, |key| lang.text(key)))
}

/// A typed field: what is wrong is said when it has been left once.
#[component]
pub fn TextField(
    form: OrderForm,
    path: &'static str,
    #[prop(optional)] hint: Option<Key>,
    #[prop(optional, into)] optional: Signal<bool>,
    #[prop(default = "text")] input_mode: &'static str,
    #[prop(default = 4)] columns: u8,
    #[prop(default = 200)] max_length: u32,
    /// What else happens while it is typed.
    #[prop(optional)]
    on_typed: Option<Callback<String>>,
    /// What else happens when it is left.
    #[prop(optional)]
    on_left: Option<Callback<()>>,
    #[prop(optional, into)] beside: ViewFn,
) -> impl IntoView {
    let lang = form.lang;
    let second = Signal::derive(move || labels::second(lang, path));
    let fixed = form.fixed(path);
    let hint = Signal::derive(move || hint_or_why(lang, hint, fixed));
    let on_input = Callback::new(move |typed: String| {
        form.set(path, typed.clone());
        if let Some(on_typed) = on_typed {
            on_typed.run(typed);
        }
    });
    let on_leave = Callback::new(move |()| {
        if fixed.with_untracked(Option::is_none) {
            form.tidy(path);
        }
        form.leave_after_press(path);
        if let Some(on_left) = on_left {
            on_left.run(());
        }
    });
    let on_suggest = Callback::new(move |value: String| {
        form.choose(path, value.clone());
        if let Some(on_typed) = on_typed {
            on_typed.run(value);
        }
    });
    view! {
        <Field
            id=form.id_of(path)
            label=label_of(lang, path)
            second
            hint
            value=form.field(path)
            on_input
            on_leave
            on_suggest
            notices=form.notices(path)
            optional
            readonly=Signal::derive(move || fixed.with(Option::is_some))
            input_mode
            max_length
            beside
            columns
        />
    }
}

/// One of many; said at once.
#[component]
pub fn SelectField(
    form: OrderForm,
    path: &'static str,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional)] hint: Option<Key>,
    #[prop(optional)] on_chosen: Option<Callback<String>>,
    #[prop(default = 4)] columns: u8,
) -> impl IntoView {
    let lang = form.lang;
    let second = Signal::derive(move || labels::second(lang, path));
    let fixed = form.fixed(path);
    let hint = Signal::derive(move || hint_or_why(lang, hint, fixed));
    let on_choose = Callback::new(move |value: String| {
        form.choose(path, value.clone());
        if let Some(on_chosen) = on_chosen {
            on_chosen.run(value);
        }
    });
    view! {
        <Select
            id=form.id_of(path)
            label=label_of(lang, path)
            second
            hint
            value=form.field(path)
            on_choose
            choices
            disabled=Signal::derive(move || fixed.with(Option::is_some))
            notices=form.notices(path)
            columns
        />
    }
}

/// One of a few, all in sight; said at once.
#[component]
pub fn ChoiceField(
    form: OrderForm,
    path: &'static str,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional)] look: ChoiceLook,
    #[prop(optional)] on_chosen: Option<Callback<String>>,
    #[prop(default = 12)] columns: u8,
) -> impl IntoView {
    let lang = form.lang;
    let second = Signal::derive(move || labels::second(lang, path));
    let fixed = form.fixed(path);
    let hint = Signal::derive(move || hint_or_why(lang, None, fixed));
    let on_choose = Callback::new(move |value: String| {
        form.choose(path, value.clone());
        if let Some(on_chosen) = on_chosen {
            on_chosen.run(value);
        }
    });
    view! {
        <ChoiceGroup
            id=form.id_of(path)
            label=label_of(lang, path)
            second
            hint
            disabled=Signal::derive(move || fixed.with(Option::is_some))
            value=form.field(path)
            on_choose
            choices
            look
            notices=form.notices(path)
            columns
        />
    }
}

/// One of the things that the user makes sure of.
#[component]
pub fn ConfirmationField(
    form: OrderForm,
    path: &'static str,
    #[prop(into)] label: Signal<String>,
    of: fn(&mut ConfirmationsDraft) -> &mut bool,
) -> impl IntoView {
    let checked = Memo::new(move |_| form.with_line(|line| *of(&mut line.confirmations.clone())));
    let on_change = Callback::new(move |now: bool| {
        form.change_line(|line| *of(&mut line.confirmations) = now);
        form.leave(path);
    });
    view! { <Checkbox id=form.id_of(path) label checked on_change notices=form.notices(path)/> }
}
