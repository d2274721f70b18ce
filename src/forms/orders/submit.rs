//! Submit: errors first, then the outbox, then the answer (OFF-3).

use domain::{
    finding::{Finding, Param, Severity, codes},
    hold::HoldState,
    orders::OrderDraft,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use texts::Key;
use wire::orders::SentOrder;

use super::{
    booking, labels, numbers,
    paths::{self, id_of},
    project, refusal, reopened,
    state::{OrderForm, notice},
};
use crate::{
    api::client::ApiError,
    language::{params, words},
    offline::{
        outbox::{EntryState, Outbox, Standing},
        shown, store,
    },
    problem, routes,
    ui::error_summary::SummaryItem,
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
    /// OFF-5: the order that is changed, as somebody has changed it meanwhile.
    pub overtaken: RwSignal<Option<SentOrder>>,
}

/// Fifty lines can have hundreds of errors: nobody reads so many links, and each costs at every key press.
const MOST_SHOWN: usize = 25;

/// What the page shows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Editing,
    /// Between the press and the entry in the outbox: nothing is promised yet.
    Writing,
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
            overtaken: RwSignal::new(None),
        };
        submission.follow();
        submission
    }

    pub fn progress(self) -> Progress {
        let id = self.draft.get_value();
        match self.outbox.of_draft(&id) {
            Some(_) if self.waits_for_files() => Progress::Waiting,
            Some(entry) => match (entry.state, entry.tries) {
                (EntryState::Queued, 0) | (EntryState::Sending, 0..=1) | (EntryState::Confirmed, _) => {
                    Progress::Sending
                }
                (EntryState::Queued | EntryState::Sending, _) => Progress::Waiting,
                (EntryState::Refused | EntryState::Conflict, _) => Progress::Editing,
            },
            None if self.writing.get() => Progress::Writing,
            None => Progress::Editing,
        }
    }

    /// Whether it goes as soon as its files have been sent (ORD-9).
    pub fn waits_for_files(self) -> bool {
        let entry = self.outbox.of_draft(&self.draft.get_value());
        entry.is_some_and(|entry| entry.is_waiting() && self.outbox.standing(&entry) == Standing::Files)
    }

    /// How far it has come, in words, while it is on its way (OFF-3).
    pub fn said(self) -> Option<String> {
        let key = match self.progress() {
            Progress::Writing => Key::OrderFormBeingWritten,
            Progress::Sending => Key::OrderFormBeingSent,
            Progress::Editing | Progress::Waiting => return None,
        };
        Some(self.form.lang.text(key))
    }

    /// Why the whole was refused, in words.
    pub fn refusal(self) -> Option<String> {
        let lang = self.form.lang;
        if let Some(reason) = self.trouble.get() {
            return Some(lang.fill(
                Key::OrderFormNotWritten,
                &params([("reason", words(store::said(lang.now(), &reason)))]),
            ));
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
        let title = untrack(|| title(self.form, &draft));
        spawn_local(async move {
            let id = self.draft.get_value();
            let written = self.outbox.submit(&id, &draft, title, None).await;
            let _ = self.writing.try_set(false);
            if let Err(error) = written {
                let _ = self.trouble.try_set(Some(error.0));
                refusal::lead_here();
            }
        });
    }

    /// Follows the entry of this draft to its end.
    fn follow(self) {
        let navigate = use_navigate();
        let form = self.form;
        let (outbox, draft) = (self.outbox, self.draft.get_value());
        outbox.follow(&draft);
        on_cleanup(move || outbox.unfollow(&draft));
        let shown = shown::changes();
        Effect::new(move |_| {
            shown.track();
            let Some(entry) = self.outbox.of_draft(&self.draft.get_value()) else {
                return;
            };
            match entry.state {
                EntryState::Queued | EntryState::Sending => {}
                EntryState::Confirmed => {
                    let Some(order) = entry.order else { return };
                    let to = routes::order(&order);
                    form.reference.load_habits();
                    navigate(
                        &to,
                        NavigateOptions {
                            replace: true,
                            ..NavigateOptions::default()
                        },
                    );
                }
                // Where nobody sees the form, the outbox says so in the tab that is seen; the form hears of it when it is.
                EntryState::Refused | EntryState::Conflict if shown::is_hidden() => {}
                EntryState::Refused | EntryState::Conflict => {
                    let problem = entry.problem.clone().unwrap_or_default();
                    // A form that was opened in between knows only what was saved before Submit: the last words stand
                    // in the entry (OFF-1).
                    match crate::json::read::<OrderDraft>(&entry.body) {
                        Ok(order) if form.draft.with_untracked(|draft| *draft != order) => {
                            form.replace(order)
                        }
                        Ok(_) => {}
                        Err(error) => leptos::logging::warn!("the refused entry cannot be read: {error}"),
                    }
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
        if problem.status == 412 {
            reopened::look(self.form, self.overtaken);
        }
        // The pickers notice, and offer what is free now (BOK-4, NUM-2).
        for finding in &problem.fields {
            let lost = [
                (codes::APPOINTMENT_RAN_OUT, HoldState::Released),
                (codes::APPOINTMENT_GONE, HoldState::Gone),
                (codes::APPOINTMENT_USED, HoldState::Confirmed),
            ];
            if let Some((_, now)) = lost.into_iter().find(|(code, _)| finding.is(*code)) {
                booking::lose(self.form, now);
            } else if finding.code.starts_with("appointment.") && finding.severity == Severity::Error {
                booking::forget_held(self.form);
            }
            let lost = [
                (codes::NUMBERS_RAN_OUT, HoldState::Released),
                (codes::NUMBERS_GONE, HoldState::Gone),
                (codes::NUMBERS_USED, HoldState::Confirmed),
            ];
            if let Some((_, now)) = lost.into_iter().find(|(code, _)| finding.is(*code)) {
                numbers::lose(self.form, now);
            } else if finding.code.starts_with("numbers.") && finding.severity == Severity::Error {
                numbers::forget(self.form);
            }
        }
        if problem
            .fields
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            self.form.refuse(problem.fields);
        } else {
            self.refusal.set(Some(ApiError::Problem(Box::new(problem))));
            refusal::lead_here();
        }
    }

    /// How many errors there are.
    pub fn errors(self) -> Memo<usize> {
        let form = self.form;
        Memo::new(move |_| {
            let is_error = |finding: &&Finding| finding.severity == Severity::Error;
            form.with_found(|found| found.all.iter().filter(is_error).count())
        })
    }

    /// What must be put right, in the order of the form; where it is very much, the first of it.
    pub fn summary(self) -> Signal<Vec<SummaryItem>> {
        let form = self.form;
        Memo::new(move |_| {
            if !form.was_pressed() {
                return Vec::new();
            }
            let mut findings: Vec<Finding> = form.with_found(|found| {
                let errors = found.all.iter();
                errors
                    .filter(|finding| finding.severity == Severity::Error)
                    .cloned()
                    .collect()
            });
            // Line by line, and within each in the order of the form.
            let several = form.draft.with(|draft| draft.lines.len() > 1);
            findings.sort_by_key(|finding| {
                let line = paths::line_field(&finding.path)
                    .filter(|_| several)
                    .map(|(at, _)| at);
                (line, super::parts::Part::of(&finding.path) as u8)
            });
            findings.truncate(MOST_SHOWN);
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
fn title(form: OrderForm, draft: &OrderDraft) -> String {
    if let Some(installed) = form.installed() {
        return installed.end_user.full_name();
    }
    let name = project::name_of(&paths::line(draft));
    match draft.lines.len() {
        0 | 1 => name,
        lines => {
            let more = Param::Number(i64::try_from(lines - 1).unwrap_or(i64::MAX));
            format!(
                "{name} {}",
                form.lang.fill(Key::OrdersLinesMore, &params([("n", more)]))
            )
        }
    }
}
