//! `/account`: the user's own company as we have it, its users, and what it sets itself.

use domain::{
    access::{Access, AccessType},
    account::{AccountDraft, ServiceHours},
};
use leptos::prelude::*;
use texts::Key;
use wire::company::{AccountView, Colleague};

use super::{
    contacts::closed,
    fetch::{Answer, Question},
    not_found::title,
    note::Note,
    stale,
};
use crate::{
    api,
    forms::{
        account::{AccountForm, draft_of},
        editing::{Done, Editing},
    },
    language::{Lang, t},
    offline::outbox::OWN,
    problem, routes,
    session::Session,
    ui::{
        icon::Icon,
        layout::Panel,
        page::{PageHeading, set_title},
        states::{ErrorState, Skeleton},
    },
};

/// What stands in the page; its parts live as long as there is an answer.
#[derive(Clone, PartialEq)]
enum Stands {
    Nothing,
    Failed(String),
    Here,
}

#[component]
pub fn AccountPage() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    set_title(move || title(lang, &lang.text(Key::AccountTitle)));
    let question = Question::<AccountView>::new();
    let editing = Editing::<AccountDraft>::new();
    editing.keep(OWN.to_owned());
    let ask = move |background: bool| {
        question.ask_settling(
            async move { api::contacts::account(background).await },
            move |account| {
                // What is being typed is not taken away by what comes in; saving it tells what has changed.
                if !editing.is_changed_untracked() {
                    editing.open(draft_of(&account), Some(account.version));
                }
                Some(account)
            },
        );
    };
    ask(false);
    question.mend(move || ask(true));
    editing.hear(move |done| {
        if done == Done::Saved {
            editing.keep(OWN.to_owned());
            ask(true);
        }
    });
    let account = Memo::new(move |_| match question.answer().get() {
        Answer::Here(account) => Some(account),
        Answer::Awaited | Answer::Failed(_) => None,
    });
    let stands = Memo::new(move |_| match question.answer().get() {
        Answer::Awaited => Stands::Nothing,
        Answer::Failed(error) => Stands::Failed(problem::explain(lang.now(), &error)),
        Answer::Here(_) => Stands::Here,
    });
    let closed = Signal::derive(move || closed(lang, session));
    view! {
        <PageHeading text=t(Key::AccountTitle)/>
        <Note text=stale::of(question) icon=Icon::Warning color="warning"/>
        {move || match stands.get() {
            Stands::Nothing => view! { <div class="panel"><Skeleton rows=6/></div> }.into_any(),
            Stands::Failed(text) => view! {
                <ErrorState
                    title=t(Key::AccountFailed)
                    text
                    busy=question.asking()
                    on_retry=Callback::new(move |()| ask(false))
                />
            }
            .into_any(),
            Stands::Here => view! {
                <Company account/>
                <Panel title=t(Key::AccountMail) spaced=true>
                    <AccountForm editing closed/>
                    <p>
                        {t(Key::AccountMailsAbout)}" "
                        <a class="ds-link" href=routes::MAILS>{t(Key::AccountMailsOpen)}</a>
                    </p>
                </Panel>
                <Users account/>
            }
            .into_any(),
        }}
    }
}

fn hours(hours: ServiceHours) -> Key {
    match hours {
        ServiceHours::Office => Key::AccountHoursOffice,
        ServiceHours::Extended => Key::AccountHoursExtended,
        ServiceHours::RoundTheClock => Key::AccountHoursRoundTheClock,
    }
}

#[component]
fn Company(account: Memo<Option<AccountView>>) -> impl IntoView {
    let lang = Lang::of_context();
    let said = move |of: fn(Lang, &AccountView) -> String| {
        move || account.with(|account| account.as_ref().map(|account| of(lang, account)))
    };
    view! {
        <Panel title=t(Key::AccountCompany) spaced=true>
            <dl class="facts">
                <div>
                    <dt>{t(Key::AccountCompanyName)}</dt>
                    <dd>{said(|_, account| account.company.clone())}</dd>
                </div>
                <div>
                    <dt>{t(Key::AccountOrganisationNumber)}</dt>
                    <dd class="numbers">{said(|_, account| account.organisation_number.clone())}</dd>
                </div>
                <div>
                    <dt>{t(Key::AccountServiceHours)}</dt>
                    <dd>{said(|lang, account| lang.text(hours(account.service_hours)))}</dd>
                </div>
            </dl>
            <p class="small muted">{t(Key::AccountServiceHoursAbout)}</p>
        </Panel>
    }
}

/// What a colleague may do, in words.
fn may(lang: Lang, access: &Access) -> String {
    let Access::Partner {
        access,
        trouble_tickets,
        super_user,
        authorised_orderer,
    } = access
    else {
        return String::new();
    };
    let first = match access {
        AccessType::Inquiry => Key::AccountAccessInquiry,
        AccessType::Ordering => Key::AccountAccessOrdering,
        AccessType::Full => Key::AccountAccessFull,
    };
    let more = [
        (*trouble_tickets, Key::AccountAccessTroubleTickets),
        (*super_user, Key::AccountAccessSuperUser),
        (*authorised_orderer, Key::AccountAccessAuthorisedOrderer),
    ];
    let more = more.into_iter().filter_map(|(has, key)| has.then_some(key));
    let all: Vec<_> = std::iter::once(first)
        .chain(more)
        .map(|key| lang.text(key))
        .collect();
    all.join(", ")
}

#[component]
fn Users(account: Memo<Option<AccountView>>) -> impl IntoView {
    let lang = Lang::of_context();
    let users = move || {
        account.with(|account| {
            account
                .as_ref()
                .map_or_else(Vec::new, |account| account.users.clone())
        })
    };
    let row = move |user: Colleague| {
        let access = user.access.clone();
        view! {
            <tr>
                <th scope="row">{user.display_name}</th>
                <td>{user.user_name}</td>
                <td>{move || may(lang, &access)}</td>
            </tr>
        }
    };
    view! {
        <Panel title=t(Key::AccountUsers) spaced=true>
            <p class="small muted">{t(Key::AccountUsersAbout)}</p>
            <div class="table-frame" tabindex="0" role="region" aria-label=move || lang.text(Key::AccountUsers)>
                <table class="data-table">
                    <thead>
                        <tr>
                            <th scope="col">{t(Key::AccountUser)}</th>
                            <th scope="col">{t(Key::AccountUserName)}</th>
                            <th scope="col">{t(Key::AccountUserAccess)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=users key=|user| (user.user_name.clone(), user.display_name.clone()) children=row/>
                    </tbody>
                </table>
            </div>
        </Panel>
    }
}
