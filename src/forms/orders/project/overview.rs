//! The lines of a project on the page: what can be done with all of them, and the list or the grid below.

use domain::finding::{Param, codes};
use leptos::prelude::*;
use texts::Key;

use super::{Filing, Project, View, focus_soon, list::LineList, standing::name_of};
use crate::{
    forms::orders::{
        attachments::Attachments, confirmations::ConfirmationList, contact::ContactPerson,
        delivery::Delivery, references::References, state::OrderForm, when::When, r#where::Where, who::Who,
    },
    language::{params, t},
    pages::{late::Late, note::Note, undo::Undo},
    ui::{
        button::{Button, ButtonKind},
        choice::ChoiceGroup,
        field::Choice,
        icon::Icon,
        layout::Panel,
        notice::Notices,
    },
};

/// What a project asks beside what is ordered: its lines, and once for all what they have in common.
#[component]
pub fn SeveralLines(project: Project) -> impl IntoView {
    let form = project.form;
    view! {
        <Lines project/>
        <Panel>
            <When form/>
            <References form/>
        </Panel>
    }
}

#[component]
fn Lines(project: Project) -> impl IntoView {
    let form = project.form;
    let lang = form.lang;
    let title = Signal::derive(move || {
        let count = form.lines.keys().len();
        lang.count(
            Key::OrderFormProjectTitleOne,
            Key::OrderFormProjectTitleOther,
            count,
        )
    });
    let view_now = Signal::derive(move || match project.view.get() {
        View::Form => "form".to_owned(),
        View::Grid => "grid".to_owned(),
    });
    let views = Signal::derive(move || {
        vec![
            Choice::new("form", lang.text(Key::OrderFormProjectAsForm)),
            Choice::new("grid", lang.text(Key::OrderFormProjectAsGrid)),
        ]
    });
    let on_view = Callback::new(move |chosen: String| {
        project
            .view
            .set(if chosen == "grid" { View::Grid } else { View::Form });
    });
    let full = Signal::derive(move || project.is_full().then(|| lang.text(Key::OrderFormProjectFull)));
    let filing = project.filing;
    let importing = Memo::new(move |_| filing.get() == Some(Filing::Import));
    let taken = Signal::derive(move || {
        let one_other = (Key::OrderFormImportTakenOne, Key::OrderFormImportTakenOther);
        project
            .taken
            .get()
            .map(|n| lang.count(one_other.0, one_other.1, n))
    });
    let on_drop = move |event: web_sys::DragEvent| {
        if let Some(file) = event.data_transfer().and_then(|dragged| dragged.files()?.get(0)) {
            event.prevent_default();
            project.begin_import(Some(file));
        }
    };
    let is_grid = Memo::new(move |_| project.view.get() == View::Grid);
    provide_context(project);
    view! {
        <section
            class="panel project"
            id="lines"
            tabindex="-1"
            aria-labelledby="lines-heading"
            // Else the browser would leave the form and show the file.
            on:dragover=move |event| event.prevent_default()
            on:drop=on_drop
        >
            <header class="panel-head">
                <h2 id="lines-heading">{move || title.get()}</h2>
                <div class="panel-actions">
                    <ChoiceGroup
                        id="project-view"
                        label=t(Key::OrderFormProjectView)
                        value=view_now
                        on_choose=on_view
                        choices=views
                    />
                </div>
            </header>
            <Notices
                id="lines-notices"
                notices=form.notices("lines")
                on_suggest=Callback::new(|_: String| ())
            />
            <p class="muted small">{t(Key::OrderFormProjectNoBooking)}</p>
            <div class="row project-bar">
                <Button
                    text=t(Key::OrderFormProjectAdd)
                    icon=Icon::Plus
                    kind=ButtonKind::Secondary
                    small=true
                    closed=full
                    on_press=Callback::new(move |()| {
                        project.add_line();
                        if project.view.get_untracked() == View::Form {
                            focus_soon("project-line-heading".to_owned());
                        }
                    })
                />
                <Button
                    id="project-import"
                    text=t(Key::OrderFormImport)
                    icon=Icon::Upload
                    kind=ButtonKind::Secondary
                    small=true
                    on_press=Callback::new(move |()| project.begin_import(None))
                />
                <Button
                    id="project-export"
                    text=t(Key::OrderFormExport)
                    icon=Icon::Download
                    kind=ButtonKind::Secondary
                    small=true
                    on_press=Callback::new(move |()| filing.set(Some(Filing::Export)))
                />
                <CheckAll project/>
                <Steps project/>
            </div>
            <Undo
                said=Key::OrderFormProjectRemoved
                name=project.removed
                on_undo=Callback::new(move |()| project.undo())
            />
            <Note
                text=taken
                icon=Icon::Check
                color="success"
                action=move || {
                    view! {
                        <Button
                            text=t(Key::UiUndo)
                            kind=ButtonKind::Secondary
                            small=true
                            on_press=Callback::new(move |()| project.undo())
                        />
                    }
                }
            />
            {move || filing.get().map(|_| Late::Files.view())}
            {move || {
                if importing.get() {
                    ().into_any()
                } else if is_grid.get() {
                    Late::Grid.view().into_any()
                } else {
                    view! { <LineList project/> }.into_any()
                }
            }}
        </section>
        {move || (!is_grid.get() && !importing.get()).then(|| view! { <ShownLine project/> })}
    }
}

