//! GRD-3: "What does the customer need?", before anything else and in the user's own words.

use domain::orders::Need;
use leptos::prelude::*;
use texts::Key;

use super::state::OrderForm;
use crate::{
    language::t,
    routes,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        choice::{ChoiceGroup, ChoiceLook},
        field::Choice,
        icon::{Glyph, Icon},
        layout::Panel,
        page::focus_id,
        status::{Tag, Tone},
    },
};

/// What each need is called, in one sentence, and what to do about it here.
fn words(need: Need) -> (Key, Key, Key) {
    match need {
        Need::New => (
            Key::OrderFormNeedNew,
            Key::OrderFormNeedNewHelp,
            Key::OrderFormNeedNewHelp,
        ),
        Need::Switch => (
            Key::OrderFormNeedSwitch,
            Key::OrderFormNeedSwitchHelp,
            Key::OrderFormNeedSwitchTodo,
        ),
        Need::Move => (
            Key::OrderFormNeedMove,
            Key::OrderFormNeedMoveHelp,
            Key::OrderFormNeedMoveTodo,
        ),
        Need::Change => (
            Key::OrderFormNeedChange,
            Key::OrderFormNeedChangeHelp,
            Key::OrderFormNeedChangeTodo,
        ),
        Need::Terminate => (
            Key::OrderFormNeedTerminate,
            Key::OrderFormNeedTerminateHelp,
            Key::OrderFormNeedTerminateTodo,
        ),
    }
}

/// What the draft says that the customer needs.
pub fn chosen(form: OrderForm) -> Memo<Option<Need>> {
    Memo::new(move |_| Need::named(&form.get("need")))
}

/// The question; once it is answered with a new delivery it folds into one line.
#[component]
pub fn NeedQuestion(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let need = chosen(form);
    let open = Memo::new(move |_| need.get() != Some(Need::New));
    let choices = Signal::derive(move || {
        Need::ALL
            .into_iter()
            .map(|need| {
                let (name, help, _) = words(need);
                Choice::new(need.as_str(), lang.text(name)).help(lang.text(help))
            })
            .collect::<Vec<_>>()
    });
    let on_choose = Callback::new(move |value: String| {
        let is_new = Need::named(&value) == Some(Need::New);
        form.choose("need", value);
        if is_new {
            // The question is answered and gone: the next one takes the focus.
            request_animation_frame(|| {
                focus_id("product");
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
                        <OtherNeed need/>
                    </Panel>
                }
                    .into_any()
            } else {
                view! {
                    <div class="row">
                        <Tag text=t(Key::OrderFormNeedNew) tone=Tone::Accent/>
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

/// What to do when it is no new delivery. Honest about what this channel cannot do yet; the draft is kept.
#[component]
fn OtherNeed(need: Memo<Option<Need>>) -> impl IntoView {
    let lang = crate::language::Lang::of_context();
    move || {
        need.get().filter(|need| *need != Need::New).map(|need| {
            let (name, _, todo) = words(need);
            view! {
                <div class="notice" data-color="info" role="status">
                    <Glyph icon=Icon::Info/>
                    <div>
                        <p>
                            <b>{move || lang.text(name)}</b>
                        </p>
                        <p>{move || lang.text(todo)}</p>
                        <p class="muted">{t(Key::OrderFormNeedKept)}</p>
                        <div class="row">
                            <LinkButton
                                text=t(Key::OrderFormToDrafts)
                                href=routes::DRAFTS
                                kind=ButtonKind::Secondary
                            />
                        </div>
                    </div>
                </div>
            }
        })
    }
}
