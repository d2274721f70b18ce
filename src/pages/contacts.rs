//! `/contacts`: whom the company is reached through, and who gets mail about its orders (NOT-1).

use domain::{access::Permission, contacts::EVERYONE};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use texts::{Key, reason};
use wire::company::{Colleague, ContactView, Contacts};

use crate::{
    api::{self, client::ApiError},
    forms::contacts::{ContactDialog, Open, draft_of, orders_of},
    language::{Lang, params, t, words},
    offline::{begun::Kind, new_id, outbox::Outbox},
    pages::{
        fetch::{Answer, Question},
        not_found::title,
        note::Note,
        stale,
        undo::Undo,
    },
    problem, routes,
    session::Session,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        layout::Panel,
        page::{PageHeading, focus_id, set_title},
        states::{EmptyState, ErrorState, Skeleton},
    },
};

/// Where the focus goes when the row with the pressed button is gone.
const ADD_ID: &str = "contacts-add";

/// Why this user may not change what is the company's; none when they may (access.md).
pub fn closed(lang: Lang, session: Session) -> Option<String> {
    let refused = session.user()?.access.may(Permission::Contacts).err()?;
    Some(reason(lang.now(), refused.code, &refused.params))
}

/// What stands in the page.
#[derive(Clone, PartialEq)]
enum Stands {
    Nothing,
    Failed(String),
    None,
    Some,
}

#[component]
pub fn ContactsPage() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let outbox = Outbox::of_context();
    set_title(move || title(lang, &lang.text(Key::ContactsTitle)));
    let question = Question::<Contacts>::new();
    let ask = move |background: bool| question.ask(async move { api::contacts::list(background).await });
    ask(false);
    question.mend(move || ask(true));
    let contacts = Memo::new(move |_| match question.answer().get() {
        Answer::Here(contacts) => contacts,
        Answer::Awaited | Answer::Failed(_) => Contacts::default(),
    });
    let colleagues = Signal::derive(move || contacts.with(|contacts| contacts.colleagues.clone()));
    let closed = Signal::derive(move || closed(lang, session));
    let open = Open::new();
    let removed = RwSignal::new(None::<ContactView>);
    let failed = RwSignal::new(None::<ApiError>);
    let add = Callback::new(move |()| open.begin_new(new_id()));
    let waiting = Memo::new(move |_| outbox.waiting_of(Kind::Contact));
    Effect::new(move |before: Option<usize>| {
        let now = waiting.get();
        if before.is_some_and(|before| now < before) {
            ask(true);
        }
        now
    });
    go_on(open, contacts, question, closed);
    let stands = Memo::new(move |_| match question.answer().get() {
        Answer::Awaited => Stands::Nothing,
        Answer::Failed(error) => Stands::Failed(problem::explain(lang.now(), &error)),
        Answer::Here(contacts) if contacts.items.is_empty() => Stands::None,
        Answer::Here(_) => Stands::Some,
    });
    let trouble = Signal::derive(move || {
        let error = failed.get()?;
        let why = problem::explain(lang.now(), &error);
        Some(format!("{}: {why}", lang.text(Key::EditingNotDone)))
    });
    let nobody_told = Signal::derive(move || {
        let told = |contact: &ContactView| contact.orders_of == EVERYONE && !contact.group_email.is_empty();
        let warned =
            stands.get() == Stands::Some && !contacts.with(|contacts| contacts.items.iter().any(told));
        warned.then(|| lang.text(Key::ContactsNobodyTold))
    });
    view! {
        <PageHeading
            text=t(Key::ContactsTitle)
            actions=move || {
                view! { <Button id=ADD_ID text=t(Key::ContactsAdd) icon=Icon::Plus closed on_press=add/> }
            }
        />
        <p class="muted lead">{t(Key::ContactsLead)}</p>
        <Note text=stale::of(question) icon=Icon::Warning color="warning"/>
        <Note text=trouble icon=Icon::Error color="danger"/>
        <Note text=nobody_told icon=Icon::Warning color="warning"/>
        <Removed removed failed again=Callback::new(move |()| ask(true))/>
        <Panel title=t(Key::ContactsList)>
            {move || match stands.get() {
                Stands::Nothing => view! { <Skeleton rows=4/> }.into_any(),
                Stands::Failed(text) => view! {
                    <ErrorState
                        title=t(Key::ContactsFailed)
                        text
                        busy=question.asking()
                        on_retry=Callback::new(move |()| ask(false))
                    />
                }
                .into_any(),
                Stands::None => view! {
                    <EmptyState icon=Icon::Contacts title=t(Key::ContactsNone) text=t(Key::ContactsNoneText)/>
                }
                .into_any(),
                Stands::Some => view! {
                    <Table contacts colleagues closed open removed failed again=Callback::new(move |()| ask(true))/>
                }
                .into_any(),
            }}
        </Panel>
        <ContactDialog open colleagues/>
    }
}

