//! A small form over something that colleagues share: what is typed, what is wrong with it, and saving it over the version
//! that was seen, so that nobody's change is lost silently (OFF-5).

mod conflict;

pub use conflict::Conflict;

use std::collections::BTreeSet;

use domain::finding::{Finding, Severity};
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use texts::Key;

use super::{
    delivery::{Delivery, Outcome},
    orders::notice,
    press::AfterPress,
};
use crate::{
    api::client::ApiError,
    language::{Lang, t},
    offline::{
        begun::{Keeping, Kind},
        outbox::Errand,
    },
    pages::note::Note,
    problem,
    ui::{
        button::{Button, ButtonKind},
        compare::{Chosen, obvious_choices},
        error_summary::SummaryItem,
        icon::Icon,
        notice::Notice,
    },
};

/// One field: its path, its label, what stands there as text, and taking it over from another version.
pub struct Part<D> {
    pub path: &'static str,
    pub label: Key,
    pub get: fn(&D) -> String,
    pub take: fn(&mut D, &D),
}

/// What such a form is filled in for.
pub trait Shared: Clone + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// In the order in which they stand.
    const PARTS: &'static [Part<Self>];
    /// What the ids of its fields begin with.
    const ID: &'static str;
    /// As what it is kept while it is typed.
    const KIND: Kind;

    /// What a person knows it by.
    fn name(&self) -> String;

    /// Everything that is wrong, as far as this browser can tell.
    fn check(&self) -> Vec<Finding>;

    /// Where it goes: what it is about, and the version that was seen of that; none for what is new.
    fn errand(about: String, seen: Option<i64>) -> Errand;

    /// What stands in a 412.
    fn current(of: &serde_json::Value) -> Option<Theirs<Self>>;
}

/// What became of a form that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Saved,
    /// It goes by itself when the connection is back.
    Waits,
}

/// What the backend has instead of what was seen.
#[derive(Clone, PartialEq)]
pub struct Theirs<D> {
    pub draft: D,
    pub version: i64,
}

/// What is kept of such a form in this browser: the version that was seen goes along, so that what a colleague saves
/// meanwhile is noticed after a reload, too.
#[derive(Serialize, Deserialize)]
struct Typed<D> {
    draft: D,
    was: D,
    version: Option<i64>,
}

/// The form's state. Copy it into any handler.
pub struct Editing<D: Shared> {
    pub draft: RwSignal<D>,
    /// As it was when the form was opened.
    was: RwSignal<D>,
    /// The version that was seen; none for what is new.
    version: RwSignal<Option<i64>>,
    left: RwSignal<BTreeSet<&'static str>>,
    tried: RwSignal<bool>,
    /// What the backend found wrong, and with what.
    refused: RwSignal<Option<(D, Vec<Finding>)>>,
    failed: RwSignal<Option<ApiError>>,
    theirs: RwSignal<Option<Theirs<D>>>,
    chosen: RwSignal<Chosen>,
    /// Grows each time the error summary shall take the focus.
    pub attention: RwSignal<u32>,
    /// What was sent last.
    sent: StoredValue<Option<D>>,
    keeping: Keeping,
    delivery: Delivery,
    press: AfterPress,
    lang: Lang,
}

impl<D: Shared> Clone for Editing<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Shared> Copy for Editing<D> {}

impl<D: Shared> Editing<D> {
    /// Call it while a component is made.
    pub fn new() -> Self {
        let draft = RwSignal::new(D::default());
        let was = RwSignal::new(D::default());
        let version = RwSignal::new(None);
        let keeping = Keeping::of(D::KIND, move || {
            let (draft, was, version) = (draft.get(), was.get(), version.get());
            (draft != was).then(|| (draft.name(), Typed { draft, was, version }))
        });
        Self {
            draft,
            was,
            version,
            left: RwSignal::new(BTreeSet::new()),
            tried: RwSignal::new(false),
            refused: RwSignal::new(None),
            failed: RwSignal::new(None),
            theirs: RwSignal::new(None),
            chosen: RwSignal::new(Chosen::new()),
            attention: RwSignal::new(0),
            sent: StoredValue::new(None),
            keeping,
            delivery: Delivery::of(keeping),
            press: AfterPress::follow(),
            lang: Lang::of_context(),
        }
    }

