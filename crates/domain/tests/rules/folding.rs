//! ADR-7: letters that are written differently and meant alike, in every search.

use domain::{address::search::search_key, folding::folded};
use proptest::prelude::*;

/// ADR-7
#[test]
fn letters_are_found_however_they_are_written() {
    for (one, other) in [
        ("Åsen", "aasen"),
        ("ÅSEN", "Aasen"),
        ("Ærlend", "aerlend"),
        ("Øyvind", "OYVIND"),
        ("Björn Hägg", "bjorn haegg"),
        ("André Müller", "ANDRE MULLER"),
    ] {
        assert_eq!(folded(one), folded(other), "{one} and {other}");
    }
    for (one, other) in [("Åsen", "Asen"), ("Øst", "Aust"), ("Nes", "Næs")] {
        assert_ne!(folded(one), folded(other), "{one} and {other}");
    }
    assert_eq!(folded("PO-2026/117 Ås"), "po-2026/117 aas");
}

proptest! {
    /// ADR-7: the same letters for the lists as for the addresses.
    #[test]
    fn addresses_and_lists_fold_alike(word in "[A-Za-zÆØÅæøåÄÖäöéü]{1,3}x") {
        prop_assert_eq!(search_key(&word), folded(&word));
    }

    #[test]
    fn what_is_folded_stays(text in any::<String>()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }
}
