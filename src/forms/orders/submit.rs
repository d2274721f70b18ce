//! Submit: errors first, then the outbox, then the answer (OFF-3).

use domain::{
    appointment::AppointmentState,
    finding::{Finding, Severity},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use texts::Key;

use super::{
    labels,
    paths::{self, id_of},
    state::{OrderForm, notice},
};
use crate::{
    api::client::ApiError,
    language::{params, words},
    offline::outbox::{EntryState, Outbox},
    problem, routes,
    ui::{
        error_summary::SummaryItem,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

#[derive(Clone, Copy)]
pub struct Submission {
    form: OrderForm,
    draft: StoredValue<String>,
    outbox: Outbox,
    /// Between the press of the button and the entry in the outbox.
    writing: RwSignal<bool>,
    /// What is wrong with the whole, said above the form.
    refusal: RwSignal<Option<ApiError>>,
    trouble: RwSignal<Option<String>>,
}

/// What the page shows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Editing,
    /// Written down and on its way; the answer is awaited.
    Sending,
    /// Tried without an answer: it waits in the outbox.
    Waiting,
}

impl Submission {
    pub fn begin(form: OrderForm, draft: String, outbox: Outbox) -> Self {
        let submission = Self {
            form,
            draft: StoredValue::new(draft),
            outbox,
            writing: RwSignal::new(false),
            refusal: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        submission.follow();
        submission
    }

    pub fn progress(self) -> Progress {
        let id = self.draft.get_value();
        match self.outbox.of_draft(&id) {
            Some(entry) => match (entry.state, entry.tries) {
                (EntryState::Queued, 0) | (EntryState::Sending, 0..=1) | (EntryState::Confirmed, _) => {
                    Progress::Sending
                }
                (EntryState::Queued | EntryState::Sending, _) => Progress::Waiting,
                (EntryState::Refused, _) => Progress::Editing,
            },
            None if self.writing.get() => Progress::Sending,
            None => Progress::Editing,
        }
    }

    /// Why the whole was refused, in words.
    pub fn refusal(self) -> Option<String> {
        let lang = self.form.lang;
        if let Some(reason) = self.trouble.get() {
            return Some(lang.fill(Key::OrderFormNotWritten, &params([("reason", words(reason))])));
        }
        self.refusal
            .get()
            .map(|error| problem::explain(lang.now(), &error))
    }

    /// The button was pressed.
    pub fn press(self) {
        if self.writing.get_untracked() || untrack(move || self.progress()) != Progress::Editing {
            return;
        }
        // What the backend said of the draft before is for it to say again.
        self.form.forget_refusals();
        self.refusal.set(None);
        self.trouble.set(None);
        self.form.press();
        if self.form.has_errors_untracked() {
            self.form.attention.update(|n| *n += 1);
            return;
        }
        self.writing.set(true);
        let draft = self.form.draft.get_untracked();
        let title = title(&draft);
        spawn_local(async move {
            let id = self.draft.get_value();
            let written = self.outbox.submit(&id, &draft, title).await;
            let _ = self.writing.try_set(false);
            if let Err(error) = written {
                let _ = self.trouble.try_set(Some(error.0));
            }
        });
    }

    /// Follows the entry of this draft to its end.
    fn follow(self) {
        let navigate = use_navigate();
        let toasts = Toasts::of_context();
        let form = self.form;
        Effect::new(move |_| {
            let Some(entry) = self.outbox.of_draft(&self.draft.get_value()) else {
                return;
            };
            match entry.state {
                EntryState::Queued | EntryState::Sending => {}
                EntryState::Confirmed => {
                    let Some(order) = entry.order else { return };
                    let lang = form.lang;
                    let to = routes::order(&order);
                    let text =
                        untrack(move || lang.fill(Key::OrderFormSent, &params([("id", words(order))])));
                    toasts.show(Toast::new(Tone::Success, text));
                    form.reference.load_habits();
                    navigate(
                        &to,
                        NavigateOptions {
                            replace: true,
                            ..NavigateOptions::default()
                        },
                    );
                }
                EntryState::Refused => {
                    let problem = entry.problem.clone().unwrap_or_default();
                    let outbox = self.outbox;
                    spawn_local(async move {
                        if let Err(error) = outbox.forget(&entry.id).await {
                            leptos::logging::warn!("the refused entry stays: {}", error.0);
                        }
                    });
                    untrack(move || self.come_back(problem));
                }
            }
        });
    }

    /// The backend refused: its findings stand at the fields like our own.
    fn come_back(self, problem: wire::problem::Problem) {
        let booking_lost = problem
            .fields
            .iter()
            .any(|finding| finding.code.starts_with("appointment."));
        if booking_lost {
            // The picker notices and offers the nearest three (BOK-4).
            self.form.facts.update(|facts| {
                if let Some(appointment) = &mut facts.appointment {
                    appointment.state = AppointmentState::Gone;
                }
            });
        }
        if problem
            .fields
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            self.form.refuse(problem.fields);
        } else {
            self.refusal.set(Some(ApiError::Problem(Box::new(problem))));
            self.form.attention.update(|n| *n += 1);
        }
    }

    /// Everything that must be put right, in the order of the form.
    pub fn summary(self) -> Signal<Vec<SummaryItem>> {
        let form = self.form;
        Memo::new(move |_| {
            if !form.was_pressed() {
                return Vec::new();
            }
            let mut findings: Vec<Finding> = form
                .findings()
                .into_iter()
                .filter(|finding| finding.severity == Severity::Error)
                .collect();
            findings.sort_by_key(|finding| super::parts::Part::of(&finding.path) as u8);
            let catalogue = form.catalogue();
            form.draft.with(|draft| {
                findings
                    .iter()
                    .map(|finding| SummaryItem {
                        target: id_of(&finding.path),
                        label: labels::label(form.lang, &catalogue, draft, &finding.path),
                        notice: notice(form.lang, finding),
                    })
                    .collect::<Vec<_>>()
            })
        })
        .into()
    }
}

/// What a person knows the order by.
fn title(draft: &domain::orders::OrderDraft) -> String {
    let user = paths::line(draft).end_user;
    let name = if user.kind == "company" {
        user.company_name
    } else {
        format!("{} {}", user.first_name.trim(), user.last_name.trim())
    };
    name.trim().to_owned()
}
