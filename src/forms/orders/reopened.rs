//! CHG-1 and CHG-2: the form of an order that was sent. It says what it is, which fields are not changed here and why, and,
//! when somebody has changed the same order meanwhile, lets the user choose between the two (OFF-5).

use domain::{
    access_check::number_key,
    attachments::{AttachmentFact, Standing},
    orders::{Facts, LineFacts, ReopenedRef, reopen::Sent},
};
use leptos::{prelude::*, task::spawn_local};
use texts::{Key, reason};
use wire::orders::SentOrder;

use super::{compare, state::OrderForm, version::Words};
use crate::{
    api,
    language::{Lang, params, t, words},
    offline::{
        drafts::{Draft, KeptFacts, KnownSubscription},
        sync::decide::Body,
    },
    routes,
    ui::{
        button::Button,
        compare::{Chosen, Compare, obvious_choices, undecided},
        icon::{Glyph, Icon},
        layout::Panel,
    },
};

/// The draft that a form begins with: what was sent, with what is known of it.
pub fn body_of(sent: &SentOrder) -> Body {
    let mut order = sent.sent.draft.clone();
    order.reopened = ReopenedRef {
        order: sent.id.clone(),
        revision: sent.revision,
    };
    let lines = sent.lines.iter().cloned().map(|known| LineFacts {
        register_address: known.register_address,
        company: known.company,
        access_check: known.access_check,
        appointment: known.appointment,
        reservation: known.reservation,
        attachments: known
            .attachments
            .into_iter()
            .map(|attachment| AttachmentFact {
                attachment,
                standing: Standing::Ready,
            })
            .collect(),
        ..LineFacts::default()
    });
    let facts = Facts {
        lines: lines.collect(),
        sent: Some(sent.sent.clone()),
        ..Facts::default()
    };
    let known = sent.subscription.clone().map(|subscription| KnownSubscription {
        number: number_key(&subscription.number),
        subscription: Some(subscription),
    });
    Body {
        order,
        facts: KeptFacts {
            subscription: known,
            ..facts.into()
        },
    }
}

/// What a draft is called: of a change, with the order's number.
pub fn named(lang: Lang, order: &ReopenedRef, name: String) -> String {
    if order.order.is_empty() {
        return name;
    }
    let id = words(order.order.as_str());
    lang.fill(Key::DraftsReopened, &params([("id", id), ("name", words(name))]))
}

impl OrderForm {
    /// The number of the order that is changed; empty in every other form.
    pub fn reopened_order(self) -> String {
        self.draft.with(|draft| draft.reopened.order.clone())
    }

    /// CHG-2: why a field is not changed here, in words.
    pub fn fixed(self, path: &str) -> Signal<Option<String>> {
        let path = path.to_owned();
        Memo::new(move |_| {
            let today = self.today();
            let why = self.lines.facts.with(|facts| {
                let sent = self.draft.with(|draft| facts.sent_of(draft).cloned());
                sent.and_then(|sent| sent.fixed(&path, today))
            })?;
            Some(reason(self.lang.now(), why.code, &why.params))
        })
        .into()
    }

    /// BOK-3: the slot of this line is the one that the order has already.
    pub fn has_kept_slot(self) -> bool {
        let id = self.with_line(|line| line.appointment.id.clone());
        self.was_sent(move |sent, at| sent.has_slot(at, &id))
    }

    /// NUM-2: the numbers of this line are those that the order has already.
    pub fn has_kept_numbers(self) -> bool {
        let id = self.with_line(|line| line.numbers.reservation.clone());
        self.was_sent(move |sent, at| sent.has_numbers(at, &id))
    }

    /// ISP-4: who gave the authority that the switch was sent with, as long as it is that one.
    pub fn giver_then(self) -> Option<String> {
        self.lines.facts.with(|facts| {
            self.draft.with(|draft| {
                let sent = facts.sent_of(draft)?;
                sent.giver_of(&draft.switch).map(str::to_owned)
            })
        })
    }

    fn was_sent(self, with: impl Fn(&Sent, usize) -> bool) -> bool {
        let Some(at) = self.lines.at(self.which) else {
            return false;
        };
        self.lines.facts.with(|facts| {
            self.draft
                .with(|draft| facts.sent_of(draft).is_some_and(|sent| with(sent, at)))
        })
    }
}

