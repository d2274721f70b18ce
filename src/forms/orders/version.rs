//! OFF-5: what stands in one version of a draft, in words: choices by their names, answers by when they came.

use domain::{catalogue::Catalogue, changes::ChangeKind, moment::Moment};
use texts::Key;

use super::{
    change, labels,
    paths::{self, of_first},
    slots,
};
use crate::{
    language::{Lang, params, words},
    offline::sync::decide::Body,
    pages::when,
};

/// Says what stands in a version.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub lang: Lang,
    pub catalogue: &'a Catalogue,
    pub now: Moment,
}

impl Words<'_> {
    /// A typed value as the form shows it: choices by their names.
    pub fn value(self, body: &Body, path: &str) -> String {
        let lang = self.lang;
        let typed = paths::get(&body.order, path);
        let key = match (path, typed) {
            (_, "") => return String::new(),
            ("product" | "switch.product_from", code) => {
                let product = self.catalogue.product(code);
                return product.map_or_else(|| code.to_owned(), |product| lang.name(&product.name));
            }
            ("order_type", "standard") => Key::OrderFormTypeStandard,
            ("order_type", "project") => Key::OrderFormTypeProject,
            ("need", "new") => Key::OrderFormNeedNew,
            ("need", "switch") => Key::OrderFormNeedSwitch,
            ("need", "move") => Key::OrderFormNeedMove,
            ("need", "change") => Key::OrderFormNeedChange,
            ("need", "terminate") => Key::OrderFormNeedTerminate,
            ("change.what", what) => match ChangeKind::named(what) {
                Some(kind) => change::name(kind),
                None => return what.to_owned(),
            },
            ("switch.access_from", "shared") => Key::OrderFormAccessShared,
            ("switch.access_from", "full") => Key::OrderFormAccessFull,
            (of_first!("end_user.kind"), "private") => Key::OrderFormPrivate,
            (of_first!("end_user.kind"), "company") => Key::OrderFormCompany,
            (of_first!("address.kind"), "street") => Key::OrderFormStreet,
            (of_first!("address.kind"), "cadastre") => Key::OrderFormCadastre,
            (of_first!("address.kind"), "insa") => Key::OrderFormInsa,
            (_, typed) => {
                let choice = path.strip_prefix("attributes.").and_then(|code| {
                    let product = self.catalogue.product(&body.order.product)?;
                    product.attribute(code)?.choice(typed)
                });
                return choice.map_or_else(|| typed.to_owned(), |choice| lang.name(&choice.name));
            }
        };
        lang.text(key)
    }

    pub fn label(self, body: &Body, path: &str) -> String {
        if path == "need" {
            return self.lang.text(Key::OrderFormNeed);
        }
        labels::label(self.lang, self.catalogue, &body.order, path)
    }

    pub fn extra_work(self, body: &Body) -> String {
        let ordered = body.order.switch.extra_work.iter();
        let names = ordered.map(|code| {
            let work = self.catalogue.extra_work(code);
            work.map_or_else(|| code.clone(), |work| self.lang.name(&work.name))
        });
        names.collect::<Vec<_>>().join(", ")
    }

    pub fn check(self, body: &Body) -> String {
        let id = paths::line(&body.order).access_check.id;
        let asked = body.facts.access_check.as_ref().filter(|check| check.id == id);
        match asked {
            Some(check) => {
                let when = when::said(self.lang.now(), check.asked_at, self.now);
                self.lang
                    .fill(Key::OrderFormCheckKept, &params([("when", words(when))]))
            }
            None => id,
        }
    }

    pub fn appointment(self, body: &Body) -> String {
        let id = paths::line(&body.order).appointment.id;
        let held = body.facts.appointment.as_ref().filter(|held| held.id == id);
        held.map_or(id, |held| {
            let day = slots::day_name(self.lang, held.slot.date);
            format!("{day} {}", held.slot.window.hours())
        })
    }

    pub fn numbers(self, body: &Body) -> String {
        let id = paths::line(&body.order).numbers.reservation;
        let held = body.facts.reservation.as_ref().filter(|held| held.id == id);
        held.map_or(id, |held| held.series.in_words())
    }

    pub fn tick<Of>(self, mut ticked: Of, of: fn(&mut Of) -> &mut bool) -> String {
        let yes = *of(&mut ticked);
        self.lang.text(if yes {
            Key::OrderFormAnswerYes
        } else {
            Key::OrderFormAnswerNo
        })
    }
}
