//! What a change of a sent order has changed, as its history tells it (AUD-1).

use domain::orders::reopen::{EXTRA_WORK, FieldChange};
use texts::Key;
use wire::orders::OrderView;

use crate::{
    forms::orders::field_label,
    language::{Lang, params, words},
    pages::products::Products,
};

/// "Contact Phone: 91234567 → 93456789".
pub fn said(lang: Lang, products: Products, order: &OrderView, change: &FieldChange) -> String {
    let attribute = change.path.strip_prefix("attributes.");
    let value = |value: &str| match attribute {
        _ if value.is_empty() => "–".to_owned(),
        Some(code) => named(lang, products, order, code, value).1,
        None if change.path == EXTRA_WORK => {
            let codes: Vec<String> = value.split(',').map(str::to_owned).collect();
            products.extra_work(lang, &codes).join(", ")
        }
        None => lang.text(match value {
            "yes" => Key::OrderFormAnswerYes,
            "private" => Key::OrderFormPrivate,
            "company" => Key::OrderFormCompany,
            "street" => Key::OrderFormStreet,
            "cadastre" => Key::OrderFormCadastre,
            "insa" => Key::OrderFormInsa,
            _ => return value.to_owned(),
        }),
    };
    let label = match attribute {
        Some(code) => named(lang, products, order, code, "").0,
        None => field_label(&change.path).map_or_else(|| change.path.clone(), |key| lang.text(key)),
    };
    lang.fill(
        Key::OrderFieldChanged,
        &params([
            ("label", words(label)),
            ("from", words(value(&change.from))),
            ("to", words(value(&change.to))),
        ]),
    )
}

/// An attribute and one of its choices as the catalogue calls them.
fn named(lang: Lang, products: Products, order: &OrderView, code: &str, choice: &str) -> (String, String) {
    let chosen = [(code.to_owned(), choice.to_owned())].into();
    let mut all = products.attributes(lang, &order.product, &chosen).into_iter();
    all.next().unwrap_or_else(|| (code.to_owned(), choice.to_owned()))
}
