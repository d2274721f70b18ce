//! NOT-3: e-mail addresses, and what nobody can be written to at.

use domain::email::{
    EmailAddress,
    EmailError::{self, *},
    suggestion,
};
use proptest::prelude::*;

/// NOT-3
#[test]
fn an_address_is_kept_as_it_was_meant() {
    for (typed, kept) in [
        ("ordre@solbakken.example", "ordre@solbakken.example"),
        (
            "  Ola.Nordmann+ordre@Solbakken.Example\n",
            "Ola.Nordmann+ordre@solbakken.example",
        ),
        (
            "o'hara_1@post.kunde-senter.example",
            "o'hara_1@post.kunde-senter.example",
        ),
        ("a@b.no", "a@b.no"),
    ] {
        assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), kept);
        assert_eq!(suggestion(typed), None);
    }
}

/// NOT-3
#[test]
fn each_mistake_has_its_own_word() {
    let long_local = format!("{}@a.example", "x".repeat(65));
    let long = format!("a@{}example", "xxxxxxxxx.".repeat(25));
    let cases: &[(&str, EmailError)] = &[
        ("", Missing),
        ("  ", Missing),
        ("ordre", NoAt),
        ("ordre.solbakken.example", NoAt),
        ("a@b.example, c@d.example", Several),
        ("a@@b.example", Several),
        ("ola nordmann@a.example", Characters),
        ("Ola <ola@a.example>", Characters),
        ("ola@a,example", Characters),
        ("øystein@a.example", Characters),
        ("ola@blåbær.example", Characters),
        ("ola\r\nBcc: x@a.example", Characters),
        ("\"ola\"@a.example", Characters),
        (&long_local, TooLong),
        (&long, TooLong),
        ("@a.example", Local),
        (".ola@a.example", Local),
        ("ola.@a.example", Local),
        ("ola..n@a.example", Local),
        ("ola@", Host),
        ("ola@localhost", Host),
        ("ola@a..example", Host),
        ("ola@-a.example", Host),
        ("ola@a-.example", Host),
        ("ola@10.0.0.1", Host),
        ("ola@a.e", Host),
    ];
    for (typed, error) in cases {
        assert_eq!(EmailAddress::parse(typed), Err(*error), "{typed:?}");
    }
}

/// NOT-3
#[test]
fn what_was_probably_meant_is_offered() {
    for (typed, meant) in [
        ("Ola Nordmann <ola@a.example>", Some("ola@a.example")),
        ("mailto:ola@a.example", Some("ola@a.example")),
        ("ola@a,example", Some("ola@a.example")),
        ("ola @ a.example", Some("ola@a.example")),
        ("ola@a.example;", Some("ola@a.example")),
        ("ola", None),
        ("a@b.example, c@d.example", None),
    ] {
        assert_eq!(suggestion(typed).as_deref(), meant, "{typed}");
    }
}

proptest! {
    /// NOT-3: no address can end a line of a mail's head.
    #[test]
    fn no_address_says_more_than_an_address(typed in ".{0,80}") {
        if let Ok(address) = EmailAddress::parse(&typed) {
            let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>(),;:\"[]\\".contains(&byte);
            prop_assert!(address.as_str().bytes().all(plain));
            let again = EmailAddress::parse(address.as_str());
            prop_assert_eq!(again.as_ref(), Ok(&address));
        }
        if let Some(meant) = suggestion(&typed) {
            prop_assert!(EmailAddress::parse(&meant).is_ok());
        }
    }
}
