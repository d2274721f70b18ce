//! The form as one thing: the draft, what the backend has answered about it, what the rules say of both.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    access_check::{self, State as CheckState, Subject},
    appointment::{self, Booking},
    catalogue::{Catalogue, Product},
    finding::{Finding, Severity},
    orders::{Context, Facts, LineFacts, OrderDraft, OrderType, Outcome, parse},
    postcode::PostcodeRegister,
};
use leptos::prelude::*;
use time::Date;

use super::{parts::Part, paths};
use crate::{
    clock::Clock,
    language::{Lang, params, words},
    reference::Reference,
    ui::{layout::SectionState, notice::Notice},
};

#[derive(Clone, Copy)]
pub struct OrderForm {
    pub draft: RwSignal<OrderDraft>,
    /// What the backend has answered about the one line.
    pub facts: RwSignal<LineFacts>,
    pub lang: Lang,
    pub clock: Clock,
    pub reference: Reference,
    catalogue: StoredValue<Arc<Catalogue>>,
    outcome: Memo<Outcome>,
    /// Fields that were left once: from then on what is wrong with them is said.
    left: RwSignal<BTreeSet<String>>,
    /// Submit was pressed: from then on everything that is wrong is said.
    pressed: RwSignal<bool>,
    /// What the backend found wrong with the draft when it was submitted, until the field changes.
    refused: RwSignal<Vec<Finding>>,
    /// Fields that were left by a press of the pointer that is not over yet.
    leaving: StoredValue<Vec<&'static str>>,
    pointer_down: StoredValue<bool>,
    /// Grows when the summary of errors shall take the focus.
    pub attention: RwSignal<u32>,
}

impl OrderForm {
    pub fn new(
        catalogue: Arc<Catalogue>,
        draft: OrderDraft,
        facts: LineFacts,
        refused: Vec<Finding>,
    ) -> Self {
        let clock = Clock::of_context();
        let reference = Reference::of_context();
        let draft = RwSignal::new(draft);
        let facts = RwSignal::new(facts);
        let outcome = {
            let catalogue = catalogue.clone();
            let postcodes: Arc<PostcodeRegister> = reference.postcodes();
            Memo::new(move |_| {
                let facts = Facts {
                    lines: vec![facts.get()],
                };
                let (today, now) = (clock.today(), clock.roughly_now());
                reference.habits().with(|habits| {
                    let context = Context {
                        today,
                        now,
                        catalogue: &catalogue,
                        postcodes: &postcodes,
                        facts: &facts,
                        habits,
                    };
                    draft.with(|draft| parse(draft, &context))
                })
            })
        };
        let pressed = RwSignal::new(!refused.is_empty());
        let form = Self {
            draft,
            facts,
            lang: Lang::of_context(),
            clock,
            reference,
            catalogue: StoredValue::new(catalogue),
            outcome,
            left: RwSignal::new(BTreeSet::new()),
            pressed,
            refused: RwSignal::new(refused),
            leaving: StoredValue::new(Vec::new()),
            pointer_down: StoredValue::new(false),
            attention: RwSignal::new(0),
        };
        form.follow_the_pointer();
        form
    }

    pub fn catalogue(self) -> Arc<Catalogue> {
        self.catalogue.get_value()
    }

    /// The chosen product.
    pub fn product(self) -> Option<Product> {
        let code = self.get("product");
        self.catalogue
            .with_value(|catalogue| catalogue.product(code.trim()).cloned())
    }

    pub fn order_type(self) -> OrderType {
        self.draft.with(|draft| draft.order_type().unwrap_or_default())
    }

    /// What is typed at a path.
    pub fn get(self, path: &str) -> String {
        self.draft.with(|draft| paths::get(draft, path).to_owned())
    }

    pub fn get_untracked(self, path: &str) -> String {
        self.draft
            .with_untracked(|draft| paths::get(draft, path).to_owned())
    }

    /// What is typed at a path, as a signal of its own.
    pub fn field(self, path: &'static str) -> Signal<String> {
        Memo::new(move |_| self.get(path)).into()
    }

    pub fn set(self, path: &str, value: String) {
        if self.get_untracked(path) == value {
            return;
        }
        self.draft.update(|draft| paths::set(draft, path, value));
        self.forget_refusal(path);
    }

    /// What the backend said of a field is said no longer when the field is another.
    pub fn forget_refusal(self, path: &str) {
        if self
            .refused
            .with_untracked(|all| all.iter().any(|finding| finding.path == path))
        {
            self.refused
                .update(|all| all.retain(|finding| finding.path != path));
        }
    }

    /// A choice is checked at once.
    pub fn choose(self, path: &str, value: String) {
        self.set(path, value);
        self.leave(path);
    }

    /// The field was left.
    pub fn leave(self, path: &str) {
        if !self.left.with_untracked(|left| left.contains(path)) {
            self.left.update(|left| {
                left.insert(path.to_owned());
            });
        }
    }

    /// The field was left, perhaps by pressing the pointer on something else. What is then said below the field must
    /// not push that something away from under the pointer, so it waits until the press is over.
    pub fn leave_after_press(self, path: &'static str) {
        if self.pointer_down.get_value() {
            self.leaving.update_value(|leaving| leaving.push(path));
        } else {
            self.leave(path);
        }
    }

