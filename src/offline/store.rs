//! IndexedDB, as much of it as is needed: records with an `id` in named stores, written durably.
//!
//! Where the browser has none (a private window, a full disk at the start), records live in memory: forms still
//! work online, and [`is_durable`] lets the application say what that means.

use std::{cell::RefCell, collections::BTreeMap};

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

const NAME: &str = "jara-netbusiness";
const VERSION: u32 = 1;

/// The stores, each with `id` as the key of its records.
pub const DRAFTS: &str = "drafts";
pub const OUTBOX: &str = "outbox";

/// Why a record could not be kept or read, in the browser's words, for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(pub String);

impl From<JsValue> for StoreError {
    fn from(value: JsValue) -> Self {
        // A failed request hands over its event, whose target knows the error; most else is an exception.
        let text = Reflect::get(&value, &"target".into())
            .and_then(|target| Reflect::get(&target, &"error".into()))
            .ok()
            .filter(|error| !error.is_null() && !error.is_undefined())
            .unwrap_or(value);
        Self(format!("{text:?}"))
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

#[derive(Clone)]
enum Backend {
    Database(IdbDatabase),
    /// (store, id) → JSON
    Memory,
}

thread_local! {
    static BACKEND: RefCell<Option<Backend>> = const { RefCell::new(None) };
    static MEMORY: RefCell<BTreeMap<(String, String), String>> = const { RefCell::new(BTreeMap::new()) };
}

/// False when records live in memory only. None before the first use.
pub fn is_durable() -> Option<bool> {
    BACKEND.with(|slot| {
        slot.borrow()
            .as_ref()
            .map(|backend| matches!(backend, Backend::Database(_)))
    })
}

async fn backend() -> Backend {
    if let Some(backend) = BACKEND.with(|slot| slot.borrow().clone()) {
        return backend;
    }
    let backend = match open().await {
        Ok(database) => Backend::Database(database),
        Err(error) => {
            leptos::logging::warn!("no database in this browser: {}", error.0);
            Backend::Memory
        }
    };
    BACKEND.with(|slot| *slot.borrow_mut() = Some(backend.clone()));
    backend
}

async fn open() -> Result<IdbDatabase, StoreError> {
    let factory = leptos::prelude::window()
        .indexed_db()?
        .ok_or_else(|| StoreError("IndexedDB is missing".to_owned()))?;
    let request = factory.open_with_u32(NAME, VERSION)?;
    let upgraded = request.clone();
    let on_upgrade = Closure::<dyn FnMut()>::new(move || {
        let Some(database) = upgraded
            .result()
            .ok()
            .and_then(|result| result.dyn_into::<IdbDatabase>().ok())
        else {
            return;
        };
        for store in [DRAFTS, OUTBOX] {
            if !database.object_store_names().contains(store)
                && let Err(refused) = create_store(&database, store)
            {
                leptos::logging::warn!("the store {store} could not be made: {refused:?}");
            }
        }
    });
    request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
    let database: IdbDatabase = answered(&request).await?.dyn_into()?;
    // A newer version of the application in another tab must not wait for this one to be closed.
    let on_version_change = Closure::<dyn FnMut()>::new({
        let database = database.clone();
        move || database.close()
    });
    database.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
    // It is called as long as the page lives.
    on_version_change.forget();
    Ok(database)
}

/// `createObjectStore(name, { keyPath: "id" })`.
fn create_store(database: &IdbDatabase, name: &str) -> Result<(), JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"keyPath".into(), &"id".into())?;
    let create: Function = Reflect::get(database, &"createObjectStore".into())?.dyn_into()?;
    create.call2(database, &name.into(), &options).map(|_| ())
}

/// Opens a transaction whose end means that the disk has it, not only the system's buffers: an order must not be
/// lost by a power cut between Submit and the first answer (OFF-3).
fn transaction(
    database: &IdbDatabase,
    store: &str,
    mode: &str,
) -> Result<(IdbTransaction, IdbObjectStore), StoreError> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let transaction: IdbTransaction = begin
        .call3(database, &Array::of1(&store.into()), &mode.into(), &options)?
        .dyn_into()?;
    let store = transaction.object_store(store)?;
    Ok((transaction, store))
}

async fn answered(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    Ok(request.result()?)
}

async fn completed(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
        transaction.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    Ok(())
}

fn to_json(value: &JsValue) -> Result<String, StoreError> {
    Ok(String::from(JSON::stringify(value)?))
}

/// Keeps a record, in place of an earlier one with the same id.
pub async fn put<T: Serialize>(store: &str, id: &str, record: &T) -> Result<(), StoreError> {
    let json = serde_json::to_string(record)?;
    match backend().await {
        Backend::Database(database) => {
            // Made before the transaction begins, which closes at the first wait for anything else.
            let value = JSON::parse(&json)?;
            let (transaction, store) = transaction(&database, store, "readwrite")?;
            store.put(&value)?;
            completed(&transaction).await
        }
        Backend::Memory => {
            MEMORY.with(|memory| {
                memory
                    .borrow_mut()
                    .insert((store.to_owned(), id.to_owned()), json)
            });
            Ok(())
        }
    }
}

/// The record with this id. One that cannot be read, of another version, counts as none.
pub async fn get<T: DeserializeOwned>(store: &str, id: &str) -> Result<Option<T>, StoreError> {
    let json = match backend().await {
        Backend::Database(database) => {
            let (_transaction, store) = transaction(&database, store, "readonly")?;
            let value = answered(&store.get(&id.into())?).await?;
            if value.is_undefined() {
                None
            } else {
                Some(to_json(&value)?)
            }
        }
        Backend::Memory => {
            MEMORY.with(|memory| memory.borrow().get(&(store.to_owned(), id.to_owned())).cloned())
        }
    };
    Ok(json.and_then(|json| readable(store, &json)))
}

/// All records of a store.
pub async fn all<T: DeserializeOwned>(store: &str) -> Result<Vec<T>, StoreError> {
    let jsons = match backend().await {
        Backend::Database(database) => {
            let (_transaction, store) = transaction(&database, store, "readonly")?;
            let values: Array = answered(&store.get_all()?).await?.dyn_into()?;
            values
                .iter()
                .map(|value| to_json(&value))
                .collect::<Result<Vec<_>, _>>()?
        }
        Backend::Memory => MEMORY.with(|memory| {
            memory
                .borrow()
                .iter()
                .filter(|((of, _), _)| of == store)
                .map(|(_, json)| json.clone())
                .collect()
        }),
    };
    Ok(jsons.iter().filter_map(|json| readable(store, json)).collect())
}

pub async fn delete(store: &str, id: &str) -> Result<(), StoreError> {
    match backend().await {
        Backend::Database(database) => {
            let (transaction, store) = transaction(&database, store, "readwrite")?;
            store.delete(&id.into())?;
            completed(&transaction).await
        }
        Backend::Memory => {
            MEMORY.with(|memory| memory.borrow_mut().remove(&(store.to_owned(), id.to_owned())));
            Ok(())
        }
    }
}

fn readable<T: DeserializeOwned>(store: &str, json: &str) -> Option<T> {
    serde_json::from_str(json)
        .inspect_err(|error| leptos::logging::warn!("a record in {store} cannot be read: {error}"))
        .ok()
}
