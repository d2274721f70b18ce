//! ISP-4: the customer's letter of authority, asked about at NRDB, with what NRDB says in words.

use domain::{
    access_check::ExistingLine,
    finding::{Finding, Severity},
    isp_switch::{AuthorityAnswer, AuthorityRecord, authority_key},
};
use leptos::{prelude::*, task::spawn_local};
use texts::{Key, date_long};
use wire::registers::NewAuthorityCheck;

use super::{
    fields::TextField,
    look_up::{Question, Standing},
    paths::id_of,
    project::name_of,
    state::OrderForm,
};
use crate::{
    api,
    language::{params, t, words},
    offline::connection::Connection,
    pages::{
        facts::{Fact, Group},
        place,
    },
    ui::{
        button::{Button, ButtonKind},
        choice::Checkbox,
        icon::Icon,
        status::{Tag, Tone},
    },
};

const REFERENCE: &str = "switch.authority";
const NEW_END_USER: &str = "switch.new_end_user";

/// What NRDB has said of the reference that is typed now.
fn record(form: OrderForm) -> Option<AuthorityRecord> {
    let typed = authority_key(&form.get(REFERENCE));
    form.lines.facts.with(|facts| {
        let known = facts.authority.as_ref();
        known
            .filter(|known| authority_key(&known.reference) == typed)
            .cloned()
    })
}

/// OFF-4: a reference is typed that NRDB has said nothing of, or was away when it was asked. What the switch was sent with
/// is not asked about again (CHG-1).
pub fn is_due(form: OrderForm) -> bool {
    if form.giver_then().is_some() {
        return false;
    }
    let answered = record(form).is_some_and(|known| known.answer != AuthorityAnswer::Away);
    !answered && !authority_key(&form.get(REFERENCE)).is_empty()
}

/// Who gave the authority, as NRDB knows it.
fn given_by(form: OrderForm) -> Option<String> {
    if let Some(giver) = form.giver_then() {
        return Some(giver);
    }
    match record(form)?.answer {
        AuthorityAnswer::Found { given_by, .. } => Some(given_by),
        AuthorityAnswer::Unknown | AuthorityAnswer::Away => None,
    }
}

fn ask(form: OrderForm, question: RwSignal<Question>) {
    let reference = authority_key(&form.get_untracked(REFERENCE));
    if reference.is_empty() || question.with_untracked(|stands| *stands == Question::Asking) {
        return;
    }
    question.set(Question::Asking);
    spawn_local(async move {
        let asked = NewAuthorityCheck {
            reference: reference.clone(),
        };
        let answer = api::authorities::ask(&asked).await;
        // What was typed meanwhile is another question; the form may also have gone.
        if question.try_set(Question::Idle).is_some()
            || authority_key(&form.get_untracked(REFERENCE)) != reference
        {
            return;
        }
        match answer {
            Ok(record) => take(form, record),
            Err(error) => question.set(Question::Failed(error)),
        }
    });
}

/// The subscription that an authority is for.
fn line_of(record: Option<AuthorityRecord>) -> Option<ExistingLine> {
    match record?.answer {
        AuthorityAnswer::Found { line, .. } => line,
        AuthorityAnswer::Unknown | AuthorityAnswer::Away => None,
    }
}

/// Whether nothing is wrong with the authority.
fn holds(form: OrderForm) -> bool {
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    form.with_found(|found| !found.at(REFERENCE).any(is_error))
}

fn take(form: OrderForm, record: AuthorityRecord) {
    let catalogue = form.catalogue();
    let before = line_of(form.lines.facts.with_untracked(|facts| facts.authority.clone()));
    let now = line_of(Some(record.clone()));
    form.lines.facts.update(|facts| facts.authority = Some(record));
    form.forget_refusal(REFERENCE);
    form.leave(REFERENCE);
    if let Some(before) = before.filter(|before| Some(before) != now.as_ref()) {
        form.change(|draft| draft.switch.unlearn(&before, &catalogue));
    }
    if let Some(now) = now.filter(|_| untrack(move || holds(form))) {
        form.change(|draft| draft.switch.learn(&now, &catalogue));
    }
}

#[component]
pub fn Authority(form: OrderForm) -> impl IntoView {
    let question = RwSignal::new(Question::Idle);
    let due = Memo::new(move |_| is_due(form));
    // A consent may have been used or taken back since the draft was kept: NRDB is asked once more when the form opens.
    Effect::new(move |before: Option<()>| {
        if before.is_none() && untrack(|| form.giver_then().is_none()) {
            untrack(|| ask(form, question));
        }
    });
    Connection::on_return(move || {
        if untrack(move || is_due(form)) {
            ask(form, question);
        }
    });
    let on_typed = Callback::new(move |_: String| {
        question.set(Question::Idle);
        // Another authority is another giver.
        if form.draft.with_untracked(|draft| draft.switch.new_end_user) {
            form.change(|draft| draft.switch.new_end_user = false);
        }
    });
    let on_left = Callback::new(move |()| {
        // Shown as NRDB writes it.
        form.set(REFERENCE, authority_key(&form.get_untracked(REFERENCE)));
        if untrack(move || is_due(form)) {
            ask(form, question);
        }
    });
    let press = Callback::new(move |()| ask(form, question));
    let busy = Signal::derive(move || question.with(|stands| *stands == Question::Asking));
    let fixed = form.fixed(REFERENCE);
    view! {
        <TextField
            form
            path=REFERENCE
            hint=Key::OrderFormAuthorityHint
            columns=6
            max_length=50
            on_typed
            on_left
        />
        {move || {
            fixed
                .with(Option::is_none)
                .then(|| {
                    view! {
                        <div class="field beside-field" data-columns="6">
                            <Button
                                text=t(Key::OrderFormAuthorityCheck)
                                kind=ButtonKind::Secondary
                                busy
                                on_press=press
                            />
                        </div>
                    }
                })
        }}
        <div class="field" data-columns="12" role="status">
            <Standing
                question
                due
                waits=Key::OrderFormAuthorityWaits
                asking=Key::OrderFormAuthorityAsking
                on_retry=press
            />
            <Said form/>
            <Then form/>
        </div>
        <EndUser form/>
    }
}