/// Asks Kapaks about all lines, with how far it has come.
#[component]
fn CheckAll(project: Project) -> impl IntoView {
    let form = project.form;
    let lang = form.lang;
    let background = project.background;
    let needed = Memo::new(move |_| {
        form.product()
            .is_none_or(|product| product.check != domain::catalogue::CheckNeed::None)
    });
    let closed = Signal::derive(move || {
        form.product()
            .is_none()
            .then(|| lang.text(Key::OrderFormCheckProductFirst))
    });
    let running = Memo::new(move |_| background.is_running() && background.total.get() > 0);
    let said = move || {
        let (done, total) = (background.done.get(), background.total.get());
        if total == 0 {
            return String::new();
        }
        let number = |n: usize| Param::Number(i64::try_from(n).unwrap_or(i64::MAX));
        let key = if background.waits.get() {
            Key::OrderFormProjectCheckWaits
        } else if running.get() {
            Key::OrderFormProjectChecking
        } else {
            Key::OrderFormProjectChecked
        };
        lang.fill(key, &params([("done", number(done)), ("total", number(total))]))
    };
    move || {
        needed.get().then(|| {
            view! {
                {move || {
                    if running.get() {
                        view! {
                            <Button
                                text=t(Key::OrderFormProjectStop)
                                icon=Icon::Stop
                                kind=ButtonKind::Secondary
                                small=true
                                on_press=Callback::new(move |()| background.stop())
                            />
                        }
                    } else {
                        view! {
                            <Button
                                text=t(Key::OrderFormProjectCheckAll)
                                icon=Icon::Refresh
                                kind=ButtonKind::Secondary
                                small=true
                                closed
                                on_press=Callback::new(move |()| background.check_all())
                            />
                        }
                    }
                }}
                <span class="muted small" role="status">{said}</span>
            }
        })
    }
}

/// Undo and redo, each saying what it takes back.
#[component]
fn Steps(project: Project) -> impl IntoView {
    let lang = project.form.lang;
    let history = project.history;
    let nothing = move |is: bool, key: Key| (!is).then(|| lang.text(key));
    let undo = Signal::derive(move || match history.next_undo() {
        Some(what) => {
            let what = lang.text(what);
            lang.fill(Key::OrderFormProjectUndo, &params([("what", what.into())]))
        }
        None => lang.text(Key::UiUndo),
    });
    view! {
        <span class="row push">
            <Button
                text=undo
                kind=ButtonKind::Tertiary
                small=true
                keys="Ctrl Z"
                closed=Signal::derive(move || nothing(history.next_undo().is_some(), Key::OrderFormProjectNoUndo))
                on_press=Callback::new(move |()| project.undo())
            />
            <Button
                text=t(Key::OrderFormProjectRedo)
                kind=ButtonKind::Tertiary
                small=true
                keys="Ctrl Y"
                closed=Signal::derive(move || nothing(history.can_redo(), Key::OrderFormProjectNoRedo))
                on_press=Callback::new(move |()| project.redo())
            />
        </span>
    }
}

/// The form of the chosen line.
#[component]
fn ShownLine(project: Project) -> impl IntoView {
    // By key and place: the ids of the fields name the place.
    let shown = Memo::new(move |_| {
        let line = project.shown()?;
        Some((line, project.form.of(line).lines.at(project.form.of(line).which)?))
    });
    move || {
        shown.get().map(|(line, at)| {
            let form = project.form.of(line);
            view! { <LineForm project form at/> }
        })
    }
}

#[component]
fn LineForm(project: Project, form: OrderForm, at: usize) -> impl IntoView {
    let lang = form.lang;
    let count = Memo::new(move |_| form.lines.keys().len());
    let heading = move || {
        let name = form.with_line(name_of);
        let number = |n: usize| Param::Number(i64::try_from(n).unwrap_or(i64::MAX));
        let place = lang.fill(
            Key::OrderFormProjectLineOf,
            &params([("number", number(at + 1)), ("total", number(count.get()))]),
        );
        if name.is_empty() {
            place
        } else {
            format!("{place}: {name}")
        }
    };
    let go = move |to: Option<usize>| {
        if let Some(line) = to.and_then(|to| untrack(move || form.lines.key_at(to))) {
            project.show(line);
            focus_soon("project-line-heading".to_owned());
        }
    };
    let ends = move |is_end: bool, key: Key| is_end.then(|| lang.text(key));
    // A live order that is repeated is shown where the place is asked for, with the question.
    let repeats = form.notices_that(format!("lines[{at}].beside"), |finding| {
        finding.is(codes::LINE_REPEATS_LINE)
    });
    view! {
        <section class="panel" aria-labelledby="project-line-heading">
            <header class="panel-head">
                <h2 id="project-line-heading" tabindex="-1">{heading}</h2>
                <div class="panel-actions row">
                    <Button
                        text=t(Key::OrderFormProjectPrevious)
                        icon=Icon::ChevronLeft
                        kind=ButtonKind::Tertiary
                        small=true
                        closed=Signal::derive(move || ends(at == 0, Key::OrderFormProjectIsFirst))
                        on_press=Callback::new(move |()| go(at.checked_sub(1)))
                    />
                    <Button
                        text=t(Key::OrderFormProjectNext)
                        icon=Icon::ChevronRight
                        kind=ButtonKind::Tertiary
                        small=true
                        closed=Signal::derive(move || ends(at + 1 >= count.get(), Key::OrderFormProjectIsLast))
                        on_press=Callback::new(move |()| go(Some(at + 1)))
                    />
                </div>
            </header>
            <div>
                <Notices
                    id="project-line-repeats"
                    notices=repeats
                    on_suggest=Callback::new(|_: String| ())
                />
            </div>
            <Who form/>
            <Where form/>
            <Delivery form/>
            <ContactPerson form/>
            <Attachments form/>
            <ConfirmationList form/>
        </section>
    }
}
