//! What is said at each field, and how far each section of the form has come.

use domain::{
    access_check::State as CheckState,
    finding::Finding,
    orders::{LineDraft, Need, OrderDraft},
};
use leptos::prelude::*;

use super::{
    parts::Part,
    state::{OrderForm, notice},
};
use crate::ui::{layout::SectionState, notice::Notice};

impl OrderForm {
    /// What is said at a field.
    pub fn notices(self, path: &'static str) -> Signal<Vec<Notice>> {
        self.notices_of(path.to_owned())
    }

    /// What is said at a field whose name is data.
    pub fn notices_of(self, path: String) -> Signal<Vec<Notice>> {
        self.notices_that(path, |_| true)
    }

    /// Those of them that fit, where the others are said in another way.
    pub fn notices_that(self, path: String, fits: fn(&Finding) -> bool) -> Signal<Vec<Notice>> {
        Memo::new(move |_| {
            let path = self.path(&path);
            if !self.is_said(&path) {
                return Vec::new();
            }
            self.with_found(|found| {
                found
                    .at(&path)
                    .filter(|finding| fits(finding))
                    .map(|finding| notice(self.lang, finding))
                    .collect()
            })
        })
        .into()
    }

    /// How far a section has come; one of a line, for the line that this part is about.
    pub fn section(self, part: Part) -> SectionState {
        let errors = self.errors_in(part);
        if errors.said > 0 {
            return SectionState::Errors(u32::try_from(errors.said).unwrap_or(u32::MAX));
        }
        let begun = self.with_line(|line| self.draft.with(|draft| has_begun(draft, line, part)));
        match (errors.all > 0, begun) {
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
}

/// Whether anything was typed or chosen in a section.
pub fn has_begun(draft: &OrderDraft, line: &LineDraft, part: Part) -> bool {
    match part {
        Part::Installed => !draft.subscription.number.is_empty(),
        Part::Change => !draft.change.what.is_empty() || Need::named(&draft.need) == Some(Need::Move),
        Part::Switch => {
            let extra_work = draft.switch.extra_work.clone();
            draft.switch
                != domain::isp_switch::SwitchDraft {
                    extra_work,
                    ..Default::default()
                }
        }
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
        Part::Attachments => !line.attachments.is_empty(),
        Part::Confirmations => line.confirmations != domain::orders::ConfirmationsDraft::default(),
    }
}
