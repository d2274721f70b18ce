//! GRD-3: "What does the customer need?", before anything else and in the user's own words.

use domain::orders::Need;
use leptos::prelude::*;
use texts::Key;

use super::{reopened::Banner, state::OrderForm};
use crate::{
    language::t,
    ui::{
        button::{Button, ButtonKind},
        choice::{ChoiceGroup, ChoiceLook},
        field::Choice,
        layout::Panel,
        page::focus_id,
        status::{Tag, Tone},
    },
};

/// What each need is called, and one sentence of help.
fn words(need: Need) -> (Key, Key) {
    match need {
        Need::New => (Key::OrderFormNeedNew, Key::OrderFormNeedNewHelp),
        Need::Switch => (Key::OrderFormNeedSwitch, Key::OrderFormNeedSwitchHelp),
        Need::Move => (Key::OrderFormNeedMove, Key::OrderFormNeedMoveHelp),
        Need::Change => (Key::OrderFormNeedChange, Key::OrderFormNeedChangeHelp),
        Need::Terminate => (Key::OrderFormNeedTerminate, Key::OrderFormNeedTerminateHelp),
    }
}

/// What the draft says that the customer needs.
pub fn chosen(form: OrderForm) -> Memo<Option<Need>> {
    Memo::new(move |_| Need::named(&form.get("need")))
}

/// Where the form of a need begins.
pub fn first_field(need: Need) -> &'static str {
    match need {
        Need::New => "product",
        Need::Switch => "switch-authority",
        Need::Move | Need::Change | Need::Terminate => "subscription-number",
    }
}

/// The question; once it is answered it folds into one line.
#[component]
pub fn NeedQuestion(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let need = chosen(form);
    let open = Memo::new(move |_| need.get().is_none());
    let reopened = Memo::new(move |_| !form.reopened_order().is_empty());
    let choices = Signal::derive(move || {
        Need::ALL
            .into_iter()
            .map(|need| {
                let (name, help) = words(need);
                Choice::new(need.as_str(), lang.text(name)).help(lang.text(help))
            })
            .collect::<Vec<_>>()
    });
    let on_choose = Callback::new(move |value: String| {
        let next = Need::named(&value).map(first_field);
        form.choose("need", value);
        if let Some(next) = next {
            // The question is answered and gone: the next one takes the focus.
            request_animation_frame(move || {
                focus_id(next);
            });
        }
    });
    let again = Callback::new(move |()| {
        form.set("need", String::new());
        request_animation_frame(|| {
            focus_id("need");
        });
    });
    view! {
        {move || {
            // CHG-1: what was sent stays what it is.
            if reopened.get() {
                return view! { <Banner form/> }.into_any();
            }
            if open.get() {
                view! {
                    <Panel>
                        <ChoiceGroup
                            id="need"
                            label=t(Key::OrderFormNeed)
                            hint=t(Key::OrderFormNeedHint)
                            value=form.field("need")
                            on_choose
                            choices
                            look=ChoiceLook::Cards
                            notices=form.notices("need")
                        />
                    </Panel>
                }
                    .into_any()
            } else {
                view! {
                    <div class="row">
                        <Tag
                            text=Signal::derive(move || {
                                need.get().map(|need| lang.text(words(need).0)).unwrap_or_default()
                            })
                            tone=Tone::Accent
                        />
                        <Button
                            text=t(Key::OrderFormNeedAgain)
                            kind=ButtonKind::Tertiary
                            small=true
                            on_press=again
                        />
                    </div>
                }
                    .into_any()
            }
        }}
    }
}
