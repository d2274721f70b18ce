//! IndexedDB, as much of it as is needed: records with an `id` in named stores, written durably. What stands in
//! them is [`super::store`]'s matter.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::store::StoreError;

const NAME: &str = "jara-netbusiness";
/// 1: drafts and outbox, in the clear. 2: sealed, with the vault's keys and what was last known. 3: small forms. 4: files.
const VERSION: u32 = 4;

/// Declares the stores, and which there are.
macro_rules! stores {
    ($($(#[$about:meta])* $name:ident = $text:literal;)+) => {
        $($(#[$about])* pub const $name: &str = $text;)+
        const ALL: &[&str] = &[$($name),+];
    };
}

// Each has `id` as the key of its records. There are only ever more of them: an older version of the application in another
// tab goes on with those that it knows (OFF-7).
stores! {
    DRAFTS = "drafts";
    OUTBOX = "outbox";
    /// What the backend has of each draft.
    DRAFT_SYNC = "draft_sync";
    /// Wrapped copies of keys; the only records that are not sealed themselves.
    KEYS = "keys";
    /// What the application knew last: the session, and which answers are kept.
    KNOWN = "known";
    /// Small forms that were begun.
    FORMS = "forms";
    /// Answers of the backend, to be read without a connection.
    ANSWERS = "answers";
    /// Files that are to be uploaded, and their contents in pieces.
    FILES = "files";
    FILE_PIECES = "file_pieces";
}

thread_local! {
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

async fn database() -> Result<IdbDatabase, StoreError> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let factory = leptos::prelude::window()
        .indexed_db()
        .ok()
        .flatten()
        .ok_or_else(StoreError::missing)?;
    let database = match opened(factory.open_with_u32(NAME, VERSION)?).await {
        // A newer version of the application has been here: the stores that this one knows are still there.
        Err(refused) if StoreError::name_of(&refused) == "VersionError" => opened(factory.open(NAME)?).await,
        other => other,
    };
    // A browser that refuses to open it (a private window, a broken profile) is one that has none.
    let database = database.map_err(|refused| match StoreError::from(refused) {
        full if full == StoreError::full() => full,
        other => {
            leptos::logging::warn!("no database in this browser: {}", other.0);
            StoreError::missing()
        }
    })?;
    OPEN.with_borrow_mut(|slot| *slot = Some(database.clone()));
    Ok(database)
}

async fn opened(request: IdbOpenDbRequest) -> Result<IdbDatabase, JsValue> {
    let upgraded = request.clone();
    let on_upgrade = Closure::<dyn FnMut()>::new(move || {
        let Some(database) = upgraded
            .result()
            .ok()
            .and_then(|result| result.dyn_into::<IdbDatabase>().ok())
        else {
            return;
        };
        for store in ALL {
            if !database.object_store_names().contains(store)
                && let Err(refused) = create_store(&database, store)
            {
                leptos::logging::warn!("the store {store} could not be made: {refused:?}");
            }
        }
    });
    request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
    let database: IdbDatabase = answered(&request).await?.dyn_into()?;
    // A newer version of the application in another tab must not wait for this one to be closed; and a connection
    // that the browser has closed is opened again at the next use.
    let on_end = Closure::<dyn FnMut()>::new({
        let database = database.clone();
        move || {
            database.close();
            OPEN.set(None);
        }
    });
    database.set_onversionchange(Some(on_end.as_ref().unchecked_ref()));
    database.set_onclose(Some(on_end.as_ref().unchecked_ref()));
    // It is called as long as the page lives.
    on_end.forget();
    Ok(database)
}

/// `createObjectStore(name, { keyPath: "id" })`.
fn create_store(database: &IdbDatabase, name: &str) -> Result<(), JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"keyPath".into(), &"id".into())?;
    let create: Function = Reflect::get(database, &"createObjectStore".into())?.dyn_into()?;
    create.call2(database, &name.into(), &options).map(|_| ())
}

/// Begins a transaction whose end means that the disk has it, not only the system's buffers: an order must not be
/// lost by a power cut between Submit and the first answer (OFF-3).
async fn begin(store: &str, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), StoreError> {
    let mut tried = false;
    loop {
        match begin_on(&database().await?, store, mode) {
            // The connection may have been closed under us: once more with a new one.
            Err(_) if !tried => {
                tried = true;
                OPEN.set(None);
            }
            result => return Ok(result?),
        }
    }
}

fn begin_on(
    database: &IdbDatabase,
    store: &str,
    mode: &str,
) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let transaction: IdbTransaction = begin
        .call3(database, &Array::of1(&store.into()), &mode.into(), &options)?
        .dyn_into()?;
    let store = transaction.object_store(store)?;
    Ok((transaction, store))
}

async fn answered(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}

async fn completed(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        // An abort follows every error and knows its reason, also that of a full disk, which no request has.
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await?;
    Ok(())
}

/// Writes a record, in place of an earlier one with the same id.
pub async fn put(store: &str, record: &JsValue) -> Result<(), StoreError> {
    let (transaction, store) = begin(store, "readwrite").await?;
    store.put(record)?;
    completed(&transaction).await
}

/// The record with this id, or undefined.
pub async fn get(store: &str, id: &str) -> Result<JsValue, StoreError> {
    let (_transaction, store) = begin(store, "readonly").await?;
    Ok(answered(&store.get(&id.into())?).await?)
}

/// All records of a store, as an array.
pub async fn all(store: &str) -> Result<JsValue, StoreError> {
    let (_transaction, store) = begin(store, "readonly").await?;
    Ok(answered(&store.get_all()?).await?)
}

pub async fn delete(store: &str, id: &str) -> Result<(), StoreError> {
    let (transaction, store) = begin(store, "readwrite").await?;
    store.delete(&id.into())?;
    completed(&transaction).await
}

pub async fn clear(store: &str) -> Result<(), StoreError> {
    let (transaction, store) = begin(store, "readwrite").await?;
    store.clear()?;
    completed(&transaction).await
}
