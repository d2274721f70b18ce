//! Which layer may know what.

use crate::{File, Problem, Tree};

/// One border: words that may stand in some folders only.
struct Border {
    /// Files that the border watches.
    watched: fn(&File) -> bool,
    /// Files among them where the words are at home.
    home: fn(&File) -> bool,
    words: &'static [&'static str],
    what: &'static str,
}

const BORDERS: [Border; 4] = [
    Border {
        watched: |file| file.is_under("src"),
        home: |file| file.is_under("src/api") || file.is_under("src/offline"),
        words: &[
            "gloo_net",
            "EventSource",
            "XmlHttpRequest",
            "fetch_with_",
            "web_sys::Request",
            "RequestInit",
        ],
        what: "speaks HTTP; only src/api and src/offline do. Move the call there",
    },
    Border {
        watched: |file| file.is_under("src/ui"),
        home: |_| false,
        words: &[
            "domain::",
            "crate::api",
            "crate::offline",
            "crate::forms",
            "crate::pages",
        ],
        what: "makes a widget know the business; widgets get texts and signals. Pass in what it needs",
    },
    Border {
        watched: |file| file.is_under("crates/server/src") || file.is_under("crates/simulator/src"),
        home: |file| file.is_under("crates/server/src/store"),
        words: &[
            "sqlx::",
            "SELECT ",
            "INSERT INTO ",
            "DELETE FROM ",
            "CREATE TABLE ",
        ],
        what: "speaks SQL; only crates/server/src/store does. Add a method there",
    },
    Border {
        watched: |file| file.is_under("crates/domain/src"),
        home: |_| false,
        words: &[
            "SystemTime",
            "Instant::now",
            "now_utc",
            "now_local",
            "async fn",
            ".await",
            "std::fs",
            "std::net",
            "std::env",
        ],
        what: "gives the rules a clock, a wait or a file; they are pure. Take what it needs as an argument (DAT-5)",
    },
];

/// Looks for words outside their layer. Comments may name them; tests may use them.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for border in &BORDERS {
        for file in tree
            .rust_files()
            .filter(|file| (border.watched)(file) && !(border.home)(file))
        {
            for (index, line) in file.product_text().lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                if let Some(word) = border.words.iter().find(|word| code.contains(**word)) {
                    problems.push(Problem::at(
                        &file.path,
                        index + 1,
                        format!("`{}` {}", word.trim(), border.what),
                    ));
                }
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> usize {
        check(&Tree::of(vec![File::new(path, text)])).len()
    }

    #[test]
    fn only_api_and_offline_speak_http() {
        assert_eq!(
            problems("src/pages/orders/list.rs", "use gloo_net::http::Request;"),
            1
        );
        assert_eq!(problems("src/api/orders.rs", "use gloo_net::http::Request;"), 0);
        assert_eq!(
            problems("src/offline/outbox.rs", "let s = EventSource::new(url);"),
            0
        );
        assert_eq!(problems("src/pages/home.rs", "// gloo_net is not used here"), 0);
    }

    #[test]
    fn a_widget_knows_neither_the_domain_nor_the_api() {
        assert_eq!(problems("src/ui/field.rs", "use domain::orders::OrderDraft;"), 1);
        assert_eq!(problems("src/ui/table.rs", "use crate::api::orders;"), 1);
        assert_eq!(
            problems("src/forms/orders.rs", "use domain::orders::OrderDraft;"),
            0
        );
    }

    #[test]
    fn sql_stands_in_the_store_alone() {
        assert_eq!(
            problems(
                "crates/server/src/app/orders.rs",
                "let q = \"SELECT id FROM orders\";"
            ),
            1
        );
        assert_eq!(
            problems("crates/server/src/jobs/expire.rs", "sqlx::query(SQL)"),
            1
        );
        assert_eq!(
            problems("crates/server/src/store/orders.rs", "sqlx::query(\"SELECT 1\")"),
            0
        );
        assert_eq!(
            problems(
                "crates/server/src/app/a.rs",
                "fn a() {}\n#[cfg(test)]\nmod tests { sqlx::query }"
            ),
            0
        );
    }

    #[test]
    fn the_rules_have_no_clock_no_wait_and_no_files() {
        assert_eq!(
            problems("crates/domain/src/dates.rs", "let t = OffsetDateTime::now_utc();"),
            1
        );
        assert_eq!(problems("crates/domain/src/dates.rs", "async fn look() {}"), 1);
        assert_eq!(problems("crates/server/src/clock.rs", "SystemTime::now()"), 0);
    }
}