    /// Begins with this, seen in this version.
    pub fn open(self, draft: D, version: Option<i64>) {
        self.was.set(draft.clone());
        self.draft.set(draft);
        self.version.set(version);
        self.left.set(BTreeSet::new());
        self.tried.set(false);
        self.refused.set(None);
        self.failed.set(None);
        self.theirs.set(None);
        self.sent.set_value(None);
    }

    /// Keeps what is typed as being of `about`, and goes on with what was typed of it before.
    pub fn keep(self, about: String) {
        self.keeping.begin(about, move |begun| {
            if let Some(Typed { draft, was, version }) = begun.read() {
                self.was.set(was);
                self.draft.set(draft);
                self.version.set(version);
            }
        });
    }

    pub fn keeping(self) -> Keeping {
        self.keeping
    }

    /// Throws away what is typed: nothing is left that would be kept.
    pub fn start_over(self) {
        self.open(self.was.get_untracked(), self.version.get_untracked());
    }

    pub fn is_new(self) -> bool {
        self.version.with(Option::is_none)
    }

    /// Whether something is typed that is not saved.
    pub fn is_changed(self) -> bool {
        self.draft.with(|draft| self.was.with(|was| draft != was))
    }

    pub fn is_changed_untracked(self) -> bool {
        untrack(|| self.is_changed())
    }

    pub fn theirs(self) -> RwSignal<Option<Theirs<D>>> {
        self.theirs
    }

    /// A field was left: from now on it is said what is wrong with it.
    pub fn leave(self, path: &'static str) {
        self.press.then(move || {
            self.left.try_update(|left| left.insert(path));
        });
    }

    fn findings(self) -> Vec<Finding> {
        self.draft.with(|draft| {
            let mut findings = draft.check();
            self.refused.with(|refused| {
                // What the backend said holds for what it was said of.
                if let Some((of, said)) = refused
                    && of == draft
                {
                    let new = |finding: &&Finding| {
                        !findings
                            .iter()
                            .any(|known| known.path == finding.path && known.code == finding.code)
                    };
                    let more: Vec<_> = said.iter().filter(new).cloned().collect();
                    findings.extend(more);
                }
            });
            findings
        })
    }

    /// What is said at a field.
    pub fn notices(self, path: &'static str) -> Signal<Vec<Notice>> {
        Memo::new(move |_| {
            if !self.tried.get() && !self.left.with(|left| left.contains(path)) {
                return Vec::new();
            }
            self.findings()
                .iter()
                .filter(|finding| finding.path == path)
                .map(|finding| notice(self.lang, finding))
                .collect::<Vec<_>>()
        })
        .into()
    }

