//! ADR-7: what is typed, put to the address register in the ways that together forgive the most.
//!
//! The register matches words whole unless they end in a wildcard, and corrects typing errors only without one. So it
//! is asked up to three things at once, and the domain ranks what comes back.

use domain::address::{
    RegisterAddress,
    search::{Query, Shown},
};
use wire::registers::AddressQuery;

use super::place::split_house_number;

/// The parameters of one call.
pub type Parameters = Vec<(&'static str, String)>;

/// One search: what the register is asked, and how its answers are ranked.
#[derive(Debug)]
pub struct Search {
    pub calls: Vec<Parameters>,
    query: Query,
    /// Neither a house nor a property is named.
    by_street: bool,
}

/// How a word is put.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As the beginning of a word: `kirke*`.
    Beginning,
    /// As a whole word, in which the register corrects a typing error.
    Whole,
    /// As its stem, because its ending can be written in many ways: `kirkevn` as `kirke*`.
    Stem,
}

impl Search {
    /// None when nothing is looked for.
    pub fn of(query: &AddressQuery) -> Option<Self> {
        let (text, cadastre) = take_cadastre(&query.q);
        let fields = Query::from_fields(&query.street, &query.house_number, &query.postcode, &query.place);
        let ranked = fields.and(Query::from_text(&text));
        let property = cadastre.is_some() || !query.farm_number.trim().is_empty();
        let mut calls: Vec<Parameters> = Vec::new();
        for way in [Way::Beginning, Way::Whole, Way::Stem] {
            let parameters = parameters(query, ranked.words(), cadastre.as_ref(), way);
            if !parameters.is_empty() && !calls.contains(&parameters) {
                calls.push(parameters);
            }
        }
        let by_street = !property && !ranked.names_a_house();
        (!calls.is_empty()).then_some(Self {
            calls,
            query: ranked,
            by_street,
        })
    }

    /// What to ask beside when the register has more than it gives: nearly every street has a house with the first number,
    /// so one call sees the streets that the others have no room for.
    pub fn first_houses(&self) -> Vec<Parameters> {
        let first = self.calls.first().filter(|_| self.by_street);
        let mut calls: Vec<_> = first.cloned().into_iter().collect();
        for call in &mut calls {
            call.push(("nummer", "1".to_owned()));
        }
        calls
    }

    /// What is shown of what was found; `whole` says that it is all that the register has.
    pub fn shown(&self, found: Vec<RegisterAddress>, whole: bool) -> Shown {
        self.query.shown(found, self.by_street, whole)
    }
}

fn parameters(
    query: &AddressQuery,
    free_words: &[String],
    cadastre: Option<&(String, String)>,
    way: Way,
) -> Parameters {
    let mut parameters = Parameters::new();
    let mut add = |name, value: String| {
        if !value.is_empty() {
            parameters.push((name, value));
        }
    };
    // The place goes into the free words, because people write the municipality there too; the ranking sees to it
    // that it is not found as a street.
    let anywhere = free_words
        .iter()
        .cloned()
        .chain(words(&query.place))
        .map(|word| put(&word, way));
    add("sok", anywhere.collect::<Vec<_>>().join(" "));
    let (street, number) = street_and_number(query);
    add(
        "adressenavn",
        words(&street)
            .iter()
            .map(|word| put(word, way))
            .collect::<Vec<_>>()
            .join(" "),
    );
    let (number, letter) = split_house_number(&number);
    if is_number(&number) {
        add("nummer", number);
        add("bokstav", letter);
    }
    let postcode: String = query.postcode.chars().filter(char::is_ascii_digit).collect();
    // The beginning of a postcode is left to the ranking: the register knows whole ones only.
    if postcode.len() == 4 {
        add("postnummer", postcode);
    }
    let (farm, title) = cadastre.cloned().unwrap_or_default();
    for (name, typed, in_text) in [
        ("gardsnummer", &query.farm_number, farm),
        ("bruksnummer", &query.title_number, title),
    ] {
        let typed = typed.trim();
        add(
            name,
            if is_number(typed) {
                typed.to_owned()
            } else {
                in_text
            },
        );
    }
    let municipality = query.municipality.trim();
    let by_number = municipality.len() == 4 && is_number(municipality);
    add(
        if by_number { "kommunenummer" } else { "kommunenavn" },
        municipality.to_owned(),
    );
    if !parameters.is_empty() {
        parameters.push(("fuzzy", "true".to_owned()));
    }
    parameters
}

/// Street and house number, also where both are typed into the street's field.
fn street_and_number(query: &AddressQuery) -> (String, String) {
    let number = query.house_number.trim();
    if number.is_empty()
        && let Some((street, number)) = domain::address::house_number::split_off(&query.street)
    {
        return (street, number);
    }
    (query.street.clone(), number.to_owned())
}

