//! Where the check of a line stands, and what that allows.

use domain::{
    access_check::{self, State as CheckState, Subject},
    appointment::Booking,
    catalogue::Catalogue,
    isp_switch,
    orders::{self, LineDraft, Need},
};
use leptos::prelude::*;
use time::Date;

use super::{about::About, state::OrderForm};

fn subject_of(about: &About, line: &LineDraft, catalogue: &Catalogue) -> Subject {
    Subject::of(
        catalogue,
        &about.code,
        &about.attributes,
        &line.address,
        &line.access_check.number,
    )
}

impl OrderForm {
    /// What Kapaks is to be asked.
    pub fn subject(self) -> Subject {
        self.with_line(|line| {
            self.about.with(|about| {
                self.catalogue
                    .with_value(|catalogue| subject_of(about, line, catalogue))
            })
        })
    }

    /// Hands over where the check of the line stands.
    pub fn with_check<T>(self, read: impl FnOnce(&CheckState<'_>) -> T) -> Option<T> {
        self.with_line(|line| self.with_check_of(line, read))
    }

    /// The same, for the line as it is typed.
    pub fn with_check_of<T>(self, line: &LineDraft, read: impl FnOnce(&CheckState<'_>) -> T) -> Option<T> {
        let now = self.clock.roughly_now();
        self.about.with(|about| {
            let product = about.product.as_ref()?;
            let subject = self
                .catalogue
                .with_value(|catalogue| subject_of(about, line, catalogue));
            self.facts.with(|facts| {
                let named = (line.access_check.id.as_str(), line.access_check.hit.as_str());
                let recorded = facts.access_check.as_ref();
                let state = access_check::decide(
                    product,
                    &subject,
                    named,
                    recorded,
                    line.address.not_in_register,
                    now,
                );
                Some(read(&state))
            })
        })
    }

    /// Whether a technician is booked; none while no product is chosen.
    pub fn booking(self) -> Option<Booking> {
        let product = self.product()?;
        let catalogue = self.catalogue();
        self.with_check(|state| {
            self.draft
                .with(|draft| orders::booking_of(draft, &product, state, &catalogue))
        })
    }

    /// The first day that a slot may be on, where not all that were found will do.
    pub fn first_slot_day(self) -> Option<Date> {
        let (product, today, catalogue) = (self.product()?, self.today(), self.catalogue());
        self.draft
            .with(|draft| orders::first_slot_day_of(draft, &product, &catalogue, today))
    }

    /// ISP-6: of a switch, whether somebody comes; everything else goes by its product.
    pub fn is_visited(self) -> bool {
        let product = self.product().is_none_or(|product| product.visit);
        let by_switch = self.need() != Some(Need::Switch)
            || self.draft.with(|draft| {
                self.catalogue
                    .with_value(|catalogue| isp_switch::needs_technician(draft, catalogue))
            });
        product && by_switch
    }
}
