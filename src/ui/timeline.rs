//! The way of a delivery from sent to finished, and the banner that says whose turn it is.

use super::icon::{Glyph, Icon};
use super::settled::settled;
use super::words::use_words;
use leptos::prelude::*;

/// Where one step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    Now,
    Ahead,
    /// It stopped here.
    Failed,
}

impl StepState {
    const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Ahead => "ahead",
            Self::Failed => "failed",
        }
    }
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    /// The date, done or expected.
    pub detail: Option<String>,
    pub state: StepState,
    /// Its day is over, and it has not come: the detail says so, and the icon shows it.
    pub overdue: bool,
}

/// The way.
#[component]
pub fn Timeline(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] steps: Signal<Vec<Step>>,
) -> impl IntoView {
    let steps = settled(steps);
    let words = use_words();
    view! {
        <ol class="timeline" aria-label=move || label.get()>
            {move || {
                steps
                    .get()
                    .into_iter()
                    .map(|step| {
                        let state = step.state;
                        let said = move || {
                            words.with(|words| match state {
                                StepState::Done => words.step_done.clone(),
                                StepState::Now => words.step_now.clone(),
                                StepState::Ahead => words.step_ahead.clone(),
                                StepState::Failed => words.step_failed.clone(),
                            })
                        };
                        view! {
                            <li data-state=state.name() aria-current=(state == StepState::Now).then_some("step")>
                                <span class="timeline-dot">
                                    {(state == StepState::Done).then(|| view! { <Glyph icon=Icon::Check/> })}
                                    {(state == StepState::Failed).then(|| view! { <Glyph icon=Icon::Close/> })}
                                </span>
                                <span class="timeline-label">
                                    {step.label}
                                    <span class="ds-sr-only">" ("{said}")"</span>
                                </span>
                                {step
                                    .detail
                                    .map(|detail| {
                                        view! {
                                            <span class="timeline-detail" class:overdue=step.overdue>
                                                {step.overdue.then(|| view! { <Glyph icon=Icon::Warning/> })}
                                                {detail}
                                            </span>
                                        }
                                    })}
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ol>
    }
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The reader's.
    Mine,
    /// Someone else's: waiting.
    #[default]
    Theirs,
    /// Nobody's: it is finished.
    Over,
    /// Nobody's: it was stopped.
    Stopped,
}

impl Turn {
    const fn color(self) -> &'static str {
        match self {
            Self::Mine => "warning",
            Self::Theirs => "info",
            Self::Over => "success",
            Self::Stopped => "neutral",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Mine => Icon::User,
            Self::Theirs => Icon::Clock,
            Self::Over => Icon::CheckCircle,
            Self::Stopped => Icon::Stop,
        }
    }
}

/// Whose turn, since when, and the one thing to do.
#[component]
pub fn TurnBanner(
    #[prop(into)] turn: Signal<Turn>,
    /// "Your turn since yesterday 10:05."
    #[prop(into)]
    lead: Signal<String>,
    /// Why.
    #[prop(into)]
    reason: Signal<String>,
    /// What to do, or what happens next.
    #[prop(optional, into)]
    advice: Option<Signal<String>>,
    #[prop(optional, into)] action: ViewFn,
) -> impl IntoView {
    let icon = Signal::derive(move || turn.get().icon());
    view! {
        <div class="turn" data-color=move || turn.get().color() role="status">
            <Glyph icon class="turn-icon"/>
            <div class="turn-text">
                <p><b>{move || lead.get()}</b>" "{move || reason.get()}</p>
                {advice.map(|advice| view! { <p class="turn-advice">{move || advice.get()}</p> })}
            </div>
            <div class="turn-action">{action.run()}</div>
        </div>
    }
}
