//! How an order is told apart in lists, and by which words it is found.

use std::collections::BTreeSet;

use domain::{customer::EndUser, folding::folded, orders::Ordered};

/// A search word longer than any name; longer ones are cut.
const LONGEST_WORD: usize = 60;
/// As many words of what is typed into the search are looked at.
pub const MOST_SEARCH_WORDS: usize = 8;

/// In small letters, with the Norwegian letters after z in their order: æ, ø, å.
pub fn sort_key(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|c| match c {
            'æ' | 'ä' => '{',
            'ø' | 'ö' => '|',
            'å' => '}',
            other => other,
        })
        .collect()
}

/// The words by which an order is found.
pub fn words(ordered: &Ordered) -> BTreeSet<String> {
    let references = ordered.references();
    let mut texts: Vec<String> = [
        &references.customer_order_ref,
        &references.project_reference,
        &references.customer_invoice_ref,
    ]
    .into_iter()
    .flatten()
    .cloned()
    .collect();
    texts.extend(
        ordered
            .subscription()
            .map(|subscription| subscription.number.clone()),
    );
    for line in ordered.lines() {
        texts.push(line.end_user.full_name());
        if let EndUser::Company {
            organisation_number, ..
        } = &line.end_user
        {
            texts.push(organisation_number.clone());
        }
        texts.push(line.address.in_one_line());
        if let Some(contact) = &line.contact {
            texts.push(contact.name.clone());
            texts.push(contact.phone.clone());
            texts.extend(contact.second_phone.clone());
        }
        texts.extend(line.address.existing_number.clone());
    }
    texts.iter().flat_map(|text| search_words(text)).collect()
}

/// The words of a text, as they are stored and as they are searched for: letters folded, so that `aasen` finds Åsen, and
/// digits.
pub fn search_words(text: &str) -> Vec<String> {
    folded(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LONGEST_WORD).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norwegian_letters_come_last_and_in_their_order() {
        let mut names = ["Åse", "Zara", "Øyvind", "Ærlend", "Anne"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Anne", "Zara", "Ærlend", "Øyvind", "Åse"]);
    }

    #[test]
    fn a_reference_is_found_by_its_parts() {
        assert_eq!(search_words("PO-2026/117 Ås"), ["po", "2026", "117", "aas"]);
        assert_eq!(search_words(" -- "), Vec::<String>::new());
    }
}
