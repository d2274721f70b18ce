//! What of a subscription is changed: one thing at a time (CHG, GRD-2).

use domain::{changes::ChangeKind, orders::LineDraft, subscriptions::Subscription};
use leptos::prelude::*;
use texts::Key;

use super::{fields::ChoiceField, parts::Part, paths, state::OrderForm};
use crate::{
    language::t,
    ui::{
        choice::ChoiceLook,
        field::Choice,
        layout::{Fields, Section},
    },
};

/// What it is called.
pub fn name(kind: ChangeKind) -> Key {
    match kind {
        ChangeKind::Speed => Key::OrderFormChangeSpeed,
        ChangeKind::Access => Key::OrderFormChangeAccess,
        ChangeKind::Move => Key::OrderFormChangeMove,
        ChangeKind::Customer => Key::OrderFormChangeCustomer,
        ChangeKind::Contact => Key::OrderFormChangeContact,
    }
}

fn help(kind: ChangeKind) -> Key {
    match kind {
        ChangeKind::Speed => Key::OrderFormChangeSpeedHelp,
        ChangeKind::Access => Key::OrderFormChangeAccessHelp,
        ChangeKind::Move => Key::OrderFormChangeMoveHelp,
        ChangeKind::Customer => Key::OrderFormChangeCustomerHelp,
        ChangeKind::Contact => Key::OrderFormChangeContactHelp,
    }
}

#[component]
pub fn Change(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let choices = Signal::derive(move || {
        ChangeKind::ALL
            .into_iter()
            .map(|kind| Choice::new(kind.as_str(), lang.text(name(kind))).help(lang.text(help(kind))))
            .collect::<Vec<_>>()
    });
    // Who came by "to move" has answered already (GRD-2).
    Effect::new(move |_| {
        let kind = form.change_kind();
        if let Some(kind) = kind.filter(|_| form.get_untracked("change.what").is_empty()) {
            form.set("change.what", kind.as_str().to_owned());
        }
    });
    adopt_what_is_installed(form);
    view! {
        <Section
            id=Part::Change.id()
            question=t(Part::Change.question())
            help=t(Part::Change.help())
            state=Signal::derive(move || form.section(Part::Change))
        >
            <Fields>
                <ChoiceField form path="change.what" choices look=ChoiceLook::Cards/>
            </Fields>
        </Section>
    }
}

/// The fields begin with what is installed, so that only the new has to be typed; what was typed stays.
fn adopt_what_is_installed(form: OrderForm) {
    let about = Memo::new(move |_| Some((form.change_kind()?, form.installed()?)));
    Effect::new(move |before: Option<Option<(ChangeKind, String)>>| {
        let (kind, installed) = about.get()?;
        let this = Some((kind, installed.id.clone()));
        if before.flatten() != this {
            untrack(|| adopt(form, kind, &installed));
        }
        this
    });
}

fn adopt(form: OrderForm, kind: ChangeKind, installed: &Subscription) {
    form.change(|draft| {
        if draft.product != installed.product && kind != ChangeKind::Access {
            draft.product.clone_from(&installed.product);
            draft.attributes.clone_from(&installed.attributes);
        }
        if kind == ChangeKind::Move {
            // What is moved stays what it is.
            draft.attributes.clone_from(&installed.attributes);
        }
        let untouched = LineDraft::default();
        paths::change_line(draft, 0, |line| {
            let nobody = line.end_user.first_name.is_empty()
                && line.end_user.last_name.is_empty()
                && line.end_user.company_name.is_empty();
            if nobody && kind != ChangeKind::Customer {
                line.end_user = (&installed.end_user).into();
            }
            if line.contact == untouched.contact
                && let Some(contact) = &installed.contact
            {
                line.contact = contact.into();
            }
            if kind == ChangeKind::Access && line.address == untouched.address {
                line.address = (&installed.address).into();
            }
        });
    });
}
