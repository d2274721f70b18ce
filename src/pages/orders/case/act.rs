//! Sending an action on a line: once, however often it is pressed, and with a clear word when it was not done.

use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::orders::{NewLineAction, OrderView};

use crate::{
    api::{self, client::ApiError},
    language::{Lang, t},
    offline::{new_id, outbox::SeenLine},
    pages::note::Note,
    problem,
    ui::{
        compare::{Compare, CompareRow},
        icon::Icon,
    },
};

use super::{Case, banner};

/// Why an action was not done. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Trouble {
    case: Case,
    failed: RwSignal<Option<ApiError>>,
    /// The line and what was seen of it, when it had changed meanwhile (OFF-5).
    seen: RwSignal<Option<(u32, SeenLine)>>,
}

impl Trouble {
    pub fn of(case: Case) -> Self {
        Self {
            case,
            failed: RwSignal::new(None),
            seen: RwSignal::new(None),
        }
    }

    pub fn forget(self) {
        self.failed.set(None);
        self.seen.set(None);
    }

    /// `seen` is the line as it was when it was acted on.
    pub fn tell(self, error: ApiError, seen: Option<(u32, SeenLine)>) {
        if matches!(error.status(), Some(409 | 412)) {
            self.seen.try_set(seen.filter(|_| error.status() == Some(412)));
            self.case.again.try_run(());
        }
        self.failed.try_set(Some(error));
    }
}

/// One action under way. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Sending {
    pub busy: RwSignal<bool>,
    pub trouble: Trouble,
    /// What was sent last and its idempotency key: the same thing again is the same write.
    last: StoredValue<Option<(NewLineAction, String)>>,
}

impl Sending {
    pub fn of(case: Case) -> Self {
        Self {
            busy: RwSignal::new(false),
            trouble: Trouble::of(case),
            last: StoredValue::new(None),
        }
    }

    fn key(self, action: &NewLineAction) -> String {
        let known = self.last.with_value(|last| {
            last.as_ref()
                .filter(|(sent, _)| sent == action)
                .map(|(_, key)| key.clone())
        });
        known.unwrap_or_else(|| {
            let key = new_id();
            self.last.set_value(Some((action.clone(), key.clone())));
            key
        })
    }

    /// Sends it; `done` hears that it was done.
    pub fn send(self, line: u32, action: NewLineAction, done: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        let case = self.trouble.case;
        self.busy.set(true);
        self.trouble.forget();
        let seen = case.order.with_untracked(|order| line_of(order, line));
        let seen = seen.map(|seen| (line, seen));
        let key = self.key(&action);
        let (id, version) = case
            .order
            .with_untracked(|order| (order.id.clone(), order.version));
        spawn_local(async move {
            let answer = api::orders::act(&key, &id, version, line, &action).await;
            // The page may have gone meanwhile; the write has been done all the same.
            self.busy.try_set(false);
            match answer {
                Ok(_) => {
                    self.last.try_set_value(None);
                    case.again.try_run(());
                    done();
                }
                Err(error) => {
                    if matches!(error.status(), Some(409 | 412)) {
                        self.last.try_set_value(None);
                    }
                    self.trouble.tell(error, seen);
                }
            }
        });
    }
}

/// Why it was not done.
#[component]
pub fn Failure(trouble: Trouble) -> impl IntoView {
    let case = trouble.case;
    let lang = case.lang;
    let text = Signal::derive(move || {
        let error = trouble.failed.get()?;
        let why = match error.status() {
            Some(412) => lang.text(Key::OrderChangedMeanwhile),
            _ => problem::explain(lang.now(), &error),
        };
        Some(format!("{}: {why}", lang.text(Key::OrderActionFailed)))
    });
    view! {
        <Note text icon=Icon::Error color="danger"/>
        {move || {
            trouble
                .seen
                .get()
                .map(|(number, seen)| {
                    let rows = Signal::derive(move || {
                        let now = case.order.with(|order| line_of(order, number));
                        now.map_or_else(Vec::new, |now| changes(lang, &seen, &now))
                    });
                    // Another line may be what has changed, and this one is still asked for.
                    let any = Memo::new(move |_| rows.with(|rows| rows.iter().any(CompareRow::differs)));
                    move || {
                        any.get()
                            .then(|| {
                                view! {
                                    <Compare
                                        rows
                                        mine=t(Key::OrderCompareSeen)
                                        theirs=t(Key::OrderCompareNow)
                                        name=t(Key::OrderCompareName)
                                    />
                                }
                            })
                    }
                })
        }}
    }
}

/// What is seen of a line now.
pub(super) fn line_of(order: &OrderView, number: u32) -> Option<SeenLine> {
    order
        .lines
        .iter()
        .find(|line| line.number == number)
        .map(SeenLine::from)
}

/// OFF-5: what has changed on the line between what was seen and what holds now.
fn changes(lang: Lang, seen: &SeenLine, now: &SeenLine) -> Vec<CompareRow> {
    let date = |line: &SeenLine| {
        line.agreed_date
            .map_or_else(String::new, |date| texts::date_long(lang.now(), date))
    };
    let row = |label: Key, said: &dyn Fn(&SeenLine) -> String| CompareRow {
        key: format!("{label:?}"),
        label: lang.text(label),
        mine: said(seen),
        theirs: said(now),
        base: None,
    };
    vec![
        row(Key::OrdersColumnStatus, &|line| line.status.shown_as().to_owned()),
        row(Key::OrderCompareWhy, &|line| banner::why_seen(lang, line)),
        row(Key::OrderAgreedDate, &date),
    ]
}
