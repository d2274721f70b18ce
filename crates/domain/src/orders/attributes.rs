//! ORD-2 and ORD-3: the product and its technical attributes.

use std::collections::BTreeMap;

use crate::{
    catalogue::{Attribute, Catalogue, Product, QuoteNeed},
    finding::{Finding, codes},
    numbers,
};

use super::{Need, OrderDraft};

/// The product of the draft, if a new order can be made of it. What is wrong is said.
pub(crate) fn check_product<'a>(
    draft: &OrderDraft,
    catalogue: &'a Catalogue,
    findings: &mut Vec<Finding>,
) -> Option<&'a Product> {
    let code = draft.product.trim();
    let finding = |code| Finding::new(code, "product");
    if code.is_empty() {
        findings.push(finding(codes::PRODUCT_MISSING));
        return None;
    }
    let Some(product) = catalogue.product(code) else {
        findings.push(finding(codes::PRODUCT_UNKNOWN));
        return None;
    };
    if !product.orderable {
        findings.push(finding(codes::PRODUCT_NOT_ORDERABLE).with("product", &product.name));
        return None;
    }
    match product.quote {
        QuoteNeed::No => {}
        QuoteNeed::PriceList | QuoteNeed::PriceListInZone1 | QuoteNeed::Manual => {
            findings.push(finding(codes::PRODUCT_QUOTE_FIRST).with("product", &product.name));
        }
    }
    Some(product)
}

/// The attributes that belong to the order, each chosen explicitly. What was chosen for another product, or for an
/// attribute that is no longer asked for, is left out: going back and forth between products loses nothing.
/// An attribute that no product has is a mistake and is said.
pub(crate) fn check_attributes(
    draft: &OrderDraft,
    product: &Product,
    catalogue: &Catalogue,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let mut chosen = BTreeMap::new();
    // NUM-2: of a new order, the number that is reserved is the one that the backend holds. It is judged with the line.
    let is_held = |attribute: &Attribute| {
        attribute.code == numbers::RESERVED_NUMBER
            && matches!(Need::named(&draft.need), Some(Need::New) | None)
    };
    for attribute in product
        .attributes_asked(&draft.attributes)
        .filter(|attribute| !is_held(attribute))
    {
        let value = draft
            .attributes
            .get(&attribute.code)
            .map(|value| value.trim())
            .unwrap_or_default();
        let path = format!("attributes.{}", attribute.code);
        match fault(attribute, value, &path) {
            Some(finding) => findings.push(finding),
            None if value.is_empty() => {}
            None => {
                let value = if attribute.typed {
                    digits(value)
                } else {
                    value.to_owned()
                };
                chosen.insert(attribute.code.clone(), value);
            }
        }
    }
    for code in draft
        .attributes
        .keys()
        .filter(|code| !catalogue.has_attribute(code))
    {
        findings.push(Finding::new(codes::ATTRIBUTE_UNKNOWN, "attributes").with("attribute", code.as_str()));
    }
    chosen
}

fn fault(attribute: &Attribute, value: &str, path: &str) -> Option<Finding> {
    let finding = |code| Finding::new(code, path).with("attribute", &attribute.name);
    if value.is_empty() {
        return attribute.required.then(|| finding(codes::ATTRIBUTE_MISSING));
    }
    if attribute.typed {
        return (!is_subscriber_number(&digits(value))).then(|| finding(codes::ATTRIBUTE_NOT_A_NUMBER));
    }
    attribute
        .choice(value)
        .is_none()
        .then(|| finding(codes::ATTRIBUTE_NOT_A_CHOICE))
}

/// A number that a telephone line can have: eight digits of the series for fixed lines. Not that of a contact person,
/// so CON-2 does not apply.
pub(crate) fn is_subscriber_number(number: &str) -> bool {
    let fixed = number.starts_with(['2', '3', '5', '6', '7'])
        && !number.starts_with("58")
        && !number.starts_with("59");
    number.chars().count() == 8 && number.chars().all(|c| c.is_ascii_digit()) && fixed
}

fn digits(value: &str) -> String {
    crate::phone::tidied(value)
}
