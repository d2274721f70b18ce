//! CHG-1 and CHG-2: what of a sent order is shown and not changed by opening it again.

use time::Date;

use crate::{
    access_check::number_key,
    address::evenly_spaced,
    changes::ChangeKind,
    date::{self, Era},
    finding::{Code, Finding, Path, codes},
    isp_switch::{SwitchDraft, authority_key},
    orders::{Need, OrderDraft},
    phone,
    reason::{self, Reason},
};

use super::Sent;

const REQUESTED_DATE: &str = "requested_date";
const SPEED: &str = "speed";
/// What a switch takes over, and by which right.
const TAKEN_OVER: [&str; 6] = [
    "switch.authority",
    "switch.product_from",
    "switch.access_from",
    "switch.losing_operator",
    "switch.number",
    // Chosen with the product (ISP-1).
    "switch.afterwards",
];

impl Sent {
    /// Why a field is shown and not changed here; none where it may be.
    pub fn fixed(&self, path: &str, today: Date) -> Option<Reason> {
        let code = match path {
            "need" | "order_type" | "product" => reason::codes::REOPEN_PRODUCT,
            "subscription.number" => reason::codes::REOPEN_SUBSCRIPTION,
            "change.what" => reason::codes::REOPEN_CHANGE,
            "attributes.speed" => reason::codes::REOPEN_SPEED,
            "customer_invoice_ref" | "customer_order_ref" => reason::codes::REOPEN_REFERENCE,
            REQUESTED_DATE if self.is_date_fixed(today) => reason::codes::REOPEN_DATE,
            _ if TAKEN_OVER.contains(&path) => reason::codes::REOPEN_SWITCH,
            _ => return None,
        };
        Some(Reason::new(code))
    }

    fn is_date_fixed(&self, today: Date) -> bool {
        self.change_until.is_some_and(|until| today > until)
    }
}

/// Says what of a reopened order is not changed here but by a Service Request, whatever its status: speed and the
/// partner's references, and its date once the deadline is past (CHG-2). What would make it another order is another
/// order: another need, product or number of lines, another subscription, another line that is taken over.
pub fn check(sent: &Sent, draft: &OrderDraft, today: Date, findings: &mut Vec<Finding>) {
    let was = &sent.draft;
    what_is_ordered(was, draft, findings);
    let mut wrong = |code: Code, path: &str| findings.push(Finding::new(code, path));
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
        if evenly_spaced(now) != *before {
            wrong(codes::REOPEN_REFERENCE, path);
        }
    }
    // What cannot be read as a date is said to be none.
    let other_date =
        date::parse(&draft.requested_date, today, Era::Coming).is_ok_and(|date| !sent.has_date(date));
    if sent.is_date_fixed(today) && other_date {
        wrong(codes::REOPEN_DATE, REQUESTED_DATE);
    }
}

/// What makes it this order and no other.
fn what_is_ordered(was: &OrderDraft, draft: &OrderDraft, findings: &mut Vec<Finding>) {
    let mut wrong = |code: Code, path: &str| findings.push(Finding::new(code, path));
    if kind_of(draft) != kind_of(was) {
        wrong(codes::REOPEN_OTHER_NEED, "need");
        return;
    }
    let mut same_product = || {
        if draft.product.trim() != was.product {
            wrong(codes::REOPEN_OTHER_PRODUCT, "product");
        }
    };
    match Need::named(&was.need) {
        Some(Need::New) => {
            same_product();
            same_speed(was, draft, findings);
            if draft.lines.len() != was.lines.len() || draft.order_type() != was.order_type() {
                findings.push(Finding::new(codes::REOPEN_OTHER_LINES, "lines"));
            }
            same_quotes(was, draft, findings);
        }
        Some(Need::Switch) => {
            same_product();
            same_speed(was, draft, findings);
            taken_over(&was.switch, &draft.switch, findings);
        }
        Some(Need::Move | Need::Change) => {
            let (now, before) = (ChangeKind::of(draft), ChangeKind::of(was));
            if before == Some(ChangeKind::Access) && now == before {
                same_product();
            }
            same_subscription(was, draft, findings);
            if now != before {
                findings.push(Finding::new(codes::REOPEN_OTHER_CHANGE, "change.what"));
            } else if matches!(before, Some(ChangeKind::Access | ChangeKind::Speed)) {
                same_speed(was, draft, findings);
            }
        }
        Some(Need::Terminate) | None => same_subscription(was, draft, findings),
    }
}

/// To move is one of the changes, however it was said (GRD-2).
fn kind_of(draft: &OrderDraft) -> Option<Need> {
    Need::named(&draft.need).map(|need| match need {
        Need::Move | Need::Change => Need::Change,
        Need::New | Need::Switch | Need::Terminate => need,
    })
}

/// QUO-6: a line that was ordered by a quote is not ordered by another.
fn same_quotes(was: &OrderDraft, draft: &OrderDraft, findings: &mut Vec<Finding>) {
    for (at, (was, line)) in was.lines.iter().zip(&draft.lines).enumerate() {
        if line.quoted != was.quoted {
            let path = Path::element("lines", at);
            findings.push(Finding::new(codes::REOPEN_OTHER_LINES, path.field("quoted")));
        }
    }
}

fn same_speed(was: &OrderDraft, draft: &OrderDraft, findings: &mut Vec<Finding>) {
    let speed = |draft: &OrderDraft| draft.attributes.get(SPEED).map(|speed| speed.trim().to_owned());
    if speed(draft) != speed(was) {
        let attributes = Path::of("attributes");
        findings.push(Finding::new(codes::REOPEN_SPEED, attributes.field(SPEED)));
    }
}

fn same_subscription(was: &OrderDraft, draft: &OrderDraft, findings: &mut Vec<Finding>) {
    if number_key(&draft.subscription.number) != number_key(&was.subscription.number) {
        findings.push(Finding::new(
            codes::REOPEN_OTHER_SUBSCRIPTION,
            "subscription.number",
        ));
    }
}

fn taken_over(was: &SwitchDraft, now: &SwitchDraft, findings: &mut Vec<Finding>) {
    let read = |switch: &SwitchDraft| {
        [
            authority_key(&switch.authority),
            switch.product_from.trim().to_owned(),
            switch.access_from.trim().to_owned(),
            evenly_spaced(&switch.losing_operator),
            phone::tidied(&switch.number),
            switch.afterwards.trim().to_owned(),
        ]
    };
    let both = read(now).into_iter().zip(read(was));
    for (path, (now, was)) in TAKEN_OVER.into_iter().zip(both) {
        if now != was {
            findings.push(Finding::new(codes::REOPEN_OTHER_SWITCH, path));
        }
    }
}
