//! ORD-2 and ORD-3: the product of an order and its technical attributes.

use std::collections::BTreeMap;

use crate::{
    attributes,
    catalogue::{Attribute, Catalogue, Product, QuoteNeed},
    finding::{Finding, Path, codes},
    numbers,
};

use super::{Need, OrderDraft};

/// The product of the draft, if a new order can be made of it. What is wrong is said.
pub(crate) fn check_product<'a>(
    draft: &OrderDraft,
    catalogue: &'a Catalogue,
    findings: &mut Vec<Finding>,
) -> Option<&'a Product> {
    let path = Path::of("product");
    let product = attributes::check_product(&draft.product, &path, catalogue, findings)?;
    match product.quote {
        QuoteNeed::No => {}
        QuoteNeed::PriceList | QuoteNeed::PriceListInZone1 | QuoteNeed::Manual => {
            findings.push(Finding::new(codes::PRODUCT_QUOTE_FIRST, path).with("product", &product.name));
        }
    }
    Some(product)
}

/// The attributes that belong to the order.
pub(crate) fn check_attributes(
    draft: &OrderDraft,
    product: &Product,
    catalogue: &Catalogue,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    // NUM-2: of a new order, the number that is reserved is the one that the backend holds. It is judged with the line.
    let is_held = |attribute: &Attribute| {
        attribute.code == numbers::RESERVED_NUMBER
            && matches!(Need::named(&draft.need), Some(Need::New) | None)
    };
    let path = Path::of("attributes");
    attributes::check(&draft.attributes, &path, product, catalogue, is_held, findings)
}