/// What NRDB knows of the authority, in words.
#[component]
fn Said(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let holds = Memo::new(move |_| holds(form));
    let found = Memo::new(move |_| match record(form)?.answer {
        AuthorityAnswer::Found {
            expires,
            given_by,
            owner,
            line,
            ..
        } => Some((expires, given_by, owner, line)),
        // What is wrong stands at the field.
        AuthorityAnswer::Unknown | AuthorityAnswer::Away => None,
    });
    let known = Memo::new(move |_| found.with(Option::is_some));
    let who = Signal::derive(move || {
        found.with(|found| {
            let Some((_, given_by, owner, _)) = found else {
                return Vec::new();
            };
            vec![
                Fact::new(lang.text(Key::OrderFormAuthorityGivenBy), given_by.clone()),
                Fact::new(lang.text(Key::OrderFormAuthorityOwner), owner.clone()),
            ]
        })
    });
    let what = Signal::derive(move || {
        found.with(|found| {
            let Some((expires, _, _, line)) = found else {
                return Vec::new();
            };
            let line = line.as_ref().map(|line| {
                let product = form.reference.product_name(lang, &line.product);
                let number = line.number.as_deref().map(place::phone);
                let parts = [Some(line.operator.clone()), Some(product), number];
                let parts: Vec<_> = parts.into_iter().flatten().collect();
                Fact::new(lang.text(Key::OrderFormAuthorityLine), parts.join(" · "))
            });
            let until = date_long(lang.now(), *expires);
            line.into_iter()
                .chain([Fact::new(lang.text(Key::OrderFormAuthorityExpires), until)])
                .collect()
        })
    });
    let verdict = move || {
        if holds.get() {
            view! { <Tag text=t(Key::OrderFormAuthorityGood) tone=Tone::Success icon=Icon::Check/> }
        } else {
            view! { <Tag text=t(Key::OrderFormAuthorityBad) tone=Tone::Danger icon=Icon::Error/> }
        }
    };
    move || {
        known.get().then(|| {
            view! {
                <div class="found stack">
                    <div class="row">{verdict}</div>
                    <div class="fact-groups">
                        <Group title=Signal::derive(move || lang.text(Key::OrderFormAuthorityWho)) facts=who/>
                        <Group title=Signal::derive(move || lang.text(Key::OrderFormAuthorityWhat)) facts=what/>
                    </div>
                </div>
            }
        })
    }
}

/// CHG-1: of a switch that was sent, who gave the authority, as NRDB said then.
#[component]
fn Then(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let giver = Memo::new(move |_| form.giver_then());
    move || {
        giver.get().map(|giver| {
            let facts = Signal::derive(move || {
                vec![Fact::new(
                    lang.text(Key::OrderFormAuthorityGivenBy),
                    giver.clone(),
                )]
            });
            view! {
                <div class="found">
                    <div class="fact-groups">
                        <Group title=Signal::derive(move || lang.text(Key::OrderFormAuthorityWho)) facts/>
                    </div>
                </div>
            }
        })
    }
}

/// The end user may be somebody else than who gave the authority; then both names go with the order.
#[component]
fn EndUser(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let giver = Memo::new(move |_| given_by(form));
    let checked = Memo::new(move |_| form.draft.with(|draft| draft.switch.new_end_user));
    let on_change = Callback::new(move |now: bool| {
        form.change(|draft| draft.switch.new_end_user = now);
        form.forget_refusal(NEW_END_USER);
        form.leave(NEW_END_USER);
    });
    let hint = Signal::derive(
        move || match (checked.get(), giver.get(), form.with_line(name_of)) {
            (true, Some(giver), name) if !name.is_empty() => lang.fill(
                Key::OrderFormNewEndUserBoth,
                &params([("given_by", words(giver)), ("name", words(name))]),
            ),
            _ => lang.text(Key::OrderFormNewEndUserHint),
        },
    );
    // Nobody types a name that is known: while no end user is named it is one press away.
    let offered = Memo::new(move |_| {
        giver
            .get()
            .filter(|_| holds(form) && form.with_line(name_of).is_empty() && !checked.get())
    });
    let take_name = Callback::new(move |()| {
        let Some(name) = offered.get_untracked() else {
            return;
        };
        form.change_line(|line| {
            let (first, last) = name.rsplit_once(' ').unwrap_or(("", name.as_str()));
            if line.end_user.kind == "company" {
                line.end_user.company_name.clone_from(&name);
            } else {
                first.clone_into(&mut line.end_user.first_name);
                last.clone_into(&mut line.end_user.last_name);
            }
        });
    });
    view! {
        {move || {
            offered
                .get()
                .map(|name| {
                    let text = Signal::derive(move || {
                        lang.fill(Key::OrderFormAuthorityUseName, &params([("name", words(name.as_str()))]))
                    });
                    view! {
                        <div class="field" data-columns="12">
                            <span class="row">
                                <Button text kind=ButtonKind::Tertiary small=true on_press=take_name/>
                            </span>
                        </div>
                    }
                })
        }}
        <Checkbox
            id=id_of(NEW_END_USER)
            label=t(Key::OrderFormNewEndUser)
            hint
            checked
            on_change
            notices=form.notices(NEW_END_USER)
        />
    }
}
