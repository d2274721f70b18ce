//! `/mails`: what was written to the partner, as it stood in the mail (NOT-2); of every partner for administrators.

use domain::access::Access;
use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::{
    company::{MailState, MailView},
    lists::Page,
};

use super::{
    fetch::{Answer, Question},
    not_found::title,
    note::Note,
    stale, when,
};
use crate::{
    api::{self, client::ApiError},
    clock::Clock,
    language::{Lang, params, t, words},
    problem, routes,
    session::Session,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        layout::Panel,
        page::{PageHeading, set_title},
        states::{EmptyState, ErrorState, Skeleton},
        status::{Tag, Tone},
    },
};

/// What stands in the page.
#[derive(Clone, PartialEq)]
enum Stands {
    Nothing,
    Failed(String),
    None,
    Some,
}

#[component]
pub fn MailsPage() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    set_title(move || title(lang, &lang.text(Key::MailsTitle)));
    let question = Question::<Page<MailView>>::new();
    let older = RwSignal::new(Vec::<MailView>::new());
    let next = RwSignal::new(None::<String>);
    let ask = move |background: bool| {
        question.ask_settling(
            async move { api::contacts::mails("", background).await },
            move |page| {
                older.set(Vec::new());
                next.set(page.next.clone());
                Some(page)
            },
        );
    };
    ask(false);
    question.mend(move || ask(true));
    let failed = RwSignal::new(None::<ApiError>);
    let fetching = RwSignal::new(false);
    let more = Callback::new(move |()| {
        let Some(after) = next.get_untracked().filter(|_| !fetching.get_untracked()) else {
            return;
        };
        fetching.set(true);
        failed.set(None);
        spawn_local(async move {
            let answer = api::contacts::mails(&after, false).await;
            fetching.try_set(false);
            match answer {
                Ok(page) => {
                    older.try_update(|older| older.extend(page.value.items));
                    next.try_set(page.value.next);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    });
    let mails = Memo::new(move |_| match question.answer().get() {
        Answer::Here(page) => page.items.into_iter().chain(older.get()).collect(),
        Answer::Awaited | Answer::Failed(_) => Vec::new(),
    });
    let stands = Memo::new(move |_| match question.answer().get() {
        Answer::Awaited => Stands::Nothing,
        Answer::Failed(error) => Stands::Failed(problem::explain(lang.now(), &error)),
        Answer::Here(page) if page.items.is_empty() => Stands::None,
        Answer::Here(_) => Stands::Some,
    });
    let kept = Signal::derive(move || {
        let any = mails.with(|mails| mails.iter().any(|mail| mail.state == MailState::Kept));
        any.then(|| lang.text(Key::MailsKeptNote))
    });
    let trouble = Signal::derive(move || failed.get().map(|error| problem::explain(lang.now(), &error)));
    let lead = Signal::derive(move || {
        lang.text(match session.user().map(|user| user.access) {
            Some(Access::Operator { .. }) => Key::MailsLeadAll,
            Some(Access::Partner { .. }) | None => Key::MailsLead,
        })
    });
    view! {
        <PageHeading text=t(Key::MailsTitle)/>
        <p class="muted lead">{move || lead.get()}</p>
        <Note text=stale::of(question) icon=Icon::Warning color="warning"/>
        <Note text=kept icon=Icon::Info color="info"/>
        <Panel title=t(Key::MailsList)>
            {move || match stands.get() {
                Stands::Nothing => view! { <Skeleton rows=6/> }.into_any(),
                Stands::Failed(text) => view! {
                    <ErrorState
                        title=t(Key::MailsFailed)
                        text
                        busy=question.asking()
                        on_retry=Callback::new(move |()| ask(false))
                    />
                }
                .into_any(),
                Stands::None => view! {
                    <EmptyState icon=Icon::Outbox title=t(Key::MailsNone) text=t(Key::MailsNoneText)/>
                }
                .into_any(),
                Stands::Some => view! {
                    <ul class="rows mails">
                        <For
                            each=move || mails.get()
                            key=|mail| (mail.id.clone(), state(&mail.state).0.name())
                            children=move |mail| view! { <Mail mail/> }
                        />
                    </ul>
                }
                .into_any(),
            }}
            <Note text=trouble icon=Icon::Error color="danger"/>
            {move || {
                next.with(Option::is_some)
                    .then(|| {
                        view! {
                            <div class="row">
                                <Button
                                    text=t(Key::MailsMore)
                                    kind=ButtonKind::Secondary
                                    busy=fetching
                                    on_press=more
                                />
                            </div>
                        }
                    })
            }}
        </Panel>
    }
}

fn state(state: &MailState) -> (Key, Tone) {
    match state {
        MailState::Sent { .. } => (Key::MailsSent, Tone::Success),
        MailState::Waiting { .. } => (Key::MailsWaiting, Tone::Info),
        MailState::Refused { .. } => (Key::MailsRefused, Tone::Danger),
        MailState::Kept => (Key::MailsKept, Tone::Neutral),
    }
}

#[component]
fn Mail(mail: MailView) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let (key, tone) = state(&mail.state);
    let written_at = mail.written_at;
    let to = mail.recipient.clone();
    let to = move || lang.fill(Key::MailsTo, &params([("recipient", words(to.as_str()))]));
    let company = mail.company.map(|company| format!(" · {company}"));
    let link = mail.order.map(|order| {
        let href = routes::order(&order);
        let text = move || lang.fill(Key::MailsOpenOrder, &params([("id", words(order.as_str()))]));
        view! { <p><a class="ds-link" href=href>{text}</a></p> }
    });
    view! {
        <li>
            <details class="mail grow">
                <summary>
                    <b>{mail.subject}</b>
                    <span class="second">{to}{company}</span>
                </summary>
                <div class="mail-text">{mail.body}</div>
                {link}
            </details>
            <Tag text=t(key) tone/>
            <span class="muted small changed">
                <time datetime=written_at.to_string()>
                    {move || when::said(lang.now(), written_at, clock.roughly_now())}
                </time>
            </span>
        </li>
    }
}
