//! How an order is told apart in lists, and by which words it is found.

use std::collections::BTreeSet;

use domain::{
    address::{Address, Place},
    customer::EndUser,
    orders::{NewLine, NewOrder},
};

/// A search word longer than any name; longer ones are cut.
const LONGEST_WORD: usize = 60;
/// As many words of what is typed into the search are looked at.
pub const MOST_SEARCH_WORDS: usize = 8;

pub fn end_user_name(end_user: &EndUser) -> String {
    match end_user {
        EndUser::Private {
            first_name,
            last_name,
            ..
        } => format!("{first_name} {last_name}"),
        EndUser::Company { name, .. } => name.clone(),
    }
}

/// Street and number or the like, postcode and place.
pub fn place_name(address: &Address) -> String {
    match &address.place {
        Place::Street {
            street,
            house_number,
            postcode,
            place,
        } => {
            let unit = address
                .unit
                .as_deref()
                .map(|unit| format!(" {unit}"))
                .unwrap_or_default();
            format!("{street} {house_number}{unit}, {postcode} {place}")
        }
        Place::Cadastre {
            farm_number,
            title_number,
            lease_number,
            section_number,
            municipality,
        } => {
            let mut name = format!("{farm_number}/{title_number}");
            if let Some(lease) = lease_number {
                name.push_str(&format!("/{lease}"));
            }
            if let Some(section) = section_number {
                name.push_str(&format!("/{section}"));
            }
            format!("{name}, {municipality}")
        }
        Place::Insa { signature } => signature.clone(),
    }
}

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

/// Product, place and end user in one text: what makes two lines the same (ORD-5).
pub fn identity(product: &str, line: &NewLine) -> String {
    let end_user = match &line.end_user {
        EndUser::Private {
            first_name,
            last_name,
            date_of_birth,
        } => format!("{first_name} {last_name} {date_of_birth}"),
        EndUser::Company {
            organisation_number, ..
        } => organisation_number.clone(),
    };
    format!("{product}|{}|{end_user}", place_name(&line.address)).to_lowercase()
}

/// The words by which an order is found.
pub fn words(order: &NewOrder) -> BTreeSet<String> {
    let mut texts: Vec<String> = [
        &order.customer_order_ref,
        &order.project_reference,
        &order.customer_invoice_ref,
    ]
    .into_iter()
    .flatten()
    .cloned()
    .collect();
    for line in &order.lines {
        texts.push(end_user_name(&line.end_user));
        if let EndUser::Company {
            organisation_number, ..
        } = &line.end_user
        {
            texts.push(organisation_number.clone());
        }
        texts.push(place_name(&line.address));
        texts.push(line.contact.name.clone());
        texts.push(line.contact.phone.clone());
        texts.extend(line.contact.second_phone.clone());
        texts.extend(line.address.existing_number.clone());
    }
    texts.iter().flat_map(|text| search_words(text)).collect()
}

/// The words of a text, as they are stored and as they are searched for: small letters and digits.
pub fn search_words(text: &str) -> Vec<String> {
    text.to_lowercase()
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
        assert_eq!(search_words("PO-2026/117 Ås"), ["po", "2026", "117", "ås"]);
        assert_eq!(search_words(" -- "), Vec::<String>::new());
    }
}