/// Takes `137/12` out of the text.
fn take_cadastre(text: &str) -> (String, Option<(String, String)>) {
    let mut cadastre = None;
    let mut rest = Vec::new();
    for word in text.split_whitespace() {
        match word.split_once('/') {
            Some((farm, title)) if cadastre.is_none() && is_number(farm) && is_number(title) => {
                cadastre = Some((farm.to_owned(), title.to_owned()));
            }
            _ => rest.push(word),
        }
    }
    (rest.join(" "), cadastre)
}

/// What the register understands as words; wildcards of the user's own are not passed on.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '*' | '?' | '"'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn put(word: &str, way: Way) -> String {
    // Numbers, postcodes and a house number's letter are whole by themselves.
    if word.starts_with(|c: char| c.is_ascii_digit()) || word.chars().count() == 1 {
        return word.to_owned();
    }
    match way {
        Way::Beginning => format!("{}*", word.trim_end_matches('.')),
        Way::Whole => word.to_owned(),
        Way::Stem => format!("{}*", stem(word)),
    }
}

/// The word without an ending that can be written in many ways; the ranking drops what then does not fit.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 14] = [
        "vegen", "veien", "gaten", "veg", "vei", "gate", "gata", "vn.", "vn", "v.", "gt.", "gt", "g.", ".",
    ];
    ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= 2)
        .unwrap_or(word.trim_end_matches('.'))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(query: AddressQuery) -> Vec<Vec<(String, String)>> {
        let own = |call: Parameters| {
            call.into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()
        };
        Search::of(&query)
            .map(|search| search.calls.into_iter().map(own).collect())
            .unwrap_or_default()
    }

    fn value(call: &[(String, String)], name: &str) -> Option<String> {
        call.iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.clone())
    }

    /// ADR-7
    #[test]
    fn one_field_for_everything_asks_by_beginnings_and_by_whole_words() {
        let calls = calls(AddressQuery {
            q: "kirke 64 b, oslo".into(),
            ..AddressQuery::default()
        });
        assert_eq!(value(&calls[0], "sok").as_deref(), Some("kirke* 64 b oslo*"));
        assert_eq!(value(&calls[1], "sok").as_deref(), Some("kirke 64 b oslo"));
        assert!(
            calls
                .iter()
                .all(|call| value(call, "fuzzy").as_deref() == Some("true"))
        );
        assert_eq!(calls.len(), 2);
    }

    /// ADR-7
    #[test]
    fn the_many_ways_to_write_an_ending_are_asked_by_the_stem() {
        for street in ["kirkevn", "Kirkev.", "kirkevegen", "kirkeveien"] {
            let calls = calls(AddressQuery {
                street: street.into(),
                ..AddressQuery::default()
            });
            let streets: Vec<_> = calls
                .iter()
                .filter_map(|call| value(call, "adressenavn"))
                .collect();
            assert!(
                streets.iter().any(|street| street.to_lowercase() == "kirke*"),
                "{streets:?}"
            );
        }
        assert_eq!(stem("vei"), "vei");
    }

    /// ADR-7: a number typed into the street's field, the beginning of a postcode, the municipality as the place.
    #[test]
    fn every_field_reaches_the_register_in_the_form_that_it_knows() {
        let query = AddressQuery {
            street: "Kirkeveien 12 b".into(),
            postcode: "0266".into(),
            place: "oslo".into(),
            ..AddressQuery::default()
        };
        let call = calls(query).remove(0);
        assert_eq!(value(&call, "adressenavn").as_deref(), Some("Kirkeveien*"));
        assert_eq!(value(&call, "nummer").as_deref(), Some("12"));
        assert_eq!(value(&call, "bokstav").as_deref(), Some("B"));
        assert_eq!(value(&call, "postnummer").as_deref(), Some("0266"));
        assert_eq!(value(&call, "sok").as_deref(), Some("oslo*"));
        let query = AddressQuery {
            postcode: "02".into(),
            street: "k".into(),
            ..AddressQuery::default()
        };
        assert_eq!(value(&calls(query)[0], "postnummer"), None);
    }

    /// ADR-1
    #[test]
    fn a_cadastral_number_is_understood_in_its_fields_and_in_the_text() {
        let text = AddressQuery {
            q: "41/7 løten".into(),
            ..AddressQuery::default()
        };
        let fields = AddressQuery {
            farm_number: "41".into(),
            title_number: "7".into(),
            municipality: "3412".into(),
            ..AddressQuery::default()
        };
        for (query, name, expected) in [(text, "sok", "løten*"), (fields, "kommunenummer", "3412")] {
            let call = calls(query).remove(0);
            assert_eq!(value(&call, "gardsnummer").as_deref(), Some("41"));
            assert_eq!(value(&call, "bruksnummer").as_deref(), Some("7"));
            assert_eq!(value(&call, name).as_deref(), Some(expected));
        }
    }

    #[test]
    fn nothing_typed_asks_nothing() {
        assert!(calls(AddressQuery::default()).is_empty());
        assert!(
            calls(AddressQuery {
                q: " * ".into(),
                ..AddressQuery::default()
            })
            .is_empty()
        );
    }
}
