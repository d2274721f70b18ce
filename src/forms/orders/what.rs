//! What is ordered: the type of order, the product, its technical attributes (ORD-1, ORD-2, ORD-3).

use domain::{
    access_check,
    catalogue::{AccessKind, Attribute, Name, Product, QuoteNeed},
    changes::ChangeKind,
    isp_switch::{self, Hindrance},
    numbers::{Origin, RESERVED_NUMBER},
    orders::Need,
};
use leptos::prelude::*;
use texts::Key;

use super::{
    booking,
    fields::{SelectField, TextField},
    numbers,
    parts::Part,
    paths::{id_of, of_line},
    state::OrderForm,
    ways_out::OtherAccess,
};
use crate::{
    language::t,
    ui::{
        field::{Choice, Field, Select},
        layout::{Fields, Section},
    },
};

/// So many characters of a choice are shown whole in a field of four columns, also beside the summary.
const SHORT: usize = 11;

#[component]
pub fn What(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let types = Signal::derive(move || {
        vec![
            Choice::new("standard", lang.text(Key::OrderFormTypeStandard)),
            Choice::new("project", lang.text(Key::OrderFormTypeProject)),
        ]
    });
    let products = Signal::derive(move || {
        let mut choices = Vec::new();
        for product in form
            .catalogue()
            .products
            .iter()
            .filter(|product| product.orderable && may_become(form, product))
        {
            let choice = Choice::new(product.code.as_str(), lang.name(&product.name));
            choices.push(match product.quote {
                QuoteNeed::No => choice,
                QuoteNeed::PriceList | QuoteNeed::PriceListInZone1 | QuoteNeed::Manual => {
                    choice.closed(lang.text(Key::OrderFormQuoteFirst))
                }
            });
        }
        // What can be ordered here comes first.
        choices.sort_by_key(|choice| choice.closed.is_some());
        choices
    });
    // Only new orders come as projects (ORD-1).
    let has_type = Memo::new(move |_| form.need() == Some(Need::New));
    // Another speed is of the same product.
    let chooses = Memo::new(move |_| {
        let installed = form.draft.with(|draft| draft.names_a_subscription());
        !installed || form.change_kind() == Some(ChangeKind::Access)
    });
    // By their codes: a change of language or of a choice must not make the fields anew.
    let asked = Memo::new(move |_| {
        let chosen = form.draft.with(|draft| draft.attributes.clone());
        let new = form.need() == Some(Need::New);
        form.product().map_or_else(Vec::new, |product| {
            product
                .attributes_asked(&chosen)
                // NUM-2: it is chosen where the technician is booked.
                .filter(|attribute| !(new && attribute.code == RESERVED_NUMBER))
                .map(|attribute| (product.code.clone(), attribute.clone()))
                .collect::<Vec<_>>()
        })
    });
    // NUM-4
    let ported = Memo::new(move |_| numbers::origin(form) == Some(Origin::Ported));
    // BOK-2: a slot that is held for the one line is nobody's in a project.
    let on_type = Callback::new(move |chosen: String| {
        if chosen == "project" {
            booking::give_back(form);
        }
    });
    // ISP-1: what was to come after the switch was chosen for the product before.
    let on_product = Callback::new(move |_: String| {
        if form
            .draft
            .with_untracked(|draft| !draft.switch.afterwards.is_empty())
        {
            form.change(|draft| draft.switch.afterwards.clear());
        }
    });
    view! {
        <Section
            id=Part::What.id()
            question=t(Part::What.question())
            help=t(Part::What.help())
            state=Signal::derive(move || form.section(Part::What))
        >
            <Fields>
                {move || {
                    has_type
                        .get()
                        .then(|| view! { <SelectField form path="order_type" choices=types hint=Key::OrderFormTypeHint on_chosen=on_type/> })
                }}
                {move || {
                    chooses
                        .get()
                        .then(|| view! { <SelectField form path="product" choices=products columns=8 on_chosen=on_product/> })
                }}
                <OtherAccess form/>
                <For
                    each=move || asked.get()
                    key=|(product, attribute)| format!("{product}/{}", attribute.code)
                    children=move |(_, attribute)| view! { <AttributeField form attribute/> }
                />
                {move || ported.get().then(|| view! { <TextField form path=of_line!("numbers.donor") columns=8 max_length=100/> })}
            </Fields>
        </Section>
    }
}

/// ISP-1: only the other access type of what is installed, and of a switch what can be switched to; a new order is of
/// anything. The wrong access type is offered all the same: the ways to it are shown when it is chosen.
fn may_become(form: OrderForm, product: &Product) -> bool {
    if form.need() == Some(Need::Switch) {
        let from = form.get("switch.product_from");
        let catalogue = form.catalogue();
        return access_check::is_switchable(product.family)
            && catalogue.product(&from).is_none_or(|from| {
                let access = form.draft.with(|draft| draft.switch.access_of(from));
                let access = access.or(product.access).unwrap_or(AccessKind::Full);
                isp_switch::hindrance(from, access, product) != Some(Hindrance::NotBetween)
            });
    }
    let Some(installed) = form.installed() else {
        return true;
    };
    form.catalogue()
        .product(&installed.product)
        .is_none_or(|from| from.family == product.family && from.access != product.access)
}

/// An attribute is chosen, or typed where it is a number.
#[component]
fn AttributeField(form: OrderForm, attribute: Attribute) -> impl IntoView {
    let lang = form.lang;
    let path = format!("attributes.{}", attribute.code);
    let id = id_of(&path);
    let label = {
        let name = attribute.name.clone();
        Signal::derive(move || lang.name(&name))
    };
    let second = {
        let name = attribute.name.clone();
        // In Norwegian the English name stands below, unless they are the same word.
        Signal::derive(move || {
            let shown = lang.name(&name);
            if shown == name.en {
                String::new()
            } else {
                name.en.clone()
            }
        })
    };
    let value = {
        let path = path.clone();
        Signal::derive(move || form.get(&path))
    };
    let notices = form.notices_of(path.clone());
    let on_leave = {
        let path = path.clone();
        Callback::new(move |()| form.leave(&path))
    };
    let fixed = form.fixed(&path);
    let disabled = Signal::derive(move || fixed.with(Option::is_some));
    let hint = Signal::derive(move || fixed.get().unwrap_or_default());
    let optional = !attribute.required;
    if attribute.typed {
        let on_input = Callback::new(move |typed: String| form.set(&path, typed));
        return view! {
            <Field id label second value on_input on_leave notices optional=optional input_mode="tel"/>
        }
        .into_any();
    }
    // "8192/800 kbit/s" is not to be cut.
    let is_long = |name: &Name| name.nb.chars().count().max(name.en.chars().count()) > SHORT;
    let columns = if attribute.choices.iter().any(|choice| is_long(&choice.name)) {
        6
    } else {
        4
    };
    let choices = {
        let all = attribute.choices;
        Signal::derive(move || {
            all.iter()
                .map(|choice| Choice::new(choice.code.as_str(), lang.name(&choice.name)))
                .collect::<Vec<_>>()
        })
    };
    let on_choose = Callback::new(move |value: String| {
        // What is reserved is nobody's where the number comes from elsewhere.
        if path == "attributes.number" && value != "reserved" {
            numbers::give_back(form);
        }
        form.choose(&path, value);
    });
    view! { <Select id label second hint value on_choose choices disabled notices optional=optional columns/> }
        .into_any()
}
