//! Makes words alike that people write differently: case, `å`/`aa`, `ø`/`o`, `æ`/`ae`, `vei`/`veg`/`v.`/`vn`, `gate`/`gata`/`gt.` (ADR-7).

/// A word of a name in the two forms in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case with the Norwegian letters kept: what a search compares that is not fuzzy.
    pub exact: String,
    /// Letters folded.
    pub plain: String,
    /// Letters folded and the street ending replaced by a mark.
    pub key: String,
}

/// Splits a name into its words.
pub fn words(text: &str) -> Vec<Word> {
    text.split(|c: char| c.is_whitespace() || c == ',')
        .filter(|part| !part.is_empty())
        .map(word)
        .collect()
}

/// One word in its forms; `part` may end in a full stop.
pub fn word(part: &str) -> Word {
    let exact = part.to_lowercase();
    let folded = letters(&exact);
    let key = ending(&folded);
    let plain = folded.trim_end_matches('.').to_owned();
    Word { exact, plain, key }
}

/// A whole name as one comparable text.
pub fn key(text: &str) -> String {
    words(text)
        .into_iter()
        .map(|word| word.key)
        .collect::<Vec<_>>()
        .join(" ")
}

/// `å` and `aa` become `a`, `ø` becomes `o`, `æ` becomes `ae`; Swedish letters like their Norwegian ones.
fn letters(lower: &str) -> String {
    let mut folded = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            'å' => folded.push('a'),
            'ø' | 'ö' => folded.push('o'),
            'æ' | 'ä' => folded.push_str("ae"),
            'é' | 'è' | 'ê' => folded.push('e'),
            'ü' => folded.push('u'),
            other => folded.push(other),
        }
    }
    // After the single letters, so that `åa` does not become a different word from `aaa`.
    folded.replace("aa", "a")
}

/// `#` cannot stand in a street name, so a mark never equals a real word.
const ROAD: &str = "v#";
const STREET: &str = "g#";

/// The endings, longest first; those with a full stop are abbreviations and count only with it, or Olav would be a road.
const ENDINGS: [(&str, &str); 14] = [
    ("veien", ROAD),
    ("vegen", ROAD),
    ("vei", ROAD),
    ("veg", ROAD),
    ("vn.", ROAD),
    ("vn", ROAD),
    ("v.", ROAD),
    ("gaten", STREET),
    ("gata", STREET),
    ("gate", STREET),
    ("gt.", STREET),
    ("gt", STREET),
    ("g.", STREET),
    // A full stop behind any other word means nothing.
    (".", ""),
];

fn ending(folded: &str) -> String {
    if folded == "v" {
        return ROAD.to_owned();
    }
    for (ending, mark) in ENDINGS {
        if let Some(stem) = folded.strip_suffix(ending) {
            // `Vn` alone is a road as a last word; `Avn` is rather a name.
            if stem.is_empty() || stem.chars().count() >= 2 {
                return format!("{stem}{mark}");
            }
        }
    }
    folded.to_owned()
}

/// At most one letter wrong, missing, too many, or two neighbours swapped.
pub fn one_slip(a: &str, b: &str) -> bool {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    if short.len() < long.len() {
        return short[same..] == long[same + 1..];
    }
    if same == short.len() || short[same + 1..] == long[same + 1..] {
        return true;
    }
    same + 1 < short.len()
        && short[same] == long[same + 1]
        && short[same + 1] == long[same]
        && short[same + 2..] == long[same + 2..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ADR-7
    #[test]
    fn the_many_ways_to_write_a_street_are_one() {
        for (one, other) in [
            ("Kirkeveien", "KIRKEVEGEN"),
            ("Kirkeveien", "kirkev."),
            ("Kirkeveien", "Kirkevn"),
            ("Kirkeveien", "kirkevn."),
            ("Kirkegata", "Kirkegate"),
            ("Kirkegata", "kirkegt."),
            ("Kirkegata", "Kirkegt"),
            ("Prøveveien", "Proveveg"),
            ("Ingeborg Aasnes vei", "ingeborg åsnes v."),
            ("Ingeborg Aasnes vei", "ingeborg asnes vn"),
            ("Sæterveien", "Saeterveien"),
            ("Magda Øygards gate", "Magda Oygards gt."),
        ] {
            assert_eq!(key(one), key(other), "{one} and {other}");
        }
    }

    /// ADR-7
    #[test]
    fn different_streets_stay_different() {
        for (one, other) in [
            ("Kirkeveien", "Kirkegata"),
            ("Olav", "Olaveien"),
            ("Bakkeveien", "Bakken"),
            ("Ås", "Os"),
        ] {
            assert_ne!(key(one), key(other), "{one} and {other}");
        }
    }

    /// ADR-7
    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        for wrong in [
            "kirkevien",
            "kirkeeveien",
            "kirekveien",
            "kirkaveien",
            "kirkeveie",
        ] {
            assert!(one_slip("kirkeveien", wrong), "{wrong}");
        }
        for wrong in ["kirkegata", "kirkvien", "birkeveie", "kirke"] {
            assert!(!one_slip("kirkeveien", wrong), "{wrong}");
        }
    }
}