    fn follow_the_pointer(self) {
        let down = window_event_listener_untyped("pointerdown", move |_| self.pointer_down.set_value(true));
        let released = move |_: web_sys::Event| {
            self.pointer_down.set_value(false);
            // The click itself comes after the release.
            request_animation_frame(move || {
                for path in self.leaving.try_update_value(core::mem::take).unwrap_or_default() {
                    self.leave(path);
                }
            });
        };
        let up = window_event_listener_untyped("pointerup", released);
        let cancelled = window_event_listener_untyped("pointercancel", released);
        on_cleanup(move || {
            down.remove();
            up.remove();
            cancelled.remove();
        });
    }

    /// Changes the draft beyond one typed field.
    pub fn change(self, change: impl FnOnce(&mut OrderDraft)) {
        self.draft.update(change);
    }

    pub fn today(self) -> Date {
        self.clock.today()
    }

    /// Everything that is wrong or worth saying: what the rules find here, and what the backend found.
    pub fn findings(self) -> Vec<Finding> {
        let mut findings = self.outcome.with(|outcome| outcome.findings.clone());
        self.refused.with(|refused| {
            for finding in refused {
                let said_here = |known: &Finding| {
                    known.path == finding.path
                        && (known.code == finding.code || known.severity == Severity::Error)
                };
                if !findings.iter().any(said_here) {
                    findings.push(finding.clone());
                }
            }
        });
        findings
    }

    pub fn has_errors_untracked(self) -> bool {
        self.outcome.with_untracked(|outcome| {
            outcome.order.is_none()
                || outcome
                    .findings
                    .iter()
                    .any(|finding| finding.severity == Severity::Error)
        })
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

    /// Whether what is wrong at a path is said yet.
    fn is_said(self, path: &str) -> bool {
        self.pressed.get() || self.left.with(|left| left.contains(path))
    }

    /// What is said at a field.
    pub fn notices(self, path: &'static str) -> Signal<Vec<Notice>> {
        self.notices_of(vec![path.to_owned()])
    }

    /// What is said at a field that speaks for several paths.
    pub fn notices_of(self, paths: Vec<String>) -> Signal<Vec<Notice>> {
        Memo::new(move |_| {
            let said = |finding: &Finding| paths.contains(&finding.path) && self.is_said(&finding.path);
            let lang = self.lang;
            self.findings()
                .iter()
                .filter(|finding| said(finding))
                .map(|finding| notice(lang, finding))
                .collect::<Vec<_>>()
        })
        .into()
    }

    /// How far a section has come.
    pub fn section(self, part: Part) -> SectionState {
        let findings = self.findings();
        let own = || {
            findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error && Part::of(&finding.path) == part)
        };
        let said = own().filter(|finding| self.is_said(&finding.path)).count();
        if said > 0 {
            return SectionState::Errors(u32::try_from(said).unwrap_or(u32::MAX));
        }
        let begun = self.draft.with(|draft| has_begun(draft, part));
        match (own().next().is_some(), begun) {
            (true, true) => SectionState::InProgress,
            (false, true) => SectionState::Done,
            (true, false) => SectionState::NotBegun,
            // Nothing is asked for here; that is done only where nothing ever will be.
            (false, false) => {
                let no_check = part == Part::Delivery
                    && self.with_check(|state| *state == CheckState::NotNeeded) == Some(true);
                if no_check {
                    SectionState::Done
                } else {
                    SectionState::NotBegun
                }
            }
        }
    }

    /// What Kapaks is to be asked.
    pub fn subject(self) -> Subject {
        self.draft.with(|draft| {
            let line = paths::line(draft);
            self.catalogue.with_value(|catalogue| {
                Subject::of(
                    catalogue,
                    &draft.product,
                    &draft.attributes,
                    &line.address,
                    &line.access_check.number,
                )
            })
        })
    }

    /// Hands over where the check of the line stands.
    pub fn with_check<T>(self, read: impl FnOnce(&CheckState<'_>) -> T) -> Option<T> {
        let product = self.product()?;
        let subject = self.subject();
        let line = self.draft.with(paths::line);
        let now = self.clock.roughly_now();
        self.facts.with(|facts| {
            let named = (line.access_check.id.as_str(), line.access_check.hit.as_str());
            let recorded = facts.access_check.as_ref();
            let state = access_check::decide(
                &product,
                &subject,
                named,
                recorded,
                line.address.not_in_register,
                now,
            );
            Some(read(&state))
        })
    }

    /// Whether a technician is booked; none while no product is chosen.
    pub fn booking(self) -> Option<Booking> {
        let product = self.product()?;
        let order_type = self.order_type();
        self.with_check(|state| appointment::booking(&product, order_type, state))
    }
}

/// Whether anything was typed or chosen in a section.
fn has_begun(draft: &OrderDraft, part: Part) -> bool {
    let line = paths::line(draft);
    match part {
        Part::What => !draft.product.is_empty(),
        // The kind is preselected.
        Part::Who => {
            let kind = line.end_user.kind.clone();
            line.end_user
                != domain::customer::EndUserDraft {
                    kind,
                    ..Default::default()
                }
        }
        Part::Where => line.address != domain::address::AddressDraft::default(),
        Part::Delivery => !line.access_check.id.is_empty(),
        Part::Contact => line.contact != domain::customer::ContactDraft::default(),
        Part::When => !draft.requested_date.is_empty(),
        Part::References => [
            &draft.project_reference,
            &draft.customer_invoice_ref,
            &draft.customer_order_ref,
        ]
        .iter()
        .any(|r| !r.is_empty()),
        Part::Confirmations => line.confirmations != domain::orders::ConfirmationsDraft::default(),
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
