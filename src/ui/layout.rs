//! How a page is put together: panels, the sections of a form, the summary at the side.

use super::icon::{Glyph, Icon};
use super::page::focus_id;
use super::settled::settled;
use super::words::use_words;
use leptos::prelude::*;

/// A calm surface with a heading of its own.
#[component]
pub fn Panel(
    #[prop(optional, into)] title: Option<Signal<String>>,
    #[prop(optional, into)] beside: ViewFn,
    #[prop(optional, into)] actions: ViewFn,
    /// Its parts stand apart from each other: sentences, a form, a table.
    #[prop(optional)]
    spaced: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel" class:spaced=spaced>
            {title
                .map(|title| {
                    view! {
                        <header class="panel-head">
                            <h2>{move || title.get()}</h2>
                            <div class="panel-beside">{beside.run()}</div>
                            <div class="panel-actions">{actions.run()}</div>
                        </header>
                    }
                })}
            {children()}
        </section>
    }
}

/// The page with its main column and a side column that stays in sight.
#[component]
pub fn WithSide(
    #[prop(into)] side: ViewFn,
    /// The main column takes the whole width, and what is at the side otherwise stands below. Said by a class: a rule that
    /// looks for what is inside would have the whole page looked through at each key press.
    #[prop(optional, into)]
    wide: Signal<bool>,
    /// Panels come and go in the main column, so none of them may measure for itself: Chromium leaves them without height.
    #[prop(optional, into)]
    in_flux: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="with-side" class:wide=move || wide.get() class:in-flux=move || in_flux.get()>
            <div class="main-column">{children()}</div>
            <div class="side-column">{side.run()}</div>
        </div>
    }
}

/// Twelve columns of fields; each field says how many it takes.
#[component]
pub fn Fields(children: Children) -> impl IntoView {
    view! { <div class="fields">{children()}</div> }
}

/// Fields that can be read and not changed while `closed`.
#[component]
pub fn Closable(#[prop(into)] closed: Signal<bool>, children: Children) -> impl IntoView {
    view! {
        <fieldset class="whole" disabled=closed>
            {children()}
        </fieldset>
    }
}

/// How far a section of a form has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SectionState {
    #[default]
    NotBegun,
    InProgress,
    Done,
    Errors(u32),
}

impl SectionState {
    const fn icon(self) -> Icon {
        match self {
            Self::NotBegun => Icon::Circle,
            Self::InProgress => Icon::Dot,
            Self::Done => Icon::CheckCircle,
            Self::Errors(_) => Icon::Error,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::NotBegun => "not-begun",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Errors(_) => "errors",
        }
    }
}

/// A section named by its question, the help at the left of the fields.
#[component]
pub fn Section(
    /// Links in the summary lead here.
    #[prop(into)]
    id: String,
    #[prop(into)] question: Signal<String>,
    #[prop(into)] help: Signal<String>,
    #[prop(optional, into)] second: Option<Signal<String>>,
    #[prop(optional, into)] state: Signal<SectionState>,
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let state = settled(state);
    let heading_id = format!("{id}-heading");
    let heading_ref = heading_id.clone();
    let said = move || {
        words.with(|words| match state.get() {
            SectionState::NotBegun => words.section_not_begun.clone(),
            SectionState::InProgress => words.section_in_progress.clone(),
            SectionState::Done => words.section_done.clone(),
            SectionState::Errors(1) => words.section_one_error.clone(),
            SectionState::Errors(count) => words.section_errors.replace("{count}", &count.to_string()),
        })
    };
    let icon = Signal::derive(move || state.get().icon());
    view! {
        <section class="section" id=id aria-labelledby=heading_ref tabindex="-1">
            <header>
                <h2 id=heading_id>{move || question.get()}</h2>
                <p class="section-help">
                    {move || help.get()}
                    {second.map(|second| view! { <span class="field-second" lang="en">{move || second.get()}</span> })}
                </p>
                <p class="section-state" data-state=move || state.get().name()>
                    <Glyph icon/>
                    <span>{said}</span>
                </p>
            </header>
            <div class="section-body">{children()}</div>
        </section>
    }
}

