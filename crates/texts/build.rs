//! Makes the typed keys from the language files, and refuses a key that one language lacks or fills in otherwise.

use std::{collections::BTreeMap, env, error::Error, fmt::Write as _, fs, path::Path};

const LANGUAGES: [&str; 2] = ["nb", "en"];

type Texts = BTreeMap<String, String>;

fn read(language: &str) -> Result<Texts, Box<dyn Error>> {
    let path = format!("texts/{language}.txt");
    println!("cargo::rerun-if-changed={path}");
    let mut texts = Texts::new();
    for (number, line) in fs::read_to_string(&path)?.lines().enumerate() {
        let at = number + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, text) = line
            .split_once(" = ")
            .ok_or(format!("{path}:{at}: expected `key = text`"))?;
        let well_formed = key.split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        });
        if !well_formed {
            return Err(
                format!("{path}:{at}: `{key}` is not a key: lower case words, joined by dots").into(),
            );
        }
        if texts.insert(key.to_owned(), text.trim().to_owned()).is_some() {
            return Err(format!("{path}:{at}: `{key}` stands twice").into());
        }
    }
    Ok(texts)
}

/// The names in braces, sorted.
fn params(text: &str) -> Vec<&str> {
    let mut names: Vec<_> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn variant(key: &str) -> String {
    key.split(['.', '_'])
        .map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + chars.as_str())
                .unwrap_or_default()
        })
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let languages = LANGUAGES.map(read).into_iter().collect::<Result<Vec<_>, _>>()?;
    let first = &languages[0];
    let mut wrong = Vec::new();
    for (language, texts) in LANGUAGES.iter().zip(&languages).skip(1) {
        for (key, text) in first {
            match texts.get(key) {
                None => wrong.push(format!("`{key}` has no text in {language}.txt")),
                Some(other) if params(text) != params(other) => {
                    wrong.push(format!("`{key}` is filled in otherwise in {language}.txt"));
                }
                Some(_) => {}
            }
        }
        wrong.extend(
            texts
                .keys()
                .filter(|key| !first.contains_key(*key))
                .map(|key| format!("`{key}` stands only in {language}.txt")),
        );
    }
    let mut names = BTreeMap::new();
    for key in first.keys() {
        if let Some(other) = names.insert(variant(key), key) {
            wrong.push(format!("`{key}` and `{other}` would have the same name"));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n").into());
    }

    // BTreeMap sorts by the key's text, so the table can be searched by halving.
    let mut code = String::from(
        "/// Every text of the user interface and of mails.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\n#[repr(u16)]\npub enum Key {\n",
    );
    for key in first.keys() {
        writeln!(code, "    /// `{key}`\n    {},", variant(key))?;
    }
    writeln!(code, "}}\n\nstatic KEYS: &[(&str, Key)] = &[")?;
    for key in first.keys() {
        writeln!(code, "    ({key:?}, Key::{}),", variant(key))?;
    }
    writeln!(code, "];")?;
    for (language, texts) in LANGUAGES.iter().zip(&languages) {
        writeln!(code, "\nstatic {}: &[&str] = &[", language.to_ascii_uppercase())?;
        for text in texts.values() {
            writeln!(code, "    {text:?},")?;
        }
        writeln!(code, "];")?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("keys.rs"), code)?;
    Ok(())
}
