//! Pages whose code comes after the first: a first visit loads what it takes to log in and fill in an order, and no more.
//!
//! A release build cuts each function marked below into a file of its own (scripts/split.mjs), which is fetched before
//! the function is called for the first time. Without the feature `split` they are ordinary functions of the one file.

use std::{cell::RefCell, collections::BTreeMap, future::Future, pin::Pin, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    language::t,
    ui::states::{ErrorState, Skeleton},
};

/// How a page is made, once its code is here.
type Page = fn() -> AnyView;
type Arriving = Pin<Box<dyn Future<Output = Result<Page, Missing>>>>;

/// The code of a page could not be had: no connection, and not kept in this browser.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// `name: part => Component`: a page, and the file that a release build cuts it into.
macro_rules! late_pages {
    ($($name:ident: $part:ident => $page:path),+ $(,)?) => {
        /// The pages that come late.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Late {
            $($name,)+
        }

        impl Late {
            const ALL: &[Self] = &[$(Self::$name,)+];

            fn fetch(self) -> Arriving {
                match self {
                    $(Self::$name => Box::pin(async {
                        #[cfg(feature = "split")]
                        let page = $part().await;
                        #[cfg(not(feature = "split"))]
                        let page = $part();
                        page
                    }),)+
                }
            }
        }

        $(
            #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($part, fallible))]
            fn $part() -> Result<Page, Missing> {
                Ok(|| $page().into_any())
            }
        )+
    };
}

late_pages! {
    Orders: orders_page => crate::pages::orders::list::OrdersPage,
    Order: order_page => crate::pages::orders::case::OrderPage,
    Portfolio: portfolio_page => crate::pages::portfolio::PortfolioPage,
    Subscription: subscription_page => crate::pages::portfolio::subscription::SubscriptionPage,
    Drafts: drafts_page => crate::pages::drafts::DraftsPage,
    Contacts: contacts_page => crate::pages::contacts::ContactsPage,
    Account: account_page => crate::pages::account::AccountPage,
    Mails: mails_page => crate::pages::mails::MailsPage,
    // No page, but what only some of those who order use.
    Grid: project_grid => crate::forms::orders::project::grid::Grid,
    Attachments: attachments_part => crate::forms::attachments::Attachments,
    Files: project_files => crate::forms::orders::project::files::Files,
}

thread_local! {
    static HERE: RefCell<BTreeMap<Late, Page>> = const { RefCell::new(BTreeMap::new()) };
}

impl Late {
    fn here(self) -> Option<Page> {
        HERE.with(|here| here.borrow().get(&self).copied())
    }

    async fn load(self) -> Result<Page, Missing> {
        if let Some(page) = self.here() {
            return Ok(page);
        }
        let page = self.fetch().await?;
        HERE.with(|here| here.borrow_mut().insert(self, page));
        Ok(page)
    }

    /// The view of a route.
    pub fn view(self) -> impl IntoView {
        // Rendered at once when it is here, as any other page.
        let state = RwSignal::new(self.here().map(Ok));
        let ask = move || {
            spawn_local(async move {
                let result = self.load().await;
                // Who went on meanwhile sees another page.
                state.try_set(Some(result));
            });
        };
        if state.with_untracked(Option::is_none) {
            ask();
        }
        move || {
            match state.get() {
            None => view! { <Skeleton rows=8/> }.into_any(),
            Some(Ok(page)) => page(),
            Some(Err(Missing)) => view! {
                <ErrorState title=t(Key::AppPartMissing) text=t(Key::AppPartMissingText) on_retry=Callback::new(move |()| ask())/>
            }
            .into_any(),
        }
        }
    }
}

/// Fetches the pages that come late once the first page has had its turn, so that they are here before they are asked for,
/// and also when there is no connection then.
pub fn fetch_ahead() {
    const AFTER: Duration = Duration::from_secs(3);
    set_timeout(
        || {
            spawn_local(async {
                for page in Late::ALL {
                    // It is tried again, and said, when the page is opened.
                    if page.load().await.is_err() {
                        return;
                    }
                }
            });
        },
        AFTER,
    );
}
