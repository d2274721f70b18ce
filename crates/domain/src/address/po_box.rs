//! ADR-2: a PO box is never an installation address.

/// True for `Postboks 12`, `Boks 12`, `Pb 12`, `P.b. 12`, `P.O. Box 12`, `Poste restante`, in any case and spacing,
/// glued to the number (`pb12`) and behind a street (`Kirkeveien 3, Pb 12`). Streets that begin like that, as
/// Boksveien and Pbveien, are streets.
pub fn is_po_box(street: &str) -> bool {
    if !may_be(street) {
        return false;
    }
    let lower = street.to_lowercase();
    // Full stops and the like separate, so that `P.b.12` is three words.
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    // Alone these are the words for a PO box; before another word they may be part of a street's own name.
    let alone = matches!(
        words.as_slice(),
        ["pb" | "pob" | "boks" | "box"] | ["p", "b"] | ["p", "o", "b"]
    );
    alone || (0..words.len()).any(|from| words.get(from..).is_some_and(begins_with_po_box))
}

/// Whether the street is one, or becomes one with what was typed as the house number: `Boks` and `12`.
pub fn is_in(street: &str, house_number: &str) -> bool {
    (may_be(street) || may_be(house_number))
        && (is_po_box(street) || is_po_box(&format!("{street} {house_number}")))
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

/// All these words begin with p or b. Where neither stands at the beginning of what could be a word, as in most streets,
/// nothing more need be read.
fn may_be(street: &str) -> bool {
    let mut before = b' ';
    street.bytes().any(|byte| {
        let begins = matches!(byte, b'p' | b'P' | b'b' | b'B') && !before.is_ascii_alphanumeric();
        before = byte;
        begins
    })
}