/// One line of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryRow {
    pub term: String,
    /// One or more lines; none when it is still missing.
    pub lines: Vec<String>,
    /// Sums stand out.
    pub strong: bool,
}

/// One thing to do before sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodoItem {
    pub text: String,
    pub state: SectionState,
    /// The section or field that it leads to.
    pub target: String,
}

/// What is about to be sent, for how much, and what is missing; the button to send is here.
#[component]
pub fn SideSummary(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] rows: Signal<Vec<SummaryRow>>,
    /// The name of the list of what is done and missing.
    #[prop(into)]
    todo_label: Signal<String>,
    #[prop(optional, into)] todo: Signal<Vec<TodoItem>>,
    #[prop(optional, into)] actions: ViewFn,
    #[prop(optional, into)] note: Option<Signal<String>>,
) -> impl IntoView {
    let (rows, todo) = (settled(rows), settled(todo));
    view! {
        <aside class="panel side-summary" aria-label=move || title.get()>
            <h2>{move || title.get()}</h2>
            <dl>
                <For
                    each=move || rows.with(|rows| rows.iter().map(|row| row.term.clone()).collect::<Vec<_>>())
                    key=String::clone
                    children=move |term| view! { <SummaryLine rows term/> }
                />
            </dl>
            <nav aria-label=move || todo_label.get()>
                <ul class="todo">
                    <For
                        each=move || todo.with(|todo| todo.iter().map(|item| item.target.clone()).collect::<Vec<_>>())
                        key=String::clone
                        children=move |target| view! { <TodoLine todo target/> }
                    />
                </ul>
            </nav>
            <div class="side-actions">{actions.run()}</div>
            {note.map(|note| view! { <p class="side-note">{move || note.get()}</p> })}
        </aside>
    }
}

/// A line stays where it is while what it says changes.
#[component]
fn SummaryLine(rows: Signal<Vec<SummaryRow>>, term: String) -> impl IntoView {
    let name = term.clone();
    let row = Memo::new(move |_| {
        let row = rows.with(|rows| rows.iter().find(|row| row.term == name).cloned());
        row.map_or_else(|| (Vec::new(), false), |row| (row.lines, row.strong))
    });
    let missing = move || row.with(|(lines, _)| lines.is_empty());
    let strong = move || row.with(|(_, strong)| *strong);
    let lines = move || {
        let lines = row.with(|(lines, _)| lines.clone());
        let lines = if lines.is_empty() {
            vec!["–".to_owned()]
        } else {
            lines
        };
        lines
            .into_iter()
            .map(|line| view! { <span>{line}</span> })
            .collect_view()
    };
    view! {
        <div class:strong=strong class:missing=missing>
            <dt>{term}</dt>
            <dd>{lines}</dd>
        </div>
    }
}

#[component]
fn TodoLine(todo: Signal<Vec<TodoItem>>, target: String) -> impl IntoView {
    let words = use_words();
    let of = target.clone();
    let item = Memo::new(move |_| {
        let item = todo.with(|todo| todo.iter().find(|item| item.target == of).cloned());
        item.map_or_else(Default::default, |item| (item.text, item.state))
    });
    let state = move || item.with(|(_, state)| *state);
    let icon = Signal::derive(move || state().icon());
    let said = move || {
        words.with(|words| match state() {
            SectionState::NotBegun => words.section_not_begun.clone(),
            SectionState::InProgress => words.section_in_progress.clone(),
            SectionState::Done => words.section_done.clone(),
            SectionState::Errors(_) => words.error.clone(),
        })
    };
    view! {
        <li data-state=move || state().name()>
            <Glyph icon/>
            <a
                href=format!("#{target}")
                on:click=move |event| {
                    event.prevent_default();
                    focus_id(&target);
                }
            >
                {move || item.with(|(text, _)| text.clone())}
                <span class="ds-sr-only">" ("{said}")"</span>
            </a>
        </li>
    }
}
