//! An action on a line that is asked for in a dialog: it goes through the outbox, by itself when the connection is back
//! (OFF-3). It holds for the order as it was seen: should that change meanwhile, the action comes back to its dialog.

use leptos::prelude::*;
use texts::Key;
use wire::orders::{NewLineAction, OrderLineView};

use crate::{
    forms::{
        delivery::{Delivery, Outcome},
        named,
    },
    language::{params, words},
    offline::{
        begun::{Begun, Keeping, Kind, form_id},
        outbox::{Errand, OfLine, Outbox, SeenLine, about_line},
    },
    pages::note::Note,
    ui::icon::Icon,
};

use super::{
    Case,
    act::{Trouble, line_of},
};

const ON_LINES: [Kind; 5] = [
    Kind::Cancel,
    Kind::CustomerUpdate,
    Kind::AskBack,
    Kind::Reject,
    Kind::MarkDuplicate,
];

/// Copy it into any handler.
#[derive(Clone, Copy)]
pub struct LineErrand {
    case: Case,
    line: Memo<OrderLineView>,
    keeping: Keeping,
    pub delivery: Delivery,
    pub trouble: Trouble,
}

impl LineErrand {
    /// `open` is the dialog. Call it while that is made.
    pub fn of(case: Case, line: Memo<OrderLineView>, keeping: Keeping, open: RwSignal<bool>) -> Self {
        let errand = Self {
            case,
            line,
            keeping,
            delivery: Delivery::of(keeping),
            trouble: Trouble::of(case),
        };
        errand.delivery.hear(move |outcome| match outcome {
            Outcome::Arrived(_) => {
                open.set(false);
                case.again.run(());
            }
            Outcome::Waits => {
                errand.put_aside();
                open.set(false);
            }
            Outcome::Back(error, sent) => errand.trouble.tell(error, sent.as_ref().and_then(seen_in)),
        });
        errand
    }

    /// The dialog is opened; `found` hears what was typed in it before.
    pub fn begin(self, found: impl Fn(Begun) + Send + Sync + 'static) {
        self.trouble.forget();
        let number = self.line.with_untracked(|line| line.number);
        let about = self
            .case
            .order
            .with_untracked(|order| about_line(&order.id, number));
        self.keeping.begin(about, found);
    }

    /// The dialog is closed, and what is typed stays kept.
    pub fn put_aside(self) {
        self.keeping.put_aside();
    }

    pub fn send(self, to: fn(OfLine) -> Errand, action: &NewLineAction) {
        self.trouble.forget();
        let line = self.line.with_untracked(|line| line.number);
        let of = self.case.order.with_untracked(|order| OfLine {
            order: order.id.clone(),
            line,
            seen: order.version,
            line_seen: line_of(order, line).map(Box::new),
        });
        self.delivery.send(to(of), String::new(), action);
    }

    /// Why the action cannot be sent now.
    pub fn closed(self) -> Signal<Option<String>> {
        Signal::derive(move || self.delivery.closed())
    }

    pub fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.delivery.is_busy())
    }
}

/// The line as it was when the action was sent, wherever that was.
fn seen_in(errand: &Errand) -> Option<(u32, SeenLine)> {
    let of = errand.of_line()?;
    Some((of.line, of.line_seen.as_deref()?.clone()))
}

/// Says which actions on the line lie in the outbox.
#[component]
pub fn WaitsOnLine(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let lang = case.lang;
    let outbox = Outbox::of_context();
    let text = Signal::derive(move || {
        let about = case
            .order
            .with(|order| line.with(|line| about_line(&order.id, line.number)));
        let waiting = ON_LINES.into_iter().find(|kind| {
            let entry = outbox.of_draft(&form_id(*kind, &about));
            entry.is_some_and(|entry| entry.is_waiting())
        })?;
        let name = words(named::title(lang, waiting, &about, ""));
        Some(lang.fill(Key::FormsWaitsNamed, &params([("name", name)])))
    });
    view! { <Note text icon=Icon::Outbox color="info"/> }
}
