//! The page of the form: opens a draft, puts the sections together, and keeps what is typed.

use std::sync::Arc;

use domain::{
    access::Permission,
    catalogue::Catalogue,
    orders::{Need, expiry},
};
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use texts::Key;

use super::{
    absent::{Locked, Missing, Over, Waiting},
    attachments::Attachments,
    change::Change,
    confirmations::ConfirmationList,
    conflict::{Comparison, Elsewhere},
    contact::ContactPerson,
    delivery::Delivery,
    installed::Installed,
    kind::{heading as heading_of, stand_at_its_address},
    need::NeedQuestion,
    opening::{Opening, open_draft, read},
    parts::Part,
    project::{Project, SeveralLines},
    references::References,
    refusal::Refusal,
    reopened::Overtaken,
    saving::Saving,
    state::OrderForm,
    submit::{Progress, Submission},
    summary::Summary,
    switch::Switch,
    waiting::WaitingSteps,
    what::What,
    when::When,
    r#where::Where,
    who::Who,
};
use crate::{
    clock::Clock,
    language::{Lang, t},
    offline::{
        drafts::Draft,
        outbox::Outbox,
        sync::{
            Sync,
            decide::{Copied, Theirs},
        },
        turn::{Holder, Turn},
    },
    pages::{not_found::title, note::Note},
    problem,
    reference::Reference,
    routes,
    session::Session,
    ui::{
        button::Button,
        error_summary::{ErrorSummary, Suggested},
        icon::Icon,
        layout::{Closable, Panel, WithSide},
        page::{PageHeading, focus_id, nothing_has_focus, set_title},
        states::{EmptyState, ErrorState, Skeleton},
    },
};

#[component]
pub fn OrderFormPage() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let reference = Reference::of_context();
    let clock = Clock::of_context();
    let opening = open_draft(session);
    // A form in progress keeps the catalogue that it began with: the backend checks with its own.
    let catalogue = Memo::new(move |before: Option<&Option<_>>| match before {
        Some(known @ Some(Ok(_))) => known.clone(),
        _ => reference.catalogue(),
    });
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
            (_, Opening::Locked) => view! { <Locked/> }.into_any(),
            (_, Opening::Missing) => view! { <Missing/> }.into_any(),
            // ORD-4: a draft whose days are over when it is opened is not gone on with.
            (Some(Ok(_)), Opening::Ready { draft, .. })
                if expiry::has_expired(draft.begun_at(clock), clock.now_untracked()) =>
            {
                view! { <Over draft=*draft/> }.into_any()
            }
            (Some(Ok(catalogue)), Opening::Ready { draft, is_new }) => {
                view! { <Form catalogue draft=*draft is_new opening/> }.into_any()
            }
            (None, _) | (_, Opening::Waiting) => view! { <Skeleton rows=10/> }.into_any(),
        }
    }
}

