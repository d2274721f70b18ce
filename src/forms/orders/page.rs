//! The page of the form: opens a draft, puts the sections together, and keeps what is typed.

use std::sync::Arc;

use domain::{
    access::Permission,
    catalogue::Catalogue,
    orders::{LineDraft, Need},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use texts::Key;

use super::{
    confirmations::ConfirmationList,
    contact::ContactPerson,
    delivery::Delivery,
    need::{self, NeedQuestion},
    parts::Part,
    paths,
    references::References,
    saving::Saving,
    state::OrderForm,
    submit::{Progress, Submission},
    summary::Summary,
    what::What,
    when::When,
    r#where::Where,
    who::Who,
};
use crate::{
    language::{Lang, t},
    offline::{
        self,
        connection::Connection,
        drafts::{self, Draft},
        outbox::Outbox,
    },
    pages::not_found::title,
    problem,
    reference::Reference,
    routes,
    session::Session,
    ui::{
        button::{ButtonKind, LinkButton},
        error_summary::{ErrorSummary, Suggested},
        icon::{Glyph, Icon},
        layout::{Panel, WithSide},
        page::{PageHeading, focus_id, set_title},
        states::{EmptyState, ErrorState, Skeleton},
    },
};

/// Which draft is open.
#[derive(Clone, Debug, PartialEq)]
enum Opening {
    Waiting,
    Ready(Box<Draft>),
    /// Not in this browser, or not this user's.
    Missing,
}

#[component]
pub fn OrderFormPage() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let reference = Reference::of_context();
    set_title(move || title(lang, &lang.text(Key::OrderFormTitle)));
    let opening = open_draft(session);
    let catalogue = Memo::new(move |_| reference.catalogue());
    let closed = Memo::new(move |_| {
        session
            .user()
            .and_then(|user| user.access.may(Permission::Order).err())
    });
    move || {
        if let Some(reason) = closed.get() {
            let text = Signal::derive(move || texts::reason(lang.now(), reason.code, &reason.params));
            return view! {
                <PageHeading text=t(Key::OrderFormTitle)/>
                <EmptyState icon=Icon::Lock title=t(Key::OrderFormNoAccess) text/>
            }
            .into_any();
        }
        match (catalogue.get(), opening.get()) {
            (Some(Err(error)), _) => {
                let text = Signal::derive(move || problem::explain(lang.now(), &error));
                view! {
                    <PageHeading text=t(Key::OrderFormTitle)/>
                    <ErrorState
                        title=t(Key::OrderFormNoCatalogue)
                        text
                        on_retry=Callback::new(move |()| reference.load())
                    />
                }
                .into_any()
            }
            (_, Opening::Missing) => view! {
                <PageHeading text=t(Key::OrderFormTitle)/>
                <EmptyState
                    icon=Icon::Draft
                    title=t(Key::OrderFormDraftMissing)
                    text=t(Key::OrderFormDraftMissingWhy)
                    action=move || {
                        view! { <LinkButton text=t(Key::OrderFormNewOne) href=routes::NEW_ORDER kind=ButtonKind::Secondary/> }
                    }
                />
            }
            .into_any(),
            (Some(Ok(catalogue)), Opening::Ready(draft)) => view! { <Form catalogue draft=*draft/> }.into_any(),
            (None, _) | (_, Opening::Waiting) => view! { <Skeleton rows=10/> }.into_any(),
        }
    }
}

/// A new draft, with what is preselected (ORD-1).
fn new_draft(user: String) -> Draft {
    let mut draft = Draft::new(offline::new_id(), user);
    draft.order.order_type = "standard".to_owned();
    let mut line = LineDraft::default();
    line.end_user.kind = "private".to_owned();
    draft.order.lines.push(line);
    draft
}

/// The draft that the address names, or a new one.
fn open_draft(session: Session) -> RwSignal<Opening> {
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.with(|query| query.get("draft")));
    let opening = RwSignal::new(Opening::Waiting);
    Effect::new(move |_| {
        let user = session.user_name_untracked();
        let Some(id) = wanted.get() else {
            opening.set(Opening::Ready(Box::new(new_draft(user))));
            return;
        };
        let open_already =
            opening.with_untracked(|open| matches!(open, Opening::Ready(draft) if draft.id == id));
        if open_already {
            return;
        }
        if !offline::is_id(&id) {
            opening.set(Opening::Missing);
            return;
        }
        opening.set(Opening::Waiting);
        spawn_local(async move {
            let loaded = drafts::load(&id, &user).await.unwrap_or_else(|error| {
                leptos::logging::warn!("the draft cannot be read: {}", error.0);
                None
            });
            opening.set(loaded.map_or(Opening::Missing, |draft| Opening::Ready(Box::new(draft))));
        });
    });
    opening
}

