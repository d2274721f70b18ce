//! QUO-8, NOT-2: what the partner sets of its account.

use domain::account::{AccountDraft, MailLanguage, parse};

fn draft(quotes_email: &str, language: &str) -> AccountDraft {
    AccountDraft {
        quotes_email: quotes_email.to_owned(),
        language: language.to_owned(),
    }
}

/// QUO-8, NOT-2
#[test]
fn an_account_has_a_language_and_perhaps_an_address_for_quotes() {
    let account = parse(&draft(" tilbud@solbakken.example ", "en")).valid.unwrap();
    assert_eq!(account.quotes_email.unwrap().as_str(), "tilbud@solbakken.example");
    assert_eq!(account.language, MailLanguage::En);
    let account = parse(&draft("", "nb")).valid.unwrap();
    assert_eq!((account.quotes_email, account.language), (None, MailLanguage::Nb));
}

/// NOT-2, NOT-3
#[test]
fn a_wrong_address_and_an_unknown_language_are_told_together() {
    let verdict = parse(&draft("tilbud@", "sv"));
    assert!(verdict.valid.is_none());
    let codes: Vec<_> = verdict
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(codes, ["email.host", "account.language.unknown"]);
}