#[component]
fn Form(catalogue: Arc<Catalogue>, draft: Draft, is_new: bool, opening: RwSignal<Opening>) -> impl IntoView {
    let id = draft.id.clone();
    let id_for_address = id.clone();
    let user = draft.user.clone();
    let known = StoredValue::new(catalogue.clone());
    let refused = draft.refused_for.clone();
    let form = OrderForm::new(catalogue, draft.order.clone(), draft.facts.clone(), refused);
    set_title(move || title(form.lang, &heading_of(form)));
    let clock = form.clock;
    let outbox = Outbox::of_context();
    let navigate = use_navigate();
    let on_first = {
        let id = id.clone();
        let navigate = navigate.clone();
        // From now on a reload comes back to this very draft.
        Callback::new(move |()| {
            let here = window().location().pathname().unwrap_or_default();
            if routes::is_form(&here) {
                let stay = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(&format!("{here}?draft={id}"), stay);
            }
        })
    };
    let turn = {
        let id = id.clone();
        // Another tab may have changed it meanwhile.
        Turn::begin(
            &draft.id,
            Callback::new(move |()| read(opening, id.clone(), user.clone())),
        )
    };
    let holder = turn.holder();
    let may_write = Signal::derive(move || holder.get() == Holder::Here);
    let elsewhere = Memo::new(move |_| holder.get() == Holder::Elsewhere);
    // What is typed before it is known who writes the draft would be lost if it is another tab.
    let read_only = Memo::new(move |_| match holder.get() {
        // A draft that was submitted is no form any more: that is known only when the outbox has been read.
        Holder::Here => !is_new && !outbox.is_known(),
        Holder::Asking => !is_new,
        Holder::Elsewhere => true,
    });
    let saving = Saving::begin(form, draft, outbox, may_write, on_first);
    turn.on_save(Callback::new(move |done| saving.save_and(done)));
    let sync = use_context::<Sync>().unwrap_or_else(|| Sync::new(clock, outbox));
    let copy = {
        let id = id.clone();
        Memo::new(move |_| sync.of(&id))
    };
    let comparing = RwSignal::new(None::<(Draft, Copied, Theirs)>);
    let compare = Callback::new(move |()| {
        let begin = move |()| {
            let both = copy
                .get_untracked()
                .and_then(|copy| Some((copy.theirs.clone()?, copy)));
            if let Some((theirs, copy)) = both {
                comparing.set(Some((saving.kept(), copy, theirs)));
            }
        };
        saving.save_and(Callback::new(begin));
    });
    // Who opens a draft that waits for a choice came for that.
    Effect::new(move |before: Option<()>| {
        if before.is_none()
            && copy.with_untracked(|copy| copy.as_ref().is_some_and(|copy| copy.theirs.is_some()))
        {
            compare.run(());
        }
    });
    let on_done = Callback::new(move |draft: Draft| opening.set(Opening::kept(draft)));
    let gone_id = StoredValue::new(id.clone());
    let on_keep = Callback::new(move |()| {
        spawn_local(async move {
            if let Err(error) = sync.keep_mine(&gone_id.get_value()).await {
                leptos::logging::warn!("the draft could not be kept: {}", error.0);
            }
        });
    });
    let project = Project::begin(form);
    let is_project = Memo::new(move |_| project.is_on());
    let submission = Submission::begin(form, id, outbox);
    let on_let_go = {
        let navigate = navigate.clone();
        Callback::new(move |()| {
            let navigate = navigate.clone();
            spawn_local(async move {
                match sync.let_go(&gone_id.get_value()).await {
                    Ok(()) => navigate(routes::DRAFTS, NavigateOptions::default()),
                    Err(error) => leptos::logging::warn!("the draft could not be removed: {}", error.0),
                }
            });
        })
    };
    let on_close = Callback::new(move |()| {
        saving.save();
        navigate(routes::DRAFTS, NavigateOptions::default());
    });
    let needed = Memo::new(move |_| {
        form.draft.with(|draft| {
            // What the customer needs is asked first (GRD-3).
            if Need::named(&draft.need).is_some() {
                Part::needed(draft)
            } else {
                &[]
            }
        })
    });
    let has_form = Memo::new(move |_| !needed.get().is_empty());
    // Of a project the rest stands below its lines, each with its own.
    let in_first_panel = Memo::new(move |_| {
        let mut parts = needed.get().to_vec();
        if is_project.get() {
            parts.retain(|part| *part == Part::What);
        }
        parts
    });
    stand_at_its_address(form, id_for_address);
    let progress = Memo::new(move |_| submission.progress());
    let items = submission.summary();
    let lang = form.lang;
    let errors = submission.errors();
    let heading = Signal::derive(move || {
        let (shown, all) = (items.with(Vec::len), errors.get());
        let said = lang.count(Key::OrderFormErrorsOne, Key::OrderFormErrorsOther, all);
        if shown == all {
            return said;
        }
        let shown = lang.count(
            Key::OrderFormErrorsShownOne,
            Key::OrderFormErrorsShownOther,
            shown,
        );
        format!("{said}. {shown}")
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter"
            && (event.ctrl_key() || event.meta_key())
            && has_form.get_untracked()
            && !read_only.get_untracked()
        {
            event.prevent_default();
            submission.press();
        }
    };
    // Also beside the fields, where no element has the focus.
    let keys = window_event_listener(ev::keydown, move |event| {
        if nothing_has_focus() {
            on_key(event);
        }
    });
    on_cleanup(move || keys.remove());
    let on_suggest = Callback::new(move |suggested: Suggested| {
        if let Some(path) = form.path_of(&suggested.target) {
            form.choose(&path, suggested.value);
        }
    });
    // What has no field of its own leads to its section.
    let on_follow = Callback::new(move |target: String| {
        let Some(path) = form.path_of(&target) else {
            return;
        };
        project.open(&path);
        // A line that was opened just now is painted first.
        request_animation_frame(move || {
            if document().get_element_by_id(&target).is_none() {
                focus_id(Part::of(&path).id());
            } else {
                focus_id(&target);
            }
        });
    });
    let saved = saving.line();
    let side = move || {
        view! {
            <Closable closed=read_only>
                {move || has_form.get().then(|| view! { <Summary project submission on_close/> })}
            </Closable>
        }
    };
    view! {
        // The form is inert while its order is on its way, and nothing in it is read aloud.
        <p class="ds-sr-only" role="status">{move || submission.said()}</p>
        <Waiting progress for_files=Signal::derive(move || submission.waits_for_files())/>
        {move || {
            comparing
                .get()
                .map(|(mine, copy, theirs)| {
                    view! {
                        <PageHeading text=t(Key::OrderFormTitle)/>
                        <Comparison
                            sync
                            catalogue=known.get_value()
                            mine
                            copy
                            theirs
                            now=clock.now_untracked()
                            on_done
                            on_later=Callback::new(move |()| comparing.set(None))
                        />
                    }
                })
        }}
        <div
            hidden=move || progress.get() == Progress::Waiting || comparing.with(Option::is_some)
            inert=move || progress.get() != Progress::Editing
            on:keydown=on_key
        >
            <WithSide side wide=Signal::derive(move || is_project.get() && project.needs_width()) in_flux=is_project>
                <PageHeading
                    text=Signal::derive(move || heading_of(form))
                    beside=move || view! { <span class="muted small" role="status">{move || saved.get()}</span> }
                />
                <InAnotherTab elsewhere turn/>
                <Elsewhere form copy on_compare=compare on_keep on_let_go/>
                <Refusal submission/>
                <Overtaken form overtaken=submission.overtaken/>
                <ErrorSummary heading items attention=form.attention on_suggest on_follow/>
                <WaitingSteps form/>
                <Closable closed=read_only>
                <NeedQuestion form/>
                {move || {
                    has_form
                        .get()
                        .then(|| {
                            view! {
                                <Panel>
                                    <For each=move || in_first_panel.get() key=|part| *part children=move |part| section(form, part)/>
                                </Panel>
                                {move || is_project.get().then(|| view! { <SeveralLines project/> })}
                            }
                        })
                }}
                </Closable>
            </WithSide>
        </div>
    }
}

fn section(form: OrderForm, part: Part) -> AnyView {
    match part {
        Part::Installed => view! { <Installed form/> }.into_any(),
        Part::Change => view! { <Change form/> }.into_any(),
        Part::Switch => view! { <Switch form/> }.into_any(),
        Part::What => view! { <What form/> }.into_any(),
        Part::Who => view! { <Who form/> }.into_any(),
        Part::Where => view! { <Where form/> }.into_any(),
        Part::Delivery => view! { <Delivery form/> }.into_any(),
        Part::Contact => view! { <ContactPerson form/> }.into_any(),
        Part::When => view! { <When form/> }.into_any(),
        Part::References => view! { <References form/> }.into_any(),
        Part::Attachments => view! { <Attachments form/> }.into_any(),
        Part::Confirmations => view! { <ConfirmationList form/> }.into_any(),
    }
}

/// Another tab writes the draft; here it can be read, and taken over.
#[component]
fn InAnotherTab(elsewhere: Memo<bool>, turn: Turn) -> impl IntoView {
    let lang = Lang::of_context();
    let text = Signal::derive(move || elsewhere.get().then(|| lang.text(Key::OrderFormElsewhere)));
    let take_over = Callback::new(move |()| turn.take_over());
    view! {
        <Note
            text
            icon=Icon::Lock
            color="info"
            action=move || view! { <Button text=t(Key::OrderFormWorkHere) small=true on_press=take_over/> }
        />
    }
}
