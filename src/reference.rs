//! What every page needs to know of the world beside its own case: products, postcodes, this partner's habits.

use std::sync::Arc;

use domain::{access::Permission, catalogue::Catalogue, orders::ReferenceHabits, postcode::PostcodeRegister};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{
        self,
        client::{ApiError, Fetched},
    },
    language::Lang,
    offline::connection::Connection,
    session::Session,
};

/// Asked for once for each user; asked again where it failed.
#[derive(Clone, Copy)]
pub struct Reference {
    catalogue: RwSignal<Option<Result<Arc<Catalogue>, ApiError>>>,
    /// Whether the backend has said so since the page was opened.
    is_true: StoredValue<bool>,
    habits: RwSignal<ReferenceHabits>,
    session: Session,
    postcodes: StoredValue<Arc<PostcodeRegister>>,
}

impl Reference {
    pub fn provide() -> Self {
        let postcodes = PostcodeRegister::parse(domain::postcode::SHIPPED).unwrap_or_else(|broken| {
            // A test of the domain holds that it can be read. Without it the backend still checks each postcode.
            leptos::logging::warn!("line {} of the postcodes cannot be read", broken.number);
            PostcodeRegister::default()
        });
        let reference = Self {
            catalogue: RwSignal::new(None),
            is_true: StoredValue::new(false),
            habits: RwSignal::new(ReferenceHabits::default()),
            session: Session::of_context(),
            postcodes: StoredValue::new(Arc::new(postcodes)),
        };
        provide_context(reference);
        reference.load();
        reference.refresh();
        reference
    }

    pub fn of_context() -> Self {
        use_context::<Self>().unwrap_or_else(Self::provide)
    }

    /// Asks for all of it, again where it failed before.
    pub fn load(self) {
        self.catalogue.set(None);
        self.ask();
    }

    fn ask(self) {
        spawn_local(async move {
            let answer = api::catalogue::current().await;
            self.is_true
                .set_value(matches!(&answer, Ok(Fetched { older: None, .. })));
            let answer = answer.map(|fetched| Arc::new(fetched.value));
            // What is as it was moves nothing; what is shown is not taken away by a question without an answer.
            let shown = self.catalogue.get_untracked();
            if shown.as_ref() != Some(&answer) && !(answer.is_err() && matches!(shown, Some(Ok(_)))) {
                self.catalogue.set(Some(answer));
            }
        });
        self.load_habits();
    }

    /// What was kept from earlier is asked for anew when the connection is back (OFF-2).
    fn refresh(self) {
        Connection::on_return(move || {
            if !self.is_true.get_value() {
                self.ask();
            }
        });
    }

    /// After an order the habits may have changed. Without them REF-2 is quiet here; the backend knows them.
    pub fn load_habits(self) {
        // Habits are those of ordering: who only looks has none, and may not ask for them.
        let orders = untrack(move || self.session.user())
            .is_some_and(|user| user.access.may(Permission::Order).is_ok());
        if !orders {
            return;
        }
        spawn_local(async move {
            match api::catalogue::reference_habits().await {
                Ok(habits) => self.habits.set(habits),
                Err(error) => leptos::logging::warn!("the habits are not known: {}", error.code()),
            }
        });
    }

    /// None while it is awaited.
    pub fn catalogue(self) -> Option<Result<Arc<Catalogue>, ApiError>> {
        self.catalogue.get()
    }

    pub fn habits(self) -> RwSignal<ReferenceHabits> {
        self.habits
    }

    pub fn postcodes(self) -> Arc<PostcodeRegister> {
        self.postcodes.get_value()
    }

    /// What a product is called; its code while the catalogue is awaited.
    pub fn product_name(self, lang: Lang, code: &str) -> String {
        match self.catalogue.get() {
            Some(Ok(catalogue)) => catalogue
                .product(code)
                .map_or_else(|| code.to_owned(), |product| lang.name(&product.name)),
            Some(Err(_)) | None => code.to_owned(),
        }
    }
}
