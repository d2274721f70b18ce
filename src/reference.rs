//! What every page needs to know of the world beside its own case: products, postcodes, this partner's habits.

use std::sync::Arc;

use domain::{catalogue::Catalogue, orders::ReferenceHabits, postcode::PostcodeRegister};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{self, client::ApiError},
    language::Lang,
};

/// Asked for once for each user; asked again where it failed.
#[derive(Clone, Copy)]
pub struct Reference {
    catalogue: RwSignal<Option<Result<Arc<Catalogue>, ApiError>>>,
    habits: RwSignal<ReferenceHabits>,
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
            habits: RwSignal::new(ReferenceHabits::default()),
            postcodes: StoredValue::new(Arc::new(postcodes)),
        };
        provide_context(reference);
        reference.load();
        reference
    }

    pub fn of_context() -> Self {
        use_context::<Self>().unwrap_or_else(Self::provide)
    }

    /// Asks for all of it, again where it failed before.
    pub fn load(self) {
        self.catalogue.set(None);
        spawn_local(async move {
            let answer = api::catalogue::current().await;
            self.catalogue.set(Some(answer.map(Arc::new)));
        });
        self.load_habits();
    }

    /// After an order the habits may have changed. Without them REF-2 is quiet here; the backend knows them.
    pub fn load_habits(self) {
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
