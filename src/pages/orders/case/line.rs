//! The lines of an order: where each delivery stands, what can be done, and what was ordered.

use domain::{
    appointment::{Slot, Window},
    customer::EndUser,
    finding::Param,
    numbers::OrderedNumbers,
};
use leptos::prelude::*;
use texts::{Key, date_long, date_short};
use wire::orders::OrderLineView;

use crate::{
    language::{Lang, params, words},
    pages::{
        facts::{Fact, Group},
        orders::status::{Standing, explanation, line_tone},
        place,
    },
    ui::{
        icon::{Glyph, Icon},
        layout::Panel,
        status::StatusBadge,
    },
};

use super::{
    Case,
    actions::{Actions, Reasons},
    banner::{given, next_of_line},
    delivery,
    errand::WaitsOnLine,
    files::FileList,
};

#[component]
pub fn Lines(case: Case) -> impl IntoView {
    let numbers = Memo::new(move |_| {
        case.order
            .with(|order| order.lines.iter().map(|line| line.number).collect::<Vec<_>>())
    });
    view! {
        <For
            each=move || numbers.get()
            key=|number| *number
            children=move |number| {
                let found = move || {
                    case.order.with(|order| order.lines.iter().find(|line| line.number == number).cloned())
                };
                // A line never leaves its order, so the first finding is the only one that can fail.
                found()
                    .map(|first| {
                        let line = Memo::new(move |_| found().unwrap_or_else(|| first.clone()));
                        view! { <Line case line/> }
                    })
            }
        />
    }
}

#[component]
fn Line(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let lang = case.lang;
    let several = Memo::new(move |_| case.order.with(|order| order.lines.len() > 1));
    let title = Signal::derive(move || {
        if several.get() {
            let n = Param::Number(i64::from(line.with(|line| line.number)));
            lang.fill(Key::OrderLine, &params([("n", n)]))
        } else {
            lang.text(Key::OrderDelivery)
        }
    });
    view! {
        <Panel
            title
            beside=move || {
                view! {
                    // Where there is but one line, the badge of the order says it already.
                    {move || several.get().then(|| view! { <Badge case line/> })}
                    <span class="numbers">{move || line.with(|line| delivery::numbers(lang, line))}</span>
                }
            }
            actions=move || view! { <Actions case line/> }
        >
            <WaitsOnLine case line/>
            <delivery::Delivery case line=line.into()/>
            <Reasons case line/>
        </Panel>
        <Panel>
            <LineFacts case line/>
        </Panel>
    }
}

/// The line's own status: where an order has several lines, the header's says too little.
#[component]
fn Badge(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let Case {
        lang, clock, side, ..
    } = case;
    let text = Signal::derive(move || line.with(|line| line.status.shown_as().to_owned()));
    let tone = Signal::derive(move || line.with(|line| line_tone(line.status)));
    let explained = Signal::derive(move || {
        let now = clock.roughly_now();
        line.with(|line| {
            let expected = next_of_line(line, clock.today()).map(|(_, at)| at);
            let standing = Standing {
                code: line.status.code(),
                turn: line.turn,
                since: line.since,
                expected,
                comment: line.comment.as_deref(),
            };
            explanation(lang, side.get(), now, &standing)
        })
    });
    view! { <StatusBadge text tone explanation=explained/> }
}

#[component]
fn LineFacts(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let Case { lang, .. } = case;
    let who = Signal::derive(move || line.with(|line| who(lang, line)));
    let place = Signal::derive(move || line.with(|line| place_facts(lang, line)));
    let requested = Memo::new(move |_| case.order.with(|order| order.requested_date));
    let when = Signal::derive(move || line.with(|line| when_facts(lang, line, requested.get())));
    let files = Memo::new(move |_| line.with(|line| line.details.attachments.clone()));
    view! {
        <div class="fact-groups">
            <Group title=Signal::derive(move || lang.text(Key::OrderWho)) facts=who/>
            <Group title=Signal::derive(move || lang.text(Key::OrderWhere)) facts=place/>
            <Group title=Signal::derive(move || lang.text(Key::OrderWhen)) facts=when/>
        </div>
        <FileList lang files/>
        <StatusWords case line/>
        <Confirmed case line/>
    }
}

fn who(lang: Lang, line: &OrderLineView) -> Vec<Fact> {
    let mut facts = match &line.details.end_user {
        EndUser::Private {
            first_name,
            last_name,
            date_of_birth,
        } => vec![
            Fact::new(lang.text(Key::OrderEndUser), format!("{first_name} {last_name}")),
            Fact::new(lang.text(Key::OrderBorn), date_short(*date_of_birth)),
        ],
        EndUser::Company {
            name,
            organisation_number,
        } => vec![
            Fact::new(lang.text(Key::OrderEndUser), name.clone()),
            Fact::new(
                lang.text(Key::OrderOrganisationNumber),
                place::organisation_number(organisation_number),
            ),
        ],
    };
    if let Some(contact) = &line.details.contact {
        facts.push(Fact::new(lang.text(Key::OrderContact), contact.name.clone()));
        facts.push(Fact::new(
            lang.text(Key::OrderPhone),
            place::phone(&contact.phone),
        ));
        if let Some(second) = &contact.second_phone {
            facts.push(Fact::new(lang.text(Key::OrderSecondPhone), place::phone(second)));
        }
    }
    facts
}

