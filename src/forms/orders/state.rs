//! The form as one thing: the draft, what the backend has answered about it, what the rules say of both.

use std::sync::Arc;

use domain::{
    appointment::Slot,
    catalogue::Catalogue,
    finding::{Finding, Severity},
    orders::{Context, Facts, LineDraft, OrderDraft, judge, typed},
    postcode::PostcodeRegister,
};
use leptos::prelude::*;
use time::Date;

use super::{
    about::{self, About},
    found::{Found, Left},
    lines::{FactsOfLine, LineKey, Lines, Which},
    paths,
    tally::Tally,
};
use crate::{
    clock::Clock,
    forms::press::AfterPress,
    language::{Lang, params, words},
    offline::drafts::{KeptFacts, KeptImport, KnownSubscription},
    reference::Reference,
    ui::notice::Notice,
};

#[derive(Clone, Copy)]
pub struct OrderForm {
    pub draft: RwSignal<OrderDraft>,
    pub lines: Lines,
    /// The line that this part of the form is about: paths that begin with `lines[].` are its.
    pub which: Which,
    /// What the backend has answered about that line.
    pub facts: FactsOfLine,
    /// What the backend has answered about the number of what is changed or ended.
    pub known: RwSignal<Option<KnownSubscription>>,
    /// A file on its way into the lines (ORD-8).
    pub import: RwSignal<KeptImport>,
    pub lang: Lang,
    pub clock: Clock,
    pub reference: Reference,
    pub(super) catalogue: StoredValue<Arc<Catalogue>>,
    /// What the order is about, the same for all lines.
    pub(super) about: Memo<About>,
    found: Memo<Found>,
    pub(super) tally: Memo<Tally>,
    pub(super) left: RwSignal<Left>,
    /// Submit was pressed: from then on everything that is wrong is said.
    pub(super) pressed: RwSignal<bool>,
    /// What the backend found wrong with the draft when it was submitted, until the field changes.
    refused: RwSignal<Vec<Finding>>,
    press: AfterPress,
    /// The technician's time that was held for an answer of Kapaks before the last (BOK-4).
    pub(super) wanted_slot: StoredValue<Option<Slot>>,
    /// Grows when the summary of errors shall take the focus.
    pub attention: RwSignal<u32>,
}

impl OrderForm {
    pub fn new(
        catalogue: Arc<Catalogue>,
        draft: OrderDraft,
        facts: KeptFacts,
        refused: Vec<Finding>,
    ) -> Self {
        let clock = Clock::of_context();
        let reference = Reference::of_context();
        let draft = RwSignal::new(draft);
        let known = RwSignal::new(facts.subscription.clone());
        let import = RwSignal::new(facts.import.clone());
        let lines = Lines::new(draft, Facts::from(facts));
        let pressed = RwSignal::new(!refused.is_empty());
        let refused = RwSignal::new(refused);
        let about = {
            let catalogue = catalogue.clone();
            Memo::new(move |before: Option<&About>| {
                // Made of the one before, so that fifty lines and as many fields share one product.
                known.with(|known| draft.with(|draft| About::of(draft, known.as_ref(), &catalogue, before)))
            })
        };
        let found = {
            let catalogue = catalogue.clone();
            let postcodes: Arc<PostcodeRegister> = reference.postcodes();
            Memo::new(move |_| {
                let (today, now) = (clock.today(), clock.roughly_now());
                let parsed = reference.habits().with(|habits| {
                    lines.facts.with(|facts| {
                        let context = Context {
                            today,
                            now,
                            catalogue: &catalogue,
                            postcodes: &postcodes,
                            facts,
                            habits,
                        };
                        known.with(|known| {
                            draft.with(|draft| judge(draft, &about::found(draft, known.as_ref()), &context))
                        })
                    })
                });
                refused.with(|refused| Found::of(parsed.valid.is_some(), parsed.findings, refused))
            })
        };
        let left = RwSignal::new(Left::default());
        let tally = Tally::follow(found, (pressed, left, lines));
        Self {
            draft,
            lines,
            which: Which::First,
            facts: FactsOfLine {
                lines,
                which: Which::First,
            },
            known,
            import,
            lang: Lang::of_context(),
            clock,
            reference,
            catalogue: StoredValue::new(catalogue),
            about,
            found,
            tally,
            left,
            pressed,
            refused,
            press: AfterPress::follow(),
            wanted_slot: StoredValue::new(None),
            attention: RwSignal::new(0),
        }
    }

