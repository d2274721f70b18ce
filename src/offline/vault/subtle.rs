//! WebCrypto, as much of it as the vault needs. Keys are handles: once made, no script can read them out.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const AES: &str = "AES-GCM";
/// 96 bits, the length that AES-GCM is made for; a new one for each write.
pub const IV_BYTES: usize = 12;

/// The browser's cryptography. Browsers hand it out on HTTPS and on loopback only.
fn subtle() -> Result<JsValue, JsValue> {
    let crypto = Reflect::get(&leptos::prelude::window(), &"crypto".into())?;
    let subtle = Reflect::get(&crypto, &"subtle".into())?;
    if subtle.is_undefined() {
        return Err("no WebCrypto here".into());
    }
    Ok(subtle)
}

pub fn is_available() -> bool {
    subtle().is_ok()
}

async fn call(method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let subtle = subtle()?;
    let function: Function = Reflect::get(&subtle, &method.into())?.dyn_into()?;
    let arguments: Array = arguments.iter().copied().cloned().collect();
    let promise: Promise = function.apply(&subtle, &arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

fn list(words: &[&str]) -> JsValue {
    words
        .iter()
        .map(|word| JsValue::from(*word))
        .collect::<Array>()
        .into()
}

/// `{ name: value, … }`
pub fn object(members: &[(&str, &JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &JsValue::from(*name), value)?;
    }
    Ok(object.into())
}

fn bytes(raw: &[u8]) -> JsValue {
    Uint8Array::from(raw).into()
}

/// Bytes that nobody can guess.
pub fn random<const N: usize>() -> Result<[u8; N], JsValue> {
    let mut bytes = [0_u8; N];
    leptos::prelude::window()
        .crypto()?
        .get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

/// The user's key as a handle that seals and opens, and shows itself to nobody.
pub async fn import(raw: &[u8]) -> Result<JsValue, JsValue> {
    let uses = list(&["encrypt", "decrypt"]);
    let arguments = [&"raw".into(), &bytes(raw), &AES.into(), &JsValue::FALSE, &uses];
    call("importKey", &arguments).await
}

/// A fingerprint of bytes.
pub async fn digest(raw: &[u8]) -> Result<Vec<u8>, JsValue> {
    let digest = call("digest", &[&"SHA-256".into(), &bytes(raw)]).await?;
    Ok(Uint8Array::new(&digest).to_vec())
}

/// One half of the key around the wrapped copy, to lie in the browser's database.
pub async fn half(raw: &[u8]) -> Result<JsValue, JsValue> {
    let uses = list(&["deriveKey"]);
    let arguments = [&"raw".into(), &bytes(raw), &"HKDF".into(), &JsValue::FALSE, &uses];
    call("importKey", &arguments).await
}

/// The key around the wrapped copy, of both its halves.
pub async fn derive(half: &JsValue, other: &[u8]) -> Result<JsValue, JsValue> {
    let how = object(&[
        ("name", &"HKDF".into()),
        ("hash", &"SHA-256".into()),
        ("salt", &bytes(other)),
        ("info", &bytes(b"jara vault 1")),
    ])?;
    let what = object(&[("name", &AES.into()), ("length", &256.into())])?;
    let uses = list(&["encrypt", "unwrapKey"]);
    call("deriveKey", &[&how, half, &what, &JsValue::FALSE, &uses]).await
}

fn aes(iv: &JsValue, bound_to: &str) -> Result<JsValue, JsValue> {
    object(&[
        ("name", &AES.into()),
        ("iv", iv),
        ("additionalData", &bytes(bound_to.as_bytes())),
    ])
}

/// The iv and the sealed bytes. What it is bound to must be said again to open it.
pub async fn seal(key: &JsValue, bound_to: &str, clear: &[u8]) -> Result<(JsValue, JsValue), JsValue> {
    let iv = bytes(&random::<IV_BYTES>()?);
    let data = call("encrypt", &[&aes(&iv, bound_to)?, key, &bytes(clear)]).await?;
    Ok((iv, data))
}

pub async fn open(key: &JsValue, bound_to: &str, iv: &JsValue, data: &JsValue) -> Result<Vec<u8>, JsValue> {
    let clear = call("decrypt", &[&aes(iv, bound_to)?, key, data]).await?;
    Ok(Uint8Array::new(&clear).to_vec())
}

/// What the key's cipher lays over a text that is sealed with this number, without the tag behind it: the same each time.
pub async fn stream(key: &JsValue, iv: &[u8], length: usize) -> Result<Vec<u8>, JsValue> {
    let nothing = Uint8Array::new_with_length(u32::try_from(length).unwrap_or(0)).into();
    let data = call("encrypt", &[&aes(&bytes(iv), "")?, key, &nothing]).await?;
    let mut stream = Uint8Array::new(&data).to_vec();
    stream.truncate(length);
    Ok(stream)
}

/// Like [`open`] for a wrapped key: its bytes are never seen, the browser makes the handle of them at once.
pub async fn unwrap(
    around: &JsValue,
    bound_to: &str,
    iv: &JsValue,
    data: &JsValue,
) -> Result<JsValue, JsValue> {
    let how = aes(iv, bound_to)?;
    let uses = list(&["encrypt", "decrypt"]);
    let (raw, named) = ("raw".into(), AES.into());
    call(
        "unwrapKey",
        &[&raw, data, around, &how, &named, &JsValue::FALSE, &uses],
    )
    .await
}