fn place_facts(lang: Lang, line: &OrderLineView) -> Vec<Fact> {
    let address = &line.details.address;
    let mut facts = vec![Fact::new(
        lang.text(Key::OrderAddress),
        place::place(lang, address),
    )];
    let parts = [
        (Key::OrderEntrance, &address.entrance),
        (Key::OrderFloor, &address.floor),
        (Key::OrderUnit, &address.unit),
    ];
    for (key, part) in parts {
        if let Some(part) = part {
            facts.push(Fact::new(lang.text(key), part.clone()));
        }
    }
    if let Some(number) = &address.existing_number {
        facts.push(Fact::new(
            lang.text(Key::OrderExistingNumber),
            place::phone(number),
        ));
    }
    if address.large_area {
        facts.push(Fact::bare(lang.text(Key::OrderLargeArea)));
    }
    if address.register_id.is_none() {
        facts.push(Fact::bare(lang.text(Key::OrderNotInRegister)));
    }
    facts
}

fn when_facts(lang: Lang, line: &OrderLineView, requested: time::Date) -> Vec<Fact> {
    let language = lang.now();
    let mut facts = vec![Fact::new(
        lang.text(Key::OrderRequestedDate),
        date_long(language, requested),
    )];
    if let Some(agreed) = line.agreed_date {
        facts.push(Fact::new(
            lang.text(Key::OrderAgreedDate),
            date_long(language, agreed),
        ));
    }
    let technician = line
        .appointment
        .as_ref()
        .map_or_else(|| lang.text(Key::OrderTechnicianNone), |slot| visit(lang, slot));
    facts.push(Fact::new(lang.text(Key::OrderTechnician), technician));
    if let Some(numbers) = &line.details.numbers {
        facts.push(Fact::new(lang.text(Key::OrderNumbers), numbers_of(lang, numbers)));
    }
    if let Some(deadline) = line.change_deadline {
        facts.push(Fact::new(
            lang.text(Key::OrderChangeDeadline),
            date_long(language, deadline),
        ));
    }
    facts
}

/// NUM-2, NUM-4: what was reserved, or what is brought along and from whom.
fn numbers_of(lang: Lang, numbers: &OrderedNumbers) -> String {
    let shown = numbers.series().in_words();
    match numbers {
        OrderedNumbers::Reserved { .. } => shown,
        OrderedNumbers::Ported { donor, .. } => lang.fill(
            Key::OrderNumbersPorted,
            &params([("number", words(shown)), ("donor", words(donor.as_str()))]),
        ),
    }
}

fn visit(lang: Lang, slot: &Slot) -> String {
    let key = match slot.window {
        Window::Morning => Key::OrderWindowMorning,
        Window::Afternoon => Key::OrderWindowAfternoon,
    };
    lang.fill(key, &params([("date", words(date_long(lang.now(), slot.date)))]))
}

/// STA-3: what the operator has said of this line; the banner says it of the one that the order waits for.
#[component]
fn StatusWords(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let lang = case.lang;
    let facts = Signal::derive(move || {
        line.with(|line| {
            let reason = given(lang, line.reason.as_ref(), line.comment.as_deref());
            [
                (Key::OrderReason, reason),
                (Key::OrderStatusDescription, line.status_description.clone()),
                (Key::OrderComment, line.comment.clone()),
            ]
            .into_iter()
            .filter_map(|(key, text)| {
                Some(Fact::new(
                    lang.text(key),
                    text.filter(|text| !text.trim().is_empty())?,
                ))
            })
            .collect::<Vec<_>>()
        })
    });
    let any = Memo::new(move |_| facts.with(|facts| !facts.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <div class="fact-groups below">
                    <Group title=Signal::derive(move || lang.text(Key::OrderStatus)) facts/>
                </div>
            }
        })
    }
}

/// ADR-8, CON-5, ORD-7: what was made sure of when the order was sent.
#[component]
fn Confirmed(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let lang = case.lang;
    let given = Memo::new(move |_| {
        let confirmed = line.with(|line| line.details.confirmations);
        [
            (confirmed.door_marked, Key::OrderConfirmedDoorMarked),
            (confirmed.contact_reachable, Key::OrderConfirmedContactReachable),
            (confirmed.contact_present, Key::OrderConfirmedContactPresent),
            (confirmed.contact_informed, Key::OrderConfirmedContactInformed),
            (confirmed.contact_helpful, Key::OrderConfirmedContactHelpful),
            (confirmed.customer_informed, Key::OrderConfirmedCustomerInformed),
        ]
        .into_iter()
        .filter(|(yes, _)| *yes)
        .map(|(_, key)| key)
        .collect::<Vec<_>>()
    });
    move || {
        let given = given.get();
        (!given.is_empty()).then(|| {
            view! {
                <div class="confirmed">
                    <h3>{move || lang.text(Key::OrderConfirmed)}</h3>
                    <ul>
                        {given
                            .into_iter()
                            .map(|key| {
                                view! {
                                    <li>
                                        <Glyph icon=Icon::Check/>
                                        <span>{move || lang.text(key)}</span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </div>
            }
        })
    }
}
