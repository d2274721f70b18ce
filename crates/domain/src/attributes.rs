//! ORD-2: the product that is chosen, and its technical attributes, wherever they are asked for.

use std::collections::BTreeMap;

use crate::{
    catalogue::{Attribute, Catalogue, Product},
    finding::{Finding, Path, codes},
};

/// The product that a form names, when it is in the catalogue and can be ordered at all. What is wrong is said at `path`.
pub(crate) fn check_product<'a>(
    typed: &str,
    path: &Path<'_>,
    catalogue: &'a Catalogue,
    findings: &mut Vec<Finding>,
) -> Option<&'a Product> {
    let code = typed.trim();
    let mut wrong = |finding| findings.push(finding);
    if code.is_empty() {
        wrong(Finding::new(codes::PRODUCT_MISSING, path));
        return None;
    }
    let Some(product) = catalogue.product(code) else {
        wrong(Finding::new(codes::PRODUCT_UNKNOWN, path));
        return None;
    };
    if !product.orderable {
        wrong(Finding::new(codes::PRODUCT_NOT_ORDERABLE, path).with("product", &product.name));
        return None;
    }
    Some(product)
}

/// The attributes that belong to the product, each chosen explicitly; `path` is that of all of them, as `attributes`. What
/// was chosen for another product, or for an attribute that is no longer asked for, is left out: going back and forth
/// between products loses nothing. An attribute that no product has is a mistake and is said. What is `given_elsewhere`
/// is not asked for here.
pub(crate) fn check(
    typed: &BTreeMap<String, String>,
    path: &Path<'_>,
    product: &Product,
    catalogue: &Catalogue,
    given_elsewhere: impl Fn(&Attribute) -> bool,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let mut chosen = BTreeMap::new();
    for attribute in product
        .attributes_asked(typed)
        .filter(|attribute| !given_elsewhere(attribute))
    {
        let value = typed
            .get(&attribute.code)
            .map(|value| value.trim())
            .unwrap_or_default();
        match fault(attribute, value, &path.field(&attribute.code)) {
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
    for code in typed.keys().filter(|code| !catalogue.has_attribute(code)) {
        findings.push(Finding::new(codes::ATTRIBUTE_UNKNOWN, path).with("attribute", code.as_str()));
    }
    chosen
}

fn fault(attribute: &Attribute, value: &str, path: &Path<'_>) -> Option<Finding> {
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