    /// The same form, about another line.
    pub fn of(self, key: LineKey) -> Self {
        let which = Which::Line(key);
        Self {
            which,
            facts: FactsOfLine {
                lines: self.lines,
                which,
            },
            ..self
        }
    }

    pub fn catalogue(self) -> Arc<Catalogue> {
        self.catalogue.get_value()
    }

    /// The path in the draft: `lines[].contact.phone` is the phone of the line that this part is about.
    pub fn path(self, path: &str) -> String {
        match path.strip_prefix(paths::OF_LINE) {
            None => path.to_owned(),
            Some(field) => match self.lines.at(self.which) {
                Some(at) => format!("lines[{at}].{field}"),
                // The line has gone, and no field bears this name.
                None => format!("lines[gone].{field}"),
            },
        }
    }

    /// The id of the element of a field.
    pub fn id_of(self, path: &str) -> String {
        paths::id_of(&untrack(move || self.path(path)))
    }

    /// What is typed at a path.
    pub fn get(self, path: &str) -> String {
        let path = self.path(path);
        self.draft.with(|draft| paths::get(draft, &path).to_owned())
    }

    pub fn get_untracked(self, path: &str) -> String {
        untrack(move || self.get(path))
    }

    /// What is typed at a path, as a signal of its own.
    pub fn field(self, path: &'static str) -> Signal<String> {
        Memo::new(move |_| self.get(path)).into()
    }

    pub fn set(self, path: &str, value: String) {
        let path = untrack(move || self.path(path));
        if self
            .draft
            .with_untracked(|draft| paths::get(draft, &path) == value)
        {
            return;
        }
        self.draft.update(|draft| paths::set(draft, &path, value));
        self.forget_refusal(&path);
    }

    /// The field was left: what is typed there is shown as everybody writes it.
    pub fn tidy(self, path: &str) {
        let path = untrack(move || self.path(path));
        let (before, today) = (self.draft.get_untracked(), untrack(move || self.today()));
        let mut tidied = before.clone();
        if let Some((at, field)) = paths::line_field(&path)
            && let Some(line) = tidied.lines.get_mut(at)
        {
            typed::leave(line, field, today);
        }
        if tidied == before {
            return;
        }
        let changed = |path: &str| paths::get(&before, path) != paths::get(&tidied, path);
        self.forget_refusals_of(|refused| changed(&refused.path));
        self.draft.set(tidied);
    }

    /// Reads what is typed of the line that this part is about.
    pub fn with_line<T>(self, read: impl FnOnce(&LineDraft) -> T) -> T {
        let at = self.lines.at(self.which);
        self.draft
            .with(|draft| match at.and_then(|at| draft.lines.get(at)) {
                Some(line) => read(line),
                None => read(&LineDraft::default()),
            })
    }

    pub fn line_untracked(self) -> LineDraft {
        untrack(move || self.with_line(LineDraft::clone))
    }

    /// Changes the line that this part is about, unless it has gone meanwhile.
    pub fn change_line(self, change: impl FnOnce(&mut LineDraft)) {
        if let Some(at) = self.lines.at_untracked(self.which) {
            self.draft.update(|draft| paths::change_line(draft, at, change));
            self.lines.count_anew();
        }
    }

    /// Another draft in the place of this one.
    pub fn replace(self, order: OrderDraft) {
        self.draft.set(order);
        self.lines.count_anew();
    }

    /// What the backend said of a field is said no longer when the field is another.
    pub fn forget_refusal(self, path: &str) {
        let path = untrack(move || self.path(path));
        self.forget_refusals_of(|refused| refused.path == path);
    }