/// Opens the contact that the address names (`routes::contact`) as soon as it is known what there is, once.
fn go_on(open: Open, contacts: Memo<Contacts>, question: Question<Contacts>, closed: Signal<Option<String>>) {
    let query = use_query_map();
    let (navigate, path) = (use_navigate(), routes::CONTACTS);
    Effect::new(move |_| {
        let Some(id) = query.with(|query| query.get("contact")) else {
            return;
        };
        let known = matches!(question.answer().get(), Answer::Here(_));
        if !known || closed.get().is_some() {
            return;
        }
        match contacts.with_untracked(|all| all.items.iter().find(|contact| contact.id == id).cloned()) {
            Some(contact) => open.begin(&contact),
            None => open.begin_new(id),
        }
        // A reload of the page is no second wish.
        let replace = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(path, replace);
    });
}

/// The last removal, with the way back: the same contact under the same id.
#[component]
fn Removed(
    removed: RwSignal<Option<ContactView>>,
    failed: RwSignal<Option<ApiError>>,
    again: Callback<()>,
) -> impl IntoView {
    let name = Signal::derive(move || removed.with(|gone| gone.as_ref().map(|contact| contact.name.clone())));
    let undo = Callback::new(move |()| {
        let Some(contact) = removed.try_update(Option::take).flatten() else {
            return;
        };
        failed.set(None);
        focus_id(ADD_ID);
        spawn_local(async move {
            match bring_back(&contact).await {
                Ok(()) => {}
                Err(error) => {
                    failed.try_set(Some(error));
                    removed.try_set(Some(contact));
                }
            }
            again.try_run(());
        });
    });
    view! { <Undo said=Key::ContactsRemoved name on_undo=undo/> }
}

async fn bring_back(contact: &ContactView) -> Result<(), ApiError> {
    let draft = serde_json::to_string(&draft_of(contact));
    let draft = draft.map_err(|error| ApiError::Malformed(error.to_string()))?;
    api::contacts::save(&new_id(), &contact.id, None, draft).await?;
    Ok(())
}

#[component]
fn Table(
    contacts: Memo<Contacts>,
    colleagues: Signal<Vec<Colleague>>,
    closed: Signal<Option<String>>,
    open: Open,
    removed: RwSignal<Option<ContactView>>,
    failed: RwSignal<Option<ApiError>>,
    again: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let titles = [
        Key::ContactsName,
        Key::ContactsPhone,
        Key::ContactsEmail,
        Key::ContactsGroupEmail,
        Key::ContactsEveryChangeShort,
        Key::ContactsOrdersOf,
        Key::ContactsActions,
    ];
    let remove = move |contact: ContactView| {
        failed.set(None);
        focus_id(ADD_ID);
        spawn_local(async move {
            match api::contacts::remove(&contact.id, contact.version).await {
                Ok(()) => {
                    removed.try_set(Some(contact));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
            again.try_run(());
        });
    };
    let row = move |contact: ContactView| {
        let spoken = |key: Key| {
            let name = contact.name.clone();
            Signal::derive(move || lang.fill(key, &params([("name", words(name.as_str()))])))
        };
        let (edit_this, remove_this) = (spoken(Key::ContactsEditThis), spoken(Key::ContactsRemoveThis));
        let (edited, gone) = (contact.clone(), contact.clone());
        let every_change = contact.every_change;
        let code = contact.orders_of.clone();
        view! {
            <tr>
                <th scope="row">{contact.name}</th>
                <td class="numbers">{contact.phone}</td>
                <td>{contact.email}</td>
                <td>{contact.group_email}</td>
                <td>
                    {move || lang.text(if every_change { Key::ContactsYes } else { Key::ContactsNo })}
                </td>
                <td>{move || colleagues.with(|colleagues| orders_of(lang, colleagues, &code))}</td>
                <td>
                    <div class="row">
                        <Button
                            text=t(Key::ContactsEdit)
                            spoken=edit_this
                            kind=ButtonKind::Tertiary
                            icon=Icon::Edit
                            small=true
                            closed
                            on_press=Callback::new(move |()| open.begin(&edited))
                        />
                        <Button
                            text=t(Key::ContactsRemove)
                            spoken=remove_this
                            kind=ButtonKind::Tertiary
                            icon=Icon::Trash
                            small=true
                            closed
                            on_press=Callback::new(move |()| remove(gone.clone()))
                        />
                    </div>
                </td>
            </tr>
        }
    };
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=move || lang.text(Key::ContactsList)>
            <table class="data-table contacts">
                <thead>
                    <tr>
                        {titles
                            .map(|key| view! { <th scope="col">{move || lang.text(key)}</th> })
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || contacts.with(|contacts| contacts.items.clone())
                        key=|contact| (contact.id.clone(), contact.version)
                        children=row
                    />
                </tbody>
            </table>
        </div>
    }
}
