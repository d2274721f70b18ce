//! "Order again": a line that has ended, as a new draft. What belonged to that delivery is asked for anew.

use domain::orders::{Need, OrderDraft, status::OrderKind};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use texts::Key;
use wire::orders::{OrderLineView, OrderView};

use crate::{
    language::params,
    offline::{
        drafts::{self, Draft},
        new_id,
        store::StoreError,
    },
    pages::orders::status::Side,
    routes,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

use super::{Case, actions::not_allowed};

/// The draft of one line of the order; every order has a number of its own, so the partner's is left out.
fn draft_of(order: &OrderView, line: &OrderLineView) -> OrderDraft {
    let mut again = line.details.again();
    // The register is asked anew: the form looks up by itself what is typed in full (ADR-6).
    again.address.register_id.clear();
    OrderDraft {
        need: Need::New.as_str().to_owned(),
        product: order.product.clone(),
        attributes: order.attributes.clone(),
        project_reference: order.project_reference.clone().unwrap_or_default(),
        customer_invoice_ref: order.customer_invoice_ref.clone().unwrap_or_default(),
        lines: vec![again],
        ..OrderDraft::default()
    }
}

#[component]
pub fn OrderAgain(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let Case { lang, session, .. } = case;
    let toasts = Toasts::of_context();
    let navigate = use_navigate();
    let making = RwSignal::new(false);
    let press = Callback::new(move |()| {
        let Some(user) = Some(session.user_name_untracked()).filter(|_| !making.get_untracked()) else {
            return;
        };
        let mut draft = Draft::new(new_id(), user);
        draft.order = case
            .order
            .with_untracked(|order| line.with_untracked(|line| draft_of(order, line)));
        making.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match drafts::save(&draft).await {
                Ok(()) => navigate(&routes::draft(&draft.id), NavigateOptions::default()),
                Err(StoreError(why)) => {
                    making.try_set(false);
                    let text =
                        untrack(|| lang.fill(Key::OrderOrderAgainFailed, &params([("why", why.into())])));
                    toasts.show(Toast::new(Tone::Danger, text));
                }
            }
        });
    });
    let shown = Memo::new(move |_| {
        // What was changed or ended is ordered again from what is installed, not from the order.
        let new = case.order.with(|order| match order.kind {
            OrderKind::New => true,
            OrderKind::IspSwitch | OrderKind::Modify | OrderKind::Terminate => false,
        });
        new && case.side.get() == Side::Partner && line.with(|line| line.status.is_final())
    });
    move || {
        shown.get().then(|| {
            view! {
                <Button
                    text=Signal::derive(move || lang.text(Key::OrderOrderAgain))
                    kind=ButtonKind::Secondary
                    icon=Icon::Copy
                    small=true
                    closed=Signal::derive(move || not_allowed(case))
                    on_press=press
                />
            }
        })
    }
}