/// What this form is, and the way back to the order.
#[component]
pub fn Banner(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let id = Memo::new(move |_| form.reopened_order());
    let text = move || lang.fill(Key::OrderFormReopenedLead, &params([("id", words(id.get()))]));
    view! {
        <div class="notice" data-color="info" id="reopened" tabindex="-1">
            <Glyph icon=Icon::Info/>
            <p>
                {text} " "
                <a class="ds-link" href=move || routes::order(&id.get())>{t(Key::OrderFormReopenedBack)}</a>
            </p>
        </div>
    }
}

/// Asks whether what was sent is still what this form began with. Without a connection it is asked by Submit.
pub fn look(form: OrderForm, overtaken: RwSignal<Option<SentOrder>>) {
    let seen = form.draft.with_untracked(|draft| draft.reopened.clone());
    if seen.order.is_empty() {
        return;
    }
    spawn_local(async move {
        match api::orders::sent(&seen.order, true).await {
            Ok(now) if now.revision != seen.revision => {
                let _ = overtaken.try_set(Some(now));
            }
            Ok(_) => {}
            Err(error) => leptos::logging::warn!("what was sent was not asked for: {}", error.code()),
        }
    });
}

/// OFF-5: the order was changed while this form was open: both versions, and the choice between them.
#[component]
pub fn Overtaken(form: OrderForm, overtaken: RwSignal<Option<SentOrder>>) -> impl IntoView {
    // Who comes back to a form may find that a colleague was quicker.
    look(form, overtaken);
    move || overtaken.get().map(|now| view! { <Choice form now overtaken/> })
}

#[component]
fn Choice(form: OrderForm, now: SentOrder, overtaken: RwSignal<Option<SentOrder>>) -> impl IntoView {
    let lang = form.lang;
    let mine = Body {
        order: form.draft.get_untracked(),
        facts: form.lines.facts.get_untracked().into(),
    };
    let theirs = body_of(&now);
    // What both began with: where only one has changed something, that is what was meant.
    let base = mine.facts.sent.clone().map(|sent| Body {
        order: sent.draft,
        facts: theirs.facts.clone(),
    });
    let (own, other) = (mine.clone(), theirs.clone());
    let rows = Memo::new(move |_| {
        let catalogue = form.catalogue();
        let words = Words {
            lang,
            catalogue: &catalogue,
            now: form.clock.now_untracked(),
        };
        compare::rows(words, &own, &other, base.as_ref())
    });
    let chosen: RwSignal<Chosen> = RwSignal::new(rows.with_untracked(|rows| obvious_choices(rows)));
    let left = Memo::new(move |_| rows.with(|rows| chosen.with(|chosen| undecided(rows, chosen))));
    let closed = Signal::derive(move || {
        let left = left.get();
        (left > 0).then(|| {
            lang.count(
                Key::OrderFormConflictLeftOne,
                Key::OrderFormConflictLeftOther,
                left,
            )
        })
    });
    let both = StoredValue::new((mine, theirs));
    let take = Callback::new(move |()| {
        let (mine, theirs) = both.get_value();
        let mut made = compare::merged(&mine, &theirs, &chosen.get_untracked());
        // From here on it is the change of what was seen now.
        made.order.reopened = theirs.order.reopened;
        made.facts.sent = theirs.facts.sent;
        form.forget_refusals();
        form.lines.facts.set(Facts::from(made.facts));
        form.replace(made.order);
        overtaken.set(None);
    });
    view! {
        <Panel title=t(Key::OrderFormOvertakenTitle)>
            <div class="stack">
                <p role="status">{t(Key::OrderFormOvertakenLead)}</p>
                <Compare
                    rows
                    mine=t(Key::OrderFormOvertakenMine)
                    theirs=t(Key::OrderFormOvertakenTheirs)
                    name=t(Key::OrderFormOvertakenTitle)
                    chosen
                />
                <div class="row">
                    <Button text=t(Key::OrderFormConflictSave) closed on_press=take/>
                </div>
            </div>
        </Panel>
    }
}

/// A new draft of a sent order.
pub fn draft_of(id: String, user: String, sent: &SentOrder) -> Draft {
    let Body { order, facts } = body_of(sent);
    Draft {
        order,
        facts,
        ..Draft::new(id, user)
    }
}
