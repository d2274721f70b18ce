//! What a mail says (NOT-2): what has changed, why, what to do, and where the case is. No name, address or number of an
//! end user stands in it, and nothing that somebody wrote freely: a mail lies in many places, a case in one.

use domain::{
    account::MailLanguage,
    catalogue::Name,
    finding::{Param, Params},
    orders::status::LineStatus,
};
use texts::{Key, Language, coded, fill, reason, text};
use wire::orders::Reason;

/// A line that has gone from one status to another.
#[derive(Clone, Debug)]
pub struct LineMoved<'a> {
    /// `1-20418`
    pub order: &'a str,
    pub line: u32,
    pub lines: u32,
    pub from: LineStatus,
    pub to: LineStatus,
    pub product: Option<&'a Name>,
    pub customer_order_ref: Option<&'a str>,
    pub reason: Option<&'a Reason>,
    /// Something is written in Comment or Status Description.
    pub commented: bool,
}

/// What is stored of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub body: String,
}

pub fn language_of(language: MailLanguage) -> Language {
    match language {
        MailLanguage::Nb => Language::Norwegian,
        MailLanguage::En => Language::English,
    }
}

fn params<const N: usize>(pairs: [(&str, Param); N]) -> Params {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn words(text: &str) -> Param {
    Param::Text(text.to_owned())
}

/// The letter about one change.
pub fn line_moved(language: MailLanguage, moved: &LineMoved<'_>) -> Letter {
    let language = language_of(language);
    let several = moved.lines > 1;
    let values = params([
        ("id", words(moved.order)),
        ("n", Param::Number(i64::from(moved.line))),
        ("from", words(moved.from.shown_as())),
        ("status", words(moved.to.shown_as())),
    ]);
    let of_one_or_several = |one, other| fill(language, if several { other } else { one }, &values);
    let of_status = |what: &str| {
        let code = format!("line.{}.{what}", moved.to.code());
        coded(language, "status", &code, &Params::new())
    };
    let paragraph = |key, value: Param| fill(language, key, &params([("text", value)]));

    let mut paragraphs = vec![of_one_or_several(Key::MailMoved, Key::MailMovedOfSeveral)];
    paragraphs.push(paragraph(Key::MailMeaning, words(&of_status("meaning"))));
    match (moved.reason, moved.commented) {
        (Some(why), _) if why.code != domain::reason::codes::CASE_OTHER => {
            let why = reason(language, &why.code, &why.params);
            paragraphs.push(paragraph(Key::MailWhy, words(&why)));
        }
        (Some(_), _) | (None, true) => paragraphs.push(text(language, Key::MailWhyOnCase).to_owned()),
        (None, false) => {}
    }
    paragraphs.push(paragraph(Key::MailNext, words(&of_status("next"))));
    let mut about = Vec::new();
    if let Some(product) = moved.product {
        about.push(paragraph(Key::MailProduct, Param::Name(product.clone())));
    }
    if let Some(reference) = moved.customer_order_ref {
        about.push(paragraph(Key::MailReference, words(reference)));
    }
    if !about.is_empty() {
        paragraphs.push(about.join("\n"));
    }
    Letter {
        subject: of_one_or_several(Key::MailSubject, Key::MailSubjectOfSeveral),
        body: paragraphs.join("\n\n"),
    }
}

/// A letter as it goes: with the way to the case, as this backend is reached.
pub fn whole(language: MailLanguage, body: &str, url: &str) -> String {
    let language = language_of(language);
    let link = fill(language, Key::MailLink, &params([("url", words(url))]));
    format!("{body}\n\n{link}\n\n-- \n{}\n", text(language, Key::MailFooter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(to: LineStatus) -> LineMoved<'static> {
        LineMoved {
            order: "1-20418",
            line: 2,
            lines: 1,
            from: LineStatus::Committed,
            to,
            product: None,
            customer_order_ref: Some("PO-17"),
            reason: None,
            commented: false,
        }
    }

    /// NOT-2: what changed, what it means, what to do; in the language of the account, for every status.
    #[test]
    fn every_change_has_its_letter_in_both_languages() {
        for language in MailLanguage::ALL {
            for to in LineStatus::ALL {
                let letter = line_moved(language, &moved(to));
                for said in ["1-20418", to.shown_as(), "Committed", "PO-17"] {
                    assert!(
                        format!("{}\n{}", letter.subject, letter.body).contains(said),
                        "{said}: {letter:?}"
                    );
                }
                assert!(
                    !letter.subject.contains('\n') && !letter.body.contains("status."),
                    "{letter:?}"
                );
                let whole = whole(language, &letter.body, "https://jara.example/orders/1-20418");
                assert!(whole.contains("https://jara.example/orders/1-20418"));
            }
        }
        let letters =
            MailLanguage::ALL.map(|language| line_moved(language, &moved(LineStatus::Incomplete)).body);
        assert_ne!(letters[0], letters[1]);
    }

    /// NOT-2: a reason of the list is told; what was written freely is only pointed to.
    #[test]
    fn why_is_told_without_what_somebody_wrote_freely() {
        let why = |code: &str, commented| {
            let reason = Reason {
                code: code.to_owned(),
                params: Params::new(),
            };
            let moved = LineMoved {
                reason: (!code.is_empty()).then_some(&reason),
                commented,
                ..moved(LineStatus::Incomplete)
            };
            line_moved(MailLanguage::En, &moved).body
        };
        let on_case = text(Language::English, Key::MailWhyOnCase);
        let listed = text(Language::English, Key::ReasonCaseUnitMissing);
        assert!(why("case.unit_missing", true).contains(listed));
        assert!(why("case.other", true).contains(on_case));
        assert!(why("", true).contains(on_case));
        assert!(!why("", false).contains(on_case));
    }

    /// NOT-2: with several lines it is said which.
    #[test]
    fn of_several_lines_the_number_is_told() {
        let letter = line_moved(
            MailLanguage::En,
            &LineMoved {
                lines: 3,
                ..moved(LineStatus::Rejected)
            },
        );
        assert!(
            letter.subject.contains("line 2") && letter.body.contains("ine 2"),
            "{letter:?}"
        );
        assert!(
            !line_moved(MailLanguage::En, &moved(LineStatus::Rejected))
                .subject
                .contains("line")
        );
    }
}