    /// What the backend said was about lines that stood elsewhere, or about what is another line now.
    pub fn forget_refusals_of_lines(self) {
        self.forget_refusals_of(|refused| refused.path.starts_with("lines"));
    }

    fn forget_refusals_of(self, is_over: impl Fn(&Finding) -> bool) {
        if self.refused.with_untracked(|all| all.iter().any(&is_over)) {
            self.refused.update(|all| all.retain(|finding| !is_over(finding)));
        }
    }

    /// A choice is checked at once.
    pub fn choose(self, path: &str, value: String) {
        self.set(path, value);
        self.leave(path);
    }

    /// Which line a path is about, and which field of it.
    fn place(self, path: &str) -> (Option<LineKey>, String) {
        let path = untrack(move || self.path(path));
        match paths::line_field(&path) {
            Some((at, field)) => (untrack(move || self.lines.key_at(at)), field.to_owned()),
            None => (None, path),
        }
    }

    /// The field was left.
    pub fn leave(self, path: &str) {
        self.leave_place(self.place(path));
    }

    fn leave_place(self, (line, field): (Option<LineKey>, String)) {
        if !self.left.with_untracked(|left| left.holds(line, &field)) {
            self.left.update(|left| {
                left.add(line, &field);
            });
        }
    }

    /// From now on everything that is wrong with these lines is said.
    pub fn leave_lines(self, lines: &[LineKey]) {
        self.left.update(|left| {
            for line in lines {
                left.add_line(*line);
            }
        });
    }

    /// The field was left, perhaps by pressing the pointer on something else. What is then said below the field must
    /// not push that something away from under the pointer, so it waits until the press is over.
    pub fn leave_after_press(self, path: &'static str) {
        let place = self.place(path);
        self.press.then(move || self.leave_place(place));
    }

    /// Changes the draft beyond one typed field.
    pub fn change(self, change: impl FnOnce(&mut OrderDraft)) {
        self.draft.update(change);
    }

    pub fn today(self) -> Date {
        self.clock.today()
    }

    /// Everything that is wrong or worth saying: what the rules find here, and what the backend found.
    pub fn with_found<T>(self, read: impl FnOnce(&Found) -> T) -> T {
        self.found.with(read)
    }

    /// The path that a link to this element speaks of.
    pub fn path_of(self, id: &str) -> Option<String> {
        self.found.with_untracked(|found| {
            let mut paths = found.all.iter().map(|finding| &finding.path);
            paths.find(|path| paths::id_of(path) == id).cloned()
        })
    }

    /// Whether anything that is found about the line of this part fits.
    pub fn line_has(self, fits: impl Fn(&Finding) -> bool) -> bool {
        let at = self.lines.at(self.which);
        at.is_some_and(|at| self.found.with(|found| found.of_line(at).any(fits)))
    }

    pub fn has_errors_untracked(self) -> bool {
        self.found.with_untracked(|found| !found.is_order)
    }

    /// Says everything from now on; Submit does.
    pub fn press(self) {
        self.pressed.set(true);
    }

    pub fn was_pressed(self) -> bool {
        self.pressed.get()
    }

    pub fn refuse(self, findings: Vec<Finding>) {
        self.refused.set(findings);
        self.pressed.set(true);
        self.attention.update(|n| *n += 1);
    }

    pub fn forget_refusals(self) {
        self.refused.set(Vec::new());
    }
}

/// A finding in the language of the moment.
pub fn notice(lang: Lang, finding: &Finding) -> Notice {
    let text = texts::message(lang.now(), &finding.code, &finding.params);
    let notice = match finding.severity {
        Severity::Error => Notice::error(text),
        Severity::Warning => Notice::warning(text),
        Severity::Hint => Notice::info(text),
    };
    match &finding.suggestion {
        Some(value) => notice.suggest(
            lang.fill(
                texts::Key::OrderFormUse,
                &params([("value", words(value.as_str()))]),
            ),
            value.as_str(),
        ),
        None => notice,
    }
}