    /// The errors of a form that was tried to be saved.
    pub fn summary(self) -> Signal<Vec<SummaryItem>> {
        Memo::new(move |_| {
            if !self.tried.get() {
                return Vec::new();
            }
            let label = |path: &str| {
                let part = D::PARTS.iter().find(|part| part.path == path);
                part.map_or_else(String::new, |part| self.lang.text(part.label))
            };
            self.findings()
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| SummaryItem {
                    target: id_of::<D>(&finding.path),
                    label: label(&finding.path),
                    notice: notice(self.lang, finding),
                })
                .collect::<Vec<_>>()
        })
        .into()
    }

    /// `done` hears each time it has been saved, or waits to be. Call it once, while a component is made.
    pub fn hear(self, done: impl Fn(Done) + 'static) {
        self.delivery.hear(move |outcome| match outcome {
            Outcome::Arrived(version) => {
                // What waited since before this form was opened could not be changed, and stands in it.
                let sent = self.sent.try_update_value(Option::take).flatten();
                let sent = sent.unwrap_or_else(|| self.draft.get_untracked());
                self.tried.set(false);
                self.version.set(Some(version));
                self.was.set(sent);
                done(Done::Saved);
            }
            Outcome::Waits => done(Done::Waits),
            Outcome::Back(error, _) => {
                let sent = self.sent.try_update_value(Option::take).flatten();
                self.not_done(error, sent.unwrap_or_else(|| self.draft.get_untracked()));
            }
        });
    }

    /// Saves what is typed of `about`.
    pub fn save(self, about: String) {
        if untrack(|| self.is_busy()) {
            return;
        }
        self.tried.set(true);
        let wrong = |finding: &Finding| finding.severity == Severity::Error;
        if untrack(|| self.findings()).iter().any(wrong) {
            self.attention.update(|times| *times += 1);
            return;
        }
        self.failed.set(None);
        let draft = self.draft.get_untracked();
        let errand = D::errand(about, self.version.get_untracked());
        self.delivery.send(errand, draft.name(), &draft);
        self.sent.set_value(Some(draft));
    }

    pub fn is_busy(self) -> bool {
        self.delivery.is_busy()
    }

    /// It lies in the outbox, where nobody changes it.
    pub fn is_waiting(self) -> bool {
        self.delivery.is_waiting()
    }

    pub fn delivery(self) -> Delivery {
        self.delivery
    }

    fn not_done(self, error: ApiError, draft: D) {
        if let ApiError::Problem(problem) = &error {
            if problem.status == 422 && !problem.fields.is_empty() {
                self.tried.set(true);
                self.refused.set(Some((draft, problem.fields.clone())));
                self.attention.update(|times| *times += 1);
                return;
            }
            if problem.status == 412
                && let Some(theirs) = problem.current.as_ref().and_then(D::current)
            {
                self.chosen
                    .set(obvious_choices(&conflict::rows(self, &theirs.draft, &plain)));
                self.theirs.set(Some(theirs));
                return;
            }
            if problem.status == 404 {
                // Whoever still wants it saves it anew.
                self.version.set(None);
            }
        }
        self.failed.set(Some(error));
    }

    /// Why it cannot be saved now: it waits, or so many fields are still to be chosen.
    pub fn closed(self) -> Option<String> {
        let left = self.left_to_choose();
        let undecided = (left > 0).then(|| self.lang.count(Key::EditingLeftOne, Key::EditingLeftOther, left));
        self.delivery.closed().or(undecided)
    }
}

fn plain(_: &'static str, text: String) -> String {
    text
}

/// The id of a field's input.
pub fn id_of<D: Shared>(path: &str) -> String {
    format!("{}-{}", D::ID, path.replace('_', "-"))
}

/// Why it was not saved, where no field is at fault.
#[component]
pub fn Failure<D: Shared>(
    editing: Editing<D>,
    /// What is said when it does not exist any more.
    gone: Key,
) -> impl IntoView {
    let lang = Lang::of_context();
    let text = Signal::derive(move || {
        if let Some(trouble) = editing.delivery.trouble() {
            return Some(trouble);
        }
        let error = editing.failed.get()?;
        let why = match error.status() {
            Some(404) => lang.text(gone),
            _ => problem::explain(lang.now(), &error),
        };
        Some(format!("{}: {why}", lang.text(Key::EditingNotDone)))
    });
    view! { <Note text icon=Icon::Error color="danger"/> }
}

/// Throws away what is typed and not saved; nothing while there is nothing.
#[component]
pub fn StartOver<D: Shared>(editing: Editing<D>) -> impl IntoView {
    let changed = Memo::new(move |_| editing.is_changed());
    move || {
        changed.get().then(|| {
            let start_over = Callback::new(move |()| editing.start_over());
            view! { <Button text=t(Key::FormsStartOver) kind=ButtonKind::Tertiary on_press=start_over/> }
        })
    }
}