#[component]
fn Form(catalogue: Arc<Catalogue>, draft: Draft) -> impl IntoView {
    let id = draft.id.clone();
    let refused = draft.refused_for.clone();
    let form = OrderForm::new(
        catalogue,
        draft.order.clone(),
        draft.facts.clone().into(),
        refused,
    );
    let clock = form.clock;
    let outbox = use_context::<Outbox>().unwrap_or_else(|| Outbox::new(clock));
    let navigate = use_navigate();
    let on_first = {
        let id = id.clone();
        let navigate = navigate.clone();
        // From now on a reload comes back to this very draft.
        Callback::new(move |()| {
            let here = window().location().pathname().unwrap_or_default();
            if here == routes::NEW_ORDER {
                let stay = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(&routes::draft(&id), stay);
            }
        })
    };
    let saving = Saving::begin(form, draft, outbox, on_first);
    let submission = Submission::begin(form, id, outbox);
    let on_close = Callback::new(move |()| {
        saving.save(Callback::new(|()| ()));
        navigate(routes::DRAFTS, NavigateOptions::default());
    });
    let need = need::chosen(form);
    let is_new = Memo::new(move |_| need.get() == Some(Need::New));
    let progress = Memo::new(move |_| submission.progress());
    let items = submission.summary();
    let lang = form.lang;
    let heading = Signal::derive(move || {
        lang.count(
            Key::OrderFormErrorsOne,
            Key::OrderFormErrorsOther,
            items.with(Vec::len),
        )
    });
    let on_suggest = Callback::new(move |suggested: Suggested| {
        let path = items.with_untracked(|items| {
            items
                .iter()
                .find(|item| item.target == suggested.target)
                .map(|_| suggested.target.clone())
        });
        if let Some(target) = path {
            let findings = untrack(move || form.findings());
            if let Some(finding) = findings
                .iter()
                .find(|finding| paths::id_of(&finding.path) == target)
            {
                form.choose(&finding.path, suggested.value);
            }
        }
    });
    // What has no field of its own leads to its section.
    let on_follow = Callback::new(move |target: String| {
        if document().get_element_by_id(&target).is_none() {
            let findings = untrack(move || form.findings());
            if let Some(finding) = findings
                .iter()
                .find(|finding| paths::id_of(&finding.path) == target)
            {
                focus_id(Part::of(&finding.path).id());
            }
        }
    });
    let saved = saving.line();
    let side =
        move || view! { {move || is_new.get().then(|| view! { <Summary form submission on_close/> })} };
    view! {
        <Waiting progress/>
        <div
            hidden=move || progress.get() == Progress::Waiting
            inert=move || progress.get() != Progress::Editing
            on:keydown=move |event: web_sys::KeyboardEvent| {
                if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && is_new.get_untracked() {
                    event.prevent_default();
                    submission.press();
                }
            }
        >
            <WithSide side>
                <PageHeading
                    text=t(Key::OrderFormTitle)
                    beside=move || view! { <span class="muted small" role="status">{move || saved.get()}</span> }
                />
                <Refusal submission/>
                <ErrorSummary heading items attention=form.attention on_suggest on_follow/>
                <NeedQuestion form/>
                {move || {
                    is_new
                        .get()
                        .then(|| {
                            view! {
                                <Panel>
                                    <What form/>
                                    <Who form/>
                                    <Where form/>
                                    <Delivery form/>
                                    <ContactPerson form/>
                                    <When form/>
                                    <References form/>
                                    <ConfirmationList form/>
                                </Panel>
                            }
                        })
                }}
            </WithSide>
        </div>
    }
}

/// What is wrong with the whole, when it is no field's fault.
#[component]
fn Refusal(submission: Submission) -> impl IntoView {
    move || {
        submission.refusal().map(|text| {
            view! {
                <div class="notice" data-color="danger" role="alert">
                    <Glyph icon=Icon::Error/>
                    <p>{text}</p>
                </div>
            }
        })
    }
}

/// The order waits in the outbox: it goes by itself, and the user goes on with something else.
#[component]
fn Waiting(progress: Memo<Progress>) -> impl IntoView {
    let lang = Lang::of_context();
    let connection = use_context::<Connection>();
    let why = Signal::derive(move || {
        let online = connection.is_none_or(Connection::is_online);
        lang.text(if online {
            Key::OrderFormWaitingOnline
        } else {
            Key::OrderFormWaitingOffline
        })
    });
    move || {
        (progress.get() == Progress::Waiting).then(|| {
            view! {
                <PageHeading text=t(Key::OrderFormWaiting)/>
                <EmptyState
                    icon=Icon::Outbox
                    title=t(Key::OrderFormWaitingTitle)
                    text=why
                    action=move || {
                        view! {
                            <div class="row">
                                <LinkButton text=t(Key::OrderFormToDrafts) href=routes::DRAFTS kind=ButtonKind::Secondary/>
                                <LinkButton text=t(Key::OrderFormNewOne) href=routes::NEW_ORDER kind=ButtonKind::Tertiary/>
                            </div>
                        }
                    }
                />
            }
        })
    }
}
