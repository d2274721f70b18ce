//! What can be begun from a subscription: each opens a draft that says already what it is about, or says why not now.

use domain::{
    orders::{LineDraft, Need, OrderDraft},
    subscriptions::{Subscription, SubscriptionAction, SubscriptionRef},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use texts::{Key, reason};

use super::Case;
use crate::{
    language::{params, t},
    offline::{
        drafts::{self, Draft},
        new_id,
        store::StoreError,
    },
    pages::orders::status::Side,
    routes,
    session::Session,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        layout::Panel,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

/// The buttons in the order that they stand.
const BUTTONS: [(SubscriptionAction, Key, Icon); 4] = [
    (SubscriptionAction::Change, Key::PortfolioChange, Icon::Edit),
    (SubscriptionAction::Terminate, Key::PortfolioTerminate, Icon::Stop),
    (
        SubscriptionAction::OrderAgain,
        Key::PortfolioOrderAgain,
        Icon::Copy,
    ),
    (
        SubscriptionAction::ReportFault,
        Key::PortfolioReportFault,
        Icon::Ticket,
    ),
];

/// The draft that an action begins with. The number is looked up anew, and the customer confirmed by who orders.
fn draft_of(action: SubscriptionAction, subscription: &Subscription) -> OrderDraft {
    let named = |need: Need| OrderDraft {
        need: need.as_str().to_owned(),
        order_type: "standard".to_owned(),
        subscription: SubscriptionRef {
            number: subscription.number.clone(),
            confirmed: false,
        },
        ..OrderDraft::default()
    };
    match action {
        SubscriptionAction::Change => named(Need::Change),
        SubscriptionAction::Terminate | SubscriptionAction::ReportFault => named(Need::Terminate),
        SubscriptionAction::OrderAgain => {
            let mut line = LineDraft {
                end_user: (&subscription.end_user).into(),
                address: (&subscription.address).into(),
                contact: subscription.contact.as_ref().map(Into::into).unwrap_or_default(),
                ..LineDraft::default()
            };
            // The register is asked anew: the form looks up by itself what is typed in full (ADR-6).
            line.address.register_id.clear();
            OrderDraft {
                need: Need::New.as_str().to_owned(),
                order_type: "standard".to_owned(),
                product: subscription.product.clone(),
                attributes: subscription.attributes.clone(),
                lines: vec![line],
                ..OrderDraft::default()
            }
        }
    }
}

#[component]
pub fn Actions(case: Case) -> impl IntoView {
    let session = Session::of_context();
    let partner = Memo::new(move |_| Side::of(session) == Side::Partner);
    move || {
        partner.get().then(|| {
            view! {
                <Panel>
                    <div class="row">
                        {BUTTONS.map(|(action, text, icon)| view! { <ActionButton case action text icon/> }).collect_view()}
                    </div>
                    <Reasons case/>
                </Panel>
            }
        })
    }
}

/// Why an action is closed now, in words.
fn closed(case: Case, action: SubscriptionAction) -> Option<String> {
    let why = case.view.with(|view| {
        let actions = &view.as_ref()?.actions;
        actions
            .iter()
            .find(|state| state.action == action)?
            .closed
            .clone()
    })?;
    Some(reason(case.lang.now(), &why.code, &why.params))
}

#[component]
fn ActionButton(case: Case, action: SubscriptionAction, text: Key, icon: Icon) -> impl IntoView {
    let lang = case.lang;
    let session = Session::of_context();
    let toasts = Toasts::of_context();
    let navigate = use_navigate();
    let making = RwSignal::new(false);
    let press = Callback::new(move |()| {
        let subscription = case
            .view
            .with_untracked(|view| view.as_ref().map(|view| view.subscription.clone()));
        let Some(subscription) = subscription.filter(|_| !making.get_untracked()) else {
            return;
        };
        let mut draft = Draft::new(new_id(), session.user_name_untracked());
        draft.order = draft_of(action, &subscription);
        making.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match drafts::save(&draft).await {
                Ok(()) => navigate(
                    &routes::draft_of(&draft.id, Need::named(&draft.order.need)),
                    NavigateOptions::default(),
                ),
                Err(StoreError(why)) => {
                    making.try_set(false);
                    let text =
                        untrack(|| lang.fill(Key::OrderOrderAgainFailed, &params([("why", why.into())])));
                    toasts.show(Toast::new(Tone::Danger, text));
                }
            }
        });
    });
    view! {
        <Button
            text=t(text)
            kind=ButtonKind::Secondary
            icon
            small=true
            closed=Signal::derive(move || closed(case, action))
            on_press=press
        />
    }
}

/// The reasons in sight: a live order is a link, so that nobody has to look for it.
#[component]
fn Reasons(case: Case) -> impl IntoView {
    let live = Memo::new(move |_| {
        case.view.with(|view| {
            view.as_ref()?
                .subscription
                .live_order
                .as_ref()
                .map(|live| live.order.clone())
        })
    });
    move || {
        live.get().map(|order| {
            let text = closed(case, SubscriptionAction::Terminate).unwrap_or_default();
            view! {
                <p class="below">
                    {text}
                    " "
                    <a class="ds-link" href=routes::order(&order)>
                        {case.lang.fill(Key::PortfolioOpenOrder, &params([("order", order.clone().into())]))}
                    </a>
                </p>
            }
        })
    }
}
