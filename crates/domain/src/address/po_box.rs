//! ADR-2: a PO box is never an installation address.

/// True for `Postboks 12`, `Boks 12`, `Pb 12`, `P.b. 12`, `P.O. Box 12`, `Poste restante`, in any case and spacing,
/// glued to the number (`pb12`) and behind a street (`Kirkeveien 3, Pb 12`). Streets that begin like that, as
/// Boksveien and Pbveien, are streets.
pub fn is_po_box(street: &str) -> bool {
    let words = words(street);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // Alone these are the words for a PO box; before another word they may be part of a street's own name.
    let alone = matches!(
        words.as_slice(),
        ["pb" | "pob" | "boks" | "box"] | ["p", "b"] | ["p", "o", "b"]
    );
    alone || (0..words.len()).any(|from| words.get(from..).is_some_and(begins_with_po_box))
}

fn begins_with_po_box(words: &[&str]) -> bool {
    match words {
        ["postboks" | "postbox" | "poboks" | "pobox" | "posterestante", ..]
        | ["post" | "po", "boks" | "box", ..]
        | ["p", "o", "boks" | "box", ..]
        | ["poste", "restante", ..] => true,
        ["pb" | "pob" | "postb" | "boks" | "box", rest @ ..]
        | ["p", "b", rest @ ..]
        | ["p", "o", "b", rest @ ..] => numbered(rest),
        [first, ..] => glued(first),
        [] => false,
    }
}

/// `12`, `nr 12`
fn numbered(rest: &[&str]) -> bool {
    match rest {
        ["nr" | "no" | "nummer" | "number", number, ..] | [number, ..] => begins_with_digit(number),
        [] => false,
    }
}

/// `pb12`, `boks12`, `postboks12`: the word and its number without a space.
fn glued(word: &str) -> bool {
    [
        "postboks", "postbox", "pobox", "poboks", "boks", "box", "pb", "pob",
    ]
    .iter()
    .any(|start| word.strip_prefix(start).is_some_and(begins_with_digit))
}

fn begins_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Lower-case words; full stops and the like separate, so that `P.b.12` is three words.
fn words(street: &str) -> Vec<String> {
    street
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
