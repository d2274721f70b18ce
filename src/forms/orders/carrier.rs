//! ORD-6: end user and address by the carrier line number. What NRDB says is an offer: it is filled in only when the user has
//! said that it is right; else the address is searched for.

use domain::{
    address::RegisterAddress,
    orders::{Need, carrier},
    sheet::COMPANY,
};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::registers::{CarrierAnswer, CarrierLine};

use super::{paths::of_line, search, state::OrderForm, waiting};
use crate::{
    api::{self, client::ApiError},
    language::{Lang, params, t, words},
    problem,
    ui::{
        button::{Button, ButtonKind},
        field::Field,
        icon::{Glyph, Icon},
        notice::Notice,
        page::focus_id,
    },
};

/// Where the question stands.
#[derive(Clone, Debug, Default, PartialEq)]
enum Asked {
    #[default]
    Not,
    /// What was typed is no number of a line.
    Wrong(&'static str),
    Waiting,
    Found(Box<CarrierAnswer>),
    Failed(ApiError),
    /// The user has said that it was right.
    Taken(String),
}

/// Whether the look-up is offered for what is ordered.
pub fn is_offered(form: OrderForm) -> bool {
    let is_new = form
        .draft
        .with(|draft| Need::named(&draft.need) == Some(Need::New));
    is_new
        && form
            .product()
            .is_some_and(|product| carrier::is_offered(&product))
}

/// The number, the question, and what came of it.
#[component]
pub fn CarrierLookUp(form: OrderForm) -> impl IntoView {
    let offered = Memo::new(move |_| is_offered(form));
    move || offered.get().then(|| view! { <LookUp form/> })
}

#[component]
fn LookUp(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(Asked::default());
    let offline = waiting::offline();
    let ask = move || {
        let number = match carrier::number(&typed.get_untracked()) {
            Ok(number) => number,
            Err(code) => {
                asked.set(Asked::Wrong(code.name));
                return;
            }
        };
        typed.set(number.clone());
        asked.set(Asked::Waiting);
        spawn_local(async move {
            let answer = api::registers::carrier_line(&number).await;
            // What was typed meanwhile is another question, and the line may have gone.
            if typed.try_get_untracked() != Some(number) {
                return;
            }
            asked.try_set(match answer {
                Ok(answer) => Asked::Found(Box::new(answer)),
                Err(error) => Asked::Failed(error),
            });
        });
    };
    let notices = Signal::derive(move || match asked.get() {
        Asked::Wrong(code) => vec![Notice::error(texts::message(
            lang.now(),
            code,
            &domain::finding::Params::new(),
        ))],
        Asked::Not | Asked::Waiting | Asked::Found(_) | Asked::Failed(_) | Asked::Taken(_) => Vec::new(),
    });
    let closed = Signal::derive(move || offline.get().then(|| lang.text(Key::OrderFormCarrierOffline)));
    let busy = Signal::derive(move || asked.with(|asked| *asked == Asked::Waiting));
    let id = StoredValue::new(form.id_of(of_line!("carrier")));
    view! {
        <div class="carrier" data-columns="12">
            <Field
                id=id.get_value()
                label=t(Key::OrderFormCarrier)
                hint=t(Key::OrderFormCarrierHint)
                value=typed
                on_input=Callback::new(move |text: String| {
                    typed.set(text);
                    asked.set(Asked::Not);
                })
                notices
                optional=true
                input_mode="numeric"
                max_length=40
                beside=move || {
                    view! {
                        <Button
                            text=t(Key::OrderFormCarrierAsk)
                            icon=Icon::Search
                            kind=ButtonKind::Secondary
                            busy
                            closed
                            on_press=Callback::new(move |()| ask())
                        />
                    }
                }
            />
            <div role="status">
                {move || match asked.get() {
                    Asked::Not | Asked::Wrong(_) | Asked::Waiting => ().into_any(),
                    Asked::Taken(number) => {
                        let text = lang.fill(Key::OrderFormCarrierTaken, &params([("number", words(number))]));
                        view! { <Said icon=Icon::Check color="success" text/> }.into_any()
                    }
                    Asked::Failed(error) => view! { <Failure form error on_retry=Callback::new(move |()| ask())/> }.into_any(),
                    Asked::Found(answer) => {
                        match answer.line {
                            None => view! { <NotFound form number=answer.number/> }.into_any(),
                            Some(line) => view! { <Offer form asked number=answer.number line/> }.into_any(),
                        }
                    }
                }}
            </div>
        </div>
    }
}

#[component]
fn Said(icon: Icon, color: &'static str, text: String) -> impl IntoView {
    view! {
        <div class="notice" data-color=color>
            <Glyph icon/>
            <p>{text}</p>
        </div>
    }
}

/// The other way to the same fields.
#[component]
fn SearchInstead(form: OrderForm) -> impl IntoView {
    let search = Callback::new(move |()| {
        focus_id(&form.id_of(search::REGISTER_ID));
    });
    view! { <Button text=t(Key::OrderFormCarrierSearch) kind=ButtonKind::Tertiary small=true on_press=search/> }
}

#[component]
fn NotFound(form: OrderForm, number: String) -> impl IntoView {
    let text = form
        .lang
        .fill(Key::OrderFormCarrierNothing, &params([("number", words(number))]));
    view! {
        <Said icon=Icon::Info color="info" text/>
        <SearchInstead form/>
    }
}

#[component]
fn Failure(form: OrderForm, error: ApiError, on_retry: Callback<()>) -> impl IntoView {
    let lang = form.lang;
    let why = if error == ApiError::Timeout {
        lang.text(Key::OrderFormCarrierTimeout)
    } else {
        problem::explain(lang.now(), &error)
    };
    let text = format!("{why} {}", lang.text(Key::OrderFormCarrierInstead));
    view! {
        <Said icon=Icon::Warning color="warning" text/>
        <div class="row">
            <Button text=t(Key::UiRetry) kind=ButtonKind::Secondary small=true on_press=on_retry/>
            <SearchInstead form/>
        </div>
    }
}

/// What NRDB says, to be said right or wrong.
#[component]
fn Offer(form: OrderForm, asked: RwSignal<Asked>, number: String, line: CarrierLine) -> impl IntoView {
    let lang = form.lang;
    let place = line
        .address
        .as_ref()
        .map_or_else(|| line.place.clone(), search::one_line);
    let unknown = line
        .address
        .is_none()
        .then(|| lang.text(Key::OrderFormCarrierNoAddress));
    let carries = line
        .broadband
        .as_ref()
        .map(|broadband| carries(lang, form, &broadband.operator, &broadband.product, broadband.own));
    let owner = line.owner.clone();
    let take = Callback::new(move |()| {
        fill_in(form, &number, &line);
        asked.set(Asked::Taken(number.clone()));
    });
    let refuse = Callback::new(move |()| {
        asked.set(Asked::Not);
        focus_id(&form.id_of(search::REGISTER_ID));
    });
    view! {
        <section class="carrier-offer" aria-label=t(Key::OrderFormCarrierOffer)>
            <dl class="facts">
                <div>
                    <dt>{t(Key::OrderFormCarrierOwner)}</dt>
                    <dd>{owner}</dd>
                </div>
                <div>
                    <dt>{t(Key::OrderFormCarrierPlace)}</dt>
                    <dd>{place}</dd>
                </div>
            </dl>
            {carries.map(|text| view! { <Said icon=Icon::Warning color="warning" text/> })}
            {unknown.map(|text| view! { <Said icon=Icon::Info color="info" text/> })}
            <p>{t(Key::OrderFormCarrierQuestion)}</p>
            <div class="row">
                <Button text=t(Key::OrderFormCarrierRight) icon=Icon::Check small=true kind=ButtonKind::Secondary on_press=take/>
                <Button text=t(Key::OrderFormCarrierWrong) small=true kind=ButtonKind::Tertiary on_press=refuse/>
            </div>
        </section>
    }
}

/// GRD-1, ahead of Kapaks: there is broadband on the line already.
fn carries(lang: Lang, form: OrderForm, operator: &str, product: &str, own: bool) -> String {
    let name = form
        .catalogue()
        .product(product)
        .map_or_else(|| product.to_owned(), |product| lang.name(&product.name));
    let key = if own {
        Key::OrderFormCarrierOwn
    } else {
        Key::OrderFormCarrierOther
    };
    lang.fill(
        key,
        &params([("operator", words(operator)), ("product", words(name))]),
    )
}

/// Name and address, over what stood there: the user has seen both and said so.
fn fill_in(form: OrderForm, number: &str, line: &CarrierLine) {
    let owner = line.owner.trim().to_owned();
    form.change_line(|draft| {
        let user = &mut draft.end_user;
        if user.kind == COMPANY {
            user.company_name = owner;
        } else if let Some((first, last)) = names(&owner) {
            (user.first_name, user.last_name) = (first, last);
        }
        if draft.address.existing_number.trim().is_empty() {
            number.clone_into(&mut draft.address.existing_number);
        }
    });
    if let Some(address) = &line.address {
        take_over(form, address);
    }
}

fn take_over(form: OrderForm, address: &RegisterAddress) {
    search::adopt(form, address);
    form.lines.look_up(form.which).set(search::LookUp::Idle);
}

/// The last word is the last name.
fn names(owner: &str) -> Option<(String, String)> {
    let (first, last) = owner.rsplit_once(' ')?;
    Some((first.trim().to_owned(), last.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::names;

    /// ORD-6
    #[test]
    fn a_persons_name_goes_to_its_two_fields() {
        assert_eq!(
            names("Kari Anne Nordby"),
            Some(("Kari Anne".to_owned(), "Nordby".to_owned()))
        );
        assert_eq!(names("Nordby"), None);
    }
}
