//! CHG-1 and CHG-2: what a reopened order may come back with.

use crate::finding::{Finding, Path, codes};

use super::{NewOrder, OrderDraft};

/// Says what of a reopened order is not changed here but by a Service Request, whatever its status: speed and the
/// partner's references (CHG-2). Another product, or another number of lines, is another order. The draft as such is
/// checked by [`super::parse`], and whether the order may be reopened at all by the status table.
pub fn check(sent: &NewOrder, draft: &OrderDraft, findings: &mut Vec<Finding>) {
    let mut wrong = |code, path: Path<'_>| findings.push(Finding::new(code, path));
    if draft.product.trim() != sent.product {
        wrong(codes::REOPEN_OTHER_PRODUCT, Path::of("product"));
    }
    let was = sent.as_sent();
    if draft.lines.len() != was.lines.len() {
        wrong(codes::REOPEN_OTHER_LINES, Path::of("lines"));
    }
    let attributes = Path::of("attributes");
    let speed = |draft: &OrderDraft| draft.attributes.get("speed").map(|speed| speed.trim().to_owned());
    if speed(draft) != speed(&was) {
        wrong(codes::REOPEN_SPEED, attributes.field("speed"));
    }
    for (path, now, before) in [
        (
            "customer_invoice_ref",
            &draft.customer_invoice_ref,
            &was.customer_invoice_ref,
        ),
        (
            "customer_order_ref",
            &draft.customer_order_ref,
            &was.customer_order_ref,
        ),
    ] {
        if crate::address::evenly_spaced(now) != *before {
            wrong(codes::REOPEN_REFERENCE, Path::of(path));
        }
    }
}
